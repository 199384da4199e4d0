"""The terminal: whole plans, each kind of block, and that nothing is cut, coloured or lost by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.pacing import when_text
from npqpath.output.document import (
    Block,
    Bullets,
    Chart,
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
    TrackMap,
)
from npqpath.output.terminal import render_terminal
from npqpath.output.text import legible, map_items

from .documents import DOCUMENTS

URL = "https://www.gov.uk/guidance/national-professional-qualification-npq-courses"


def drawn(*blocks: Block, width: int = 40, colour: bool = False, unicode: bool = True) -> str:
    return render_terminal(Document(blocks), width, colour=colour, unicode=unicode)


@pytest.mark.parametrize(
    ("width", "unicode", "file"),
    [(80, True, "terminal-80.txt"), (40, True, "terminal-40.txt"), (40, False, "terminal-ascii-40.txt")],
    ids=["80", "40", "40-ascii"],
)
def test_a_plan(plan: Document, expected: Callable[[str], str], width: int, unicode: bool, file: str) -> None:
    assert render_terminal(plan, width, colour=False, unicode=unicode) == expected(file)


def test_colour_adds_only_escape_sequences(plan: Document) -> None:
    coloured = render_terminal(plan, 80, colour=True, unicode=True)
    assert "\x1b[1mYour next step\x1b[0m\n" in coloured
    plain = re.sub("\x1b\\[[0-9;]*m", "", coloured)
    assert plain == render_terminal(plan, 80, colour=False, unicode=True)


def test_the_environment_changes_nothing(plan: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    before = render_terminal(plan, 80, colour=True, unicode=True)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert render_terminal(plan, 80, colour=True, unicode=True) == before


def test_markup_survives_as_written() -> None:
    text = "Take [npqsl] in :calendar: [/b] [link=x]"
    shown = drawn(Paragraph(text), Notice(text), Table(("A",), ((text,),)), Pairs(((text, text),)), width=100)
    assert shown.count(text) == 5


def test_a_wide_terminal_keeps_lines_short_enough_to_follow() -> None:
    assert (
        max(map(len, drawn(Paragraph("word " * 100), Notice("word " * 100), width=250).splitlines())) <= 100
    )


def test_headings_can_be_told_apart_without_colour() -> None:
    shown = drawn(Heading("A title", 1), Heading("A section"), Heading("A part", 3), Paragraph("Text."))
    assert shown == "A title\n═══════\n\nA section\n─────────\n\nA part:\nText.\n"


def test_a_notice_with_an_address_that_no_box_can_hold_stays_whole() -> None:
    assert drawn(Notice(f"Read {URL}")) == f"Important: Read\n{URL}\n"


def test_a_notice_in_ascii_has_an_ascii_box() -> None:
    assert drawn(Notice("Closed: £5"), width=20, unicode=False) == (
        "+- Important ------+\n| Closed: GBP 5    |\n+------------------+\n"
    )


def test_values_go_under_names_that_leave_them_no_room() -> None:
    rows = (("How it is assessed at the end", "One response"), ("", "More"), ("Page", ""))
    assert drawn(Pairs(rows)) == "How it is assessed at the end:\n  One response\n  More\nPage:\n"


def test_values_go_under_names_where_an_address_needs_the_line() -> None:
    assert drawn(Pairs((("Page", URL),))) == f"Page:\n  {URL}\n"


def test_values_stand_beside_short_names() -> None:
    assert drawn(Pairs((("Hours", "1 to 2"), ("", "at most")))) == "Hours:  1 to 2\n        at most\n"


def test_points_tasks_and_steps_have_their_own_markers() -> None:
    items = (Item("One", ("why",)),)
    assert drawn(Bullets(items), Tasks(items), Steps(items)) == (
        "• One\n  \N{EN DASH} why\n\n☐ One\n  \N{EN DASH} why\n\n1. One\n   \N{EN DASH} why\n"
    )


def test_a_table_of_short_rows_has_no_lines_between_them() -> None:
    assert drawn(Table(("When", "What"), (("2026", "Read"), ("2027", "Start")))) == (
        "╭──────┬───────╮\n"
        "│ When │ What  │\n"
        "├──────┼───────┤\n"
        "│ 2026 │ Read  │\n"
        "│ 2027 │ Start │\n"
        "╰──────┴───────╯\n"
    )


def test_a_table_gives_its_room_to_the_columns_that_need_it() -> None:
    rows = (("a", "one two three four five six seven eight", "twelve letters and a few"),)
    shown = drawn(Table(("A", "B", "C"), rows), width=62)
    assert "│ a │ one two three four five six │ twelve letters and a few │" in shown


def test_a_table_that_would_be_cramped_becomes_a_list() -> None:
    rows = (("Autumn", "", "Agree what you will lead with others"), ("", "Read the page", "x"))
    assert drawn(Table(("When", "What", "Why"), rows)) == (
        "• When: Autumn\n  Why: Agree what you will lead with\n    others\n• What: Read the page\n  Why: x\n"
    )


def test_a_table_with_an_address_too_long_for_it_becomes_a_list() -> None:
    assert drawn(Table(("Page", ""), ((URL, "now"),))) == f"• Page:\n    {URL}\n  now\n"


def test_sources_show_whole_addresses() -> None:
    rows = (("A page", URL, "1 May 2026"), ("", URL, ""), ("No address", "", ""))
    assert drawn(Sources(rows)) == f"1. A page, checked 1 May 2026\n   {URL}\n2. {URL}\n3. No address\n"


def test_an_empty_document_is_empty() -> None:
    assert drawn() == ""


@given(DOCUMENTS, st.integers(1, 120), st.booleans())
def test_no_letter_is_lost_at_any_width(document: Document, width: int, unicode: bool) -> None:
    shown = render_terminal(document, width, colour=False, unicode=unicode)
    told = Counter(letter for text in _told(legible(document, ascii_only=not unicode)) for letter in text)
    del told[" "]
    assert told <= Counter(shown)
    assert "\x1b" not in shown
    assert unicode or shown.isascii()


@given(DOCUMENTS, st.integers(1, 120))
def test_colour_never_changes_the_words(document: Document, width: int) -> None:
    coloured = render_terminal(document, width, colour=True, unicode=True)
    plain = "".join(f"{line.rstrip(' ')}\n" for line in re.sub("\x1b\\[[0-9;]*m", "", coloured).splitlines())
    assert plain == render_terminal(document, width, colour=False, unicode=True)


def _told(value: object) -> Iterator[str]:
    """Every text of a document that has to be shown; columns of a table are named only beside their cells."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _told(part)
    elif isinstance(value, Chart | TrackMap):
        bars = value.bars if isinstance(value, Chart) else ()
        yield from (text for bar in bars for text in (bar.label, when_text(bar), bar.note))
        yield from _told(map_items(value) if isinstance(value, TrackMap) else ())
    elif is_dataclass(value):
        yield from _told(
            tuple(getattr(value, field.name) for field in fields(value) if field.name != "columns")
        )
