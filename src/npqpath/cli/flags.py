"""The flags that commands share, as values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody asked: the flags that have to do with answers, and where a workplaces file may be."""

    file: str | None
    given: tuple[str, ...]
    no_input: bool
    plain: bool
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is to be compared with the plan as it is: other answers, as they were typed, or another day."""

    answers: tuple[str, ...]
    on: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants the result: the flags that have to do with output; `outputs` are files or "-"."""

    format: str | None
    outputs: Sequence[str] | None
    plain: bool
