"""A teacher at the keyboard: which questions the wizard will show them, and which keys answer each."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from npqpath.rules.question_kinds import AnswerValue
from npqpath.wizard.interview import Session
from npqpath.wizard.prompter import Prompt
from tests.builders import frozen_core
from tests.program import COMMAND, DAY, Program
from tests.terminal.screen import Terminal, squeezed
from tests.unit.wizard.people import Teacher, goal, reply_to

ROWS = 70
"""High enough for the longest list at 40 columns."""


@dataclasses.dataclass(frozen=True, slots=True)
class Keyboard:
    """How a teacher answers: with arrow keys or with typed numbers."""

    plain: bool

    @property
    def flags(self) -> list[str]:
        """The flags that bring this prompter."""
        return ["--plain"] if self.plain else []

    @property
    def back(self) -> tuple[str, ...]:
        """The keys that go back."""
        return ("back", "enter") if self.plain else ("esc",)

    def choose(self, prompt: Prompt, ids: Sequence[str]) -> tuple[str, ...]:
        """Return the keys that choose these lines, where nothing is ticked before."""
        lines = [option.id for option in prompt.options]
        if self.plain:
            # A full stop says that the number is the line's and not the answer's, as in "2 or more".
            words = " ".join(f"{lines.index(id) + 1}." for id in ids)
            return (words or "none", "enter")
        at = lines.index(prompt.chosen[0]) if prompt.chosen and not prompt.several else 0
        keys: list[str] = []
        for line in sorted(lines.index(id) for id in ids):
            keys += ["down"] * (line - at) + ["up"] * (at - line) + ["space"] * prompt.several
            at = line
        # Nothing ticked has to be said twice.
        return (*keys, *([] if ids else ["enter"]), "enter")


def prompts_for(answers: Mapping[str, AnswerValue]) -> list[Prompt]:
    """Return what a teacher with these answers is shown, "check your answers" last."""
    teacher = Teacher(answers)
    Session(frozen_core(), goal(), teacher, lambda _: None).run()
    return teacher.prompts


def advising(
    program: Program,
    keyboard: Keyboard,
    *words: str,
    columns: int = 80,
    rows: int = ROWS,
    env: Mapping[str, str] | None = None,
    stdout: Path | None = None,
) -> Terminal:
    """Return a terminal in which `npqpath advise` has just been started."""
    command = [*COMMAND, "advise", *keyboard.flags, "--on", DAY, *words]
    return Terminal(
        command,
        columns=columns,
        rows=rows,
        env={**program.env, **(env or {})},
        stdout=stdout,
        folder=program.home,
    )


def wait_for(terminal: Terminal, keyboard: Keyboard, text: str) -> str:
    """Return the screen as soon as this question waits for an answer, be it for the second time."""
    if not keyboard.plain:
        return terminal.wait_for(f"? {text} Up and down to move")
    words = squeezed(text)
    return terminal.wait_until(
        lambda screen: words in screen.rpartition("Your answer:")[2] and screen.endswith(">"), text
    )


def answer(
    terminal: Terminal, keyboard: Keyboard, prompts: Sequence[Prompt], answers: Mapping[str, AnswerValue]
) -> None:
    """Answer these prompts, each as soon as it is on the screen."""
    for prompt in prompts:
        wait_for(terminal, keyboard, prompt.text)
        terminal.press(*keyboard.choose(prompt, reply_to(prompt, answers)))


def kept(program: Program) -> dict[str, Any]:
    """Return the answers that are kept for the next run."""
    found: dict[str, Any] = json.loads(program.kept_answers.read_text("utf-8"))["answers"]
    return found
