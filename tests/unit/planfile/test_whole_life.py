"""A plan over its life: whatever a person writes into it is there in the end, whatever the data does."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import yaml
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import make_person
from npqpath.advice.plan import make_plan
from npqpath.dataset.pathways import PathwaysFile
from npqpath.errors import UsageError
from npqpath.output.text import render_plain, safe
from npqpath.output.views.plan_file import check_document, export_document
from npqpath.planfile.check import book_of, check
from npqpath.planfile.model import Agreed, Book, Evidence, Note, Review, Step, tidied
from npqpath.planfile.steps import tick
from npqpath.planfile.store import change_plan, open_plan, start_plan
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import DAY, few_examples, frozen, frozen_core
from tests.unit.advice.people import partial_answers

LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(
    st.sampled_from(
        ["- a: b", "# no", "\x1b[31mred", "yes", "2026-11-22", "a\r\nb\n\n c", "\u202eabc", "|", "%x"]
    ),
    st.text(LETTERS, max_size=60),
).map(lambda text: tidied(text)[0])
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
WORDS = TEXTS.filter(bool)
VARIANTS = 6


def test_letters_that_the_locale_does_not_know_are_kept() -> None:
    typed = "café £5".encode().decode("ascii", "surrogateescape")
    assert tidied(typed) == ("café £5", False)


@cache
def changed_core(number: int) -> CompiledRules:
    """Return the frozen data with rules taken away, a next step renamed and words changed."""
    chance = Random(number)
    pathways = frozen().pathways
    gone = set(chance.sample([rule.id for rule in pathways.rules], len(pathways.rules) // 4))
    off = chance.choice(["npqsl", "npqlbc", "npqh", "npqlt"])
    renamed = chance.choice([step.id for step in pathways.next_steps])
    return compile_rules(
        replace(frozen(), pathways=_changed(pathways, gone, off, renamed), fingerprint=f"changed {number}")
    )


def _changed(pathways: PathwaysFile, gone: set[str], off: str, renamed: str) -> PathwaysFile:
    return replace(
        pathways,
        rules=tuple(
            replace(rule, suggest=f"{renamed}-anew") if rule.suggest == renamed else rule
            for rule in pathways.rules
            if rule.id not in gone and rule.suggest != off
        ),
        next_steps=tuple(
            replace(step, id=f"{renamed}-anew", activities=step.activities[1:])
            if step.id == renamed
            else step
            for step in pathways.next_steps
        ),
        arrange=tuple(replace(fact, text=f"New words. {fact.text}") for fact in pathways.arrange[1:]),
    )


@st.composite
def own_words(draw: st.DrawFn) -> list[Book | object]:
    """Return changes that a person makes, in an order of theirs."""
    note = st.builds(Note, day=DAYS, text=WORDS, about=st.none() | WORDS)
    evidence = st.builds(Evidence, day=DAYS, text=WORDS, link=st.none() | WORDS)
    review = st.builds(
        Review,
        day=DAYS,
        who=st.none() | WORDS,
        agreed=st.lists(
            st.builds(Agreed, stage=st.sampled_from(["explore", "sustain"]), ask=WORDS, answer=WORDS),
            max_size=2,
        ).map(tuple),
        extra=st.dictionaries(st.just("mentor"), WORDS),
    )
    step = st.builds(Step, what=WORDS, when=st.none() | WORDS)
    return draw(
        st.lists(st.one_of(note, evidence, review, step, st.tuples(st.integers(0, 40), WORDS)), max_size=6)
    )


def with_words(book: Book, own: object) -> Book:
    """Return the plan after one change that a person makes."""
    match own:
        case Note():
            return replace(book, notes=(*book.notes, own))
        case Evidence():
            return replace(book, evidence=(*book.evidence, own))
        case Review():
            return replace(book, reviews=(*book.reviews, own))
        case Step():
            return replace(book, steps=(own, *book.steps))
        case (int(number), str(words)):
            at = number % len(book.steps)
            steps = [*book.steps]
            steps[at] = replace(steps[at], what=words)
            return tick(replace(book, steps=tuple(steps)), at + 1, DAY)
    raise AssertionError(own)


def texts_of(own: object) -> list[str]:
    """Return the words of a change."""
    match own:
        case Note(text=text) | Evidence(text=text):
            return [text]
        case Review():
            return [
                *(each.answer for each in own.agreed),
                *map(str, own.extra.values()),
                *([own.who] if own.who else []),
            ]
    raise AssertionError(own)


@given(partial_answers(), own_words(), st.integers(0, VARIANTS - 1), st.integers(0, 1500))
@few_examples
def test_nothing_that_the_person_wrote_is_lost(
    answers: dict[str, AnswerValue], changes: list[object], variant: int, days: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my-plan.npqpath.yaml"
        start_plan(path, book_of(make_plan(make_person(frozen_core(), answers), DAY)))
        for own in changes:
            change_plan(path, lambda book, own=own: with_words(book, own))  # type: ignore[misc]
        before = open_plan(path)
        core, later = changed_core(variant), DAY + dt.timedelta(days=days)
        try:
            change_plan(path, lambda book: check(book, core, later).book)
        except UsageError:
            # The changed data says that nobody is like that; the file is as it was.
            assert open_plan(path) == before
            return
        after = open_plan(path)
        assert (after.notes, after.evidence, after.reviews) == (before.notes, before.evidence, before.reviews)
        assert after.answers == before.answers
        assert [step for step in before.steps if step.id is None and step not in after.steps] == []
        known = {step.id: step for step in after.steps}
        for step in before.steps:
            if step.id is not None and step.done:
                assert (known[step.id].done, known[step.id].what) == (step.done, step.what)
        assert {step.id for step in before.steps} <= set(known)
        found = check(after, core, later)
        assert found.is_empty
        assert found.book == after
        assert yaml.safe_load(path.read_text("utf-8"))["made"] == DAY.isoformat()
        if found.plan.steps:
            text = render_plain(export_document(found), None, ascii_only=False)
            render_plain(check_document(found), None, ascii_only=False)
            # The words of a step may have been changed again, so only the last ones count.
            last = [step.what for step in before.steps if step.id is None or step.done]
            told = [words for own in changes if not isinstance(own, Step | tuple) for words in texts_of(own)]
            wanted = [line for words in (*last, *told) for line in words.splitlines()]
            assert [line for line in wanted if safe(line) not in text] == []
