"""A team's plan as a document: who studies what and when, why, and what it brings the school or trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from npqpath.advice.legal_deadlines import act_today, result_by
from npqpath.output.document import (
    Block,
    Bullets,
    Citations,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Steps,
    Table,
    section,
)
from npqpath.output.views.funding import paid_words
from npqpath.output.views.team_views import view_blocks
from npqpath.output.views.team_words import (
    LATE_WORDS,
    MOST_ASKED,
    ask_words,
    by_school,
    course_name,
    grouped,
    in_a_sentence,
    limit_words,
    needs_met,
    runner_up_words,
    start_name,
    starts_table,
)
from npqpath.team.coverage import begun
from npqpath.team.law import unsettled
from npqpath.team.objectives import aims_of
from npqpath.team.report import Report
from npqpath.team.task import Choice, Member
from npqpath.words import day, listed, month, sentence

NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."
SPREAD = (
    "Some start later so that few people of a school are away at once. If you would rather begin sooner, "
    "name your aims in the team file without `spread`."
)


def team_document(report: Report) -> Document:
    """Return the whole report as a document."""
    catalogue = report.core.catalogue
    cited = Citations(catalogue)
    limits = tuple(Item(limit_words(report, name)) for name in report.allocation.used_up)
    together = "What it brings when several people study"
    return Document(
        (
            Heading(f"Who should study what: {report.wanted.name}", 1),
            *_opening(report, cited),
            *_choices(report, cited),
            *_others(report),
            *_asked(report),
            *section("Limits that are used up", Bullets(limits)),
            *view_blocks(report, cited),
            *_people(report),
            *_aims(report),
            *section(together, Bullets(cited.facts(catalogue.pathways.together))),
            Heading("Sources"),
            Paragraph(f"Facts last checked as a whole on {day(catalogue.qualifications.checked)}."),
            cited.listed(),
        )
    )


def _opening(report: Report, cited: Citations) -> Iterator[Block]:
    choices, standing = report.choices, report.standing
    schools = f" in {len(report.schools)} schools" if len(report.schools) > 1 else ""
    rows = [
        ("People", f"{len(report.people)}{schools}"),
        ("Asked for by law", _required(report)),
        ("The law may ask for", _perhaps_required(report)),
        ("With a course in this plan", str(len({choice.member for choice in choices}))),
        *_payers(report),
        ("Next start", standing.start_in_words),
    ]
    yield Pairs(tuple(row for row in rows if row[1]))
    yield from _late(report, cited)
    posts = report.core.catalogue.posts_by_id
    empty = [posts[each.post].name for each in report.pipeline if each.is_wanted and each.is_empty]
    if empty:
        names = listed(dict.fromkeys(map(in_a_sentence, empty)))
        yield Notice(f"Nobody would be ready in time for a post that you named: {names}.")
    if choices:
        yield Notice(cited.cite(" ".join(standing.notices), standing.sources))
        counts = begun(report.choices, report.wanted.starts)
        yield starts_table(report, {id: [str(n or "-") for n in row] for id, row in counts.items()})
    made = f"Made on {day(standing.on)} from what people said of themselves."
    yield Paragraph(f"{made} Talk each course through with them before you decide anything.")


def _required(report: Report) -> str:
    """Return the courses of the plan that the law asks for, with who takes them."""
    found = []
    for choice in report.choices:
        option = report.task.option(choice)
        if option.must and (option.advice is None or option.advice[0].certainty == "certain"):
            found.append((choice.course, choice.member))
    courses = grouped(found).items()
    return "; ".join(f"{course_name(report, id)} for {by_school(report, ids)}" for id, ids in courses)


def _perhaps_required(report: Report) -> str:
    """Return the courses that the law may ask some people for, with what to ask them."""
    open_cases = unsettled(report.core, report.people, report.task.courses)
    alike = grouped(((course, ask_words(asks)), person) for course, person, asks in open_cases)
    return "; ".join(
        f"{course_name(report, course)} for {by_school(report, ids)} (ask first: {asks})"
        for (course, asks), ids in alike.items()
    )


def _late(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield whom the plan does not serve in time for the law, those who may be too late apart."""
    for why in LATE_WORDS:
        late = [each for each in report.late if each.why == why]
        people = grouped((each.limit.qualification, each.person) for each in late)
        for course, ids in people.items():
            about = (each.limit.deadline for each in late if each.limit.qualification == course)
            sources = dict.fromkeys(source for deadline in about for source in deadline.sources)
            words = " ".join(_late_words(report, course, why, ids))
            yield Notice(cited.cite(words, sources))


def _late_words(report: Report, course: str, why: str, ids: list[str]) -> Iterator[str]:
    catalogue, standing = report.core.catalogue, report.standing
    name = course_name(report, course)
    yield f"By law, and {LATE_WORDS[why]}: {name} for {by_school(report, ids)}."
    result = month(result_by(catalogue, course, standing.next_start))
    yield f"A start in {month(standing.next_start)} gives a result by about {result}."
    if why == "later-than-could-be":
        yield "See what keeps them from the first start: a limit, a must or a course under way."
        return
    if why == "may-be-too-late":
        yield "Ask each of them on which day their three years end."
    yield act_today(name, standing, "their")


def _payers(report: Report) -> Iterator[tuple[str, str]]:
    """Yield who would pay for how many courses; nothing where there are none."""
    money, choices = report.money, report.choices
    if not choices:
        return
    spared = f", at fees of about £{money.spared:,}" if money.spared else ""
    known = all(_is_announced(report, choice) for choice in choices)
    hold = "" if known else f", if the rules of {report.standing.rules.name} still hold"
    yield "Courses that DfE would pay for", f"{money.funded} of {len(choices)}{hold}{spared}{_open(report)}"
    fees = f"about £{money.pounds:,}, by the fees in your team file or else example prices"
    unknown = f"no fee is known for {money.unknown} of {money.own}" if money.unknown else ""
    yield "If you paid for the others", "; ".join(filter(None, (fees if money.pounds else "", unknown)))


def _open(report: Report) -> str:
    """Return how many decisions on funding are still open."""
    advice = (report.task.option(choice).advice for choice in report.choices)
    paid = [each[1] for each in advice if each is not None]
    count = sum(funding.outcome in ("incomplete", "needs-review") for funding in paid)
    missing = Counter(id for funding in paid for id in funding.missing if funding.outcome == "incomplete")
    asks = ask_words(id for id, _ in missing.most_common())
    asked = f" (ask first: {asks})" if asks else ""
    return f"; {count} more may be, once DfE or an answer decides{asked}" if count else ""


def _choices(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield who begins what at each start, and why."""
    yield Heading("Who studies what, and when")
    if not report.choices:
        unsure = "for certain yet. Below is what to ask whom first"
        words = "within these limits" if report.allocation.used_up else unsure
        yield Paragraph(f"Nobody's own advice leads to a course {words}.")
        return
    told: set[str] = set()
    for start in range(report.wanted.starts):
        begun = [choice for choice in report.choices if choice.start == start]
        if begun:
            yield from section(start_name(report, start), _table(report, begun, told, cited), level=3)
    if _is_spread(report):
        yield Paragraph(SPREAD)
    yield Paragraph(NO_PROMISE)


def _table(report: Report, choices: list[Choice], told: set[str], cited: Citations) -> Table:
    """Return the choices of one start as a table. People with the same course and reasons share a row.

    A person's next best is told once.
    """
    lines = []
    for choice in choices:
        best = "" if choice.member in told else runner_up_words(report, choice.member)
        told.add(choice.member)
        course, paid = course_name(report, choice.course), _paid(report, choice)
        lines.append(((course, paid, _why(report, choice, cited), best), choice.member))
    alike = sorted(grouped(lines).items())
    rows = tuple((course, by_school(report, ids), *others) for (course, *others), ids in alike)
    columns = ("Course", "Who", "Would DfE pay?", "Why", "Next best")
    if not any(row[-1] for row in rows):
        return Table(columns[:-1], tuple(row[:-1] for row in rows))
    return Table(columns, rows)


def _paid(report: Report, choice: Choice) -> str:
    advice = report.task.option(choice).advice
    if advice is None:
        return "Ask"
    words = paid_words(advice[1].outcome, report.standing, choice.start)
    asks = _asks(report, choice.member, advice[1].missing) if advice[1].outcome == "incomplete" else ()
    return f"{words}: {listed(asks)}" if asks else words


def _is_announced(report: Report, choice: Choice) -> bool:
    """Return whether the rules of a choice's own start are known: one start a year has them, at most."""
    return choice.start == 0 and not report.standing.expected


def _why(report: Report, choice: Choice, cited: Citations) -> str:
    advice = report.task.option(choice).advice
    if advice is None:
        return "The team file asks for it; this person's own advice does not."
    said = f"Their own plan says: \u201c{advice[0].because}\u201d"
    ask = listed(_asks(report, choice.member, advice[0].hangs_on))
    serves = listed(needs_met(report, choice))
    words = (
        cited.cite(said, advice[0].sources),
        f"Ask first: {ask}." if ask else "",
        f"It also serves the team: {serves}." if serves else "",
    )
    return " ".join(filter(None, words))


def _is_spread(report: Report) -> bool:
    """Return whether somebody could begin sooner if few people released at once were not an aim before it."""
    aims = [aim.id for aim in aims_of(report.task)]
    members = report.task.members_by_id
    later = any(choice.start > members[choice.member].free_from for choice in report.choices)
    return later and "spread" in aims and "sooner" not in aims[: aims.index("spread")]


def _without_course(report: Report) -> list[Member]:
    studying = {choice.member for choice in report.choices}
    return [member for member in report.task.members if member.id not in studying]


def _others(report: Report) -> tuple[Block, ...]:
    """Return what there is for those without a course in the plan, one point for each reason."""
    alike = grouped((_instead(report, member), member.id) for member in _without_course(report))
    items = tuple(Item(why, (listed(ids),)) for why, ids in alike.items())
    return section("Without a course in this plan", Bullets(items))


def _instead(report: Report, member: Member) -> str:
    statuses = next(each.statuses for each in report.people if each.id == member.id).values()
    if member.on_course or "studying" in statuses:
        return "On a course, or about to be: let them finish it and use it."
    asks = all(option.is_beyond_own_advice for option in member.options)
    if member.id in report.allocation.runners_up and not asks:
        return sentence(runner_up_words(report, member.id))
    if missing := _missing(report, member):
        return f"Ask first, because the roster does not say: {listed(missing)}."
    return "Their own advice leads to no NPQ now. `npqpath team advise` has what it does say."


def _asked(report: Report) -> tuple[Block, ...]:
    """Return in full the questions that the report says to ask first."""
    asked = {id for member in _without_course(report) for id in _missing(report, member)}
    for choice in report.choices:
        advice = report.task.option(choice).advice
        if advice is not None:
            asked.update(_asks(report, choice.member, advice[0].hangs_on))
            asked.update(_asks(report, choice.member, advice[1].missing))
    asks = tuple((q.id, q.ask) for q in report.core.catalogue.pathways.questions if q.id in asked)
    return section("What to ask first", Pairs(asks))


def _missing(report: Report, member: Member) -> tuple[str, ...]:
    """Return the columns to ask a person about first, because their courses hang on them."""
    advice = [option.advice[0] for option in member.options if option.advice is not None]
    return _asks(report, member.id, (question for each in advice for question in each.hangs_on))


def _asks(report: Report, person: str, questions: Iterable[str]) -> tuple[str, ...]:
    """Return the columns to ask a person about first, without those that hang on another open one."""
    found = tuple(dict.fromkeys(questions))
    sheet = next(each.person for each in report.people if each.id == person)
    now = tuple(id for id in found if sheet.certainty(report.core.asked[id]) == "certain")
    return (now or found)[:MOST_ASKED]


def _people(report: Report) -> tuple[Block, ...]:
    """Return the plan as a list with a row for each course of each person, to look people up or filter."""
    order = list(report.task.members_by_id)
    choices = sorted(report.choices, key=lambda each: order.index(each.member))
    columns = ["Person", "School", "Course", "Start"]
    rows = [
        [
            each.member,
            report.task.school_of(each),
            course_name(report, each.course),
            start_name(report, each.start),
        ]
        for each in choices
    ]
    if len(report.schools) == 1:
        for row in (columns, *rows):
            del row[1]
    return section("Person by person", Table(tuple(columns), tuple(map(tuple, rows))))


def _aims(report: Report) -> tuple[Block, ...]:
    items = []
    for aim, reached in zip(aims_of(report.task), report.allocation.reached, strict=True):
        gap = f"up to {reached.bound - reached.value} more may be possible."
        under = () if reached.is_proved else (f"Not proved best in the time there was: {gap}",)
        items.append(Item(aim.name, under))
    words = "The plan takes these aims in this order, each as far as it goes without costing one before it."
    if all(reached.is_proved for reached in report.allocation.reached):
        words += " It is proved that no other plan does better."
    return section("What the plan aims at", Paragraph(words), Steps(tuple(items)))
