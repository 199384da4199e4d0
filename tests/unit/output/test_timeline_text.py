"""A timeline in letters: every bar is said in words, and its months stand where they belong."""

from __future__ import annotations

import datetime as dt

import pytest

from npqpath.advice.pacing import Bar
from npqpath.output.document import Chart, Document
from npqpath.output.markdown import render_markdown
from npqpath.output.terminal import render_terminal
from npqpath.output.text import render_plain


def month(year: int, number: int) -> dt.date:
    return dt.date(year, number, 1)


BARS = (
    Bar("share-expertise", "step", "Share what you know", month(2026, 11), month(2027, 10), False, "Ask."),
    Bar("npqlbc", "study", "Study for NPQLBC", month(2027, 11), month(2028, 10), True),
    Bar("npqsenco", "deadline", "NPQSENCO must be held", month(2029, 6), month(2029, 6), False),
)
DOCUMENT = Document((Chart("Three years ahead", month(2026, 11), month(2029, 10), BARS),))
BESIDE = """\
                                              2027        2028        2029
Share what you know                         ▒▒▒▒▒▒▒▒▒▒▒▒  ┊           ┊
  Nov 2026 to Oct 2027
Study for NPQLBC                              ┊         ████████████  ┊
  Nov 2027 to Oct 2028 (expected)
NPQSENCO must be held                         ┊           ┊           ┊    ▼
  Jun 2029

• Nov 2026 to Oct 2027: Share what you know
  \N{EN DASH} Ask.
"""


def test_at_80_columns_the_months_stand_beside_the_words() -> None:
    assert render_terminal(DOCUMENT, 80, colour=False, unicode=True) == BESIDE


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(width: int, unicode: bool) -> None:
    shown = render_terminal(DOCUMENT, width, colour=False, unicode=unicode)
    if width >= 40:
        assert max(map(len, shown.splitlines())) <= width
    for bar in BARS:
        assert all(word in shown for word in bar.label.split())


def test_plain_text_says_each_bar_in_a_line() -> None:
    assert render_plain(DOCUMENT, None, ascii_only=True) == (
        "- Nov 2026 to Oct 2027: Share what you know\n"
        "  - Ask.\n"
        "- Nov 2027 to Oct 2028 (expected): Study for NPQLBC\n"
        "- Jun 2029: NPQSENCO must be held\n"
    )


def test_markdown_has_the_same_picture_and_a_table() -> None:
    picture, _, table = render_markdown(DOCUMENT).removeprefix("```text\n").partition("```\n\n")
    assert BESIDE.startswith(f"{picture}\n")
    assert "| Nov 2027 to Oct 2028 (expected) | Study for NPQLBC |  |\n" in table


def test_a_label_never_ends_the_picture() -> None:
    bar = Bar(None, "step", "word " * 8 + "```", month(2026, 11), month(2026, 12), False)
    shown = render_markdown(Document((Chart("T", month(2026, 11), month(2027, 10), (bar,)),)))
    assert [line for line in shown.splitlines() if line.lstrip().startswith("```")] == ["```text", "```"]
