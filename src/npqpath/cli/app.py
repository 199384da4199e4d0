"""The command line: what can be typed. Each command loads what it needs when it runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.data_commands import diff, init, schema, validate
from npqpath.cli.flags import Asked, Wanted, WhatIf
from npqpath.cli.options import (
    AnswersFile,
    Data,
    DataOn,
    FormatName,
    Hours,
    NoInput,
    On,
    OtherAnswers,
    OtherDay,
    Output,
    Plain,
    Save,
    SetAnswers,
    Sheet,
    Together,
    Years,
)

if TYPE_CHECKING:
    from npqpath.cli.giving_plan import View
    from npqpath.wizard.flow import Order


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
    sheet: Sheet = False,
    save: Save = None,
    years: Years = None,
    hours: Hours = None,
    together: Together = False,
    what_if: OtherAnswers = None,
    what_if_on: OtherDay = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Answer some questions and get a three-year plan."""
    from npqpath.cli.advise import advise as run
    from npqpath.cli.pace import read_pacing

    asked = Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ()))
    order: Order = "quick" if quick else "authored"
    view: View = "sheet" if sheet else "plan"
    other = WhatIf(tuple(what_if or ()), what_if_on) if what_if or what_if_on else None
    pacing = None
    if (years, hours, together) != (None, None, False):
        pacing = read_pacing(years, hours, together=together)
    run(asked, Wanted(format, output, plain), on, data or [], order, save, view, pacing, other)


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

    asked = Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ()))
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
        id,
        Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ())),
        Wanted(format, output, plain),
        on,
        data or [],
    )


def show(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What to look up; without it, a list.")
    ] = None,
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Look up a qualification, a next step or a start."""
    from npqpath.cli.show import show as run

    run(id, Wanted(format, output, plain), on, data or [])


def tracks(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """The map of tracks and moves, and where you are."""
    from npqpath.cli.tracks import tracks as run

    run(
        Asked(answers, tuple(given or ()), True, plain, tuple(data or ())),
        Wanted(format, output, plain),
        on,
        data or [],
    )


def questions(
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Every question with its answers."""
    from npqpath.cli.questions import questions as run

    run(Wanted(format, output, plain), on, data or [])


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
    "validate": validate,
    "diff": diff,
    "schema": schema,
    "init": init,
    "help": explain,
}


GROUPS = ("plan", "team", "workplaces")


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
    known = (*COMMANDS, *GROUPS)
    named = arguments[0] if arguments and arguments[0] in known and not _completing() else None
    for name, command in COMMANDS.items():
        if named in (None, name):
            app.command(name)(command)
    if named in (None, "plan"):
        from npqpath.cli.plan_app import make_group as make_plan_group

        app.add_typer(make_plan_group(), name="plan")
    if named in (None, "team"):
        from npqpath.cli.team_app import make_group as make_team_group

        app.add_typer(make_team_group(), name="team")
    if named in (None, "workplaces"):
        from npqpath.cli.workplaces_app import make_group

        app.add_typer(make_group(), name="workplaces")
    return app


def _completing() -> bool:
    return "_NPQPATH_COMPLETE" in os.environ
