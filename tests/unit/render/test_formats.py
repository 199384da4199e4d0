"""Choosing a format."""

from __future__ import annotations

import pytest

from npqpath.errors import UsageError
from npqpath.render.formats import FORMATS, format_for


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
    assert format_for(None, output) == name


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_wins_over_the_file_name(name: str) -> None:
    assert format_for(name, "plan.json") == name
    assert format_for(name, "plan.docx") == name
    assert format_for(name, None) == name


@pytest.mark.parametrize("output", ["plan.docx", "plan", "plan.md/plan", "plan.md.bak"])
def test_a_file_name_that_says_no_format_is_refused_with_the_endings(output: str) -> None:
    with pytest.raises(UsageError) as refused:
        format_for(None, output)
    assert refused.value.message == f"The name of the file, {output}, does not say which format to write."
    assert refused.value.hint == (
        "End the name in .md, .markdown, .txt or .json, "
        "or add --format with terminal, text, markdown or json."
    )


def test_an_unknown_name_is_refused_with_the_formats() -> None:
    with pytest.raises(UsageError) as refused:
        format_for("pdf\x1b[1m", "plan.md")
    assert refused.value.message == "There is no format called pdf."
    assert refused.value.hint == "The formats are terminal, text, markdown and json."
