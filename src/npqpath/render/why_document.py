"""A reason as a document and as JSON."""

from __future__ import annotations

from npqpath.advice.phrases import listed, reason_for, sentence
from npqpath.advice.reasons import Reason
from npqpath.advice.suggestions import Change
from npqpath.catalogue.catalogue import Catalogue
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph

SCHEMA = "npqpath/why/1"

VERDICTS = {
    "certain": "It is in your plan.",
    "possible": "It may be in your plan. That depends on answers that are still open.",
    "ruled-out": "It is not in your plan.",
}


def why_document(catalogue: Catalogue, reason: Reason) -> Document:
    """Return the reason for one verdict as a document."""
    cited = Citations(catalogue)
    blocks: list[Block] = [Heading(f"Why {reason.name}?", 1), Paragraph(VERDICTS[reason.verdict])]
    if reason.suggestion and reason.verdict != "ruled-out":
        added_by = catalogue.rules_by_id[reason.suggestion.rule].added_by
        because = cited.cite(reason_for(reason.suggestion), reason.suggestion.sources, added_by=added_by)
        blocks.append(Paragraph(because))
    if reason.facts:
        blocks.append(
            Paragraph(f"These answers alone settle it: {listed(fact.text for fact in reason.facts)}.")
        )
    if reason.hangs_on:
        blocks.append(Heading("What is still open"))
        blocks.append(Bullets(tuple(Item(ask) for _, ask in reason.hangs_on)))
    if reason.verdict != "possible":
        blocks += _changes(reason)
    if reason.suggestion and reason.verdict != "ruled-out":
        blocks += [Heading("Sources"), cited.listed()]
    return Document(tuple(blocks))


def _changes(reason: Reason) -> list[Block]:
    heading = "What would bring it in" if reason.verdict == "ruled-out" else "What would take it out"
    if reason.changes is None:
        return [Heading(heading), Paragraph("No answer that you could change would alter this.")]
    if not reason.changes:
        return []
    told = "The smallest change: " if len(reason.changes) == 1 else "The smallest change needs all of these:"
    items = tuple(Item(sentence(change_text(change))) for change in reason.changes)
    return [Heading(heading), Paragraph(told.strip().removesuffix(":") + ":"), Bullets(items)]


def change_text(change: Change) -> str:
    """Return one change of answer in words, with how soon it could be."""
    if change.when == "to-find-out":
        return f"it turns out that {change.then}"
    soon = f" ({change.takes})" if change.when in ("with-time", "with-a-new-job") and change.takes else ""
    return f"{change.then}{soon}"


def why_json(reason: Reason) -> dict[str, object]:
    """Return the reason as plain data."""
    suggestion = reason.suggestion
    return {
        "schema": SCHEMA,
        "id": reason.id,
        "name": reason.name,
        "verdict": reason.verdict,
        "because": suggestion.because if suggestion else None,
        "facts": [fact.text for fact in reason.facts],
        "hangs_on": [question for question, _ in reason.hangs_on],
        "changes": None if reason.changes is None else [change_json(change) for change in reason.changes],
        "sources": list(suggestion.sources) if suggestion else [],
    }


def change_json(change: Change) -> dict[str, object]:
    """Return one change as plain data."""
    return {
        "question": change.question,
        "now": change.now,
        "then": change.then,
        "when": change.when,
        "takes": change.takes,
    }
