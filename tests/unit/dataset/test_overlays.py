"""Overlays: what merging adds, keeps and takes away, where each part then stands, and what is refused."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from npqpath.dataset.load import base_and_overlays, bundled_folder, load, load_cached
from npqpath.dataset.overlays import (
    Merged,
    Overlay,
    is_overlay,
    merge,
    overlay_bytes,
    parse_overlay,
    problems_of,
)
from npqpath.dataset.yaml_reader import Loc, read
from npqpath.errors import DataError, Problem, UserError
from npqpath.validate.checks import check_names

DAY = dt.date(2026, 11, 21)
SMALL = Path(__file__).parents[2] / "examples" / "good" / "small"
ABOUT = "about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n"
HUB = (
    ABOUT
    + """\
sources:
  riverside: {url: "https://example.org/hub", title: Riverside, checked: 2026-11-20}
partners:
  - {name: A university, text: It helps., link: "https://example.org/university"}
contacts:
  - {name: the team, text: Ask us., email: hub@example.org, phone: 01632 960123}
events:
  - {name: Open morning, starts: 2027-03-10, text: Come.}
  - {name: Open evening, starts: 2026-12-01, text: Come too.}
activities:
  lead-in-school:
    - {id: walk, name: Walk, text: Walk with us., sources: [riverside], as_of: "2026", when: {near: "yes"}}
questions:
  - id: near
    ask: Are you near?
    why: We are local.
    kind: one
    answers: [{id: "yes", label: "Yes", fact: you are near}, {id: "no", label: "No", fact: you are far}]
terms:
  close-by: {near: "yes"}
rules:
  - {id: walkers, suggest: npqsl, strength: strong, when: {is: [close-by]}, because: So, sources: [hub-talk]}
impossible:
  - {id: far-heads, because: Heads live near., when: {job: head, near: "no"}}
promises:
  - {id: near-promise, says: All get a step., gets: at least one next step}
tests:
  - {id: near-teacher, who: Near., answers: {job: teacher, near: "yes"}, gets: [npqsl]}
"""
)
TRUST = """\
about: {name: Hill Trust, area: its schools, checked: 2026-11-21}
activities:
  lead-in-school:
    - {id: climb, name: Climb, text: Climb with us., sources: [hub-talk], as_of: "2026"}
terms:
  uphill: {job: head}
rules:
  - {id: climbers, suggest: ehco, strength: strong, when: {is: [uphill]}, because: Up., sources: [hub-talk]}
switch_off:
  activities: {lead-in-school: [meet]}
  rules: [leaders]
"""


@cache
def small() -> Merged:
    """Return the small data set with nothing laid over it."""
    return Merged(load(SMALL, None), read(SMALL / "qualifications.yaml"), read(SMALL / "pathways.yaml"))


def overlay(text: str, name: str = "hub/overlay.yaml") -> Overlay:
    """Return the overlay in a file with this text."""
    return parse_overlay(text.encode(), name)


def laid(*texts: str) -> Merged:
    """Return the small data set with overlays on it, in files hub0/overlay.yaml and so on."""
    return merge(small(), [overlay(text, f"hub{at}/overlay.yaml") for at, text in enumerate(texts)])


def told(found: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    """Return the file, the line and the code of each problem."""
    return [(one.place.file, one.place.line, one.code) for one in found]


def refused(text: str) -> list[tuple[int, str]]:
    """Return the line and the code of each problem for which an overlay is refused by itself."""
    with pytest.raises(DataError) as caught:
        overlay(text)
    return [(one.place.line, one.code) for one in caught.value.problems]


# --- laws of merging ---------------------------------------------------------------------------------------


def test_an_overlay_that_only_says_whose_it_is_changes_nothing() -> None:
    assert laid(ABOUT).catalogue == small().catalogue
    assert merge(small(), []) == small()


@pytest.mark.parametrize("texts", [(HUB, TRUST), (TRUST, HUB), (HUB, ABOUT, TRUST)])
def test_laying_all_at_once_is_laying_one_after_the_other(texts: tuple[str, ...]) -> None:
    overlays = [overlay(text, f"hub{at}/overlay.yaml") for at, text in enumerate(texts)]
    one_by_one = small()
    for each in overlays:
        one_by_one = merge(one_by_one, [each])
    at_once = merge(small(), overlays)
    assert one_by_one.catalogue == at_once.catalogue
    assert one_by_one.problems == at_once.problems == ()


def test_merging_leaves_what_it_is_given_as_it_was() -> None:
    before = load(SMALL, None)
    laid(HUB, TRUST)
    assert small().catalogue == before


def test_local_entries_follow_national_ones_in_the_order_of_the_overlays() -> None:
    book = laid(HUB, TRUST).catalogue.pathways
    assert [rule.id for rule in book.rules] == ["new-heads", "for-all", "walkers", "climbers"]
    assert list(book.terms) == ["works", "ready", "close-by", "uphill"]
    assert [question.id for question in book.questions][-1] == "near"
    assert [one.id for one in book.impossible] == ["trainees-with-leadership", "far-heads"]
    assert [one.id for one in book.promises] == ["everybody", "trainees", "near-promise"]
    assert [one.id for one in book.tests] == ["new-head", "teacher", "near-teacher"]


def test_local_activities_come_before_those_that_everybody_has() -> None:
    without_off = TRUST[: TRUST.index("switch_off")]
    step = laid(HUB, without_off).catalogue.next_step("lead-in-school")
    assert [(one.id, one.added_by) for one in step.activities] == [
        ("walk", "Riverside Hub"),
        ("climb", "Hill Trust"),
        ("meet", None),
    ]


def test_what_is_added_says_by_whom_and_the_rest_does_not() -> None:
    book = laid(HUB).catalogue
    assert book.rules_by_id["walkers"].added_by == "Riverside Hub"
    assert book.question("near").added_by == "Riverside Hub"
    assert book.rules_by_id["for-all"].added_by is None
    assert book.question("job").added_by is None


def test_who_is_near_comes_with_an_overlay_that_has_something_to_say_of_that() -> None:
    (near,) = laid(TRUST, HUB).catalogue.pathways.local
    assert (near.name, near.area) == ("Riverside Hub", "Riverside")
    assert [one.name for one in near.partners] == ["A university"]
    assert [one.name for one in near.contacts] == ["the team"]


def test_events_are_shown_up_to_their_day_and_soonest_first() -> None:
    (near,) = laid(HUB).catalogue.pathways.local
    by_day = {
        day: [one.name for one in near.coming(near.checked.fromisoformat(day))]
        for day in ("2026-11-21", "2026-12-01", "2026-12-02", "2027-03-11")
    }
    assert by_day == {
        "2026-11-21": ["Open evening", "Open morning"],
        "2026-12-01": ["Open evening", "Open morning"],
        "2026-12-02": ["Open morning"],
        "2027-03-11": [],
    }


def test_the_merge_of_sound_overlays_has_no_problem_with_names() -> None:
    assert problems_of(laid(HUB, TRUST), check_names) == ()


# --- places ------------------------------------------------------------------------------------------------


def entries(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Yield every part of a model that has an id, with the way to it."""
    if hasattr(value, "id"):
        yield loc, value
    if is_dataclass(value):
        for field in fields(value):
            yield from entries(getattr(value, field.name), (*loc, field.name))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from entries(each, (*loc, index))


@pytest.mark.parametrize("texts", [(HUB, TRUST), (TRUST, HUB)])
def test_every_id_stands_where_the_merge_says(texts: tuple[str, ...]) -> None:
    merged = laid(*texts)
    lines = {f"hub{at}/overlay.yaml": text.split("\n") for at, text in enumerate(texts)}
    lines[merged.pathways.file] = (SMALL / "pathways.yaml").read_text(encoding="utf-8").split("\n")
    seen = set()
    for loc, entry in entries(merged.catalogue.pathways):
        place = merged.pathways.place((*loc, "id"))
        line = lines[place.file][place.line - 1]
        start = place.column - 1
        assert line[start : start + place.length].strip('"') == entry.id
        seen.add(place.file)
    assert seen == set(lines)


def test_names_and_parts_without_an_id_stand_in_their_file_too() -> None:
    tree = laid(HUB).pathways
    own = "hub0/overlay.yaml"
    assert tree.key_place(("sources", "riverside")).file == own
    assert (
        tree.key_place(("terms", "close-by")).line == HUB.split("\n").index('  close-by: {near: "yes"}') + 1
    )
    assert tree.place(("local", 0, "events", 1, "starts")).line == 10
    assert tree.key_place(("terms", "ready")).file == tree.file
    assert tree.first_key_place(("rules", 0)).file == tree.file
    assert tree.first_key_place(("rules", 3)).file == own
    assert (tree.text, tree.data) == (small().pathways.text, small().pathways.data)


def test_tests_stand_in_the_overlay_where_the_national_data_has_none() -> None:
    book, tree = small().catalogue, small().pathways
    below = {key: spot for key, spot in tree.root.below.items() if key != "tests"}
    bare = replace(
        small(),
        catalogue=replace(book, pathways=replace(book.pathways, tests=())),
        pathways=replace(tree, root=tree.root.with_below(below)),
    )
    merged = merge(bare, [overlay(HUB)])
    assert merged.pathways.key_place(("tests",)).file == "hub/overlay.yaml"


# --- clashes -----------------------------------------------------------------------------------------------

CLASHES = {
    "sources": (
        'sources: {hub-talk: {url: "https://example.org", title: X, checked: 2026-11-20}}',
        "pathways",
    ),
    "sources of the other file": (
        'sources: {gov-npq: {url: "https://example.org", title: X, checked: 2026-11-20}}',
        "qualifications",
    ),
    "terms": ("terms: {ready: {job: head}}", "pathways"),
    "rules": (
        "rules: [{id: leaders, suggest: ehco, strength: must, because: So., sources: [hub-talk]}]",
        "pathways",
    ),
    "activities": (
        'activities: {lead-in-school: [{id: meet, name: M, text: T., sources: [hub-talk], as_of: "1"}]}',
        "pathways",
    ),
    "questions": (
        "questions: [{id: job, ask: J, why: W, kind: one, answers: [{id: a, label: A}, {id: b, label: B}]}]",
        "pathways",
    ),
    "impossible": (
        "impossible: [{id: trainees-with-leadership, because: So., when: {job: head}}]",
        "pathways",
    ),
    "promises": ("promises: [{id: trainees, says: So., never: [npqsl]}]", "pathways"),
    "tests": ("tests: [{id: new-head, who: Me., answers: {job: head}, first: [npqsl]}]", "pathways"),
}


@pytest.mark.parametrize(("text", "file"), CLASHES.values(), ids=CLASHES)
def test_a_taken_id_is_told_in_the_overlay_and_replaces_nothing(text: str, file: str) -> None:
    merged = laid(ABOUT + text)
    assert told(problems_of(merged, check_names)) == [("hub0/overlay.yaml", 2, "NP161")]
    assert f"of small/{file}.yaml has it" in merged.problems[0].message
    assert merged.catalogue == small().catalogue


def test_two_overlays_clash_as_well_and_the_first_one_stays() -> None:
    other = TRUST.replace("Up.", "Mine.").replace("uphill", "up").replace("id: climb,", "id: ascend,")
    merged = laid(TRUST, other)
    assert told(merged.problems) == [("hub1/overlay.yaml", 8, "NP161")]
    assert "line 8 of hub0/overlay.yaml has it" in merged.problems[0].message
    assert merged.catalogue.rules_by_id["climbers"].because == "Up."


def test_switching_a_rule_off_does_not_free_its_id() -> None:
    text = "rules: [{id: leaders, suggest: ehco, strength: must, because: So., sources: [hub-talk]}]\n"
    merged = laid(ABOUT + text + "switch_off: {rules: [leaders]}\n")
    assert told(merged.problems) == [("hub0/overlay.yaml", 2, "NP161")]
    assert "switch_off" in (merged.problems[0].hint or "")


def test_an_id_twice_in_one_overlay_is_found_by_the_check_of_names() -> None:
    one = "{id: mine, suggest: ehco, strength: must, because: So., sources: [hub-talk]}"
    merged = laid(f"{ABOUT}rules:\n  - {one}\n  - {one}\n")
    assert told(problems_of(merged, check_names)) == [("hub0/overlay.yaml", 4, "NP130")]


# --- switching off -----------------------------------------------------------------------------------------


def test_activities_and_rules_can_be_switched_off() -> None:
    book = laid(ABOUT + "switch_off: {activities: {lead-in-school: [meet]}, rules: [new-heads]}").catalogue
    assert book.next_step("lead-in-school").activities == ()
    assert list(book.rules_by_id) == ["leaders", "for-all"]


@pytest.mark.parametrize(("kind", "id"), [("qualifications", "ehco"), ("next_steps", "lead-in-school")])
def test_what_is_not_on_offer_is_suggested_by_no_national_rule(kind: str, id: str) -> None:
    book = laid(f"{ABOUT}switch_off: {{{kind}: [{id}]}}").catalogue
    assert id not in {rule.suggest for rule in book.pathways.rules}
    assert book.name_of(id), "people may still hold it, and look it up"


def test_tests_forget_what_is_not_on_offer_and_stand_where_they_stood() -> None:
    merged = laid(ABOUT + "switch_off: {next_steps: [lead-in-school], qualifications: [ehco]}")
    test, other = merged.catalogue.pathways.tests
    assert (test.first, test.gets, test.rules) == ((), ("npqsl",), ("leaders",))
    assert (other.first, other.funding) == ((), {"npqsl": "incomplete", "ehco": "not-funded"})
    assert merged.pathways.place(("tests", 0, "gets", 0)) == small().pathways.place(("tests", 0, "gets", 0))
    assert merged.pathways.place(("tests", 0, "rules", 0)) == small().pathways.place(("tests", 0, "rules", 0))
    merged = laid(ABOUT + "switch_off: {rules: [leaders]}")
    assert merged.catalogue.pathways.tests[0].rules == ("new-heads",)
    where = small().pathways.place(("tests", 0, "rules", 1))
    assert merged.pathways.place(("tests", 0, "rules", 0)) == where


def test_a_test_of_which_nothing_is_left_is_left_out() -> None:
    off = "switch_off: {next_steps: [lead-in-school], qualifications: [ehco, npqsl]}"
    test = "tests: [{id: new, who: New., answers: {job: head}, gets: [lead-in-school]}]\n"
    merged = laid(ABOUT + test, ABOUT + off)
    assert [one.id for one in merged.catalogue.pathways.tests] == ["new-head", "teacher"]


def test_the_same_thing_may_be_switched_off_twice() -> None:
    off = "switch_off: {activities: {lead-in-school: [meet]}, rules: [leaders]}"
    merged = laid(ABOUT + off, ABOUT + off)
    assert merged.problems == ()
    assert merged.off.places["rules", "leaders"].file == "hub0/overlay.yaml"


def test_a_later_overlay_can_switch_off_what_an_earlier_one_added() -> None:
    merged = laid(HUB, ABOUT + "switch_off: {activities: {lead-in-school: [walk]}, rules: [walkers]}")
    assert "walkers" not in merged.catalogue.rules_by_id
    assert [one.id for one in merged.catalogue.next_step("lead-in-school").activities] == ["meet"]


@pytest.mark.parametrize(
    ("off", "message", "hint"),
    [
        ("rules: [leader]", 'There is no rule called "leader" to switch off.', '"leaders"'),
        ("qualifications: [ehcoo]", 'There is no qualification called "ehcoo" to switch off.', '"ehco"'),
        ("next_steps: [lead]", 'There is no next step called "lead" to switch off.', '"lead-in-school"'),
        (
            "activities: {lead-in-school: [meeet]}",
            'There is no activity of the next step "lead-in-school" called "meeet" to switch off.',
            '"meet"',
        ),
        (
            "activities: {nowhere: [meet]}",
            'There is no activity of the next step "nowhere" called "meet" to switch off.',
            "",
        ),
    ],
)
def test_what_is_not_there_cannot_be_switched_off(off: str, message: str, hint: str) -> None:
    merged = laid(f"{ABOUT}switch_off:\n  {off}\n")
    assert [(one.place.line, one.code, one.message) for one in merged.problems] == [(3, "NP162", message)]
    assert hint in (merged.problems[0].hint or "")


def test_activities_of_an_unknown_next_step_are_told_at_its_name() -> None:
    merged = laid(
        f'{ABOUT}activities:\n  lead-in-shcool: [{{id: a, name: A, text: T., sources: [], as_of: ""}}]\n'
    )
    assert [(one.place.line, one.place.column, one.code) for one in merged.problems] == [(3, 3, "NP123")]
    assert "lead-in-school" in (merged.problems[0].hint or "")


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org/a b",
        "https://example.org/<script>",
        'https://example.org/"onclick',
        "ftp://example.org",
        "https://exämple.org",
        "HTTPS://example.org",
    ],
)
def test_only_ordinary_web_addresses_are_links(link: str) -> None:
    quoted = "'" + link + "'"
    texts = {
        "partners": f"partners: [{{name: A, text: T., link: {quoted}}}]",
        "contacts": f"contacts: [{{name: A, text: T., link: {quoted}}}]",
        "events": f"events: [{{name: A, starts: 2027-01-01, text: T., link: {quoted}}}]",
        "sources": f"sources: {{mine: {{url: {quoted}, title: A, checked: 2026-11-20}}}}",
    }
    assert {key: refused(ABOUT + text) for key, text in texts.items()} == {
        key: [(2, "NP163")] for key in texts
    }


@pytest.mark.parametrize(
    "link",
    ["http://example.org", "https://a.example.org:8080/b/c?d=e&f=%20#g", "https://example.org/?page=(1)"],
)
def test_ordinary_web_addresses_are_taken(link: str) -> None:
    made = overlay(f"{ABOUT}partners: [{{name: A, text: T., link: '{link}'}}]")
    assert made.model.partners[0].link == link


@pytest.mark.parametrize(
    "way", ["email: nobody", "email: a@b", "email: <a@example.org>", "phone: call us", "phone: '0'"]
)
def test_email_addresses_and_phone_numbers_look_like_some(way: str) -> None:
    assert refused(f"{ABOUT}contacts: [{{name: A, text: T., {way}}}]") == [(2, "NP163")]


def test_an_entry_cannot_say_itself_where_it_comes_from() -> None:
    rule = "{id: a, suggest: ehco, strength: must, because: So., sources: [], added_by: The government}"
    assert refused(f"{ABOUT}rules: [{rule}]") == [(2, "NP032")]
    assert refused(f"{ABOUT}local: []") == [(2, "NP032")]


def test_an_overlay_says_whose_it_is() -> None:
    assert refused("about: {name: ' ', area: '', checked: 2026-11-21}") == [(1, "NP040"), (1, "NP040")]
    assert refused("partners: []") == [(1, "NP031")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(b"\xff\xfe\x00", "NP002", id="not UTF-8"),
        pytest.param(b"about: \x1b[31mred", "NP003", id="escape sequence"),
        pytest.param(b'about: {name: "\\e]0;title\\a", area: A, checked: 2026-11-21}', "NP003", id="escaped"),
        pytest.param("about: \u202ereversed".encode(), "NP003", id="turned around"),
        pytest.param(b"[" * 100_000, "NP004", id="deep nesting"),
        pytest.param(b"about: &a [*a, *a]", "NP008", id="anchors"),
        pytest.param(b"about: !!python/object/apply:os.system [ls]", "NP010", id="tag"),
        pytest.param(b"<<: {about: x}", "NP011", id="merge key"),
        pytest.param(b"about: {include: ../../other.yaml}", "NP032", id="include"),
    ],
)
def test_hostile_files_are_refused(raw: bytes, code: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_overlay(raw, "hub/overlay.yaml")
    assert code in {one.code for one in caught.value.problems}


# --- folders -----------------------------------------------------------------------------------------------


def folder(path: Path, text: str = ABOUT) -> Path:
    """Return a folder with an overlay in it."""
    path.mkdir(parents=True)
    (path / "overlay.yaml").write_text(text, encoding="utf-8")
    return path


def test_overlays_are_told_from_data_sets(tmp_path: Path) -> None:
    hub, trust = folder(tmp_path / "hub"), folder(tmp_path / "trust")
    assert base_and_overlays([SMALL, hub, trust]) == (SMALL, (hub, trust))
    assert base_and_overlays([hub]) == (bundled_folder(), (hub,))
    assert base_and_overlays([trust, SMALL, hub]) == (SMALL, (trust, hub))
    assert not is_overlay(SMALL)
    assert not is_overlay(tmp_path / "nothing")


def test_two_data_sets_or_an_overlay_named_twice_are_refused(tmp_path: Path) -> None:
    hub = folder(tmp_path / "hub")
    (tmp_path / "trust").mkdir()
    with pytest.raises(UserError, match="both whole data sets"):
        base_and_overlays([SMALL, bundled_folder()])
    with pytest.raises(UserError, match=r"There is no folder .*huub"):
        base_and_overlays([SMALL, tmp_path / "huub"])
    with pytest.raises(UserError, match="named twice"):
        base_and_overlays([hub, tmp_path / "trust" / ".." / "hub"])


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(ABOUT, encoding="utf-8")
    hub = tmp_path / "hub"
    hub.mkdir()
    (hub / "overlay.yaml").symlink_to(secret)
    assert is_overlay(hub)
    with pytest.raises(DataError) as caught:
        overlay_bytes(hub)
    assert [one.code for one in caught.value.problems] == ["NP160"]


def test_a_link_inside_the_folder_or_to_the_folder_is_fine(tmp_path: Path) -> None:
    hub = folder(tmp_path / "hub")
    (hub / "overlay.yaml").rename(hub / "real.yaml")
    (hub / "overlay.yaml").symlink_to("real.yaml")
    (tmp_path / "way").symlink_to(hub)
    assert overlay_bytes(tmp_path / "way") == ABOUT.encode()


@pytest.mark.parametrize("make", ["pipe", "folder", "loop", "nowhere"])
def test_what_is_not_a_file_is_refused_at_once(make: str, tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    if make == "pipe":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    else:
        path.symlink_to("overlay.yaml" if make == "loop" else "gone.yaml")
    with pytest.raises(UserError):
        overlay_bytes(tmp_path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    hub = folder(tmp_path / "hub", "# " + "x" * 2_000_000)
    with pytest.raises(DataError) as caught:
        overlay_bytes(hub)
    assert [one.code for one in caught.value.problems] == ["NP001"]


# --- loading -----------------------------------------------------------------------------------------------


def test_loading_lays_overlays_and_the_fingerprint_follows_every_file(tmp_path: Path) -> None:
    hub, trust = folder(tmp_path / "hub", HUB), folder(tmp_path / "trust", TRUST)
    plain, both, turned = (
        load(SMALL, check_names, overlays) for overlays in ((), (hub, trust), (trust, hub))
    )
    assert "climbers" in both.rules_by_id
    assert len({plain.fingerprint, both.fingerprint, turned.fingerprint}) == 3
    (hub / "overlay.yaml").write_text(HUB + "# a remark\n", encoding="utf-8")
    assert load(SMALL, None, (hub, trust)).fingerprint != both.fingerprint


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    hub, trust = folder(tmp_path / "hub", "about: [\n"), folder(tmp_path / "trust", ABOUT + "nothing: 1\n")
    with pytest.raises(DataError) as caught:
        load(SMALL, check_names, (hub, trust))
    assert {Path(one.place.file).parent.name for one in caught.value.problems} == {"hub", "trust"}


def test_the_cache_holds_the_merge(tmp_path: Path) -> None:
    hub = folder(tmp_path / "hub", HUB)

    def never(*_: object) -> tuple[Problem, ...]:
        raise AssertionError("the second load comes from the cache")

    first = load_cached(SMALL, tmp_path / "cache", check_names, [hub])
    second = load_cached(SMALL, tmp_path / "cache", never, [hub])
    assert first == second
    assert second.pathways.local[0].events[0].starts.year == 2027
