"""Small data sets for tests, made in a line or two, and the frozen one, loaded and compiled once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from functools import cache

from hypothesis import HealthCheck, settings

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import load
from npqpath.dataset.pathways import (
    Answer,
    Deadline,
    Impossible,
    NextStep,
    PathwaysFile,
    Promise,
    Question,
    Rule,
    Strength,
)
from npqpath.dataset.qualifications import (
    Cohort,
    Fact,
    FundingRow,
    Outcome,
    Qualification,
    QualificationsFile,
    Raw,
)
from tests.program import DATA

DAY = dt.date(2026, 11, 21)
NIGHTLY = os.environ.get("NPQPATH_TESTS") == "nightly"
MOST_EXAMPLES = 1000 if NIGHTLY else 100
settings.register_profile(
    "here",
    max_examples=MOST_EXAMPLES,
    derandomize=not NIGHTLY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("here")
few_examples = settings(max_examples=MOST_EXAMPLES // 5)
"""How a property test runs that takes long for each example."""
FACT = Fact(text="So it is.", sources=(), as_of="2026")


@cache
def frozen() -> Catalogue:
    """Return the data set of the tests, which does not change with the bundled one."""
    return load(DATA, None)


@cache
def frozen_core() -> CompiledRules:
    """Return the core of the frozen data set, compiled once for all tests of a process."""
    return compile_rules(frozen())


def one(id: str, *answers: str, ask_if: Raw | None = None, usual: str | None = None) -> Question:
    """Return a question that takes one of `answers`; each has "you are ..." as its fact."""
    made = tuple(Answer(id=each, label=each.title(), fact=f"you are {each}") for each in answers)
    return Question(id=id, ask=f"{id}?", why="", kind="one", answers=made, ask_if=ask_if, usual=usual)


def several(id: str, *options: str, ask_if: Raw | None = None) -> Question:
    """Return a question in which any of `options` can be ticked."""
    made = tuple(Answer(id=each, label=each.title()) for each in options)
    return Question(id=id, ask=f"{id}?", why="", kind="several", answers=made, ask_if=ask_if)


def number(id: str, ask_if: Raw | None = None) -> Question:
    """Return a question that takes a number of years."""
    return Question(
        id=id,
        ask=f"{id}?",
        why="",
        kind="number",
        unit="years",
        ask_if=ask_if,
        fact="you did it for {answer}",
    )


def npqs(id: str, *ids: str, ask_if: Raw | None = None) -> Question:
    """Return a question about the status of each of some NPQs."""
    return Question(id=id, ask=f"{id}?", why="", kind="npqs", of=ids, ask_if=ask_if)


def qualification(id: str) -> Qualification:
    """Return a specialist NPQ of which little is known."""
    return Qualification(id=id, short_name=id.upper(), name=f"NPQ {id}", kind="specialist-npq", summary=FACT)


def next_step(id: str) -> NextStep:
    """Return a next step with nothing to do in it."""
    return NextStep(id=id, name=id.title(), summary=FACT, activities=())


def rule(
    suggest: str,
    when: Raw | None = None,
    *,
    strength: Strength = "strong",
    unless: Raw | None = None,
    id: str | None = None,
) -> Rule:
    """Return a rule for a suggestion; its id is "for-" and what it suggests unless another is given."""
    return Rule(
        id=id or f"for-{suggest}",
        suggest=suggest,
        strength=strength,
        because=f"Take {suggest}.",
        sources=(),
        when=when,
        unless=unless,
    )


def row(
    id: str,
    outcome: Outcome | None,
    when: Raw | None = None,
    *,
    needs: str | None = None,
    unless: Raw | None = None,
    only_for: tuple[str, ...] = (),
) -> FundingRow:
    """Return a row of a funding table."""
    return FundingRow(
        id=id,
        because=f"Row {id}.",
        sources=(),
        outcome=outcome,
        when=when,
        needs=needs,
        unless=unless,
        only_for=only_for,
    )


def cohort(*rows: FundingRow, offers: tuple[str, ...] = ("depth",), id: str = "autumn") -> Cohort:
    """Return a start in November 2026 with this funding table."""
    return Cohort(
        id=id,
        name=id.title(),
        starts_from=dt.date(2026, 11, 1),
        starts_until=dt.date(2026, 11, 30),
        offers=offers,
        funding=rows,
        sources=(),
    )


def catalogue(
    questions: Sequence[Question],
    rules: Sequence[Rule] = (),
    *,
    terms: Mapping[str, Raw] | None = None,
    impossible: Mapping[str, Raw] | None = None,
    promises: Sequence[Promise] = (),
    deadlines: Sequence[Deadline] = (),
    cohorts: Sequence[Cohort] = (),
) -> Catalogue:
    """Return a data set with the NPQs "depth" and "breadth" and the steps "wait" and "share"."""
    offered = tuple(cohorts) or (cohort(row("nobody", "not-funded")),)
    pathways = PathwaysFile(
        checked=DAY,
        sources={},
        questions=tuple(questions),
        terms=dict(terms or {}),
        tracks=(),
        moves=(),
        stages=(),
        golden_thread=(),
        challenging_schools=(),
        implementation=(),
        arrange=(),
        next_steps=(next_step("wait"), next_step("share")),
        rules=tuple(rules),
        deadlines=tuple(deadlines),
        impossible=tuple(
            Impossible(id=because, because=because, when=when) for because, when in (impossible or {}).items()
        ),
        promises=tuple(promises),
    )
    qualifications = QualificationsFile(
        checked=DAY,
        sources={},
        providers={},
        qualifications=(qualification("depth"), qualification("breadth")),
        cohorts=offered,
        next_cohort=FACT,
        funding_facts=(),
    )
    return Catalogue(qualifications, pathways, "made in a test")
