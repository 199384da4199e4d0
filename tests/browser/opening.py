"""Opening a page in a browser that can reach nothing, and what to ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from playwright.sync_api import Browser, BrowserContext, Page

from tests.program import ANSWERS

PHONE, TABLET, NARROW_DESKTOP, DESKTOP = 375, 820, 1000, 1280
PEOPLE: dict[str, tuple[str, ...]] = {
    **{path.stem: ("--answers", str(path)) for path in sorted(ANSWERS.glob("*.yaml"))},
    "nothing-known": ("--set", "works_in_england=not-sure"),
}
"""Everybody whose plan is looked at, with the flags that give their answers."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open page, and everything that it must not do: requests, messages on the console, errors."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)


def open_page(browser: Browser, path: Path, width: int, scheme: str) -> Opened:
    """Return the page in a window of its own, `width` pixels wide, in the "light" or the "dark" scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=cast('Literal["light", "dark"]', scheme),
        offline=True,
    )
    opened = Opened(context, context.new_page())
    address = path.as_uri()
    opened.page.on(
        "request",
        lambda request: (
            opened.complaints.append(f"asked for {request.url}")
            if request.url.partition("#")[0] != address
            else None
        ),
    )
    opened.page.on("console", lambda message: opened.complaints.append(f"console: {message.text}"))
    opened.page.on("pageerror", lambda error: opened.complaints.append(f"error: {error}"))
    opened.page.on("dialog", lambda dialog: opened.complaints.append(f"dialog: {dialog.message}"))
    opened.page.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort()
    )
    opened.page.goto(address)
    return opened
