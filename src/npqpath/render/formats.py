"""Which format to print: the one asked for, else the one that the file name ends in."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from npqpath.errors import UsageError
from npqpath.render.text import safe

Format: TypeAlias = Literal["terminal", "text", "markdown", "json"]

FORMATS: tuple[Format, ...] = get_args(Format)
"""Every format by the name that `--format` takes."""

_ENDINGS: dict[str, Format] = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".json": "json"}


def format_for(name: str | None, output: str | None) -> Format:
    """Return the format called `name`, else that of the file `output`, else "terminal".

    A name always wins over the ending of the file; "-" as the file is the screen. Raises `UsageError` where
    the name is none of `FORMATS` or the file has an ending that says nothing about the format.
    """
    if name is not None:
        return _called(name)
    if output is None or output == "-":
        return "terminal"
    ending = next((ending for ending in _ENDINGS if output.lower().endswith(ending)), None)
    if ending is None:
        raise UsageError(
            f"The name of the file, {safe(output)}, does not say which format to write.",
            f"End the name in {_listed(tuple(_ENDINGS))}, or add --format with {_listed(FORMATS)}.",
        )
    return _ENDINGS[ending]


def _called(name: str) -> Format:
    for known in FORMATS:
        if known == name:
            return known
    raise UsageError(
        f"There is no format called {safe(name)}.", f"The formats are {_listed(FORMATS, 'and')}."
    )


def _listed(words: tuple[str, ...], last: str = "or") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
