"""The bundled data and the examples work, whatever they say: no test here knows a word that people read.

What the data says is checked by `npqpath validate --strict`, by its own made-up people and by the benchmark.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.cohort_dates import stand
from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.route import find_route
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import bundled_folder, load
from npqpath.errors import UsageError
from npqpath.output.formats import plain_data
from npqpath.output.views.route import route_json
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.words import months_after
from tests.builders import few_examples
from tests.program import ROOT
from tests.unit.cli.calling import Caller
from tools import benchmark
from tools.renew import plans, schemas

QUALIFICATIONS = "npqlt npqltd npqlbc npqll npqlpm npqsenco npqsl npqh npqel npqeyl ehco"
NEXT_STEPS = (
    "reflect-and-implement lead-in-school share-expertise slt-development deeper-learning expand-knowledge "
    "build-experience-first no-qualification-needed"
)
YES_NO = (
    "works_in_england on_schools_disadvantage_list on_16_to_19_disadvantage_list targeted_rise_school "
    "on_childminder_list itt_provider_accredited referred_by_return_to_teaching_adviser "
    "first_five_years_of_headship"
)
ANSWERS = {
    "setting": "school academy-trust 16-to-19 early-years another-setting other",
    "workplace_type": (
        "state-funded-school independent-special-school independent-school 16-to-19-provider "
        "maintained-nursery-school other-establishment"
    ),
    "early_years_kind": "maintained-nursery nursery-class private-nursery childminder other-early-years",
    "employment": (
        "virtual-school hospital-education young-offender-institution la-teacher-across-schools "
        "itt-lead-mentor"
    ),
    "mastery_evidence": "one-year-programme similar-course another-way none",
}
ALIASES = {
    "community school": "state-funded-school",
    "academy converter": "state-funded-school",
    "other independent school": "independent-school",
}


@cache
def bundled() -> Catalogue:
    return load(bundled_folder(), None)


@cache
def bundled_rules() -> CompiledRules:
    return compile_rules(bundled())


def ids(question: str) -> list[str]:
    return [answer.id for answer in bundled().question(question).answers]


def test_every_id_that_other_programs_rely_on_is_there() -> None:
    assert set(QUALIFICATIONS.split()) <= set(bundled().qualifications_by_id)
    assert set(NEXT_STEPS.split()) <= {step.id for step in bundled().pathways.next_steps}
    assert set(bundled().question("npqs").of) == set(bundled().question("scholarships_used").of)
    assert set(QUALIFICATIONS.split()) <= set(bundled().question("npqs").of)
    for question in YES_NO.split():
        assert set(ids(question)) - {"not-sure"} == {"yes", "no"}
    for question, answers in ANSWERS.items():
        assert set(answers.split()) <= set(ids(question))
    assert {"headteacher", "deputy-headteacher", "assistant-headteacher", "senco"} <= set(ids("role"))
    kinds = bundled().question("workplace_type").answers
    aliases = {alias: kind.id for kind in kinds for alias in kind.aliases}
    assert {alias: aliases.get(alias) for alias in ALIASES} == ALIASES


@pytest.mark.parametrize("step", NEXT_STEPS.split())
def test_whoever_gets_a_next_step_finds_something_to_do_in_it(step: str) -> None:
    core = bundled_rules()
    ids = [activity.id for activity in bundled().next_step(step).activities]
    something = core.diagram.any_of(core.activities.get((step, id), EVERYBODY) for id in ids)
    people = core.diagram.both(core.possible, core.suggested(step))
    assert core.diagram.both(people, core.diagram.negate(something)) == NOBODY


def test_there_is_a_plan_for_every_example_and_a_schema_for_every_file() -> None:
    examples = ROOT / "examples"
    written = dict(plans(bundled_rules(), examples))
    assert {f"{path.stem}.md" for path in (examples / "answers").iterdir()} | {"trust.md"} < set(written)
    assert all(text.startswith("# ") for text in written.values())
    assert all(json.loads(text)["$schema"] for _, text in schemas(bundled()))


@pytest.mark.parametrize(
    "id", [*bundled().qualifications_by_id, *(step.id for step in bundled().pathways.next_steps)]
)
def test_everything_that_can_be_suggested_or_held_can_be_shown(cli: Caller, id: str) -> None:
    shown = cli.call("show", id, env={"NPQPATH_DATA": ""})
    assert (shown.code, shown.stderr) == (0, "")
    assert bundled().name_of(id) in " ".join(shown.stdout.split())


def test_every_question_is_listed(cli: Caller) -> None:
    shown = cli.call("questions", "--format", "json", env={"NPQPATH_DATA": ""})
    listed = [question["id"] for question in json.loads(shown.stdout)["questions"]]
    assert listed == [question.id for question in bundled().pathways.questions]


@pytest.mark.parametrize(
    "file",
    [*bundled_folder().glob("*.yaml"), *(ROOT / "examples").glob("overlays/*/*")],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_an_editor_finds_the_schema_of_a_data_file(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    schema = file.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == ROOT / "schema" / f"{file.stem}.schema.json"
    assert schema.is_file()


def test_the_advice_is_as_good_as_published_guidance_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main() == 0, capsys.readouterr().out


ROLES = [answer.id for answer in bundled().question("role").answers]
ON = dt.date(2026, 11, 28)
some_answers = st.fixed_dictionaries(
    {"role": st.sampled_from(ROLES)},
    optional={
        "setting": st.sampled_from(ANSWERS["setting"].split()),
        "focus": st.sampled_from(["teaching", "behaviour", "literacy", "send", "whole-school"]),
        "aim": st.sampled_from(["headship", "lead-area", "deepen-practice", "share-expertise"]),
        "npqs": st.dictionaries(
            st.sampled_from(QUALIFICATIONS.split()), st.sampled_from(["completed", "studying"]), max_size=2
        ),
        "awards": st.lists(st.sampled_from(["qts", "legacy-npqsl"]), unique=True),
    },
)


def check_route(answers: dict[str, object], goal: str, on: dt.date) -> None:
    """Hold the ways of one person to one post against what is true of every way."""
    catalogue = bundled()
    person = make_person(bundled_rules(), read_answers(answers, catalogue))
    found = plain_data(route_json(find_route(person, goal, stand(catalogue, on))))
    moves = {(move.start, move.to): move for move in catalogue.pathways.moves}
    lengths = [len(way["steps"]) for way in found["ways"]]
    assert len(lengths) <= 3
    assert lengths == [] or lengths[0] == min(lengths)
    for way in found["ways"]:
        passed = [found["from"], *(step["post"] for step in way["steps"])]
        assert passed[-1] == goal
        assert len(set(passed)) == len(passed)
        assert set(pairwise(passed)) <= moves.keys()
        days = [step["from"] for step in way["steps"]]
        assert days == sorted(set(days))
        assert days[0] > f"{on:%Y-%m}"
        for step in way["steps"]:
            assert step["from"] <= step["likely"]
            assert set(catalogue.posts_by_id[step["post"]].needs) <= set(step["helps"])
            for fact in (*step["law"], *step["facts"]):
                assert fact["as_of"]
                assert fact["sources"]


@pytest.mark.parametrize("role", ROLES)
def test_the_ways_from_every_role_to_every_post_keep_what_they_promise(role: str) -> None:
    for goal in bundled().posts_by_id:
        check_route({"role": role}, goal, ON)


@few_examples
@given(answers=some_answers, at=st.integers(0), months=st.integers(0, 36))
def test_the_ways_of_anybody_on_any_day_keep_what_they_promise(
    answers: dict[str, object], at: int, months: int
) -> None:
    posts = list(bundled().posts_by_id)
    with contextlib.suppress(UsageError):
        check_route(answers, posts[at % len(posts)], months_after(ON, months))


def test_no_figure_about_a_post_or_a_move_stands_without_a_source_and_a_date() -> None:
    book = bundled().pathways
    facts = [fact for move in book.moves for fact in move.facts]
    facts += [
        fact for post in bundled().posts_by_id.values() for fact in (*post.law, *post.pays, *post.facts)
    ]
    assert facts
    assert all(fact.sources and fact.as_of for fact in facts)
