"""Funding tables and promises: every row decides, the last row catches everybody, no promise is empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.catalogue.pace import Time

if TYPE_CHECKING:
    from npqpath.catalogue.qualifications import Cohort
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import Files


def check_tables(files: Files) -> Iterator[Problem]:
    """Yield the rows and promises that do not say what they have to say, and lists that cannot be empty."""
    cohorts = files.catalogue.qualifications.cohorts
    if not cohorts:
        yield _empty(files, ("cohorts",), "There is no cohort, so nobody can be told about funding.")
    for index, cohort in enumerate(cohorts):
        yield from _check_cohort(files, ("cohorts", index), cohort)
    for index, one in enumerate(files.catalogue.qualifications.qualifications):
        if one.length is not None and len(one.length.result_months) not in (1, 2):
            loc = ("qualifications", index, "length", "result_months")
            message = "A result comes after one number of months, or between two."
            hint = "Write [18], or the shortest and the longest, such as [18, 24]."
            yield files.key_problem("qualifications", loc, "NP157", message, hint)
    for index, deadline in enumerate(files.catalogue.pathways.deadlines):
        fewest, most = deadline.months_left
        if fewest > most:
            at: Loc = ("deadlines", index, "months_left")
            hint = f"Write [{most}, {fewest}]."
            yield files.key_problem(
                "pathways", at, "NP158", "The fewest months are more than the most.", hint
            )
    yield from _check_sources(files)
    yield from _check_promises(files)


def _empty(files: Files, loc: Loc, message: str) -> Problem:
    return files.key_problem("qualifications", loc, "NP153", message, "Add at least one.")


def _check_cohort(files: Files, loc: Loc, cohort: Cohort) -> Iterator[Problem]:
    if not cohort.offers:
        yield _empty(files, (*loc, "offers"), f'"{cohort.id}" offers nothing.')
    if not cohort.funding:
        yield _empty(files, (*loc, "funding"), f'The funding table of "{cohort.id}" has no rows.')
        return
    for index, row in enumerate(cohort.funding):
        at = (*loc, "funding", index)
        if row.outcome is None and row.needs is None:
            message = f'The row "{row.id}" decides nothing.'
            hint = 'Add "outcome:", or "needs:" with a question that must be answered first.'
            yield files.problem("qualifications", (*at, "id"), "NP150", message, hint)
        elif row.outcome is not None and row.needs is not None:
            message = f'The row "{row.id}" decides and asks for one more answer. It can do one of the two.'
            hint = 'Take "needs" or "outcome" away.'
            yield files.key_problem("qualifications", (*at, "needs"), "NP151", message, hint)
    last = cohort.funding[-1]
    at = (*loc, "funding", len(cohort.funding) - 1)
    limit = next((name for name in ("only_for", "when", "unless", "needs") if getattr(last, name)), None)
    if limit is not None:
        message = f'The last row of the table has "{limit}", so somebody could fall through.'
        hint = "Add a last row for everybody, without a condition."
        yield files.key_problem("qualifications", (*at, limit), "NP152", message, hint)


def _is_left_out(part: object) -> bool:
    """Return whether the part is a time that the file leaves out, so that its usual length stands in."""
    return isinstance(part, Time) and not part.text


def _check_sources(files: Files) -> Iterator[Problem]:
    for file, loc, part in files.parts:
        if loc and getattr(part, "sources", None) == () and not _is_left_out(part):
            message = "No source is named here. Every fact has one."
            hint = "Name the id of a page that says so."
            yield files.key_problem(file, (*loc, "sources"), "NP154", message, hint)


def _check_promises(files: Files) -> Iterator[Problem]:
    for index, promise in enumerate(files.catalogue.pathways.promises):
        loc: Loc = ("promises", index)
        if promise.gets is None and not promise.always and not promise.never:
            message = f'The promise "{promise.id}" promises nothing.'
            hint = 'Add "gets:", "always:" or "never:".'
            yield files.problem("pathways", (*loc, "id"), "NP155", message, hint)
        for i, id in enumerate(promise.always):
            if id in promise.never and len(promise.always) == 1:
                message = f'The promise "{promise.id}" says that people always and never get "{id}".'
                yield files.problem(
                    "pathways", (*loc, "always", i), "NP156", message, "Take one of the two away."
                )
