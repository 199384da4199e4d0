"""Whole runs of `npqpath advise` on a real terminal, with arrow keys and with numbers."""

from __future__ import annotations

import dataclasses
import json
import re
import stat
import sys
from pathlib import Path

import pytest

from npqpath.advice.person import write_answers
from npqpath.wizard.interview import HELLO
from npqpath.wizard.prompter import Prompt
from tests.acceptance.hostile import copied
from tests.program import COMMAND, DAY, Program
from tests.terminal.conversation import Keyboard, advising, answer, kept, prompts_for, wait_for
from tests.terminal.screen import Terminal, squeezed
from tests.unit.wizard import people
from tests.unit.wizard.people import everything, walk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

ARROWS, NUMBERS = Keyboard(plain=False), Keyboard(plain=True)
BOTH = pytest.mark.parametrize("keyboard", [ARROWS, NUMBERS], ids=["arrows", "numbers"])
EACH_ONCE = pytest.mark.parametrize(
    ("keyboard", "columns"), [(ARROWS, 40), (NUMBERS, 80)], ids=["arrows-40 columns", "numbers-80 columns"]
)
WIDTHS = pytest.mark.parametrize("columns", [80, 40], ids=["80 columns", "40 columns"])
HEAD_OF_YEAR = {**everything(people.HEAD_OF_YEAR), "teaching_years": 2}
IN_SHORT = "In short: Your next step: NPQ in Leading Behaviour and Culture (NPQLBC)"
STOPPED = "Stopped. Nothing is lost: run the same command again to go on."
RESUME = "Do you want to go on where you were?"
FIRST = "What is your job now?"


def on_path() -> dict[str, object]:
    """Return the head of year's answers to what they are asked, as a file holds them."""
    return write_answers(walk(HEAD_OF_YEAR).person.answers)


def prompt(id: str) -> Prompt:
    """Return one of the prompts that the head of year is shown."""
    return next(each for each in prompts_for(HEAD_OF_YEAR) if each.id == id)


@WIDTHS
@BOTH
def test_a_whole_run_ends_with_the_plan(program: Program, keyboard: Keyboard, columns: int) -> None:
    with advising(program, keyboard, columns=columns) as terminal:
        answer(terminal, keyboard, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        shown = squeezed(terminal.transcript)
    assert "Your next step: NPQ in Leading Behaviour and Culture (NPQLBC)" in shown
    assert IN_SHORT in shown
    assert "Traceback" not in shown
    assert kept(program) == on_path()


@BOTH
def test_a_plan_sent_to_a_file_holds_nothing_of_the_questions(program: Program, keyboard: Keyboard) -> None:
    (program.home / "a.json").write_text(json.dumps(on_path()), "utf-8")
    wanted = program.run("advise", "--answers", "a.json", "--on", DAY).stdout
    plan = program.home / "plan"
    with advising(program, keyboard, stdout=plan) as terminal:
        answer(terminal, keyboard, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        assert "Your plan" not in terminal.transcript
    assert plan.read_text("utf-8") == wanted


def test_a_plan_for_a_file_is_written_after_the_questions(program: Program) -> None:
    with advising(program, NUMBERS, "-o", str(program.home / "plan.json")) as terminal:
        answer(terminal, NUMBERS, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        # The path may be broken at the edge of the screen, within its last word too.
        assert "".join(terminal.visible.split()).endswith("plan.json.")
    assert json.loads((program.home / "plan.json").read_text("utf-8"))["answers"] == on_path()


@EACH_ONCE
def test_back_shows_the_question_before_with_its_answer(
    program: Program, keyboard: Keyboard, columns: int
) -> None:
    with advising(program, keyboard, columns=columns) as terminal:
        answer(terminal, keyboard, prompts_for(HEAD_OF_YEAR)[:3], HEAD_OF_YEAR)
        wait_for(terminal, keyboard, "What kind of place is it?")
        terminal.press(*keyboard.back)
        terminal.wait_for("A school (your answer so far)")
        terminal.press(*keyboard.choose(prompt("setting"), ["another-setting"]))
        wait_for(terminal, keyboard, "Which of these do you work for?")
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130
    assert kept(program)["setting"] == "another-setting"


@EACH_ONCE
def test_one_answer_can_be_changed_at_the_end(program: Program, keyboard: Keyboard, columns: int) -> None:
    changed = {**HEAD_OF_YEAR, "focus": "primary-maths"}
    evidence = next(each for each in prompts_for(changed) if each.id == "mastery_evidence")
    *questions, check = prompts_for(HEAD_OF_YEAR)
    with advising(program, keyboard, "-o", "plan.json", columns=columns) as terminal:
        answer(terminal, keyboard, questions, HEAD_OF_YEAR)
        wait_for(terminal, keyboard, check.text)
        terminal.press(*keyboard.choose(check, ["focus"]))
        again = dataclasses.replace(prompt("focus"), chosen=("behaviour",))
        answer(terminal, keyboard, [again, evidence, check], changed)
        assert terminal.exit_status() == 0
    assert kept(program)["mastery_evidence"] == "none"


def test_npqs_are_asked_in_two_steps_with_a_way_back(program: Program) -> None:
    answers = {**everything({**people.HEAD_OF_YEAR, "npqs": {"npqlt": "completed"}})}
    prompts = prompts_for(answers)
    at = [each.id for each in prompts].index("npqs.npqlt")
    with advising(program, ARROWS) as terminal:
        answer(terminal, ARROWS, prompts[:at], answers)
        terminal.wait_for("How far have you got with NPQLT?")
        terminal.press("esc")
        terminal.wait_for("● NPQLT (your answer so far)")
        terminal.press("enter")
        answer(terminal, ARROWS, prompts[at:], answers)
        assert terminal.exit_status() == 0
    assert kept(program)["npqs"] == {"npqlt": "completed"}


@BOTH
def test_ctrl_c_in_the_middle_keeps_the_answers_and_the_next_run_goes_on(
    program: Program, keyboard: Keyboard
) -> None:
    prompts = prompts_for(HEAD_OF_YEAR)
    with advising(program, keyboard) as terminal:
        answer(terminal, keyboard, prompts[:4], HEAD_OF_YEAR)
        wait_for(terminal, keyboard, prompts[4].text)
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130
        assert STOPPED in squeezed(terminal.visible)
        assert "Traceback" not in terminal.transcript
    assert list(kept(program)) == ["role", "works_in_england", "setting", "workplace_type"]
    with advising(program, keyboard) as terminal:
        wait_for(terminal, keyboard, RESUME)
        assert "4 in all" in squeezed(terminal.visible)
        terminal.press(*(["1", "enter"] if keyboard.plain else ["enter"]))
        answer(terminal, keyboard, prompts[4:], HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        assert IN_SHORT in squeezed(terminal.transcript)
    assert kept(program) == on_path()


def test_the_kept_answers_are_private(program: Program) -> None:
    with advising(program, NUMBERS) as terminal:
        answer(terminal, NUMBERS, prompts_for(HEAD_OF_YEAR)[:1], HEAD_OF_YEAR)
        terminal.wait_for("Question 2")
        terminal.press("quit", "enter")
        assert terminal.exit_status() == 130
    assert stat.S_IMODE(program.kept_answers.stat().st_mode) == 0o600
    assert stat.S_IMODE(program.kept_answers.parent.stat().st_mode) == 0o700
    assert [path.name for path in program.kept_answers.parent.iterdir()] == ["answers.json"]


@BOTH
def test_ctrl_d_stops_as_ctrl_c_does(program: Program, keyboard: Keyboard) -> None:
    with advising(program, keyboard) as terminal:
        answer(terminal, keyboard, prompts_for(HEAD_OF_YEAR)[:2], HEAD_OF_YEAR)
        wait_for(terminal, keyboard, "Where do you work?")
        terminal.press("ctrl-d")
        assert terminal.exit_status() == 130
        assert STOPPED in squeezed(terminal.visible)
    assert len(kept(program)) == 2


@BOTH
def test_a_terminal_that_is_closed_loses_nothing(program: Program, keyboard: Keyboard) -> None:
    with advising(program, keyboard) as terminal:
        answer(terminal, keyboard, prompts_for(HEAD_OF_YEAR)[:3], HEAD_OF_YEAR)
        wait_for(terminal, keyboard, "What kind of place is it?")
        terminal.hang_up()
    assert list(kept(program)) == ["role", "works_in_england", "setting"]


def test_who_starts_again_is_asked_from_the_first_question(program: Program) -> None:
    keep(program, {"role": "senco", "setting": "school"})
    with advising(program, ARROWS) as terminal:
        terminal.wait_for(RESUME)
        terminal.press("down", "enter")
        terminal.wait_for(FIRST)
        assert not program.kept_answers.exists()
        assert "(your answer so far)" not in terminal.settle()
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130


def test_kept_answers_that_no_longer_fit_the_questions_are_asked_again(program: Program) -> None:
    keep(program, {"role": "head-of-everything", "works_in_england": "yes", "gone": "yes"})
    with advising(program, NUMBERS) as terminal:
        terminal.wait_for(RESUME)
        screen = squeezed(terminal.settle())
        assert "There are answers here from 1 May 2026: 1 in all." in screen
        assert "The questions have changed since, so we will ask some again." in screen
        terminal.press("1", "enter")
        terminal.wait_for(FIRST)
        terminal.press("8", "enter")
        terminal.wait_for("Where do you work?")
        terminal.press("q", "enter")
        assert terminal.exit_status() == 130
    assert kept(program) == {"role": "senco", "works_in_england": "yes"}


def keep(program: Program, answers: dict[str, object]) -> None:
    """Keep answers as an earlier run did, with older questions."""
    program.kept_answers.parent.mkdir(parents=True, mode=0o700)
    sheet = {
        "schema": "npqpath/answers-so-far/1",
        "kept_on": "2026-05-01",
        "fingerprint": "old",
        "answers": answers,
    }
    program.kept_answers.write_text(json.dumps(sheet), "utf-8")


def test_kept_answers_that_cannot_be_read_start_afresh(program: Program) -> None:
    program.kept_answers.parent.mkdir(parents=True, mode=0o700)
    program.kept_answers.write_text("{", "utf-8")
    with advising(program, NUMBERS) as terminal:
        terminal.wait_for(FIRST)
        terminal.press("q", "enter")
        assert terminal.exit_status() == 130


def test_where_answers_cannot_be_kept_it_is_said_once(program: Program) -> None:
    (program.home / "state").write_text("", "utf-8")
    with advising(program, NUMBERS, "-o", "plan.json") as terminal:
        answer(terminal, NUMBERS, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        told = "Your answers cannot be kept on this computer (Not a directory). You can still go on."
        assert squeezed(terminal.transcript).count(told) == 1


def test_given_answers_are_not_asked_for(program: Program) -> None:
    given = [word for id in ("role", "aim", "focus") for word in ("--set", f"{id}={HEAD_OF_YEAR[id]}")]
    asked = [each for each in prompts_for(HEAD_OF_YEAR) if each.id not in ("role", "aim", "focus")]
    with advising(program, ARROWS, *given) as terminal:
        answer(terminal, ARROWS, asked, HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        assert IN_SHORT in squeezed(terminal.transcript)


def test_no_input_asks_nothing_even_on_a_terminal(program: Program) -> None:
    with advising(program, ARROWS, "--no-input", "--set", "role=senco") as terminal:
        assert terminal.exit_status() == 0
        assert "Question 1" not in terminal.transcript


def test_a_dumb_terminal_gets_numbers_and_no_escape_sequence(program: Program) -> None:
    with advising(program, ARROWS, env={"TERM": "dumb"}) as terminal:
        answer(terminal, NUMBERS, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        assert IN_SHORT in squeezed(terminal.transcript)
        assert b"\x1b" not in terminal.sent


def test_no_color_leaves_no_colour_in_questions_or_plan(program: Program) -> None:
    with advising(program, ARROWS, env={"NO_COLOR": "1"}) as terminal:
        answer(terminal, ARROWS, prompts_for(HEAD_OF_YEAR), HEAD_OF_YEAR)
        assert terminal.exit_status() == 0
        codes = {
            code for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.sent) for code in found.split(b";")
        }
    # Bold and underlined are no colours; 0 and nothing switch them off.
    assert codes <= {b"", b"0", b"1", b"4", b"22", b"24"}


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (30, 16), (80, 10)])
def test_a_small_terminal_shows_the_question_and_the_line_that_is_pointed_at(
    program: Program, columns: int, rows: int
) -> None:
    with advising(program, ARROWS, columns=columns, rows=rows) as terminal:
        terminal.wait_for("> Trainee teacher")
        terminal.press("up")
        screen = squeezed(terminal.wait_for("> Not teaching at the moment"))
        assert FIRST in screen
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130


def test_a_tiny_terminal_still_works(program: Program) -> None:
    with advising(program, ARROWS, columns=15, rows=5) as terminal:
        terminal.wait_for("> Trainee")
        terminal.press("down", "enter")
        terminal.wait_until(lambda _: program.kept_answers.exists(), "the second question")
        terminal.wait_for("Question 2")
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130
    assert kept(program) == {"role": "early-career-teacher"}


@pytest.mark.parametrize("plain", [["--plain"], []], ids=["numbers", "arrows"])
def test_broken_data_is_told_before_anything_is_asked(
    program: Program, tmp_path: Path, plain: list[str]
) -> None:
    folder = copied(tmp_path / "data", {"ask: What is your job now?": "ask: [What"})
    words = [*COMMAND, "advise", *plain, "--data", str(folder)]
    with Terminal(words, env=program.env) as terminal:
        assert terminal.exit_status() == 3
        assert "NP0" in terminal.transcript
        assert HELLO not in squeezed(terminal.transcript)
        assert "Traceback" not in terminal.transcript


@pytest.mark.parametrize(
    ("words", "ends_with"),
    [(["funding", "npqh"], "Would DfE pay? Autumn 2026"), (["why", "npqsenco"], "It is not in your plan.")],
    ids=["funding", "why"],
)
def test_other_commands_ask_only_what_they_need(program: Program, words: list[str], ends_with: str) -> None:
    with Terminal([*COMMAND, *words, "--plain", "--on", DAY], rows=60, env=program.env) as terminal:
        for answered in range(19):
            if not asks_again(terminal, answered, ends_with):
                break
            # The first line of the list, or none where lines are ticked.
            terminal.press(
                *(["enter"] if "for none of these" in terminal.visible.splitlines()[-2] else ["1", "enter"])
            )
        assert terminal.exit_status() == 0
        assert ends_with in squeezed(terminal.transcript)


def asks_again(terminal: Terminal, answered: int, ends_with: str) -> bool:
    """Return whether a question waits, so many being answered, and False where the result is there."""

    def is_there(screen: str) -> bool:
        shown = squeezed(terminal.transcript)
        return ends_with in shown or (screen.endswith(">") and shown.count("Your answer:") == answered)

    terminal.wait_until(is_there, f"question {answered + 1} or {ends_with}")
    return ends_with not in squeezed(terminal.transcript)
