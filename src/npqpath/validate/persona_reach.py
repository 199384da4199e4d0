"""What no persona test reaches: rules, suggestions, and rows of the newest funding table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.logic.diagram import NOBODY
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.advice.situation import Person
    from npqpath.validate.findings import DataSet

_MOST_NAMES = 8


@dataclass(slots=True)
class Reached:
    """What the persona tests have reached so far; `rows` are those of funding tables, by start and number."""

    rules: set[int] = field(default_factory=set)
    suggestions: set[str] = field(default_factory=set)
    rows: set[tuple[str, int]] = field(default_factory=set)

    def note(self, data: DataSet, person: Person, ids: tuple[str, ...]) -> None:
        """Add the suggestions of a person, and the rules that match for certain."""
        self.suggestions |= set(ids)
        for index in (number for id in ids for number in data.core.rules_for(id)):
            if index not in self.rules and person.certainty(data.core.rules[index]) == "certain":
                self.rules.add(index)


def check_reach(data: DataSet, reached: Reached) -> Iterator[Finding]:
    """Yield one note that lists what no persona test reaches."""
    rules = [
        rule.id
        for index, (rule, node) in enumerate(zip(data.catalogue.pathways.rules, data.core.rules, strict=True))
        if index not in reached.rules and data.core.diagram.both(data.core.possible, node) != NOBODY
    ]
    suggestions = [id for id in data.core.suggestible() if id not in reached.suggestions]
    newest = data.catalogue.qualifications.cohorts[-1]
    silent = [newest.funding[number].id for number in _silent_rows(data, reached.rows)]
    rows = [row.id for row in newest.funding if row.id in silent]
    parts = [
        f"{len(names)} of the {of} {what} ({_few(names)})"
        for names, of, what in (
            (rules, len(data.core.rules), "rules"),
            (suggestions, len(data.core.suggestible()), "suggestions"),
            (rows, len(newest.funding), f"rows of the funding table of {newest.id}"),
        )
        if names
    ]
    if parts:
        message = f"No persona test reaches {listed(parts, 'or')}."
        hint = "Add a person for them under `tests`."
        yield Finding(data.key_place("pathways", ("tests",)), "NP603", "note", message, hint)


def _silent_rows(data: DataSet, reached: set[tuple[str, int]]) -> set[int]:
    """Return the rows of the newest funding table that matter to somebody and that nobody reached."""
    newest, core = data.catalogue.qualifications.cohorts[-1], data.core
    return {
        number
        for id in newest.offers
        for number, node in core.funding_rows(newest.id, id)
        if (newest.id, number) not in reached and core.diagram.both(core.possible, node) != NOBODY
    }


def _few(names: list[str]) -> str:
    shown = names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"]
    return listed(shown)
