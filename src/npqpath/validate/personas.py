"""Persona tests: made-up people under `tests:`, with what they must be told."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.advice.answers import read_answers
from npqpath.advice.situation import Person, assume_left_out, make_person
from npqpath.advice.suggestions import suggested_ids
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError
from npqpath.validate.findings import Finding
from npqpath.validate.persona_funding import (
    check_funding_of,
    check_names_of_funding,
    check_rows_of,
    decided_rows,
)
from npqpath.validate.persona_outcomes import check_outcome
from npqpath.validate.persona_reach import Reached, check_reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.reading import Loc
    from npqpath.validate.findings import DataSet


def check_personas(data: DataSet) -> Iterable[Finding]:
    """Yield the persona tests that fail or cannot be run; if all hold, what none of them reaches."""
    reached = Reached()
    tests = data.catalogue.pathways.tests
    all_hold = bool(tests)
    for index, test in enumerate(tests):
        yield from _check_expectations(data, index, test)
        faults = list(check_names_of_funding(data, index, test))
        yield from faults
        person = yield from _person_of(data, index, test)
        all_hold &= person is not None and not faults
        if person is None:
            continue
        ids = suggested_ids(person)
        reached.note(data, person, ids)
        yield from _check_asked(data, index, test, person)
        failures = list(check_outcome(data, index, test, person, ids))
        if not faults:
            filled = assume_left_out(person)
            reached.rows |= decided_rows(data, test, filled)
            failures += check_funding_of(data, index, test, filled)
            failures += check_rows_of(data, index, test, filled)
        yield from failures
        all_hold &= not failures
    if all_hold:
        yield from check_reach(data, reached)


def _check_expectations(data: DataSet, index: int, test: PersonaTest) -> Iterator[Finding]:
    here: Loc = ("tests", index)
    if not (test.first or test.gets or test.never or test.rules or test.funding or test.rows):
        message = f'The test "{test.id}" expects nothing.'
        hint = "Add `first`, `gets`, `never` or `rules`, each with a list of ids, or `funding` or `rows`."
        yield Finding(data.place("pathways", (*here, "id")), "NP602", "error", message, hint)
    suggested = list(data.core.suggestible())
    for key in ("first", "gets", "never"):
        yield from _unknown_ids(data, (*here, key), 'No rule suggests "{}".', getattr(test, key), suggested)
    rules = list(data.catalogue.rules_by_id)
    yield from _unknown_ids(data, (*here, "rules"), 'There is no rule "{}".', test.rules, rules)


def _unknown_ids(
    data: DataSet, loc: Loc, words: str, ids: tuple[str, ...], known: Sequence[str]
) -> Iterator[Finding]:
    for number, id in enumerate(ids):
        if id not in known:
            place = data.place("pathways", (*loc, number))
            yield Finding(place, "NP602", "error", words.format(id), did_you_mean(id, known))


def _person_of(data: DataSet, index: int, test: PersonaTest) -> Generator[Finding, None, Person | None]:
    """Yield why a test has no person who can exist; or return the person."""
    try:
        given = read_answers(test.answers, data.catalogue)
    except UsageError:
        yield from _faults_of_answers(data, index, test)
        return None
    try:
        return make_person(data.core, given)
    except UsageError as error:
        place = data.key_place("pathways", ("tests", index, "answers"))
        message = f'Nobody can be like "{test.id}". {error.message}'
        yield Finding(place, "NP602", "error", message, error.hint)
        return None


def _faults_of_answers(data: DataSet, index: int, test: PersonaTest) -> Iterator[Finding]:
    """Yield what is wrong with each answer, at the answer or at the question that does not exist."""
    for question, answer in test.answers.items():
        try:
            read_answers({question: answer}, data.catalogue)
        except UsageError as error:
            loc = ("tests", index, "answers", question)
            is_known = question in data.catalogue.questions_by_id
            place = data.place("pathways", loc) if is_known else data.key_place("pathways", loc)
            yield Finding(place, "NP602", "error", error.message)


def _check_asked(data: DataSet, index: int, test: PersonaTest, person: Person) -> Iterator[Finding]:
    """Yield the answers of a test that do not count, because nobody like this is asked the question."""
    for question in person.dropped:
        message = f'Nobody like "{test.id}" is asked "{question}", so this answer does not count.'
        place = data.key_place("pathways", ("tests", index, "answers", question))
        cause = data.place("pathways", ("tests", index, "id"))
        yield Finding(place, "NP602", "warning", message, "Take the line away.", cause=cause)
