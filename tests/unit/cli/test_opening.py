"""The first question comes early, and counts only if it is the one that would have been asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from npqpath.cli.opening import FILE, Loading, OpeningPrompter
from npqpath.wizard.prompter import Chosen, Option, Prompt
from npqpath.wizard.scripted import Reply, ScriptedPrompter
from tests.builders import bundled_core

FIRST = Prompt(
    "role",
    "Your job?",
    (Option("senco", "SENCO", "a hint"), Option("head", "Headteacher")),
    why="Because.",
    remarks=("Question 1",),
)
OTHER = Prompt("role", "Your job now?", FIRST.options)
SECOND = Prompt(
    "aim", "Your aim?", (Option("rest", "Rest"), Option("not-sure", "Not sure")), can_go_back=True
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with data files."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "pathways.yaml").write_text("one", "utf-8")
    return folder


def opening(data: Path, cache: Path | None, *replies: Reply) -> tuple[OpeningPrompter, ScriptedPrompter]:
    """Return an opening prompter, and the script behind it."""
    script = ScriptedPrompter(replies)
    return OpeningPrompter(script, [data], cache), script


def asked(script: ScriptedPrompter) -> Sequence[Prompt]:
    """Return what was shown."""
    return script.prompts


def run_once(data: Path, cache: Path) -> None:
    """Ask the first question, so that the next run knows it."""
    prompter, _ = opening(data, cache, ("senco",))
    prompter.ask_early()
    prompter.ask(FIRST)


def test_the_first_time_nothing_is_asked_early(data: Path, tmp_path: Path) -> None:
    prompter, script = opening(data, tmp_path, ("senco",))
    prompter.ask_early()
    assert asked(script) == []
    assert prompter.ask(FIRST) == Chosen(("senco",))


def test_the_next_time_the_same_question_is_asked_early_and_once(data: Path, tmp_path: Path) -> None:
    run_once(data, tmp_path)
    prompter, script = opening(data, tmp_path, ("head",), ("rest",))
    prompter.ask_early()
    assert asked(script) == [FIRST]
    assert prompter.ask(FIRST) == Chosen(("head",))
    assert prompter.ask(SECOND) == Chosen(("rest",))
    assert asked(script) == [FIRST, SECOND]


def test_the_first_question_again_after_going_back_is_asked_again(data: Path, tmp_path: Path) -> None:
    run_once(data, tmp_path)
    prompter, script = opening(data, tmp_path, ("head",), "back", ("senco",))
    prompter.ask_early()
    assert [prompter.ask(prompt) for prompt in (FIRST, SECOND, FIRST)][-1] == Chosen(("senco",))
    assert asked(script) == [FIRST, SECOND, FIRST]


def test_another_question_is_asked_in_its_place_and_kept_for_the_next_time(
    data: Path, tmp_path: Path
) -> None:
    run_once(data, tmp_path)
    prompter, script = opening(data, tmp_path, ("head",), ("senco",))
    prompter.ask_early()
    assert prompter.ask(OTHER) == Chosen(("senco",))
    assert asked(script) == [FIRST, OTHER]
    later, script = opening(data, tmp_path, ("head",))
    later.ask_early()
    assert asked(script) == [OTHER]


@pytest.mark.parametrize("change", ["longer", "newer", "gone"])
def test_nothing_is_asked_early_once_a_data_file_has_changed(data: Path, tmp_path: Path, change: str) -> None:
    run_once(data, tmp_path)
    file = data / "pathways.yaml"
    if change == "longer":
        file.write_text("longer", "utf-8")
    elif change == "newer":
        os.utime(file, (1, 1))
    else:
        file.unlink()
    prompter, script = opening(data, tmp_path)
    prompter.ask_early()
    assert asked(script) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"key": 1}', '{"key": null, "prompt": null}'])
def test_a_note_that_cannot_be_read_counts_as_none(data: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    prompter, script = opening(data, tmp_path, ("senco",))
    prompter.ask_early()
    assert asked(script) == []
    assert prompter.ask(FIRST) == Chosen(("senco",))


def test_without_a_cache_everything_is_asked_in_its_turn(data: Path) -> None:
    prompter, script = opening(data, None, ("senco",))
    prompter.ask_early()
    assert prompter.ask(FIRST) == Chosen(("senco",))
    assert asked(script) == [FIRST]


def test_what_is_said_is_said_at_once(data: Path) -> None:
    prompter, script = opening(data, None)
    prompter.say("Hello")
    assert script.said == ["Hello"]


def test_loading_hands_over_the_result() -> None:
    core = bundled_core()
    assert Loading(lambda: core).result() is core


def test_what_goes_wrong_while_loading_is_raised_at_the_end() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    loading = Loading(fail)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        loading.result()
