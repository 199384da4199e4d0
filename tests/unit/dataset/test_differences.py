"""What was added, taken away, moved or reworded between two versions of the data files."""

from __future__ import annotations

from dataclasses import replace

from npqpath.compare.data_changes import Difference, differences
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Arrangement, PathwaysFile
from npqpath.dataset.qualifications import Source
from tests.builders import DAY, catalogue, cohort, frozen, one, row, rule

ROLE = one("role", "head", "teacher")


def with_pathways(old: Catalogue, new: PathwaysFile) -> Catalogue:
    """Return a data set with other pathways."""
    return Catalogue(old.qualifications, new, "edited")


def test_a_data_set_does_not_differ_from_itself() -> None:
    assert differences(frozen(), frozen()) == ()


def test_entries_are_matched_by_id() -> None:
    old = catalogue([ROLE], [rule("depth"), rule("wait")])
    new = catalogue([ROLE], [rule("share"), rule("depth")])
    assert differences(old, new) == (
        Difference("removed", 'rule "for-wait"', before="Take wait."),
        Difference("added", 'rule "for-share"', after="Take share."),
    )


def test_another_order_is_one_difference() -> None:
    rules = [rule("depth"), rule("wait"), rule("share")]
    assert differences(catalogue([ROLE], rules), catalogue([ROLE], rules[::-1])) == (
        Difference("moved", "rules"),
    )


def test_entries_within_an_entry_say_where_they_are() -> None:
    wider = one("role", "head", "teacher", "trainee")
    assert differences(catalogue([ROLE]), catalogue([wider])) == (
        Difference("added", 'question "role", answer "trainee"', after="Trainee"),
    )


def test_conditions_are_told_as_they_are_written() -> None:
    old = catalogue([ROLE], [rule("depth", {"role": ["head", "teacher"]})])
    new = catalogue([ROLE], [rule("depth", {"any of": [{"role": "head"}]})])
    assert differences(old, new) == (
        Difference(
            "condition", 'rule "for-depth", when', "{role: [head, teacher]}", "{any of: [{role: head}]}"
        ),
    )


def test_a_condition_that_was_not_there_has_no_text_before() -> None:
    old, new = catalogue([ROLE], [rule("depth")]), catalogue([ROLE], [rule("depth", {"role": "head"})])
    assert differences(old, new) == (Difference("condition", 'rule "for-depth", when', None, "{role: head}"),)


def test_terms_are_named() -> None:
    old = catalogue([ROLE], terms={"leads": {"role": "head"}, "gone": {"role": "head"}})
    new = catalogue([ROLE], terms={"leads": {"role": "teacher"}})
    assert differences(old, new) == (
        Difference("removed", 'term "gone"', before="{role: head}"),
        Difference("condition", 'term "leads"', "{role: head}", "{role: teacher}"),
    )


def test_words_lists_dates_and_truths_are_told_in_words() -> None:
    old = catalogue([ROLE])
    fact = Arrangement(text="So it is.", sources=("a", "b"), as_of="2026", careful=True)
    new = with_pathways(old, replace(old.pathways, checked=DAY.replace(day=22), arrange=(fact,)))
    before = with_pathways(
        old, replace(old.pathways, arrange=(replace(fact, sources=("a",), careful=False),))
    )
    assert differences(before, new) == (
        Difference("words", "checked", "2026-11-21", "2026-11-22"),
        Difference("words", 'arrange "1", sources', "[a]", "[a, b]"),
        Difference("words", 'arrange "1", careful', "false", "true"),
    )


def test_sources_and_rows_of_a_funding_table_are_named() -> None:
    source = Source(url="https://www.example.org", title="A page", checked=DAY)
    old = catalogue([ROLE], cohorts=[cohort(row("all", "funded"))])
    new = catalogue([ROLE], cohorts=[cohort(row("all", "not-funded"))])
    new = with_pathways(new, replace(new.pathways, sources={"page": source}))
    assert differences(old, new) == (
        Difference("added", 'source "page"', after="A page"),
        Difference("words", 'start "autumn", funding row "all", outcome', "funded", "not-funded"),
    )
