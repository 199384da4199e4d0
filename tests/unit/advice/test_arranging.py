"""What there is to arrange fits the courses of the plan: no assessment where a course has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from npqpath.advice.plan import Plan, arrangements_for
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Arrangement
from npqpath.output.views.plan import plan_document, sheet_document
from npqpath.output.views.plan_record import plan_record
from npqpath.planfile.steps import steps_of
from tests.builders import catalogue, frozen
from tests.unit.advice.test_plan import plan

ALL = Arrangement(text="Ask for cover.", sources=(), as_of="2026")
ASSESSED = Arrangement(text="Keep the week free.", sources=(), as_of="2026", not_for=("depth",))


def to_arrange() -> Catalogue:
    plain = catalogue([])
    return replace(plain, pathways=replace(plain.pathways, arrange=(ASSESSED, ALL)))


@pytest.mark.parametrize(
    ("courses", "found"),
    [
        ([], ()),
        (["depth"], (ALL,)),
        (["breadth"], (ASSESSED, ALL)),
        (["depth", "breadth"], (ASSESSED, ALL)),
    ],
)
def test_what_fits_one_of_the_courses_is_told(courses: list[str], found: tuple[Arrangement, ...]) -> None:
    assert arrangements_for(to_arrange(), courses) == found


def new_head() -> Plan:
    """Return the plan of a head in the first five years who holds NPQH."""
    return plan(
        role="headteacher",
        setting="school",
        aim="headship",
        npqs={"npqh": "completed"},
        first_five_years_of_headship="yes",
        works_in_england="yes",
    )


def test_the_coaching_offer_asks_for_no_assessment_no_hours_of_study_and_no_task() -> None:
    left_out = set(frozen().pathways.arrange) - set(arrangements_for(frozen(), ["ehco"]))
    assert {one.as_of for one in left_out if "assess" in one.text} == {"2021 to 2023", "2022"}
    others = sorted(one.text.split(",")[0] for one in left_out if "assess" not in one.text)
    assert others == [
        "Choose one real task at work in which you can use what you learn. NPQs are made to be tied to your"
        " own setting.",
        "Set aside the weekly study time of your course",
    ]


def test_every_form_of_a_plan_leaves_out_what_does_not_fit() -> None:
    made = new_head()
    core = made.core
    data = core.catalogue
    not_for = tuple(step.suggestion.id for step in made.steps if step.funding)
    assert "ehco" in not_for
    unfit = Arrangement(text="Keep the week free.", sources=(), as_of="2026", settle="Week", not_for=not_for)
    fit = replace(unfit, text="Ask for cover.", not_for=())
    pathways = replace(data.pathways, arrange=(unfit, fit))
    person = replace(made.person, core=replace(core, catalogue=replace(data, pathways=pathways)))
    made = replace(made, person=person)
    forms = [
        str(plan_document(made)),
        str(plan_record(made).arrange),
        str(sheet_document(made)),
        str(steps_of(made)),
    ]
    for form in forms:
        assert fit.text in form
        assert unfit.text not in form
