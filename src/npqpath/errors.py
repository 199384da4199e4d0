"""What a user can act on: errors that carry a message and a hint, made into text at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


class UserError(Exception):
    """Something the user can mend; `message` says what happened, `hint` how to mend it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Stopped(Exception):  # noqa: N818 - stopping is not an error
    """The teacher stopped (Ctrl-C, Ctrl-D or a closed terminal); the caller keeps the answers so far."""


class UsageError(UserError):
    """The command line or an answers file asks for something that does not exist."""


def not_installed(extra: str) -> UsageError:
    """Return the error for an optional part of npqpath that is not there, with the line to type."""
    return UsageError(
        f"{extra} needs a part that is not installed here.",
        f'Install it with: python -m pip install "npqpath[{extra}]"',
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; lines and columns count from 1, `length` is in letters."""

    file: str
    line: int
    column: int
    length: int = 1

    @property
    def in_words(self) -> str:
        """The line with its file, and its folder too: many files have the same name."""
        return f"line {self.line} of {'/'.join(PurePath(self.file).parts[-2:])}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the data: where, a stable code, one sentence and how to mend it."""

    place: Place
    code: str
    message: str
    hint: str | None = None

    @property
    def located(self) -> str:
        """What is wrong and how to mend it, behind its place, in one line."""
        place = f"{self.place.file}:{self.place.line}:{self.place.column}"
        return f"{place} {self.message} {self.hint or ''}".rstrip()


class DataError(UserError):
    """The data set cannot be used; `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("The data files have faults.", None)
        self.problems = problems
