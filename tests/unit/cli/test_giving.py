"""Where a result goes, and the day that a plan is for."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give, read_day
from npqpath.cli.surroundings import Surroundings
from npqpath.errors import UsageError, UserError
from npqpath.render.document import Document, Heading, Paragraph

TODAY = dt.date(2026, 11, 21)
DOCUMENT = Document((Heading("A plan", 1), Paragraph("Cafés cost £5.")))


def surroundings(*, encoding: str = "utf-8") -> Surroundings:
    """Return surroundings without a terminal; what is written to stdout and stderr stays in memory."""
    stdin, stdout, stderr = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(3))
    return Surroundings(stdin, stdout, stderr, {}, TODAY, False, False, False)


def written(around: Surroundings) -> tuple[str, str]:
    """Return what went to stdout and to stderr."""
    around.stdout.seek(0)
    around.stderr.seek(0)
    return around.stdout.read(), around.stderr.read()


def given(format: str | None, output: Path | None, around: Surroundings) -> tuple[str, str]:
    """Return what went to stdout and to stderr when the document was given out."""
    wanted = Wanted(format, None if output is None else str(output), False)
    give(lambda: DOCUMENT, lambda: {"price": "£5"}, wanted, around)
    return written(around)


def test_text_goes_to_stdout() -> None:
    assert given(None, None, surroundings()) == ("A plan\n======\n\nCafés cost £5.\n", "")


def test_a_stdout_that_knows_only_ascii_gets_ascii() -> None:
    assert given(None, None, surroundings(encoding="ascii"))[0].endswith("Cafes cost GBP 5.\n")
    assert given("json", None, surroundings(encoding="ascii"))[0] == '{\n  "price": "\\u00a35"\n}\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.md", "# A plan\n\nCafés cost £5.\n"),
        ("plan.txt", "A plan\n======\n\nCafés cost £5.\n"),
        ("plan.json", '{\n  "price": "£5"\n}\n'),
    ],
)
def test_a_file_is_written_whole_and_in_utf_8(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    assert given(None, path, surroundings(encoding="ascii")) == ("", f"Written to {path}.\n")
    assert path.read_text("utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    with pytest.raises(UserError, match="cannot be written") as refused:
        given(None, tmp_path / "plan.md", surroundings())
    assert refused.value.hint == "Choose another file after -o."
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


@pytest.mark.parametrize(
    ("text", "day"),
    [(None, TODAY), ("2027-06-01", dt.date(2027, 6, 1)), ("2024-02-29", dt.date(2024, 2, 29))],
)
def test_a_day_is_read(text: str | None, day: dt.date) -> None:
    assert read_day(text, surroundings()) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2027-02-29", "2027-6-1", "20270601", "01/06/2027", "2027-W01-1"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        read_day(text, surroundings())


@pytest.mark.parametrize("text", ["2020-12-31", "2100-01-01"])
def test_a_day_that_the_data_knows_nothing_about_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="There is no advice for the year"):
        read_day(text, surroundings())
