"""Funding tables, numbers and sources: each says what it has to say, and every row of a table is of use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from npqpath.dataset.pathways import Answer, Deadline, Move, Time
from npqpath.dataset.qualifications import Length, Price, Qualification
from npqpath.validate.contradictions import contradiction, lines_of
from npqpath.validate.findings import Finding, say
from npqpath.validate.parts import worded
from npqpath.validate.proof_context import ProofContext
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.qualifications import Cohort
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import Files


def check_tables(files: Files) -> Iterator[Problem]:
    """Yield the rows and numbers that do not say what they have to say, and lists that cannot be empty."""
    cohorts = files.catalogue.qualifications.cohorts
    if not cohorts:
        yield files.key_problem("qualifications", ("cohorts",), *worded("NP153-no-cohort"))
    for index, cohort in enumerate(cohorts):
        yield from _check_cohort(files, ("cohorts", index), cohort)
    months = {question.id for question in files.catalogue.pathways.questions if question.kind == "month"}
    for index, deadline in enumerate(files.catalogue.pathways.deadlines):
        if deadline.counts_from not in months and (deadline.counts_from or deadline.before is None):
            yield files.problem("pathways", ("deadlines", index), *worded("NP158"))
    yield from _check_numbers(files)
    yield from _check_sources(files)


def _check_cohort(files: Files, loc: Loc, cohort: Cohort) -> Iterator[Problem]:
    for name in ("offers", "funding"):
        if not getattr(cohort, name) and not (name == "funding" and cohort.like is not None):
            words = worded(f"NP153-{name}", start=cohort.id)
            yield files.key_problem("qualifications", (*loc, name), *words)
    if not cohort.funding:
        return
    for index, row in enumerate(cohort.funding):
        if (row.outcome is None) == (row.needs is None):
            what = "decides nothing" if row.outcome is None else "decides and asks for one more answer"
            place = (*loc, "funding", index, "id")
            yield files.problem("qualifications", place, *worded("NP150", row=row.id, what=what))
    last = cohort.funding[-1]
    at: Loc = (*loc, "funding", len(cohort.funding) - 1)
    limit = next((name for name in ("only_for", "when", "unless", "needs") if getattr(last, name)), None)
    if limit is not None:
        at, words = (*at, limit), worded("NP152-limit", limit=limit)
        for index, row in enumerate(cohort.funding):
            if not (row.only_for or row.when or row.unless or row.needs):
                at, words = (*loc, "funding", index, "id"), worded("NP152-early", row=row.id)
        yield files.key_problem("qualifications", at, *words)


_NUMBERS: dict[type, dict[str, tuple[int, int]]] = {
    Length: {"taught_months": (1, 36), "result_months": (1, 60)},
    Qualification: {"hours_a_week": (1, 40)},
    Price: {"pounds": (50, 20_000)},
    Move: {"months": (0, 120)},
    Time: {"months": (0, 60)},
    Deadline: {"months": (0, 120)},
    Answer: {"later_after": (1, 20)},
}
"""The least and the most that a number can be: wider than anything known, so what is outside is a slip."""


def _check_numbers(files: Files) -> Iterator[Problem]:
    """Yield the numbers that cannot be right: out of range, the wrong way round, or too many."""
    for file, loc, part in files.parts:
        for name, (least, most) in _NUMBERS.get(type(part), {}).items():
            value = getattr(part, name)
            numbers = value if isinstance(value, tuple) else () if value is None else (value,)
            key, wrong = "", [one for one in numbers if not least <= one <= most]
            if wrong:
                key = "NP157-range"
            elif list(numbers) != sorted(numbers):
                key = "NP157-order"
            elif name == "result_months" and len(numbers) > 2:
                key = "NP157-many"
            elif name == "result_months" and numbers and numbers[0] < part.taught_months <= most:
                key = "NP157-early"
            if key:
                words = worded(key, name=name, number=(*wrong, 0)[0], least=least, most=most)
                yield files.key_problem(file, (*loc, name), *words)


def _check_sources(files: Files) -> Iterator[Problem]:
    for file, loc, part in files.parts:
        # A time without a text is one that the file leaves out: its usual length stands in.
        is_left_out = isinstance(part, Time) and not part.text
        if loc and getattr(part, "sources", None) == () and not is_left_out:
            yield files.key_problem(file, (*loc, "sources"), *worded("NP154"))


@dataclass(frozen=True, slots=True)
class Table:
    """A cohort's funding table for one qualification.

    `tests` are the people each row is about and `first` those for whom it is the first to match, by the
    number of the row; people who cannot exist are among them.
    """

    qualification: str
    tests: dict[int, int]
    first: dict[int, int]


def check_funding_rows(context: ProofContext) -> Iterator[Finding]:
    """Yield the rows of the funding tables that are never reached."""
    for index, cohort in enumerate(context.catalogue.qualifications.cohorts):
        tables = tables_of(context, cohort)
        for number in range(len(cohort.funding)):
            about = [table for table in tables if number in table.tests]
            if not any(context.is_met(table.first[number]) for table in about):
                if above := _above(context, cohort, number, about):
                    yield _never_reached(context, (index, number), above)
                else:
                    yield _about_nobody(context, (index, number), cohort, about)


def tables_of(context: ProofContext, cohort: Cohort) -> list[Table]:
    """Return the funding table of a cohort for each qualification it offers."""
    core = context.core
    return [
        Table(id, core.funding_tests(cohort.id, id), dict(core.funding_rows(cohort.id, id)))
        for id in cohort.offers
    ]


def _about_nobody(context: ProofContext, at: tuple[int, int], cohort: Cohort, about: list[Table]) -> Finding:
    """Return the finding that nobody is as a row says, whatever stands above it."""
    index, number = at
    row = cohort.funding[number]
    loc = ("cohorts", index, "funding", number)
    what = f'row "{row.id}" of {cohort.id}'
    this = about[0].qualification
    lines = lines_of(context, "qualifications", loc, (row.when, row.unless), this)
    place, message, hint = contradiction(context, ("qualifications", loc, what), lines)
    return Finding(place, "NP311", "warning", message, hint)


def _above(context: ProofContext, cohort: Cohort, number: int, about: list[Table]) -> list[int]:
    """Return few rows above one that together decide about all it is about; none if that is nobody."""
    above: dict[int, None] = {}
    for table in about:
        if context.is_met(table.tests[number]):
            deciding = [i for i in range(number) if not cohort.funding[i].needs]
            earlier = {i: table.first[i] for i in deciding if i in table.first}
            above |= dict.fromkeys(context.fewest(table.tests[number], earlier))
    return sorted(above)


def _never_reached(context: ProofContext, at: tuple[int, int], above: list[int]) -> Finding:
    """Return the finding that the rows `above` decide about everybody whom a row is about.

    A test that expects the row makes it an error.
    """
    index, number = at
    cohort = context.catalogue.qualifications.cohorts[index]
    row = cohort.funding[number]
    tests = context.catalogue.pathways.tests
    expected = any(row.id in (test.rows or {}).get(cohort.id, ()) for test in tests)
    names, verb = listed(_names(context, index, cohort, above)), "decides" if len(above) == 1 else "decide"
    table = ("cohorts", index, "funding")
    place, cause = (context.place("qualifications", (*table, row, "id")) for row in (number, above[-1]))
    key = "NP311-row" if cohort.like is None else "NP311-like"
    found = say(key, place, row=row.id, start=cohort.id, above=names, verb=verb, cause=cause)
    return replace(found, severity="error" if expected else "warning")


def _names(context: ProofContext, index: int, cohort: Cohort, rows: list[int]) -> Iterator[str]:
    for i in rows:
        place = context.place("qualifications", ("cohorts", index, "funding", i, "id"))
        yield f'"{cohort.funding[i].id}" ({context.line(place, "qualifications")})'
