"""Persona tests made from the rules: few people who together meet every rule, to read, correct and paste."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from npqpath.advice.answers import read_answers
from npqpath.advice.regions import answers_of
from npqpath.advice.situation import Situation, situate
from npqpath.advice.suggestions import suggest
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.validate.example_person import describe, likeable
from npqpath.validate.proof_words import block

if TYPE_CHECKING:
    from npqpath.validate.findings import DataSet

_HEADER = """\
# People who together meet every rule. Read each one: is this what you would tell them? If not, correct the
# rules. Then give the people better names and keep the tests.
tests:
"""


def suggest_personas(data: DataSet) -> str:
    """Return YAML with persona tests that together reach every rule, as few as a greedy search finds."""
    left = {
        i
        for i, node in enumerate(data.core.rules)
        if data.core.diagram.both(node, data.core.possible) != NOBODY
    }
    people: list[str] = []
    while left:
        found = _next_person(data, left)
        if found is None:
            break
        answers, who, person = found
        fired = {i for i in left if person.certainty(data.core.rules[i]) == "certain"}
        left -= fired
        suggestions = suggest(person)
        entry = {
            "id": f"person-{len(people) + 1}",
            "who": who,
            "answers": answers,
            "first": [each.id for each in suggestions[:1]],
            "gets": [each.id for each in suggestions if each.certainty == "certain"],
        }
        people.append(block(entry))
    return _HEADER + "".join(f"  {line}\n" for person in people for line in person.split("\n"))


def _next_person(data: DataSet, left: set[int]) -> tuple[dict[str, object], str, Situation] | None:
    """Return a person whom many of the rules in `left` match, as a greedy search from the rarest finds."""
    core, diagram = data.core, data.core.diagram
    rarest = sorted(left, key=lambda i: diagram.count(diagram.both(core.rules[i], core.possible)))
    best: tuple[int, int] | None = None
    for seed in rarest[:_SEEDS]:
        node, matched = _grow(data, seed, rarest)
        if best is None or matched > best[0]:
            best = (matched, node)
    if best is None:
        return None
    # An answer says something about every tick box of its question, so these people may turn out impossible.
    # Then somebody whom one of the rules matches will do.
    for node in (best[1], *(core.rules[i] for i in rarest)):
        sheet = likeable(core, node)
        answers = answers_of(core, sheet)
        try:
            person = situate(core, read_answers(answers, data.catalogue))
        except UsageError:
            continue
        if any(person.certainty(core.rules[i]) == "certain" for i in left):
            return answers, describe(core, sheet), person
    return None


_SEEDS = 4
"""How many rare rules are tried as a beginning; more find hardly fewer people and take longer."""


def _grow(data: DataSet, seed: int, rules: Iterable[int]) -> tuple[int, int]:
    """Return people whom `seed` and as many further rules as possible match, and how many rules these are."""
    core, diagram = data.core, data.core.diagram
    node, matched = diagram.both(core.rules[seed], core.possible), 1
    for index in rules:
        closer = diagram.both(node, core.rules[index])
        if index != seed and closer != NOBODY:
            node, matched = closer, matched + 1
    return node, matched
