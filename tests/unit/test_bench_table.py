"""The table of `make bench`: what holds, what does not, and whether validate beats both other programs."""

from __future__ import annotations

import pytest

from tools.bench import PEERS, ROWS, VALIDATE, print_table


def table(capsys: pytest.CaptureFixture[str], **seconds: float) -> list[str]:
    """Return the lines for a Python that starts in 10 ms, and rows that take 1 ms unless said."""
    names = {"validate": VALIDATE, "yamllint": PEERS[0], "jsonschema": PEERS[1]}
    medians = {row.what: 0.001 for row in ROWS} | {names[key]: value for key, value in seconds.items()}
    print_table(0.01, {what: value for what, value in medians.items() if value})
    return capsys.readouterr().out.splitlines()


def test_each_row_has_its_budget_and_whether_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(capsys, validate=0.43, yamllint=0.8, jsonschema=0.9)
    (validate,) = [line for line in lines if line.startswith(VALIDATE)]
    assert validate.split() == [*VALIDATE.split(), "430.0", "ms", "43.0", "x", "42", "x", "OVER"]
    assert sum(line.endswith("holds") for line in lines) == len(ROWS) - len(PEERS)
    assert lines[-1] == "validate takes 0.54 times as long as the faster of the two: holds"


def test_being_slower_than_one_of_both_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert table(capsys, validate=0.2, yamllint=0.5, jsonschema=0.1)[-1].endswith("2.00 times as long as "
    "the faster of the two: OVER")  # fmt: skip


def test_nothing_is_said_of_what_could_not_be_measured(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(capsys, yamllint=0.0)
    assert not lines[-1].startswith("validate takes")
    assert any(line.startswith(PEERS[0]) and line.endswith("not there yet") for line in lines)
