"""A team's plan as a document: who studies what and when, why, and what it brings the school or trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from npqpath.advice.legal_deadlines import act_today, result_by
from npqpath.advice.wording import reason_for
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
)
from npqpath.output.views.funding import paid_words
from npqpath.team.allocation import Tight
from npqpath.team.candidates import start_day
from npqpath.team.coverage import begun, term_name
from npqpath.team.law import Late, unsettled
from npqpath.team.objectives import AIMS, aims_of, is_beyond_own_advice, meets, option_of
from npqpath.team.report import Report
from npqpath.team.succession import Rung
from npqpath.team.task import Choice, Member
from npqpath.team.team_file import ROLE
from npqpath.words import day, listed, month, sentence

MOST_ASKED = 3


def by_school(report: Report, ids: Iterable[str]) -> str:
    """Return people as a list in a sentence, by school where the roster has several."""
    wanted = set(ids)
    found: dict[str, list[str]] = {}
    for each in report.people:
        if each.id in wanted:
            found.setdefault(each.school, []).append(each.id)
    many = len(report.schools) > 1
    return "; ".join(f"{listed(people)}{f' ({school})' if many else ''}" for school, people in found.items())


def is_announced(report: Report, choice: Choice) -> bool:
    """Return whether the rules of a choice's own start are known: one start a year has them, at most."""
    return choice.start == 0 and not report.standing.expected


def in_a_sentence(name: str) -> str:
    """Return a name without its capital, unless its first word is one of capitals, such as SEND."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def runner_up_words(report: Report, person: str) -> str:
    """Return the next best for a person and why it is not in the plan; empty where there is nothing else."""
    found = report.allocation.runners_up.get(person)
    if found is None:
        return _also_advised(report, person)
    if found.choice is None:
        limits = listed(dict.fromkeys(limit_words(report, " ".join(name)) for name in found.stopped_by))
        has_one = any(choice.member == person for choice in report.allocation.choices)
        what = "any other choice" if has_one else "a course"
        return f"{what} would go over a limit: {limits}" if limits else ""
    catalogue = report.core.catalogue
    name = catalogue.qualification(found.choice.course).short_name
    when = month(start_day(report.standing, found.choice.start))
    if found.loses is None:
        return f"{name} in {when} would do as well"
    aim = next(aim for aim in AIMS if aim.id == found.loses[0])
    return f"{name} in {when}, at a cost to this: {in_a_sentence(aim.name)}"


def _also_advised(report: Report, person: str) -> str:
    """Return the next course of somebody's own advice, which the plan did not choose from; else nothing."""
    member = next(each for each in report.prepared.task.members if each.id == person)
    taken = {choice.course for choice in report.allocation.choices if choice.member == person}
    for option in member.options:
        advice = report.prepared.advice.get((person, option.course))
        if advice is not None and option.course not in {*taken, *member.holds} and option.after is None:
            name = report.core.catalogue.qualification(option.course).short_name
            asks = listed(advice[0].hangs_on[:MOST_ASKED])
            return f"{name} (ask first: {asks})" if asks else f"{name}, which is only worth considering"
    return ""


def needs_words(report: Report, choice: Choice) -> str:
    """Return the team's needs that a choice meets, as a sentence; empty where there are none."""
    names = [need_name(report, need.id) for need in report.prepared.task.needs if meets(need, choice)]
    return f"It also serves the team: {listed(names)}." if names else ""


def need_name(report: Report, id: str) -> str:
    """Return a need in words: a priority by its name, a post by its name and day."""
    kind, _, rest = id.partition(" ")
    if kind == "priority":
        priority = rest.partition(" ")[0]
        names = {each.id: each.name for each in report.core.catalogue.pathways.priorities}
        return in_a_sentence(names[priority])
    return in_a_sentence(report.core.catalogue.posts_by_id[report.wanted.posts[int(rest)].post].name)


def need_school(report: Report, id: str) -> str | None:
    """Return the school that a need is about; None for a post that may be anywhere."""
    kind, _, rest = id.partition(" ")
    return rest.partition(" ")[2] if kind == "priority" else report.wanted.posts[int(rest)].school


def limit_words(report: Report, limit: str) -> str:
    """Return a limit in words."""
    kind, _, rest = limit.partition(" ")
    limits = report.prepared.task.limits
    if kind == "places":
        course = rest.partition(" ")[0]
        name = report.core.catalogue.qualification(course).short_name
        return f"{_count(limits.places[course], 'place')} on {name} for one start"
    if kind == "pounds":
        return f"£{limits.pounds:,} of your own money"
    words = {
        "at_once": f"{_count(limits.at_once, 'person')} on courses at once",
        "per_school": f"{_count(limits.per_school, 'person')} of one school on courses at once",
        "per_team": f"{_count(limits.per_team, 'person')} of one team on courses at once",
    }
    return words[kind]


def _count(number: int | None, what: Literal["person", "place"]) -> str:
    many = {"person": "people", "place": "places"}[what]
    return f"{number} {what if number == 1 else many}"


NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."
SPREAD = (
    "Some start later so that few people of a school are away at once. If you would rather begin sooner, "
    "name your aims in the team file without `spread`."
)
NEXT_BEST = "Next best"


def choice_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return who begins what at each start, and why."""
    blocks: list[Block] = [Heading("Who studies what, and when")]
    if not report.allocation.choices:
        limits = report.allocation.tight
        words = "within these limits" if limits else "for certain yet. Below is what to ask whom first"
        return [*blocks, Paragraph(f"Nobody's own advice leads to a course {words}.")]
    told: set[str] = set()
    for start in range(report.wanted.starts):
        begun = [choice for choice in report.allocation.choices if choice.start == start]
        if begun:
            blocks.append(Heading(month(start_day(report.standing, start)), 3))
            blocks.append(_table(report, begun, told, cited))
    if _is_spread(report):
        blocks.append(Paragraph(SPREAD))
    return [*blocks, Paragraph(NO_PROMISE)]


def _is_spread(report: Report) -> bool:
    """Return whether somebody could begin sooner if few people released at once were not an aim before it."""
    aims = [aim.id for aim in aims_of(report.prepared.task)]
    free = {member.id: member.free_from for member in report.prepared.task.members}
    later = any(choice.start > free[choice.member] for choice in report.allocation.choices)
    return later and "spread" in aims and "sooner" not in aims[: aims.index("spread")]


def other_blocks(report: Report) -> list[Block]:
    """Return what there is for those without a course in the plan, one point for each reason."""
    studying = {choice.member for choice in report.allocation.choices}
    alike: dict[str, list[str]] = {}
    for member in report.prepared.task.members:
        if member.id not in studying:
            alike.setdefault(_instead(report, member), []).append(member.id)
    items = tuple(Item(why, (listed(ids),)) for why, ids in alike.items())
    return [Heading("Without a course in this plan"), Bullets(items)] if items else []


def asked_blocks(report: Report) -> list[Block]:
    """Return in full the questions that the report says to ask first."""
    asked: set[str] = set()
    for choice in report.allocation.choices:
        advice = report.prepared.advice.get((choice.member, choice.course))
        if advice is not None:
            asked.update(_asks(report, choice.member, advice[0].hangs_on))
            asked.update(_asks(report, choice.member, advice[1].missing))
    studying = {choice.member for choice in report.allocation.choices}
    for member in report.prepared.task.members:
        if member.id not in studying:
            asked.update(_missing(report, member))
    asks = tuple((q.id, q.ask) for q in report.core.catalogue.pathways.questions if q.id in asked)
    return [Heading("What to ask first"), Pairs(asks)] if asks else []


def person_blocks(report: Report) -> list[Block]:
    """Return the plan as a list with a row for each course of each person, to look people up or filter."""
    many = len(report.schools) > 1
    school_of = {each.id: each.school for each in report.people}
    order = list(school_of)
    rows = tuple(
        (
            choice.member,
            *((school_of[choice.member],) if many else ()),
            report.core.catalogue.qualification(choice.course).short_name,
            month(start_day(report.standing, choice.start)),
        )
        for choice in sorted(report.allocation.choices, key=lambda each: order.index(each.member))
    )
    columns = ("Person", *(("School",) if many else ()), "Course", "Start")
    return [Heading("Person by person"), Table(columns, rows)] if rows else []


def starts_table(report: Report, shown: Callable[[int], str]) -> Table:
    """Return how many people begin each course at each start, each number as `shown` writes it."""
    names = report.core.catalogue.qualifications_by_id
    starts = (month(start_day(report.standing, start)) for start in range(report.wanted.starts))
    rows = begun(report.allocation.choices, report.wanted.starts)
    return Table(
        ("Course", *starts),
        tuple((names[course].short_name, *map(shown, counts)) for course, counts in rows),
    )


def _table(report: Report, choices: list[Choice], told: set[str], cited: Citations) -> Table:
    """Return the choices of one start as a table. People with the same course and reasons share a row.

    A person's next best is told once.
    """
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for choice in choices:
        best = "" if choice.member in told else runner_up_words(report, choice.member)
        told.add(choice.member)
        course = report.core.catalogue.qualification(choice.course).short_name
        key = (course, _paid(report, choice), _why(report, choice, cited), best)
        alike.setdefault(key, []).append(choice.member)
    rows = [(course, by_school(report, ids), *rest) for (course, *rest), ids in sorted(alike.items())]
    columns = ("Course", "Who", "Would DfE pay?", "Why", NEXT_BEST)
    if not any(row[-1] for row in rows):
        return Table(columns[:-1], tuple(row[:-1] for row in rows))
    return Table(columns, tuple(rows))


def _paid(report: Report, choice: Choice) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    if advice is None:
        return "Ask"
    words = paid_words(advice[1].outcome, report.standing.rules, announced=is_announced(report, choice))
    asks = _asks(report, choice.member, advice[1].missing) if advice[1].outcome == "incomplete" else ()
    return f"{words}: {listed(asks)}" if asks else words


def _why(report: Report, choice: Choice, cited: Citations) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    if advice is None:
        return "The team file asks for it; this person's own advice does not."
    said = f"Their own plan says: \u201c{reason_for(advice[0])}\u201d"
    ask = listed(_asks(report, choice.member, advice[0].hangs_on))
    words = [
        cited.cite(said, advice[0].sources),
        f"Ask first: {ask}." if ask else "",
        needs_words(report, choice),
    ]
    return " ".join(filter(None, words))


def _instead(report: Report, member: Member) -> str:
    statuses = next(each.statuses for each in report.people if each.id == member.id).values()
    if member.on_course or "studying" in statuses:
        return "On a course, or about to be: let them finish it and use it."
    asks = all(is_beyond_own_advice(option) for option in member.options)
    if member.id in report.allocation.runners_up and not asks:
        return sentence(runner_up_words(report, member.id))
    missing = _missing(report, member)
    if missing:
        return f"Ask first, because the roster does not say: {listed(missing)}."
    return "Their own advice leads to no NPQ now. `npqpath team advise` has what it does say."


def _missing(report: Report, member: Member) -> tuple[str, ...]:
    """Return the columns to ask a person about first, because their courses hang on them."""
    advice = [report.prepared.advice.get((member.id, option.course)) for option in member.options]
    return _asks(report, member.id, (question for each in advice if each for question in each[0].hangs_on))


def _asks(report: Report, person: str, questions: Iterable[str]) -> tuple[str, ...]:
    """Return the columns to ask a person about first, without those that hang on another open one."""
    found = tuple(dict.fromkeys(questions))
    sheet = next(each.person for each in report.people if each.id == person)
    now = tuple(id for id in found if sheet.certainty(report.core.asked[id]) == "certain")
    return (now or found)[:MOST_ASKED]


def ask_words(questions: Iterable[str]) -> str:
    """Return the first of the columns that would settle a line."""
    return listed(list(questions)[:MOST_ASKED])


def trust_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return the specialists across the schools, and the training they could lead; nothing for one school."""
    if len(report.schools) < 2 or not report.specialists:
        return []
    names = report.core.catalogue.qualifications_by_id
    rows = tuple(
        (names[e.course].short_name, _people(e.hold), _people(e.would), str(len(e.schools)))
        for e in report.specialists
    )
    blocks: list[Block] = [
        Heading("Across the schools"),
        Table(("NPQ", "Hold it", "Would after this plan", "Schools"), rows),
    ]
    return [*blocks, *_training(report, cited)]


def _training(report: Report, cited: Citations) -> list[Block]:
    """Return what the trust could teach itself or others, and who might lead it."""
    names = report.core.catalogue.qualifications_by_id
    able = [each for each in report.specialists if each.could_train]
    if not able:
        return []
    facilitator = next(each for each in report.core.catalogue.pathways.duties if each.id == "facilitator")
    leads = [each.id for each in report.people if facilitator.id in each.duties]
    now = (
        f"Facilitators now: {by_school(report, leads)}." if leads else "The roster names no facilitator yet."
    )
    items = tuple(
        Item(f"{names[each.course].short_name}: people who hold it", (_people(each.hold),)) for each in able
    )
    return [
        Heading("Training that you could offer, to your own schools or to others", 3),
        Paragraph(cited.cite(facilitator.text, facilitator.sources, facilitator.as_of)),
        Bullets(items),
        Paragraph(now),
    ]


def _people(by_school: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{listed(ids)} ({school})" for school, ids in by_school.items())


LATE_WORDS = {
    "no-start-in-time": "no listed start is in time",
    "may-be-too-late": "even the first listed start may be too late",
    "later-than-could-be": "this plan is too late, or may be",
}
KEEPS = "See what keeps them from the first start: a limit, a must or a course under way."
ASK_DAY = "Ask each of them on which day their three years end."


def asked_by_law(report: Report) -> list[tuple[str, str]]:
    """Return for whom the law asks a course of the plan, and whom it may ask one."""
    rows = (("Asked for by law", _required(report)), ("The law may ask for", _perhaps_required(report)))
    return [(name, words) for name, words in rows if words]


def late_blocks(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield whom the plan does not serve in time for the law, those who may be too late apart."""
    for why in LATE_WORDS:
        people: dict[str, list[Late]] = {}
        for each in report.late:
            if each.why == why:
                people.setdefault(each.deadline.qualification, []).append(each)
        for course, them in people.items():
            sources = dict.fromkeys(source for each in them for source in each.deadline.sources)
            yield Notice(cited.cite(" ".join(_told(report, course, them)), tuple(sources)))


def _told(report: Report, course: str, them: list[Late]) -> Iterator[str]:
    catalogue, standing = report.core.catalogue, report.standing
    name, why = catalogue.qualification(course).short_name, them[0].why
    yield f"By law, and {LATE_WORDS[why]}: {name} for {by_school(report, (each.person for each in them))}."
    result = month(result_by(catalogue, course, standing.next_start))
    yield f"A start in {month(standing.next_start)} gives a result by about {result}."
    if why == "later-than-could-be":
        yield KEEPS
    else:
        yield from [ASK_DAY] if why == "may-be-too-late" else []
        yield act_today(name, standing, "their")


def _required(report: Report) -> str:
    """Return the courses of the plan that the law asks for, with who takes them."""
    members = {member.id: member for member in report.prepared.task.members}
    found: dict[str, list[str]] = {}
    for choice in report.allocation.choices:
        suggestion, _ = report.prepared.advice.get((choice.member, choice.course), (None, None))
        is_certain = suggestion is None or suggestion.certainty == "certain"
        if is_certain and option_of(members[choice.member], choice.course).must:
            found.setdefault(choice.course, []).append(choice.member)
    names = report.core.catalogue.qualifications_by_id
    return "; ".join(f"{names[id].short_name} for {by_school(report, ids)}" for id, ids in found.items())


def _perhaps_required(report: Report) -> str:
    """Return the courses that the law may ask some people for, with what to ask them."""
    names = report.core.catalogue.qualifications_by_id
    found: dict[tuple[str, str], list[str]] = {}
    for each in unsettled(report.core, report.people, report.prepared.task.courses):
        found.setdefault((names[each.course].short_name, ask_words(each.asks)), []).append(each.person)
    return "; ".join(
        f"{course} for {by_school(report, ids)} (ask first: {asks})" for (course, asks), ids in found.items()
    )


DARKEST = 4
FEWEST_RUNGS = 2
MOST_DOTS = 5
MOST_SCHOOLS_ACROSS = 6
DOT, ELLIPSIS = "\u25cf", "\u2026"


def view_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return all views that say something about this team."""
    return [
        *_groups(report),
        *_coverage(report),
        *_pipeline(report),
        *_thread(report, cited),
        *trust_blocks(report, cited),
        *_study(report),
    ]


def _groups(report: Report) -> list[Block]:
    names = report.core.catalogue.qualifications_by_id
    items = []
    for group in report.groups:
        if group.size > 1:
            when = month(start_day(report.standing, group.start))
            many = len(report.schools) > 1
            people = [
                f"{listed(ids)}{f' ({school})' if many else ''}" for school, ids in group.people.items()
            ]
            ids = [id for school in group.people.values() for id in school]
            words = f"{names[group.course].short_name}, {when}: {'; '.join(people)}"
            items.append(Item(words, (_levels(report, ids),)))
    return [Heading("Who learns together"), Bullets(tuple(items))] if items else []


def _levels(report: Report, ids: Sequence[str]) -> str:
    """Return how many people of each job, and of each phase where the roster says it, are in a group."""
    jobs = {
        answer.id: answer.label
        for question in report.core.catalogue.pathways.questions
        if question.id == ROLE
        for answer in question.answers
    }
    found: Counter[str] = Counter()
    for each in report.people:
        if each.id in ids:
            job = jobs.get(str(each.person.answers.get(ROLE)), "Job not said")
            found[f"{job}, {each.phase}" if each.phase else job] += 1
    return "; ".join(f"{level}: {count}" for level, count in found.items())


def _coverage(report: Report) -> list[Block]:
    found = report.coverage
    if not found.areas:
        return []
    # Areas of the same courses have the same numbers, and one row tells them all.
    alike: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for area in found.areas:
        counts = ((found.now.get((area, s), 0), found.then.get((area, s), 0)) for s in found.schools)
        alike.setdefault(tuple(counts), []).append(area)
    rows = [
        ("; ".join(areas), *(f"{now} \u2192 {then}" for now, then in counts))
        for counts, areas in alike.items()
    ]
    shades = [(0, *(min(then, DARKEST) for _, then in counts)) for counts in alike]
    words = "How many people have studied each area: now \u2192 after this plan."
    return [
        Heading("Who would know what"),
        Paragraph(words),
        Table(("Area", *found.schools), tuple(rows), shades=tuple(shades)),
    ]


def _pipeline(report: Report) -> list[Block]:
    if not report.pipeline:
        return []
    rows = tuple(_rung(report, rung) for rung in report.pipeline)
    words = (
        "Ready means that the next move is open to them, or that they say they would like the post, and that "
        "they hold a qualification that helps. It is not a judgement of anybody."
    )
    columns = ("Post", "There now", "Who could step up")
    return [
        Heading("Ready for the next post"),
        Paragraph(words),
        *_ladder(report),
        Heading("Post by post, with names", 3),
        Table(columns, rows),
    ]


def _ladder(report: Report) -> list[Block]:
    """Return the rungs as numbers of people, the highest post of the track at the top."""
    order = [post.id for track in report.core.catalogue.pathways.tracks for post in track.posts]
    rungs = sorted(report.pipeline, key=lambda each: order.index(each.post), reverse=True)
    counts = [tuple(map(len, (each.there, each.ready, each.coming, each.could))) for each in rungs]
    if len(rungs) < FEWEST_RUNGS:
        return []
    return [
        Table(
            ("Step on the ladder", "There now", "Ready", "Ready later", "Could move"),
            tuple(
                (_post(report, rung), *(_people_drawn(n) for n in numbers))
                for rung, numbers in zip(rungs, counts, strict=True)
            ),
            shades=tuple((0, *(min(number, DARKEST) for number in numbers)) for numbers in counts),
        )
    ]


def _post(report: Report, rung: Rung) -> str:
    post = report.core.catalogue.posts_by_id[rung.post].name
    return f"{post}, {rung.school}" if rung.school else post


def _people_drawn(number: int) -> str:
    """Return a number of people with a dot for each, up to as many as can be taken in at a glance."""
    more = ELLIPSIS if number > MOST_DOTS else ""
    return f"{number} {DOT * min(number, MOST_DOTS)}{more}" if number else "0"


def _rung(report: Report, rung: Rung) -> tuple[str, ...]:
    def named(ids: Sequence[str]) -> str:
        return listed(ids) if rung.school else by_school(report, ids)

    names = report.core.catalogue.qualifications_by_id
    by = f" by {day(rung.wanted_by)}" if rung.wanted_by else ""
    later = [
        f"{named([e.person])} after {names[e.course].short_name}, by {month(e.ready)}" for e in rung.coming
    ]
    said = (
        f"Ready: {named(rung.ready) or ('nobody' if rung.is_empty else 'nobody yet')}.",
        f"Ready later: {'; '.join(later)}." if later else "",
        f"Ready in other schools: {by_school(report, rung.elsewhere)}." if rung.elsewhere else "",
        f"Could move, with no course for it yet: {named(rung.could)}." if rung.could else "",
        f"Say that they are ready: {named(rung.say_ready)}." if rung.say_ready else "",
    )
    return f"{_post(report, rung)}{by}", named(rung.there) or "nobody", " ".join(filter(None, said))


def _thread(report: Report, cited: Citations) -> list[Block]:
    if not any(part.people for thread in report.threads for part in thread.parts[:4]):
        return []
    columns = ("Part of the thread", *(thread.school for thread in report.threads))
    parts = report.threads[0].parts
    rows = tuple(
        (part.name, *(str(len(thread.parts[at].people)) for thread in report.threads))
        for at, part in enumerate(parts)
    )
    shades = tuple(
        (0, *(min(len(thread.parts[at].people), DARKEST) for thread in report.threads))
        for at in range(len(parts))
    )
    blocks: list[Block] = [
        Heading("The golden thread, from new teachers to leaders"),
        Table(columns, rows, shades=shades),
    ]
    missing: dict[str, list[str]] = {}
    for each in (each for thread in report.threads for each in thread.breaks):
        missing.setdefault(each.missing, []).extend(each.for_the_sake_of)
    if missing:
        items = tuple(_break_item(report, part, people, cited) for part, people in missing.items())
        blocks += [Paragraph("Where the line breaks:"), Bullets(items)]
    return blocks


def _break_item(report: Report, part: str, people: list[str], cited: Citations) -> Item:
    """Return what is missing, for whom in all schools where it is."""
    duties = {each.id: each for each in report.core.catalogue.pathways.duties}
    whom = by_school(report, people)
    if part in duties:
        duty = duties[part]
        words = f"The roster names no {in_a_sentence(duty.name)} for {whom}."
        return Item(words, (cited.cite(duty.text, duty.sources, duty.as_of),))
    kind = "specialist" if part == "specialists" else "leadership"
    return Item(f"Nobody at their school holds or would take a {kind} NPQ to carry on the work of {whom}.")


def _study(report: Report) -> list[Block]:
    """Return how many are on a course in each term: a row for each term, or for each of many schools."""
    terms = sorted({term for counts in report.by_term.values() for term in counts})
    if not terms:
        return []
    schools = tuple(report.by_term)
    numbers = [[report.by_term[school].get(term, 0) for school in schools] for term in terms]
    first, across, down = "People on a course", schools, tuple(map(term_name, terms))
    if len(schools) > MOST_SCHOOLS_ACROSS:
        numbers = [list(column) for column in zip(*numbers, strict=True)]
        across, down = down, across
    rows = tuple((name, *map(str, row)) for name, row in zip(down, numbers, strict=True))
    shades = tuple((0, *(min(number, DARKEST) for number in row)) for row in numbers)
    words = "Who finishes a course in a term and who begins one in it both count."
    table = Table((first, *across), rows, shades=shades)
    return [Heading("Study time, term by term"), Paragraph(words), table]


PROVED = "It is proved that no other plan does better."


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
