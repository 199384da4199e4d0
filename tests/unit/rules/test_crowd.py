"""Many people at once are what they are one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.batch import UNKNOWN, Crowd, Sorter, numbers_of, people_with, who_can_be_in
from npqpath.rules.decision_diagram import NOBODY, Diagram
from tests.builders import examples

SIZES = (2, 3, 4)

Sheet = tuple[int | None, ...]


@st.composite
def nodes(draw: st.DrawFn, diagram: Diagram) -> int:
    """Return some node of a diagram over `SIZES`."""
    node = NOBODY
    for _ in range(draw(st.integers(1, 4))):
        tests = [
            diagram.choose(level, draw(st.sets(st.integers(0, size - 1)))) for level, size in enumerate(SIZES)
        ]
        node = diagram.either(node, diagram.all_of(tests))
    return diagram.negate(node) if draw(st.booleans()) else node


SHEETS = st.lists(
    st.tuples(*(st.none() | st.integers(0, size - 1) for size in SIZES)), min_size=1, max_size=20
)


def crowd_of(sheets: list[Sheet]) -> Crowd:
    """Return the people with these sheets; None stands for a variable that they have not answered."""
    held = {}
    for level, size in enumerate(SIZES):
        column = bytes(UNKNOWN if (value := sheet[level]) is None else value for sheet in sheets)
        held[level] = tuple(people_with(column, value) for value in range(size))
    return Crowd((1 << len(sheets)) - 1, held)


def known(sheet: Sheet) -> dict[int, int]:
    return {level: value for level, value in enumerate(sheet) if value is not None}


@examples(60)
@given(st.data(), SHEETS)
def test_who_can_be_in_a_node(data: st.DataObject, sheets: list[Sheet]) -> None:
    diagram = Diagram(SIZES)
    node = data.draw(nodes(diagram))
    people = who_can_be_in(diagram, node, crowd_of(sheets))
    for at, sheet in enumerate(sheets):
        assert bool(people >> at & 1) is (diagram.restrict(node, known(sheet)) != NOBODY)


@examples(60)
@given(st.data(), SHEETS)
def test_people_are_sorted_by_what_is_left_of_the_nodes(data: st.DataObject, sheets: list[Sheet]) -> None:
    diagram = Diagram(SIZES)
    possible, node = data.draw(nodes(diagram)), data.draw(nodes(diagram))
    crowd = crowd_of(sheets)
    groups = Sorter(diagram, (possible, node)).sort(crowd, crowd.everyone)
    assert sum(groups.values()) == crowd.everyone
    for at, sheet in enumerate(sheets):
        (left,) = [left for left, people in groups.items() if people >> at & 1]
        assert left[1] == diagram.restrict(node, known(sheet))
        # Once the node is settled, nothing more is asked, so less is known of who is possible.
        assert diagram.restrict(left[0], known(sheet)) == diagram.restrict(possible, known(sheet))


@examples(60)
@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=40))
def test_numbers_come_back_person_by_person(numbers: list[int]) -> None:
    groups = [
        (number, sum(1 << at for at, each in enumerate(numbers) if each == number))
        for number in sorted(set(numbers) - {0})
    ]
    columns = numbers_of(groups, len(numbers))
    assert [int.from_bytes(bytes(row), "little") for row in zip(*columns, strict=True)] == numbers
