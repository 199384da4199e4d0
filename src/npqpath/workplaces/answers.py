"""What the lists say about one place, as answers to the questions, each with the list and day it comes from.

A list that was not read in says nothing, and a place whose number is not known stays open: neither is a "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.workplaces.official_lists import KINDS, Kind, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from npqpath.workplaces.official_lists import ListInfo, Workplace


QUESTIONS: Mapping[Kind, str] = {
    "schools-list": "on_schools_disadvantage_list",
    "16-to-19-list": "on_16_to_19_disadvantage_list",
    "rise": "targeted_rise_school",
}
TYPE_QUESTION = "workplace_type"
ENGLAND_QUESTION = "works_in_england"
CHILDMINDER_QUESTION = "on_childminder_list"


@dataclass(frozen=True, slots=True)
class Found:
    """One answer that a list gives, in the words of the list, and a sentence that says which list."""

    question: str
    answer: str
    because: str


def answers_about(place: Workplace, lists: Iterable[ListInfo]) -> tuple[Found, ...]:
    """Return the answers that the lists give for a place; none for a place that has closed."""
    by_kind = {info.kind: info for info in lists}
    return () if place.is_closed else tuple(_answers(place, by_kind))


def answer_for_childminder(lists: Iterable[ListInfo]) -> Found | None:
    """Return the answer for somebody whose number is on the list of childminders."""
    told = [told_by(info) for info in lists if info.kind == "childminders"]
    return Found(CHILDMINDER_QUESTION, "yes", f"The {told[0]} has this number.") if told else None


def _answers(place: Workplace, by_kind: Mapping[Kind, ListInfo]) -> Iterator[Found]:
    naming = next((kind for kind in KINDS if kind in place.kinds and kind in by_kind), None)
    if naming is not None and place.is_outside_england:
        yield Found(ENGLAND_QUESTION, "no", f"The {told_by(by_kind[naming])} has it outside England.")
    if naming is not None and place.type:
        yield Found(TYPE_QUESTION, place.type, f'The {told_by(by_kind[naming])} calls it "{place.type}".')
    for kind, question in QUESTIONS.items():
        if kind in by_kind and place.number(kind):
            yield _named(place, by_kind[kind], question)


def _named(place: Workplace, info: ListInfo, question: str) -> Found:
    if info.kind in place.kinds:
        return Found(question, "yes", f"The {told_by(info)} names it.")
    return Found(question, "no", f"The {told_by(info)} does not name it.")
