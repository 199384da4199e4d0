"""`npqpath funding`: would DfE pay, for one or all qualifications at once."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.cohort_dates import stand
from npqpath.advice.funding import decide_funding
from npqpath.advice.legal_deadlines import find_deadlines
from npqpath.advice.suggestions import funding_goal
from npqpath.advice.wording import find_cohort, find_qualification
from npqpath.cli.asking import find_person
from npqpath.cli.data import load_rules
from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import current_context
from npqpath.output.views.funding import funding_document, funding_json


def funding(
    words: tuple[str, ...],
    cohort: str | None,
    asked: Asked,
    wanted: Wanted,
    on: str | None,
    folders: list[Path],
) -> None:
    """Ask what the decision needs, and write the decisions to where they are wanted."""
    context = current_context()
    day = read_day(on, context)
    core = load_rules(folders, context, on=day)
    standing = stand(core.catalogue, day)
    start = core.catalogue.cohort(find_cohort(core.catalogue, cohort)) if cohort else standing.rules
    ids = tuple(dict.fromkeys(find_qualification(core.catalogue, word) for word in words)) or start.offers
    person = find_person(core, lambda: funding_goal(core, start.id, ids), asked, context)
    decisions = tuple(decide_funding(person, start, id) for id in ids)
    found = find_deadlines(person, standing) if start is standing.rules else ()
    deadlines = tuple(due for due in found if due.qualification in ids)
    give(
        lambda: funding_document(core.catalogue, start, decisions, deadlines=deadlines, standing=standing),
        lambda: funding_json(core.catalogue, start, decisions, deadlines=deadlines, standing=standing),
        wanted,
        context,
    )
