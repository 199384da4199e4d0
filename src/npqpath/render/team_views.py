"""The views of a team's plan: who learns together and knows what, who could step up, thread and trust."""

from __future__ import annotations

from collections.abc import Mapping

from npqpath.advice.calendar import day, month
from npqpath.advice.phrases import listed
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Heading, Item, Paragraph, Table
from npqpath.team.candidates import start_day
from npqpath.team.pipeline import Rung
from npqpath.team.report import Report
from npqpath.team.thread import Break

DARKEST = 4


def view_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return all views that say something about this team."""
    return [
        *_groups(report),
        *_coverage(report),
        *_pipeline(report),
        *_thread(report, cited),
        *_trust(report, cited),
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
            items.append(Item(f"{names[group.course].short_name}, {when}: {'; '.join(people)}"))
    return [Heading("Who learns together"), Bullets(tuple(items))] if items else []


def _coverage(report: Report) -> list[Block]:
    found = report.coverage
    if not found.areas:
        return []
    rows, shades = [], []
    for area in found.areas:
        counts = [(found.now.get((area, s), 0), found.then.get((area, s), 0)) for s in found.schools]
        rows.append((area, *(f"{now} now, {then} then" for now, then in counts)))
        shades.append((0, *(min(then, DARKEST) for _, then in counts)))
    words = "How many people have studied each area, now and after this plan."
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
    columns = ("Post", "There now", "Ready", "Ready later", "Could move, no course yet")
    return [Heading("Ready for the next post"), Paragraph(words), Table(columns, rows)]


def _rung(report: Report, rung: Rung) -> tuple[str, ...]:
    names = report.core.catalogue.qualifications_by_id
    post = report.core.catalogue.posts_by_id[rung.post].name
    where = f", {rung.school}" if rung.school else ""
    by = f" by {day(rung.wanted_by)}" if rung.wanted_by else ""
    coming = [f"{e.person} ({names[e.course].short_name}, {month(e.ready)})" for e in rung.coming]
    ready = listed(rung.ready) or ("nobody" if rung.is_empty else "nobody yet")
    return (f"{post}{where}{by}", listed(rung.there) or "nobody", ready, listed(coming), listed(rung.could))


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
    breaks = [each for thread in report.threads for each in thread.breaks]
    if breaks:
        items = tuple(_break_item(report, each, cited) for each in breaks)
        blocks += [Paragraph("Where the line breaks:"), Bullets(items)]
    return blocks


def _break_item(report: Report, found: Break, cited: Citations) -> Item:
    duties = {each.id: each for each in report.core.catalogue.pathways.duties}
    people = listed(found.for_the_sake_of)
    if found.missing in duties:
        duty = duties[found.missing]
        words = f"{found.school}: the roster names no {duty.name.lower()} for {people}."
        return Item(words, (cited.cite(duty.text, duty.sources, duty.as_of),))
    missing = "specialist" if found.missing == "specialists" else "leadership"
    return Item(
        f"{found.school}: nobody holds or would take a {missing} NPQ to carry on the work of {people}."
    )


def _trust(report: Report, cited: Citations) -> list[Block]:
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
    able = [names[each.course].short_name for each in report.specialists if each.could_train]
    if able:
        facilitator = next(each for each in report.core.catalogue.pathways.duties if each.id == "facilitator")
        words = (
            f"Enough people hold {listed(able)} to think about training others, in the trust or outside it."
        )
        fact = cited.cite(facilitator.text, facilitator.sources, facilitator.as_of)
        blocks.append(Bullets((Item(words, (fact,)),)))
    return blocks


def _people(by_school: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{listed(ids)} ({school})" for school, ids in by_school.items())


def _study(report: Report) -> list[Block]:
    years = sorted({year for counts in report.released.values() for year in counts if counts[year]})
    if not years:
        return []
    columns = ("People on a course", *(f"from {month(start_day(report.standing, year))}" for year in years))
    counts = [(school, [counts[year] for year in years]) for school, counts in report.released.items()]
    rows = tuple((school, *map(str, numbers)) for school, numbers in counts)
    shades = tuple((0, *(min(number, DARKEST) for number in numbers)) for _, numbers in counts)
    return [Heading("Study time, year by year"), Table(columns, rows, shades=shades)]
