"""The options that commands share, each declared once, and the request that they make, with its data."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from npqpath import console, errors
from npqpath.cli.exits import Exit

if TYPE_CHECKING:
    from npqpath import errors
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Tree

Command: TypeAlias = Callable[..., Exit | None]
"""A function that takes the request first, and then its own parameters."""

FIRST_YEAR = 2021
"""The year of the first NPQs that the data knows."""
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asked for with the options that commands share, and where the program runs.

    `folders` are those after `--data`, `answers` a file or "-", `outputs` files or "-", and `file` is a plan
    file; `reads` are files that the command reads beside these.
    """

    context: console.Context
    on: dt.date
    folders: tuple[Path, ...] = ()
    answers: str | None = None
    given: tuple[str, ...] = ()
    no_input: bool = False
    plain: bool = False
    format: str | None = None
    outputs: tuple[str, ...] = ()
    file: Path | None = None
    reads: tuple[Path, ...] = ()

    @property
    def data(self) -> tuple[Path, ...]:
        """The data set and overlays that are named with `--data`, else in NPQPATH_DATA."""
        named = self.context.env.get("NPQPATH_DATA", "").split(os.pathsep)
        return self.folders or tuple(Path(each) for each in named if each)

    @property
    def plan_file(self) -> Path:
        """The plan file: the one named, else that in NPQPATH_PLAN, else the usual name here."""
        from npqpath.planfile.model import FILE

        return self.file or Path(self.context.env.get("NPQPATH_PLAN") or FILE)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that the command reads."""
        answers = () if self.answers in (None, "-") else (Path(str(self.answers)),)
        data = (path for folder in self.data if folder.is_dir() for path in folder.iterdir())
        plan = () if self.file is None else (self.file,)
        return (*answers, *data, *plan, *self.reads)

    def reading(self, *files: Path | None) -> Request:
        """Return the same request of a command that reads these files too."""
        return replace(self, reads=(*self.reads, *(file for file in files if file is not None)))


def _shared(name: str, kind: object, flags: str, metavar: str | None, help: str) -> inspect.Parameter:
    found = typer.Option(False if kind is bool else None, *flags.split(), metavar=metavar, help=help)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=found, annotation=kind)


def option(flag: str, metavar: str, help: str) -> Any:
    """Return what an own parameter of a command is to typer: an option with a value."""
    return typer.Option(flag, metavar=metavar, help=help)


def argument(metavar: str, help: str) -> Any:
    """Return the same for a parameter without a flag."""
    return typer.Argument(metavar=metavar, help=help)


def format_of(names: str) -> inspect.Parameter:
    """Return the option `--format` of a command that has these formats."""
    return _shared("format", str | None, "--format", "NAME", names)


def output_of(help: str) -> inspect.Parameter:
    """Return the option `-o` of a command."""
    return _shared("output", list[str] | None, "-o --output", "FILE", help)


ANSWERS = _shared(
    "answers", str | None, "--answers", "FILE", "A file of answers, YAML or JSON; - reads it from stdin."
)
_ONE = "Give one answer, such as --set role=senco. Repeatable."
SET = _shared("given", list[str] | None, "--set", "QUESTION=ANSWER", _ONE)
NO_INPUT = _shared(
    "no_input", bool, "--no-input", None, "Ask nothing; what has no answer counts as not sure."
)
PLAIN = _shared("plain", bool, "--plain", None, "Numbered questions and plain text, for screen readers too.")
ON = _shared("on", str | None, "--on", "DATE", "Plan as if today were this day: 2027-06-01.")
DATA_ON = _shared("on", str | None, "--on", "DATE", "The data as it stands on this day: 2027-06-01.")
FORMAT = format_of("terminal, text, markdown, html, docx, ics, json or svg (the picture in it).")
OUTPUT = output_of("Write to a file; its ending says how. Repeatable.")
DATA = _shared(
    "data", list[Path] | None, "--data", "DIR", "A data set, then overlays. Repeatable. Also NPQPATH_DATA."
)
FILE = _shared("file", Path | None, "--file", "FILE", "Your plan; without it, my-plan.npqpath.yaml.")
PERSON = (ANSWERS, SET, NO_INPUT)
"""Options of commands that ask what is not answered."""
RESULT = (PLAIN, FORMAT, OUTPUT)
"""Options of commands that write a result in the form that is wanted."""


def by_name(*commands: Callable[..., None]) -> dict[str, Callable[..., None]]:
    """Return commands by what is typed for them: their names, less the _ that keeps them apart here."""
    return {command.__name__.removesuffix("_"): command for command in commands}


def takes(*options: inspect.Parameter) -> Callable[[Command], Callable[..., None]]:
    """Let typer make the command from a function: its own parameters, and these options as the request."""

    def command(function: Command) -> Callable[..., None]:
        def run(**typed: Any) -> None:
            shared = {option.name: typed.pop(option.name) for option in options}
            code = function(_request(**shared), **typed)
            if code:
                raise typer.Exit(code)

        _, *own = inspect.signature(function, eval_str=True).parameters.values()
        run.__signature__ = inspect.Signature([*own, *options])  # type: ignore[attr-defined]
        run.__annotations__ = {}
        run.__name__, run.__doc__ = function.__name__, function.__doc__
        return run

    return command


def _request(
    *,
    on: str | None = None,
    data: Sequence[Path] | None = None,
    given: Sequence[str] | None = None,
    output: Sequence[str] | None = None,
    **others: Any,
) -> Request:
    context = console.current_context()
    return Request(
        context=context,
        on=read_day(on, context.today),
        folders=tuple(data or ()),
        given=tuple(given or ()),
        outputs=tuple(output or ()),
        **others,
    )


def read_day(text: str | None, today: dt.date) -> dt.date:
    """Return the day that was typed, or today. Raises `UsageError`."""
    if text is None:
        return today
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise errors.UsageError(
            f'"{text}" is not a date.', "Write the day after --on as year-month-day: 2027-06-01."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        hint = f"Give a day from {FIRST_YEAR} to {LAST_YEAR} after --on."
        raise errors.UsageError(f"There is no advice for the year {day.year}.", hint)
    return day


def read_pair(pair: str, flag: str) -> tuple[str, str]:
    """Return the question and the answer of QUESTION=ANSWER. Raises `UsageError` where it is no such pair."""
    question, _, answer = map(str.strip, pair.partition("="))
    if not question or "=" not in pair:
        raise errors.UsageError(f'"{pair}" does not give an answer.', f"Write it as {flag} QUESTION=ANSWER.")
    return question, answer


def check_file(path: Path, hint: str) -> None:
    """Raise `UsageError` where an option names no file, no pipe and not "-", which is stdin."""
    if path.is_dir():
        raise errors.UsageError(f"{path} is a folder, not a file.", hint)
    if not path.exists() and str(path) != "-":
        raise errors.UsageError(f"There is no file {path}.", hint)


def read_yaml(name: str, kind: str, context: console.Context) -> Tree:
    """Return what a file holds, or a pipe, or stdin, which "-" names; `kind` is what to call these two.

    Raises `DataError`, and `UserError` where it cannot be opened.
    """
    from npqpath.dataset.yaml_reader import parse, read

    path = Path(name)
    return read(path) if path.is_file() or path.is_dir() else parse(console.read_stream(name, context), kind)


def with_name_to_save(arguments: list[str]) -> list[str]:
    """Return the arguments with the usual name of a plan file after a `--save` that names none.

    typer has no option whose value may be left out.
    """
    from npqpath.planfile.model import FILE

    found: list[str] = []
    for at, word in enumerate(arguments):
        found.append(word)
        if word == "--save" and (at + 1 == len(arguments) or arguments[at + 1].startswith("-")):
            found.append(FILE)
    return found


Sheet = Annotated[bool, typer.Option("--sheet", help="One page for a talk with your line manager.")]


def load_rules(request: Request) -> CompiledRules:
    """Return the compiled rules of the data set that is named, or of the bundled one.

    Overlays that are named are laid over it, in order. The data is taken as it stands on the day asked for.
    Raises `DataError` with every fault, and `UserError` where a folder is not there.
    """
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.dataset.catalogue import on_day
    from npqpath.dataset.load import load_cached

    base, *overlays = data_folders(request)
    catalogue = load_cached(base, request.context.cache_folder(), check, overlays)
    return compile_rules(on_day(catalogue, request.on))


def data_folders(request: Request) -> list[Path]:
    """Return the folder of the data set, then those of its overlays in order.

    Raises `UserError` where they do not go together.
    """
    from npqpath.dataset.load import base_and_overlays

    base, overlays = base_and_overlays(request.data)
    return [base, *overlays]


def check(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[errors.Problem, ...]:
    """Return what is wrong with the names and the order of a data set."""
    from npqpath.validate.checks import check_names

    return check_names(catalogue, qualifications, pathways)
