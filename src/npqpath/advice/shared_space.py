"""Two data sets compiled over one space, so that their people can be set against each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from npqpath.advice.core import CompiledRules, compile_in
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Question
from npqpath.logic.diagram import EVERYBODY, NOBODY, Diagram
from npqpath.logic.space import Space

BEFORE = " (before)"
"""Ends the id of a question of the old data set that is of another kind in the new one."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two data sets over one space.

    `whole` has the questions and the words of both, and the people whom both know as those who can exist:
    everything is compared among them, and nobody is advised by it. `old_asked` says whom the old data set
    asks each question, by its id in the space. In `sheets` is every answer sheet once: a question that
    somebody is not asked has its first value in theirs.
    """

    old: CompiledRules
    new: CompiledRules
    whole: CompiledRules
    old_people: int
    new_people: int
    old_asked: dict[str, int]
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
    return Merged(was, now, whole, old_people, new_people, old_asked, _sheets(space, diagram, asked))


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


def _sheets(space: Space, diagram: Diagram, asked: dict[str, int]) -> int:
    sheets = EVERYBODY
    for question, node in reversed(asked.items()):
        levels = space.levels.get(question, ())
        blank = diagram.all_of(diagram.choose(level, (0,)) for level in levels)
        sheets = diagram.both(sheets, diagram.either(node, blank))
    return sheets


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
    merged = [_with_both_answers(before[one.id], one) if one.id in before else one for one in new]
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
