"""Hypothesis strategies for documents, with the letters that Markdown, rich and terminals give a meaning."""

from __future__ import annotations

from hypothesis import strategies as st

from npqpath.render.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
)

PIECES = (
    *(
        "npqsl",
        "[npqsl]",
        "[/b]",
        ":calendar:",
        "@teacher",
        "a@b.uk",
        "works_in_england",
        "__",
        "*",
        "`",
        "~~",
    ),
    *(
        "|",
        "\\",
        "<b>",
        "<!--",
        "&amp;",
        "&#35;",
        "Q&A",
        "#",
        "##",
        "-",
        "---",
        "+",
        ">",
        "=",
        "1.",
        "12)",
        "$",
    ),
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


ITEMS = st.lists(st.builds(Item, texts(), st.lists(texts(), max_size=2).map(tuple)), max_size=3).map(tuple)

BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, texts(), st.integers(1, 3)),
    st.builds(Paragraph, texts()),
    st.builds(Notice, texts()),
    st.builds(Bullets, ITEMS),
    st.builds(Steps, ITEMS),
    st.builds(Tasks, ITEMS),
    st.builds(Pairs, st.lists(st.tuples(texts(), texts()), max_size=3).map(tuple)),
    st.integers(1, 4).flatmap(_tables),
    st.builds(Sources, st.lists(st.tuples(texts(), texts(), texts()), max_size=3).map(tuple)),
)

DOCUMENTS = st.builds(Document, st.lists(BLOCKS, max_size=4).map(tuple))
