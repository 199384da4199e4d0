"""The flags that commands share, as values, and what is wrong with one of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from npqpath.errors import UsageError


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody asked: the flags that have to do with answers, and where a workplaces file may be."""

    file: str | None
    given: tuple[str, ...]
    no_input: bool
    plain: bool
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants the result: the flags that have to do with output; `outputs` are files or "-".

    `inputs` are files that the command reads.
    """

    format: str | None
    outputs: Sequence[str] | None
    plain: bool
    inputs: Sequence[Path] = ()


def read_pair(pair: str, flag: str) -> tuple[str, str]:
    """Return the question and the answer of QUESTION=ANSWER. Raises `UsageError` where it is no such pair."""
    question, _, answer = map(str.strip, pair.partition("="))
    if not question or "=" not in pair:
        raise UsageError(f'"{pair}" does not give an answer.', f"Write it as {flag} QUESTION=ANSWER.")
    return question, answer


def check_file(path: Path, hint: str) -> None:
    """Raise `UsageError` where a flag names no file."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder, not a file.", hint)
    if not path.is_file():
        raise UsageError(f"There is no file {path}.", hint)
