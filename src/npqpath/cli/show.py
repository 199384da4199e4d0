"""`npqpath show [ID]`: look things up."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.wording import find_step
from npqpath.cli.data import load_rules
from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import current_context
from npqpath.dataset.catalogue import Catalogue
from npqpath.output.document import Document
from npqpath.output.records import plain_data
from npqpath.output.views.qualification import (
    cohort_document,
    list_document,
    next_step_document,
    qualification_document,
)

SCHEMA = "npqpath/show/1"


def show(word: str | None, wanted: Wanted, on: str | None, folders: list[Path]) -> None:
    """Write what the data says about a qualification, a next step or a start, or the list of them.

    It is the data as it stands on the day `on`; None is today.
    """
    context = current_context()
    catalogue = load_rules(folders, context, on=read_day(on, context)).catalogue
    if word is None:
        give(lambda: list_document(catalogue), lambda: _list_json(catalogue), wanted, context)
        return
    it = _find(catalogue, word)
    give(
        lambda: _document(catalogue, it),
        lambda: {"schema": SCHEMA, **plain_data(_record(catalogue, it))},
        wanted,
        context,
    )


def _find(catalogue: Catalogue, word: str) -> str:
    if word.casefold() in catalogue.cohorts_by_id:
        return word.casefold()
    return find_step(catalogue, word)


def _record(catalogue: Catalogue, id: str) -> object:
    for table in (catalogue.cohorts_by_id, catalogue.qualifications_by_id, catalogue.next_steps_by_id):
        if id in table:
            return table[id]
    raise KeyError(id)


def _document(catalogue: Catalogue, id: str) -> Document:
    if id in catalogue.cohorts_by_id:
        return cohort_document(catalogue, catalogue.cohort(id))
    if id in catalogue.qualifications_by_id:
        return qualification_document(catalogue, catalogue.qualification(id))
    return next_step_document(catalogue, catalogue.next_step(id))


def _list_json(catalogue: Catalogue) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "qualifications": [
            {"id": each.id, "short_name": each.short_name, "name": each.name, "kind": each.kind}
            for each in catalogue.qualifications.qualifications
        ],
        "next_steps": [{"id": step.id, "name": step.name} for step in catalogue.pathways.next_steps],
        "cohorts": [{"id": cohort.id, "name": cohort.name} for cohort in catalogue.qualifications.cohorts],
    }
