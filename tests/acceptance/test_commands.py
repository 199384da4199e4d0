"""Every command in every format, and the ways to say which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.program import COMMAND, DAY, HEAD_OF_YEAR, Program

COMMANDS = {
    "advise": ["advise", "--answers", HEAD_OF_YEAR, "--on", DAY],
    "funding": ["funding", "--answers", HEAD_OF_YEAR, "--on", DAY],
    "funding of one": [
        "funding",
        "npqlbc",
        "--cohort",
        "autumn-2026",
        "--answers",
        HEAD_OF_YEAR,
        "--on",
        DAY,
    ],
    "why in": ["why", "npqlbc", "--answers", HEAD_OF_YEAR, "--on", DAY],
    "why out": ["why", "npqh", "--answers", HEAD_OF_YEAR, "--on", DAY],
    "show": ["show"],
    "show a qualification": ["show", "NPQSL"],
    "show a next step": ["show", "share-expertise"],
    "show a start": ["show", "autumn-2026"],
    "tracks": ["tracks"],
    "tracks with answers": ["tracks", "--answers", HEAD_OF_YEAR],
    "questions": ["questions"],
}
EACH = pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
EXPLAINED = ("advise", "funding", "why", "show", "tracks", "questions", "help")


@EACH
def test_text_goes_to_stdout_without_a_trace_of_markup(program: Program, words: list[str]) -> None:
    done = program.run(*words)
    assert (done.code, done.stderr) == (0, "")
    title, underline, *rest = done.stdout.splitlines()
    assert underline == "=" * len(title)
    assert rest[0] == ""
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")
    assert "\x1b" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line != line.rstrip()]
    assert not [
        word for word in ("None.", "{answer}", "frozenset", "Ticked", "\u2026") if word in done.stdout
    ]


@EACH
def test_markdown_has_one_title_and_headings_below_it(program: Program, words: list[str]) -> None:
    done = program.run(*words, "--format", "markdown")
    assert (done.code, done.stderr) == (0, "")
    headings = [line for line in done.stdout.splitlines() if line.startswith("#")]
    assert [line for line in headings if line.startswith("# ")] == headings[:1]
    assert done.stdout.startswith("# ")


@EACH
def test_json_names_its_schema(program: Program, words: list[str]) -> None:
    done = program.run(*words, "--format", "json")
    assert (done.code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["schema"].startswith("npqpath/")


def test_text_is_what_a_pipe_gets_and_what_plain_asks_for(program: Program) -> None:
    words = COMMANDS["advise"]
    piped = program.run(*words)
    assert program.run(*words, "--format", "text") == program.run(*words, "--full")
    assert program.run(*words, "--plain") == piped
    assert program.run(*words, "--no-input") == piped


@pytest.mark.parametrize(
    ("name", "format"),
    [("plan.md", "markdown"), ("Plan.MARKDOWN", "markdown"), ("plan.txt", "text"), ("plan.json", "json")],
)
def test_the_ending_of_the_file_gives_the_format(program: Program, name: str, format: str) -> None:
    words = COMMANDS["advise"]
    done = program.run(*words, "-o", name)
    assert (done.code, done.stdout, done.stderr) == (0, "", f"Written to {name}.\n")
    assert (program.home / name).read_text("utf-8") == program.run(*words, "--format", format).stdout
    assert [path.name for path in program.home.iterdir() if path.name.startswith(".")] == []


def test_a_format_that_is_named_wins_over_the_ending(program: Program) -> None:
    program.run(*COMMANDS["show"], "--format", "json", "-o", "list.txt")
    assert json.loads((program.home / "list.txt").read_text("utf-8"))["schema"] == "npqpath/show/1"


def test_a_dash_for_the_file_is_stdout(program: Program) -> None:
    assert program.run(*COMMANDS["show"], "-o", "-") == program.run(*COMMANDS["show"])


def test_a_file_that_is_there_is_replaced(program: Program) -> None:
    (program.home / "plan.md").write_text("old", "utf-8")
    assert program.run(*COMMANDS["show"], "-o", "plan.md").code == 0
    assert (program.home / "plan.md").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("command", EXPLAINED)
def test_every_command_explains_itself(program: Program, command: str) -> None:
    done = program.run(command, "--help")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: npqpath {command} ")
    assert program.run(command, "-h") == done


def test_help_names_every_command(program: Program) -> None:
    done = program.run("--help")
    assert done.code == 0
    named = [
        line.split()[0] for line in done.stdout.partition("Commands:\n")[2].splitlines() if line[2] != " "
    ]
    assert set(EXPLAINED) <= set(named)


@pytest.mark.parametrize("topic", ["rules", "answers"])
def test_help_has_topics(program: Program, topic: str) -> None:
    done = program.run("help", topic)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("How ")
    assert f"npqpath help {topic}" in program.run("help").stdout


def test_the_answers_that_help_shows_are_good_answers(program: Program) -> None:
    text = program.run("help", "answers").stdout
    shown = "\n".join(line for line in text.splitlines() if line.startswith("  "))
    assert program.run("advise", "--answers", "-", "--on", DAY, stdin=shown).code == 0


def test_the_version_is_one_line(program: Program) -> None:
    from npqpath import __version__

    assert program.run("--version").stdout == f"npqpath {__version__}\n"


def test_the_command_is_installed_too(program: Program) -> None:
    import subprocess

    script = Path(COMMAND[0]).with_name("npqpath")
    done = subprocess.run([script, "show"], capture_output=True, text=True, env=program.env, check=False)
    assert done.stdout == program.run("show").stdout


def test_nothing_is_kept_of_a_run_without_questions(program: Program) -> None:
    program.run(*COMMANDS["advise"])
    assert list(program.home.iterdir()) == []
