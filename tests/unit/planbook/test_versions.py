"""Plan files of earlier versions open, say the same, and are brought up to date when they next change."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from npqpath.errors import UserError
from npqpath.planbook.book import VERSION, Note
from npqpath.planbook.checking import check
from npqpath.planbook.encoding import encode
from npqpath.planbook.opening import change_plan, open_plan
from tests.builders import DAY, bundled_core

VERSIONS = Path(__file__).parent / "versions"
"""A file of each earlier version, as the program of that time wrote it, with things changed by hand."""
EARLIER = sorted(VERSIONS.glob("*.yaml"), key=lambda path: int(path.stem))


def test_there_is_a_file_of_every_earlier_version() -> None:
    assert [path.stem for path in EARLIER] == [str(number) for number in range(1, VERSION)]


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"version {path.stem}")
def test_an_earlier_file_opens_and_loses_nothing_when_it_changes(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    shutil.copy(path, file)
    before = open_plan(file).book
    assert file.read_bytes() == path.read_bytes()
    change_plan(file, lambda book: replace(book, notes=(*book.notes, Note(day=DAY, text="new"))))
    after = open_plan(file).book
    assert after == replace(before, notes=(*before.notes, Note(day=DAY, text="new")))
    assert after.schema == f"npqpath/plan-file/{VERSION}"
    old, new = path.read_text("utf-8"), file.read_text("utf-8")
    assert [line for line in re.findall(r"#.*", old) if line not in new] == []
    assert file.with_name("plan.yaml.bak").read_bytes() == path.read_bytes()


def test_version_1_gets_ids_that_say_what_a_step_is() -> None:
    book = open_plan(VERSIONS / "1.yaml").book
    ids = {step.id: step for step in book.steps}
    assert ids["study-npqlbc"].done is not None
    assert "later-share-expertise" in ids
    assert {"study-npqlbc", "later-share-expertise"} <= set(book.advice.written)
    assert not [id for id in (*ids, *book.advice.written) if str(id).startswith("time-")]


def test_a_check_of_an_earlier_file_knows_its_steps_again() -> None:
    book = open_plan(VERSIONS / "1.yaml").book
    found = check(book, bundled_core(), DAY)
    changed = {step.id for step in (*found.new_steps, *found.dropped_steps)}
    assert changed.isdisjoint({"study-npqlbc", "talk-it-through"})
    assert encode(found.book)["notes"] == encode(book)["notes"]


@pytest.mark.parametrize("version", [VERSION + 1, 999])
def test_a_newer_file_is_refused_in_one_sentence_and_left_alone(tmp_path: Path, version: int) -> None:
    file = tmp_path / "plan.yaml"
    text = (VERSIONS / "1.yaml").read_text("utf-8").replace("plan-file/1", f"plan-file/{version}")
    file.write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"was written by a newer npqpath than this one\.$"):
        change_plan(file, lambda book: replace(book, notes=()))
    assert file.read_text("utf-8") == text
