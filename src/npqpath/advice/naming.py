"""Which qualification, next step or cohort a word stands for."""

from __future__ import annotations

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError


def find_qualification(catalogue: Catalogue, word: str) -> str:
    """Return the id of the qualification called `word`, by id, short name or alias. Raises `UsageError`."""
    return _find(word, _qualifications(catalogue), "qualification")


def find_step(catalogue: Catalogue, word: str) -> str:
    """Return the id of the qualification or next step called `word`. Raises `UsageError`."""
    steps = {step.id: step.id for step in catalogue.pathways.next_steps}
    return _find(word, _qualifications(catalogue) | steps, "qualification or next step")


def find_cohort(catalogue: Catalogue, word: str) -> str:
    """Return the id of the start called `word`. Raises `UsageError`."""
    return _find(word, {cohort.id: cohort.id for cohort in catalogue.qualifications.cohorts}, "start")


def _qualifications(catalogue: Catalogue) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in catalogue.qualifications.qualifications:
        names |= dict.fromkeys((alias.casefold() for alias in each.aliases), each.id)
    for each in catalogue.qualifications.qualifications:
        names |= {each.short_name.casefold(): each.id, each.id: each.id}
    return names


def _find(word: str, names: dict[str, str], what: str) -> str:
    found = names.get(word.strip().casefold())
    if found is None:
        raise UsageError(
            f'There is no {what} called "{word}".', did_you_mean(word, sorted(set(names.values())))
        )
    return found
