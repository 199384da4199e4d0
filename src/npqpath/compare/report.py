"""Who gets different advice after a change of the data, as a document for a pull request and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.advice.wording import OUTCOME_WORDS
from npqpath.compare import compare
from npqpath.compare.data_changes import Difference
from npqpath.output.document import Block, Bullets, Document, Heading, Item, Paragraph
from npqpath.output.formats import plain_data
from npqpath.output.markdown import that_fit_a_comment
from npqpath.words import listed

SCHEMA = "npqpath/diff/3"

MOST_DIFFERENCES = 40
_MOST_NAMES = 6

SHARES = (
    "Shares count answer sheets: all the ways to answer the questions that both data sets allow. "
    "They are not shares of teachers, because some answers are far more common than others."
)

_HEADINGS: dict[compare.Subject, str] = {
    "suggestion": "Suggestions",
    "funding": "Would DfE pay? {cohort}",
    "funding-waits": "Answers that funding waits for, {cohort}",
    "deadline": "Deadlines",
}

_STATES = {
    "must": "suggested as a must",
    "strong": "suggested strongly",
    "worth-considering": "suggested as worth considering",
    compare.NOT_SUGGESTED: "not suggested",
    compare.NOT_OFFERED: "not offered",
    compare.NO_RULE: "not covered by any row",
    **{outcome: words.answer for outcome, words in OUTCOME_WORDS.items()},
}

_YES_OR_NO: dict[compare.Subject, tuple[str, str]] = {
    "funding-waits": ("it now waits for this", "it no longer waits for this"),
    "deadline": ("it now holds for more people", "it now holds for fewer people"),
}

_DIFFERENCES = {
    "added": "New: {where}",
    "removed": "Taken away: {where}",
    "moved": "In another order: {where}",
    "condition": "Another condition: {where}",
    "words": "Changed: {where}",
}


def comparison_document(comparison: compare.Comparison) -> Document:
    """Return the comparison in plain words."""
    blocks: list[Block] = [Heading("What this change does", 1), Paragraph(_summary(comparison))]
    if comparison.changes or comparison.only_old or comparison.only_new:
        blocks.append(Paragraph(SHARES))
    for subject, heading in _HEADINGS.items():
        changes = [change for change in comparison.changes if change.subject == subject]
        if changes:
            blocks.append(Heading(heading.format(cohort=_cohorts(comparison))))
            blocks.append(Bullets(tuple(_change(change) for change in changes)))
    blocks += [*_only(comparison), *_saved(comparison), *_unread(comparison.unread)]
    blocks += _differences(comparison)
    return Document(tuple(that_fit_a_comment(blocks)))


def comparison_json(comparison: compare.Comparison) -> dict[str, object]:
    """Return the comparison as plain data."""
    return {"schema": SCHEMA, "changes_advice": comparison.changes_advice, **plain_data(comparison)}


def _summary(comparison: compare.Comparison) -> str:
    if comparison.is_empty:
        return "Nothing. Both data sets say the same, in the same words."
    if not comparison.changes_advice:
        return "Nobody gets different advice. What changed is listed below."
    sentences = []
    about = {"suggestion": "Some people get different advice about", "funding": "Funding changes for"}
    for subject, words in about.items():
        names = dict.fromkeys(change.name for change in comparison.changes if change.subject == subject)
        sentences += [f"{words} {listed(names)}."] if names else []
    return " ".join(sentences) or "No suggestion and no funding changes for anybody, but other advice does."


def _change(change: compare.Change) -> Item:
    share = share_in_words(change.group.share)
    if change.after in (compare.YES, compare.NO):
        more, fewer = _YES_OR_NO[change.subject]
        verdict = more if change.after == compare.YES else fewer
    else:
        verdict = f"now {_STATES[change.after]}; before, {_STATES[change.before]}"
    return Item(f"{change.name}: {verdict} ({share}).", _examples(change.group))


def _cohorts(comparison: compare.Comparison) -> str:
    """Return the start whose rules hold on the day, and that of the old data where it is another."""
    before = comparison.cohort_before
    return comparison.cohort + (f"; before, {before}" if before != comparison.cohort else "")


def _examples(group: compare.Group) -> tuple[str, ...]:
    first, *others = group.examples
    more = ("And others.",) if group.rest else ()
    return (f"Such as: {first}", *(f"Or: {each}" for each in others), *more)


def _names(names: tuple[str, ...]) -> str:
    """Return the first few suggestions of a plan in words."""
    more = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], f"{more} more"] if more > 1 else names
    return listed(shown) or "no suggestion"


def share_in_words(share: float) -> str:
    """Return a share of answer sheets in a few words."""
    if share >= 1:
        return "all answer sheets"
    if share >= 0.0005:
        return f"{share:.1%} of answer sheets"
    return "under 0.1% of answer sheets"


def _only(comparison: compare.Comparison) -> list[Block]:
    items = []
    for which, group in (("new", comparison.only_new), ("old", comparison.only_old)):
        if group is not None:
            share = f"{share_in_words(group.share)} of the {which} data"
            says = f"Only the {which} data knows people like this ({share})."
            items.append(Item(says, _examples(group)))
    return [Heading("People that cannot be compared"), Bullets(tuple(items))] if items else []


def _saved(comparison: compare.Comparison) -> list[Block]:
    saved, people = comparison.saved, comparison.saved_people
    if not saved:
        return [Paragraph(f"The advice changes for none of the {people} saved people.")] if people else []
    heading = Heading(f"Saved people whose advice changes: {len(saved)} of {people}")
    return [heading, Bullets(tuple(map(_one, saved)))]


def _unread(unread: tuple[compare.SavedChange, ...]) -> list[Block]:
    if not unread:
        return []
    items = tuple(Item(f"{one.name}: {' '.join((one.trouble or '').split())}") for one in unread)
    return [Heading(f"Saved people whose answers could not be read: {len(items)}"), Bullets(items)]


def _one(change: compare.SavedChange) -> Item:
    if change.trouble is not None:
        return Item(f"{change.name}: the new data cannot read these answers.", (change.trouble,))
    if change.before is None or change.after is None:
        return Item(f"{change.name}: only the new data can read these answers.")
    return Item(f"{change.name}:", tuple(_moves(change.before, change.after)))


def _moves(before: compare.AdviceSummary, after: compare.AdviceSummary) -> Iterator[str]:
    """Yield what is another for somebody, the first suggestion first."""
    old, new = before.suggestions, after.suggestions
    if old[:1] != new[:1]:
        yield f"First suggestion: {_names(new[:1])}; before, {_names(old[:1])}."
    for begin, names_of, others in (("Now suggested too", new, old), ("No longer suggested", old, new)):
        names = [name for name in names_of if name not in others and name not in (*old[:1], *new[:1])]
        if names:
            yield f"{begin}: {listed(names)}."
    if old[:1] == new[:1] and old != new and sorted(old) == sorted(new):
        yield f"In another order: {_names(new)}."
    paid = dict(before.funding)
    now = dict(after.funding)
    for name in now | paid:
        outcome, was = now.get(name, compare.NOT_OFFERED), paid.get(name, compare.NOT_OFFERED)
        if outcome != was:
            yield f"{name}, would DfE pay? {_STATES[outcome]}; before, {_STATES[was]}."


def _differences(comparison: compare.Comparison) -> list[Block]:
    if not comparison.differences:
        return []
    shown = comparison.differences[:MOST_DIFFERENCES]
    blocks: list[Block] = [Heading("What changed in the files"), Bullets(tuple(map(_difference, shown)))]
    more = len(comparison.differences) - len(shown)
    return [*blocks, Paragraph(f"And {more} more.")] if more else blocks


def _difference(difference: Difference) -> Item:
    place = _DIFFERENCES[difference.kind].format(where=difference.where)
    before, after = difference.before, difference.after
    if difference.kind in ("condition", "words"):
        return Item(f"{place}.", (f"Was: {before or 'nothing'}", f"Now: {after or 'nothing'}"))
    words = after or before
    return Item(f"{place}.", (words,) if words else ())
