"""Words made fit to print: nothing that drives a terminal, ASCII on request, no word broken by wrapping."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from npqpath.render.document import (
    Block,
    Chart,
    Document,
    Heading,
    Item,
    Pairs,
    Points,
    Sources,
    Table,
    TrackMap,
    Worksheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# Escape sequences of ECMA-48: control sequences, then strings up to their terminator (window titles, links,
# clipboard writes), then two-letter escapes. What has no proper end loses only the character that starts it.
_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
_BREAK = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_SPACES = re.compile(" {2,}")

# Controls, half characters, and invisible format characters, which include every way to turn text around.
# Persian and several Indian scripts need the two joiners to spell names.
_HIDDEN = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"
_NEVER_LETTERS = "\ufffe\uffff"
"""What Unicode sets apart for no letter, and Word and Excel files cannot hold."""

_ASCII = {
    letter: spelling
    for letters, spelling in (
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u2023\u00b7", "-"),
        ("\u2018\u2019\u201a\u201b\u2032", "'"),
        ("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        *(("£", "GBP "), ("€", "EUR "), ("\u00d7", "x"), ("÷", "/"), ("\u2044", "/"), ("°", " degrees ")),
        *(("¼", " 1/4"), ("½", " 1/2"), ("¾", " 3/4"), ("≥", ">="), ("≤", "<="), ("→", "->"), ("←", "<-")),
        *(("☐", "[ ]"), ("☑☒", "[x]"), ("©", "(c)"), ("®", "(R)"), ("§", "section ")),
        *(("æ", "ae"), ("Æ", "Ae"), ("œ", "oe"), ("Œ", "Oe"), ("ß", "ss"), ("þ", "th"), ("Þ", "Th")),
        *(("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("đð", "d"), ("ĐÐ", "D"), ("\u0131", "i")),
    )
    for letter in letters
}


def safe(text: str) -> str:
    """Return `text` on one line, without escape sequences, control characters or invisible format characters.

    Letters, accents, dashes, currency signs and emoji stay; runs of spaces and line breaks become one space.
    """
    if not text.isprintable():
        text = _BREAK.sub(" ", _ESCAPE.sub("", text))
        text = "".join(letter for letter in text if _is_shown(letter))
    return _SPACES.sub(" ", text).strip()


def _is_shown(letter: str) -> bool:
    if letter in _NEVER_LETTERS:
        return False
    return letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) not in _HIDDEN


def in_ascii(text: str) -> str:
    """Return `text` safe and in ASCII: "£" as "GBP", plain dashes, no accents, and the rest by name.

    A text that is nothing but an address still leads to the same page: other letters become percent codes.
    """
    text = safe(text)
    if text.isascii():
        return text
    if re.fullmatch(r"https?://\S+", text):
        return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in text.encode())
    spelt = "".join(_ASCII.get(letter) or _spelt(letter) for letter in text)
    return _SPACES.sub(" ", spelt).strip()


def _spelt(letter: str) -> str:
    """Return one letter in ASCII, or its Unicode name in brackets, which says more than a question mark."""
    if letter.isascii():
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return "".join(_ASCII.get(part) or _spelt(part) for part in parts)
    if unicodedata.category(letter)[0] in "MZ" or letter in _JOINERS:
        return ""
    return f"({unicodedata.name(letter, f'U+{ord(letter):04X}').lower()})"


def cells(text: str) -> int:
    """Return how many terminal columns `text` takes: two for wide letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_cell(letter) for letter in text)


def _cell(letter: str) -> int:
    if letter in _JOINERS or unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def longest_word(text: str) -> int:
    """Return the columns of the longest word, which is the least width that shows `text` whole."""
    return max(map(cells, text.split(" ")))


def wrapped(text: str, width: int | None, first: str = "", rest: str | None = None) -> list[str]:
    """Return `text` as lines that start with `first`, then `rest` (by default spaces as wide as `first`).

    No word is ever broken, so that an address can be copied whole: a word longer than `width` gets a line of
    its own. With no width there is one line.
    """
    if width is None:
        return [first + text]
    if rest is None:
        rest = " " * cells(first)
    words = text.split(" ")
    lines = [first + words[0]]
    used = cells(lines[0])
    for word in words[1:]:
        wide = cells(word)
        if used + 1 + wide <= width:
            lines[-1] += " " + word
            used += 1 + wide
        else:
            lines.append(rest + word)
            used = cells(rest) + wide
    return lines


def label(name: str) -> str:
    """Return `name` with a colon, unless it already ends in a mark of its own ("Would DfE pay?")."""
    return name if name.endswith((":", "?", "!", ".")) else f"{name}:"


def named(name: str, value: str) -> str:
    """Return "Name: value", or only the half that is there."""
    return f"{label(name)} {value}".strip() if name else value


def source_line(title: str, checked: str) -> str:
    """Return what is said of a source above its address."""
    return f"{title}, checked {checked}" if checked else title


def legible(document: Document, *, ascii_only: bool) -> tuple[Block, ...]:
    """Return the blocks with every text made safe (in ASCII on request), without those that say nothing.

    Every renderer starts here, so that no text reaches an output as it stood in the data.
    """
    spell = in_ascii if ascii_only else safe
    spelt = (_mapped(block, spell) for block in document.blocks)
    return tuple(block for each in spelt if (block := _said(each)) is not None)


def is_apart(above: Block, below: Block) -> bool:
    """True where an empty line belongs between two blocks: everywhere but under the heading of a section."""
    return not isinstance(above, Heading) or above.level == 1 or isinstance(below, Heading)


def _mapped(value: Any, spell: Callable[[str], str]) -> Any:
    """Return a block, or a part of one, with every text in it passed through `spell`."""
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, spell) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _mapped(getattr(value, field.name), spell) for field in fields(value)}
        return replace(value, **parts)
    return value


def _said(block: Block) -> Block | None:
    """Return what a block says, without empty points and rows; None where that is nothing."""
    match block:
        case Points(items):
            found = [(tuple(filter(None, (item.text, *item.under))), item.done) for item in items]
            points = tuple(Item(lines[0], lines[1:], done) for lines, done in found if lines)
            return replace(block, items=points) if points else None
        case Pairs(rows):
            return Pairs(pairs) if (pairs := tuple(filter(any, rows))) else None
        case Sources(rows):
            return Sources(sources) if (sources := tuple(row for row in rows if any(row[:2]))) else None
        case Table(rows=rows) if not isinstance(block, Worksheet):
            shades = tuple(shade for row, shade in zip(rows, block.shades, strict=False) if any(row))
            full = tuple(filter(any, rows))
            return replace(block, rows=full, shades=shades) if full else None
        case Table(rows=said) | Chart(bars=said) | TrackMap(tracks=said):
            return block if said else None
        case _:
            return block if block.text else None
