"""The command line: all commands in one app, what goes wrong in one sentence, and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli import data, exits, lookups
from npqpath.cli.advise import advise
from npqpath.cli.options import by_name
from npqpath.errors import DataError, Stopped, UsageError, UserError

if TYPE_CHECKING:
    from npqpath.errors import Problem


COMMANDS = by_name(
    *(advise, lookups.funding, lookups.why, lookups.show, lookups.faq, lookups.tracks, lookups.route),
    *(lookups.questions, data.validate, data.diff, data.schema, data.init, lookups.help_),
)
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
        command = COMMANDS[meant]
        app.command(name, help=command.__doc__, hidden=True)(command if name == named else _not_typed)
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


def run(arguments: list[str]) -> int:
    """Return the exit code of `npqpath ARGUMENTS`; no traceback ever comes out."""
    if any(word.startswith("-") and not word.partition("=")[0].isprintable() for word in arguments):
        # typer would show it as it is.
        return _say(UsageError("No option has letters in it that cannot be seen."))
    if "--save" in arguments:
        from npqpath.cli.options import with_name_to_save

        arguments = with_name_to_save(arguments)
    return guarded(lambda: _run(arguments))


def _run(arguments: list[str]) -> object:

    try:
        return make_app(arguments)(arguments, prog_name="npqpath", standalone_mode=True)
    except SystemExit as stop:
        # typer ends every command so, and what was written may not be out yet.
        return stop.code


def guarded(command: Callable[[], object]) -> int:
    """Return the exit code of a command, having said on stderr what went wrong."""
    try:
        done = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        if done == exits.Exit.STOPPED:
            # So typer ends when it hears Ctrl-C.
            return _stopped(_BROKEN_OFF)
        return int(done) if isinstance(done, int) else exits.Exit.DONE
    except DataError as error:
        return _data_error(error.problems)
    except UserError as error:
        return _say(error)
    except Stopped:
        return _stopped("Stopped. Nothing is lost: run the same command again to go on.")
    except KeyboardInterrupt:
        return _stopped(_BROKEN_OFF)
    except BrokenPipeError:
        # Whoever read our output has stopped reading; nothing to say, and nowhere to say it.
        _give_stdout_up()
        return exits.Exit.DONE
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _give_stdout_up()
        what = error.strerror or str(error)
        _print(f"{what}: {error.filename}." if error.filename else f"{what}.")
        return exits.Exit.DATA
    except Exception as error:
        return _our_fault(error)


def _give_stdout_up() -> None:
    """Keep the end of the program from writing what could not be written once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


_BROKEN_OFF = "Stopped before it was done. No file was written; the same command begins anew."


def _stopped(words: str) -> int:
    _print("")
    _print(words)
    return exits.Exit.STOPPED


def _say(error: UserError) -> int:
    for line in (*error.message.splitlines(), error.hint):
        if line:
            _print(line)
    return exits.Exit.USAGE if isinstance(error, UsageError) else exits.Exit.DATA


def _data_error(problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        place = problem.place
        _print(f"{place.file}:{place.line}:{place.column} {problem.code} {problem.message}")
        if problem.hint:
            _print(problem.hint, indent="    ")
    count = "one fault" if len(problems) == 1 else f"{len(problems)} faults"
    _print(f"The data files have {count}, so there is no advice. `npqpath validate` tells more.")
    return exits.Exit.DATA


def _our_fault(error: Exception) -> int:
    if os.environ.get("NPQPATH_DEBUG"):
        raise error
    _print(f"npqpath itself failed: {type(error).__name__}: {error}")
    _print("This is our fault, not yours. Tell us what you typed; NPQPATH_DEBUG=1 shows where it happened.")
    return exits.Exit.DATA


def _print(line: str, *, indent: str = "") -> None:
    if sys.stderr is None:
        return
    from npqpath.console import current_context, remark

    # A closed stderr must not hide the exit code.
    with contextlib.suppress(OSError, ValueError):
        remark(line, current_context(), first=indent, rest=indent)
