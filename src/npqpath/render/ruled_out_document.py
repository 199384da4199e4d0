"""What a plan leaves out, and what would bring it in."""

from __future__ import annotations

from npqpath.advice.phrases import listed, sentence
from npqpath.advice.plan import Plan
from npqpath.advice.suggestions import Change, RuledOut
from npqpath.logic.question_kinds import Statuses
from npqpath.render.document import Block, Bullets, Heading, Item, Paragraph
from npqpath.render.why_document import change_text

RULED_OUT_SHOWN = 6
MOST_CHANGES = 2


def ruled_out_blocks(plan: Plan) -> list[Block]:
    """Return the courses that a small change would bring in, and the names of the others."""
    held = _held(plan)
    courses = [each for each in plan.ruled_out if each.kind == "qualification" and each.id not in held]
    near = [each for each in courses if each.changes and _is_near(each.changes)]
    near.sort(key=lambda each: len(real_changes(each.changes or ())))
    shown = near[:RULED_OUT_SHOWN]
    others = [_short(plan, each.id) for each in courses if each not in shown]
    blocks: list[Block] = []
    if shown:
        items = (Item(full_name(plan, each.id), (_ruled_out_line(each),)) for each in shown)
        blocks.append(Bullets(tuple(items)))
    if others:
        lead = "Also not in it" if shown else "These are not in it"
        blocks.append(Paragraph(f"{lead}: {listed(others)}. `npqpath why ID` explains each."))
    if held:
        blocks.append(Paragraph(f"You have these or are on them: {listed(_short(plan, id) for id in held)}."))
    heading = "Not in this plan, and what would change that" if shown else "Not in this plan"
    return [Heading(heading), *blocks] if blocks else []


def _is_near(changes: tuple[Change, ...]) -> bool:
    needed = real_changes(changes)
    return len(needed) <= MOST_CHANGES and all(change.when != "with-a-new-job" for change in needed)


def _held(plan: Plan) -> list[str]:
    held = plan.person.answers.values()
    return [npq for value in held if isinstance(value, Statuses) for npq, _ in value.pairs]


def _ruled_out_line(each: RuledOut) -> str:
    return sentence(f"it would be here if {listed(map(change_text, real_changes(each.changes or ())))}")


def real_changes(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes of answers that were given; what is only open, if nothing else."""
    return tuple(change for change in changes if change.when != "to-find-out") or changes


def _short(plan: Plan, id: str) -> str:
    return plan.core.catalogue.qualification(id).short_name


def full_name(plan: Plan, id: str) -> str:
    """Return the name of a suggestion, with its short name where that is not in it."""
    found = plan.core.catalogue.qualifications_by_id.get(id)
    if found is None:
        return plan.core.catalogue.name_of(id)
    return found.name if found.short_name in found.name else f"{found.name} ({found.short_name})"
