"""The baseline of accepted warnings."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.errors import Place, UserError
from npqpath.validate.baseline import apply_baseline, read_baseline, write_baseline
from npqpath.validate.findings import Finding

WARNING = Finding(Place("data/pathways.yaml", 3, 5), "NP304", "warning", "The rule never wins.")
NOTE = Finding(Place("data/pathways.yaml", 9, 5), "NP305", "note", "The rule adds “nothing”.")
ERROR = Finding(Place("data/pathways.yaml", 9, 5), "NP303", "error", "The rule never matches.")


def written(path: Path, *findings: Finding) -> Path:
    """Return a baseline file that accepts these findings."""
    file = path / "baseline.json"
    file.write_text(write_baseline(findings), encoding="utf-8")
    return file


def test_what_is_written_is_accepted_wherever_the_lines_move(tmp_path: Path) -> None:
    moved = Finding(Place("elsewhere/pathways.yaml", 300, 1), WARNING.code, "warning", WARNING.message)
    kept, accepted = apply_baseline([moved, NOTE], read_baseline(written(tmp_path, WARNING, NOTE)))
    assert (kept, accepted) == ((), (moved, NOTE))


def test_errors_are_never_accepted(tmp_path: Path) -> None:
    file = written(tmp_path, ERROR)
    assert "NP303" not in file.read_text(encoding="utf-8")
    kept, accepted = apply_baseline([ERROR], read_baseline(file))
    assert (kept, accepted) == ((ERROR,), ())


def test_each_entry_accepts_one_finding(tmp_path: Path) -> None:
    kept, accepted = apply_baseline([WARNING, WARNING], read_baseline(written(tmp_path, WARNING)))
    assert (len(kept), len(accepted)) == (1, 1)


def test_an_entry_that_accepts_nothing_is_a_note(tmp_path: Path) -> None:
    file = written(tmp_path, WARNING)
    kept, _ = apply_baseline([], read_baseline(file))
    assert [(one.code, one.severity, one.place) for one in kept] == [
        ("NP084", "note", Place(str(file), 1, 1))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"schema": "npqpath/baseline/1"}',
        '{"schema": "npqpath/baseline/1", "accepted": [1]}',
        '{"schema": "npqpath/baseline/9", "accepted": []}',
        "[" * 100_000,
        "\ufeff\udcff",
    ],
    ids=["nothing", "list", "no keys", "null", "half", "no entries", "newer", "deep", "not UTF-8"],
)
def test_a_baseline_that_cannot_be_read_is_said(text: str, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    with pytest.raises(UserError) as caught:
        read_baseline(file)
    assert caught.value.hint == "Write it anew with: npqpath validate --write-baseline FILE"


def test_a_baseline_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_baseline(tmp_path / "gone.json")
