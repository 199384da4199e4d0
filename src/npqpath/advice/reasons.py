"""Why something is in or out of somebody's plan, and what would alter that."""

from __future__ import annotations

from dataclasses import dataclass

from npqpath.advice.situation import Certainty, Person
from npqpath.advice.suggestions import Change, PersonFact, Suggestion, changes_to, facts, suggest


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
