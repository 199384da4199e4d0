"""What is written once and stands in several places: the NPQs that `any NPQ` stands for.

Whatever is filled in keeps the place where it is written, so that a fault in it is told there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.dataset.qualifications import ANY_NPQ

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Question
    from npqpath.dataset.yaml_reader import Spot


def with_every_npq(question: Question, spot: Spot, npqs: tuple[str, ...]) -> tuple[Question, Spot]:
    """Return a question, and where it stands, whose list names each NPQ where it says `any NPQ`."""
    if ANY_NPQ not in question.of:
        return question, spot
    pairs = [
        (id, number)
        for number, word in enumerate(question.of)
        for id in (npqs if word == ANY_NPQ else (word,))
    ]
    whole = spot.below["of"]
    items = whole.with_items(whole.follow((number,)) for _, number in pairs)
    return replace(question, of=tuple(id for id, _ in pairs)), spot.with_below({**spot.below, "of": items})
