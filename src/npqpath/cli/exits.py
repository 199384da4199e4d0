"""The exit codes, one line each."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the program says to whoever called it."""

    DONE = 0
    FINDINGS = 1  # a check found something
    USAGE = 2  # the command line or an answer is not right, or there are no answers at all
    DATA = 3  # the data cannot be read, or npqpath itself failed
    STOPPED = 130  # Ctrl-C; answers are kept
