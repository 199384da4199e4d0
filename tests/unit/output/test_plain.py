"""Plain text: whole plans, each kind of block, and that no word is lost or cut."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.output.document import (
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
)
from npqpath.output.text import cells, render_plain

from .documents import DOCUMENTS, texts

_MARKER = re.compile(r"^ *(?:- |\d+\. |\[ \] )*")


def test_a_plan_for_a_pipe(plan: Document, expected: Callable[[str], str]) -> None:
    assert render_plain(plan, None, ascii_only=True) == expected("plain.txt")


def test_a_plan_at_40_columns(plan: Document, expected: Callable[[str], str]) -> None:
    assert render_plain(plan, 40, ascii_only=False) == expected("plain-40.txt")


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Heading("A title", 1), "A title\n=======\n"),
        (Heading("A section", 2), "A section\n---------\n"),
        (Heading("A part", 3), "A part:\n"),
        (Heading("A question?", 3), "A question?\n"),
        (Heading("学校", 1), "学校\n====\n"),
        (Notice("Registration has closed."), "Important: Registration has closed.\n"),
        (
            Pairs((("Would DfE pay?", "Yes"), ("", "Value"), ("Name", ""))),
            "Would DfE pay? Yes\nValue\nName:\n",
        ),
        (Table(("When", ""), (("", "later"), ("2026", "now"))), "- later\n- When: 2026\n  now\n"),
        (
            Sources((("Page", "", ""), ("", "https://example.org", "1 May"), ("Page", "javascript:x", ""))),
            "1. Page\n2. https://example.org, checked 1 May\n3. Page\n   javascript:x\n",
        ),
    ],
    ids=["title", "section", "part", "question", "wide", "notice", "pairs", "table", "sources"],
)
def test_each_block_can_be_told_by_ear(block: Block, shown: str) -> None:
    assert render_plain(Document((block,)), None, ascii_only=False) == shown


def test_long_lists_hang_under_their_numbers() -> None:
    shown = render_plain(Document((Steps((Item("one two", ("why",)),) * 10),)), 8, ascii_only=True)
    assert shown.endswith("9. one\n   two\n   - why\n10. one\n    two\n    - why\n")


def test_a_heading_is_underlined_to_its_longest_line() -> None:
    assert render_plain(Document((Heading("One heading"),)), 8, ascii_only=True) == "One\nheading\n-------\n"


def test_an_empty_document_is_empty() -> None:
    assert render_plain(Document(()), 80, ascii_only=False) == ""


@given(DOCUMENTS, st.integers(1, 60), st.booleans())
def test_a_width_changes_no_word_and_is_kept(document: Document, width: int, ascii_only: bool) -> None:
    lines = render_plain(document, width, ascii_only=ascii_only).splitlines()
    unwrapped = render_plain(document, None, ascii_only=ascii_only)
    assert _words("\n".join(lines)) == _words(unwrapped)
    assert not [line for line in lines if cells(line) > width and " " in _MARKER.sub("", line)]


@given(st.lists(texts(), max_size=3), st.integers(1, 60))
def test_ascii_means_ascii(under: list[str], width: int) -> None:
    document = Document((Paragraph("£"), Bullets((Item("£", tuple(under)),))))
    assert render_plain(document, width, ascii_only=True).isascii()


def _words(text: str) -> list[str]:
    """The words of a text, without the underlines of headings, which follow the width."""
    return [word for word in text.split() if word.strip("=-")]
