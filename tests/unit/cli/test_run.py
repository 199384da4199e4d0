"""Whatever goes wrong becomes one clear sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from npqpath.cli.app import guarded
from npqpath.cli.exits import Exit
from npqpath.errors import DataError, Place, Problem, Stopped, UsageError, UserError

BROKEN_OFF = "\nStopped before it was done. No file was written; the same command begins anew.\n"
STOPPED = "\nStopped. Nothing is lost: run the same command again to go on.\n"


def raising(error: BaseException) -> Callable[[], object]:
    """Return a command that fails in this way."""

    def command() -> object:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("There is no day.", "Give one."), 2, "There is no day.\nGive one.\n"),
        (UsageError("One.\nTwo."), 2, "One.\nTwo.\n"),
        (UserError("There is no folder x."), 3, "There is no folder x.\n"),
        (Stopped(), 130, STOPPED),
        (KeyboardInterrupt(), 130, BROKEN_OFF),
        (PermissionError(13, "Permission denied", "x.yaml"), 3, "Permission denied: x.yaml.\n"),
        (OSError(28, "No space left on device"), 3, "No space left on device.\n"),
        (UsageError("\x1b[31mred\x1b[0m [bold]\u202e"), 2, "red [bold]\n"),
    ],
)
def test_a_failure_gives_its_code_and_its_sentence(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    assert guarded(raising(error)) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", told)


def test_a_fault_in_the_data_gives_the_place_the_code_and_the_hint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = Problem(Place("p.yaml", 3, 5), "NP100", 'There is no question "rol".', 'Did you mean "role"?')
    two = Problem(Place("p.yaml", 9, 1), "NP101", "The file ends here.")
    assert guarded(raising(DataError((one, two)))) == Exit.DATA
    assert capsys.readouterr().err == (
        'p.yaml:3:5 NP100 There is no question "rol".\n    Did you mean "role"?\n'
        "p.yaml:9:1 NP101 The file ends here.\n"
        "The data files have 2 faults, so there is no advice. `npqpath validate` tells more.\n"
    )


def test_what_nobody_foresaw_is_told_as_our_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NPQPATH_DEBUG", raising=False)
    assert guarded(raising(ZeroDivisionError("nought"))) == Exit.DATA
    told = capsys.readouterr().err
    assert told.startswith("npqpath itself failed: ZeroDivisionError: nought\nThis is our fault, not yours.")
    assert "Traceback" not in told


def test_debugging_shows_where_it_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPQPATH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        guarded(raising(ZeroDivisionError()))


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1), (Exit.FINDINGS, 1)])
def test_a_command_may_return_its_code(result: object, code: int) -> None:
    assert guarded(lambda: result) == code


def test_without_stderr_the_code_is_all_there_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert guarded(raising(UsageError("There is no day."))) == Exit.USAGE
    assert capsys.readouterr().out == ""
