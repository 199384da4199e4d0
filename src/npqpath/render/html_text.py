"""The words of a web page: escaped, with links from source numbers to the list and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.render.addresses import find_addresses
from npqpath.render.chart_text import map_items
from npqpath.render.document import (
    Block,
    Bullets,
    Chart,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
    TrackMap,
)

if TYPE_CHECKING:
    from markupsafe import Markup

# What `Citations` puts behind a text: "(2023; sources 3, 12)".
_CITED = re.compile(
    r"\((?P<about>[^()]*(?:\([^()]*\)[^()]*)*; )?(?P<word>sources?) (?P<numbers>[0-9]+(?:, [0-9]+)*)\)"
)
_LISTED = re.compile(r"Source (?P<number>[0-9]+): (?P<title>.+)")
_COMMAND = re.compile(r"`(npqpath [^`]+)`")


class Marking:
    """Turns the texts of one document into HTML, each of them once and in reading order."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        blocks = tuple(blocks)
        rows = [row for block in blocks if isinstance(block, Sources) for row in block.rows]
        self._listed = {found["number"] for title, _, _ in rows if (found := _LISTED.fullmatch(title))}
        texts = (text for block in blocks for text in _texts(block))
        self._uses = Counter(
            number for text in texts for found in self._find(text) for number in _numbers(found)
        )
        self._so_far: Counter[str] = Counter()

    def marked(self, text: str) -> Markup:
        """Return a text as HTML, its addresses, commands and the numbers of its sources marked as such."""
        from markupsafe import Markup

        made, place = Markup(), 0
        for found in self._find(text):
            made += _plain(text[place : found.start()]) + self._cited(found)
            place = found.end()
        return made + _plain(text[place:])

    def source(self, title: str) -> tuple[str | None, str, range]:
        """Return a source's number, its title without that, and the numbers of the places that name it."""
        found = _LISTED.fullmatch(title)
        if found is None:
            return None, title, range(0)
        return found["number"], found["title"], range(1, self._uses[found["number"]] + 1)

    def _find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where a text names sources, each of them in the list."""
        return (found for found in _CITED.finditer(text) if self._listed.issuperset(_numbers(found)))

    def _cited(self, found: re.Match[str]) -> Markup:
        from markupsafe import Markup

        word = found["word"]
        links = []
        for number in _numbers(found):
            self._so_far[number] += 1
            place = Markup('id="use-{0}-{1}" href="#source-{0}"').format(number, self._so_far[number])
            if word == "source":
                links.append(Markup("<a {}>source {}</a>").format(place, number))
            else:
                links.append(Markup('<a {0} aria-label="source {1}">{1}</a>').format(place, number))
        before = found["about"] or ""
        if word == "sources":
            before += "sources "
        return Markup('<small class="from">({}{})</small>').format(before, Markup(", ").join(links))


def _numbers(found: re.Match[str]) -> list[str]:
    return found["numbers"].split(", ")


def _plain(text: str) -> Markup:
    """Return a text without source numbers as HTML."""
    from markupsafe import Markup

    made, place = Markup(), 0
    for start, end in find_addresses(text):
        made += _with_commands(text[place:start])
        made += Markup('<a class="bare" href="{0}" rel="noreferrer">{0}</a>').format(text[start:end])
        place = end
    return made + _with_commands(text[place:])


def _with_commands(text: str) -> Markup:
    from markupsafe import Markup, escape

    made, place = Markup(), 0
    for found in _COMMAND.finditer(text):
        made += escape(text[place : found.start()]) + Markup("<code>{}</code>").format(found[1])
        place = found.end()
    return made + escape(text[place:])


def _texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block that may name sources."""
    match block:
        case Paragraph(text) | Notice(text):
            yield text
        case Bullets(items) | Steps(items) | Tasks(items):
            for item in items:
                yield from (item.text, *item.under)
        case Pairs(rows):
            for row in rows:
                yield from row
        case Table(_, rows):
            for cells in rows:
                yield from cells
        case Chart():
            for bar in block.bars:
                yield from (bar.label, bar.note)
        case TrackMap():
            for item in map_items(block):
                yield from (item.text, *item.under)
        case _:
            return
