"""What to suggest to a person, why, what is ruled out, and which open questions decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, NamedTuple

from npqpath.advice.cohort_dates import how_it_ended
from npqpath.advice.compiled_rules import STRENGTHS, CompiledRules, Offer
from npqpath.advice.funding import Funding
from npqpath.advice.person import Certainty, Person, is_open, likely_answers, take_as_likely
from npqpath.advice.wording import fact_of
from npqpath.dataset.pathways import CanChange, Strength
from npqpath.rules.decision_diagram import EVERYBODY, smallest_change
from npqpath.words import listed

Kind = Literal["qualification", "next-step"]

POST = "role"
"""The question about somebody's post, on which most of the advice hangs."""
_NEVER = 1_000_000.0
_HALF = 0.5
WEIGHT = {"must": 4.0, "strong": 2.0, "worth-considering": 1.0}
"""How much a suggestion of each strength counts when what is open could still change the order."""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """An answer as a fact to follow "because"; `holds` is False for what somebody does not have."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to do next. `facts` are the answers that force it; `hangs_on` what it still depends on.

    While that is open, the reason in `because` begins with what has to be so for it to be one: with the
    answers to the open questions that it `assumes`. It `is_likely` if it fits where all that is open is as is
    likely for people like this.
    """

    id: str
    kind: Kind
    name: str
    rank: int
    certainty: Literal["certain", "possible"]
    strength: Strength
    rule: str
    because: str
    sources: tuple[str, ...]
    facts: tuple[PersonFact, ...]
    assumes: tuple[str, ...]
    hangs_on: tuple[str, ...]
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would have to be different."""

    question: str
    """Id of the question."""
    now: str | None
    """The answer as it is, in words; null where there is none yet."""
    then: str
    """What it would have to be, in words."""
    when: CanChange | Literal["to-find-out"]
    """How soon that could be."""
    takes: str | None
    """How long a change takes, in words."""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """Something that is not suggested; `changes` is the smallest change that would bring it, if any can.

    Why it is out takes `explain`; most plans show only what would bring it in. `ended` says that no start
    offers it any more.
    """

    id: str
    kind: Kind
    name: str
    changes: tuple[Change, ...] | None
    ended: str | None = None


def suggest(person: Person) -> tuple[Suggestion, ...]:
    """Return all that fits this person for certain or possibly, best first.

    What is open is taken as likely for people like them, then as usual. That decides the order and the
    reason, never what is certain. What the first takes as likely is said with it, and no reason repeats it.
    """
    taken, said = take_as_likely(person), set(likely_answers(person))
    suggestions: list[Suggestion] = []
    for place, row in enumerate(_ranked(person, taken), start=1):
        suggestions.append(_suggestion(person, taken, said, place, *row))
        said &= set(suggestions[0].assumes)
    return tuple(suggestions)


def suggested_ids(person: Person) -> tuple[str, ...]:
    """Return the ids of what `suggest` returns; the reasons, which take most of its time, are left out."""
    return tuple(offer.id for offer, _ in _ranked(person, take_as_likely(person)))


def _ranked(person: Person, taken: Person) -> list[tuple[Offer, Rank]]:
    """Return what to suggest, best first."""
    order = []
    post_is_known = POST not in person.core.space.levels or not is_open(person, POST)
    for offer in person.core.offers.values():
        certainty = person.certainty(offer.suggested)
        if certainty != "ruled-out":
            rank = likely_rank(taken, offer) or unlikely_rank(person, offer)
            order.append((post_is_known or certainty == "certain", rank, offer))
    order.sort(key=lambda row: (not row[0], row[1]))
    return [(offer, rank) for _, rank, offer in order]


_LIKELY, _UNLIKELY = (0, 2), (1, 3)
"""The groups in which suggestions stand: made for some people, or for all; qualifications, or next steps."""


class Rank(NamedTuple):
    """What to sort a suggestion by, best first: its group, how strongly it is suggested, its best rule."""

    group: int
    score: float
    rule: int
    at: int
    """The place of that rule among those of the suggestion."""

    @property
    def is_likely(self) -> bool:
        """Whether somebody gets it who is as is likely."""
        return self.group in _LIKELY


def likely_rank(taken: Person, offer: Offer) -> Rank | None:
    """Return what to sort by of somebody taken as likely; None where such a person rather does not get it.

    Advice for everybody stands below each qualification that may fit.
    """
    if taken.share(offer.suggested) < _HALF:
        return None
    at = best_rule(taken, offer)
    number = offer.rules[at]
    is_weak = taken.core.catalogue.pathways.rules[number].strength == STRENGTHS[-1]
    group = _LIKELY[is_weak and taken.core.rules[number] == EVERYBODY]
    return Rank(group, -_score(taken, offer), number, at)


def unlikely_rank(person: Person, offer: Offer) -> Rank:
    """Return what to sort by for what somebody gets only if they are not as is likely."""
    at = best_rule(person, offer)
    group = _UNLIKELY[kind_of(person.core, offer.id) == "next-step"]
    return Rank(group, -_score(person, offer), offer.rules[at], at)


def best_rule(person: Person, offer: Offer) -> int:
    """Return which of its rules to give as the reason: the strongest that holds, else the most likely."""
    for at, node in enumerate(offer.nodes):
        if person.certainty(node) == "certain":
            return at
    return max(range(len(offer.nodes)), key=lambda at: person.share(offer.nodes[at]))


def _suggestion(
    person: Person, taken: Person, said: Set[str], place: int, offer: Offer, rank: Rank
) -> Suggestion:
    core, node = person.core, offer.nodes[rank.at]
    certain = person.certainty(offer.suggested) == "certain"
    holds = person.certainty(node) == "certain"
    settling = {} if holds else open_answers(person, taken.known, node)
    questions = {level: core.space.variables[level].question for level in settling}
    unsaid = {
        level: value
        for level, value in settling.items()
        if not rank.is_likely or questions[level] not in said or taken.known.get(level) != value
    }
    certainty: Literal["certain", "possible"] = "certain" if certain else "possible"
    hangs_on = () if certain else person.hangs_on(offer.suggested)
    told = suggestion(core, rank, place, certainty=certainty, unsaid=unsaid, hangs_on=hangs_on)
    forcing = facts(person, node) if holds else ()
    return replace(told, facts=forcing, assumes=tuple(dict.fromkeys(questions.values())))


def open_answers(person: Person, likely: Mapping[int, int], node: int) -> dict[int, int]:
    """Return the fewest open answers that would put this person in `node`, the likely ones first."""
    diagram = person.core.diagram
    wanted = diagram.both(person.possible, diagram.restrict(node, person.known))
    sheet = smallest_change(diagram, wanted, partial(_cost_of_taking, person, likely))
    assert sheet is not None
    return needed(person, node, sheet)


def _provided(core: CompiledRules, id: str, unsaid: Mapping[int, int]) -> str:
    """Return in words what has to be answered so, and what must not be held, for a reason to be one."""
    settled, held = [], list[str]()
    for level, value in sorted(unsaid.items()):
        part = core.space.variables[level].part
        if part is None or value:
            settled.append(fact_of(core, level, value))
        else:
            held.append("you hold it already" if part == id else fact_of(core, level, 1))
    if len(held) > 1:
        held = ["you hold it already, or something that takes its place"]
    conditions = {"if": listed(settled), "unless": "".join(held)}
    return ", ".join(f"{word} {facts}" for word, facts in conditions.items() if facts)


def _cost_of_taking(person: Person, likely: Mapping[int, int], level: int, value: int) -> float:
    if level in person.known:
        return 0.0 if person.known[level] == value else _NEVER
    return 1.0 if likely.get(level, value) == value else 10.0


def suggestion(
    core: CompiledRules,
    rank: Rank,
    place: int,
    *,
    certainty: Literal["certain", "possible"],
    unsaid: Mapping[int, int],
    hangs_on: tuple[str, ...],
) -> Suggestion:
    """Return what the best rule of a rank suggests, without the facts that force it and what it assumes.

    `unsaid` are the answers, by level, that have to be so for the reason to be one, and that it says.
    """
    rule = core.catalogue.pathways.rules[rank.rule]
    provided = _provided(core, rule.suggest, unsaid)
    condition = f"{provided[:1].upper()}{provided[1:]}: " if provided else ""
    return Suggestion(
        id=rule.suggest,
        kind=kind_of(core, rule.suggest),
        name=core.catalogue.name_of(rule.suggest),
        rank=place,
        certainty=certainty,
        strength=rule.strength,
        rule=rule.id,
        because=f"{condition}{rule.because}",
        sources=rule.sources,
        facts=(),
        assumes=(),
        hangs_on=hangs_on,
        is_likely=rank.is_likely,
    )


def rule_out(person: Person) -> tuple[RuledOut, ...]:
    """Return what this person cannot be given, with the reason and the smallest change."""
    core = person.core
    ended = {id: how_it_ended(core.catalogue, id) for id in core.catalogue.qualifications_by_id}
    out = [id for id in core.offers if person.certainty(core.suggested(id)) == "ruled-out"]
    name_of = core.catalogue.name_of
    return tuple(
        RuledOut(id, kind_of(core, id), name_of(id), changes_to(person, core.suggested(id)), ended.get(id))
        for id in (*out, *(id for id, words in ended.items() if words))
    )


def facts(person: Person, node: int) -> tuple[PersonFact, ...]:
    """Return the smallest set of this person's answers that forces `node`, what holds first."""
    core = person.core
    person_facts = []
    for question, part in person.reason(node):
        level = core.space.level[question, part]
        value = person.known[level]
        person_facts.append(PersonFact(fact_of(core, level, value), holds=part is None or value != 0))
    return tuple(sorted(person_facts, key=lambda fact: not fact.holds))


def changes_to(person: Person, node: int) -> tuple[Change, ...] | None:
    """Return the smallest change of answers that puts this person in `node`, or None if none can."""
    core = person.core
    sheet = person.change(node)
    if sheet is None:
        return None
    changes = []
    for level, value in sorted(needed(person, node, sheet).items()):
        variable = core.space.variables[level]
        question = core.catalogue.question(variable.question)
        was, then = person.known.get(level), fact_of(core, level, value)
        if was is None:
            changes.append(Change(question.id, None, then, "to-find-out", question.change_takes))
        else:
            now, when = fact_of(core, level, was), core.can_become(level, value)
            changes.append(Change(question.id, now, then, when, question.change_takes))
    return tuple(changes)


def needed(person: Person, node: int, sheet: Mapping[int, int]) -> dict[int, int]:
    """Return a sheet in `node` without the open answers that it does not take, and without what is known."""
    left = {level: value for level, value in sheet.items() if person.known.get(level) != value}
    # One at a time: two open questions may each be enough, and then one of them has to stay.
    for level in [level for level in left if level not in person.known]:
        if not _is_needed(person, node, left, level):
            del left[level]
    return left


def _is_needed(person: Person, node: int, sheet: dict[int, int], level: int) -> bool:
    others = {**person.known, **{other: value for other, value in sheet.items() if other != level}}
    diagram = person.core.diagram
    inside = diagram.both(person.possible, node)
    return diagram.restrict(inside, others) != diagram.restrict(person.possible, others)


def kind_of(core: CompiledRules, id: str) -> Kind:
    """Return whether an id names a qualification or a next step."""
    return "next-step" if id in core.catalogue.next_steps_by_id else "qualification"


def _score(person: Person, offer: Offer) -> float:
    score, counted = 0.0, 0.0
    for strength, node in zip(STRENGTHS, offer.strengths, strict=True):
        share = person.share(node)
        score += WEIGHT[strength] * (share - counted)
        counted = share
    return score


@dataclass(frozen=True, slots=True)
class Reason:
    """The verdict on one suggestion: `facts` force it, `hangs_on` could turn it, `changes` would alter it.

    `suggestion` is there where it is suggested; `changes` is None where no change could alter the verdict.
    """

    id: str
    name: str
    verdict: Certainty
    suggestion: Suggestion | None
    facts: tuple[PersonFact, ...]
    hangs_on: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...] | None
    ended: str | None


def explain(person: Person, id: str) -> Reason:
    """Return why `id` is in the plan, may be, or is not."""
    core = person.core
    node = core.suggested(id)
    against = core.diagram.negate(node)
    verdict = person.certainty(node)
    found = () if verdict == "ruled-out" else suggest(person)
    suggestion = next((each for each in found if each.id == id), None)
    open_ids = person.hangs_on(node) if verdict == "possible" else ()
    forcing, other = (node, against) if verdict == "certain" else (against, node)
    is_open = verdict == "possible"
    return Reason(
        id=id,
        name=core.catalogue.name_of(id),
        verdict=verdict,
        suggestion=suggestion,
        facts=() if is_open else facts(person, forcing),
        hangs_on=tuple((question, core.catalogue.question(question).ask) for question in open_ids),
        changes=() if is_open else changes_to(person, other),
        ended=how_it_ended(core.catalogue, id),
    )


@dataclass(frozen=True, slots=True)
class FindOut:
    """A fact that has to be looked up, what hangs on it (suggestions and funding, by name), and how to."""

    question: str
    ask: str
    decides: tuple[str, ...]
    how: str


def find_out(
    person: Person, suggestions: Sequence[Suggestion], funding: list[Funding]
) -> tuple[FindOut, ...]:
    """Return the open questions that something in the plan hangs on and that have to be looked up.

    What somebody knows of themselves is left out: the program could ask it. The most decisive comes first.
    A line that hangs on one question counts in full for it; one that hangs on three, a third for each. Of
    those that count the same, one with a usual answer comes later, because that answer is the likely one.
    """
    catalogue = person.core.catalogue
    weight: dict[str, float] = {}
    decides: dict[str, list[str]] = {}
    possible = [each for each in suggestions if each.certainty == "possible"]
    hanging = [(each.name, each.hangs_on, WEIGHT[each.strength]) for each in possible]
    hanging += [(f"funding for {each.name}", each.missing, 1.0) for each in funding if each.missing]
    for name, questions, counts in hanging:
        for question in questions:
            weight[question] = weight.get(question, 0.0) + counts / len(questions)
            decides.setdefault(question, []).append(name)
    asked = [each for each in catalogue.pathways.questions if each.id in weight]
    asked.sort(key=lambda each: (-weight[each.id], each.usual is not None))
    found = (FindOut(one.id, one.ask, tuple(decides[one.id]), one.find_out) for one in asked if one.find_out)
    return tuple(found)
