"""Choosing a format."""

from __future__ import annotations

import pytest

from npqpath.errors import UsageError
from npqpath.output.formats import FORMATS, FORMS, Part, form_for

ALL: tuple[Part, ...] = ("document", "data", "dates", "rows", "lines")
"""What a result has that can take every form."""


@pytest.mark.parametrize(
    ("output", "name"),
    [
        (None, "terminal"),
        ("-", "terminal"),
        ("plan.md", "markdown"),
        ("my plan.Markdown", "markdown"),
        ("folder.json/plan.TXT", "text"),
        ("plan.json", "json"),
    ],
)
def test_the_file_name_gives_the_format(output: str | None, name: str) -> None:
    assert form_for(None, output).name == name


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_wins_over_the_file_name(name: str) -> None:
    assert form_for(name, "plan.json", ALL).name == name
    assert form_for(name, "plan.bin", ALL).name == name
    assert form_for(name, None, ALL).name == name


@pytest.mark.parametrize("output", ["plan.bin", "plan", "plan.md/plan", "plan.md.bak"])
def test_a_file_name_that_says_no_format_is_refused_with_the_endings(output: str) -> None:
    with pytest.raises(UsageError) as refused:
        form_for(None, output, ALL)
    assert refused.value.message == f"The name of the file, {output}, does not say which format to write."
    hint = str(refused.value.hint)
    assert [ending for form in FORMS for ending in form.endings if ending not in hint] == []
    assert [name for name in FORMATS if name not in hint] == []
    assert hint.startswith("End the name in .txt, ")


def test_an_unknown_name_is_refused_with_the_formats() -> None:
    with pytest.raises(UsageError) as refused:
        form_for("pdf\x1b[1m", "plan.md", ALL)
    assert refused.value.message == "There is no format called pdf."
    assert refused.value.hint == f"The formats are {', '.join(FORMATS[:-1])} and {FORMATS[-1]}."


def test_a_name_and_an_ending_stand_for_one_form_only() -> None:
    endings = [ending for form in FORMS for ending in form.endings]
    assert len(set(endings)) == len(endings)
    assert len(set(FORMATS)) == len(FORMATS)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("MARKDOWN", "markdown"),
        ("md", "markdown"),
        (".txt", "text"),
        ("jsn", "json"),
        ("term", "terminal"),
        ("Word", "docx"),
    ],
)
def test_a_near_miss_is_named(slip: str, meant: str) -> None:
    with pytest.raises(UsageError) as refused:
        form_for(slip, None, ALL)
    assert str(refused.value.hint).startswith(f'Did you mean "{meant}"? The formats are ')


@pytest.mark.parametrize(("name", "output"), [("ics", None), (None, "plan.ics")])
def test_a_result_without_dates_is_no_calendar(name: str | None, output: str | None) -> None:
    assert form_for(name, output, ALL).name == "ics"
    with pytest.raises(UsageError) as refused:
        form_for(name, output)
    assert refused.value.message == "There are no dates in this for a calendar."
    assert "ics" not in str(refused.value.hint)
    assert str(refused.value.hint).startswith("The formats are terminal, text, ")
