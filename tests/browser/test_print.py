"""The plan on paper: printed to PDF by Chromium and read back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.opening import PEOPLE, Opened
from tests.program import DAY

A4 = (595, 842)
MOST_PAGES = 10
LEAST_ON_A_PAGE = 700


def printed(page: Opened, folder: Path) -> PdfReader:
    """Return what a printer makes of a page."""
    page.page.pdf(path=folder / "plan.pdf", prefer_css_page_size=True)
    return PdfReader(folder / "plan.pdf")


def squeezed(text: str) -> str:
    """Return a text without any space, since paper breaks lines where it must, and without ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_every_section_and_address_is_on_a4_paper(
    somebody: Path, opened: Callable[..., Opened], tmp_path: Path
) -> None:
    page = opened(somebody)
    paper = printed(page, tmp_path)
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages} == {A4}
    assert 2 <= len(paper.pages) <= MOST_PAGES
    texts = [sheet.extract_text() for sheet in paper.pages]
    assert min(map(len, texts[:-1])) > LEAST_ON_A_PAGE
    read = squeezed("".join(texts))
    for heading in page.page.locator("section h2, section h3").all_inner_texts():
        assert squeezed(heading) in read
    # The footer of a page can come between two halves of a source.
    whole = re.sub(r"Page\d+of\d+", "", read)
    for link in page.page.locator(".sources li > a:first-child").all():
        assert f"<{link.get_attribute('href')}>" in whole
    assert f"Page{len(paper.pages)}of{len(paper.pages)}" in read


def test_paper_has_no_dark_ground_and_no_links_to_press(
    plan: Path, opened: Callable[..., Opened], tmp_path: Path
) -> None:
    page = opened(plan, scheme="dark")
    read = "".join(sheet.extract_text() for sheet in printed(page, tmp_path).pages)
    assert "Back to" not in read
    assert "On this page" not in read
    page.page.emulate_media(media="print")
    grounds = page.page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one).backgroundColor)"
    )
    assert set(grounds) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 33, 38)"


def test_boxes_to_tick_are_drawn(plan: Path, opened: Callable[..., Opened]) -> None:
    page = opened(plan)
    page.page.emulate_media(media="print")
    edges = page.page.locator(".tasks > li").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one, '::before').borderTopWidth))"
    )
    assert edges
    assert min(edges) >= 1


@pytest.mark.parametrize("name", PEOPLE)
def test_the_conversation_sheet_is_one_page(
    written: Callable[..., Path], opened: Callable[..., Opened], tmp_path: Path, name: str
) -> None:
    path = written("advise", "--sheet", *PEOPLE[name], "--no-input", "--on", DAY)
    opened(path).page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    paper = PdfReader(tmp_path / "sheet.pdf")
    assert len(paper.pages) == 1
    assert "What we agreed" in paper.pages[0].extract_text()
