"""Which unanswered questions matter most: the facts to find out, the most decisive first."""

from __future__ import annotations

from dataclasses import dataclass

from npqpath.advice.funding import Funding
from npqpath.advice.situation import Person
from npqpath.advice.suggestions import WEIGHT, Suggestion


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
