"""YAML's own complaints, told in plain words and put where the mistake is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.errors import Place, Problem

if TYPE_CHECKING:
    import yaml

    from npqpath.catalogue.spots import Text

CONFLICT = "<<<<<<<"
"""How the first of the lines begins that git writes where it could not put two versions together."""
_QUOTES = "Put quotation marks round the whole text."
_BRACKETS = f"{_QUOTES} If the line looks right, see whether every [ and {{ above it is closed."
_COLUMN = "Begin the line in the same column as the lines that it belongs with."


@dataclass(frozen=True, slots=True)
class _Wording:
    """Plain words for the complaints that hold all of `needles`; `opened`: point at where the part began.

    `{letter}` in the message stands for the letter at that place.
    """

    needles: tuple[str, ...]
    message: str
    hint: str
    opened: bool = False


# PyYAML words some complaints in two ways: libyaml's and its own. The first wording that fits is taken.
_WORDINGS = (
    _Wording(
        ("mapping values are not allowed",),
        "A colon is not expected here.",
        f"If the colon belongs to the text: {_QUOTES.lower()} "
        "If a new key starts on this line, begin it in the same column as the other keys.",
    ),
    _Wording(
        ("expected ':'",),
        "This line has no colon after the key.",
        "Write a key, a colon, a space and the value. If it goes on with the text above, indent it more.",
        opened=True,
    ),
    _Wording(
        ("quoted scalar", "unexpected end of stream"),
        "The quotation mark that opens here is never closed.",
        "Add the same mark at the end of the text.",
        opened=True,
    ),
    _Wording(
        ("quoted scalar", "unexpected document"),
        "The quotation mark that opens here is never closed.",
        "Add the same mark at the end of the text.",
        opened=True,
    ),
    _Wording(
        ("flow sequence",),
        "The list that opens here with [ is not closed, or a comma is missing in it.",
        "Put a comma between the items and ] at the end.",
        opened=True,
    ),
    _Wording(
        ("flow mapping",),
        "The part that opens here with { is not closed, or a comma is missing in it.",
        "Put a comma between the entries and } at the end.",
        opened=True,
    ),
    _Wording(
        ("quoted scalar",),
        "A backslash in quotation marks has a special meaning, and this one has none.",
        "Use single quotation marks, or write the backslash twice.",
    ),
    _Wording(
        ("double-quoted",),
        "A backslash in quotation marks has a special meaning, and this one has none.",
        "Use single quotation marks, or write the backslash twice.",
    ),
    _Wording(("while scanning an a",), "Text cannot begin with {letter}.", _QUOTES, opened=True),
    _Wording(("cannot start any token",), "Text cannot begin with {letter}.", _QUOTES),
    _Wording(("expected node content",), "A value cannot begin with {letter} here.", _BRACKETS),
    _Wording(("expected the node content",), "A value cannot begin with {letter} here.", _BRACKETS),
    _Wording(("tag",), "Text cannot begin with an exclamation mark.", _QUOTES, opened=True),
    _Wording(
        ("block scalar",),
        "After | or > the text has to begin on the next line.",
        "Move the text to the next line and indent it. If the sign belongs to the text, quote all of it.",
    ),
    _Wording(
        ("sequence entries are not allowed",),
        "A list with dashes cannot begin on this line.",
        f"Begin the list on a line of its own. If the dash belongs to the text: {_QUOTES.lower()}",
    ),
    _Wording(
        ("block collection",),
        "This line does not fit the list above it.",
        f"{_COLUMN} A new item of the list begins with a dash.",
    ),
    _Wording(
        ("block mapping",),
        "This line does not fit the lines above it.",
        f"{_COLUMN} If text comes after closing quotation marks, put the marks round all of it.",
    ),
    _Wording(
        ("mapping keys are not allowed",), "Text cannot begin with a question mark and a space.", _QUOTES
    ),
    _Wording(("document start",), "Something follows after the end of the file's data.", "Take it away."),
    _Wording(("YAML document",), "The file asks for another version of YAML.", "Take the line with % away."),
)
_OTHER = _Wording((), "This is not written as YAML expects.", f"Compare it with the lines above. {_QUOTES}")
_TAB = Problem(
    Place("", 1, 1),
    "NP006",
    "A tab stands where only spaces may be.",
    "Use spaces to indent; most editors can change tabs into spaces.",
)


_TWO_VERSIONS = (
    "Two versions of these lines are here, between marks that git wrote.",
    "Keep the lines that are right, and take away the rest and the lines with <<<<<<<, ======= and >>>>>>>.",
)
_UNCLOSED = "Add the same mark at the end of the text."
_MORE_FOLLOWS = (
    "The text in quotation marks ends here, but more follows.",
    "Put the marks round all of it. If the text has an apostrophe or such a mark in it, use the other kind.",
)


def in_plain_words(error: yaml.YAMLError, text: Text) -> Problem:
    """Return the complaint as a problem with a place inside the file."""
    import yaml

    name, lines = text.name, text.lines
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(Place(name, 1, 1), "NP005", _OTHER.message, _OTHER.hint)
    found = text.place(error.problem_mark)
    line = lines[found.line - 1]
    if "\t" in line[: found.column] and not line[: found.column].strip():
        return Problem(found, _TAB.code, _TAB.message, _TAB.hint)
    marked = next((number for number, each in enumerate(lines, 1) if each.startswith(CONFLICT)), None)
    if marked is not None:
        return Problem(Place(name, marked, 1, len(CONFLICT)), "NP005", *_TWO_VERSIONS)
    quoted = _after_quotes(name, lines, found)
    if quoted is not None:
        return quoted
    complaint = f"{error.context or ''}: {error.problem}"
    wording = next((one for one in _WORDINGS if all(word in complaint for word in one.needles)), _OTHER)
    if wording.opened and error.context_mark is not None:
        found = text.place(error.context_mark)
    letter = lines[found.line - 1][found.column - 1 : found.column]
    return Problem(found, "NP005", wording.message.replace("{letter}", letter), wording.hint)


def _after_quotes(name: str, lines: list[str], found: Place) -> Problem | None:
    """Return the problem of quotation marks that close right before the place, if it is theirs.

    If they opened on an earlier line, they were most likely never closed there.
    """
    before = lines[found.line - 1][: found.column - 1].rstrip()
    mark = before[-1:]
    if mark not in ("'", '"'):
        return None
    if mark in before[:-1]:
        return Problem(Place(name, found.line, len(before)), "NP005", *_MORE_FOLLOWS)
    for number in range(found.line - 2, -1, -1):
        at = lines[number].rfind(mark)
        if at >= 0:
            message = f"The quotation mark that opens here is closed only on line {found.line}."
            return Problem(Place(name, number + 1, at + 1), "NP005", message, _UNCLOSED)
    return None
