"""The command line: what can be typed. Each command loads what it needs when it runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

import typer

from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.options import AnswersFile, Data, FormatName, NoInput, On, Output, Plain, SetAnswers


def _show_version(wanted: bool) -> None:
    if wanted:
        from npqpath import __version__

        typer.echo(f"npqpath {__version__}")
        raise typer.Exit


def _npqpath(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    del version


def advise(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask in the order that is done soonest.")] = False,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Answer some questions and get a three-year plan."""
    from npqpath.cli.advise import advise as run

    asked = Asked(answers, tuple(given or ()), no_input, plain)
    run(asked, Wanted(format, output, plain), on, data or [], "quick" if quick else "authored")


def funding(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Qualifications; without any, all.")
    ] = None,
    answers: AnswersFile = None,
    given: SetAnswers = None,
    cohort: Annotated[
        str | None, typer.Option("--cohort", metavar="ID", help="A start, such as autumn-2026.")
    ] = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Would DfE pay, for one or all qualifications at once."""
    from npqpath.cli.funding import funding as run

    asked = Asked(answers, tuple(given or ()), no_input, plain)
    run(tuple(ids or ()), cohort, asked, Wanted(format, output, plain), on, data or [])


def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="A qualification or next step, such as npqsl.")],
    answers: AnswersFile = None,
    given: SetAnswers = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Why something is in or out of your plan."""
    from npqpath.cli.why import why as run

    run(
        id, Asked(answers, tuple(given or ()), no_input, plain), Wanted(format, output, plain), on, data or []
    )


def show(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What to look up; without it, a list.")
    ] = None,
    plain: Plain = False,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Look up a qualification, a next step or a start."""
    from npqpath.cli.show import show as run

    run(id, Wanted(format, output, plain), data or [])


def tracks(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    plain: Plain = False,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """The map of tracks and moves, and where you are."""
    from npqpath.cli.tracks import tracks as run

    run(Asked(answers, tuple(given or ()), True, plain), Wanted(format, output, plain), data or [])


def questions(
    plain: Plain = False, format: FormatName = None, output: Output = None, data: Data = None
) -> None:
    """Every question with its answers."""
    from npqpath.cli.questions import questions as run

    run(Wanted(format, output, plain), data or [])


def explain(
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="rules or answers.")] = None,
) -> None:
    """How rules and answers files are written."""
    from npqpath.cli.topics import tell

    tell(topic)


COMMANDS: dict[str, Callable[..., None]] = {
    "advise": advise,
    "funding": funding,
    "why": why,
    "show": show,
    "tracks": tracks,
    "questions": questions,
    "help": explain,
}


def make_app(arguments: list[str]) -> typer.Typer:
    """Return the command line; with one command named first, that one only, which saves start-up time."""
    # Plain help: rich help costs 100 ms and eats words in square brackets.
    app = typer.Typer(
        name="npqpath",
        help="Career advice for teachers in England: which NPQ or other step, why, who pays, and when.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_npqpath)
    named = arguments[0] if arguments and arguments[0] in COMMANDS and not _completing() else None
    for name, command in COMMANDS.items():
        if named in (None, name):
            app.command(name)(command)
    return app


def _completing() -> bool:
    return "_NPQPATH_COMPLETE" in os.environ
