"""Every code that the program can emit is explained, and has a broken file in the tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import npqpath
from npqpath.errors import UsageError
from npqpath.validate.findings import explain, explanations

PACKAGE = Path(npqpath.__file__).parent
SOURCE = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
WORDS = [
    (PACKAGE / name).read_text("utf-8") for name in ("dataset/yaml_words.yaml", "validate/messages.yaml")
]
KEYS = [key for text in WORDS for key in re.findall(r"^ *(NP\d{3}[\w-]*):", text, re.MULTILINE)]
EMITTED = sorted({*re.findall(r'"(NP\d{3})"', SOURCE), *(key[:5] for key in KEYS)})

REPORTS = sorted((Path(__file__).parents[2] / "examples" / "bad").rglob("*.txt"))
"""What is expected of each broken file; the tests beside this one compare every one of them."""
_CODE = re.compile(r"^(?:\w+\[(NP\d{3})\]|\S+:\d+:\d+ (NP\d{3}) )", re.MULTILINE)


def test_every_code_has_its_section_and_the_other_way_round() -> None:
    assert list(explanations()) == EMITTED


@pytest.mark.parametrize("key", KEYS)
def test_every_message_is_used(key: str) -> None:
    built = re.sub("-(offers|funding)$", "-{name}", key)
    assert f'"{key}"' in SOURCE or f'"{built}"' in SOURCE


@pytest.mark.parametrize("code", EMITTED)
def test_every_code_is_explained_with_an_example_of_each_kind(code: str) -> None:
    shape = r".+\n\n(?:.+\n)+\nThis passes:\n\n(?:    .+\n)+\nThis does not:\n\n(?:    .+\n)+"
    assert re.fullmatch(shape, explain(code))


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


def test_every_code_has_a_broken_file_beside_its_report() -> None:
    shown = {code for path in REPORTS for code in _codes_in(path)}
    assert [code for code in explanations() if code not in shown] == []
    assert sorted(shown - set(explanations())) == []


def test_there_are_many_broken_files() -> None:
    assert len(REPORTS) >= 120


def _codes_in(report: Path) -> list[str]:
    text = report.read_text(encoding="utf-8")
    return [long or short for long, short in _CODE.findall(text)]
