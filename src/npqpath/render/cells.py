"""Text as a cell of a CSV or Excel file: never a formula, whatever it says."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from npqpath.render.text import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheet programs take for the start of a formula, wide letters included."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*(?<! )")
"""Text that needs no quotes and no apostrophe: most ids and names of schools."""
_TWO_SPACES = "  "


def cell(text: str) -> str:
    """Return the text safe to print, with an apostrophe before what a spreadsheet would run as a formula."""
    kept = safe(text)
    return f"'{kept}" if kept.startswith(_STARTS_FORMULA) else kept


def csv_cell(text: str) -> str:
    """Return the text as it stands in a line of a CSV file, with quotes where it needs them."""
    if _PLAIN.fullmatch(text) and _TWO_SPACES not in text:
        return text
    return csv_line((text, "")).removesuffix(",\n")


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of a CSV file, its end included."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([cell(text) for text in cells])
    return line.getvalue()
