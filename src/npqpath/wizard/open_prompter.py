"""Which prompter suits the terminal: arrow keys, or numbers in doubt."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from npqpath.console import Context
    from npqpath.wizard.prompter import Prompter


_OFF = frozenset({"", "0", "no", "off", "false"})
_DUMB = frozenset({"", "dumb", "unknown"})


def open_prompter(context: Context, *, plain: bool) -> Prompter | None:
    """Return a prompter that asks on stderr, or None where there is no terminal to ask on.

    Stdout plays no part: it may go to a file while the questions stay on the terminal.
    """
    if not (context.stdin_is_tty and context.stderr_is_tty):
        return None
    if not (plain or wants_plain(context)):
        from npqpath.wizard.arrow_keys import NoArrowKeysError, open_arrow_prompter

        try:
            return open_arrow_prompter(context.stdin, context.stderr)
        except NoArrowKeysError:
            pass
    from npqpath.wizard.numbered import NumberedPrompter

    return NumberedPrompter(context.stdin, context.stderr, context.width)


def wants_plain(context: Context) -> bool:
    """Return whether the variables ask for plain lines, or name no terminal that can be drawn on."""
    names = ("NPQPATH_PLAIN", "ACCESSIBLE")
    if any(context.env.get(name, "").lower() not in _OFF for name in names):
        return True
    # Windows has no TERM as a rule, and its consoles know arrow keys without it.
    return context.env.get("TERM", "windows" if sys.platform == "win32" else "").lower() in _DUMB
