"""Each command, called in this process: what it prints first, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqpath.output.formats import FORMATS
from tests.program import DAY, HEAD_OF_YEAR
from tests.unit.cli.calling import Caller

ANSWERS = ("--answers", HEAD_OF_YEAR)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["advise", *ANSWERS, "--on", DAY, "--full"], "Your plan"),
        (["advise", *ANSWERS, "--on", DAY], "Your next step: NPQ in Leading Behaviour and Culture (NPQLBC)"),
        (["funding", *ANSWERS, "--on", DAY], "Would DfE pay? Autumn 2026"),
        (["funding", "npqsl", "--cohort", "autumn-2025", *ANSWERS], "Would DfE pay? Autumn 2025"),
        (["why", "npqlbc", *ANSWERS], "Why NPQ in Leading Behaviour and Culture?"),
        (["why", "npqh", *ANSWERS], "Why NPQ in Headship?"),
        (["show"], "What you can look up"),
        (["show", "npqsl"], "NPQ in Senior Leadership (NPQSL)"),
        (["show", "share-expertise"], "Share what you know with others"),
        (["show", "AUTUMN-2026"], "Autumn 2026"),
        (["tracks"], "Three career tracks"),
        (["tracks", *ANSWERS], "Three career tracks"),
        (["questions"], "Questions"),
        (["faq"], "What people ask of NPQs"),
        (["faq", "Can", "I", "do", "two", "at", "once?"], "Two NPQs at once"),
        (["faq", "zebras"], "What people ask of NPQs"),
        (["help"], "`npqpath help rules` and"),
        (["help", "rules"], "How rules are written in pathways.yaml"),
        (["help", "answers"], "How a file of answers is written"),
        (["--version"], "npqpath 0."),
        (["advise", "--help"], "Usage: npqpath advise [OPTIONS]"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and len(str(value)) < 60 else None,
)
def test_a_command_says_what_it_is_about(cli: Caller, words: list[str], first: str) -> None:
    done = cli.call(*words)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith(first)


@pytest.mark.parametrize("name", ["advise", "funding", "tracks", "questions", "show", "faq"])
@pytest.mark.parametrize("format", ["json", "markdown"])
def test_every_format_is_whole(cli: Caller, name: str, format: str) -> None:
    given = ANSWERS if name in ("advise", "funding") else ()
    done = cli.call(name, *given, "--format", format)
    assert (done.code, done.stderr) == (0, "")
    if format == "json":
        assert json.loads(done.stdout)["schema"].startswith(
            f"npqpath/{'plan' if name == 'advise' else name}/"
        )
    else:
        assert done.stdout.startswith("# ")


@pytest.mark.parametrize("id", ["npqsl", "share-expertise", "autumn-2026", "nasenco"])
def test_what_is_shown_can_be_had_as_json(cli: Caller, id: str) -> None:
    assert json.loads(cli.call("show", id, "--format", "json").stdout)["id"] == id


def test_why_can_be_had_as_json(cli: Caller) -> None:
    made = json.loads(cli.call("why", "npqh", *ANSWERS, "--format", "json").stdout)
    assert made["verdict"] == "ruled-out"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("advise", 2, "There are no answers and there is no terminal to ask on."),
        ("advise --set role=sencoo", 2, 'Did you mean "senco"?'),
        ("advise --set role", 2, '"role" does not give an answer.'),
        ("advise --answers nix.yaml", 2, "There is no file nix.yaml."),
        ("advise --set role=senco --on soon", 2, '"soon" is not a date.'),
        ("advise --set role=senco --format pdf", 2, "There is no format called pdf."),
        ("why npqslx --set role=senco", 2, 'Did you mean "npqsl"?'),
        ("why nasenco --set role=senco", 2, "no plan suggests it"),
        ("why senior --set role=senco", 2, "npqsl: NPQ in Senior Leadership\n"),
        ("explain NP604", 2, "`npqpath validate --explain NP604` says what it means."),
        ("show npqslx", 2, 'Did you mean "npqsl"?'),
        ("help rulez", 2, 'Did you mean "rules"?'),
        ("show --data nix", 3, "There is no folder nix."),
        ("show -o nix/x.md", 3, "nix/x.md cannot be written"),
        ("advize", 2, "Did you mean 'advise'?"),
    ],
)
def test_a_slip_is_told(cli: Caller, words: str, code: int, told: str) -> None:
    done = cli.call(*words.split())
    assert (done.code, done.stdout) == (code, "")
    assert told in done.stderr


def test_a_plan_can_be_written_to_a_file(cli: Caller) -> None:
    path = cli.home / "plan.md"
    done = cli.call("advise", *ANSWERS, "-o", str(path))
    assert (done.code, done.stdout, done.stderr) == (0, "", f"Written to {path}.\n")
    assert path.read_text("utf-8").startswith("# Your plan")


def test_answers_come_from_stdin(cli: Caller) -> None:
    text = "role: senco\nnpqs: {npqsl: completed}\nawards: [qts]\n"
    done = cli.call("advise", "--answers", "-", "--set", "npqs=npqh:studying", "--format", "json", stdin=text)
    assert json.loads(done.stdout)["answers"] == {
        "role": "senco",
        "npqs": {"npqh": "studying"},
        "awards": ["qts"],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [("[senco]", "- holds no answers."), ("role: 'senco", "answers:1:7 The quotation mark")],
)
def test_answers_that_cannot_be_read_are_told_with_their_place(cli: Caller, text: str, told: str) -> None:
    done = cli.call("advise", "--answers", "-", stdin=text)
    assert done.code == 2
    assert done.stderr.startswith(told)


def test_data_with_a_fault_gives_its_place(cli: Caller, tmp_path: Path) -> None:
    for name in ("qualifications.yaml", "pathways.yaml"):
        (tmp_path / name).write_text("checked: [", "utf-8")
    done = cli.call("show", env={"NPQPATH_DATA": str(tmp_path)})
    assert done.code == 3
    assert done.stderr.startswith(f"{tmp_path / 'qualifications.yaml'}:1:10 NP")


def test_without_a_cache_the_data_is_read_anew(cli: Caller) -> None:
    assert cli.call("show", "npqsl", env={"NPQPATH_NO_CACHE": "1"}) == cli.call("show", "npqsl")


def test_help_names_every_format(cli: Caller) -> None:
    told = [
        cli.call(*words, "--help", env={"COLUMNS": "200"}).stdout
        for words in (["advise"], ["team", "plan"], ["team", "advise"])
    ]
    assert [name for name in FORMATS if not any(name in each for each in told)] == []
