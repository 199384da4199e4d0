"""What can be typed after `npqpath team`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqpath.cli.flags import Wanted
from npqpath.cli.options import Data, On, OneOutput, Output, Plain

Roster = Annotated[
    Path, typer.Argument(metavar="ROSTER", help="A staff list, one row for each person: CSV, XLSX or ODS.")
]


def advise_team(
    roster: Roster,
    on: On = None,
    format: Annotated[str | None, typer.Option("--format", metavar="NAME", help="csv or jsonl.")] = None,
    output: OneOutput = None,
    data: Data = None,
) -> None:
    """Everybody's own suggestions, as a table."""
    from npqpath.cli.team import advise_team as run

    raise typer.Exit(run(roster, format=format, output=output, on=on, folders=data or []))


def plan_team(
    roster: Roster,
    team: Annotated[
        Path | None,
        typer.Option("--team", metavar="FILE", help="What you want, and your limits: a team file."),
    ] = None,
    leaver: Annotated[
        str | None, typer.Option("--if-leaves", metavar="ID", help="What changes if this person leaves.")
    ] = None,
    mask: Annotated[
        bool, typer.Option("--mask", help="To share: nobody named, no group of fewer than five counted.")
    ] = False,
    plain: Plain = False,
    on: On = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="NAME", help="terminal, text, markdown, html, docx, json, csv or xlsx."
        ),
    ] = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Who should study what and when, together."""
    from npqpath.cli.team_plan import View
    from npqpath.cli.team_plan import plan_team as run

    view = View(leaver, "masked" if mask else "whole")
    raise typer.Exit(run(roster, team, view, Wanted(format, output, plain), on=on, folders=data or []))


def write_template(output: OneOutput = None, data: Data = None) -> None:
    """A staff list to fill in, with the answers to choose from."""
    from npqpath.cli.team import write_template as run

    run(output, data or [])


def make_group() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("advise")(advise_team)
    group.command("plan")(plan_team)
    group.command("template")(write_template)
    return group
