"""Rosters for tests, written in a line or two."""

from __future__ import annotations

from pathlib import Path

from npqpath.team.cells import StaffMember
from npqpath.team.staff_list import Roster, read_roster
from tests.builders import frozen


def roster(folder: Path, text: str, *, encoding: str = "utf-8") -> Roster:
    """Return what is read from a CSV file with this text, against the frozen data."""
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path, frozen())


def only(found: Roster) -> StaffMember:
    """Return the one person of a roster in which nothing is wrong."""
    assert found.findings == ()
    (person,) = found.people
    return person


def told(found: Roster) -> list[str]:
    """Return the findings as lines."""
    return [f"{each.where}: {each.message} {each.hint or ''}".strip() for each in found.findings]
