"""Give a result to where it is wanted: the terminal, a pipe or files, each in the form that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from npqpath.cli.options import Request
from npqpath.cli.protection import check_outputs
from npqpath.console import Context, remark
from npqpath.errors import UsageError, not_installed
from npqpath.files import Content, pieces, write_files
from npqpath.output.formats import USUAL, Form, Look, Part, Result, form_for, form_of_file

if TYPE_CHECKING:
    from npqpath.advice.plan import Plan
    from npqpath.output.calendar_file import Date


View: TypeAlias = Literal["plan", "sheet"]
"""What of a plan is wanted: all of it, or one page to talk about with a line manager."""
PARTS: dict[View, Sequence[Part]] = {"plan": (*USUAL, "dates"), "sheet": USUAL}
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
        made.append((target, form.make(found, _look(target, request))))
    write([(target.path, _marked(target.form, made)) for target, made in made if target.path], request)
    for target, content in made:
        if target.path is None:
            write_out(content, request.context, for_people=target.form.for_people)


def plan_result(plan: Plan, view: View) -> Result:
    """Return a view of a plan as a result."""
    if view == "sheet":
        from npqpath.output.views.sheet import sheet_document, sheet_json

        return Result(lambda: sheet_document(plan), lambda: sheet_json(plan))
    from npqpath.output.views.plan import plan_document
    from npqpath.output.views.plan_record import plan_record

    return Result(lambda: plan_document(plan), lambda: plan_record(plan), lambda: _dates(plan))


def _dates(plan: Plan) -> Sequence[Date]:
    # It brings what writes calendars, which no other form needs.
    from npqpath.output.calendar_file import plan_dates

    return plan_dates(plan)


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
        raise UsageError(
            f"--format {request.format} does not say which file it is for.",
            "Leave it out: each file's ending says how to write it.",
        )
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
        raise UsageError(
            f"{form.name} is not for reading on a terminal.", f"Write it to a file: -o FILE{form.endings[0]}"
        )
    if form.extra is not None:
        check_extra(*form.extra)


def _look(target: Target, request: Request) -> Look:
    if target.path is not None:
        return Look(request.on)
    context = request.context
    width = context.width if context.stdout_is_tty else None
    return Look(request.on, width, plain=request.plain, colour=context.colour, unicode=context.unicode)


def _marked(form: Form, content: Content) -> Content:
    return chain([form.mark], content) if form.mark and isinstance(content, Iterator) else content
