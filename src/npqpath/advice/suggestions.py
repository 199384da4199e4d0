"""What to suggest to a person, why, what is ruled out, and which open questions decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from npqpath.advice.compiled_rules import STRENGTHS, CompiledRules, Offer
from npqpath.advice.funding import Funding
from npqpath.advice.person import Certainty, Person, take_as_usual
from npqpath.advice.wording import fact_of
from npqpath.dataset.pathways import CanChange, Strength

Kind = Literal["qualification", "next-step"]

WEIGHT = {"must": 4.0, "strong": 2.0, "worth-considering": 1.0}
"""How much a suggestion of each strength counts when what is open could still change the order."""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """An answer as a fact to follow "because"; `holds` is False for what somebody does not have."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to do next. `facts` are the answers that force it; `hangs_on` what it still depends on."""

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
    hangs_on: tuple[str, ...]


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

    Why it is out takes `explain`; most plans show only what would bring it in.
    """

    id: str
    kind: Kind
    name: str
    changes: tuple[Change, ...] | None


def suggest(person: Person) -> tuple[Suggestion, ...]:
    """Return what to suggest to this person, best first.

    What is open counts by its share, except that NPQs and awards nobody mentioned count as not held:
    they could still change a line, which is then only possible, but not the order.
    """
    return tuple(_suggestion(person, rank, *row) for rank, row in enumerate(_ranked(person), start=1))


def suggested_ids(person: Person) -> tuple[str, ...]:
    """Return the ids of what `suggest` returns; the reasons, which take most of its time, are left out."""
    return tuple(offer.id for offer, _ in _ranked(person))


def _ranked(person: Person) -> list[tuple[Offer, int]]:
    """Return what to suggest, best first, each with the place of the rule that gives the reason."""
    usual = take_as_usual(person)
    order = []
    for offer in person.core.offers.values():
        if usual.certainty(offer.suggested) != "ruled-out":
            at = best_rule(usual, offer)
            order.append((rank_of(usual, offer, at), offer, at))
    order.sort(key=lambda row: row[0])
    return [row[1:] for row in order]


def rank_of(usual: Person, offer: Offer, at: int) -> tuple[float, int]:
    """Return what to sort by, best first: how strongly it is suggested, then the place of its best rule."""
    return (-_score(usual, offer), offer.rules[at])


def best_rule(usual: Person, offer: Offer) -> int:
    """Return which of its rules to give as the reason: the strongest that holds, else the most likely."""
    for at, node in enumerate(offer.nodes):
        if usual.certainty(node) == "certain":
            return at
    return max(range(len(offer.nodes)), key=lambda at: usual.share(offer.nodes[at]))


def _suggestion(person: Person, rank: int, offer: Offer, at: int) -> Suggestion:
    certain = person.certainty(offer.suggested) == "certain"
    node = offer.nodes[at]
    return suggestion(
        person.core,
        offer.rules[at],
        rank,
        certainty="certain" if certain else "possible",
        facts=facts(person, node) if person.certainty(node) == "certain" else (),
        hangs_on=() if certain else person.hangs_on(offer.suggested),
    )


def suggestion(
    core: CompiledRules,
    number: int,
    rank: int,
    *,
    certainty: Literal["certain", "possible"],
    facts: tuple[PersonFact, ...],
    hangs_on: tuple[str, ...],
) -> Suggestion:
    """Return what the rule with this number suggests, for somebody of whom the rest is known."""
    rule = core.catalogue.pathways.rules[number]
    return Suggestion(
        id=rule.suggest,
        kind=kind_of(core, rule.suggest),
        name=core.catalogue.name_of(rule.suggest),
        rank=rank,
        certainty=certainty,
        strength=rule.strength,
        rule=rule.id,
        because=rule.because,
        sources=rule.sources,
        facts=facts,
        hangs_on=hangs_on,
    )


def rule_out(person: Person) -> tuple[RuledOut, ...]:
    """Return what this person cannot be given, with the reason and the smallest change."""
    core = person.core
    return tuple(
        RuledOut(
            id=id,
            kind=kind_of(core, id),
            name=core.catalogue.name_of(id),
            changes=changes_to(person, core.suggested(id)),
        )
        for id in core.offers
        if person.certainty(core.suggested(id)) == "ruled-out"
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
    # One at a time: two open questions may each be enough, and then one of them has to stay.
    for level in [level for level in sheet if level not in person.known]:
        if not _is_needed(person, node, sheet, level):
            del sheet[level]
    changes = []
    for level, value in sorted(sheet.items()):
        variable = core.space.variables[level]
        question = core.catalogue.question(variable.question)
        was = person.known.get(level)
        when: CanChange | Literal["to-find-out"] = (
            "to-find-out" if was is None else core.can_become(level, value)
        )
        changes.append(
            Change(
                question=question.id,
                now=None if was is None else fact_of(core, level, was),
                then=fact_of(core, level, value),
                when=when,
                takes=question.change_takes,
            )
        )
    return tuple(changes)


def _is_needed(person: Person, node: int, sheet: dict[int, int], level: int) -> bool:
    others = {**person.known, **{other: value for other, value in sheet.items() if other != level}}
    diagram = person.core.diagram
    return diagram.restrict(diagram.both(person.core.possible, node), others) != diagram.restrict(
        person.core.possible, others
    )


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


def explain(person: Person, id: str) -> Reason:
    """Return why `id` is in the plan, may be, or is not."""
    core = person.core
    node = core.suggested(id)
    against = core.diagram.negate(node)
    verdict = person.certainty(node)
    suggestion = next((each for each in suggest(person) if each.id == id), None)
    open_ids = person.hangs_on(node) if verdict == "possible" else ()
    forcing = {"certain": node, "ruled-out": against}.get(verdict)
    return Reason(
        id=id,
        name=core.catalogue.name_of(id),
        verdict=verdict,
        suggestion=suggestion,
        facts=() if forcing is None else facts(person, forcing),
        hangs_on=tuple((question, core.catalogue.question(question).ask) for question in open_ids),
        changes=()
        if verdict == "possible"
        else changes_to(person, against if verdict == "certain" else node),
    )


@dataclass(frozen=True, slots=True)
class FindOut:
    """A question that is open, what hangs on it (suggestions and funding, by name), and how to find out."""

    question: str
    ask: str
    decides: tuple[str, ...]
    how: str | None


def find_out(
    person: Person, suggestions: tuple[Suggestion, ...], funding: list[Funding]
) -> tuple[FindOut, ...]:
    """Return the open questions that something in the plan hangs on, the most decisive first.

    A line that hangs on one question counts in full for it; one that hangs on three, a third for each. Of
    those that count the same, one with a usual answer comes later, because that answer is the likely one.
    """
    catalogue = person.core.catalogue
    weight: dict[str, float] = {}
    decides: dict[str, list[str]] = {}
    hanging = [
        (each.name, each.hangs_on, WEIGHT[each.strength])
        for each in suggestions
        if each.certainty == "possible"
    ]
    hanging += [(f"funding for {each.name}", each.missing, 1.0) for each in funding if each.missing]
    for name, questions, counts in hanging:
        for question in questions:
            weight[question] = weight.get(question, 0.0) + counts / len(questions)
            decides.setdefault(question, []).append(name)
    order = [question.id for question in catalogue.pathways.questions]
    has_usual = {id: catalogue.question(id).usual is not None for id in weight}
    ranked = sorted(weight, key=lambda id: (-weight[id], has_usual[id], order.index(id)))
    return tuple(
        FindOut(
            question,
            catalogue.question(question).ask,
            tuple(decides[question]),
            catalogue.question(question).find_out,
        )
        for question in ranked
    )
