"""Give a result to where it is wanted: the terminal, a pipe or files, each in the form that fits."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeAlias

from npqpath.cli.options import Request
from npqpath.console import Context, remark
from npqpath.errors import UsageError, UserError, not_installed
from npqpath.files import Content, is_write_protected, pieces, same_file, write_files
from npqpath.output.formats import USUAL, Form, Look, Part, Result, form_for, form_of_file

if TYPE_CHECKING:
    from npqpath.advice.plan import Plan
    from npqpath.output.calendar_file import Date
    from npqpath.output.document import Document


P = ParamSpec("P")
_ANOTHER_NAME = "Choose another name after -o, or move the file away first."
_LARGEST = 1024 * 1024
"""Bytes of a file; no larger one is read as answers, data, a plan or a team file."""
_KEY = re.compile(r"""["']?[a-z][\w-]*["']?\s*:(\s|$)""")
"""How a file of answers, a plan, a team file and a data file begin, and nothing that this program prints."""
_OUR_SCHEMA = "npqpath/"
_PLAN_FILE = "npqpath/plan-file/"
_LISTS = (".csv", ".tsv", ".xlsx", ".ods")
_CELLS = re.compile(rb"[^\n]*([,;\t])[^\n]*\1")
"""How a staff list begins whose ending does not tell: with three cells or more."""
_WIDE = 3
_ROWS_ABOVE = 20
"""How far down a sheet the headings of a staff list may stand."""


def check_outputs(outputs: Sequence[Path], request: Request) -> None:
    """Raise `UsageError` where something would be written over what was read, or over what a person wrote.

    Files are the same whatever they are called, and what stdin comes from is read too. What this program
    wrote earlier may be replaced.
    """
    for at, path in enumerate(outputs):
        twice = next((other for other in outputs[:at] if same_file(path, other)), None)
        if twice is not None:
            named = "is named twice" if path == twice else f"and {twice} are the same file"
            raise UsageError(f"{path} {named}.", "Give each file once after -o.")
        if not path.is_file():
            continue
        if _is_stdin(path, request.context) or any(same_file(path, read) for read in request.inputs):
            raise UsageError(f"{path} is read by the same command, so it stays as it is.", _ANOTHER_NAME)
        if is_write_protected(path):
            raise UsageError(f"{path} is write-protected, so it stays as it is.", _ANOTHER_NAME)
        kind = _written_by_hand(path, request)
        if kind is not None:
            raise UsageError(f"{path} holds {kind}, so it stays as it is.", _ANOTHER_NAME)


def check_new(path: Path, hint: str) -> None:
    """Raise `UsageError` where anything is there already."""
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already, and stays as it is.", hint)


def _is_stdin(path: Path, context: Context) -> bool:
    try:
        found = os.fstat(context.stdin.fileno())
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and os.path.samestat(found, path.stat())


def _written_by_hand(path: Path, request: Request) -> str | None:
    """Return what somebody wrote into this file, or None for what we may replace."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError:
        return None
    is_list = path.suffix.lower() in _LISTS
    is_text = len(raw) <= _LARGEST and not raw.startswith(b"PK")
    if is_text and not is_list and _has_keys(raw.decode("utf-8", "replace")):
        return "answers, data, a plan or a team file"
    return "a staff list" if (is_list or _CELLS.match(raw)) and _is_staff_list(path, request) else None


def _has_keys(text: str) -> bool:
    lines = (line.strip("\ufeff \t") for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith(("#", "---", "%"))), "")
    if not first.startswith("{"):
        return bool(_KEY.match(first))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        try:
            # One of our lines of JSON, or else braces as YAML has them.
            found = json.loads(first)
        except (ValueError, RecursionError):
            return True
    schema = str(found.get("schema", ""))
    return schema.startswith(_PLAN_FILE) or not (schema.startswith(_OUR_SCHEMA) or "$schema" in found)


def _is_staff_list(path: Path, request: Request) -> bool:
    from npqpath.cli.options import load_rules
    from npqpath.dataset.load import bundled_folder
    from npqpath.output.excel import WORDS
    from npqpath.spreadsheets.read import read_sheets
    from npqpath.team import columns, staff_list

    headings = columns.Headings(load_rules(replace(request, folders=(bundled_folder(),))).catalogue)
    try:
        for sheet in read_sheets(path, staff_list.ROSTERS):
            if sheet.name == WORDS:
                return False
            for row in islice(sheet.rows, _ROWS_ABOVE):
                if headings.read(row) is not None:
                    return True
                if len(list(filter(None, row))) >= _WIDE:
                    # These are other headings, and a cell below them may be worded like one of a staff list.
                    break
    except UserError:
        return False
    return False


View: TypeAlias = Literal["page", "plan", "sheet"]
"""What of a plan is wanted: one page of it, all, or one page to talk about with a line manager."""
PARTS: dict[View, Sequence[Part]] = {"page": ("document",), "plan": (*USUAL, "dates"), "sheet": ("document",)}
"""The shapes that each view has."""


@dataclass(frozen=True, slots=True)
class Target:
    """One place where a result goes, in one form; no path is stdout."""

    form: Form
    path: Path | None


def give(result: Result, request: Request) -> None:
    """Write a result to where it is wanted, in every form that is wanted.

    Everything is made before anything is written. Raises `UsageError` where `choose` does, and `UserError`
    if a file cannot be written; files are written as a whole and together, or not at all.
    """
    made: list[tuple[Target, Content]] = []
    part = cache(lambda name: getattr(result, name)())
    for target in choose(request, result.parts):
        form = target.form
        # Lines can be read once, so each place gets its own.
        found = getattr(result, form.part)() if form.part in ("rows", "lines") else part(form.part)
        content = form.make(found, _look(target, request))
        if target.path and form.mark and isinstance(content, Iterator):
            content = chain([form.mark], content)
        made.append((target, content))
    write([(target.path, content) for target, content in made if target.path], request)
    for target, content in made:
        if target.path is None:
            write_out(content, request.context, for_people=target.form.for_people)


def give_both(
    request: Request,
    document: Callable[P, Document],
    data: Callable[P, object],
    *of: P.args,
    **more: P.kwargs,
) -> None:
    """Write what a command has found, which both make in their way: the document, and the plain data."""
    give(Result(lambda: document(*of, **more), lambda: data(*of, **more)), request)


def plan_result(plan: Plan, view: View) -> Result:
    """Return a view of a plan as a result."""
    if view == "sheet":
        from npqpath.output.views.plan import sheet_document

        return Result(lambda: sheet_document(plan))
    if view == "page":
        from npqpath.output.views.page import page_document

        return Result(lambda: page_document(plan))
    from npqpath.output.views.plan import plan_document
    from npqpath.output.views.plan_record import plan_record

    return Result(lambda: plan_document(plan), lambda: plan_record(plan), lambda: plan_dates_of(plan))


def plan_dates_of(plan: Plan, review: dt.date | None = None) -> Sequence[Date]:
    """Return the dates of a plan, and that of the next talk about it where there is one."""
    # It brings what writes calendars, which no other form needs.
    from npqpath.output.calendar_file import plan_dates, review_dates

    return (*plan_dates(plan), *review_dates(review))


def choose(request: Request, parts: Sequence[Part] = USUAL) -> tuple[Target, ...]:
    """Return where a result that has these parts goes.

    Raises `UsageError` for what cannot be meant, so that a command can tell before anything is asked.
    """
    outputs = request.outputs or ("-",)
    targets = tuple(
        Target(form_for(_name_for(output, request), output, parts), None if output == "-" else Path(output))
        for output in outputs
    )
    if outputs.count("-") > 1:
        raise UsageError("- is named twice.", "Give each file once after -o.")
    if request.format and len(outputs) > 1 and all(map(form_of_file, outputs)):
        hint = "Leave it out: each file's ending says how to write it."
        raise UsageError(f"--format {request.format} does not say which file it is for.", hint)
    check_outputs([target.path for target in targets if target.path], request)
    for target in targets:
        _check(target, request)
    return targets


def write(files: Sequence[tuple[Path, Content]], request: Request) -> None:
    """Write the files, all or none, and say so for each. Raises what `check_outputs` and `write_files` do."""
    check_outputs([path for path, _ in files], request)
    write_files(files)
    for path, _ in files:
        remark(f"Written to {path}.", request.context)


def write_text(text: str, request: Request, *, for_people: bool = False) -> None:
    """Write a text to the files that are asked for, else to stdout."""
    write([(Path(output), text) for output in request.outputs if output != "-"], request)
    if "-" in (request.outputs or "-"):
        write_out(text, request.context, for_people=for_people)


def write_out(content: Content, context: Context, *, for_people: bool) -> None:
    """Write to stdout: for people as the console can show it, for programs in UTF-8."""
    if for_people:
        context.stdout.write(str(content))
        return
    context.stdout.flush()
    context.stdout.buffer.writelines(pieces(content))
    context.stdout.buffer.flush()


def check_extra(extra: str, module: str) -> None:
    """Raise `UsageError` with the line to type where an optional part of npqpath is not installed."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise not_installed(extra)


def _name_for(output: str, request: Request) -> str | None:
    """Return the form asked for by name; beside other files it is for the one whose ending says none."""
    alone = len(request.outputs) < 2
    return request.format if alone or form_of_file(output) is None else None


def _check(target: Target, request: Request) -> None:
    form = target.form
    if target.path is None and not form.readable and request.context.stdout_is_tty:
        hint = f"Write it to a file: -o FILE{form.endings[0]}"
        raise UsageError(f"{form.name} is not for reading on a terminal.", hint)
    if form.extra is not None:
        check_extra(*form.extra)


def _look(target: Target, request: Request) -> Look:
    now = dt.datetime.now(dt.UTC)
    made = dt.datetime.combine(request.on, now.time(), dt.UTC)
    look = Look(request.on, made=made, whose=_whose(target, request))
    if target.path is not None:
        return look
    context = request.context
    width = context.width if context.stdout_is_tty else None
    return replace(look, width=width, plain=request.plain, colour=context.colour, unicode=context.unicode)


def _whose(target: Target, request: Request) -> str:
    """Return what stands for a person: the file of the plan, of the answers or of the result; else them."""
    answers = Path(request.answers) if request.answers not in (None, "-") else None
    file = request.file or answers or target.path
    return os.path.realpath(file) if file else " ".join(request.given)
