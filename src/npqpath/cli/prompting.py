"""Open the prompter that suits the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.cli.flags import Asked
from npqpath.cli.surroundings import Surroundings

if TYPE_CHECKING:
    from npqpath.wizard.prompter import Prompter


def open_prompter(asked: Asked, around: Surroundings) -> Prompter | None:
    """Return the prompter that suits this terminal, or None where there is none to ask on."""
    from npqpath.wizard.choose import choose_prompter

    return choose_prompter(
        plain=asked.plain,
        env=around.env,
        stdin=around.stdin,
        stderr=around.stderr,
        stdin_is_tty=around.stdin_is_tty,
        stderr_is_tty=around.stderr_is_tty,
        width=around.width,
    )
