"""What is looked at before YAML is parsed: can the file be opened, is it small enough, is it plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from npqpath.errors import DataError, Place, Problem, UserError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1024 * 1024
"""No data file comes near this size; a larger one is somebody else's file or an attack."""
_MOST_HIDDEN = 20

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Letters that nobody can see, or that end a line or turn the reading direction unseen."""


def fetch(path: Path) -> bytes:
    """Return the bytes of the file. Raises `UserError` if it cannot be opened, `DataError` if too large."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.", _sibling(path)) from error
    except OSError as error:
        if path.is_dir():
            raise UserError(f"{path} is a folder, not a file.", "Name a file inside it.") from error
        raise UserError(
            f"The file {path} cannot be opened.", f"The computer says: {error.strerror}."
        ) from error
    if len(raw) > MOST_BYTES:
        raise _too_large(str(path))
    return raw


def plain_text(raw: bytes, name: str) -> str:
    """Return the bytes as text with plain line ends and no byte order mark.

    Raises `DataError` where the bytes are not UTF-8, and for everything that `screened` refuses.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError((_not_utf8(Place(name, 1, 1)),))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise DataError((_not_utf8(Place(name, line, column)),)) from error
    return screened(text, name)


def screened(text: str, name: str) -> str:
    """Return the text with plain line ends and no byte order mark.

    Raises `DataError` for a text that is too long and for every line with a hidden character in it.
    """
    if len(text) > MOST_BYTES:
        raise _too_large(name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if is_plain(text):
        return text
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = HIDDEN.search(line)
        if found:
            problems.append(hidden_character(Place(name, number, found.start() + 1), found.group()))
        if len(problems) == _MOST_HIDDEN:
            break
    raise DataError(tuple(problems))


def is_plain(text: str) -> bool:
    """Return whether nothing in the text is hidden."""
    # All hidden letters are among those that cannot be printed, and most texts have none of these.
    return text.replace("\n", "").isprintable() or not HIDDEN.search(text)


def hidden_character(place: Place, letter: str) -> Problem:
    """Return the problem of a character that nobody can see."""
    return Problem(
        place,
        "NP003",
        f"There is a character here that cannot be seen (number U+{ord(letter):04X}).",
        "Delete it. It often comes with text that was copied from another program.",
    )


def _too_large(name: str) -> DataError:
    message = "The file is too large: over 1 MiB."
    hint = "Check that this is the right file. A data file of this program is far smaller."
    return DataError((Problem(Place(name, 1, 1), "NP001", message, hint),))


def _not_utf8(place: Place) -> Problem:
    message = "The file is not saved as UTF-8 text from here on."
    return Problem(place, "NP002", message, 'Save the file again with the encoding "UTF-8".')


def _sibling(path: Path) -> str | None:
    from npqpath.catalogue.near import near

    try:
        names = [child.name for child in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either."
    guess = near(path.name, names)
    return f'Did you mean "{guess}"? It is in the same folder.' if guess else "Check the name and the folder."
