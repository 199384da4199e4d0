"""Open the prompter that suits the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.cli.flags import Asked
from npqpath.console import Context

if TYPE_CHECKING:
    from npqpath.wizard.prompter import Prompter


def open_prompter(asked: Asked, context: Context) -> Prompter | None:
    """Return the prompter that suits this terminal, or None where there is none to ask on."""
    from npqpath.wizard.choose import choose_prompter

    return choose_prompter(
        plain=asked.plain,
        env=context.env,
        stdin=context.stdin,
        stderr=context.stderr,
        stdin_is_tty=context.stdin_is_tty,
        stderr_is_tty=context.stderr_is_tty,
        width=context.width,
    )
