"""Pages written by the program, opened in the Chromium of this machine without any network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.opening import PEOPLE, Opened, open_page
from tests.program import DAY, HEAD_OF_YEAR, Program, shared_caches

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What starts Chromium in a container, as root and with little shared memory.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


# For one module and not for the session: while it is open its event loop is the running one, and the tests of
# the wizard that come later in the same process could not start theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium; where there is none, the test is skipped and says so."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"the web page is tested in Chromium, and none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program, with one home for all pages."""
    return Program(tmp_path_factory.mktemp("home"), shared_caches(tmp_path_factory))


@pytest.fixture(scope="session")
def written(program: Program) -> Callable[..., Path]:
    """Return a function that runs a command and returns the page it wrote."""
    made: dict[tuple[str, ...], Path] = {}

    def write(*words: str) -> Path:
        path = made.setdefault(words, program.home / f"page-{len(made)}.html")
        if not path.exists():
            done = program.run(*words, "-o", str(path))
            assert done.code == 0, done.stderr
        return path

    return write


@pytest.fixture(params=PEOPLE)
def somebody(request: pytest.FixtureRequest, written: Callable[..., Path]) -> Path:
    """Return the page with the plan of each person in turn."""
    return written("advise", *PEOPLE[request.param], "--no-input", "--on", DAY)


@pytest.fixture
def plan(written: Callable[..., Path]) -> Path:
    """Return the page with the plan of one person."""
    return written("advise", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a page; it may fetch nothing, run nothing and complain of nothing."""
    all: list[Opened] = []

    def open_it(path: Path, width: int = 1280, scheme: str = "light") -> Opened:
        all.append(open_page(browser, path, width, scheme))
        return all[-1]

    yield open_it
    for each in all:
        each.context.close()
        assert each.complaints == []
