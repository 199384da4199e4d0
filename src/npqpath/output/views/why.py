"""Why something is in a plan or not, and what would alter that."""

from __future__ import annotations

from npqpath.advice.plan import Plan
from npqpath.advice.suggestions import Change, Reason, RuledOut
from npqpath.advice.wording import reason_for
from npqpath.dataset.catalogue import Catalogue
from npqpath.output.document import Block, Bullets, Citations, Document, Heading, Item, Paragraph, section
from npqpath.output.views.qualification import full_name
from npqpath.rules.question_kinds import Statuses
from npqpath.words import listed, sentence

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
    blocks += section("What is still open", Bullets(tuple(Item(ask) for _, ask in reason.hangs_on)))
    if reason.verdict != "possible":
        blocks += _changes(reason)
    if reason.suggestion and reason.verdict != "ruled-out":
        blocks += [Heading("Sources"), cited.listed()]
    return Document(tuple(blocks))


def _changes(reason: Reason) -> tuple[Block, ...]:
    heading = "What would bring it in" if reason.verdict == "ruled-out" else "What would take it out"
    if reason.changes is None:
        return section(heading, Paragraph("No answer that you could change would alter this."))
    told = "The smallest change:" if len(reason.changes) == 1 else "The smallest change needs all of these:"
    items = tuple(Item(sentence(change_text(change))) for change in reason.changes)
    return section(heading, Paragraph(told), Bullets(items))


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
        "changes": reason.changes,
        "sources": suggestion.sources if suggestion else (),
    }


RULED_OUT_SHOWN = 6
MOST_CHANGES = 2


def ruled_out_blocks(plan: Plan) -> tuple[Block, ...]:
    """Return the courses that a small change would bring in, and the names of the others."""
    names = plan.core.catalogue.qualifications_by_id
    answers = plan.person.answers.values()
    held = [npq for value in answers if isinstance(value, Statuses) for npq, _ in value.pairs]
    courses = [each for each in plan.ruled_out if each.kind == "qualification" and each.id not in held]
    near = [each for each in courses if each.changes and _is_near(each.changes)]
    near.sort(key=lambda each: len(real_changes(each.changes or ())))
    shown = near[:RULED_OUT_SHOWN]
    others = [names[each.id].short_name for each in courses if each not in shown]
    blocks: list[Block] = []
    if shown:
        items = (Item(full_name(names[each.id]), (_ruled_out_line(each),)) for each in shown)
        blocks.append(Bullets(tuple(items)))
    if others:
        lead = "Also not in it" if shown else "These are not in it"
        blocks.append(Paragraph(f"{lead}: {listed(others)}. `npqpath why ID` explains each."))
    if held:
        blocks.append(
            Paragraph(f"You have these or are on them: {listed(names[id].short_name for id in held)}.")
        )
    heading = "Not in this plan, and what would change that" if shown else "Not in this plan"
    return section(heading, *blocks) if blocks else ()


def _is_near(changes: tuple[Change, ...]) -> bool:
    needed = real_changes(changes)
    return len(needed) <= MOST_CHANGES and all(change.when != "with-a-new-job" for change in needed)


def _ruled_out_line(each: RuledOut) -> str:
    return sentence(f"it would be here if {listed(map(change_text, real_changes(each.changes or ())))}")


def real_changes(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes of answers that were given; what is only open, if nothing else."""
    return tuple(change for change in changes if change.when != "to-find-out") or changes
