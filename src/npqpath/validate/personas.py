"""Persona tests: made-up people under `tests:`, with what they must be told.

NP601: A persona test fails
    The person does not get what the test expects. The finding says what was expected, what came instead,
    and why. Mend the rules, or the test if the new advice is right.

    Passes:
        tests:
          - {id: new-head, who: A new head., answers: {role: headteacher, aim: headship}, first: [npqh]}
    Fails:
        tests:
          - {id: new-head, who: A new head., answers: {role: headteacher, aim: headship}, first: [npqeyl]}

NP602: A persona test cannot be run
    It names a question, an answer or a suggestion that does not exist, expects nothing, or nobody can be
    like this person.

    Passes:
        answers: {role: childminder, setting: early-years}
    Fails:
        answers: {role: childminder, setting: school}

NP603: Persona tests leave something out
    Some rules match none of these people, or some suggestions come to none of them, so nobody would notice
    a slip there. A note; `validate --suggest-personas` writes tests that reach every rule.

    Passes:
        rules:
          - {id: study-for-a-degree, suggest: expand-knowledge, when: {aim: academic-study}, ...}
        tests:
          - {id: scholar, who: ..., answers: {aim: academic-study}, first: [expand-knowledge]}
    Fails:
        rules:
          - {id: study-for-a-degree, suggest: expand-knowledge, when: {aim: academic-study}, ...}
        tests:
          - {id: new-head, who: ..., answers: {role: headteacher, aim: headship}, first: [npqh]}
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from npqpath.advice.answers import Value, read_answers
from npqpath.advice.phrases import listed
from npqpath.advice.situation import Situation, situate
from npqpath.advice.suggestions import PersonFact, Suggestion, facts, suggest, suggested_ids
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.validate.example_person import in_third_person
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.reading import Loc
    from npqpath.validate.findings import DataSet

_MOST_NAMES = 8


def check_personas(data: DataSet) -> Iterable[Finding]:
    """Yield the persona tests that fail or cannot be run, and what none of them reaches."""
    fired: set[int] = set()
    got: set[str] = set()
    tests = data.catalogue.pathways.tests
    for index, test in enumerate(tests):
        yield from _check_expectations(data, index, test)
        person = yield from _person_of(data, index, test)
        if person is None:
            continue
        ids = suggested_ids(person)
        got |= set(ids)
        fired |= {
            i for i in _still_silent(data, fired, ids) if person.certainty(data.core.rules[i]) == "certain"
        }
        yield from _check_asked(data, index, test, person)
        yield from _check_outcome(data, index, test, person, ids)
    if tests:
        yield from _check_reach(data, fired, got)


def _still_silent(data: DataSet, fired: set[int], ids: tuple[str, ...]) -> list[int]:
    """Return the rules for one of `ids` that no persona has met so far."""
    rules = data.catalogue.pathways.rules
    return [i for i, rule in enumerate(rules) if i not in fired and rule.suggest in ids]


def _check_expectations(data: DataSet, index: int, test: PersonaTest) -> Iterator[Finding]:
    here: Loc = ("tests", index)
    if not (test.first or test.gets or test.never):
        message = f'The test "{test.id}" expects nothing.'
        hint = "Add `first`, `gets` or `never`, each with a list of ids."
        yield Finding(data.place("pathways", (*here, "id")), "NP602", "error", message, hint)
    known = list(data.core.suggestible())
    for key in ("first", "gets", "never"):
        for number, id in enumerate(getattr(test, key)):
            if id not in known:
                message = f'No rule suggests "{id}".'
                place = data.place("pathways", (*here, key, number))
                yield Finding(place, "NP602", "error", message, did_you_mean(id, known))


def _person_of(data: DataSet, index: int, test: PersonaTest) -> Generator[Finding, None, Situation | None]:
    """Yield why a test has no person who can exist; or return the person."""
    catalogue = data.catalogue
    faults = False
    given: dict[str, Value] = {}
    for question in test.answers:
        try:
            given |= read_answers({question: test.answers[question]}, catalogue)
        except UsageError as error:
            faults = True
            loc = ("tests", index, "answers", question)
            place = (
                data.place("pathways", loc)
                if question in catalogue.questions_by_id
                else data.key_place("pathways", loc)
            )
            yield Finding(place, "NP602", "error", error.message)
    if faults:
        return None
    try:
        return situate(data.core, given)
    except UsageError as error:
        place = data.key_place("pathways", ("tests", index, "answers"))
        yield Finding(place, "NP602", "error", f'Nobody can be like "{test.id}". {error.message}', error.hint)
        return None


def _check_asked(data: DataSet, index: int, test: PersonaTest, person: Situation) -> Iterator[Finding]:
    """Yield the answers of a test that do not count, because nobody like this is asked the question."""
    for question in person.dropped:
        message = f'Nobody like "{test.id}" is asked "{question}", so this answer does not count.'
        place = data.key_place("pathways", ("tests", index, "answers", question))
        yield Finding(place, "NP602", "warning", message, "Take the line away.")


def _check_outcome(
    data: DataSet, index: int, test: PersonaTest, person: Situation, ids: tuple[str, ...]
) -> Iterator[Finding]:
    here: Loc = ("tests", index)

    @cache
    def told() -> dict[str, Suggestion]:
        """Return the suggestions with their reasons, which are worth finding out only where a test fails."""
        return {each.id: each for each in suggest(person)}

    def failed(loc: Loc, expected: str, why: str) -> Finding:
        came = listed(f"{id} ({told()[id].certainty})" for id in ids[:_MOST_NAMES]) or "nothing"
        message = f"{test.who.rstrip('.')}: expected {expected}, but got {came}."
        return Finding(data.place("pathways", (*here, *loc)), "NP601", "error", message, why)

    if test.first and (not ids or ids[0] not in test.first):
        why = _why(told()[ids[0]]) if ids else "No rule matches this person."
        yield failed(("first",), f"{listed(test.first, 'or')} first", why)
    for number, id in enumerate(test.gets):
        if id not in ids or person.certainty(data.core.suggested(id)) != "certain":
            yield failed(("gets", number), f"{id} for certain", _why_not(data, person, id, told().get(id)))
    for number, id in enumerate(test.never):
        if id in ids:
            yield failed(("never", number), f"no {id}", _why(told()[id]))


def _why(suggestion: Suggestion) -> str:
    because = f" because {_in_words(suggestion.facts)}" if suggestion.facts else ""
    return f'{suggestion.id} comes from the rule "{suggestion.rule}"{because}.'


def _why_not(data: DataSet, person: Situation, id: str, possible: Suggestion | None) -> str:
    if possible is not None:
        return f"Whether it comes still hangs on {listed(possible.hangs_on)}. Answer this in the test."
    if id not in data.core.suggestible():
        return "No rule suggests it."
    against = facts(person, data.core.diagram.negate(data.core.suggested(id)))
    return (
        f"No rule for {id} matches this person: {_in_words(against)}."
        if against
        else f"No rule for {id} can match."
    )


def _in_words(found: tuple[PersonFact, ...]) -> str:
    return in_third_person(listed(each.text for each in found))


def _check_reach(data: DataSet, fired: set[int], got: set[str]) -> Iterator[Finding]:
    """Yield one note that lists the rules and suggestions that no persona reaches."""
    rules = data.catalogue.pathways.rules
    possible = data.core.possible
    silent = [
        rule.id
        for i, rule in enumerate(rules)
        if i not in fired and data.core.diagram.both(possible, data.core.rules[i]) != NOBODY
    ]
    missed = [id for id in data.core.suggestible() if id not in got]
    if not silent and not missed:
        return
    parts = [f"{len(silent)} of {len(rules)} rules ({_few(silent)})"] if silent else []
    parts += [f"{len(missed)} of the suggestions ({_few(missed)})"] if missed else []
    message = f"No persona test reaches {listed(parts, 'or')}."
    hint = "Add a person for them under `tests`. `npqpath validate --suggest-personas` writes some."
    yield Finding(data.key_place("pathways", ("tests",)), "NP603", "note", message, hint)


def _few(names: list[str]) -> str:
    shown = names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"]
    return listed(shown)
