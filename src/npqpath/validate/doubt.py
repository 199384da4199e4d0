"""What is not known about a data set of which entries were left out: whom they may be about at the most.

It is taken that whoever mends a condition changes the lines that have a fault and leaves the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from npqpath.catalogue.near import near
from npqpath.catalogue.pathways import Impossible, Rule, Strength
from npqpath.logic.conditions import ConditionReader
from npqpath.validate.alike import unknown_names

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.errors import Problem
    from npqpath.validate.trimming import Rests

_STRENGTHS: tuple[Strength, ...] = get_args(Strength)
NOTHING_TO_SWITCH_OFF = "NP162"
_STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not known about a data set of which entries were left out."""

    rules: tuple[Rule, ...]
    """The widest that the rules among them may be."""
    anything: bool
    """Whether they may suggest what has no name yet, too."""
    impossible: tuple[Impossible, ...]
    """The widest that the entries about impossible people may be."""
    anybody: bool
    """Whether these may be about anybody."""
    funding: bool
    """Whether a row of a funding table, or a start, is among them."""
    switched: bool
    """Whether something may be meant to be switched off that is there."""
    names: frozenset[str]
    """The names that went with them, and those that nothing has."""


def doubt_about(rests: Rests, catalogue: Catalogue, problems: Iterable[Problem]) -> Doubt:
    """Return what is not known where `catalogue` is what is left, as the entries say that were left out.

    `problems` are all that the files have.
    """
    problems = list(problems)
    cuts = [cut for rest in rests.values() for cut in rest.cuts]
    rules = [_entry(cut.data) for cut in cuts if cut.loc[0] == "rules"]
    people = [
        _readable(catalogue, _entry(cut.data).get("when")) for cut in cuts if cut.loc[0] == "impossible"
    ]
    known = [*catalogue.qualifications_by_id, *catalogue.next_steps_by_id]
    meant = [near(str(rule.get("suggest", "")), known) for rule in rules]
    return Doubt(
        rules=tuple(
            _rule(catalogue, rule, id)
            for rule, suggested in zip(rules, meant, strict=True)
            for id in ([suggested] if suggested is not None else known)
        ),
        anything=None in meant,
        impossible=tuple(
            Impossible(id=_STAND_IN, because="-", when=when) for when in people if when is not None
        ),
        anybody=None in people,
        funding=any(cut.loc[0] == "cohorts" for cut in cuts),
        switched=any(one.code == NOTHING_TO_SWITCH_OFF for one in problems),
        names=frozenset(unknown_names(problems)).union(*(rest.dropped for rest in rests.values())),
    )


def _entry(data: object) -> dict[str, object]:
    return data if isinstance(data, dict) else {}


def _rule(catalogue: Catalogue, rule: dict[str, object], id: str) -> Rule:
    """Return the widest rule that one with a fault may be, if it suggests `id`."""
    strength = next((each for each in _STRENGTHS if each == rule.get("strength")), _STRENGTHS[0])
    when = _readable(catalogue, rule.get("when"))
    return Rule(id=_STAND_IN, suggest=id, strength=strength, because="-", sources=(), when=when)


def _readable(catalogue: Catalogue, when: object) -> dict[str, object] | None:
    """Return the lines of a condition that have no fault; None if there is none."""
    pathways = catalogue.pathways
    reader = ConditionReader(pathways.questions, frozenset(pathways.terms))
    found = {}
    for key, value in _entry(when).items():
        reader.read({key: value}, ())
        if not reader.faults:
            found[key] = value
        reader.faults.clear()
    return found or None
