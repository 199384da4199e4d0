"""The register gives the places, the lists say which they name, and each can be replaced by a newer one."""

from __future__ import annotations

import datetime as dt

from npqpath.workplaces.official_lists import Workplace
from npqpath.workplaces.store import combine, take_apart
from tests.unit.workplaces.lists import listing, place

OAK = place("100001", "Oak School", ukprn="10000001", type="Community school")
ELM = place("100002", "Elm School", ukprn="10000002")
CLOSED = Workplace("100003", "10000003", "Old Mill", is_closed=True)
REGISTER = listing("register", OAK, ELM, CLOSED)


def test_a_list_marks_the_places_of_the_register() -> None:
    combined = combine([listing("schools-list", place("100001", "Oak")), REGISTER])
    assert [(each.name, sorted(each.kinds)) for each in combined.places] == [
        ("Oak School", ["register", "schools-list"]),
        ("Elm School", ["register"]),
    ]


def test_colleges_are_matched_by_ukprn_and_one_ukprn_may_have_several_places() -> None:
    twin = place("100004", "Oak Sixth Form", ukprn="10000001")
    combined = combine(
        [
            listing("register", OAK, twin, ELM),
            listing("16-to-19-list", place("", "Oak Trust", ukprn="10000001")),
        ]
    )
    assert [each.name for each in combined.places if "16-to-19-list" in each.kinds] == [
        "Oak School",
        "Oak Sixth Form",
    ]


def test_a_place_that_the_register_lacks_stays_in() -> None:
    combined = combine([REGISTER, listing("16-to-19-list", place("", "Halton Council", ukprn="10000009"))])
    assert combined.places[-1].name == "Halton Council"
    assert combined.places[-1].kinds == {"16-to-19-list"}


def test_closed_places_stand_apart_even_when_a_list_names_them() -> None:
    combined = combine([REGISTER, listing("schools-list", place("100003", "Old Mill"))])
    assert [each.name for each in combined.closed] == ["Old Mill"]
    assert "Old Mill" not in [each.name for each in combined.places]


def test_lists_come_out_as_they_went_in() -> None:
    lists = [
        REGISTER,
        listing("schools-list", place("100001", "Oak"), place("100003", "Old Mill")),
        listing("16-to-19-list", place("", "Elm College", ukprn="10000002")),
        listing("childminders", Workplace("EY123456", "", "")),
    ]
    combined = combine(lists)
    assert combine(take_apart(combined)) == combined


def test_a_newer_list_takes_the_place_of_the_older() -> None:
    old = combine([REGISTER, listing("schools-list", place("100001", "Oak"))])
    newer = listing("schools-list", place("100002", "Elm"), on=dt.date(2027, 5, 1))
    combined = combine([*take_apart(old), newer])
    assert [each.name for each in combined.places if "schools-list" in each.kinds] == ["Elm School"]
    assert [info.on.year for info in combined.lists] == [2026, 2027]


def test_a_register_that_reopens_a_place_opens_it() -> None:
    old = combine([REGISTER, listing("rise", place("100003", "Old Mill"))])
    combined = combine([*take_apart(old), listing("register", place("100003", "New Mill"))])
    assert [(each.name, sorted(each.kinds)) for each in combined.places] == [
        ("New Mill", ["register", "rise"])
    ]
    assert combined.closed == ()
