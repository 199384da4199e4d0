"""What can be typed after `npqpath workplaces`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqpath.cli.flags import Wanted
from npqpath.cli.options import Data, FormatName, Output, Plain


def import_lists(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="The register of schools or a list, as CSV, XLSX or ODS."),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="LIST", help="register, schools-list, 16-to-19-list, rise or childminders."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day of the list: 2026-05-18.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="An overlay; without it, your own folder.")
    ] = None,
) -> None:
    """Read in the register of schools or a list from GOV.UK."""
    from npqpath.cli.workplaces import import_lists as run

    run(files, kind, on, to)


def find_places(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, a postcode, a URN or a UKPRN.")],
    plain: Plain = False,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Find a workplace and what the lists say about it."""
    from npqpath.cli.workplaces import find_places as run

    run(text, Wanted(format, output, plain), data or [])


def make_group() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("import")(import_lists)
    group.command("find")(find_places)
    return group
