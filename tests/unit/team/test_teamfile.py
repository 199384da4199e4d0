"""A team file says what it wants in the data's own words; a slip is told with what was meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from npqpath.dataset.yaml_reader import read_text
from npqpath.errors import DataError
from npqpath.team.task import Limits
from npqpath.team.team_file import Must, MustNot, TeamFile, WantedPost, WhatIf, read_team_file
from tests.builders import frozen

WHOLE = """\
name: Oak Trust
starts: 2
priorities: [literacy, SEND]
posts:
  - {post: deputy-headteacher, school: elm, by: 2028-09-01}
limits: {at_once: 4, per_school: 2, places: {npqsl: 3}, pounds: 2000, fees: {npqh: 1949}}
aims: [statutory, own-good, sooner]
must:
  - {person: p1, take: npqsenco}
must_not:
  - person: p2
"""


BAD = Path(__file__).parents[2] / "examples" / "bad" / "teams"


def read(text: str) -> TeamFile:
    return read_team_file(read_text(text, "team.yaml"), TeamFile, frozen(), ["p1", "p2"], ["elm", "oak"])


def told(text: str) -> list[tuple[int, str, str | None]]:
    with pytest.raises(DataError) as caught:
        read(text)
    return [(each.place.line, each.message, each.hint) for each in caught.value.problems]


def test_everything_in_it_is_read() -> None:
    assert read(WHOLE) == TeamFile(
        name="Oak Trust",
        starts=2,
        priorities=("literacy", "inclusion"),
        posts=(WantedPost(post="deputy-headteacher", school="elm", by=dt.date(2028, 9, 1)),),
        limits=Limits(at_once=4, per_school=2, places={"npqsl": 3}, pounds=2000, fees={"npqh": 1949}),
        aims=("statutory", "own-good", "sooner"),
        must=(Must(person="p1", take="npqsenco"),),
        must_not=(MustNot(person="p2"),),
    )


def test_words_may_be_written_as_people_write_them() -> None:
    found = read(
        "posts: [{post: Deputy head, school: ELM}]\n"
        "limits: {places: {NPQ SL: 3}, fees: {NPQH: 1949}}\n"
        "must: [{person: P1, take: NPQSENCO}]\n"
    )
    assert found == TeamFile(
        posts=(WantedPost(post="deputy-headteacher", school="elm"),),
        limits=Limits(places={"npqsl": 3}, fees={"npqh": 1949}),
        must=(Must(person="p1", take="npqsenco"),),
    )


@pytest.mark.parametrize("amount", ["12000", "£12000", '"£12,000"', "£12,000.00"])
def test_pounds_may_be_written_as_people_write_them(amount: str) -> None:
    assert read(f"limits:\n  pounds: {amount}\n").limits == Limits(pounds=12000)


def test_an_amount_that_braces_cut_off_is_told_in_one_sentence() -> None:
    message = "An amount with a comma in it cannot stand in braces."
    hint = "Leave out the comma, as in 12000."
    assert told("limits: {pounds: £12,000, at_once: 3}\n") == [(1, message, hint)]


def test_a_must_has_a_start_and_a_must_not_an_end() -> None:
    found = read(
        "tie: Smaller schools\n"
        "must: [{person: p1, take: npqh, start: 2027-11-01}]\n"
        "must_not: [{person: p1, take: npqh, until: 2027-09-01}]\n"
    )
    assert found == TeamFile(
        tie="smaller-schools",
        must=(Must(person="p1", take="npqh", start=dt.date(2027, 11, 1)),),
        must_not=(MustNot(person="p1", take="npqh", until=dt.date(2027, 9, 1)),),
    )


def test_what_if_changes_what_it_names_and_leaves_the_rest() -> None:
    file = read("limits: {at_once: 4, pounds: 12000, places: {npqlbc: 6}}\nmust: [{person: p2}]\n")
    text = "leave: [p2]\nmore: {pounds: £400, places: {NPQLBC: 1}, per_team: 1}\nmust: [{person: p1}]\n"
    tree = read_text(text, "what-if")
    found = read_team_file(tree, WhatIf, frozen(), ["p1", "p2"], ["elm", "oak"]).of(file)
    assert found.limits == Limits(at_once=4, pounds=12400, places={"npqlbc": 7})
    assert found.must == (Must(person="p1"),)


def test_what_if_says_what_is_for_the_whole_plan() -> None:
    tree = read_text("starts: 2\n", "what-if")
    with pytest.raises(DataError) as caught:
        read_team_file(tree, WhatIf, frozen(), ["p1"], ["elm"])
    assert [each.message for each in caught.value.problems] == ["`starts` is for the whole plan."]


def test_the_same_under_must_and_must_not_is_told_however_it_is_written() -> None:
    ((line, message, _),) = told(
        "must: [{person: p1, take: npqsl}]\nmust_not: [{person: P1, take: NPQ SL}]\n"
    )
    assert (line, message) == (2, "The same is under `must`.")


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("starts: 9", "A plan has 1 to 5 starts.", None),
        ("priorities: [literacey]", 'There is no priority called "literacey".', "literacy"),
        ("posts: [{post: deputy-hed}]", 'There is no post called "deputy-hed".', "deputy-headteacher"),
        ("posts: [{post: senco, school: ellm}]", 'There is no school in the roster called "ellm".', "elm"),
        ("limits: {at_once: -1}", "A limit cannot be less than 0.", None),
        ("limits: {places: {npqls: 2}}", 'There is no qualification called "npqls".', "npqsl"),
        ("limits: {fees: {npqsl: -5}}", "This cannot be less than 0.", None),
        ("tie: oldest", 'There is no way to settle a tie called "oldest".', None),
        ("aims: [peer]", 'There is no aim called "peer".', "peers"),
        ("aims: [peers, peers]", 'The aim "peers" is named twice.', "once"),
        ("must: [{person: p9}]", 'There is no person in the roster called "p9".', "p1"),
        ("must: [{person: p1, take: npqx}]", 'There is no qualification called "npqx".', None),
        ("prioritys: [literacy]", 'There is no key "prioritys" here.', "priorities"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(line: str, message: str, hint: str | None) -> None:
    ((_, said, meant),) = told(f"name: Oak\n{line}\n")
    assert said == message
    assert hint is None or hint in (meant or "")


def test_the_same_under_must_and_must_not_is_told() -> None:
    text = "must: [{person: p1, take: npqsl}]\nmust_not: [{person: p1, take: npqsl}]\n"
    assert told(text) == [(2, "The same is under `must`.", "Take one away.")]


def test_one_slip_does_not_hide_another() -> None:
    assert [line for line, _, _ in told("starts: 0\npriorities: [x]\naims: [y]\n")] == [1, 2, 3]


@pytest.mark.parametrize("word", ["inclusion", "SEND", "sen"])
def test_a_priority_has_other_names(word: str) -> None:
    assert read(f"priorities: [{word}]\n").priorities == ("inclusion",)


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_broken_file_has_the_report_beside_it(path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(path.read_text(encoding="utf-8"))
    report = "".join(
        f"{one.place.file}:{one.place.line}:{one.place.column} {one.code} {one.message}\n"
        + (f"    {one.hint}\n" if one.hint else "")
        for one in caught.value.problems
    )
    assert {one.code for one in caught.value.problems} == {path.stem[:5]}
    assert report == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_no_report_is_left_without_its_file() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in BAD.glob("*.yaml")}
