"""A team's plan as a document: a page for governors, a part for the head, and a page for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from npqpath.advice.legal_deadlines import act_today, result_by, time_ends, unmet_deadlines
from npqpath.advice.suggestions import suggest
from npqpath.advice.wording import how_strongly
from npqpath.output.document import (
    Block,
    Bullets,
    Citations,
    Document,
    Heading,
    Item,
    NewPage,
    Notice,
    Pairs,
    Paragraph,
    Steps,
    Table,
    section,
)
from npqpath.output.views.funding import paid_words
from npqpath.output.views.team_changes import change_blocks
from npqpath.output.views.team_record import person_records
from npqpath.output.views.team_views import view_blocks
from npqpath.output.views.team_words import (
    LATE_WORDS,
    ask_words,
    asks_of,
    in_a_sentence,
    limit_words,
    missing,
    needs_met,
    post_name,
    runner_up_words,
    verdict,
)
from npqpath.team.candidates import Candidate
from npqpath.team.changes import Changes
from npqpath.team.coverage import term_name
from npqpath.team.law import unsettled
from npqpath.team.objectives import TIES, aims_of
from npqpath.team.report import Report, grouped
from npqpath.team.task import Choice, Member
from npqpath.words import day, listed, month, sentence

Part: TypeAlias = Literal["governors", "head", "people"]
PARTS: tuple[Part, ...] = ("governors", "head", "people")
"""The parts of a report: each can be had without the others."""

SMALLEST = 5
"""The smallest group that is counted in the page for governors; of fewer, people could be recognised."""
FEW = f"fewer than {SMALLEST}"
MOST_AREAS = 3
MOST_ADVISED = 3
NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."


def team_document(report: Report, parts: Sequence[Part] = PARTS, changes: Changes | None = None) -> Document:
    """Return the parts of a report as a document, in the head's part with what has changed."""
    catalogue = report.core.catalogue
    cited = Citations(catalogue)
    blocks: list[Block] = [Heading(f"Who should study what: {report.wanted.name}", 1)]
    if "governors" in parts:
        blocks += _for_governors(report, cited)
    if "head" in parts:
        blocks += _for_the_head(report, cited, changes)
    if "people" in parts:
        for each in report.people:
            blocks += _for_a_person(report, each, cited)
    checked = f"Facts last checked as a whole on {day(catalogue.qualifications.checked)}."
    return Document((*blocks, Heading("Sources"), Paragraph(checked), cited.listed()))


def counted(number: int, of: int | None = None) -> str:
    """Return a number of people, or of courses, as governors may see it; the rest may be few too."""
    if of is not None and 0 < of - number < SMALLEST:
        return "most"
    return FEW if 0 < number < SMALLEST else str(number)


def _for_governors(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield a page that names nobody, and counts no group of fewer than five."""
    choices, money, standing = report.choices, report.money, report.standing
    many = len(report.schools) > 1
    fees = f"about £{money.pounds:,} for the others, if you paid" if money.pounds else ""
    funded, courses = counted(money.funded, len(choices)), counted(len(choices))
    open_yet = counted(sum(_is_open(report, choice) for choice in choices))
    rest = "" if open_yet == "0" else f"; for {open_yet}, DfE or an answer has yet to decide"
    paid = f"for {funded} of {courses} courses, by its newest rules{rest}" if choices else ""
    rows = (
        ("People", f"{counted(len(report.people))}{f' in {len(report.schools)} schools' if many else ''}"),
        ("Would begin a course", counted(len({choice.member for choice in choices}), len(report.people))),
        ("The law", _law_in_short(report)),
        ("DfE would pay", paid),
        ("Fees", fees),
        ("Next start", standing.start_in_words),
    )
    yield Heading("For governors: one page")
    yield Pairs(tuple(row for row in rows if row[1]))
    yield from section("What the team would know", *_areas(report), level=3)
    yield from _steps_up(report)
    terms = sorted({term for counts in report.by_term.values() for term in counts})
    numbers = [sum(counts.get(term, 0) for counts in report.by_term.values()) for term in terms]
    drawn = tuple(
        (term_name(t), counted(n), "\u25a0" * (n // SMALLEST)) for t, n in zip(terms, numbers, strict=True)
    )
    on_courses = Table(("Term", "On a course", f"One \u25a0 is {SMALLEST} people"), drawn)
    yield from section("How many would study, term by term", on_courses, level=3)
    facts = report.core.catalogue.pathways.together
    yield from section("What it brings", Bullets(cited.facts(facts)), level=3)
    yield Paragraph(f"Made on {day(standing.on)} from what people said of themselves. {NO_PROMISE}")


def _law_in_short(report: Report) -> str:
    """Return what governors may know of the law: no person, no number."""
    if report.late:
        return (
            "It asks some people for a qualification in time, and not all would have it: the head knows more."
        )
    if any(True for each in report.people for _ in unmet_deadlines(each.person)):
        return "It asks some people for a qualification in time, and the plan gives it to them."
    is_open = any(True for _ in unsettled(report.core, report.people, report.task.courses))
    return "It may ask some people for a qualification: the head has to ask them first." if is_open else ""


def _areas(report: Report) -> tuple[Block, ...]:
    """Return who knows what, now and after the plan; areas with few people are counted together."""
    counts = {
        e.course: [sum(map(len, some.values())) for some in (e.hold, e.would)] for e in report.specialists
    }
    small = [id for id, numbers in counts.items() if any(0 < number < SMALLEST for number in numbers)]
    large = [id for id in counts if id not in small]
    while large and any(0 < sum(counts[id][at] for id in small) < SMALLEST for at in (0, 1)):
        small.append(large.pop())
    groups = [[id] for id in large] + ([small] if small else [])
    rows = []
    for ids in groups:
        now, more = (sum(counts[id][at] for id in ids) for at in (0, 1))
        about = _about(report, ids[0]) if len(ids) == 1 else ""
        names = "; ".join(report.area_name(id) for id in ids)
        rows.append((names, about, counted(now), counted(now + more)))
    columns = ("Area", "Such as", "Hold an NPQ in it now", "Would hold one after this plan")
    return (Table(columns, tuple(rows)),)


def _about(report: Report, course: str) -> str:
    """Return what only this course is about, in few words."""
    contents = {
        each.id: each.content.areas
        for each in report.core.catalogue.qualifications.qualifications
        if each.content is not None and each.id in report.task.courses
    }
    often = Counter(area for areas in contents.values() for area in areas)
    own = [area for area in contents.get(course, ()) if often[area] == 1]
    return listed(in_a_sentence(area) for area in own[:MOST_AREAS])


def _steps_up(report: Report) -> tuple[Block, ...]:
    """Return for each track how many people could take a step up."""
    rows = []
    for track in report.core.catalogue.pathways.tracks:
        ids = {post.id for post in track.posts}
        posts = [each for each in report.pipeline if each.post in ids]
        now = {id for each in posts for id in (*each.say_ready, *each.hold)}
        later = {coming.person for each in posts for coming in each.coming} - now
        if now or later:
            rows.append((track.name, counted(len(now)), counted(len(later))))
    columns = ("Track", "Say that they are ready, or hold an NPQ for it", "Would hold one")
    return section("Who could step up", Table(columns, tuple(rows)), level=3)


def _for_the_head(report: Report, cited: Citations, changes: Changes | None) -> Iterator[Block]:
    limits = tuple(Item(limit_words(report, name)) for name in report.allocation.used_up)
    yield NewPage("For the head only")
    yield Paragraph(
        "This part names people, and says what they wish. Give governors the page above, and each person "
        "their own page. Talk each course through with them before you decide anything."
    )
    if changes is not None:
        yield from change_blocks(changes)
    yield from _law(report, cited)
    yield from _choices(report, cited)
    yield from _equals(report)
    yield from _others(report)
    yield from _asked(report)
    yield from section("Limits that are used up", Bullets(limits))
    yield from view_blocks(report, cited)
    yield from _people(report)
    yield from _aims(report)


def _law(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield everybody whom the law asks for a qualification, planned or not, with their date."""
    planned = {(choice.member, choice.course): choice.start for choice in report.choices}
    asked = []
    for each in report.people:
        for limit in unmet_deadlines(each.person):
            start = planned.get((each.id, limit.qualification))
            begins = "not in this plan" if start is None else f"in this plan from {report.start_name(start)}"
            asked.append(((limit.qualification, time_ends(limit, report.standing.on), begins), each.id))
    items = [
        Item(f"{report.course_name(course)} for {report.by_school(ids)}: the time {ends}; {begins}")
        for (course, ends, begins), ids in grouped(asked).items()
    ]
    open_cases = unsettled(report.core, report.people, report.task.courses)
    alike = grouped(((course, ask_words(asks)), person) for course, person, asks in open_cases)
    items += [
        Item(f"It may ask {report.by_school(ids)} for {report.course_name(course)}. Ask first: {asks}.")
        for (course, asks), ids in alike.items()
    ]
    yield from section("Asked for by law", Bullets(tuple(items)))
    yield from _late(report, cited)
    posts = [post_name(report, each) for each in report.pipeline if each.is_wanted and each.is_empty]
    if posts:
        names = listed(map(in_a_sentence, posts))
        words = f"Of a post that you named, the list says nothing about who could fill it in time: {names}."
        yield Notice(f"{words} Ask people, or look further.")
    told = [choice for choice in report.choices if report.task.option(choice).advice is None]
    if told:
        names = listed(f"{report.course_name(choice.course)} for {choice.member}" for choice in told)
        words = "The team file asks for what nothing leads to that the people themselves said"
        yield Notice(f"{words}: {names}.")
    if report.choices:
        yield Notice(cited.cite(" ".join(report.standing.notices), report.standing.sources))


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
    name = report.course_name(course)
    yield f"By law, and {LATE_WORDS[why]}: {name} for {report.by_school(ids)}."
    result = month(result_by(catalogue, course, standing.next_start))
    yield f"A start in {month(standing.next_start)} gives a result by about {result}."
    if why == "later-than-could-be":
        yield "See what keeps them from the first start: a limit, a must or a course under way."
        return
    if why == "may-be-too-late":
        yield "Ask each of them on which day their three years end."
    yield act_today(name, standing, "their")


def _choices(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield who begins what and when, then each reason once."""
    yield Heading("Who studies what, and when")
    if not report.choices:
        unsure = "for certain yet. Below is what to ask whom first"
        words = "within these limits" if report.allocation.used_up else unsure
        yield Paragraph(f"Nobody's own advice leads to a course {words}.")
        return
    lines = [((c.start, report.course_name(c.course), _paid(report, c)), c.member) for c in report.choices]
    rows = tuple(
        (report.start_name(start), course, report.by_school(ids), paid)
        for (start, course, paid), ids in sorted(grouped(lines).items())
    )
    yield Table(("Start", "Course", "Who", "Would DfE pay?"), rows)
    why = grouped((c.course, _why(report, c, cited)) for c in report.choices)
    asks = grouped(((c.course, ask), c.member) for c in report.choices for ask in _asks_first(report, c))
    serves = grouped((c.course, need) for c in report.choices for need in needs_met(report, c))
    items = []
    for course, reasons in why.items():
        under = list(dict.fromkeys(reasons))
        under += [
            f"Ask {report.by_school(ids)} first: {ask}."
            for (about, ask), ids in asks.items()
            if about == course
        ]
        if course in serves:
            under.append(f"It serves the team: {listed(dict.fromkeys(serves[course]))}.")
        items.append(Item(report.course_name(course), tuple(under)))
    yield from section("Why, in the words of their own advice", Bullets(tuple(items)), level=3)
    money = filter(None, (_money(report), _open(report), NO_PROMISE))
    yield Paragraph(" ".join(money))


def _money(report: Report) -> str:
    """Return who would pay for how many courses."""
    money = report.money
    # One start a year has rules that are known, at most.
    known = not report.standing.expected and not any(choice.start for choice in report.choices)
    hold = "" if known else f", if the rules of {report.standing.rules.name} still hold"
    spared = f", at fees of about £{money.spared:,}" if money.spared else ""
    fees = (
        f" The others would cost you about £{money.pounds:,}, by your fees or example prices."
        if money.pounds
        else ""
    )
    unknown = f" No fee is known for {money.unknown} of {money.own}." if money.unknown else ""
    return f"DfE would pay for {money.funded} of {len(report.choices)}{hold}{spared}.{fees}{unknown}"


def _open(report: Report) -> str:
    """Return how many decisions on funding are still open."""
    still = [c for c in report.choices if _is_open(report, c)]
    paid = [advice[1] for c in still if (advice := report.task.option(c).advice) is not None]
    count = len(still)
    missing = Counter(id for funding in paid for id in funding.missing if funding.outcome == "incomplete")
    asks = ask_words(id for id, _ in missing.most_common())
    asked = f" Ask first: {asks}." if asks else ""
    return f"It may pay for {count} more, once DfE or an answer decides.{asked}" if count else ""


def _is_open(report: Report, choice: Choice) -> bool:
    """Return whether DfE, or an answer, has yet to decide who pays."""
    advice = report.task.option(choice).advice
    return advice is not None and advice[1].outcome in ("incomplete", "needs-review")


def _paid(report: Report, choice: Choice) -> str:
    advice = report.task.option(choice).advice
    if advice is None:
        return "Ask"
    words = paid_words(advice[1].outcome, report.standing, choice.start)
    asks = asks_of(report, choice.member, advice[1].missing) if advice[1].outcome == "incomplete" else ()
    return f"{words}: {listed(asks)}" if asks else words


def _why(report: Report, choice: Choice, cited: Citations) -> str:
    advice = report.task.option(choice).advice
    if advice is None:
        return "The team file asks for it."
    because = advice[0].because
    is_sure = advice[0].certainty == "certain" or because.startswith(("If ", "Unless "))
    return cited.cite(because if is_sure else f"If this is so: {because}", advice[0].sources)


def _asks_first(report: Report, choice: Choice) -> Iterator[str]:
    """Yield what to ask the person first, where the advice for a course hangs on it."""
    advice = report.task.option(choice).advice
    if advice is not None and advice[0].hangs_on:
        yield listed(asks_of(report, choice.member, advice[0].hangs_on))


def _equals(report: Report) -> tuple[Block, ...]:
    """Return who was equal to whom, and what settles a tie, so that the head can choose otherwise."""
    items = tuple(
        Item(
            f"{report.course_name(each.course)} is planned for "
            f"{report.by_school([choice.member for choice in each.chosen])}, "
            f"and not for {report.by_school(each.others)}"
        )
        for each in report.allocation.equals
    )
    tie = next((tie for tie in TIES if tie.id == report.task.tie), TIES[0])
    words = (
        "The same course, reason, strength and cost: nothing that people said tells them apart. A limit "
        f"or an aim of the plan may. Where none does: {in_a_sentence(tie.name)}. To choose otherwise, "
        "name them under `must` and `must_not`."
    )
    return section("Who was equal", Paragraph(words), Bullets(items))


def _without_course(report: Report) -> list[Member]:
    studying = {choice.member for choice in report.choices}
    return [member for member in report.task.members if member.id not in studying]


def _others(report: Report) -> tuple[Block, ...]:
    """Return what there is for those without a course in the plan, one point for each reason."""
    alike = grouped((verdict(report, member)[1], member.id) for member in _without_course(report))
    items = tuple(Item(why, (report.by_school(ids),)) for why, ids in alike.items())
    return section("Without a course in this plan", Bullets(items))


def _asked(report: Report) -> tuple[Block, ...]:
    """Return in full the questions that the report says to ask first."""
    asked = {id for member in _without_course(report) for id in missing(report, member)}
    for choice in report.choices:
        advice = report.task.option(choice).advice
        if advice is not None:
            asked.update(asks_of(report, choice.member, (*advice[0].hangs_on, *advice[1].missing)))
    asks = tuple((q.id, q.ask) for q in report.core.catalogue.pathways.questions if q.id in asked)
    return section("What to ask first", Pairs(asks))


def _people(report: Report) -> tuple[Block, ...]:
    """Return the plan as a list with a row for each person, to look people up or filter."""
    many = len(report.schools) > 1
    own = grouped((choice.member, _course(report, choice)) for choice in report.choices)
    cost = Counter({each.id: 0 for each in report.people})
    for choice in report.choices:
        cost[choice.member] += report.task.fee(choice)
    rows = tuple(
        (
            each["person"],
            *((each["school"],) if many else ()),
            "; ".join(own.get(each["person"], (each["because"],))),
            f"£{cost[each['person']]:,}" if cost[each["person"]] else "",
            each["next_best"],
        )
        for each in person_records(report)
    )
    columns = ("Person", *(("School",) if many else ()), "Course, or why none", "Cost to you", "Next best")
    return section("Person by person", Table(columns, rows))


def _course(report: Report, choice: Choice) -> str:
    return f"{report.course_name(choice.course)}, {report.start_name(choice.start)}"


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


def _for_a_person(report: Report, each: Candidate, cited: Citations) -> Iterator[Block]:
    """Yield a page that the head can hand over: only what is this person's own."""
    member = report.task.members_by_id[each.id]
    choices = [choice for choice in report.choices if choice.member == each.id]
    yield NewPage(f"For {each.id}")
    advice = tuple(
        Item(
            f"{one.name}: {how_strongly(one.certainty, one.strength)}",
            (cited.cite(one.because, one.sources),),
        )
        for one in suggest(each.person)[:MOST_ADVISED]
    )
    rows = [(_course(report, choice), f"Would DfE pay? {_paid(report, choice)}") for choice in choices]
    if not choices:
        why, words = verdict(report, member)
        open_yet = set(missing(report, member)) if why == "ask-first" else set()
        asks = [q.ask for q in report.core.catalogue.pathways.questions if q.id in open_yet]
        rows = [("No course for now", f"Say this first: {' '.join(asks)}" if asks else words)]
    # What it would cost others, such as a post that comes free, is not for everybody's eyes.
    best = runner_up_words(report, each.id).partition(",")[0]
    yield from section("Your own advice, from what you said", Bullets(advice), level=3)
    yield from section(
        "In this plan", Pairs((*rows, *((("Next best", sentence(best)),) if best else ()))), level=3
    )
    yield Paragraph("Nothing is decided: say what suits you. `npqpath advise` makes a plan of your own.")
