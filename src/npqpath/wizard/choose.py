"""Which prompter suits this terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from npqpath.wizard.numbered import NumberedPrompter
    from npqpath.wizard.prompter import Prompter

Kind = Literal["none", "numbered", "arrows"]

_OFF = frozenset({"", "0", "no", "off", "false"})
_DUMB = frozenset({"dumb", "unknown"})


def suitable_kind(
    *, plain: bool, env: Mapping[str, str], stdin_is_tty: bool, stderr_is_tty: bool, windows: bool
) -> Kind:
    """Return the kind of prompter that suits: none without a terminal to ask on, numbered where in doubt.

    Stdout plays no part: it may go to a file while the questions stay on stderr.
    """
    if not (stdin_is_tty and stderr_is_tty):
        return "none"
    wants_plain = plain or any(
        env.get(name, "").lower() not in _OFF for name in ("NPQPATH_PLAIN", "ACCESSIBLE")
    )
    # Windows has no TERM as a rule and its consoles know arrow keys without it.
    term = env.get("TERM", "" if not windows else "windows").lower()
    return "numbered" if wants_plain or not term or term in _DUMB else "arrows"


def choose_prompter(
    *,
    plain: bool,
    env: Mapping[str, str],
    stdin: TextIO,
    stderr: TextIO,
    stdin_is_tty: bool,
    stderr_is_tty: bool,
    width: int,
) -> Prompter | None:
    """Return a prompter that asks on `stderr` and reads from `stdin`, or None if that is no terminal.

    `width` counts for the numbered prompter; the other follows the terminal when its size changes.
    """
    kind = suitable_kind(
        plain=plain,
        env=env,
        stdin_is_tty=stdin_is_tty,
        stderr_is_tty=stderr_is_tty,
        windows=sys.platform == "win32",
    )
    if kind == "none":
        return None
    if kind == "arrows":
        # The arrow keys cost 120 ms of imports, which the numbered prompter is spared.
        from npqpath.wizard.arrow_keys import NoArrowKeysError, open_arrow_prompter

        try:
            return open_arrow_prompter(stdin, stderr)
        except NoArrowKeysError:
            pass
    return _open_numbered(stdin, stderr, width)


def _open_numbered(stdin: TextIO, stderr: TextIO, width: int) -> NumberedPrompter:
    from npqpath.wizard.numbered import NumberedPrompter

    def read() -> str:
        line = stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def write(text: str) -> None:
        stderr.write(text)
        stderr.flush()

    return NumberedPrompter(read, write, width)
