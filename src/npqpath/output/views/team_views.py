"""The views of a team's plan for the head: who learns together, breadth and depth, posts, thread, trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from npqpath.advice.pacing import Bar
from npqpath.dataset.pathways import Priority
from npqpath.output.document import Block, Bullets, Chart, Citations, Heading, Item, Paragraph, Table, section
from npqpath.output.views.team_words import in_a_sentence, post_name, posts_said
from npqpath.team.candidates import LADDER, Candidate, stands_on, start_day
from npqpath.team.coverage import Break, Group, term_name
from npqpath.team.report import Report, grouped
from npqpath.team.team_file import ROLE, meant
from npqpath.words import day, listed, month, months_after

DARKEST = 4
MOST_ON_A_BAR = 4
TRAINS_OTHERS = "npqltd"
"""The NPQ about how other teachers learn."""


def view_blocks(report: Report, cited: Citations) -> tuple[Block, ...]:
    """Return all views that say something about this team."""
    return (
        *_chart(report),
        *_groups(report, cited),
        *_pairs(report),
        *_posts(report),
        *_thread(report, cited),
        *_experts(report),
        *_training(report, cited),
        *_implementation(report, cited),
        *_study_time(report),
    )


def shaded(columns: Iterable[str], rows: Iterable[tuple[str, Sequence[int]]]) -> Table:
    """Return a table of names with numbers, darker where there is more."""
    held = list(rows)
    return Table(
        tuple(columns),
        tuple((name, *map(str, numbers)) for name, numbers in held),
        shades=tuple((0, *(min(number, DARKEST) for number in numbers)) for _, numbers in held),
    )


def _bars(report: Report) -> Iterator[Bar]:
    """Yield a bar for each group of people who begin a course together."""
    for group in report.groups:
        length = report.core.catalogue.qualification(group.course).length
        starts = start_day(report.standing, group.start)
        ends = months_after(starts, (length.taught_months if length else 1) - 1)
        ids = [id for people in group.people.values() for id in people]
        more = [f"{len(ids) - MOST_ON_A_BAR} more"] if len(ids) > MOST_ON_A_BAR else []
        label = f"{report.course_name(group.course)}: {listed([*ids[:MOST_ON_A_BAR], *more])}"
        yield Bar(group.course, "study", label, starts, ends, True)


def _chart(report: Report) -> tuple[Block, ...]:
    bars = tuple(_bars(report))
    title = "Who studies when"
    first = report.standing.next_start
    return section(title, Chart(title, first, max(bar.ends for bar in bars), bars)) if bars else ()


def _groups(report: Report, cited: Citations) -> tuple[Block, ...]:
    words = (
        "Give each group one task of your own: a problem that belongs to your priorities, one change, and a "
        "way to see what it does for pupils. People who study together can talk it over with others who know "
        "the place."
    )
    by_id = {each.id: each for each in report.core.catalogue.pathways.priorities}
    wanted = [by_id[id] for id in report.wanted.priorities]
    named = listed((in_a_sentence(each.name) for each in wanted), "or")
    led = f" Groups on a leadership NPQ could lead the change in {named}." if named else ""
    items = tuple(
        Item(
            f"{report.course_name(group.course)}, {report.start_name(group.start)}: "
            f"{report.school_lists(group.people)}",
            tuple(filter(None, (_levels(report, group), _task(report, group, wanted)))),
        )
        for group in report.groups
        if group.size > 1
    )
    lead = Paragraph(cited.cite(f"{words}{led}", report.core.catalogue.pathways.together[0].sources))
    return section("Who learns together, and on what", lead, Bullets(items))


def _task(report: Report, group: Group, wanted: Sequence[Priority]) -> str:
    """Return the priority that a group could work on, because its course is about it."""
    names = [in_a_sentence(each.name) for each in wanted if group.course in each.courses]
    where = f" at {listed(group.people)}" if len(report.schools) > 1 else ""
    return f"Task: {listed(names, 'or')}{where}" if names else ""


def _levels(report: Report, group: Group) -> str:
    """Return how many people of each job, and of each phase where the roster says it, are in a group."""
    questions = report.core.catalogue.pathways.questions
    jobs = {answer.id: answer.label for q in questions if q.id == ROLE for answer in q.answers}
    ids = {id for people in group.people.values() for id in people}
    found: Counter[str] = Counter()
    for each in report.people:
        if each.id in ids:
            job = jobs.get(str(each.person.answers.get(ROLE)), "Job not said")
            found[f"{job}, {each.phase}" if each.phase else job] += 1
    return "; ".join(f"{level}: {count}" for level, count in found.items())


def _pairs(report: Report) -> tuple[Block, ...]:
    """Return who could work with whom at a school: those on a leadership NPQ and on a specialist one."""
    depth = {id: course.depth for id, course in report.task.courses.items()}
    items = []
    for school in report.schools:
        own = [choice for choice in report.choices if report.task.school_of(choice) == school]
        for broad in (choice for choice in own if depth[choice.course] == "breadth"):
            years = set(report.task.years_of(broad))
            deep = [c for c in own if depth[c.course] == "depth" and years & set(report.task.years_of(c))]
            beside = grouped(
                (report.course_name(c.course), c.member) for c in deep if c.member != broad.member
            )
            if beside:
                named = "; ".join(f"{listed(ids)} ({course})" for course, ids in beside.items())
                who = f"{broad.member} ({report.course_name(broad.course)})"
                items.append((school, f"{who} with {named}"))
    points = tuple(Item(school, tuple(pairs)) for school, pairs in grouped(items).items())
    words = Paragraph("Breadth is a leadership NPQ, depth a specialist one. These study at the same time.")
    return section("Pairs of breadth and depth", words, Bullets(points))


def _posts(report: Report) -> tuple[Block, ...]:
    words = Paragraph(
        "Ready is only what people say themselves. No NPQ is required for these posts unless the law says so "
        "above, and nobody here is rated. What people wish is for you alone, unless they share it."
    )
    wanted = tuple(
        Item(
            f"{post_name(report, each)}{f', by {day(each.wanted_by)}' if each.wanted_by else ''}",
            tuple(posts_said(report, each)),
        )
        for each in report.pipeline
        if each.is_wanted
    )
    tracks = {p.id: t.name for t in report.core.catalogue.pathways.tracks for p in t.posts}
    rows = tuple(
        (tracks[each.post], post_name(report, each), str(len(each.there)), " ".join(posts_said(report, each)))
        for each in report.pipeline
        if not each.is_wanted
    )
    named = section("Posts that you named", Bullets(wanted), level=3)
    others = section("Other posts", Table(("Track", "Post", "There now", "Who could step up"), rows), level=3)
    lead = (Heading("Who could step up, on all three tracks"), words)
    return (*lead, *named, *others) if wanted or rows else ()


def _thread(report: Report, cited: Citations) -> tuple[Block, ...]:
    if not any(part.people for thread in report.threads for part in thread.parts[:4]):
        return ()
    columns = ("Part of the thread", *(thread.school for thread in report.threads))
    parts = zip(*(thread.parts for thread in report.threads), strict=True)
    rows = [(same[0].name, [len(part.people) for part in same]) for same in parts]
    breaks = grouped((each.missing, each) for thread in report.threads for each in thread.breaks)
    items = tuple(_break_item(report, part, found, cited) for part, found in breaks.items())
    lead = [Paragraph("Where the line breaks:")] if items else []
    title = "The golden thread, from new teachers to leaders"
    return section(title, shaded(columns, (row for row in rows if any(row[1]))), *lead, Bullets(items))


def _break_item(report: Report, part: str, breaks: list[Break], cited: Citations) -> Item:
    """Return what is missing, or too little, in all schools where it is."""
    duties = {each.id: each for each in report.core.catalogue.pathways.duties}
    many = len(report.schools) > 1
    if part not in duties:
        kind = "specialist" if part == "specialists" else "leadership"
        schools = f" at {listed(each.school for each in breaks)}" if many else ""
        return Item(f"Nobody{schools} holds or would take a {kind} NPQ to carry on what new teachers learn.")
    counts = "; ".join(
        f"{len(each.there)} for {len(each.for_the_sake_of)}{f' ({each.school})' if many else ''}"
        for each in breaks
    )
    words = f"{duties[part].name}, on the list, for trainees and early career teachers: {counts}."
    who = " Ask who mentors whom." if part == "mentor" else ""
    return Item(f"{words}{who}", (cited.fact(duties[part]),))


def _experts(report: Report) -> tuple[Block, ...]:
    """Return for each area who leads it and who is the expert, across the schools."""
    names = {n: p.id for p in report.core.catalogue.pathways.priorities for n in (p.id, *p.aliases)}
    courses = {p.id: p.courses for p in report.core.catalogue.pathways.priorities}
    ladder = next(t for t in report.core.catalogue.pathways.tracks if t.id == LADDER)

    def leads(each: Candidate, course: str) -> bool:
        area = meant(str(each.person.answers.get("focus")), names)
        is_area = area is not None and course in courses[area]
        own = [id for id, post in report.core.catalogue.posts_by_id.items() if post.helps == (course,)]
        posts = (*own, *(post.id for post in ladder.posts))
        return is_area and any(stands_on(report.core, each, post) for post in posts)

    rows = [
        (
            report.area_name(each.course),
            report.by_school([one.id for one in report.people if leads(one, each.course)]),
            report.school_lists(each.hold),
            report.school_lists(each.would),
        )
        for each in report.specialists
    ]
    rows += [row for row in _subjects(report) if any(row[1:])]
    words = Paragraph(
        "Who leads an area settles time and money for it. An expert shows how to teach it, and helps others."
    )
    columns = ("Area", "Lead it", "Experts: hold the NPQ", "Experts: would, after this plan")
    return section("Who leads, and who is the expert", words, Table(columns, tuple(rows)))


def _subjects(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Yield the teams that several schools have, such as a subject, with their leaders and specialists."""
    teams = grouped((each.team, each.id) for each in report.people if each.team)
    people = {each.id: each for each in report.people}
    ladder = next(t for t in report.core.catalogue.pathways.tracks if t.id == LADDER)
    deep = [s for s in report.specialists if report.task.courses[s.course].depth == "depth"]
    hold = {id for each in deep for ids in each.hold.values() for id in ids}
    would = {id for each in deep for ids in each.would.values() for id in ids}
    for team, ids in teams.items():
        if len({people[id].school for id in ids}) > 1:
            lead = [id for id in ids if any(stands_on(report.core, people[id], p.id) for p in ladder.posts)]
            expert, later = ([id for id in ids if id in some] for some in (hold, would))
            yield str(team), report.by_school(lead), report.by_school(expert), report.by_school(later)


def _training(report: Report, cited: Citations) -> tuple[Block, ...]:
    """Return whether the team could train its own staff, what it could offer, and what to buy in."""
    facilitator = next(each for each in report.core.catalogue.pathways.duties if each.id == "facilitator")
    leads = {
        school: [e.id for e in report.people if e.school == school and facilitator.id in e.duties]
        for school in report.schools
    }
    able = next((each for each in report.specialists if each.course == TRAINS_OTHERS), None)
    trained = {*able.hold, *able.would} if able else set()
    name = report.course_name(TRAINS_OTHERS)
    without = [school for school in report.schools if school not in trained and not leads[school]]
    where = f" at {listed(without)}" if len(report.schools) > 1 else ""
    items = []
    if able:
        hold, would = (sum(map(len, people.values())) for people in (able.hold, able.would))
        items.append(
            Item(f"To train your own staff: {name}, held by {hold}, and by {hold + would} after this plan.")
        )
    if without:
        items.append(Item(f"Nobody{where} holds or would take {name}, and none is a facilitator."))
    offer = [each for each in report.specialists if each.could_train]
    if offer:
        areas = (
            f"{in_a_sentence(report.area_name(e.course))} ({sum(map(len, e.hold.values()))})" for e in offer
        )
        words = f"To offer to your own schools or to others, by how many hold the NPQ: {listed(areas)}."
        items.append(Item(f"{words} Ask them first.", (cited.fact(facilitator),)))
    for area, schools in _gaps(report).items():
        where = f" for {listed(schools)}" if len(report.schools) > 1 else ""
        buy = "To buy in, or to borrow from a nearby trust or your teaching school hub"
        items.append(Item(f"{buy}: {in_a_sentence(area)}{where}."))
    return section("Training: your own, to offer and to buy in", Bullets(tuple(items)))


def _gaps(report: Report) -> dict[str, list[str]]:
    """Return the schools where nobody holds or would take an NPQ of a priority, by the priority."""
    by_id = {each.id: each for each in report.core.catalogue.pathways.priorities}
    there = {(each.course, school) for each in report.specialists for school in each.schools}
    return grouped(
        (by_id[id].name, school)
        for id in report.wanted.priorities
        for school in report.schools
        if not any((course, school) in there for course in by_id[id].courses)
    )


def _implementation(report: Report, cited: Citations) -> tuple[Block, ...]:
    """Return the four stages of putting the whole plan into practice, each with its time."""
    if not report.choices:
        return ()
    first = month(min(start_day(report.standing, choice.start) for choice in report.choices))
    last = month(max(bar.ends for bar in _bars(report)))
    when = {
        "explore": "now, with the people in it",
        "prepare": f"before {first}",
        "deliver": f"{first} to {last}",
        "sustain": f"after each course, and after {last}",
    }
    items = tuple(
        Item(f"{stage.name}, {when[stage.id]}: {cited.fact(stage)}")
        for stage in report.core.catalogue.pathways.implementation
    )
    return section("Putting the whole plan into practice", Bullets(items))


def _study_time(report: Report) -> tuple[Block, ...]:
    """Return how many are on a course in each term, a row for each school."""
    terms = sorted({term for counts in report.by_term.values() for term in counts})
    rows = ((name, [counts.get(term, 0) for term in terms]) for name, counts in report.by_term.items())
    words = Paragraph("Who finishes a course in a term and who begins one in it both count.")
    table = shaded(("People on a course", *map(term_name, terms)), rows)
    return section("Study time, term by term", words, table) if terms else ()
