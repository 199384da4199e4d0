"""What there is to settle or arrange before the courses of a plan start."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from npqpath.advice.plan import Plan
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Arrangement


def arrangements(plan: Plan) -> tuple[Arrangement, ...]:
    """Return what fits any course of the plan; nothing where it has none."""
    courses = [step.suggestion.id for step in plan.steps if step.funding]
    return arrangements_for(plan.core.catalogue, courses)


def arrangements_for(catalogue: Catalogue, courses: Collection[str]) -> tuple[Arrangement, ...]:
    """Return what fits at least one of these qualifications, in the order of the data."""
    return tuple(one for one in catalogue.pathways.arrange if any(id not in one.not_for for id in courses))
