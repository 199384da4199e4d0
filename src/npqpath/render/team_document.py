"""A team's plan as a document: who studies what and when, why, and what it brings the school or trust."""

from __future__ import annotations

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
    Table,
)
from npqpath.render.funding_document import OUTCOME_WORDS
from npqpath.render.team_views import view_blocks
from npqpath.render.team_words import limit_words, needs_words, runner_up_words
from npqpath.team.aims import AIMS
from npqpath.team.allocation import Tight
from npqpath.team.candidates import start_day
from npqpath.team.report import Report
from npqpath.team.task import Choice

PROVED = "It is proved that no other plan does better."
NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."


def team_document(report: Report) -> Document:
    """Return the whole report as a document."""
    cited = Citations(report.core.catalogue)
    blocks: list[Block] = [
        Heading(f"Who should study what: {report.wanted.name}", 1),
        *_opening(report, cited),
        *_choices(report, cited),
        *_others(report),
        *_limits(report),
        *view_blocks(report, cited),
        *_aims(report),
        *_together(report, cited),
        Heading("Sources"),
        Paragraph(f"Facts last checked as a whole on {day(report.core.catalogue.qualifications.checked)}."),
        cited.listed(),
    ]
    return Document(tuple(blocks))


def _opening(report: Report, cited: Citations) -> list[Block]:
    choices, money = report.allocation.choices, report.money
    studying = len({choice.member for choice in choices})
    schools = f" in {len(report.schools)} schools" if len(report.schools) > 1 else ""
    expected = " (expected, not announced)" if report.standing.expected else ""
    rows = [
        ("People", f"{len(report.people)}{schools}"),
        ("With a course in this plan", f"{studying}"),
        ("Courses that DfE would pay for", f"{money.funded} of {len(choices)}{_open(report)}"),
        ("If you paid for the others", _own_money(report)),
        ("Next start", f"{month(report.standing.next_start)}{expected}"),
    ]
    empty = [rung for rung in report.pipeline if rung.is_wanted and rung.is_empty]
    posts = report.core.catalogue.posts_by_id
    blocks: list[Block] = [Pairs(tuple(rows))]
    if empty:
        names = listed(dict.fromkeys(posts[rung.post].name.lower() for rung in empty))
        blocks.append(Notice(f"Nobody would be ready in time for a post that you named: {names}."))
    if any(choice for choice in choices):
        notices = " ".join(report.standing.notices)
        blocks.append(Notice(cited.cite(notices, report.standing.sources)))
    made = f"Made on {day(report.standing.on)} from what people said of themselves."
    return [*blocks, Paragraph(f"{made} Talk each course through with them before you decide anything.")]


def _open(report: Report) -> str:
    """Return how many decisions on funding are still open."""
    outcomes = [
        report.prepared.advice[choice.member, choice.course][1].outcome
        for choice in report.allocation.choices
        if (choice.member, choice.course) in report.prepared.advice
    ]
    count = sum(outcome in ("incomplete", "needs-review") for outcome in outcomes)
    return f"; {count} more may be, once DfE or an answer decides" if count else ""


def _own_money(report: Report) -> str:
    money = report.money
    if not money.own:
        return "there are none"
    fees = f"about £{money.pounds:,}, by the fees in your team file or else example prices"
    unknown = f"no fee is known for {money.unknown} of {money.own}" if money.unknown else ""
    return "; ".join(words for words in (fees if money.pounds else "", unknown) if words)


def _choices(report: Report, cited: Citations) -> list[Block]:
    blocks: list[Block] = [Heading("Who studies what, and when")]
    many = len(report.schools) > 1
    columns = ("Person", *(("School",) if many else ()), "Course", "Would DfE pay?", "Why", "Next best")
    school_of = {each.id: each.school for each in report.people}
    for start in range(report.wanted.starts):
        begun = [choice for choice in report.allocation.choices if choice.start == start]
        if not begun:
            continue
        blocks.append(Heading(month(start_day(report.standing, start)), 3))
        rows = tuple(
            (
                choice.member,
                *((school_of[choice.member],) if many else ()),
                _short(report, choice.course),
                _paid(report, choice),
                _why(report, choice, cited),
                runner_up_words(report, choice.member),
            )
            for choice in begun
        )
        blocks.append(Table(columns, rows))
    if not report.allocation.choices:
        blocks.append(Paragraph("Nobody's own advice leads to a course within these limits."))
    else:
        blocks.append(Paragraph(NO_PROMISE))
    return blocks


def _paid(report: Report, choice: Choice) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    return OUTCOME_WORDS[advice[1].outcome] if advice else "Ask"


def _why(report: Report, choice: Choice, cited: Citations) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    if advice is None:
        return "The team file asks for it; this person's own advice does not."
    words = cited.cite(_of_a_person(advice[0].because), advice[0].sources)
    needs = needs_words(report, choice)
    return f"{words} {needs}" if needs else words


def _of_a_person(because: str) -> str:
    """Return a reason as it stands in a person's own plan, marked as said to them."""
    return f"Their own plan says: \u201c{because}\u201d"


def _others(report: Report) -> list[Block]:
    """Return what there is for those who have no course in the plan."""
    studying = {choice.member for choice in report.allocation.choices}
    items = []
    for member in report.prepared.task.members:
        if member.id in studying:
            continue
        on_course = [_short(report, id) for id in sorted(member.holds) if member.on_course]
        if on_course:
            items.append(Item(f"{member.id}: is on a course or about to be. Let them finish and use it."))
        elif member.id in report.allocation.runners_up:
            items.append(Item(f"{member.id}: {runner_up_words(report, member.id)}"))
        else:
            items.append(
                Item(f"{member.id}: their own advice leads to no NPQ now. `npqpath team advise` has it.")
            )
    return [Heading("Without a course in this plan"), Bullets(tuple(items))] if items else []


def _limits(report: Report) -> list[Block]:
    if not report.allocation.tight:
        return []
    items = tuple(
        Item(limit_words(report, tight.limit), (_brings(tight),)) for tight in report.allocation.tight
    )
    return [Heading("Limits that bind"), Bullets(items)]


def _brings(tight: Tight) -> str:
    names = {aim.id: aim.name.lower() for aim in AIMS}
    first = next(iter(tight.brings.items()), None)
    if first is None or first[1] < 0:
        return "One more would bring nothing for the law, people's own good or your priorities."
    return f"One more would bring more of this: {names[first[0]]}."


def _aims(report: Report) -> list[Block]:
    pairs = list(zip(AIMS, report.allocation.reached, strict=True))
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


def _short(report: Report, id: str) -> str:
    return report.core.catalogue.qualification(id).short_name
