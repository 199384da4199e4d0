"""Hypothesis strategies for documents, with the letters that Markdown, rich and terminals give a meaning."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import strategies as st

from npqpath.advice.pacing import Bar, BarKind
from npqpath.output.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Item,
    MapMove,
    MapPost,
    MapTrack,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
    TrackMap,
    Worksheet,
)
from npqpath.output.text import in_ascii
from npqpath.words import months_after

PIECES = (
    *("npqsl", "[npqsl]", "[/b]", ":calendar:", "@teacher", "a@b.uk", "works_in_england", "__", "*", "`"),
    *("~~", "|", "\\", "<b>", "<!--", "&amp;", "&#35;", "Q&A", "#", "##", "-", "---", "+", ">", "=", "1."),
    *("12)", "$"),
    *("[x]", "[a](b)", "![", "]:", "https://example.org/a_b?c=d&copy;=1", "javascript:alert(1)", "10:30:45"),
    *("\x1b[31m", "\x1b]0;title\x07", "\x9b1m", "\x00", "\n", "\r\n", "\t", "\u2028", "\u202e", "\u200b"),
    *("\N{NO-BREAK SPACE}", "é", "£", "\N{EN DASH}", "学校", "👩\u200d🏫", "e\u0301", "\ud800", " ", "  "),
)


def texts(least: int = 0) -> st.SearchStrategy[str]:
    """Arbitrary text, and text made of pieces that some output could take for markup."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=least, max_size=6)
    anything = st.text(st.characters(codec=None), min_size=least, max_size=20)
    return pieces.map("".join) | pieces.map(" ".join) | anything


def _tables(columns: int) -> st.SearchStrategy[Table]:
    row = st.tuples(*[texts()] * columns)
    return st.builds(Table, row, st.lists(row, max_size=3).map(tuple))


def _worksheets(columns: int) -> st.SearchStrategy[Worksheet]:
    row = st.tuples(*[texts() | st.just("")] * columns)
    return st.builds(Worksheet, row, st.lists(row, max_size=3).map(tuple))


ITEMS = st.lists(st.builds(Item, texts(), st.lists(texts(), max_size=2).map(tuple)), max_size=3).map(tuple)

FIRST = dt.date(2026, 11, 1)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """Make a bar somewhere in the five years after `FIRST`."""
    starts = draw(st.integers(0, 59))
    ends = draw(st.integers(starts, 59))
    kind: BarKind = draw(st.sampled_from(get_args(BarKind)))
    months = months_after(FIRST, starts), months_after(FIRST, ends)
    return Bar(None, kind, draw(texts(1)), *months, draw(st.booleans()), draw(texts()))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Make a timeline of one to five years."""
    drawn = tuple(draw(st.lists(bars(), max_size=6)))
    least = max((bar.ends for bar in drawn), default=FIRST)
    last = max(least, months_after(FIRST, 12 * draw(st.integers(1, 5)) - 1))
    return Chart(draw(texts()), FIRST, last, drawn)


@st.composite
def track_maps(draw: st.DrawFn) -> TrackMap:
    """Make a map of one to three tracks with moves of every kind, and perhaps a way."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))
    ids = [[f"post-{track}-{number}" for number in range(size)] for track, size in enumerate(sizes)]
    named = texts(1).filter(in_ascii)
    tracks = tuple(MapTrack(draw(named), tuple(MapPost(id, draw(named)) for id in own)) for own in ids)
    posts = st.sampled_from([id for own in ids for id in own])
    moves = draw(st.lists(st.tuples(posts, posts), max_size=14, unique=True))
    here = tuple(draw(st.lists(posts, max_size=2, unique=True)))
    way = next(((start, to) for start, to in moves if start in here and to != start), ())
    told = tuple(MapMove(start, to, draw(texts())) for start, to in moves if start != to)
    return TrackMap(draw(texts()), tracks, told, here, way)


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, texts(), st.integers(1, 3)),
    st.builds(Paragraph, texts()),
    st.builds(Notice, texts()),
    st.builds(Bullets, ITEMS),
    st.builds(Steps, ITEMS),
    st.builds(Tasks, ITEMS),
    st.builds(Pairs, st.lists(st.tuples(texts(), texts()), max_size=3).map(tuple)),
    st.integers(1, 4).flatmap(_tables),
    st.integers(1, 4).flatmap(_worksheets),
    charts(),
    track_maps(),
    st.builds(Sources, st.lists(st.tuples(texts(), texts(), texts()), max_size=3).map(tuple)),
)


def _with_one_list_of_sources(blocks: list[Block]) -> tuple[Block, ...]:
    sources = [block for block in blocks if isinstance(block, Sources)]
    return tuple(block for block in blocks if block not in sources or block is sources[0])


DOCUMENTS = st.builds(Document, st.lists(BLOCKS, max_size=4).map(_with_one_list_of_sources))

PICTURES = Document(
    (
        Heading("Pictures", 1),
        Heading("Three years ahead"),
        Chart(
            "Your three years",
            FIRST,
            months_after(FIRST, 35),
            (
                Bar(None, "step", "Lead a project", FIRST, months_after(FIRST, 11), False, "As time allows."),
                Bar(None, "apply", "Apply", months_after(FIRST, 6), months_after(FIRST, 6), True),
                Bar(None, "study", "NPQSL", months_after(FIRST, 12), months_after(FIRST, 29), True),
            ),
        ),
        Heading("Where you stand"),
        TrackMap(
            "Career tracks",
            (
                MapTrack("Teaching", (MapPost("teacher", "Classroom teacher"),)),
                MapTrack("Leadership", (MapPost("lead", "Middle leader"), MapPost("head", "Headteacher"))),
            ),
            (MapMove("teacher", "lead", "Lead something small."), MapMove("lead", "head", "Lead more.")),
            ("teacher",),
            ("teacher", "lead"),
        ),
    )
)
"""One chart and one map."""
