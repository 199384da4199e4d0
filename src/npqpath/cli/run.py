"""Run the command line, and turn whatever goes wrong into one clear sentence and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from npqpath.cli.exits import Exit
from npqpath.errors import DataError, Stopped, UsageError, UserError

if TYPE_CHECKING:
    from npqpath.errors import Problem


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
    from npqpath.cli.app import make_app

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
        if done == Exit.STOPPED:
            return _stopped()
        return int(done) if isinstance(done, int) else Exit.DONE
    except DataError as error:
        return _data_error(error.problems)
    except UserError as error:
        return _say(error)
    except (Stopped, KeyboardInterrupt):
        return _stopped()
    except BrokenPipeError:
        # Whoever read our output has stopped reading; nothing to say, and nowhere to say it.
        _give_stdout_up()
        return Exit.DONE
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _give_stdout_up()
        what = error.strerror or str(error)
        _print(f"{what}: {error.filename}." if error.filename else f"{what}.")
        return Exit.DATA
    except Exception as error:
        return _our_fault(error)


def _give_stdout_up() -> None:
    """Keep the end of the program from writing what could not be written once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _stopped() -> int:
    _print("")
    _print("Stopped. Nothing is lost: run the same command again to go on.")
    return Exit.STOPPED


def _say(error: UserError) -> int:
    for line in (*error.message.splitlines(), error.hint):
        if line:
            _print(line)
    return Exit.USAGE if isinstance(error, UsageError) else Exit.DATA


def _data_error(problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        place = problem.place
        _print(f"{place.file}:{place.line}:{place.column} {problem.code} {problem.message}")
        if problem.hint:
            _print(problem.hint, indent="    ")
    count = "one fault" if len(problems) == 1 else f"{len(problems)} faults"
    _print(f"The data files have {count}, so there is no advice. `npqpath validate` tells more.")
    return Exit.DATA


def _our_fault(error: Exception) -> int:
    if os.environ.get("NPQPATH_DEBUG"):
        raise error
    _print(f"npqpath itself failed: {type(error).__name__}: {error}")
    _print("This is our fault, not yours. Tell us what you typed; NPQPATH_DEBUG=1 shows where it happened.")
    return Exit.DATA


def _print(line: str, *, indent: str = "") -> None:
    if sys.stderr is None:
        return
    from npqpath.console import current_context, remark

    # A closed stderr must not hide the exit code.
    with contextlib.suppress(OSError, ValueError):
        remark(line, current_context(), first=indent, rest=indent)
