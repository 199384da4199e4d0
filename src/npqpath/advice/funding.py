"""Would DfE pay? The first row of a cohort's funding table that matches decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Literal

from npqpath.advice.person import Person, assume_left_out, is_open, take_as_usual
from npqpath.advice.wording import OUTCOME_WORDS
from npqpath.dataset.qualifications import UNPAID, Cohort, FundingRow
from npqpath.rules.decision_diagram import NOBODY
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules


Outcome = Literal["funded", "not-funded", "needs-review", "ineligible", "incomplete"]
NOT_OFFERED = "No lead provider offers {name} in {cohort}."


@dataclass(frozen=True, slots=True)
class Funding:
    """The decision on one qualification in one cohort."""

    id: str
    """Id of the qualification."""
    name: str
    """Its short name."""
    cohort: str
    """Id of the start."""
    outcome: Outcome
    """Whether DfE would pay; never a promise of a place."""
    because: str
    """The reason, in a sentence."""
    next: str | None
    """What the teacher can do."""
    missing: tuple[str, ...]
    """Ids of the questions whose answers would decide it."""
    assumed_none: tuple[str, ...]
    """Ids of the questions taken as "none" because they were left out."""
    sources: tuple[str, ...]
    """Ids of the sources of the rule."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a funding table, and the people for whom it is the first to match."""

    row: FundingRow
    node: int


@dataclass(frozen=True, slots=True)
class DecidingRows:
    """The rows that could still decide, and those that stop them until a question is answered."""

    rows: tuple[Row, ...]
    stopping: tuple[FundingRow, ...]

    @property
    def is_decided(self) -> bool:
        """Whether there is one outcome only."""
        return not self.stopping and len({each.row.outcome for each in self.rows}) == 1


def decide_funding(person: Person, cohort: Cohort, qualification: str) -> Funding:
    """Return whether DfE would pay for `qualification` in `cohort`; never a promise of a place."""
    if qualification not in cohort.offers:
        return not_offered(person.core, cohort, qualification)
    filled = assume_left_out(person)
    rows = rows_of(person.core, cohort, qualification)
    deciding = deciding_rows(filled, rows, lambda question: is_open(filled, question))
    if not deciding.is_decided:
        return open_funding(filled, cohort, qualification, deciding=deciding, assumed=filled.assumed)
    assumed = tuple(q for q in filled.assumed if _matters(person, rows, q))
    at = most_likely(take_as_usual(filled), deciding.rows)
    return decided_funding(person.core, cohort, qualification, deciding=deciding, at=at, assumed=assumed)


def outcome_of(filled: Person, cohort: Cohort, qualification: str) -> Outcome:
    """Return the outcome alone of `decide_funding`, for somebody with what was left out taken as none."""
    if qualification not in cohort.offers:
        return "ineligible"
    rows = rows_of(filled.core, cohort, qualification)
    deciding = deciding_rows(filled, rows, lambda question: is_open(filled, question))
    return (deciding.rows[0].row.outcome if deciding.is_decided else None) or "incomplete"


def rows_of(core: CompiledRules, cohort: Cohort, qualification: str) -> tuple[Row, ...]:
    """Return the rows of a cohort's table that are about a qualification.

    Whom a row that pays describes and passes by, because it is about other courses, is told so, and not what
    the row below says of people whom no row describes.
    """
    found: list[Row] = []
    for at, node in core.funding_rows(cohort.id, qualification):
        row = cohort.funding[at]
        for other in _passing_by(cohort, at, qualification):
            course = cohort.funding[other].only_for[0]
            if core.diagram.meet(node, core.funding_tests(cohort.id, course)[other]):
                passed = core.diagram.both(node, dict(core.funding_rows(cohort.id, course))[other])
                found.append(Row(_for_others(core, row, cohort.funding[other], qualification), passed))
                node = core.diagram.both(node, core.diagram.negate(passed))
        found.append(Row(row, node))
    return tuple(found)


def _passing_by(cohort: Cohort, at: int, qualification: str) -> Iterator[int]:
    """Yield the rows above one that pay for other courses, and whose people it leaves out, nearest first."""
    row = cohort.funding[at]
    is_last = not (row.only_for or row.when or row.unless)
    for number in reversed(range(at if row.outcome == "not-funded" else 0)):
        other = cohort.funding[number]
        is_about_others = other.outcome == "funded" and other.only_for and qualification not in other.only_for
        if is_about_others and (is_last or set(other.only_for) & set(row.only_for)):
            yield number


def _for_others(core: CompiledRules, row: FundingRow, other: FundingRow, qualification: str) -> FundingRow:
    names = listed(core.catalogue.qualification(id).short_name for id in other.only_for)
    name = core.catalogue.qualification(qualification).short_name
    return replace(
        row,
        because=f"The rule that fits you pays for {names}, and {name} is not among them.",
        next=f"Ask your employer to pay, or compare {names}.",
        sources=tuple(dict.fromkeys((*other.sources, *row.sources))),
    )


def deciding_rows(
    filled: Person, rows: tuple[Row, ...], is_question_open: Callable[[str], bool]
) -> DecidingRows:
    """Return which rows could still decide for somebody with what was left out taken as none.

    Where none of them pays, no answer is needed: those that speak of money decide, and not those that say
    who can take the course.
    """
    reachable = [each for each in rows if filled.certainty(each.node) != "ruled-out"]
    rows = tuple(each for each in reachable if each.row.needs is None)
    if rows and all(each.row.outcome in UNPAID for each in rows):
        return DecidingRows(tuple(each for each in rows if each.row.outcome == "not-funded") or rows, ())
    needs = (each.row for each in reachable if each.row.needs is not None)
    return DecidingRows(rows, tuple(row for row in needs if is_question_open(row.needs or "")))


def not_offered(core: CompiledRules, cohort: Cohort, qualification: str) -> Funding:
    """Return that no lead provider offers the qualification."""
    name = core.catalogue.qualification(qualification).short_name
    because = NOT_OFFERED.format(name=name, cohort=cohort.name)
    return Funding(qualification, name, cohort.id, "ineligible", because, None, (), (), cohort.sources)


def decided_funding(
    core: CompiledRules, cohort: Cohort, id: str, *, deciding: DecidingRows, at: int, assumed: tuple[str, ...]
) -> Funding:
    """Return the one outcome, with the words of the row at `at`."""
    row, name = deciding.rows[at].row, core.catalogue.qualification(id).short_name
    outcome, sources = row.outcome or "incomplete", _sources(deciding)
    return Funding(id, name, cohort.id, outcome, row.because, row.next, (), assumed, sources)


def open_funding(
    filled: Person, cohort: Cohort, qualification: str, *, deciding: DecidingRows, assumed: tuple[str, ...]
) -> Funding:
    """Return which answers would decide it; where it is the one that a row needs, also what that row says."""
    catalogue = filled.core.catalogue
    order = [question.id for question in catalogue.pathways.questions]
    needed = {row.needs for row in deciding.stopping if row.needs is not None}
    missing = tuple(sorted({*needed, *_decisive(filled, deciding.rows)}, key=order.index))
    more = "One more answer decides this:" if len(missing) == 1 else "These answers decide this:"
    words = [more, *(catalogue.question(each).ask for each in missing)]
    words += _leads_to(filled, deciding.rows, missing)
    after, sources, name = None, _sources(deciding), catalogue.qualification(qualification).short_name
    if len(missing) == 1 and deciding.stopping:
        stop = deciding.stopping[0]
        words.insert(0, stop.because)
        after, sources = stop.next, tuple(dict.fromkeys((*stop.sources, *sources)))
    because = " ".join(words)
    return Funding(qualification, name, cohort.id, "incomplete", because, after, missing, assumed, sources)


def most_likely(usual: Person, rows: tuple[Row, ...]) -> int:
    """Return which row is the most likely to decide."""
    return max(range(len(rows)), key=lambda at: usual.share(rows[at].node))


def _sources(deciding: DecidingRows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for each in deciding.rows for source in each.row.sources))


def _matters(person: Person, rows: tuple[Row, ...], question: str) -> bool:
    deciding = deciding_rows(person, rows, lambda each: is_open(person, each))
    return question in _decisive(person, deciding.rows)


def _decisive(person: Person, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Return the open questions on which the money depends, not merely which row gives or denies it."""
    outcomes: dict[Outcome | Literal["unpaid"] | None, list[int]] = {}
    for each in rows:
        outcome = each.row.outcome
        outcomes.setdefault("unpaid" if outcome in UNPAID else outcome, []).append(each.node)
    if len(outcomes) < 2:
        return ()
    return person.hangs_on(*map(person.core.diagram.any_of, outcomes.values()))


_YES, _NO = "yes", "no"
_MOST_ANSWERS = 3
"""Of more questions nobody could take in at a glance which answers lead where."""


def _leads_to(filled: Person, rows: tuple[Row, ...], missing: tuple[str, ...]) -> Iterator[str]:
    """Yield in a sentence what the answers lead to, where yes or no to a few questions tells all."""
    answers_to = ([each.id for each in filled.core.catalogue.question(id).answers] for id in missing)
    if len(missing) > _MOST_ANSWERS or any(ids != [_YES, _NO] for ids in answers_to):
        return
    led = {
        answers: _outcome_after(filled, rows, dict(zip(missing, answers, strict=True)))
        for answers in product((_YES, _NO), repeat=len(missing))
    }
    all_yes, all_no = led[(_YES,) * len(missing)], led[(_NO,) * len(missing)]
    between = {outcome for answers, outcome in led.items() if len(set(answers)) > 1}
    if all_yes is None or all_no is None or all_yes == all_no:
        return
    number = min(len(missing), 3) - 1
    if between <= {all_yes}:
        yes, no = ("yes", "either is yes", "any is yes")[number], ("no", "both are no", "all are no")[number]
    elif between <= {all_no}:
        yes, no = ("yes", "both are yes", "all are yes")[number], "not"
    else:
        return
    yield f"If {yes}, {all_yes[0]}; if {no}, {all_no[1]}."


def _outcome_after(filled: Person, rows: tuple[Row, ...], answers: dict[str, str]) -> tuple[str, ...] | None:
    """Return the clauses for what these answers lead to; None where nobody gives them or more is open."""
    space, diagram, left = filled.core.space, filled.core.diagram, filled.possible
    for question, answer in answers.items():
        level = space.level[question, None]
        left = diagram.both(left, diagram.choose(level, [space.variables[level].values.index(answer)]))
    if left == NOBODY:
        return None
    deciding = deciding_rows(replace(filled, possible=left), rows, lambda _: False)
    outcome = deciding.rows[0].row.outcome if deciding.is_decided else None
    return None if outcome is None else OUTCOME_WORDS[outcome][1:]
