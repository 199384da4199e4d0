"""What is wrong with a file before its shape is looked at: it cannot be opened, is no plain text, is no YAML.

YAML's own complaints are told in plain words and put where the mistake is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from npqpath.errors import DataError, Place, Problem, UserError

if TYPE_CHECKING:
    import yaml


CONFLICT = "<<<<<<<"
"""How the first of the lines begins that git writes where it could not put two versions together."""
_STRANGE = {
    "space": re.compile(r"(?:^ *(?:- )?|:)(?P<at>[\u00a0\u2007\u202f])"),
    "dash": re.compile(r"^ *(?P<at>[\u2010-\u2015\u2212])\s"),
}
"""Letters that look like those YAML knows, where those would stand."""
_KEY_AND_VALUE = re.compile(r"[a-z_]+: +(?:[^\s\[{|>\"'#]|\[.*\]$)")
"""A key with the whole of its value, so that nothing below belongs to it."""


@cache
def words() -> Any:
    """Return the words for what is wrong with a file, as `yaml_words.yaml` has them."""
    import yaml

    return yaml.safe_load(Path(__file__).with_name("yaml_words.yaml").read_text("utf-8"))


def refused(code: str, place: Place, **names: object) -> Problem:
    """Return the problem of something that is refused, with these names in its words."""
    message, hint = (text.format(**names) for text in words()["refused"][code].values())
    return Problem(place, code, message, hint)


def _caused_by(cause: str, place: Place, code: str = "NP005") -> Problem:
    return Problem(place, code, **words()["causes"][cause])


@dataclass(frozen=True)
class Text:
    """What a file holds, and what problems call it."""

    # No slots: `cached_property` keeps the lines on the instance.

    name: str
    whole: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.whole.split("\n")

    def place(self, line: int, column: int) -> Place:
        """Return the place; one behind the last words moves back to the end of these."""
        lines = self.lines
        if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
            line = max((at for at, words in enumerate(lines) if words.strip()), default=0)
            column = len(lines[line])
        return Place(self.name, line + 1, max(0, min(column, len(lines[line]) - 1)) + 1)


def in_plain_words(error: yaml.YAMLError, text: Text) -> Problem:
    """Return the complaint as a problem with a place inside the file."""
    mark, opening = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        last = words()["complaints"][-1]
        return Problem(Place(text.name, 1, 1), "NP005", last["message"], last["hint"])
    found, lines = text.place(mark.line, mark.column), text.lines
    before = lines[found.line - 1][: found.column]
    if "\t" in before and not before.strip():
        return _caused_by("tab", found, "NP006")
    marked = next((number for number, each in enumerate(lines, 1) if each.startswith(CONFLICT)), None)
    if marked is not None:
        return _caused_by("two-versions", Place(text.name, marked, 1, len(CONFLICT)))
    likely = _strange_letter(text, found) or _after_quotes(text, found) or _at_the_margin(text, found)
    if likely is not None:
        return likely
    complaint = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', '')}"
    wording = next(one for one in words()["complaints"] if re.search(one["pattern"], complaint))
    if "opened" in wording and opening is not None:
        found = text.place(opening.line, opening.column)
    letter = lines[found.line - 1][found.column - 1 : found.column]
    return Problem(found, "NP005", wording["message"].replace("{letter}", letter), wording["hint"])


def _strange_letter(text: Text, found: Place) -> Problem | None:
    """Return the problem of a letter in this line or the one before that only looks like YAML's."""
    for number in (found.line, found.line - 1):
        for cause, pattern in _STRANGE.items():
            if number and (letter := pattern.search(text.lines[number - 1])):
                return _caused_by(cause, Place(text.name, number, letter.start("at") + 1))
    return None


def _at_the_margin(text: Text, found: Place) -> Problem | None:
    """Return the problem that the line above which has a value begins at the margin, if that is one."""
    if text.lines[found.line - 1][:1] != " ":
        return None
    numbers = range(found.line - 1, 0, -1)
    above = next((at for at in numbers if text.lines[at - 1][:1] not in ("", " ", "#")), 0)
    if above and _KEY_AND_VALUE.match(text.lines[above - 1]):
        return _caused_by("at-the-margin", Place(text.name, above, 1))
    return None


def _after_quotes(text: Text, found: Place) -> Problem | None:
    """Return the problem of quotation marks that close right before the place, if it is theirs.

    If they opened on an earlier line, they were most likely never closed there.
    """
    before = text.lines[found.line - 1][: found.column - 1].rstrip()
    mark = before[-1:]
    if mark not in ("'", '"'):
        return None
    if mark in before[:-1]:
        return _caused_by("more-follows", Place(text.name, found.line, len(before)))
    for number in range(found.line - 1, 0, -1):
        at = text.lines[number - 1].rfind(mark)
        if at >= 0:
            message = f"The quotation mark that opens here is closed only on line {found.line}."
            return Problem(
                Place(text.name, number, at + 1),
                "NP005",
                message,
                "Add the same mark at the end of the text.",
            )
    return None


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
        if path.exists() and not (path.is_file() or path.is_dir()):
            # Reading a pipe might wait for ever.
            raise UserError(f"{path} is not a file.", "Put the file itself there.")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.", _sibling(path)) from error
    except OSError as error:
        if path.is_dir():
            raise UserError(f"{path} is a folder, not a file.", "Name a file inside it.") from error
        hint = f"The computer says: {error.strerror}."
        raise UserError(f"The file {path} cannot be opened.", hint) from error
    if len(raw) > MOST_BYTES:
        raise _too_large(str(path))
    return raw


def plain_text(raw: bytes, name: str) -> str:
    """Return the bytes as text with plain line ends and no byte order mark.

    Raises `DataError` where the bytes are not UTF-8, and for everything that `screened` refuses.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _plain_ends(raw[: error.start].decode("utf-8")).split("\n")
        place = Place(name, len(before), len(before[-1]) + 1)
        raise DataError((refused("NP002", place),)) from error
    return screened(text, name)


def _plain_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def screened(text: str, name: str) -> str:
    """Return the text with plain line ends and no byte order mark.

    Raises `DataError` for a text that is too long and for every line with a hidden character in it.
    """
    if len(text) > MOST_BYTES:
        raise _too_large(name)
    text = _plain_ends(text)
    if is_plain(text):
        return text
    found = ((number, HIDDEN.search(line)) for number, line in enumerate(text.split("\n"), start=1))
    places = ((Place(name, number, one.start() + 1), one.group()) for number, one in found if one)
    raise DataError(tuple(hidden_character(*each) for each in islice(places, _MOST_HIDDEN)))


def is_plain(text: str) -> bool:
    """Return whether nothing in the text is hidden."""
    # All hidden letters are among those that cannot be printed, and most texts have none of these.
    return text.replace("\n", "").isprintable() or not HIDDEN.search(text)


def hidden_character(place: Place, letter: str) -> Problem:
    """Return the problem of a character that nobody can see."""
    return refused("NP003", place, number=ord(letter))


def _too_large(name: str) -> DataError:
    return DataError((refused("NP001", Place(name, 1, 1)),))


def _sibling(path: Path) -> str | None:
    from npqpath.dataset.near_miss import near

    try:
        names = [child.name for child in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either."
    guess = near(path.name, names)
    return f'Did you mean "{guess}"? It is in the same folder.' if guess else "Check the name and the folder."
