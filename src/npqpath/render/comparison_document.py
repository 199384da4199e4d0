"""Who gets different advice after a change of the data, as a document for a pull request and as JSON."""

from __future__ import annotations

from npqpath.advice.comparing import Change, Comparison, Group, SavedChange
from npqpath.advice.phrases import listed, sentence
from npqpath.advice.verdicts import NO, NO_RULE, NOT_OFFERED, NOT_SUGGESTED, YES, Subject
from npqpath.catalogue.differences import Difference
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph
from npqpath.render.plain_data import plain_data

SCHEMA = "npqpath/diff/1"

MOST_DIFFERENCES = 40

SHARES = (
    "Shares count answer sheets: all the ways to answer the questions that both data sets allow. "
    "They are not shares of teachers, because some answers are far more common than others."
)

_HEADINGS: dict[Subject, str] = {
    "suggestion": "Suggestions",
    "funding": "Would DfE pay? {cohort}",
    "funding-waits": "Answers that funding waits for, {cohort}",
    "deadline": "Deadlines",
    "activity": "Things to do within a next step",
    "post": "Who stands at which post",
    "question": "Who is asked what",
}

_STATES = {
    "must": "suggested as a must",
    "strong": "suggested strongly",
    "worth-considering": "suggested as worth considering",
    NOT_SUGGESTED: "not suggested",
    "funded": "funded",
    "not-funded": "not funded",
    "needs-review": "decided by DfE case by case",
    "ineligible": "not open to them",
    NOT_OFFERED: "not offered",
    NO_RULE: "not covered by any row",
}

_YES_OR_NO: dict[Subject, tuple[str, str]] = {
    "funding-waits": ("it now waits for this", "it no longer waits for this"),
    "deadline": ("it now holds for more people", "it now holds for fewer people"),
    "activity": ("more people see it", "fewer people see it"),
    "post": ("more people stand here", "fewer people stand here"),
    "question": ("more people are asked it", "fewer people are asked it"),
}

_DIFFERENCES = {
    "added": "New: {where}",
    "removed": "Taken away: {where}",
    "moved": "In another order: {where}",
    "condition": "Another condition: {where}",
    "words": "Other words: {where}",
}


def comparison_document(comparison: Comparison) -> Document:
    """Return the comparison in plain words."""
    blocks: list[Block] = [Heading("What this change does", 1), Paragraph(_summary(comparison))]
    if comparison.changes or comparison.only_old or comparison.only_new:
        blocks.append(Paragraph(SHARES))
    for subject, heading in _HEADINGS.items():
        changes = [change for change in comparison.changes if change.subject == subject]
        if changes:
            blocks.append(Heading(heading.format(cohort=comparison.cohort)))
            blocks.append(Bullets(tuple(_change(change) for change in changes)))
    blocks += [*_only(comparison), *_saved(comparison.saved), *_differences(comparison)]
    return Document(tuple(blocks))


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """Return the comparison as plain data."""
    return {"schema": SCHEMA, "changes_advice": comparison.changes_advice, **plain_data(comparison)}


def _summary(comparison: Comparison) -> str:
    if comparison.is_empty:
        return "Nothing. Both data sets say the same, in the same words."
    if not comparison.changes_advice:
        return "Nobody gets different advice. What changed is listed below."
    told = []
    names = dict.fromkeys(change.name for change in comparison.changes if change.subject == "suggestion")
    if names:
        told.append(f"Some people get different advice about {listed(names)}.")
    paid = dict.fromkeys(change.name for change in comparison.changes if change.subject == "funding")
    if paid:
        told.append(f"Funding changes for {listed(paid)}.")
    return " ".join(told) or "No suggestion and no funding changes for anybody, but other advice does."


def _change(change: Change) -> Item:
    share = share_in_words(change.group.share)
    if change.after in (YES, NO):
        more, fewer = _YES_OR_NO[change.subject]
        return Item(
            f"{change.name}: {more if change.after == YES else fewer} ({share}).", _told(change.group)
        )
    before = listed([_STATES[state] for state in change.before], "or")
    return Item(
        f"{change.name}: now {_STATES[change.after]}; before, {before} ({share}).", _told(change.group)
    )


def _told(group: Group) -> tuple[str, ...]:
    told = []
    for number, conditions in enumerate(group.where):
        begin = "or:" if number else "Who:"
        told.append(sentence(f"{begin} {_conditions(conditions)}"))
    if group.rest:
        rest = f"{group.rest:.0%}" if group.rest >= 0.005 else "under 1%"
        told.append(f"And others: {rest} of these answer sheets are not described above.")
    if group.example:
        told.append(sentence(f"For example: {_conditions(group.example)}"))
    return tuple(told)


def _conditions(conditions: tuple[str, ...]) -> str:
    return "; ".join(conditions) or "everybody"


def share_in_words(share: float) -> str:
    """Return a share of answer sheets in a few words."""
    if share >= 1:
        return "all answer sheets"
    if share >= 0.0005:
        return f"{share:.1%} of answer sheets"
    return "under 0.1% of answer sheets"


def _only(comparison: Comparison) -> list[Block]:
    items = []
    if comparison.only_new:
        share = share_in_words(comparison.only_new.share)
        told = f"Only the new data knows people like this ({share} of the new data)."
        items.append(Item(told, _told(comparison.only_new)))
    if comparison.only_old:
        share = share_in_words(comparison.only_old.share)
        told = f"Only the old data knows people like this ({share} of the old data)."
        items.append(Item(told, _told(comparison.only_old)))
    return [Heading("People that cannot be compared"), Bullets(tuple(items))] if items else []


def _saved(saved: tuple[SavedChange, ...]) -> list[Block]:
    if not saved:
        return []
    items = tuple(
        Item(each.file, (each.trouble,))
        if each.trouble
        else Item(f"{each.file}: {each.after or 'no suggestion'}, was {each.before or 'no suggestion'}.")
        for each in saved
    )
    return [Heading("Saved answers with another first suggestion"), Bullets(items)]


def _differences(comparison: Comparison) -> list[Block]:
    if not comparison.differences:
        return []
    shown = comparison.differences[:MOST_DIFFERENCES]
    blocks: list[Block] = [Heading("What changed in the files"), Bullets(tuple(map(_difference, shown)))]
    left = len(comparison.differences) - len(shown)
    return [*blocks, Paragraph(f"And {left} more.")] if left else blocks


def _difference(it: Difference) -> Item:
    told = _DIFFERENCES[it.kind].format(where=it.where)
    if it.kind in ("added", "removed"):
        words = it.after or it.before
        return Item(f"{told}.", (words,) if words else ())
    if it.kind == "moved":
        return Item(f"{told}.")
    return Item(f"{told}.", (f"Was: {it.before or 'nothing'}", f"Now: {it.after or 'nothing'}"))
