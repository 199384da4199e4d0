"""Every code that the program can emit is explained, and has a broken file in the tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import npqpath
from npqpath.errors import UsageError
from npqpath.validate.explanations import explain, explanations

SOURCES = sorted(Path(npqpath.__file__).parent.rglob("*.py"))
EMITTED = sorted(
    {code for path in SOURCES for code in re.findall(r'"(NP\d{3})"', path.read_text(encoding="utf-8"))}
)


@pytest.mark.parametrize("code", EMITTED)
def test_every_code_is_explained_with_an_example_of_each_kind(code: str) -> None:
    one = explanations()[code]
    assert one.title
    assert one.text
    assert one.passes
    assert one.fails


def test_nothing_is_explained_that_cannot_happen() -> None:
    assert list(explanations()) == EMITTED


def test_no_code_is_explained_twice() -> None:
    heads = [
        code
        for path in SOURCES
        if path.parent.name == "validate"
        for code in re.findall(r"^(NP\d{3}): ", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(heads) == EMITTED


def test_an_explanation_as_a_whole() -> None:
    assert explain("np201") == (
        "NP201: Terms go round in a ring\n"
        "\n"
        "A term is made from another, and that one from the first, so neither says anything. The finding\n"
        "prints the ring.\n"
        "\n"
        "This passes:\n"
        "\n"
        "    leads: {role: senco}\n"
        "    settled: {is: [leads], teaching_years: 2 or more}\n"
        "\n"
        "This does not:\n"
        "\n"
        "    leads: {is: [settled]}\n"
        "    settled: {is: [leads], teaching_years: 2 or more}\n"
    )


def test_an_unknown_code_is_refused_with_the_near_one() -> None:
    with pytest.raises(UsageError) as caught:
        explain("NP3044")
    assert (caught.value.message, caught.value.hint) == (
        'There is no code "NP3044".',
        'Did you mean "NP304"?',
    )


def test_every_code_of_names_and_order_has_a_broken_file() -> None:
    bad = Path(__file__).parents[2] / "examples" / "bad"
    shown = {path.stem[:5] for name in ("pathways", "qualifications") for path in (bad / name).glob("*.yaml")}
    assert [code for code in EMITTED if _is_of_names_or_order(code) and code not in shown] == []


def _is_of_names_or_order(code: str) -> bool:
    return "NP10" <= code < "NP16" or "NP20" <= code < "NP30"
