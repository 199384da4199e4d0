"""Names: every id that the data mentions exists, and every condition can be read.

Runs whenever a data set is loaded, so what it finds stops the data from being used. It looks at a
data set of the right shape and never raises, whatever the names in it are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.careers import Move, Post, Priority
from npqpath.catalogue.near import did_you_mean
from npqpath.catalogue.pathways import Arrangement, Deadline, Promise, Question, Rule
from npqpath.catalogue.qualifications import Cohort, FundingRow, Qualification
from npqpath.validate.condition_faults import check_conditions
from npqpath.validate.duplicates import check_duplicates
from npqpath.validate.grouping import one_for_each_name
from npqpath.validate.order import check_order
from npqpath.validate.other_names import check_other_names
from npqpath.validate.parts import Files
from npqpath.validate.question_fields import check_questions
from npqpath.validate.slips import check_slips
from npqpath.validate.tables import check_tables

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.reading import Loc, Tree
    from npqpath.errors import Problem

Reference: TypeAlias = "tuple[str, Loc, str]"
"""A kind of name, where it is used, and the name."""

_CODES = {
    "source": "NP120",
    "lead provider": "NP121",
    "qualification": "NP122",
    "qualification or next step": "NP123",
    "post": "NP124",
    "question": "NP125",
}


def check_names(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    """Return everything that is wrong with the names, the order and the tables, in the order of the files."""
    files = Files(catalogue, qualifications, pathways)
    found = [
        *_check_references(files),
        *_check_offers(files),
        *check_conditions(files),
        *check_slips(files),
        *check_duplicates(files),
        *check_other_names(files),
        *check_questions(files),
        *check_order(files),
        *check_tables(files),
    ]
    once = {(one.place, one.code): one for one in reversed(found)}
    in_order = sorted(once.values(), key=lambda one: (one.place.file, one.place.line, one.place.column))
    return tuple(one_for_each_name(in_order))


def _check_references(files: Files) -> Iterator[Problem]:
    known = _known(files.catalogue)
    for file, loc, part in files.parts:
        for kind, at, id in _references(loc, part):
            if id not in known[kind]:
                hint = did_you_mean(id, known[kind])
                yield files.problem(file, at, _CODES[kind], f'There is no {kind} "{id}".', hint)


def _known(catalogue: Catalogue) -> dict[str, list[str]]:
    return {
        "source": list(catalogue.sources_by_id),
        "lead provider": list(catalogue.qualifications.providers),
        "qualification": list(catalogue.qualifications_by_id),
        "qualification or next step": [*catalogue.qualifications_by_id, *catalogue.next_steps_by_id],
        "post": list(catalogue.posts_by_id),
        "question": list(catalogue.questions_by_id),
    }


def _references(loc: Loc, part: Any) -> Iterator[Reference]:
    """Yield the names that a part mentions, without those in its parts and its conditions."""
    if loc and isinstance(getattr(part, "sources", None), tuple):
        yield from _each("source", (*loc, "sources"), part.sources)
    match part:
        case Qualification():
            yield from _each("lead provider", (*loc, "providers"), part.providers)
        case Cohort():
            yield from _each("qualification", (*loc, "offers"), part.offers)
        case FundingRow():
            yield from _each("qualification", (*loc, "only_for"), part.only_for)
            if part.needs is not None:
                yield "question", (*loc, "needs"), part.needs
        case Question():
            yield from _each("qualification", (*loc, "of"), part.of)
        case Deadline():
            yield "qualification", (*loc, "qualification"), part.qualification
        case Arrangement():
            yield from _each("qualification", (*loc, "not_for"), part.not_for)
        case Post():
            yield from _each("qualification", (*loc, "helps"), part.helps)
        case Priority():
            yield from _each("qualification", (*loc, "courses"), part.courses)
        case Move():
            yield "post", (*loc, "start"), part.start
            yield "post", (*loc, "to"), part.to
            yield from _each("qualification or next step", (*loc, "helps"), part.helps)
        case Rule():
            yield "qualification or next step", (*loc, "suggest"), part.suggest
        case Promise():
            yield from _each("qualification or next step", (*loc, "always"), part.always)
            yield from _each("qualification or next step", (*loc, "never"), part.never)


def _each(kind: str, loc: Loc, ids: tuple[str, ...]) -> Iterator[Reference]:
    for index, id in enumerate(ids):
        yield kind, (*loc, index), id


def _check_offers(files: Files) -> Iterator[Problem]:
    """Yield the rows of a funding table that are about something that its cohort does not offer."""
    known = files.catalogue.qualifications_by_id
    for i, cohort in enumerate(files.catalogue.qualifications.cohorts):
        for j, row in enumerate(cohort.funding):
            for k, id in enumerate(row.only_for):
                if cohort.offers and id in known and id not in cohort.offers:
                    yield files.problem(
                        "qualifications",
                        ("cohorts", i, "funding", j, "only_for", k),
                        "NP127",
                        f'This row is about "{id}", which "{cohort.id}" does not offer.',
                        "Add it to `offers` of the cohort, or take it away here.",
                    )
