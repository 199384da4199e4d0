"""Give the result: to the terminal, to a pipe or to a file, in the format that fits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.flags import Wanted
from npqpath.cli.surroundings import Surroundings
from npqpath.errors import UsageError, UserError
from npqpath.render.formats import format_for

if TYPE_CHECKING:
    from npqpath.render.document import Document

FIRST_YEAR = 2021
"""The year of the first NPQs that the data knows."""
LAST_YEAR = 2099


def give(
    document: Callable[[], Document], data: Callable[[], object], wanted: Wanted, around: Surroundings
) -> None:
    """Write the document, or the data as JSON, to where it is wanted.

    Raises `UserError` if the file cannot be written; it is written as a whole or not at all.
    """
    format = format_for(wanted.format, wanted.output)
    to_file = wanted.output is not None and wanted.output != "-"
    if format == "json":
        import json

        text = json.dumps(data(), indent=2, ensure_ascii=not (to_file or around.unicode)) + "\n"
    elif format == "markdown":
        from npqpath.render.markdown import render_markdown

        text = render_markdown(document())
    elif format == "terminal" and around.stdout_is_tty and not to_file and not wanted.plain:
        from npqpath.render.terminal import render_terminal

        text = render_terminal(document(), around.width, colour=around.colour, unicode=around.unicode)
    else:
        from npqpath.render.plain import render_plain

        width = around.width if around.stdout_is_tty and not to_file else None
        text = render_plain(document(), width, ascii_only=not (to_file or around.unicode))
    if to_file and wanted.output is not None:
        write_file(Path(wanted.output), text, around)
    else:
        around.stdout.write(text)


def write_file(path: Path, text: str, around: Surroundings) -> None:
    """Write a file as a whole or not at all, and say so. Raises `UserError` where that is not possible."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True) if path.parent.is_dir() else None
        raise UserError(
            f"{path} cannot be written: {error.strerror}.", "Choose another file after -o."
        ) from error
    around.stderr.write(f"Written to {path}.\n")


def read_day(text: str | None, around: Surroundings) -> dt.date:
    """Return the day in `--on`, or today. Raises `UsageError`."""
    if text is None:
        return around.today
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f'"{text}" is not a date.', "Write the day after --on as year-month-day: 2027-06-01."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(
            f"There is no advice for the year {day.year}.",
            f"Give a day from {FIRST_YEAR} to {LAST_YEAR} after --on.",
        )
    return day
