"""The views of a team's plan: who learns together and knows what, who could step up, thread and trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from npqpath.advice.calendar import day, month
from npqpath.advice.phrases import listed
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Heading, Item, Paragraph, Table
from npqpath.render.team_trust import trust_blocks
from npqpath.render.team_words import by_school, in_a_sentence
from npqpath.team.candidates import start_day
from npqpath.team.names import ROLE
from npqpath.team.pipeline import Rung
from npqpath.team.report import Report
from npqpath.team.terms import term_name

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
