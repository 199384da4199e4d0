"""What happens if somebody leaves, as a document."""

from __future__ import annotations

from npqpath.output.document import Block, Bullets, Document, Heading, Item, Paragraph
from npqpath.output.views.team import by_school, need_name, need_school
from npqpath.team.candidates import start_day
from npqpath.team.leaving import Leaving
from npqpath.team.report import Report
from npqpath.team.succession import Rung
from npqpath.team.task import Choice
from npqpath.words import listed, month

SCHEMA = "npqpath/team-leaving/1"


def leaving_document(found: Leaving) -> Document:
    """Return what changes if one person leaves."""
    blocks: list[Block] = [Heading(f"If {found.leaver} leaves", 1)]
    if found.own:
        courses = listed([_course(found, choice) for choice in found.own])
        blocks.append(Paragraph(f"The plan has {courses} for {found.leaver}. That falls away."))
    lost = [*_posts(found), *_duties(found), *_needs(found)]
    if lost:
        blocks += [Heading("Who could step in"), Bullets(tuple(lost))]
    changes = [
        *_moves(found),
        *(Item(f"{people} would begin {course}.") for course, people in _alike(found, found.begins)),
        *(Item(f"{people} would no longer begin {course}.") for course, people in _alike(found, found.drops)),
    ]
    if changes:
        blocks += [Heading("What changes in the plan of the others"), Bullets(tuple(changes))]
    else:
        blocks.append(Paragraph("Everybody else's plan stays as it is."))
    return Document(tuple(blocks))


def leaving_json(found: Leaving) -> dict[str, object]:
    """Return what changes as plain data."""
    return {
        "schema": SCHEMA,
        "leaves": found.leaver,
        "posts": [
            {
                "post": rung.post,
                "school": rung.school,
                "there": rung.there,
                "ready": rung.ready,
                "ready_later": [each.person for each in rung.coming],
                "ready_elsewhere": elsewhere.ready,
                "ready_later_elsewhere": [each.person for each in elsewhere.coming],
            }
            for rung, elsewhere in zip(found.posts, found.elsewhere, strict=True)
        ],
        "duties": found.duties,
        "needs": [_need(found.before, id) for id in found.needs],
        "falls_away": [_choice(found, choice) for choice in found.own],
        "begins": [_choice(found, choice) for choice in found.begins],
        "drops": [_choice(found, choice) for choice in found.drops],
        "moves": [{**_choice(found, new), "instead_of": _start(found, old)} for old, new in found.moves],
    }


def _choice(found: Leaving, choice: Choice) -> dict[str, str]:
    return {"person": choice.member, "course": choice.course, "start": _start(found, choice)}


def _start(found: Leaving, choice: Choice) -> str:
    return f"{start_day(found.before.standing, choice.start):%Y-%m}"


def leaving_rows(found: Leaving) -> list[tuple[str, ...]]:
    """Return the changes in the plan as rows, headings first; a course that moves has its old start too."""
    changes = [
        *(("falls away", choice, "") for choice in found.own),
        *(("moves", new, _start(found, old)) for old, new in found.moves),
        *(("begins", choice, "") for choice in found.begins),
        *(("drops", choice, "") for choice in found.drops),
    ]
    rows = ((change, *_choice(found, choice).values(), before) for change, choice, before in changes)
    return [("change", "person", "course", "start", "instead_of"), *rows]


def _posts(found: Leaving) -> list[Item]:
    catalogue = found.before.core.catalogue
    items = []
    for rung, elsewhere in zip(found.posts, found.elsewhere, strict=True):
        post = catalogue.posts_by_id[rung.post].name
        left = f"{listed(rung.there)} would still be there." if rung.there else "Nobody else is there now."
        ready = f"Ready: {listed(rung.ready)}." if rung.ready else "Nobody is ready yet."
        coming = [
            f"{each.person} would be by about {month(each.ready)}, after "
            f"{catalogue.qualification(each.course).short_name}."
            for each in rung.coming
        ]
        could = [f"Could move there, with no course for it yet: {listed(rung.could)}."] if rung.could else []
        items.append(Item(f"{post}: {left}", (ready, *coming, *could, *_elsewhere(found, elsewhere))))
    return items


def _elsewhere(found: Leaving, rung: Rung) -> list[str]:
    """Return who of the other schools is ready for a post or would be."""
    catalogue = found.before.core.catalogue
    ready = by_school(found.before, rung.ready)
    later = [
        f"{by_school(found.before, [each.person])} by about {month(each.ready)}, after "
        f"{catalogue.qualification(each.course).short_name}"
        for each in rung.coming
    ]
    return [
        *([f"Ready in other schools: {ready}."] if ready else []),
        *([f"Ready later in other schools: {'; '.join(later)}."] if later else []),
    ]


def _duties(found: Leaving) -> list[Item]:
    names = {each.id: each.name for each in found.before.core.catalogue.pathways.duties}
    return [Item(f"{names[duty]}: nobody else at their school has this duty.") for duty in found.duties]


def _needs(found: Leaving) -> list[Item]:
    return [Item(f"Nobody would cover this any more: {_need(found.before, id)}.") for id in found.needs]


def _need(report: Report, id: str) -> str:
    """Return a need by its name, and its school where there are several."""
    school = need_school(report, id)
    return (
        f"{need_name(report, id)} ({school})" if school and len(report.schools) > 1 else need_name(report, id)
    )


def _moves(found: Leaving) -> list[Item]:
    """Return the courses that begin at another start, people with the same move together."""
    people: dict[str, list[str]] = {}
    for old, new in found.moves:
        was = month(start_day(found.before.standing, old.start))
        people.setdefault(f"{_course(found, new)}, and not in {was}", []).append(old.member)
    return [Item(f"{listed(ids)} would begin {move}.") for move, ids in people.items()]


def _alike(found: Leaving, choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    """Return courses with their starts, each with the people who take it."""
    people: dict[str, list[str]] = {}
    for choice in choices:
        people.setdefault(_course(found, choice), []).append(choice.member)
    return [(course, listed(ids)) for course, ids in people.items()]


def _course(found: Leaving, choice: Choice) -> str:
    name = found.before.core.catalogue.qualification(choice.course).short_name
    return f"{name} in {month(start_day(found.before.standing, choice.start))}"
