"""Persona tests: made-up people under `tests:`, with what they must be told and what DfE would pay."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.advice.funding import decide_funding, outcome_of
from npqpath.advice.person import Person, assume_left_out, is_open, make_person, read_answers
from npqpath.advice.suggestions import PersonFact, Suggestion, facts, suggest, suggested_ids
from npqpath.dataset.catalogue import ended_on
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.validate.example_person import in_third_person
from npqpath.validate.findings import Finding, say
from npqpath.validate.parts import words_in
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.pathways import PersonaTest
    from npqpath.dataset.qualifications import Cohort
    from npqpath.errors import Place
    from npqpath.validate.proof_context import ProofContext


_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class _Trial:
    """One persona test in its data set, and where it stands: at this number in the list."""

    context: ProofContext
    index: int
    test: PersonaTest

    def place(self, *loc: str | int) -> Place:
        """Return where a value of the test stands."""
        return self.context.place("pathways", ("tests", self.index, *loc))

    def key_place(self, *loc: str | int) -> Place:
        """Return where a key of the test stands."""
        return self.context.key_place("pathways", ("tests", self.index, *loc))

    @property
    def cohort(self) -> Cohort:
        """The start whose funding the test is about."""
        catalogue = self.context.catalogue
        named = self.test.cohort
        return catalogue.cohort(named) if named is not None else catalogue.qualifications.cohorts[-1]

    def cannot_run(self, place: Place, message: str, hint: str | None = None) -> Finding:
        """Return the finding that there is nothing to hold the test against."""
        return Finding(place, "NP602", "error", message, hint)

    def fails(self, place: Place, expected: str, why: str, cause: Place | None) -> Finding:
        """Return the finding that the test fails; where nothing else is to blame, the test itself is."""
        message = f"{self.test.who.rstrip('.')}: expected {expected}."
        return Finding(place, "NP601", "error", message, why, cause=cause or self.place("id"))


def check_personas(context: ProofContext) -> Iterator[Finding]:
    """Yield the persona tests that fail or cannot be run."""
    for index, test in enumerate(context.catalogue.pathways.tests):
        trial = _Trial(context, index, test)
        unknown = list(_check_names(trial))
        yield from unknown
        person = yield from _person_of(trial)
        if person is None or unknown:
            continue
        # With "none" for tick boxes that were left out, as for everybody who asks about funding.
        filled = assume_left_out(person)
        yield from _check_suggestions(trial, person)
        yield from _check_rules(trial, person)
        yield from _check_funding(trial, filled)
        yield from _check_rows(trial, filled)


def _check_names(trial: _Trial) -> Iterator[Finding]:
    """Yield the names that a test mentions and that do not exist, and that it expects nothing."""
    test = trial.test
    if not (test.first or test.gets or test.never or test.rules or test.funding or test.rows):
        yield say("NP602-nothing", trial.place("id"), test=test.id)
    catalogue = trial.context.catalogue
    gone = ended_on(catalogue, trial.context.on)
    newest = len(catalogue.qualifications.cohorts) - 1
    ended = trial.context.place("qualifications", ("cohorts", newest, "offers"))
    for place, what, id, known in _names(trial):
        if id not in known and id in gone:
            yield say("NP602-ended", place, id=id, cause=ended)
        elif id not in known:
            yield trial.cannot_run(place, what.format(id), did_you_mean(id, list(known)))


def _names(trial: _Trial) -> Iterator[tuple[Place, str, str, Collection[str]]]:
    """Yield the names that a test mentions: where, what to say of an unknown one, it, and the known."""
    test, catalogue, offers = trial.test, trial.context.catalogue, trial.context.core.offers
    anything = [*catalogue.qualifications_by_id, *catalogue.next_steps_by_id]
    starts, no_start = catalogue.cohorts_by_id, 'There is no start "{}".'
    known: dict[str, tuple[str, Collection[str]]] = {
        "first": ('No rule suggests "{}".', offers),
        "gets": ('No rule suggests "{}".', offers),
        "never": ('There is no qualification or next step "{}".', anything),
        "rules": ('There is no rule "{}".', catalogue.rules_by_id),
    }
    for key, (what, ids) in known.items():
        yield from ((trial.place(*at), what, id, ids) for id, at in words_in(getattr(test, key), (key,)))
    if test.cohort is not None:
        yield trial.place("cohort"), no_start, test.cohort, starts
    for id in test.funding or {}:
        place = trial.key_place("funding", id)
        yield place, 'There is no qualification "{}".', id, catalogue.qualifications_by_id
    for start, rows in (test.rows or {}).items():
        yield trial.key_place("rows", start), no_start, start, starts
        if start in starts:
            what = f'There is no row of the funding table of {start} called "{{}}".'
            ids = [row.id for row in catalogue.cohort(start).funding]
            yield from ((trial.place(*at), what, id, ids) for id, at in words_in(rows, ("rows", start)))


def _person_of(trial: _Trial) -> Generator[Finding, None, Person | None]:
    """Yield why a test has no person who can exist; or return the person."""
    catalogue = trial.context.catalogue
    try:
        given = read_answers(trial.test.answers, catalogue)
    except UsageError:
        yield from _check_answers(trial)
        return None
    try:
        return make_person(trial.context.core, given)
    except UsageError as error:
        message = f'Nobody can be like "{trial.test.id}". {error.message}'
        yield trial.cannot_run(trial.key_place("answers"), message, error.hint)
        return None


def _check_answers(trial: _Trial) -> Iterator[Finding]:
    """Yield what is wrong with each answer, at the answer or at the question that does not exist."""
    catalogue = trial.context.catalogue
    for question, answer in trial.test.answers.items():
        try:
            read_answers({question: answer}, catalogue)
        except UsageError as error:
            find = trial.place if question in catalogue.questions_by_id else trial.key_place
            yield trial.cannot_run(find("answers", question), error.message)


def _check_suggestions(trial: _Trial, person: Person) -> Iterator[Finding]:
    """Yield the suggestions that a test expects and that the person does not get, or the other way round."""
    test, context, ids = trial.test, trial.context, suggested_ids(person)
    missing = [id for id in test.gets if id not in ids or not _is_certain(person, context.core.suggested(id))]
    unwanted = [id for id in test.never if id in ids]
    is_first = not test.first or (ids[:1] and ids[0] in test.first)
    if is_first and not missing and not unwanted:
        return
    # Reasons are worth finding out only where a test fails.
    suggestions = {one.id: one for one in suggest(person)}
    came = listed(f"{id} ({suggestions[id].certainty})" for id in ids[:_MOST_NAMES]) or "nothing"

    def rule_of(id: str) -> Place:
        return context.rule_place(list(context.catalogue.rules_by_id).index(suggestions[id].rule))

    if not is_first:
        why = _why(suggestions[ids[0]]) if ids else "No rule matches this person."
        cause = rule_of(ids[0]) if {*test.first} & {*ids} else context.rule_to_blame(test.first)
        expected = f"{listed(test.first, 'or')} first, but got {came}"
        yield trial.fails(trial.place("first"), expected, why, cause)
    for id in missing:
        why = _why_not(person, context.core.suggested(id), f"No rule for {id} matches")
        place, cause = trial.place("gets", test.gets.index(id)), context.rule_to_blame([id])
        yield trial.fails(place, f"{id} for certain, but got {came}", why, cause)
    for id in unwanted:
        place = trial.place("never", test.never.index(id))
        yield trial.fails(place, f"no {id}, but got {came}", _why(suggestions[id]), rule_of(id))


def _why(suggestion: Suggestion) -> str:
    because = f" because {_in_words(suggestion.facts)}" if suggestion.facts else ""
    return f'{suggestion.id} comes from the rule "{suggestion.rule}"{because}.'


def _why_not(person: Person, node: int, what: str) -> str:
    """Return why a person is not in `node` for certain; `what` says that nobody like them is."""
    if person.certainty(node) == "possible":
        return f"It still hangs on {listed(person.hangs_on(node))}. Answer this in the test."
    against = facts(person, person.core.diagram.negate(node))
    return f"{what} this person: {_in_words(against)}." if against else f"{what} anybody."


def _in_words(person_facts: tuple[PersonFact, ...]) -> str:
    return in_third_person(listed(fact.text for fact in person_facts))


def _check_rules(trial: _Trial, person: Person) -> Iterator[Finding]:
    """Yield the rules that a test expects to match and that do not for certain."""
    context = trial.context
    for at, id in enumerate(trial.test.rules):
        index = list(context.catalogue.rules_by_id).index(id)
        node = context.core.rules[index]
        if not _is_certain(person, node):
            why = _why_not(person, node, "It does not match")
            expected = f'the rule "{id}" to match for certain'
            yield trial.fails(trial.place("rules", at), expected, why, context.rule_place(index))


def _check_funding(trial: _Trial, filled: Person) -> Iterator[Finding]:
    """Yield what a test expects of funding and what comes out otherwise."""
    cohort = trial.cohort
    for id, expected in (trial.test.funding or {}).items():
        if outcome_of(filled, cohort, id) != expected:
            decision = decide_funding(filled, cohort, id)
            why = decision.because
            if decision.missing:
                why = f"It still hangs on {listed(decision.missing)}. "
                why += "Answer this in the test, or expect incomplete."
            words = f"{expected} for {id} in {cohort.id}, but got {decision.outcome}"
            cause = _row_to_blame(trial.context, filled, cohort, [id])
            yield trial.fails(trial.place("funding", id), words, why, cause)


def _check_rows(trial: _Trial, filled: Person) -> Iterator[Finding]:
    """Yield the rows that a test names and that decide about no qualification of this person.

    A row that decides about nobody at all is told by itself.
    """
    for start, ids in (trial.test.rows or {}).items():
        cohort = trial.context.catalogue.cohort(start)
        for at, id in enumerate(ids):
            number, row = next((number, row) for number, row in enumerate(cohort.funding) if row.id == id)
            nodes = list(_nodes_of_row(trial.context, cohort, number))
            decides = _is_stopped(filled, row.needs) and any(_is_certain(filled, node) for node in nodes)
            if not decides and any(map(trial.context.is_met, nodes)):
                why = "Another row comes first, or an answer is missing. Mend the table, or the test."
                cause = _row_to_blame(trial.context, filled, cohort, row.only_for or cohort.offers)
                expected = f'the row "{id}" of {start} to decide about something'
                yield trial.fails(trial.place("rows", start, at), expected, why, cause)


def _nodes_of_row(context: ProofContext, cohort: Cohort, number: int) -> Iterator[int]:
    """Yield for each qualification that a row is about the people for whom it is the first to match."""
    for id in cohort.funding[number].only_for or cohort.offers:
        yield from (node for row, node in context.core.funding_rows(cohort.id, id) if row == number)


def _row_to_blame(context: ProofContext, filled: Person, cohort: Cohort, ids: Iterable[str]) -> Place | None:
    """Return where the row stands that decides for this person about `ids`, if that is one."""
    rows = {
        number
        for id in ids
        if id in cohort.offers
        for number, node in context.core.funding_rows(cohort.id, id)
        if _is_certain(filled, node)
    }
    if len(rows) != 1:
        return None
    start = context.catalogue.qualifications.cohorts.index(cohort)
    return context.place("qualifications", ("cohorts", start, "funding", rows.pop(), "id"))


def _is_certain(person: Person, node: int) -> bool:
    return person.certainty(node) == "certain"


def _is_stopped(person: Person, needs: str | None) -> bool:
    """Return whether a row that needs an answer stops this person; any other row counts always."""
    return needs is None or is_open(person, needs)
