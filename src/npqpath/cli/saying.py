"""Say a line: wrapped at words on a terminal, as it is in a pipe or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.render.text import in_ascii, safe, wrapped

if TYPE_CHECKING:
    from npqpath.cli.surroundings import Surroundings


def tell(text: str, around: Surroundings) -> None:
    """Write a line of the result to stdout."""
    spelt = safe(text) if around.unicode else in_ascii(text)
    around.stdout.write(_lines(spelt, around.width if around.stdout_is_tty else None))


def remark(text: str, around: Surroundings) -> None:
    """Write a remark to stderr."""
    around.stderr.write(_lines(safe(text), around.width if around.stderr_is_tty else None))


def _lines(text: str, width: int | None) -> str:
    return "".join(f"{line}\n" for line in wrapped(text, width, rest=""))
