"""The plan in Chromium: on a phone and on a desk, light and dark, by keyboard, for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from npqpath.output.document import Document, MapPost, MapTrack, TrackMap
from npqpath.output.html import render_html
from tests.browser.opening import DESKTOP, NARROW_DESKTOP, PHONE, TABLET, Opened
from tests.program import DAY, HEAD_OF_YEAR, ROOT
from tests.unit.output.documents import PICTURES

SMALLEST_LETTERS = 13.5
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
LOOK_UPS = {
    "funding": ("funding", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY),
    "why": ("why", "npqh", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY),
    "show": ("show", "npqsenco"),
    "list": ("show",),
    "start": ("show", "autumn-2026"),
    "tracks": ("tracks", "--answers", HEAD_OF_YEAR),
    "questions": ("questions",),
    "plan": ("plan", "export", "--file", str(ROOT / "tests/examples/plan-file.yaml"), "--on", DAY),
    "sheet": ("advise", "--sheet", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY),
}

# What sticks out of the window or of a box that hides the rest, and letters too small to read. What is only
# for screen readers, the link that shows when it has the focus, the way back to contents that stay in sight
# themselves, and pictures that a narrow window leaves to their words are left out.
FAULTS = """least => {
  const found = [];
  const seen = document.documentElement;
  if (seen.scrollWidth > seen.clientWidth) found.push(`scrolls sideways: ${seen.scrollWidth}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), box = walker.currentNode.parentElement;
    if (!text || box.closest(".skip, .up, .unseen, thead, svg :is(title, desc, style)")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const place = range.getBoundingClientRect(), picture = box.closest(".picture");
    if (picture && getComputedStyle(picture).display == "none") continue;
    if (place.left < 0 || place.right > innerWidth + 0.5) found.push(`out of the window: ${text}`);
    if (!place.width || !place.height) found.push(`cannot be seen: ${text}`);
    const scale = box.getScreenCTM ? box.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(box).fontSize) * scale;
    if (size < (picture ? least - 3 : least)) found.push(`letters of ${size}px: ${text}`);
    for (let up = box; up && !up.closest("svg"); up = up.parentElement) {
      if (getComputedStyle(up).overflowX == "hidden" && up.scrollWidth > up.clientWidth + 1)
        found.push(`cut off: ${text}`);
    }
  }
  return found;
}"""


WIDE_NAMES = (
    "Senior mentor, ECT induction lead",
    "Mum-and-baby-group commissioner",
    "MMMMMM WWWWWW MMMM",
    "1234567890 1234567890 1234567890",
)

# Words on the map that reach over the edge of the box, or of the column, that they stand in.
OUT_OF_BOX = """() => {
  const drawn = kind => [...document.querySelectorAll(`svg ${kind}`)].map(each => [each, each.getBBox()]);
  const over = (words, around) => drawn(words).filter(([, text]) => !drawn(around).some(([, box]) =>
    box.x <= text.x && text.x + text.width <= box.x + box.width &&
    box.y <= text.y && text.y + text.height <= box.y + box.height));
  return [...over(".post", ".box"), ...over(".track", ".panel")].map(([each]) => each.textContent);
}"""


def faults(opened: Opened) -> list[str]:
    """Return what a reader of the page could not see or read."""
    found: list[str] = opened.page.evaluate(FAULTS, SMALLEST_LETTERS)
    return found


def violations(opened: Opened) -> list[str]:
    """Return what axe finds that keeps people out."""
    results = Axe().run(opened.page, options=EVERY_RULE)
    return [f"{one['id']}: {node['html']}" for one in results.response["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")])
def test_everything_is_in_sight_and_open_to_everybody(
    somebody: Path, opened: Callable[..., Opened], width: int, scheme: str
) -> None:
    page = opened(somebody, width, scheme)
    assert faults(page) == []
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (NARROW_DESKTOP, "light"), (TABLET, "light")])
def test_that_holds_for_other_windows_too(
    plan: Path, opened: Callable[..., Opened], width: int, scheme: str
) -> None:
    page = opened(plan, width, scheme)
    assert faults(page) == []
    assert violations(page) == []


def test_pictures_are_in_sight_too(opened: Callable[..., Opened], tmp_path: Path) -> None:
    path = tmp_path / "pictures.html"
    path.write_text(render_html(PICTURES), "utf-8")
    for width, scheme in ((NARROW_DESKTOP, "dark"), (DESKTOP, "light")):
        page = opened(path, width, scheme)
        assert faults(page) == []
        assert violations(page) == []


def test_a_picture_is_whole_or_left_to_its_words(opened: Callable[..., Opened], tmp_path: Path) -> None:
    path = tmp_path / "pictures.html"
    path.write_text(render_html(PICTURES), "utf-8")
    for width, is_drawn in ((PHONE, False), (TABLET, False), (NARROW_DESKTOP, True), (DESKTOP, True)):
        page = opened(path, width).page
        for picture in page.locator(".picture").all():
            assert picture.is_visible() == is_drawn, width
            assert picture.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
        assert page.get_by_text("As time allows.").is_visible()


def test_a_picture_is_called_by_its_title_and_described_once(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    path = tmp_path / "pictures.html"
    path.write_text(render_html(PICTURES), "utf-8")
    page = opened(path).page
    for id, name, begins in (
        ("picture-1", "Your three years", "Nov 2026 to Oct 2027: Lead a project."),
        ("picture-2", "Career tracks", "Teaching track: Classroom teacher (you are here)."),
    ):
        picture = page.locator(f"#{id}")
        expect(picture).to_have_accessible_name(name)
        expect(picture).to_have_accessible_description(re.compile(re.escape(begins)))


@pytest.mark.parametrize("here", [True, False], ids=["here", "elsewhere"])
def test_no_name_on_the_map_is_wider_than_its_box(
    opened: Callable[..., Opened], tmp_path: Path, here: bool
) -> None:
    posts = tuple(MapPost(f"post-{number}", name) for number, name in enumerate(WIDE_NAMES))
    track = MapTrack("Leadership of more than one organisation", posts)
    stood = tuple(post.id for post in posts if here)
    path = tmp_path / "map.html"
    path.write_text(render_html(Document((TrackMap("Tracks", (track,), (), stood, ()),))), "utf-8")
    assert opened(path).page.evaluate(OUT_OF_BOX) == []


@pytest.mark.parametrize("words", LOOK_UPS.values(), ids=LOOK_UPS)
def test_every_command_gives_such_a_page(
    written: Callable[..., Path], opened: Callable[..., Opened], words: tuple[str, ...]
) -> None:
    page = opened(written(*words), PHONE)
    assert faults(page) == []
    assert violations(page) == []


def test_the_first_screen_of_a_phone_answers_the_main_questions(
    somebody: Path, opened: Callable[..., Opened]
) -> None:
    page = opened(somebody, PHONE).page
    box = page.locator(".summary").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 640
    assert page.locator(".summary dt").first.inner_text() in ("Your next step", "Answer this first")


def test_light_and_dark_differ(plan: Path, opened: Callable[..., Opened]) -> None:
    ink = "getComputedStyle(document.body).color"
    assert opened(plan).page.evaluate(ink) != opened(plan, scheme="dark").page.evaluate(ink)


def test_the_keyboard_reaches_the_plan_past_the_contents(plan: Path, opened: Callable[..., Opened]) -> None:
    page = opened(plan, PHONE).page
    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelector('section')")


def test_a_number_of_a_source_leads_to_it(plan: Path, opened: Callable[..., Opened]) -> None:
    page = opened(plan, PHONE).page
    page.locator(".from a").last.click()
    assert page.locator(":target").evaluate("place => place.matches('.sources > li')")


def test_nothing_in_the_page_can_run(plan: Path, opened: Callable[..., Opened]) -> None:
    page = opened(plan)
    page.page.evaluate(
        "const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        "document.body.append(one)"
    )
    assert page.page.evaluate("window.ran") is None
    assert "Content Security Policy" in page.complaints.pop()
