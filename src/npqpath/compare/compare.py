"""Two data sets set against each other: who gets different advice, exactly, over all answer sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from npqpath.advice.cohort_dates import rules_on
from npqpath.advice.compiled_rules import STRENGTHS, CompiledRules, compile_in, read_rulebook
from npqpath.advice.funding import decide_funding
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.suggestions import suggest
from npqpath.compare.data_changes import Difference, differences
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Question
from npqpath.dataset.qualifications import Cohort
from npqpath.errors import UsageError
from npqpath.rules.answer_space import Space
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.validate.example_person import describe, example_answers, only_what_matters
from npqpath.validate.proof_context import each_sheet_once

BEFORE = " (before)"
"""Ends the id of a question of the old data set that is of another kind in the new one."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two data sets over one space.

    `whole` has the questions and the words of both, and the people whom both know as those who can exist:
    everything is compared among them, and nobody is advised by it. In `sheets` is every answer sheet once:
    a question that somebody is not asked has its first value in theirs.
    """

    old: CompiledRules
    new: CompiledRules
    whole: CompiledRules
    old_people: int
    new_people: int
    sheets: int

    def share(self, node: int, among: int) -> float:
        """Return the share of the answer sheets of `among` that are in `node`, 0 to 1."""
        diagram = self.whole.diagram
        return diagram.share(node, diagram.both(among, self.sheets))


def merge(old: Catalogue, new: Catalogue) -> Merged:
    """Return both data sets in one diagram. Questions, parts and answers are the same if their ids are."""
    names = _other_kinds(old, new)
    before = tuple(replace(one, id=names.get(one.id, one.id)) for one in old.pathways.questions)
    questions = _questions(before, new.pathways.questions)
    books = read_rulebook(old), read_rulebook(new)
    limits = {names.get(id, id): set(numbers) for id, numbers in books[0].limits.items()}
    for id, numbers in books[1].limits.items():
        limits.setdefault(id, set()).update(numbers)
    space = Space(questions, {id: tuple(sorted(numbers)) for id, numbers in limits.items()})
    diagram = Diagram(space.sizes)
    was = compile_in(old, books[0], space.called(names), diagram)
    now = compile_in(new, books[1], space, diagram)
    old_people, new_people = _people(was), _people(now)
    old_asked = {names.get(id, id): node for id, node in was.asked.items()}
    asked = {
        one.id: diagram.either(old_asked.get(one.id, NOBODY), now.asked.get(one.id, NOBODY))
        for one in questions
    }
    words = _words(old, new, questions)
    whole = replace(now, catalogue=words, possible=diagram.both(old_people, new_people), asked=asked)
    return Merged(was, now, whole, old_people, new_people, each_sheet_once(space, diagram, asked))


def _people(core: CompiledRules) -> int:
    """Return the people who can exist and give only answers that the data set knows to what it asks them."""
    diagram, unknown = core.diagram, []
    for question in core.catalogue.pathways.questions:
        level = core.space.level.get((question.id, None))
        if level is not None and question.answers:
            own = {answer.id for answer in question.answers}
            strange = [at for at, each in enumerate(core.space.variables[level].values) if each not in own]
            unknown.append(diagram.both(core.asked[question.id], diagram.choose(level, strange)))
    return diagram.both(core.possible, diagram.negate(diagram.any_of(unknown)))


def _words(old: Catalogue, new: Catalogue, questions: tuple[Question, ...]) -> Catalogue:
    """Return the new data set with these questions, and with what only the old one has a name for."""
    qualifications = {**old.qualifications_by_id, **new.qualifications_by_id}
    next_steps = {**old.next_steps_by_id, **new.next_steps_by_id}
    return Catalogue(
        replace(new.qualifications, qualifications=tuple(qualifications.values())),
        replace(new.pathways, questions=questions, next_steps=tuple(next_steps.values())),
        new.fingerprint,
    )


def _other_kinds(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """Return new ids for the questions of the old data set that are of another kind in the new one."""
    now = new.questions_by_id
    return {
        one.id: one.id + BEFORE
        for one in old.pathways.questions
        if one.id in now and (one.kind, bool(one.of)) != (now[one.id].kind, bool(now[one.id].of))
    }


def _questions(old: tuple[Question, ...], new: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions of both in the order of the new ones; an old one follows the one it followed."""
    before = {one.id: one for one in old}
    merged = [_with_both_answers(before.get(one.id, one), one) for one in new]
    place = 0
    for one in old:
        ids = [each.id for each in merged]
        if one.id in ids:
            place = ids.index(one.id) + 1
        else:
            merged.insert(place, one)
            place += 1
    return tuple(merged)


def _with_both_answers(old: Question, new: Question) -> Question:
    own = {answer.id for answer in new.answers}
    answers = (*new.answers, *(answer for answer in old.answers if answer.id not in own))
    return replace(new, answers=answers, of=tuple(dict.fromkeys((*new.of, *old.of))))


Subject: TypeAlias = Literal["suggestion", "funding", "funding-waits", "deadline"]

NOT_SUGGESTED, NOT_OFFERED, NO_RULE = "not-suggested", "not-offered", "no-rule"
YES, NO = "yes", "no"

Starts: TypeAlias = tuple[Cohort, Cohort]
"""The start whose rules hold, as a plan takes it, in the old data set and in the new one."""

States: TypeAlias = dict[str, int]
"""The people whom each verdict is for; nobody is in two of them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that people are told about, and who is told what about it by the old and the new data set."""

    subject: Subject
    id: str
    name: str
    old: States
    new: States


def verdicts(both: Merged, starts: Starts) -> Iterator[Verdict]:
    """Yield all that either data set says about people, of money by the rules of its own start."""
    words = both.whole.catalogue
    for id in dict.fromkeys((*both.new.offers, *both.old.offers)):
        states = (_strengths(core, id) for core in (both.old, both.new))
        yield Verdict("suggestion", id, words.name_of(id), *states)
    yield from _funding(both, starts)
    yield from _deadlines(both)


def _yes_or_no(both: Merged, subject: Subject, id: str, name: str, nodes: Iterable[int]) -> Verdict:
    """Return something that is said of people or not: the nodes are those of whom each data set says it."""
    return Verdict(subject, id, name, *({YES: node, NO: both.whole.diagram.negate(node)} for node in nodes))


def _strengths(core: CompiledRules, id: str) -> States:
    states, stronger = States(), NOBODY
    for strength in STRENGTHS:
        enough = core.suggested(id, strength)
        states[strength] = core.diagram.both(enough, core.diagram.negate(stronger))
        stronger = enough
    return {**states, NOT_SUGGESTED: core.diagram.negate(stronger)}


def _funding(both: Merged, starts: Starts) -> Iterator[Verdict]:
    words, sides = both.whole.catalogue, tuple(zip((both.old, both.new), starts, strict=True))
    for id in dict.fromkeys(id for start in reversed(starts) for id in start.offers):
        name = words.qualification(id).short_name
        yield Verdict("funding", id, name, *(_outcomes(core, start, id) for core, start in sides))
        before, after = (_waits(core, start, id) for core, start in sides)
        for question in {**before, **after}:
            waits = f'{name} waits for "{words.question(question).ask}"'
            stopped = (each.get(question, NOBODY) for each in (before, after))
            yield _yes_or_no(both, "funding-waits", id, waits, stopped)


def _outcomes(core: CompiledRules, start: Cohort, id: str) -> States:
    if id not in start.offers:
        return {NOT_OFFERED: EVERYBODY}
    states = States()
    for row, node in core.funding_rows(start.id, id):
        outcome = start.funding[row].outcome
        if outcome is not None and not start.funding[row].needs:
            states[outcome] = core.diagram.either(states.get(outcome, NOBODY), node)
    return {**states, NO_RULE: core.diagram.negate(core.diagram.any_of(states.values()))}


def _waits(core: CompiledRules, start: Cohort, id: str) -> States:
    """Return the questions that must be answered before funding is decided, each with whom it stops."""
    states = States()
    if id in start.offers:
        for row, node in core.funding_rows(start.id, id):
            if question := start.funding[row].needs:
                states[question] = core.diagram.either(states.get(question, NOBODY), node)
    return states


def _deadlines(both: Merged) -> Iterator[Verdict]:
    words, nodes = dict[str, str](), list[dict[str, int]]()
    for core in (both.old, both.new):
        entries = core.catalogue.pathways.deadlines
        words |= {one.id: one.because for one in entries}
        nodes.append({one.id: node for one, node in zip(entries, core.deadlines, strict=True)})
    for id, because in words.items():
        yield _yes_or_no(both, "deadline", id, because, (each.get(id, NOBODY) for each in nodes))


SavedAnswers: TypeAlias = Mapping[str, Mapping[str, object]]
"""Answers of people as they were read, by the name of the file or row that they stand in."""


@dataclass(frozen=True, slots=True)
class AdviceSummary:
    """What somebody is told: names of suggestions, best first, and who would pay, by qualification."""

    suggestions: tuple[str, ...]
    funding: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SavedChange:
    """Somebody whose advice is another; `trouble` says why the new data set cannot read their answers.

    Where no data set can, there is neither `before` nor `after`.
    """

    name: str
    before: AdviceSummary | None
    after: AdviceSummary | None
    trouble: str | None = None


def summarise_advice(core: CompiledRules, raw: Mapping[str, object], start: Cohort) -> AdviceSummary:
    """Return the advice for these answers, money as in the start. Raises `UsageError` as reading does."""
    person = make_person(core, read_answers(raw, core.catalogue))
    decided = (decide_funding(person, start, id) for id in start.offers)
    funding = tuple((each.name, each.outcome) for each in decided)
    return AdviceSummary(tuple(each.name for each in suggest(person)), funding)


def saved_changes(
    old: CompiledRules, new: CompiledRules, *, saved: SavedAnswers, starts: Starts
) -> tuple[SavedChange, ...]:
    """Return whose advice changes, and whose answers neither data set can read, in the order of `saved`."""
    # Many rows of a roster give the same answers.
    answers = {repr(raw): raw for raw in saved.values()}
    known = {key: _change(old, new, raw=raw, starts=starts) for key, raw in answers.items()}
    found = ((name, known[repr(raw)]) for name, raw in saved.items())
    return tuple(replace(change, name=name) for name, change in found if change is not None)


def _change(
    old: CompiledRules, new: CompiledRules, *, raw: Mapping[str, object], starts: Starts
) -> SavedChange | None:
    before, after, trouble = None, None, None
    with suppress(UsageError):
        before = summarise_advice(old, raw, starts[0])
    try:
        after = summarise_advice(new, raw, starts[1])
    except UsageError as error:
        trouble = error.message
    return SavedChange("", before, after, trouble) if before != after or trouble else None


MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the people: their share of all answer sheets, 0 to 1, and what some of them are like.

    Everybody who is like an example is in the group; `rest` is the share of it that no example describes.
    """

    share: float
    examples: tuple[str, ...]
    rest: float


@dataclass(frozen=True, slots=True)
class Change:
    """What some people are told about one thing: `before` by the old data set, `after` by the new one."""

    subject: Subject
    id: str
    name: str
    before: str
    after: str
    group: Group


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of the data files does.

    `cohort_before` and `cohort` name the starts whose rules hold on the day, by the old data and by the new.
    `only_old` and `only_new` are people of whom one data set alone knows: somebody with a new answer, or with
    answers that were impossible. Of `saved_people` kept answers, those in `saved` lead to other advice, and
    neither data set can read those in `unread`.
    """

    cohort_before: str
    cohort: str
    changes: tuple[Change, ...]
    only_old: Group | None
    only_new: Group | None
    differences: tuple[Difference, ...]
    saved: tuple[SavedChange, ...]
    saved_people: int
    unread: tuple[SavedChange, ...] = ()

    @property
    def changes_advice(self) -> bool:
        """Whether anybody is told something else, words aside."""
        return bool(self.changes or self.only_old or self.only_new or self.saved)

    @property
    def is_empty(self) -> bool:
        """Whether the two data sets say the same in the same words."""
        return not (self.changes_advice or self.differences)


def compare(
    old: CompiledRules, new: CompiledRules, saved: SavedAnswers | None = None, *, on: dt.date
) -> Comparison:
    """Return who gets different advice on a day after a change of the data from `old` to `new`.

    `saved` are people whose own advice is compared as well.
    """
    both = merge(old.catalogue, new.catalogue)
    starts = rules_on(old.catalogue, on), rules_on(new.catalogue, on)
    seen = saved_changes(old, new, saved=saved or {}, starts=starts)
    return Comparison(
        cohort_before=starts[0].name,
        cohort=starts[1].name,
        changes=tuple(_changes(both, starts)),
        only_old=_only(both, both.old_people, both.new_people),
        only_new=_only(both, both.new_people, both.old_people),
        differences=differences(old.catalogue, new.catalogue),
        saved=tuple(one for one in seen if one.before or one.after),
        saved_people=len(saved or {}),
        unread=tuple(one for one in seen if not (one.before or one.after)),
    )


def _changes(both: Merged, starts: Starts) -> Iterator[Change]:
    whole, diagram = both.whole, both.whole.diagram
    for verdict in verdicts(both, starts):
        # Whoever might take a course is a better example of who is paid for it.
        suited = diagram.any_of(core.suggested(verdict.id) for core in (both.old, both.new))
        for after, now in verdict.new.items():
            for before, was in verdict.old.items():
                people = whole.diagram.all_of((whole.possible, was, now)) if before != after else NOBODY
                if people != NOBODY:
                    group = _group(both, whole, people, among=whole.possible, rather=suited)
                    yield Change(verdict.subject, verdict.id, verdict.name, before, after, group)


def _only(both: Merged, own: int, others: int) -> Group | None:
    """Return the people of one data set who are not in the other."""
    diagram = both.whole.diagram
    only = diagram.both(own, diagram.negate(others))
    either = replace(both.whole, possible=diagram.either(own, others))
    return _group(both, either, only, among=own, rather=EVERYBODY) if only != NOBODY else None


def _group(both: Merged, core: CompiledRules, people: int, *, among: int, rather: int) -> Group:
    """Return some people as a group; `core` says who can exist and `among` of whom they are a share.

    Examples are taken from `rather` as long as there are any.
    """
    diagram, others, examples = core.diagram, people, list[str]()
    while others != NOBODY and len(examples) < MOST_EXAMPLES:
        better = diagram.all_of((core.possible, others, rather))
        likely = others if better == NOBODY else better
        sheet = only_what_matters(core, people, example_answers(core, likely))
        examples.append(describe(core, sheet))
        like = diagram.all_of(diagram.choose(level, [value]) for level, value in sheet.items())
        others = diagram.both(others, diagram.negate(like))
    rest = both.share(others, people) if others != NOBODY else 0.0
    return Group(both.share(people, among), tuple(examples), rest)
