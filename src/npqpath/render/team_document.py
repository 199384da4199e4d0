"""A team's plan as a document: who studies what and when, why, and what it brings the school or trust."""

from __future__ import annotations

from collections import Counter

from npqpath.advice.calendar import day, month
from npqpath.advice.phrases import listed
from npqpath.render.citing import Citations
from npqpath.render.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Steps,
)
from npqpath.render.team_choices import (
    ask_words,
    asked_blocks,
    choice_blocks,
    other_blocks,
    person_blocks,
    starts_table,
)
from npqpath.render.team_law import asked_by_law, late_blocks
from npqpath.render.team_views import view_blocks
from npqpath.render.team_words import in_a_sentence, is_announced, limit_words
from npqpath.team.aims import AIMS, aims_of
from npqpath.team.allocation import Tight
from npqpath.team.report import Report

PROVED = "It is proved that no other plan does better."
NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."


def team_document(report: Report) -> Document:
    """Return the whole report as a document."""
    cited = Citations(report.core.catalogue)
    blocks: list[Block] = [
        Heading(f"Who should study what: {report.wanted.name}", 1),
        *_opening(report, cited),
        *choice_blocks(report, cited),
        *other_blocks(report),
        *asked_blocks(report),
        *_limits(report),
        *view_blocks(report, cited),
        *person_blocks(report),
        *_aims(report),
        *_together(report, cited),
        Heading("Sources"),
        Paragraph(f"Facts last checked as a whole on {day(report.core.catalogue.qualifications.checked)}."),
        cited.listed(),
    ]
    return Document(tuple(blocks))


def _opening(report: Report, cited: Citations) -> list[Block]:
    choices = report.allocation.choices
    studying = len({choice.member for choice in choices})
    schools = f" in {len(report.schools)} schools" if len(report.schools) > 1 else ""
    expected = " (expected, not announced)" if report.standing.expected else ""
    rows = [
        ("People", f"{len(report.people)}{schools}"),
        ("With a course in this plan", f"{studying}"),
        *_payers(report),
        ("Next start", f"{month(report.standing.next_start)}{expected}"),
    ]
    rows[1:1] = asked_by_law(report)
    empty = [rung for rung in report.pipeline if rung.is_wanted and rung.is_empty]
    posts = report.core.catalogue.posts_by_id
    blocks: list[Block] = [Pairs(tuple(rows)), *late_blocks(report, cited)]
    if empty:
        names = listed(dict.fromkeys(in_a_sentence(posts[rung.post].name) for rung in empty))
        blocks.append(Notice(f"Nobody would be ready in time for a post that you named: {names}."))
    if choices:
        notices = " ".join(report.standing.notices)
        blocks.append(Notice(cited.cite(notices, report.standing.sources)))
        blocks.append(starts_table(report, lambda count: str(count) if count else "-"))
    made = f"Made on {day(report.standing.on)} from what people said of themselves."
    return [*blocks, Paragraph(f"{made} Talk each course through with them before you decide anything.")]


def _payers(report: Report) -> list[tuple[str, str]]:
    """Return who would pay for how many courses; nothing where there are none."""
    count = len(report.allocation.choices)
    if not count:
        return []
    spared = f", at fees of about £{report.money.spared:,}" if report.money.spared else ""
    known = all(is_announced(report, choice) for choice in report.allocation.choices)
    hold = "" if known else f", if the rules of {report.standing.rules.name} still hold"
    paid = f"{report.money.funded} of {count}{hold}{spared}{_open(report)}"
    rows = [("Courses that DfE would pay for", paid)]
    return [*rows, ("If you paid for the others", _own_money(report))] if report.money.own else rows


def _open(report: Report) -> str:
    """Return how many decisions on funding are still open."""
    found = [
        report.prepared.advice[choice.member, choice.course][1]
        for choice in report.allocation.choices
        if (choice.member, choice.course) in report.prepared.advice
    ]
    count = sum(funding.outcome in ("incomplete", "needs-review") for funding in found)
    missing = Counter(id for funding in found for id in funding.missing if funding.outcome == "incomplete")
    asks = ask_words(id for id, _ in missing.most_common())
    asked = f" (ask first: {asks})" if asks else ""
    return f"; {count} more may be, once DfE or an answer decides{asked}" if count else ""


def _own_money(report: Report) -> str:
    money = report.money
    fees = f"about £{money.pounds:,}, by the fees in your team file or else example prices"
    unknown = f"no fee is known for {money.unknown} of {money.own}" if money.unknown else ""
    return "; ".join(words for words in (fees if money.pounds else "", unknown) if words)


def _limits(report: Report) -> list[Block]:
    if not report.allocation.tight:
        return []
    items = tuple(
        Item(limit_words(report, tight.limit), (_brings(report, tight),)) for tight in report.allocation.tight
    )
    return [Heading("Limits that bind"), Bullets(items)]


def _brings(report: Report, tight: Tight) -> str:
    names = {aim.id: in_a_sentence(aim.name) for aim in AIMS}
    more = "One more"
    if tight.limit == "pounds":
        more = f"£{max(report.prepared.task.limits.fees.values(), default=0):,} more"
    first = next(iter(tight.brings.items()), None)
    if first is None or first[1] < 0:
        return f"{more} would bring nothing for the law, people's own good or your priorities."
    return f"{more} would bring more of this: {names[first[0]]}."


def _aims(report: Report) -> list[Block]:
    pairs = list(zip(aims_of(report.prepared.task), report.allocation.reached, strict=True))
    items = tuple(
        Item(aim.name, () if reached.is_proved else (_gap(reached.bound - reached.value),))
        for aim, reached in pairs
    )
    words = "The plan takes these aims in this order, each as far as it goes without costing one before it."
    proved = f" {PROVED}" if all(reached.is_proved for _, reached in pairs) else ""
    return [Heading("What the plan aims at"), Paragraph(f"{words}{proved}"), Steps(items)]


def _gap(gap: int) -> str:
    return f"Not proved best in the time there was: up to {gap} more may be possible."


def _together(report: Report, cited: Citations) -> list[Block]:
    facts = report.core.catalogue.pathways.together
    if not facts:
        return []
    items = tuple(Item(cited.cite(fact.text, fact.sources, fact.as_of)) for fact in facts)
    return [Heading("What it brings when several people study"), Bullets(items)]
