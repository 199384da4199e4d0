"""Persona tests: made-up people under `tests:`, with what they must be told."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from npqpath.advice.answers import read_answers
from npqpath.advice.funding import Funding, decide_funding, outcome_of
from npqpath.advice.person import Person, assume_left_out, is_open, make_person
from npqpath.advice.suggestions import PersonFact, Suggestion, facts, suggest, suggested_ids
from npqpath.advice.wording import listed
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import NOBODY
from npqpath.validate.example_person import in_third_person
from npqpath.validate.findings import Finding
from npqpath.validate.proof_context import ProofContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.dataset.pathways import PersonaTest
    from npqpath.dataset.qualifications import Cohort
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Place


_MOST_NAMES = 8


def check_outcome(
    context: ProofContext, index: int, test: PersonaTest, person: Person, ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield the suggestions and rules that a test expects and that the person does not get."""
    here: Loc = ("tests", index)

    @cache
    def told() -> dict[str, Suggestion]:
        """Return the suggestions with their reasons, which are worth finding out only where a test fails."""
        return {each.id: each for each in suggest(person)}

    def rule_of(id: str) -> Place:
        """Return where the rule stands whose reason is given for a suggestion."""
        return context.rule_place(list(context.catalogue.rules_by_id).index(told()[id].rule))

    def failed(loc: Loc, expected: str, why: str, cause: Place | None) -> Finding:
        came = listed(f"{id} ({told()[id].certainty})" for id in ids[:_MOST_NAMES]) or "nothing"
        message = f"{test.who.rstrip('.')}: expected {expected}, but got {came}."
        place = context.place("pathways", (*here, *loc))
        cause = cause or context.place("pathways", (*here, "id"))
        return Finding(place, "NP601", "error", message, why, cause=cause)

    if test.first and (not ids or ids[0] not in test.first):
        why = _why(told()[ids[0]]) if ids else "No rule matches this person."
        stands_behind = set(test.first) & {*ids}
        cause = rule_of(ids[0]) if stands_behind else context.rule_to_blame(test.first)
        yield failed(("first",), f"{listed(test.first, 'or')} first", why, cause)
    for number, id in enumerate(test.gets):
        if id not in ids or person.certainty(context.core.suggested(id)) != "certain":
            why = _why_not(context, person, id, told().get(id))
            yield failed(("gets", number), f"{id} for certain", why, context.rule_to_blame([id]))
    for number, id in enumerate(test.never):
        if id in ids:
            yield failed(("never", number), f"no {id}", _why(told()[id]), rule_of(id))
    for number, id in enumerate(test.rules):
        if id in context.catalogue.rules_by_id:
            yield from _check_rule(context, (*here, "rules", number), test, id, person)


def _check_rule(
    context: ProofContext, loc: Loc, test: PersonaTest, id: str, person: Person
) -> Iterator[Finding]:
    index = list(context.catalogue.rules_by_id).index(id)
    node = context.core.rules[index]
    certainty = person.certainty(node)
    if certainty == "certain":
        return
    if certainty == "possible":
        hint = f"Whether it matches still hangs on {listed(person.hangs_on(node))}. Answer this in the test."
    else:
        against = facts(person, context.diagram.negate(node))
        hint = f"It does not, because {_in_words(against)}." if against else "It can match nobody."
    message = f'{test.who.rstrip(".")}: expected the rule "{id}" to match for certain.'
    cause = context.rule_place(index)
    yield Finding(context.place("pathways", loc), "NP601", "error", message, hint, cause=cause)


def _why(suggestion: Suggestion) -> str:
    because = f" because {_in_words(suggestion.facts)}" if suggestion.facts else ""
    return f'{suggestion.id} comes from the rule "{suggestion.rule}"{because}.'


def _why_not(context: ProofContext, person: Person, id: str, possible: Suggestion | None) -> str:
    if possible is not None:
        return f"Whether it comes still hangs on {listed(possible.hangs_on)}. Answer this in the test."
    if id not in context.core.offers:
        return "No rule suggests it."
    against = facts(person, context.core.diagram.negate(context.core.suggested(id)))
    return (
        f"No rule for {id} matches this person: {_in_words(against)}."
        if against
        else f"No rule for {id} can match."
    )


def _in_words(found: tuple[PersonFact, ...]) -> str:
    return in_third_person(listed(each.text for each in found))


def check_names_of_funding(context: ProofContext, index: int, test: PersonaTest) -> Iterator[Finding]:
    """Yield the starts, qualifications and rows that a test of funding names and that do not exist."""
    here: Loc = ("tests", index)
    starts = context.catalogue.cohorts_by_id

    def unknown(place: Place, what: str, id: str, known: Iterable[str]) -> Finding:
        return Finding(place, "NP602", "error", f'There is no {what} "{id}".', did_you_mean(id, list(known)))

    if test.cohort is not None and test.cohort not in starts:
        yield unknown(context.place("pathways", (*here, "cohort")), "start", test.cohort, starts)
    elif test.cohort is not None and not test.funding:
        message = f'The test "{test.id}" names a start and expects nothing of its funding.'
        place = context.key_place("pathways", (*here, "cohort"))
        yield Finding(place, "NP602", "error", message, "Add `funding`, or take this away.")
    known = context.catalogue.qualifications_by_id
    for id in test.funding or {}:
        if id not in known:
            yield unknown(context.key_place("pathways", (*here, "funding", id)), "qualification", id, known)
    for start, ids in (test.rows or {}).items():
        way: Loc = (*here, "rows", start)
        if start not in starts:
            yield unknown(context.key_place("pathways", way), "start", start, starts)
            continue
        rows = [row.id for row in starts[start].funding]
        for number, id in enumerate(ids):
            if id not in rows:
                what = f"row of the funding table of {start} called"
                yield unknown(context.place("pathways", (*way, number)), what, id, rows)


def check_rows_of(context: ProofContext, index: int, test: PersonaTest, filled: Person) -> Iterator[Finding]:
    """Yield the rows that a test names and that decide about no qualification of this person.

    A row that decides about nobody at all is told by itself.
    """
    for start, ids in (test.rows or {}).items():
        cohort = context.catalogue.cohort(start)
        for number, id in enumerate(ids):
            row = _number_of(cohort, id)
            if not _decides(context, filled, cohort, row) and _is_reached(context, cohort, row):
                message = (
                    f'{test.who.rstrip(".")}: expected the row "{id}" of {start} to decide about something.'
                )
                hint = "Another row comes first, or an answer is missing. Mend the table, or the test."
                place = context.place("pathways", ("tests", index, "rows", start, number))
                about = cohort.funding[row].only_for or cohort.offers
                cause = _row_to_blame(context, index, filled, cohort, about)
                yield Finding(place, "NP601", "error", message, hint, cause=cause)


def check_funding_of(
    context: ProofContext, index: int, test: PersonaTest, filled: Person
) -> Iterator[Finding]:
    """Yield what a test expects of funding and what comes out otherwise; every id in it exists."""
    cohort = _cohort(context, test)
    for id, expected in (test.funding or {}).items():
        if outcome_of(filled, cohort, id) != expected:
            decision = decide_funding(filled, cohort, id)
            message = (
                f"{test.who.rstrip('.')}: expected {expected} for {id} in {cohort.id}, "
                f"but got {decision.outcome}."
            )
            place = context.place("pathways", ("tests", index, "funding", id))
            cause = _row_to_blame(context, index, filled, cohort, [id])
            yield Finding(place, "NP601", "error", message, _why_decided(decision), cause=cause)


def decided_rows(context: ProofContext, test: PersonaTest, filled: Person) -> set[tuple[str, int]]:
    """Return the rows of funding tables, each as a start and a number, that decide about this person.

    Only what the test expects or names counts: nobody looks at the others.
    """
    cohort = _cohort(context, test)
    named = {
        (start, _number_of(context.catalogue.cohort(start), id))
        for start, ids in (test.rows or {}).items()
        for id in ids
    }
    return named | {
        (cohort.id, number)
        for id in test.funding or {}
        if id in cohort.offers
        for number, node in context.core.funding_rows(cohort.id, id)
        if filled.certainty(node) == "certain" and _is_stopped(filled, cohort.funding[number].needs)
    }


def _row_to_blame(
    context: ProofContext, index: int, filled: Person, cohort: Cohort, ids: Iterable[str]
) -> Place:
    """Return where the row stands that decides for this person about `ids`; if that is not one, the test."""
    rows = {
        number
        for id in ids
        if id in cohort.offers
        for number, node in context.core.funding_rows(cohort.id, id)
        if filled.certainty(node) == "certain"
    }
    if len(rows) != 1:
        return context.place("pathways", ("tests", index, "id"))
    start = context.catalogue.qualifications.cohorts.index(cohort)
    return context.place("qualifications", ("cohorts", start, "funding", rows.pop(), "id"))


def _number_of(cohort: Cohort, row: str) -> int:
    return next(number for number, each in enumerate(cohort.funding) if each.id == row)


def _decides(context: ProofContext, person: Person, cohort: Cohort, wanted: int) -> bool:
    """Return whether a row, by number, is for certain the first to match for some qualification."""
    row = cohort.funding[wanted]
    return _is_stopped(person, row.needs) and any(
        number == wanted and person.certainty(node) == "certain"
        for id in row.only_for or cohort.offers
        for number, node in context.core.funding_rows(cohort.id, id)
    )


def _is_reached(context: ProofContext, cohort: Cohort, wanted: int) -> bool:
    """Return whether a row, by number, is the first to match for anybody."""
    return any(
        number == wanted and context.core.diagram.meet(node, context.core.possible)
        for id in cohort.funding[wanted].only_for or cohort.offers
        for number, node in context.core.funding_rows(cohort.id, id)
    )


def _is_stopped(person: Person, needs: str | None) -> bool:
    """Return whether a row that needs an answer stops this person; any other row counts always."""
    return needs is None or is_open(person, needs)


def _cohort(context: ProofContext, test: PersonaTest) -> Cohort:
    cohorts = context.catalogue.qualifications.cohorts
    return context.catalogue.cohort(test.cohort) if test.cohort is not None else cohorts[-1]


def _why_decided(decision: Funding) -> str:
    if decision.missing:
        return f"It still hangs on {listed(decision.missing)}. Answer this in the test, or expect incomplete."
    return decision.because


_MOST_RULES = 8


@dataclass(slots=True)
class Reached:
    """What the persona tests have reached so far; `rows` are those of funding tables, by start and number."""

    rules: set[int] = field(default_factory=set)
    suggestions: set[str] = field(default_factory=set)
    rows: set[tuple[str, int]] = field(default_factory=set)

    def note(self, context: ProofContext, person: Person, ids: tuple[str, ...]) -> None:
        """Add the suggestions of a person, and the rules that match for certain."""
        self.suggestions |= set(ids)
        for index in (number for id in ids for number in context.core.offers[id].rules):
            if index not in self.rules and person.certainty(context.core.rules[index]) == "certain":
                self.rules.add(index)


def check_reach(context: ProofContext, reached: Reached) -> Iterator[Finding]:
    """Yield one note that lists what no persona test reaches."""
    rules = [
        rule.id
        for index, (rule, node) in enumerate(zip(context.rules, context.core.rules, strict=True))
        if index not in reached.rules and context.diagram.both(context.core.possible, node) != NOBODY
    ]
    suggestions = [id for id in context.core.offers if id not in reached.suggestions]
    newest = context.catalogue.qualifications.cohorts[-1]
    silent = [newest.funding[number].id for number in _silent_rows(context, reached.rows)]
    rows = [row.id for row in newest.funding if row.id in silent]
    parts = [
        f"{len(names)} of the {of} {what} ({_few(names)})"
        for names, of, what in (
            (rules, len(context.core.rules), "rules"),
            (suggestions, len(context.core.offers), "suggestions"),
            (rows, len(newest.funding), f"rows of the funding table of {newest.id}"),
        )
        if names
    ]
    if parts:
        message = f"No persona test reaches {listed(parts, 'or')}."
        hint = "Add a person for them under `tests`."
        yield Finding(context.key_place("pathways", ("tests",)), "NP603", "note", message, hint)


def _silent_rows(context: ProofContext, reached: set[tuple[str, int]]) -> set[int]:
    """Return the rows of the newest funding table that matter to somebody and that nobody reached."""
    newest, core = context.catalogue.qualifications.cohorts[-1], context.core
    return {
        number
        for id in newest.offers
        for number, node in core.funding_rows(newest.id, id)
        if (newest.id, number) not in reached and core.diagram.both(core.possible, node) != NOBODY
    }


def _few(names: list[str]) -> str:
    shown = names if len(names) <= _MOST_RULES else [*names[:_MOST_RULES], f"{len(names) - _MOST_NAMES} more"]
    return listed(shown)


def check_personas(context: ProofContext) -> Iterable[Finding]:
    """Yield the persona tests that fail or cannot be run; if all hold, what none of them reaches."""
    reached = Reached()
    tests = context.catalogue.pathways.tests
    all_hold = bool(tests)
    for index, test in enumerate(tests):
        yield from _check_expectations(context, index, test)
        faults = list(check_names_of_funding(context, index, test))
        yield from faults
        person = yield from _person_of(context, index, test)
        all_hold &= person is not None and not faults
        if person is None:
            continue
        ids = suggested_ids(person)
        reached.note(context, person, ids)
        yield from _check_asked(context, index, test, person)
        failures = list(check_outcome(context, index, test, person, ids))
        if not faults:
            filled = assume_left_out(person)
            reached.rows |= decided_rows(context, test, filled)
            failures += check_funding_of(context, index, test, filled)
            failures += check_rows_of(context, index, test, filled)
        yield from failures
        all_hold &= not failures
    if all_hold:
        yield from check_reach(context, reached)


def _check_expectations(context: ProofContext, index: int, test: PersonaTest) -> Iterator[Finding]:
    here: Loc = ("tests", index)
    if not (test.first or test.gets or test.never or test.rules or test.funding or test.rows):
        message = f'The test "{test.id}" expects nothing.'
        hint = "Add `first`, `gets`, `never` or `rules`, each with a list of ids, or `funding` or `rows`."
        yield Finding(context.place("pathways", (*here, "id")), "NP602", "error", message, hint)
    suggested = list(context.core.offers)
    for key in ("first", "gets", "never"):
        yield from _unknown_ids(
            context, (*here, key), 'No rule suggests "{}".', getattr(test, key), suggested
        )
    rules = list(context.catalogue.rules_by_id)
    yield from _unknown_ids(context, (*here, "rules"), 'There is no rule "{}".', test.rules, rules)


def _unknown_ids(
    context: ProofContext, loc: Loc, words: str, ids: tuple[str, ...], known: Sequence[str]
) -> Iterator[Finding]:
    for number, id in enumerate(ids):
        if id not in known:
            place = context.place("pathways", (*loc, number))
            yield Finding(place, "NP602", "error", words.format(id), did_you_mean(id, known))


def _person_of(
    context: ProofContext, index: int, test: PersonaTest
) -> Generator[Finding, None, Person | None]:
    """Yield why a test has no person who can exist; or return the person."""
    try:
        given = read_answers(test.answers, context.catalogue)
    except UsageError:
        yield from _faults_of_answers(context, index, test)
        return None
    try:
        return make_person(context.core, given)
    except UsageError as error:
        place = context.key_place("pathways", ("tests", index, "answers"))
        message = f'Nobody can be like "{test.id}". {error.message}'
        yield Finding(place, "NP602", "error", message, error.hint)
        return None


def _faults_of_answers(context: ProofContext, index: int, test: PersonaTest) -> Iterator[Finding]:
    """Yield what is wrong with each answer, at the answer or at the question that does not exist."""
    for question, answer in test.answers.items():
        try:
            read_answers({question: answer}, context.catalogue)
        except UsageError as error:
            loc = ("tests", index, "answers", question)
            is_known = question in context.catalogue.questions_by_id
            place = context.place("pathways", loc) if is_known else context.key_place("pathways", loc)
            yield Finding(place, "NP602", "error", error.message)


def _check_asked(context: ProofContext, index: int, test: PersonaTest, person: Person) -> Iterator[Finding]:
    """Yield the answers of a test that do not count, because nobody like this is asked the question."""
    for question in person.dropped:
        message = f'Nobody like "{test.id}" is asked "{question}", so this answer does not count.'
        place = context.key_place("pathways", ("tests", index, "answers", question))
        cause = context.place("pathways", ("tests", index, "id"))
        yield Finding(place, "NP602", "warning", message, "Take the line away.", cause=cause)
