"""Give a plan, or the sheet for a talk about it, in every form that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give
from npqpath.console import Context

if TYPE_CHECKING:
    from npqpath.advice.plan import Plan
    from npqpath.output.calendar_file import Date
    from npqpath.output.document import Document
    from npqpath.output.formats import Part


# What makes a shape of the plan is loaded when a form asks for it.


View: TypeAlias = Literal["plan", "sheet"]
"""What of a plan is wanted: all of it, or one page to talk about with a line manager."""


PARTS: Mapping[View, Sequence[Part]] = {"plan": ("dates",), "sheet": ()}
"""What each view has besides a document and data."""


def give_plan(plan: Plan, view: View, wanted: Wanted, context: Context) -> None:
    """Write a view of a plan to where it is wanted. Raises what `give` raises."""
    if view == "sheet":
        give(lambda: _sheet(plan), lambda: _sheet_data(plan), wanted, context, on=plan.on)
    else:
        give(
            lambda: _plan(plan),
            lambda: _plan_data(plan),
            wanted,
            context,
            on=plan.on,
            dates=lambda: _dates(plan),
        )


def _plan(plan: Plan) -> Document:
    from npqpath.output.views.plan import plan_document

    return plan_document(plan)


def _plan_data(plan: Plan) -> object:
    from npqpath.output.views.plan_record import plan_record

    return plan_record(plan)


def _dates(plan: Plan) -> Sequence[Date]:
    from npqpath.output.calendar_file import plan_dates

    return plan_dates(plan)


def _sheet(plan: Plan) -> Document:
    from npqpath.output.views.sheet import sheet_document

    return sheet_document(plan)


def _sheet_data(plan: Plan) -> object:
    from npqpath.output.views.sheet import sheet_json

    return sheet_json(plan)
