"""Put the first question on the screen at once, and load the data while the teacher reads it.

The first question is kept beside the snapshot. It is shown early only while the data files look
untouched, and the answer counts only if the wizard then asks the very same question.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from npqpath import __version__
from npqpath.wizard.prompter import Back, Chosen, Option, Prompt, Prompter

if TYPE_CHECKING:
    from collections.abc import Callable

    from npqpath.advice.core import CompiledRules

FILE = "opening.json"


class OpeningPrompter:
    """A prompter that may have asked its first question already, and keeps it for the next run."""

    def __init__(self, prompter: Prompter, folders: list[Path], cache: Path | None) -> None:
        self._prompter = prompter
        self._key = _key(folders)
        self._file = cache / FILE if cache is not None else None
        self._early: tuple[Prompt, Chosen | Back] | None = None
        self._is_first = True

    def ask_early(self) -> None:
        """Ask the question that was first the last time, if it is known and the data is the same."""
        prompt = self._kept()
        if prompt is not None:
            self._early = (prompt, self._prompter.ask(prompt))

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return what was chosen, or "back". Raises `Stopped`."""
        early, self._early = self._early, None
        if early is not None and early[0] == prompt:
            self._is_first = False
            return early[1]
        if self._is_first:
            self._keep(prompt)
        self._is_first = False
        return self._prompter.ask(prompt)

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return what was typed, or "back". Raises `Stopped`."""
        return self._prompter.ask_text(text, why, can_go_back=can_go_back)

    def say(self, text: str) -> None:
        """Show a line that needs no answer."""
        self._prompter.say(text)

    def _kept(self) -> Prompt | None:
        if self._file is None or self._key is None:
            return None
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return _prompt(kept["prompt"]) if kept["key"] == self._key else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _keep(self, prompt: Prompt) -> None:
        if self._file is None or self._key is None:
            return
        options = [[option.id, option.label, option.hint] for option in prompt.options]
        shown = [prompt.id, prompt.text, options, prompt.several, prompt.why, list(prompt.remarks)]
        with contextlib.suppress(OSError):
            self._file.write_text(json.dumps({"key": self._key, "prompt": shown}), "utf-8")


def _prompt(shown: list[Any]) -> Prompt:
    id, text, options, several, why, remarks = shown
    rows = tuple(Option(*row) for row in options)
    return Prompt(id, text, rows, several=several, why=why, remarks=tuple(remarks))


def _key(folders: list[Path]) -> list[object] | None:
    """Return what changes when a data file is touched, or None where that cannot be told."""
    try:
        files = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
        return [__version__, *([str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in files)]
    except OSError:
        return None


class Loading:
    """Something that is being loaded while the teacher reads; `result` waits for it."""

    def __init__(self, load: Callable[[], CompiledRules]) -> None:
        self._load = load
        self._core: CompiledRules | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._core = self._load()
        except BaseException as error:
            self._error = error

    def result(self) -> CompiledRules:
        """Return what was loaded, or raise what went wrong."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._core is not None
        return self._core
