"""What conditions select: the compiler agrees with reading the data directly, sheet by sheet."""

from __future__ import annotations

import pytest
from hypothesis import given

from npqpath.rules.answer_space import Compiler, Space, bands
from npqpath.rules.conditions import ALWAYS, Named, Pick, Test, Within
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.rules.question_kinds import Band, parts_of
from tests import builders
from tests.unit.rules.invented import Invented, data_sets, values_on
from tests.unit.rules.oracles import holds, matches


@given(data_sets())
def test_a_condition_selects_the_sheets_for_which_it_reads_true(data: Invented) -> None:
    space, compiler, nodes = data.compile()
    for sheet in data.sheets(most=150):
        expected = [matches(raw, sheet, data.terms) for raw in data.conditions]
        for filler in (0, 1):
            values = values_on(space, sheet, filler)
            assert [holds(compiler.diagram, node, values) for node in nodes] == expected


@given(data_sets())
def test_a_question_makes_no_difference_to_those_who_are_not_asked_it(data: Invented) -> None:
    space, compiler, nodes = data.compile()
    diagram = compiler.diagram
    for question, asked in compiler.asked.items():
        for node in nodes:
            others = diagram.both(node, diagram.negate(asked))
            assert not diagram.support(others) & set(space.levels[question])


def test_a_question_that_nobody_is_asked_never_matters() -> None:
    data = Invented(
        (
            builders.one("role", "head", "teacher"),
            builders.one("odd", "yes", "no", ask_if={"role": "head", "any of": [{"role": "teacher"}]}),
        ),
        {},
        ({"odd": "yes"}, {"any of": [{"odd": "yes"}, {"role": "head"}]}),
    )
    _, compiler, (alone, either) = data.compile()
    assert alone == NOBODY
    assert either == compiler.node(Pick("role", None, frozenset({"head"})))


def test_a_question_below_one_that_is_not_asked_is_not_asked_either() -> None:
    data = Invented(
        (
            builders.one("role", "head", "teacher"),
            builders.one("first", "yes", "no", ask_if={"role": "head"}),
            builders.one("second", "yes", "no", ask_if={"first": "yes"}),
        ),
        {},
        ({"second": ["no"]},),
    )
    _, compiler, (node,) = data.compile()
    assert compiler.diagram.restrict(node, {0: 1}) == NOBODY
    assert compiler.diagram.support(node) == {0, 1, 2}


def test_none_of_holds_for_those_who_are_not_asked() -> None:
    data = Invented(
        (
            builders.one("role", "head", "teacher"),
            builders.several("awards", "gold", ask_if={"role": "head"}),
        ),
        {},
        ({"awards": {"none of": ["gold"]}},),
    )
    _, compiler, (node,) = data.compile()
    assert compiler.diagram.restrict(node, {0: 1}) == EVERYBODY
    assert compiler.diagram.restrict(node, {0: 0, 1: 1}) == NOBODY


def test_variables_follow_the_questions_and_their_parts() -> None:
    asked = (
        builders.one("role", "head", "teacher"),
        builders.several("awards", "gold", "silver"),
        builders.npqs("npqs", "depth", "breadth"),
        builders.number("years"),
    )
    space = Space(asked, {"years": (2, 5)})
    assert [(v.question, v.part, v.values) for v in space.variables] == [
        ("role", None, ("head", "teacher")),
        ("awards", "gold", ("no", "yes")),
        ("awards", "silver", ("no", "yes")),
        ("npqs", "depth", ("none", "starting-soon", "studying", "completed")),
        ("npqs", "breadth", ("none", "starting-soon", "studying", "completed")),
        ("years", None, ("under 2", "2 to 4", "5 or more")),
    ]
    assert space.sizes == (2, 2, 2, 4, 4, 3)
    assert space.levels == {"role": (0,), "awards": (1, 2), "npqs": (3, 4), "years": (5,)}
    assert all(space.level[v.question, v.part] == i for i, v in enumerate(space.variables))
    assert [parts_of(question) for question in asked[1:3]] == [("gold", "silver"), ("depth", "breadth")]


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ((), ["0 or more"]),
        ((2,), ["under 2", "2 or more"]),
        ((1, 3, 4), ["under 1", "1 to 2", "3 to 3", "4 or more"]),
    ],
    ids=["no threshold", "one threshold", "three thresholds"],
)
def test_bands_lie_between_the_thresholds_and_hold_every_number_once(
    limits: tuple[int, ...], ids: list[str]
) -> None:
    made = bands(limits)
    assert [band.id for band in made] == ids
    for years in range(8):
        assert sum(band.low <= years and (band.high is None or years < band.high) for band in made) == 1


@pytest.mark.parametrize(
    ("band", "label"),
    [
        (Band(0, None), "any number of years"),
        (Band(0, 1), "under 1 year"),
        (Band(0, 2), "under 2 years"),
        (Band(1, 2), "1 year"),
        (Band(1, None), "1 year or more"),
        (Band(2, 5), "2 to 4 years"),
        (Band(3, 4), "3 years"),
        (Band(5, None), "5 years or more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_band_is_put_into_words(band: Band, label: str) -> None:
    assert band.label("years") == label


def test_a_term_is_compiled_once_and_may_use_other_terms() -> None:
    questions = (builders.one("role", "head", "teacher"), builders.number("years"))
    space = Space(questions, {"years": (2,)})
    terms: dict[str, Test] = {"head": Pick("role", None, frozenset({"head"})), "boss": Named("head")}
    compiler = Compiler(space, Diagram(space.sizes), terms)
    for question in questions:
        compiler.ask(question.id, ALWAYS)
    assert compiler.node(Named("boss")) == compiler.node(terms["head"])
    assert compiler.node(Within("years", 0, None)) == EVERYBODY
