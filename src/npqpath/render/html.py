"""A document as one web page: readable on a phone, printable on A4; it fetches and runs nothing."""

# jinja2 takes longer to load than a plan takes to make, so it is imported where a page is written.

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.advice.bars import when_text
from npqpath.render.addresses import is_web_address
from npqpath.render.chart_text import map_items
from npqpath.render.document import Block, Chart, Document, Heading, Item, Pairs, TrackMap
from npqpath.render.html_text import Marking
from npqpath.render.text import legible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_PAGE = Path(__file__).parent / "page"
_PROGRAM = "npqpath"
_DEEPEST = 6
_WORDS_IN_ID = 8
_LONG_NAME = 22
_SHORT = 90
_START = re.compile(r"(?:[0-9]+\. )?.{3,}?[.:](?= )")
_MOST_IN_SUMMARY = 7
_LONGEST_IN_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks and the smaller parts under it; `id` is what a link leads to."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Section, ...] = ()


def render_html(document: Document) -> str:
    """Return the document as a web page in one file, ending in a newline.

    All text comes through letter for letter. The web addresses in it become links, and so do the numbers of
    its sources, which lead to the list of sources and back.
    """
    blocks = legible(document, ascii_only=False)
    title, rest = _title(blocks)
    lead, sections = _in_sections(rest)
    page = _environment(Marking(blocks)).get_template("page.html.jinja")
    return page.render(title=title, program=_PROGRAM, lead=lead, sections=sections, style=_style())


def _style() -> Markup:
    """Return the style sheet, the only text that goes into a page as it stands."""
    from markupsafe import Markup

    return Markup((_PAGE / "page.css").read_text("utf-8"))


def _title(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    first = blocks[0] if blocks else None
    if isinstance(first, Heading) and first.level <= 1:
        return first.text, blocks[1:]
    return _PROGRAM, blocks


def _in_sections(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return what stands before the first section, and the sections."""
    ids = _Ids()
    lead, found = _split(blocks, deepest=2)
    return lead, tuple(_section(heading, below, ids) for heading, below in found)


def _section(heading: Heading, below: tuple[Block, ...], ids: _Ids) -> Section:
    id = ids.new(heading.text)
    own, found = _split(below, deepest=_DEEPEST)
    parts = tuple(Section(ids.new(smaller.text), smaller.text, under) for smaller, under in found)
    return Section(id, heading.text, own, parts)


def _split(
    blocks: tuple[Block, ...], deepest: int
) -> tuple[tuple[Block, ...], tuple[tuple[Heading, tuple[Block, ...]], ...]]:
    """Return the blocks before the first heading down to a level, and each such heading with its blocks."""
    starts = [
        (n, block) for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= deepest
    ]
    ends = [*(n for n, _ in starts), len(blocks)]
    found = tuple((head, blocks[n + 1 : end]) for (n, head), end in zip(starts, ends[1:], strict=True))
    return blocks[: ends[0]], found


class _Ids:
    """Gives each heading an id that says what it is about."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, text: str) -> str:
        words = re.findall("[a-z0-9]+", text.lower())[:_WORDS_IN_ID]
        plain = "-".join(["about", *words])
        names = chain([plain], (f"{plain}-{number}" for number in count(2)))
        id = next(name for name in names if name not in self._taken)
        self._taken.add(id)
        return id


class _Pictures:
    """Draws charts and maps, each with a name of its own on the page."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def drawn(self, block: Chart | TrackMap) -> Markup:
        """Return the picture as SVG, in which all text is escaped."""
        from markupsafe import Markup

        id = f"picture-{next(self._numbers)}"
        if isinstance(block, Chart):
            from npqpath.render.chart_svg import chart_svg

            return Markup(chart_svg(block, id))
        from npqpath.render.map_svg import map_svg

        return Markup(map_svg(block, id))


def _environment(marking: Marking) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(_PAGE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["kind"] = lambda block: type(block).__name__
    made.filters["marked"] = marking.marked
    made.filters["source"] = marking.source
    made.filters["picture"] = _Pictures().drawn
    made.filters["when"] = when_text
    made.filters["in_words"] = map_items
    made.filters["opening"] = _opening
    made.filters["without_bracket"] = _without_bracket
    made.tests["summary"] = _is_summary
    made.tests["long_named"] = lambda rows: max(len(name) for name, _ in rows) > _LONG_NAME
    made.tests["web_address"] = is_web_address
    return made


def _opening(item: Item) -> tuple[str, str]:
    """Return the words of a point that are set in bold for the eye to find, and the words that are not.

    They are the whole of a short point that has more under it, else its first sentence or what it names.
    """
    if item.under and len(item.text) <= _SHORT:
        return item.text, ""
    found = _START.match(item.text)
    rest = item.text[found.end() + 1 :] if found else ""
    # A bracket that is open here may hold the numbers of sources, which belong together.
    if found is None or rest.startswith("(") or found[0].count("(") != found[0].count(")"):
        return "", item.text
    return found[0], rest


def _is_summary(block: Block) -> bool:
    """True of a few short facts, which a page may set large when it opens with them."""
    return (
        isinstance(block, Pairs)
        and len(block.rows) <= _MOST_IN_SUMMARY
        and all(name and len(value) <= _LONGEST_IN_SUMMARY for name, value in block.rows)
    )


def _without_bracket(value: str) -> tuple[str, str]:
    """Return a value and the bracket that it ends in, which is set smaller: "May 2027" and "(expected)"."""
    start, _, last = value.rpartition(" (")
    # In a list the bracket belongs to its last part alone.
    is_aside = last.endswith(")") and "(" not in last and "; " not in value
    return (start, f"({last}") if start and is_aside else (value, "")
