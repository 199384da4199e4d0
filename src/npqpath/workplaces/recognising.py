"""Which list a sheet is and of which day, told by its columns, its title and the name of its file."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from npqpath.errors import UsageError, UserError
from npqpath.workplaces.listing import KINDS, NAMES, Kind

if TYPE_CHECKING:
    from npqpath.workplaces.headings import Layout

_RISE = re.compile(r"\brise\b|improvement for standards and excellence")
_MINDERS = re.compile(r"child ?minder")
_COLLEGES = re.compile(r"further education|\bfe\b|16 (to )?19|post ?16")
_EARLY_YEARS = re.compile(r"early years|disadvantaged ey\b|nurser(y|ies)")
_SCHOOLS = re.compile(r"pp ?50|disadvantage|pupil premium|eligible school|school settings|scholarship")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DATES = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>\d\d)[-_. ]?(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_./ ](?P<month>\d{1,2})[-_./ ](?P<year>20\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[-_ ](?P<word>{'|'.join(_MONTHS)})[-_ ](?P<year>20\d\d)(?!\d)"),
)


def tell_kind(file: str, layout: Layout, title: str, said: Kind | None) -> Kind:
    """Return which list it is. `said` is what somebody named it, which must fit the columns.

    Raises `UsageError` where it is unclear, and `UserError` where the columns are those of another list.
    """
    found = _by_columns(layout) or _by_title(layout, title)
    if said is not None:
        _check_said(file, layout, said)
        return said
    if found is None:
        _refuse_early_years(file, title)
        raise UsageError(
            f"{file} does not say which list it is.",
            f"Add one of: {', '.join(f'--as {kind}' for kind in KINDS)}.",
        )
    return found


def tell_day(texts: list[str], today: dt.date) -> dt.date | None:
    """Return the newest day that the texts name and that is not in the future, or None."""
    days = [day for text in texts for day in _days(text.casefold()) if dt.date(2015, 1, 1) <= day <= today]
    return max(days, default=None)


def _by_columns(layout: Layout) -> Kind | None:
    if _is_register(layout):
        return "register"
    if "ofsted" in layout.at and "urn" not in layout.at:
        return "childminders"
    if "ukprn" in layout.at and "urn" not in layout.at:
        return "16-to-19-list"
    return None


def _is_register(layout: Layout) -> bool:
    name = layout.at.get("name")
    own_heading = name is not None and layout.cells[name].casefold() == "establishmentname"
    return "urn" in layout.at and ("status" in layout.at or own_heading)


def _by_title(layout: Layout, title: str) -> Kind | None:
    text = re.sub(r"[-_\s]+", " ", title.casefold())
    if "urn" not in layout.at:
        return None
    if _RISE.search(text):
        return "rise"
    if _MINDERS.search(text) or _EARLY_YEARS.search(text):
        return None
    if "ukprn" in layout.at and _COLLEGES.search(text):
        return "16-to-19-list"
    return "schools-list" if "district" in layout.at or _SCHOOLS.search(text) else None


def _check_said(file: str, layout: Layout, said: Kind) -> None:
    if _is_register(layout) and said not in ("register", "childminders"):
        raise UserError(
            f"{file} is the {NAMES['register']}, not the {NAMES[said]}.",
            "Its columns are those of the register. Leave out --as, or give another file.",
        )


def _refuse_early_years(file: str, title: str) -> None:
    if _EARLY_YEARS.search(title.casefold()):
        raise UserError(
            f"{file} looks like a list of early years settings.",
            "Since autumn 2026 no such list decides about funding, so there is no need for it.",
        )


def _days(text: str) -> list[dt.date]:
    days = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTHS.index(parts["word"]) + 1 if parts.get("word") else int(parts["month"])
            try:
                days.append(dt.date(int(parts["year"]), month, int(parts["day"])))
            except ValueError:
                continue
    return days
