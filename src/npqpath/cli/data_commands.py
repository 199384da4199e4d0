"""What can be typed by those who keep the data: the commands that check, compare and describe it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqpath.cli.flags import Wanted
from npqpath.cli.options import Data, DataOn, FormatName, On, OneOutput, Output, Plain


def validate(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR]...", help="A data set, then overlays.")
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="auto, text, json, github, sarif, junit, markdown."),
    ] = "auto",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    explain_code: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="What a code means, with examples.")
    ] = None,
    on: On = None,
    output: OneOutput = None,
    data: Data = None,
) -> None:
    """Check a data set or an overlay, and prove it."""
    from npqpath.cli.validate import validate as run

    code = run(
        [*(data or []), *(folders or [])],
        format=format,
        strict=strict,
        explain_code=explain_code,
        on=on,
        output=output,
    )
    raise typer.Exit(code)


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="The data before: a folder, or HEAD~1:data in git.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The data after, likewise.")],
    plans: Annotated[
        Path | None,
        typer.Option("--plans", metavar="DIR", help="Plans and answers files to compare as well."),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help="A roster whose rows to compare as well.")
    ] = None,
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
) -> None:
    """Who gets different advice after a data change."""
    from npqpath.cli.diff import Beside
    from npqpath.cli.diff import diff as run

    raise typer.Exit(run(old, new, Beside(plans, roster), Wanted(format, output, plain), on))


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Such as answers or plan-file; without it, a list.")
    ] = None,
    output: OneOutput = None,
    data: Data = None,
) -> None:
    """JSON Schema of the data, answers and plan files."""
    from npqpath.cli.schema import schema as run

    run(name, output, data or [])


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made if need be.")],
) -> None:
    """Start an overlay: what your hub or trust adds to the data."""
    from npqpath.cli.init import init as run

    run(folder)
