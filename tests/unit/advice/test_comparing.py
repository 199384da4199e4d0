"""Who gets different advice after a change of the data, held against brute force."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.compiled_rules import compile_rules
from npqpath.compare.compare import Change, Comparison, Merged, States, compare, merge, verdicts
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Deadline, Rule
from npqpath.dataset.qualifications import Cohort
from npqpath.rules.decision_diagram import NOBODY
from tests.builders import (
    DAY,
    MOST_EXAMPLES,
    catalogue,
    cohort,
    few_examples,
    frozen,
    frozen_core,
    npqs,
    number,
    one,
    row,
    rule,
    several,
)
from tests.unit.advice.people import (
    Sheet,
    answers_of,
    complete_sheet,
    complete_sheets,
    is_possible,
    matching_rules,
)
from tests.unit.rules.oracles import matches

ROLE = one("role", "head", "deputy", "teacher", "trainee")
AIM = one("aim", "lead", "teach")


def compared(
    old: Catalogue, new: Catalogue, saved: Mapping[str, Mapping[str, object]] | None = None
) -> Comparison:
    """Return the comparison of two data sets."""
    return compare(compile_rules(old), compile_rules(new), saved, on=DAY)


def only_change(comparison: Comparison) -> Change:
    """Return the one change of a comparison."""
    assert len(comparison.changes) == 1
    return comparison.changes[0]


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return what changes, without whom it changes for."""
    return [(each.subject, each.id, each.before, each.after) for each in comparison.changes]


def with_rules(*rules: Rule) -> Catalogue:
    """Return the frozen data set with other rules."""
    return Catalogue(frozen().qualifications, replace(frozen().pathways, rules=rules), "edited")


def test_a_data_set_does_not_differ_from_itself() -> None:
    comparison = compare(frozen_core(), frozen_core(), on=DAY)
    assert comparison.is_empty
    assert not comparison.changes_advice
    assert comparison.cohort == frozen().qualifications.cohorts[-1].name


def test_dropping_one_answer_from_a_rule_changes_exactly_the_people_who_give_it() -> None:
    old = catalogue([ROLE, AIM], [rule("depth", {"role": ["head", "deputy"], "aim": "lead"}), rule("wait")])
    new = catalogue([ROLE, AIM], [rule("depth", {"role": "head", "aim": "lead"}), rule("wait")])
    change = only_change(compared(old, new))
    assert (change.subject, change.id, change.before, change.after) == (
        "suggestion", "depth", "strong", "not-suggested"
    )  # fmt: skip
    assert change.group.share == 1 / 8
    assert change.group.examples == ("Somebody: they are deputy and are lead.",)
    assert change.group.rest == 0


@st.composite
def edits(draw: st.DrawFn) -> Catalogue:
    """Make the frozen data set with one rule dropped, switched around, or with an answer taken out of it."""
    rules = list(frozen().pathways.rules)
    index = draw(st.integers(0, len(rules) - 1))
    it = rules[index]
    lists = [key for key, value in (it.when or {}).items() if isinstance(value, list) and len(value) > 1]
    how = draw(st.sampled_from(["dropped", "weaker", "turned", *(["shorter"] if lists else [])]))
    if how == "dropped":
        del rules[index]
    elif how == "weaker":
        rules[index] = replace(
            it, strength="worth-considering" if it.strength != "worth-considering" else "must"
        )
    elif how == "turned" and it.when and it.unless:
        rules[index] = replace(it, when=it.unless, unless=it.when)
    elif lists:
        key = draw(st.sampled_from(lists))
        values = (it.when or {})[key]
        assert isinstance(values, list)
        rules[index] = replace(it, when={**(it.when or {}), key: values[1:]})
    return with_rules(*rules)


def strength_of(data: Catalogue, id: str, sheet: Sheet) -> str:
    """Return how strongly something is suggested, by reading the rules directly."""
    return next(
        (each.strength for each in matching_rules(data, sheet) if each.suggest == id), "not-suggested"
    )


def state_of(both: Merged, states: States, sheet: Sheet) -> set[str]:
    """Return what a person with a complete sheet is told, by the merged diagram."""
    known: dict[int, int] = {}
    for question, value in answers_of(both.whole.catalogue, sheet).items():
        known |= both.whole.space.values_of(question, value)
    return {state for state, node in states.items() if both.whole.diagram.restrict(node, known) != NOBODY}


@few_examples
@given(edits(), st.lists(complete_sheets(), min_size=12, max_size=12))
def test_the_merged_diagram_tells_people_what_their_own_data_set_tells_them(
    new: Catalogue, sheets: list[Sheet]
) -> None:
    both = merge(frozen(), new)
    suggestions = [each for each in verdicts(both, starts_of(frozen(), new)) if each.subject == "suggestion"]
    for sheet in sheets:
        assert is_possible(new, sheet)
        for verdict in suggestions:
            assert state_of(both, verdict.old, sheet) == {strength_of(frozen(), verdict.id, sheet)}
            assert state_of(both, verdict.new, sheet) == {strength_of(new, verdict.id, sheet)}


def starts_of(*books: Catalogue) -> tuple[Cohort, Cohort]:
    """Return the last start of each of two data sets."""
    old, new = (book.qualifications.cohorts[-1] for book in books)
    return old, new


def next_year(random: Random) -> Catalogue:
    """Return the frozen data set with one more start, whose rows and offers are not those of the last."""
    book = frozen()
    last = book.qualifications.cohorts[-1]
    rows, offers = list(last.funding), list(last.offers)
    for how in random.choices(["dropped", "only", "outcome", "offer"], k=3):
        at = random.randrange(len(rows) - 1)
        if how == "dropped":
            del rows[at]
        elif how == "only":
            rows[at] = replace(rows[at], only_for=tuple(random.sample(offers, 2)))
        elif how == "outcome" and rows[at].needs is None:
            rows[at] = replace(rows[at], outcome=random.choice(["funded", "not-funded", "needs-review"]))
        elif how == "offer":
            offers.remove(random.choice(offers))
    left = [replace(each, only_for=tuple(id for id in each.only_for if id in offers)) for each in rows]
    rows = [now for now, each in zip(left, rows, strict=True) if bool(now.only_for) == bool(each.only_for)]
    start = replace(last, id="next", name="Next", funding=tuple(rows), offers=tuple(offers))
    cohorts = (*book.qualifications.cohorts, start)
    return Catalogue(replace(book.qualifications, cohorts=cohorts), book.pathways, "edited")


def money_of(data: Catalogue, start: Cohort, id: str, sheet: Sheet) -> str:
    """Return what a start says to a person about money, by reading its rows directly."""
    if id not in start.offers:
        return "not-offered"
    terms = data.pathways.terms
    for each in start.funding:
        is_about = each.needs is None and (not each.only_for or id in each.only_for)
        spared = each.unless is not None and matches(each.unless, sheet, terms, id)
        if is_about and not spared and matches(each.when, sheet, terms, id):
            return str(each.outcome)
    return "no-rule"


@pytest.mark.parametrize("seed", range(MOST_EXAMPLES // 20))
def test_another_start_changes_funding_for_whom_its_own_rows_say_so(seed: int) -> None:
    random = Random(seed)
    new = next_year(random)
    both, (was, now) = merge(frozen(), new), starts_of(frozen(), new)
    money = [each for each in verdicts(both, (was, now)) if each.subject == "funding"]
    assert {each.id for each in money} == {*was.offers, *now.offers}
    sheets = [complete_sheet(frozen(), random, {}) for _ in range(200)]
    for sheet in filter(None, sheets):
        for verdict in money:
            assert state_of(both, verdict.old, sheet) == {money_of(frozen(), was, verdict.id, sheet)}
            assert state_of(both, verdict.new, sheet) == {money_of(new, now, verdict.id, sheet)}


def test_a_removed_rule_is_told_with_everybody_it_was_for() -> None:
    rules = [rule("depth", {"role": "head"}), rule("share")]
    comparison = compared(catalogue([ROLE], rules), catalogue([ROLE], rules[:1]))
    change = only_change(comparison)
    assert (change.id, change.before, change.after) == ("share", "strong", "not-suggested")
    assert change.group.share == 1
    assert change.group.examples == ("Anybody at all.",)
    assert [each.where for each in comparison.differences] == ['rule "for-share"']


def test_an_added_question_alone_changes_nobodys_advice() -> None:
    rules = [rule("depth", {"role": "head"})]
    comparison = compared(catalogue([ROLE], rules), catalogue([AIM, ROLE], rules))
    assert not comparison.changes_advice
    assert [(each.kind, each.where) for each in comparison.differences] == [("added", 'question "aim"')]


def test_an_added_question_splits_the_people_who_were_alike_before() -> None:
    old = catalogue([ROLE], [rule("depth", {"role": "head"})])
    new = catalogue([ROLE, AIM], [rule("depth", {"role": "head", "aim": "lead"})])
    change = only_change(compared(old, new))
    assert change.group.share == 1 / 8
    assert change.group.examples == ("Somebody: they are head and are teach.",)
    back = only_change(compared(new, old))
    assert (back.before, back.after, back.group.share) == ("not-suggested", "strong", 1 / 8)


def test_questions_in_another_order_are_the_same_questions() -> None:
    rules = [rule("depth", {"role": "head", "aim": "lead"})]
    comparison = compared(catalogue([ROLE, AIM], rules), catalogue([AIM, ROLE], rules))
    assert not comparison.changes_advice
    assert [(each.kind, each.where) for each in comparison.differences] == [("moved", "questions")]


def test_somebody_with_a_new_answer_is_known_to_the_new_data_only() -> None:
    wider = one("role", "head", "deputy", "teacher", "trainee", "adviser")
    rules = [rule("depth", {"role": "head"})]
    comparison = compared(catalogue([ROLE], rules), catalogue([wider], rules))
    assert not comparison.changes
    assert comparison.only_old is None
    assert comparison.only_new is not None
    assert comparison.only_new.share == 1 / 5
    assert comparison.only_new.examples == ("Somebody: they are adviser.",)
    back = compared(catalogue([wider], rules), catalogue([ROLE], rules))
    assert back.only_old == comparison.only_new
    assert back.only_new is None


def test_people_who_become_possible_are_known_to_the_new_data_only() -> None:
    rules = [rule("depth", {"role": "head"})]
    strict = catalogue([ROLE, AIM], rules, impossible={"nobody": {"role": "trainee", "aim": "lead"}})
    comparison = compared(strict, catalogue([ROLE, AIM], rules))
    assert comparison.only_new is not None
    assert comparison.only_new.examples == ("Somebody: they are trainee and are lead.",)
    assert not comparison.changes


def test_a_new_answer_to_a_question_that_somebody_is_not_asked_does_not_matter_to_them() -> None:
    old = [ROLE, one("where", "school", "college", ask_if={"role": "head"})]
    new = [ROLE, one("where", "school", "college", "nursery", ask_if={"role": "head"})]
    rules = [rule("depth", {"role": "teacher"}), rule("wait")]
    comparison = compared(catalogue(old, rules), catalogue(new, rules[1:]))
    assert only_change(comparison).group.examples == ("Somebody: they are teacher.",)
    assert comparison.only_new is not None
    assert comparison.only_new.examples == ("Somebody: they are head and are nursery.",)


def test_numbers_are_compared_between_the_thresholds_of_both() -> None:
    old = catalogue([number("years")], [rule("depth", {"years": "5 or more"})])
    new = catalogue([number("years")], [rule("depth", {"years": "2 to 7"})])
    comparison = compared(old, new)
    assert [(each.after, each.group.examples) for each in comparison.changes] == [
        ("strong", ("Somebody: they did it for 2 to 4 years.",)),
        ("not-suggested", ("Somebody: they did it for 8 years or more.",)),
    ]


def test_npqs_and_tick_boxes_that_only_one_has_are_compared() -> None:
    rules = [rule("depth", {"npqs": {"none of": ["depth"]}})]
    old = catalogue([npqs("npqs", "depth")], rules)
    new = catalogue(
        [npqs("npqs", "depth", "breadth")], [rule("depth", {"npqs": {"none of": ["depth", "breadth"]}})]
    )
    change = only_change(compared(old, new))
    assert change.group.share == 3 / 16
    assert change.group.examples == (
        "Somebody: they start BREADTH soon and have not taken DEPTH.",
        "Somebody: they are studying BREADTH and have not taken DEPTH.",
        "Somebody: they have completed BREADTH and have not taken DEPTH.",
    )


def test_a_question_of_another_kind_counts_as_a_new_question() -> None:
    old = catalogue([one("held", "a", "b")], [rule("depth", {"held": "a"})])
    new = catalogue([several("held", "a", "b")], [rule("depth", {"held": {"any of": ["a"]}})])
    comparison = compared(old, new)
    assert [(each.after, each.group.share) for each in comparison.changes] == [
        ("strong", 1 / 4), ("not-suggested", 1 / 4)
    ]  # fmt: skip


def with_parts(data: Catalogue, **parts: Any) -> Catalogue:
    """Return a data set with other parts of its pathways."""
    return Catalogue(data.qualifications, replace(data.pathways, **parts), "edited")


def test_a_new_deadline_is_told() -> None:
    old = catalogue([ROLE], [rule("wait")])
    due = Deadline(
        id="soon",
        qualification="depth",
        when={"role": "head"},
        before=dt.date(2027, 9, 1),
        because="It is due.",
        sources=(),
    )
    comparison = compared(old, with_parts(old, deadlines=(due,)))
    assert told(comparison) == [("deadline", "soon", "no", "yes")]
    assert comparison.changes[0].group.share == 1 / 4


def test_funding_is_compared_by_the_start_whose_rules_hold_on_the_day() -> None:
    this_year = cohort(row("all", "funded"), id="this-year")
    rows = row("heads", "funded", {"role": "head"}), row("rest", "not-funded")
    next_year = replace(cohort(*rows, id="next-year"), announced=DAY)
    old = compile_rules(catalogue([ROLE], cohorts=[this_year]))
    new = compile_rules(catalogue([ROLE], cohorts=[this_year, next_year]))
    before = compare(old, new, {"ann.yaml": {"role": "deputy"}}, on=DAY - dt.timedelta(days=1))
    assert (before.cohort_before, before.cohort) == ("This-Year", "This-Year")
    assert not before.changes_advice
    comparison = compare(old, new, {"ann.yaml": {"role": "deputy"}, "bea.yaml": {"role": "head"}}, on=DAY)
    assert (comparison.cohort_before, comparison.cohort) == ("This-Year", "Next-Year")
    assert [each.name for each in comparison.saved] == ["ann.yaml"]
    assert comparison.saved_people == 2
    assert told(comparison) == [("funding", "depth", "funded", "not-funded")]
    assert comparison.changes[0].group.share == 3 / 4


def test_a_course_that_is_newly_offered_and_an_answer_that_is_waited_for_are_told() -> None:
    old = catalogue([ROLE, AIM], cohorts=[cohort(row("all", "funded"))])
    asks = row("first", None, {"role": "head"}, needs="aim")
    new = catalogue([ROLE, AIM], cohorts=[cohort(asks, row("all", "funded"), offers=("depth", "breadth"))])
    assert told(compared(old, new)) == [
        ("funding-waits", "depth", "no", "yes"),
        ("funding", "breadth", "not-offered", "funded"),
        ("funding-waits", "breadth", "no", "yes"),
    ]


def test_changed_words_are_told_and_change_nobodys_advice() -> None:
    it = rule("depth", {"role": "head"})
    comparison = compared(catalogue([ROLE], [it]), catalogue([ROLE], [replace(it, because="It fits you.")]))
    assert not comparison.changes_advice
    assert not comparison.is_empty
    (difference,) = comparison.differences
    assert (difference.kind, difference.before, difference.after) == ("words", "Take depth.", "It fits you.")


def test_a_condition_that_is_written_differently_and_means_the_same_changes_nobodys_advice() -> None:
    old = catalogue([ROLE], [rule("depth", {"role": ["head", "deputy"]})])
    new = catalogue([ROLE], [rule("depth", unless={"role": ["teacher", "trainee"]})])
    comparison = compared(old, new)
    assert not comparison.changes_advice
    assert [each.kind for each in comparison.differences] == ["condition", "condition"]


def test_saved_answers_with_another_first_suggestion_are_named() -> None:
    old = catalogue([ROLE], [rule("depth", {"role": "head"}), rule("wait")])
    new = catalogue([ROLE], [rule("wait")])
    saved = {"ann.yaml": {"role": "head"}, "bea.yaml": {"role": "teacher"}}
    (change,) = compared(old, new, saved).saved
    assert change.before is not None
    assert change.after is not None
    assert change.name == "ann.yaml"
    assert (change.before.suggestions, change.after.suggestions) == (("NPQ depth", "Wait"), ("Wait",))


def test_saved_answers_with_other_funding_alone_are_named() -> None:
    old = catalogue([ROLE], [rule("wait")], cohorts=[cohort(row("all", "funded"))])
    new = catalogue([ROLE], [rule("wait")], cohorts=[cohort(row("all", "not-funded"))])
    (change,) = compared(old, new, {"ann.yaml": {"role": "head"}}).saved
    assert change.before is not None
    assert change.after is not None
    assert (change.before.funding, change.after.funding) == (
        (("DEPTH", "funded"),),
        (("DEPTH", "not-funded"),),
    )


def test_saved_answers_that_the_new_data_cannot_read_are_named_with_the_reason() -> None:
    rules = [rule("wait")]
    narrow = one("role", "head", "deputy", "teacher")
    (saved,) = compared(
        catalogue([ROLE], rules), catalogue([narrow], rules), {"ann.yaml": {"role": "trainee"}}
    ).saved
    assert saved.trouble is not None
    assert '"trainee" is not an answer to "role"' in saved.trouble


def test_three_examples_are_given_and_the_share_that_is_not_like_them() -> None:
    old = catalogue([ROLE, AIM], [rule("wait")])
    new = catalogue([ROLE, AIM], [rule("wait", unless={"role": ["head", "deputy", "teacher", "trainee"]})])
    assert only_change(compared(old, new)).group.examples == ("Anybody at all.",)
    areas = one("area", *"abcdef")
    new = catalogue([areas], [rule("wait", {"area": "a"})])
    group = only_change(compared(catalogue([areas], [rule("wait")]), new)).group
    assert group.examples == tuple(f"Somebody: they are {area}." for area in "bcd")
    assert group.rest == 2 / 5


def test_everybody_who_moves_is_counted_once_whatever_they_are_not_asked() -> None:
    extra = several("extra", "a", "b", "c", ask_if={"role": "head"})
    old = catalogue([ROLE, extra], [rule("wait", {"role": "head"})])
    new = catalogue([ROLE, extra], [])
    change = only_change(compared(old, new))
    assert change.group.share == 8 / 11


@pytest.mark.skipif(sys.gettrace() is not None, reason="measuring coverage takes several times as long")
def test_the_bundled_data_and_an_edited_copy_are_compared_within_a_second() -> None:
    new = compile_rules(with_rules(*frozen().pathways.rules[:-3]))
    taken = []
    for _ in range(3):
        began = time.process_time()
        compare(frozen_core(), new, on=DAY)
        taken.append(time.process_time() - began)
    assert min(taken) < 1
