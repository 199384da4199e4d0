"""Give the result: to the terminal, to a pipe or to files, each in the form that fits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.flags import Wanted
from npqpath.cli.protection import check_outputs
from npqpath.console import Context, remark
from npqpath.errors import UsageError, not_installed
from npqpath.files import Content, write_files
from npqpath.output.formats import Form, Look, Part, Result, form_for, form_of_file

if TYPE_CHECKING:
    from npqpath.output.calendar_file import Date
    from npqpath.output.document import Document


FIRST_YEAR = 2021
"""The year of the first NPQs that the data knows."""
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Target:
    """One place where a result goes, in one form; no path is stdout."""

    form: Form
    path: Path | None


def give(
    document: Callable[[], Document],
    data: Callable[[], object],
    wanted: Wanted,
    context: Context,
    *,
    on: dt.date | None = None,
    dates: Callable[[], Sequence[Date]] | None = None,
    rows: Callable[[], Sequence[Sequence[str]]] | None = None,
) -> None:
    """Write a result to where it is wanted, in every form that is wanted; `on` is its day, else today.

    Everything is made before anything is written. Raises `UsageError` where `choose` does, and `UserError`
    if a file cannot be written; files are written as a whole and together, or not at all.
    """
    given: dict[Part, object] = {"dates": dates, "rows": rows}
    targets = choose(wanted, context, [part for part, made in given.items() if made])
    result = Result(cache(document), cache(data), dates, rows)
    made = [(target, target.form.make(result, _look(target, wanted, context, on))) for target in targets]
    write([(target.path, content) for target, content in made if target.path], context, wanted.inputs)
    for target, content in made:
        if target.path is None:
            _show(content, context)


def choose(wanted: Wanted, context: Context, parts: Sequence[Part] = ()) -> tuple[Target, ...]:
    """Return where a result that has these parts goes.

    Raises `UsageError` for what cannot be meant, so that a caller can tell before anything is asked.
    """
    outputs = wanted.outputs or ("-",)
    targets = tuple(
        Target(form_for(_name_for(output, wanted), output, parts), None if output == "-" else Path(output))
        for output in outputs
    )
    if outputs.count("-") > 1:
        raise UsageError("- is named twice.", "Give each file once after -o.")
    check_outputs([target.path for target in targets if target.path], wanted.inputs, context)
    if wanted.format and len(outputs) > 1 and all(map(form_of_file, outputs)):
        raise UsageError(
            f"--format {wanted.format} does not say which file it is for.",
            "Leave it out: each file's ending says how to write it.",
        )
    for target in targets:
        _check(target, context)
    return targets


def write(files: Sequence[tuple[Path, Content]], context: Context, inputs: Sequence[Path] = ()) -> None:
    """Write the files, all or none, and say so for each. Raises what `check_outputs` and `write_files` do."""
    check_outputs([path for path, _ in files], inputs, context)
    write_files(files)
    for path, _ in files:
        remark(f"Written to {path}.", context)


def _name_for(output: str, wanted: Wanted) -> str | None:
    """Return the form asked for by name; beside other files it is for the one whose ending says none."""
    alone = wanted.outputs is None or len(wanted.outputs) < 2
    return wanted.format if alone or form_of_file(output) is None else None


def _check(target: Target, context: Context) -> None:
    form = target.form
    if target.path is None and not form.readable and context.stdout_is_tty:
        raise UsageError(
            f"{form.name} is not for reading on a terminal.", f"Write it to a file: -o FILE{form.endings[0]}"
        )
    if form.extra is not None:
        check_extra(*form.extra)


def check_extra(extra: str, module: str) -> None:
    """Raise `UsageError` with the line to type where an optional part of npqpath is not installed."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise not_installed(extra)


def _look(target: Target, wanted: Wanted, context: Context, on: dt.date | None) -> Look:
    day = on or context.today
    if target.path is not None:
        return Look(day)
    width = context.width if context.stdout_is_tty else None
    return Look(day, width, plain=wanted.plain, colour=context.colour, unicode=context.unicode)


def _show(content: str | bytes, context: Context) -> None:
    if isinstance(content, str):
        context.stdout.write(content)
    else:
        context.stdout.flush()
        context.stdout.buffer.write(content)
        context.stdout.buffer.flush()


def read_day(text: str | None, context: Context) -> dt.date:
    """Return the day in `--on`, or today. Raises `UsageError`."""
    if text is None:
        return context.today
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
