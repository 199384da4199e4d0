"""The views of a team's plan: who learns together and knows what, who could step up, thread and trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from npqpath.output.document import Block, Bullets, Citations, Heading, Item, Paragraph, Table, section
from npqpath.output.views.team_words import (
    by_school,
    course_name,
    grouped,
    in_a_sentence,
    school_lists,
    start_name,
)
from npqpath.team.coverage import term_name
from npqpath.team.report import Report
from npqpath.team.succession import Succession
from npqpath.team.team_file import ROLE
from npqpath.words import day, listed, month

DARKEST = 4
FEWEST_STEPS = 2
MOST_DOTS = 5
MOST_SCHOOLS_ACROSS = 6
DOT, ELLIPSIS = "\u25cf", "\u2026"


def view_blocks(report: Report, cited: Citations) -> tuple[Block, ...]:
    """Return all views that say something about this team."""
    return (
        *_groups(report),
        *_coverage(report),
        *_pipeline(report),
        *_thread(report, cited),
        *_trust(report, cited),
        *_study(report),
    )


def _shaded(
    columns: Iterable[str], rows: Iterable[tuple[str, Sequence[int]]], shown: Callable[[int], str] = str
) -> Table:
    """Return a table of names with numbers, darker where there is more."""
    held = list(rows)
    return Table(
        tuple(columns),
        tuple((name, *map(shown, numbers)) for name, numbers in held),
        shades=tuple((0, *(min(number, DARKEST) for number in numbers)) for _, numbers in held),
    )


def _groups(report: Report) -> tuple[Block, ...]:
    items = []
    for group in report.groups:
        if group.size > 1:
            ids = [id for school in group.people.values() for id in school]
            course = f"{course_name(report, group.course)}, {start_name(report, group.start)}"
            items.append(Item(f"{course}: {school_lists(report, group.people)}", (_levels(report, ids),)))
    return section("Who learns together", Bullets(tuple(items)))


def _levels(report: Report, ids: Sequence[str]) -> str:
    """Return how many people of each job, and of each phase where the roster says it, are in a group."""
    questions = report.core.catalogue.pathways.questions
    jobs = {answer.id: answer.label for q in questions if q.id == ROLE for answer in q.answers}
    found: Counter[str] = Counter()
    for each in report.people:
        if each.id in ids:
            job = jobs.get(str(each.person.answers.get(ROLE)), "Job not said")
            found[f"{job}, {each.phase}" if each.phase else job] += 1
    return "; ".join(f"{level}: {count}" for level, count in found.items())


def _coverage(report: Report) -> tuple[Block, ...]:
    now, then = report.coverage.now, report.coverage.then
    # Areas of the same courses have the same numbers, and one row tells them all.
    alike = grouped(
        (tuple((now[area, school], then[area, school]) for school in report.schools), area)
        for area in report.coverage.areas
    )
    rows = tuple(
        ("; ".join(areas), *(f"{before} \u2192 {after}" for before, after in counts))
        for counts, areas in alike.items()
    )
    shades = tuple((0, *(min(after, DARKEST) for _, after in counts)) for counts in alike)
    words = Paragraph("How many people have studied each area: now \u2192 after this plan.")
    return section("Who would know what", words, Table(("Area", *report.schools), rows, shades=shades))


def _pipeline(report: Report) -> tuple[Block, ...]:
    words = (
        "Ready means that the next move is open to them, or that they say they would like the post, and that "
        "they hold a qualification that helps. It is not a judgement of anybody."
    )
    rows = tuple(_succession(report, each) for each in report.pipeline)
    named = Table(("Post", "There now", "Who could step up"), rows)
    by_name = section("Post by post, with names", named, level=3)
    lead = (Heading("Ready for the next post"), Paragraph(words), *_ladder(report))
    return (*lead, *by_name) if rows else ()


def _ladder(report: Report) -> tuple[Block, ...]:
    """Return the posts as numbers of people, the highest post of the track at the top."""
    order = [post.id for track in report.core.catalogue.pathways.tracks for post in track.posts]
    steps = sorted(report.pipeline, key=lambda each: order.index(each.post), reverse=True)
    rows = (
        (_post(report, step), [len(ids) for ids in (step.there, step.ready, step.coming, step.could)])
        for step in steps
    )
    columns = ("Step on the ladder", "There now", "Ready", "Ready later", "Could move")
    return (_shaded(columns, rows, _people_drawn),) if len(steps) >= FEWEST_STEPS else ()


def _post(report: Report, found: Succession) -> str:
    post = report.core.catalogue.posts_by_id[found.post].name
    return f"{post}, {found.school}" if found.school else post


def _people_drawn(number: int) -> str:
    """Return a number of people with a dot for each, up to as many as can be taken in at a glance."""
    more = ELLIPSIS if number > MOST_DOTS else ""
    return f"{number} {DOT * min(number, MOST_DOTS)}{more}" if number else "0"


def _succession(report: Report, found: Succession) -> tuple[str, ...]:
    def named(ids: Sequence[str]) -> str:
        return listed(ids) if found.school else by_school(report, ids)

    by = f" by {day(found.wanted_by)}" if found.wanted_by else ""
    later = (
        f"{named([each.person])} after {course_name(report, each.course)}, by {month(each.ready)}"
        for each in found.coming
    )
    said = (
        ("Ready", named(found.ready) or ("nobody" if found.is_empty else "nobody yet")),
        ("Ready later", "; ".join(later)),
        ("Ready in other schools", by_school(report, found.elsewhere)),
        ("Could move, with no course for it yet", named(found.could)),
        ("Say that they are ready", named(found.say_ready)),
    )
    words = " ".join(f"{name}: {people}." for name, people in said if people)
    return f"{_post(report, found)}{by}", named(found.there) or "nobody", words


def _thread(report: Report, cited: Citations) -> tuple[Block, ...]:
    if not any(part.people for thread in report.threads for part in thread.parts[:4]):
        return ()
    columns = ("Part of the thread", *(thread.school for thread in report.threads))
    parts = zip(*(thread.parts for thread in report.threads), strict=True)
    rows = ((same[0].name, [len(part.people) for part in same]) for same in parts)
    breaks = (each for thread in report.threads for each in thread.breaks)
    missing = grouped((each.missing, person) for each in breaks for person in each.for_the_sake_of)
    items = tuple(_break_item(report, part, people, cited) for part, people in missing.items())
    lead = [Paragraph("Where the line breaks:")] if items else []
    title = "The golden thread, from new teachers to leaders"
    return section(title, _shaded(columns, rows), *lead, Bullets(items))


def _break_item(report: Report, part: str, people: list[str], cited: Citations) -> Item:
    """Return what is missing, for whom in all schools where it is."""
    duties = {each.id: each for each in report.core.catalogue.pathways.duties}
    whom = by_school(report, people)
    if part in duties:
        words = f"The roster names no {in_a_sentence(duties[part].name)} for {whom}."
        return Item(words, (cited.fact(duties[part]),))
    kind = "specialist" if part == "specialists" else "leadership"
    return Item(f"Nobody at their school holds or would take a {kind} NPQ to carry on the work of {whom}.")


def _trust(report: Report, cited: Citations) -> tuple[Block, ...]:
    """Return the specialists across the schools, and the training they could lead; nothing for one school."""
    if len(report.schools) < 2:
        return ()
    rows = tuple(
        (
            course_name(report, each.course),
            school_lists(report, each.hold),
            school_lists(report, each.would),
            str(len(each.schools)),
        )
        for each in report.specialists
    )
    held = Table(("NPQ", "Hold it", "Would after this plan", "Schools"), rows)
    facilitator = next(each for each in report.core.catalogue.pathways.duties if each.id == "facilitator")
    leads = [each.id for each in report.people if facilitator.id in each.duties]
    now = (
        f"Facilitators now: {by_school(report, leads)}." if leads else "The roster names no facilitator yet."
    )
    able = tuple(
        Item(f"{course_name(report, each.course)}: people who hold it", (school_lists(report, each.hold),))
        for each in report.specialists
        if each.could_train
    )
    offer = "Training that you could offer, to your own schools or to others"
    training = (Paragraph(cited.fact(facilitator)), Bullets(able), Paragraph(now)) if able else ()
    return (
        *section("Across the schools", held),
        *(section(offer, *training, level=3) if training else ()),
    )


def _study(report: Report) -> tuple[Block, ...]:
    """Return how many are on a course in each term: a row for each term, or for each of many schools."""
    terms = sorted({term for counts in report.by_term.values() for term in counts})
    schools = tuple(report.by_term)
    numbers = [[report.by_term[school].get(term, 0) for school in schools] for term in terms]
    across, down = schools, tuple(map(term_name, terms))
    if len(schools) > MOST_SCHOOLS_ACROSS:
        numbers = [list(column) for column in zip(*numbers, strict=True)]
        across, down = down, across
    table = _shaded(("People on a course", *across), zip(down, numbers, strict=True))
    words = Paragraph("Who finishes a course in a term and who begins one in it both count.")
    return section("Study time, term by term", words, table) if terms else ()
