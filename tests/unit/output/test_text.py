"""Text made fit to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.output.document import (
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
from npqpath.output.text import (
    cells,
    in_ascii,
    is_apart,
    label,
    legible,
    longest_word,
    named,
    safe,
    source_line,
    wrapped,
)

ARBITRARY = st.text(st.characters(codec=None)) | st.text("\x1b[]0;m\x07\\\x9b\x9d a\n\u202eé")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The café costs £5 \N{EN DASH} a bargain", "The café costs £5 \N{EN DASH} a bargain"),
        ("[npqsl] :calendar: [/b]", "[npqsl] :calendar: [/b]"),
        ("red \x1b[31mnot\x1b[0m red", "red not red"),
        ("one \x9b31mbyte", "one byte"),
        ("a \x1b]8;;https://example.org\x1b\\link\x1b]8;;\x07 here", "a link here"),
        ("a \x1bP1$q\x1b\\device", "a device"),
        ("reset\x1bc", "reset"),
        ("open \x1b]0;title", "open 0;title"),
        ("lone \x1b\x1b\x1b", "lone"),
        ("two\nlines\r\n\tand \u2028 three", "two lines and three"),
        ("  many   spaces  ", "many spaces"),
        ("abc\u202edef\u2066g\u200bh\ufeffi\u00adj", "abcdefghij"),
        ("nul\x00 bell\x07 del\x7f", "nul bell del"),
        ("half \ud800 a pair", "half a pair"),
        ("👩\u200d🏫 and می\u200cخ", "👩\u200d🏫 and می\u200cخ"),
        ("10\N{NO-BREAK SPACE}hours", "10\N{NO-BREAK SPACE}hours"),
    ],
)
def test_safe_keeps_words_and_drops_what_drives_a_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(ARBITRARY)
def test_safe_text_is_one_line_without_controls_and_stays_as_it_is(text: str) -> None:
    shown = safe(text)
    assert safe(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not [letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")]
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("£1,500 or €20", "GBP 1,500 or EUR 20"),
        ("the school\u2019s \u201cplan\u201d \u2014 2026\u201327\u2026", 'the school\'s "plan" - 2026-27...'),
        ("Zoë naïve café Łódź Straße", "Zoe naive cafe Lodz Strasse"),
        ("1½ hours", "1 1/2 hours"),
        ("2⅓ hours", "21/3 hours"),
        ("☐ m² ≥ 3 → ©", "[ ] m2 >= 3 -> (c)"),
        ("✓ 学", "(check mark) (cjk unified ideograph-5b66)"),
        ("\ue000", "(u+e000)"),
        ("10\N{NO-BREAK SPACE}hours", "10 hours"),
        ("e\u0301 ❤\ufe0f a\u200db", "e (heavy black heart) ab"),
    ],
)
def test_ascii_spells_what_ascii_lacks(text: str, shown: str) -> None:
    assert in_ascii(text) == shown


@given(ARBITRARY)
def test_ascii_text_is_printable_ascii(text: str) -> None:
    assert in_ascii(text).isascii()
    assert in_ascii(text).isprintable()


def test_an_address_in_ascii_leads_to_the_same_page() -> None:
    assert in_ascii("https://example.org/é£\x1b[1m?a=b") == "https://example.org/%C3%A9%C2%A3?a=b"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("é\N{EN DASH}", 2), ("学校", 4), ("e\u0301", 1), ("a\u200db", 2)],
)
def test_cells_counts_terminal_columns(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_longest_word_is_measured_in_columns() -> None:
    assert longest_word("a 学校 abc") == 4


def test_wrapped_lines_hang_under_the_first() -> None:
    assert wrapped("one two three", 9, "- ") == ["- one two", "  three"]


def test_wrapped_lines_start_as_told() -> None:
    assert wrapped("one two three", 9, "", "    ") == ["one two", "    three"]


def test_a_word_longer_than_the_width_stays_whole() -> None:
    assert wrapped("see https://example.org/page now", 10, "- ") == [
        "- see",
        "  https://example.org/page",
        "  now",
    ]


def test_without_a_width_there_is_one_line() -> None:
    assert wrapped("one " * 100 + "end", None, "- ") == ["- " + "one " * 100 + "end"]


@pytest.mark.parametrize(
    ("name", "shown"), [("Cost", "Cost:"), ("Would DfE pay?", "Would DfE pay?"), ("A:", "A:")]
)
def test_label_adds_a_colon_where_there_is_no_mark(name: str, shown: str) -> None:
    assert label(name) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"), [("Cost", "£5", "Cost: £5"), ("", "£5", "£5"), ("Cost", "", "Cost:")]
)
def test_named_gives_the_half_that_is_there(name: str, value: str, shown: str) -> None:
    assert named(name, value) == shown


def test_source_line_names_the_day_if_there_is_one() -> None:
    assert source_line("A page", "1 May 2026") == "A page, checked 1 May 2026"
    assert source_line("A page", "") == "A page"


def test_legible_leaves_out_what_says_nothing() -> None:
    nothing = Document(
        (
            Heading("\x00"),
            Paragraph(" \n"),
            Notice(""),
            Bullets(()),
            Steps((Item("\x1b[0m"),)),
            Tasks((Item("", ("",)),)),
            Pairs((("", ""),)),
            Table(("A",), (("",),)),
            Sources((("", "", "1 May 2026"),)),
        )
    )
    assert legible(nothing, ascii_only=False) == ()


def test_legible_cleans_every_text() -> None:
    dirty = Document(
        (
            Heading("a\x00b", 3),
            Notice("a\nb"),
            Steps((Item("", ("a\tb", "")),)),
            Pairs((("a\x07", ""), ("", ""))),
            Table(("\x1b[1mA", "B"), (("a\nb", ""), ("", ""))),
            Sources((("T\x00", "https://example.org/\x00é", "1\nMay"),)),
        )
    )
    assert legible(dirty, ascii_only=False) == (
        Heading("ab", 3),
        Notice("a b"),
        Steps((Item("a b"),)),
        Pairs((("a", ""),)),
        Table(("A", "B"), (("a b", ""),)),
        Sources((("T", "https://example.org/é", "1 May"),)),
    )


def test_legible_in_ascii_keeps_addresses_working() -> None:
    document = Document((Paragraph("£5"), Sources((("Café", "https://example.org/é", "1 May"),))))
    assert legible(document, ascii_only=True) == (
        Paragraph("GBP 5"),
        Sources((("Cafe", "https://example.org/%C3%A9", "1 May"),)),
    )


def test_a_row_of_another_length_than_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table(("A", "B"), (("only one",),))


@pytest.mark.parametrize(
    ("above", "below", "apart"),
    [
        (Paragraph("a"), Paragraph("b"), True),
        (Heading("Title", 1), Paragraph("b"), True),
        (Heading("Section", 2), Paragraph("b"), False),
        (Heading("Section", 2), Heading("Part", 3), True),
        (Heading("Part", 3), Tasks(()), False),
    ],
    ids=["prose", "title", "section", "section-then-part", "part"],
)
def test_text_follows_the_heading_of_its_section(
    above: Heading | Paragraph, below: Heading | Paragraph | Tasks, apart: bool
) -> None:
    assert is_apart(above, below) is apart
