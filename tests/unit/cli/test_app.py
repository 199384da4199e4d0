"""Only the command that was typed is made ready, and yet all of them are there to be found."""

from __future__ import annotations

import pytest

from npqpath.cli.app import COMMANDS, GROUPS, OTHER_NAMES, run


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a run wrote, to whatever stream."""
    run(list(arguments))
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_the_list_of_commands_tells_what_each_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "--help")
    assert [name for name in (*COMMANDS, *GROUPS) if f"\n  {name} " not in shown] == []
    assert "Answer some questions and get a three-year plan." in shown
    assert "Advice and a plan for everybody on a staff list." in shown


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_every_command_has_its_own_help(capsys: pytest.CaptureFixture[str], name: str) -> None:
    shown = told(capsys, name, "--help")
    assert f"Usage: npqpath {name} " in shown
    assert "--help" in shown


@pytest.mark.parametrize(("name", "meant"), OTHER_NAMES.items())
def test_another_name_runs_the_command_and_stands_in_no_list(
    capsys: pytest.CaptureFixture[str], name: str, meant: str
) -> None:
    assert told(capsys, name, "npqh", "--set", "role=senco") == told(
        capsys, meant, "npqh", "--set", "role=senco"
    )
    assert f"\n  {name} " not in told(capsys, "--help")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--", "advise", "--nonsense"), "No such option: --nonsense"),
        (("advize",), "Did you mean 'advise'?"),
        (("plan", "strat"), "Did you mean 'start'?"),
        (("-", "advise"), "No such command '-'"),
        (("--nonsense", "advise"), "No such option: --nonsense"),
        (("advise", "--x\u202ey"), "No option has letters in it that cannot be seen.\n"),
    ],
)
def test_what_is_typed_wrongly_is_never_run(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert says in told(capsys, *arguments)


@pytest.mark.parametrize(
    ("typed", "at", "offered"),
    [
        ("npqpath ad", 1, {"advise"}),
        ("npqpath advise --answ", 2, {"--answers"}),
        ("npqpath plan st", 2, {"start"}),
        ("npqpath --", 1, {"--version", "--help", "--install-completion", "--show-completion"}),
    ],
)
def test_a_shell_is_told_how_to_go_on(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    at: int,
    offered: set[str],
) -> None:
    monkeypatch.setenv("_NPQPATH_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed.replace(" ", "\n"))
    monkeypatch.setenv("COMP_CWORD", str(at))
    assert set(told(capsys).split()) == offered
