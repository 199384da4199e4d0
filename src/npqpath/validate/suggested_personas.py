"""Persona tests made from the data: few people who together meet every rule and every row of funding.

Rules and rows are put into groups that one person can meet. How few people can do is known from the other
side: rules and rows that have nobody in common need a person each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.answers import read_answers
from npqpath.advice.funding import decide_funding
from npqpath.advice.regions import answers_of
from npqpath.advice.situation import Person, assume_left_out, is_open, make_person
from npqpath.advice.suggestions import suggest
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.validate.example_person import describe, likeable
from npqpath.validate.proof_words import block

if TYPE_CHECKING:
    from npqpath.advice.core import CompiledRules
    from npqpath.validate.findings import DataSet

_HEADER = """\
# {count} people who together meet every rule and every row of the newest funding table. {fewest}
# Read each one: is this what you would tell them? If not, correct the rules. Then give the people better
# names and keep the tests.
tests:
"""
_FEWEST = "No fewer could."
_AT_LEAST = "At least {least} are needed."


@dataclass(frozen=True, slots=True)
class _Target:
    """Something that a person should meet: a rule, or a row of the newest table for one qualification."""

    node: int
    qualification: str | None = None
    needs: str | None = None

    def is_met(self, person: Person) -> bool:
        """Return whether the person meets it for certain; a row that needs an answer stops who has none."""
        if self.qualification is not None:
            person = assume_left_out(person)
        is_stopped = self.needs is None or is_open(person, self.needs)
        return is_stopped and person.certainty(self.node) == "certain"


_Group: TypeAlias = tuple[int, list[_Target]]
"""Targets that one person can meet, and the people who do."""


def suggest_personas(data: DataSet) -> str:
    """Return YAML with few persona tests that together reach every rule and row; it says how few can."""
    targets = list(_targets(data))
    left, people, before = targets, list[str](), 0
    while len(left) != before:
        # Another round is for targets whose group had nobody who meets all of it.
        before = len(left)
        for node, members in _groups(data, left):
            nodes = [node, *(each.node for each in members)]
            needs = dict.fromkeys(each.needs for each in left if each.needs is not None)
            found = [
                ([each for each in left if each.is_met(person)], answers, who, person)
                for answers, who, person in _people_in(data, nodes, needs)
            ]
            met, answers, who, person = max(found, key=lambda one: len(one[0]))
            if met:
                left = [each for each in left if each not in met]
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
    person: Person,
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


def _people_in(
    data: DataSet, nodes: Iterable[int], to_leave_open: Iterable[str]
) -> Iterator[tuple[dict[str, object], str, Person]]:
    """Yield a likeable person of the first node that has one who can exist, and the same with an answer less.

    An answer says something about every tick box of its question, so somebody may turn out impossible.
    """
    core = data.core
    for node in nodes:
        sheet = likeable(core, node)
        answers = answers_of(core, sheet)
        try:
            yield answers, describe(core, sheet), make_person(core, read_answers(answers, data.catalogue))
        except UsageError:
            continue
        for question in to_leave_open:
            less = {key: value for key, value in answers.items() if key != question}
            known = {
                at: value for at, value in sheet.items() if core.space.variables[at].question != question
            }
            yield less, describe(core, known), make_person(core, read_answers(less, data.catalogue))
        return


def _groups(data: DataSet, targets: list[_Target]) -> list[_Group]:
    """Return few groups of targets, each with the people who meet all of it.

    As in the colouring of maps, what has the fewest groups left to go to goes first, into the group where it
    shuts out the fewest others.
    """
    core, both = data.core, data.core.diagram.both
    real = {each: both(each.node, core.possible) for each in targets if each.needs is None}
    others = {each: sum(both(node, them) == NOBODY for them in real.values()) for each, node in real.items()}
    groups: list[_Group] = []
    left = list(real)
    while left:
        shut = {each: sum(both(node, real[each]) == NOBODY for node, _ in groups) for each in left}
        best = max(left, key=lambda each: (shut[each], others[each]))
        left.remove(best)
        joint = [both(node, real[best]) for node, _ in groups]
        if all(node == NOBODY for node in joint):
            groups.append((real[best], [best]))
            continue

        def lost(at: int, joint: list[int] = joint) -> tuple[int, int]:
            before, after = groups[at][0], joint[at]
            newly_out = sum(both(before, real[one]) != NOBODY == both(after, real[one]) for one in left)
            return newly_out, -len(groups[at][1])

        at = min((at for at, node in enumerate(joint) if node != NOBODY), key=lost)
        groups[at] = (joint[at], [*groups[at][1], best])
    for each in targets:
        if each.needs is not None:
            _join(data.core, groups, each, data.core.space.levels[each.needs])
    return groups


def _join(core: CompiledRules, groups: list[_Group], target: _Target, levels: tuple[int, ...]) -> None:
    """Put a row that needs an answer into a group whose people need not give it."""
    diagram = core.diagram
    impossible = diagram.negate(core.possible)

    def whatever(node: int) -> int:
        """Return who is in a node with any answer that they could give."""
        return diagram.negate(diagram.forget(diagram.negate(diagram.either(node, impossible)), levels))

    for at, (_, members) in enumerate(groups):
        joint = diagram.all_of(whatever(each.node) for each in (*members, target))
        if diagram.both(joint, core.possible) != NOBODY:
            groups[at] = (joint, [*members, target])
            return
    groups.append((target.node, [target]))


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
