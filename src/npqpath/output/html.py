"""A document as one web page: readable on a phone, printable on A4; it fetches and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.pacing import when_text
from npqpath.output.document import Block, Chart, Document, Heading, Item, Pairs, Sources, TrackMap
from npqpath.output.pictures import svg
from npqpath.output.text import legible, map_items

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


# An ordinary web address. One with a name before the host, another scheme or odd letters is not linked.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_RUN = re.compile(r"(?<![\w/])https?://\S+")
_CLOSING = ".,;:!?'"


def is_web_address(text: str) -> bool:
    """True if the whole of `text` is an ordinary address of a web page, which is safe to link to."""
    return _ADDRESS.fullmatch(text) is not None


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where web addresses start and end in a text, without the stop or bracket that follows them."""
    for found in _RUN.finditer(text):
        address = found[0].rstrip(_CLOSING)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_CLOSING)
        if is_web_address(address):
            yield found.start(), found.start() + len(address)


# jinja2 takes longer to load than a plan takes to make, so it is imported where a page is written.


_PAGE = Path(__file__).parent / "page"
_PROGRAM = "npqpath"
_LONG_NAME = 22
_SHORT = 90
_MOST_IN_SUMMARY = 7
_LONGEST_IN_SUMMARY = 200
_START = re.compile(r"(?:[0-9]+\. )?[^(]{3,}?[.:](?= [^(])")
_COMMAND = re.compile(r"`(npqpath [^`]+)`")
# What `Citations` puts behind a text: "(2023; sources 3, 12)".
_CITED = re.compile(
    r"\((?P<about>[^()]*(?:\([^()]*\)[^()]*)*; )?(?P<word>sources?) (?P<numbers>[0-9]+(?:, [0-9]+)*)\)$"
)

_Parts: TypeAlias = list[tuple[str, tuple[Block, ...]]]
"""Headings, each with what stands under it."""


def render_html(document: Document) -> str:
    """Return the document as a web page in one file, ending in a newline.

    All text comes through letter for letter. The web addresses in it become links, and so do the numbers of
    its sources, which lead to the list of sources.
    """
    blocks = legible(document, ascii_only=False)
    title = _PROGRAM
    if blocks and isinstance(blocks[0], Heading) and blocks[0].level <= 1:
        title, blocks = blocks[0].text, blocks[1:]
    lead, sections = _split(blocks, deepest=2)
    listed = {str(n) for block in blocks if isinstance(block, Sources) for n, _ in enumerate(block.rows, 1)}
    page = _environment(listed).get_template("page.html.jinja")
    parted = [(name, *_split(below, deepest=6)) for name, below in sections]
    return page.render(title=title, program=_PROGRAM, lead=lead, sections=parted)


def _split(blocks: tuple[Block, ...], *, deepest: int) -> tuple[tuple[Block, ...], _Parts]:
    """Return the blocks before the first heading down to a level, and each such heading with its blocks."""
    headings = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Heading)]
    heads = [(at, block.text) for at, block in headings if block.level <= deepest]
    ends = [*(at for at, _ in heads), len(blocks)]
    parts = [(text, blocks[at + 1 : end]) for (at, text), end in zip(heads, ends[1:], strict=True)]
    return blocks[: ends[0]], parts


def _environment(listed: Set[str]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    pictures = count(1)

    def picture(block: Chart | TrackMap) -> Markup:
        # All text in a picture is escaped.
        return Markup(svg(block, f"picture-{next(pictures)}"))

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(_PAGE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "kind": lambda block: type(block).__name__,
        "marked": partial(_marked, listed=listed),
        "picture": picture,
        "when": when_text,
        "in_words": map_items,
        "opening": _opening,
    }
    made.tests |= {
        "summary": _is_summary,
        "long_named": lambda rows: max(len(name) for name, _ in rows) > _LONG_NAME,
        "web_address": is_web_address,
    }
    return made


def _marked(text: str, *, listed: Set[str]) -> Markup:
    """Return a text as HTML: its addresses, its commands and the numbers of listed sources marked as such."""
    from markupsafe import Markup, escape

    link = Markup('<a class="bare" href="{0}" rel="noreferrer">{0}</a>')
    marks = [(start, end, link.format(text[start:end])) for start, end in find_addresses(text)]
    for found in _COMMAND.finditer(text):
        marks.append((*found.span(), Markup("<code>{}</code>").format(found[1])))
    for found in _CITED.finditer(text):
        if set(numbers := found["numbers"].split(", ")) <= listed:
            number = Markup('<a href="#source-{0}" aria-label="source {0}">{0}</a>')
            links = Markup(", ").join(number.format(each) for each in numbers)
            cited = Markup('<small class="from">({}{} {})</small>')
            marks.append((*found.span(), cited.format(found["about"] or "", found["word"], links)))
    made, place = Markup(), 0
    for start, end, mark in sorted(marks):
        if start >= place:
            made, place = made + escape(text[place:start]) + mark, end
    return made + escape(text[place:])


def _opening(item: Item) -> tuple[str, str]:
    """Return the words of a point that are set in bold for the eye to find, and the words that are not.

    They are the whole of a short point that has more under it, else its first sentence or what it names.
    """
    if item.under and len(item.text) <= _SHORT:
        return item.text, ""
    found = _START.match(item.text)
    return (found[0], item.text[found.end() + 1 :]) if found else ("", item.text)


def _is_summary(block: Block) -> bool:
    """True of a few short facts, which a page may set large when it opens with them."""
    return (
        isinstance(block, Pairs)
        and len(block.rows) <= _MOST_IN_SUMMARY
        and all(name and len(value) <= _LONGEST_IN_SUMMARY for name, value in block.rows)
    )
