"""The made-up teachers are a roster without a fault, and other rule engines see the same in them."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.batch import Adviser
from npqpath.advice.compiled_rules import read_rulebook
from npqpath.team.staff_list import read_roster
from tests.builders import frozen, frozen_core
from tests.unit.advice.test_batch import check, sheets_of
from tools.bench_team import rules_that_hold
from tools.make_teachers import write_teachers
from tools.rules_elsewhere import json_logic_rules, rows_of, zen_rules

PEOPLE = 2_000


def test_they_read_clean_and_all_of_them_can_exist(tmp_path: Path) -> None:
    write_teachers(tmp_path / "staff.csv", PEOPLE)
    roster = read_roster(tmp_path / "staff.csv", frozen())
    assert (len(roster.people), roster.findings, roster.remarks) == (PEOPLE, (), ())
    core = frozen_core()
    adviser = Adviser(core, frozen().qualifications.cohorts[-1])
    advice = adviser.advise(sheets_of([dict(person.answers) for person in roster.people[:300]]))
    assert [each.clash for each in advice] == [None] * 300
    assert all(each.lines for each in advice)


def test_the_same_seed_draws_the_same_people(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_teachers(tmp_path / name, 50)
    write_teachers(tmp_path / "c.csv", 50, seed=1)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() != (tmp_path / "c.csv").read_bytes()


def test_some_of_them_one_by_one(tmp_path: Path) -> None:
    write_teachers(tmp_path / "staff.csv", PEOPLE)
    people = read_roster(tmp_path / "staff.csv", frozen()).people
    check(frozen_core(), [dict(person.answers) for person in people[::50]])


def test_other_engines_find_the_same_rules(tmp_path: Path) -> None:
    write_teachers(tmp_path / "staff.csv", 150, left_out={})
    people = [dict(person.answers) for person in read_roster(tmp_path / "staff.csv", frozen()).people]
    ours = rules_that_hold(frozen_core(), sheets_of(people))
    rows, book = [rows_of(frozen(), person) for person in people], read_rulebook(frozen())
    expected = [[bool(rule >> at & 1) for rule in ours] for at in range(len(people))]
    for decide in (zen_rules(book), json_logic_rules(book)):
        assert list(map(decide, rows)) == expected
