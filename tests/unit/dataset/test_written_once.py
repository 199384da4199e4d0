"""A start says what is different from another one, and everything keeps the place where it is written."""

from __future__ import annotations

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.funding import decide_funding
from npqpath.advice.person import make_person, read_answers
from npqpath.dataset.catalogue import PATHWAYS, QUALIFICATIONS
from npqpath.dataset.load import merge_files
from npqpath.dataset.overlays import Merged
from tests.unit.validate.small_set import SMALL

NEXT = """\
  - id: autumn-2027
    name: Autumn 2027
    starts_from: 2027-11-01
    starts_until: 2027-12-31
    offers: [npqsl]
    sources: [gov-npq]
    like: autumn-2026
"""


def joined_with(start: str, *, every_start: str = "") -> Merged:
    """Return the small data set with one more start, and with rows of every start."""
    files = {name: (SMALL / name).read_bytes() for name in (QUALIFICATIONS, PATHWAYS)}
    text = files[QUALIFICATIONS].decode()
    text = text.replace("next_cohort:", f"{start}{every_start}next_cohort:")
    return merge_files(SMALL, {**files, QUALIFICATIONS: text.encode()})


def rows_of(merged: Merged, start: str = "autumn-2027") -> list[str]:
    return [row.id for row in merged.catalogue.cohort(start).funding]


def line_at(merged: Merged, *loc: str | int) -> str:
    """Return the line on which something stands."""
    tree = merged.qualifications
    return tree.text.split("\n")[tree.place(loc).line - 1].strip()


def test_a_start_like_another_has_its_rows_that_are_about_what_it_offers() -> None:
    merged = joined_with(NEXT)
    assert rows_of(merged) == ["paid-before", "place-first", "everybody-else"]
    assert merged.catalogue.cohort("autumn-2027").notes == ()
    assert line_at(merged, "cohorts", 1, "funding", 1, "needs") == "needs: place"
    assert merged.problems == ()


def test_rows_are_dropped_changed_and_added() -> None:
    changes = """\
    drop: [paid-before]
    change:
      - id: everybody-else
        because: Nobody knows.
    add:
      - id: heads
        before: everybody-else
        when: {job: head}
        outcome: funded
        because: You are a head.
        sources: [gov-npq]
"""
    merged = joined_with(NEXT + changes)
    assert rows_of(merged) == ["place-first", "heads", "everybody-else"]
    last = merged.catalogue.cohort("autumn-2027").funding[-1]
    assert (last.outcome, last.because, last.sources) == ("needs-review", "Nobody knows.", ("gov-npq",))
    assert merged.catalogue.cohort("autumn-2026").funding[-1].because == "DfE decides."
    assert line_at(merged, "cohorts", 1, "funding", 2, "because") == "because: Nobody knows."
    assert line_at(merged, "cohorts", 1, "funding", 2, "outcome") == "outcome: needs-review"
    assert line_at(merged, "cohorts", 1, "funding", 1, "when", "job") == "when: {job: head}"


def test_rows_of_every_start_come_first_unless_a_start_drops_them() -> None:
    row = "id: england, outcome: not-funded, because: No., sources: [gov-npq], when: {job: head}"
    every = f"every_start: [{{{row}}}]\n"
    merged = joined_with(NEXT.replace("    like: autumn-2026\n", "    drop: [england]\n"), every_start=every)
    assert rows_of(merged, "autumn-2026")[:2] == ["england", "paid-before"]
    assert rows_of(merged) == []
    assert rows_of(joined_with(NEXT, every_start=every))[:2] == ["england", "paid-before"]


def test_what_a_start_takes_over_decides_as_it_does_there() -> None:
    merged = joined_with(NEXT)
    core = compile_rules(merged.catalogue)
    for answers in ({"job": "head", "place": "state"}, {"job": "teacher"}, {"paid": ["npqsl"]}):
        person = make_person(core, read_answers(answers, merged.catalogue))
        here, there = (
            decide_funding(person, merged.catalogue.cohort(id), "npqsl")
            for id in ("autumn-2026", "autumn-2027")
        )
        assert (here.outcome, here.because) == (there.outcome, there.because)


def test_a_row_that_is_changed_and_not_there_is_told_at_the_change() -> None:
    merged = joined_with(NEXT + "    change: [{id: everybody-esle, because: No.}]\n")
    (problem,) = merged.problems
    assert problem.message == '"autumn-2026" has no row "everybody-esle".'
    assert "change:" in merged.qualifications.text.split("\n")[problem.place.line - 1]
