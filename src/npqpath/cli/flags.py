"""The flags that commands share, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody asked: the flags that have to do with answers."""

    file: str | None
    given: tuple[str, ...]
    no_input: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants the result: the flags that have to do with output."""

    format: str | None
    output: str | None
    plain: bool
