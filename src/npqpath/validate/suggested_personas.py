"""Persona tests made from the data: few people who together meet every rule and every row of funding.

They are found greedily, from the rarest on. How few can do is known from the other side: rules and rows that
have nobody in common need a person each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.advice.answers import read_answers
from npqpath.advice.funding import decide_funding
from npqpath.advice.regions import answers_of
from npqpath.advice.situation import Situation, assume_left_out, is_open, situate
from npqpath.advice.suggestions import suggest
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.validate.example_person import describe, likeable
from npqpath.validate.proof_words import block
from npqpath.values import dataclass

if TYPE_CHECKING:
    from npqpath.validate.findings import DataSet

_HEADER = """\
# {count} people who together meet every rule and every row of the newest funding table. {fewest}
# Read each one: is this what you would tell them? If not, correct the rules. Then give the people better
# names and keep the tests.
tests:
"""
_FEWEST = "No fewer could."
_AT_LEAST = "At least {least} are needed."
_SEEDS = 4
"""How many rare targets are tried as a beginning; more find hardly fewer people and take longer."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Something that a person should meet: a rule, or a row of the newest table for one qualification."""

    node: int
    qualification: str | None = None
    needs: str | None = None

    def is_met(self, person: Situation) -> bool:
        """Return whether the person meets it for certain; a row that needs an answer stops who has none."""
        if self.qualification is not None:
            person = assume_left_out(person)
        is_stopped = self.needs is None or is_open(person, self.needs)
        return is_stopped and person.certainty(self.node) == "certain"


def suggest_personas(data: DataSet) -> str:
    """Return YAML with few persona tests that together reach every rule and row; it says how few can."""
    targets = list(_targets(data))
    left, people = set(targets), list[str]()
    while left:
        found = _next_person(data, left)
        if found is None:
            break
        answers, who, person = found
        met = [each for each in targets if each in left and each.is_met(person)]
        left.difference_update(met)
        people.append(_entry(data, len(people) + 1, who, answers, person, met))
    least = _exclusive(data, [each.node for each in targets if each.needs is None])
    fewest = _FEWEST if least >= len(people) else _AT_LEAST.format(least=least)
    header = _HEADER.format(count=len(people), fewest=fewest)
    return header + "".join(f"  {line}\n" for person in people for line in person.split("\n"))


def _targets(data: DataSet) -> Iterator[_Target]:
    """Yield every rule and row that somebody can meet; a row for the first qualification it decides."""
    core, newest = data.core, data.catalogue.qualifications.cohorts[-1]
    for node in core.rules:
        if core.diagram.both(node, core.possible) != NOBODY:
            yield _Target(node)
    seen: set[int] = set()
    for id in newest.offers:
        for number, node in core.funding_rows(newest.id, id):
            if number not in seen and core.diagram.both(node, core.possible) != NOBODY:
                seen.add(number)
                yield _Target(node, id, newest.funding[number].needs)


def _entry(
    data: DataSet,
    number: int,
    who: str,
    answers: dict[str, object],
    person: Situation,
    met: Iterable[_Target],
) -> str:
    """Return one test as YAML: what the person gets today."""
    newest, suggestions = data.catalogue.qualifications.cohorts[-1], suggest(person)
    entry: dict[str, object] = {
        "id": f"person-{number}",
        "who": who,
        "answers": answers,
        "first": [each.id for each in suggestions[:1]],
        "gets": [each.id for each in suggestions if each.certainty == "certain"],
    }
    paid_for = dict.fromkeys(each.qualification for each in met if each.qualification is not None)
    if paid_for:
        entry["funding"] = {id: decide_funding(person, newest, id).outcome for id in paid_for}
    return block(entry)


def _next_person(data: DataSet, left: set[_Target]) -> tuple[dict[str, object], str, Situation] | None:
    """Return a person who meets many of the targets in `left`, as a greedy search from the rarest finds."""
    core, diagram = data.core, data.core.diagram
    rarest = sorted(left, key=lambda one: (diagram.count(diagram.both(one.node, core.possible)), one.node))
    best: tuple[int, int] | None = None
    for seed in rarest[:_SEEDS]:
        node, matched = _grow(data, seed.node, (each.node for each in rarest))
        if best is None or matched > best[0]:
            best = (matched, node)
    if best is None:
        return None
    # An answer says something about every tick box of its question, so these people may turn out impossible.
    # Then somebody who meets one of the targets will do.
    for node in (best[1], *(each.node for each in rarest)):
        sheet = likeable(core, node)
        answers = answers_of(core, sheet)
        try:
            person = situate(core, read_answers(answers, data.catalogue))
        except UsageError:
            continue
        if any(each.is_met(person) for each in left):
            return answers, describe(core, sheet), person
    return None


def _grow(data: DataSet, seed: int, nodes: Iterable[int]) -> tuple[int, int]:
    """Return people in `seed` and in as many further nodes as possible, and how many nodes these are."""
    core, diagram = data.core, data.core.diagram
    node, matched = diagram.both(seed, core.possible), 1
    for other in nodes:
        closer = diagram.both(node, other)
        if other != seed and closer != NOBODY:
            node, matched = closer, matched + 1
    return node, matched


def _exclusive(data: DataSet, nodes: list[int]) -> int:
    """Return the size of a large set of `nodes` of which no two have a person in common."""
    diagram, real = data.core.diagram, [data.core.diagram.both(node, data.core.possible) for node in nodes]
    apart = [{other for other, them in enumerate(real) if diagram.both(us, them) == NOBODY} for us in real]
    most = 0
    for others in apart:
        chosen, free = 1, others
        while free:
            best = max(free, key=lambda one: (len(apart[one] & free), -one))
            chosen, free = chosen + 1, free & apart[best]
        most = max(most, chosen)
    return most
