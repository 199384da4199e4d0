"""A key without a value is a slip, even where it may be left out: no condition would mean everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.dataset.load import load
from npqpath.errors import DataError
from tests.program import DATA


def test_a_blank_condition_is_not_a_rule_for_everybody(tmp_path: Path) -> None:
    for name in ("qualifications.yaml", "pathways.yaml"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    path = tmp_path / "pathways.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("    when: {is: [in_training]}\n", "    when:\n", 1), "utf-8")
    with pytest.raises(DataError) as caught:
        load(tmp_path, None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("NP040", '"when" has no value.')
    assert text.splitlines()[problem.place.line - 1].strip().startswith("when:")
