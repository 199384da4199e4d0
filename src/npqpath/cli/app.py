"""The command line: one app of all commands, of which only the one that was typed is made ready to run."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Annotated

import typer

from npqpath.cli.advise import advise
from npqpath.cli.data_commands import diff, init, schema, validate
from npqpath.cli.lookups import explain, funding, questions, show, tracks, why

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
OTHER_NAMES = {"explain": "why"}
"""What people type for a command: it runs, and no list shows it."""
GROUPS = {
    "plan": "Your own plan, in a file that you keep and change over the years.",
    "team": "Advice and a plan for everybody on a staff list.",
    "workplaces": "Look your workplace up in lists from GOV.UK.",
}
"""Commands with commands of their own, each in the module of its name: what they are for."""


def make_app(arguments: list[str]) -> typer.Typer:
    """Return the command line for these arguments.

    Only the command that they name can run. All others are there by name and purpose, for `--help`,
    completion and *did you mean*: to look at the options of every command takes as long as all the rest.
    """
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
    named = _named(arguments)
    for name, command in COMMANDS.items():
        app.command(name, help=command.__doc__)(command if name == named else _not_typed)
    for name, meant in OTHER_NAMES.items():
        app.command(name, help=COMMANDS[meant].__doc__, hidden=True)(
            COMMANDS[meant] if name == named else _not_typed
        )
    for name, purpose in GROUPS.items():
        if name == named:
            group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
            for each, command in import_module(f"npqpath.cli.{name}").COMMANDS.items():
                group.command(each)(command)
            app.add_typer(group, name=name, help=purpose)
        else:
            app.command(name, help=purpose)(_not_typed)
    return app


def _named(arguments: list[str]) -> str | None:
    """Return the first argument that is no option: if it is a command, the one that can run."""
    return next((word for word in arguments or _to_complete() if word == "-" or word[:1] != "-"), None)


def _to_complete() -> list[str]:
    """Return what was typed after the name of the program if a shell asks how it could go on."""
    # Bash tells it in the one variable, all other shells in the other.
    return (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()[1:]


def _npqpath(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    del version


def _show_version(wanted: bool) -> None:
    if wanted:
        from npqpath import __version__

        typer.echo(f"npqpath {__version__}")
        raise typer.Exit


def _not_typed() -> None:
    """Stand for a command that was not typed, and so is not run."""
