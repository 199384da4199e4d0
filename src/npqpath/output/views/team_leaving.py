"""What happens if somebody leaves, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.output.document import Block, Bullets, Document, Heading, Item, Paragraph, section
from npqpath.output.views.team_words import by_school, course_name, grouped, in_a_sentence, start_name
from npqpath.team.candidates import start_day
from npqpath.team.report import Leaving
from npqpath.team.succession import Coming
from npqpath.team.task import Choice, Need
from npqpath.words import listed, month

SCHEMA = "npqpath/team-leaving/1"


def leaving_document(found: Leaving) -> Document:
    """Return what changes if one person leaves."""
    blocks: list[Block] = [Heading(f"If {found.leaver} leaves", 1)]
    if found.own:
        courses = listed(_course(found, choice) for choice in found.own)
        blocks.append(Paragraph(f"The plan has {courses} for {found.leaver}. That falls away."))
    names = {each.id: each.name for each in found.before.core.catalogue.pathways.duties}
    lost = [
        *_posts(found),
        *(Item(f"{names[duty]}: nobody else at their school has this duty.") for duty in found.duties),
        *(Item(f"Nobody would cover this any more: {_need(found, need)}.") for need in found.needs),
    ]
    blocks += section("Who could step in", Bullets(tuple(lost)))
    moves = [
        (f"{_course(found, new)}, and not in {_month(found, old)}", old.member) for old, new in found.moves
    ]
    begins, drops = (
        [(_course(found, each), each.member) for each in some] for some in (found.begins, found.drops)
    )
    changes = [
        Item(f"{listed(ids)} would {what} {course}.")
        for what, pairs in (("begin", moves), ("begin", begins), ("no longer begin", drops))
        for course, ids in grouped(pairs).items()
    ]
    blocks += section("What changes in the plan of the others", Bullets(tuple(changes)))
    if not changes:
        blocks.append(Paragraph("Everybody else's plan stays as it is."))
    return Document(tuple(blocks))


def leaving_json(found: Leaving) -> dict[str, object]:
    """Return what changes as plain data."""
    return {
        "schema": SCHEMA,
        "leaves": found.leaver,
        "posts": [
            {
                "post": post.post,
                "school": post.school,
                "there": post.there,
                "ready": post.ready,
                "ready_later": [each.person for each in post.coming],
                "ready_elsewhere": elsewhere.ready,
                "ready_later_elsewhere": [each.person for each in elsewhere.coming],
            }
            for post, elsewhere in zip(found.posts, found.elsewhere, strict=True)
        ],
        "duties": found.duties,
        "needs": [_need(found, need) for need in found.needs],
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


def _posts(found: Leaving) -> Iterator[Item]:
    report = found.before
    for post, elsewhere in zip(found.posts, found.elsewhere, strict=True):
        name = report.core.catalogue.posts_by_id[post.post].name
        left = f"{listed(post.there)} would still be there." if post.there else "Nobody else is there now."
        ready = f"Ready: {listed(post.ready)}." if post.ready else "Nobody is ready yet."
        coming = (f"{each.person} would be by about {_ready(found, each)}." for each in post.coming)
        later = (
            f"{by_school(report, [each.person])} by about {_ready(found, each)}" for each in elsewhere.coming
        )
        others = (
            ("Could move there, with no course for it yet", listed(post.could)),
            ("Ready in other schools", by_school(report, elsewhere.ready)),
            ("Ready later in other schools", "; ".join(later)),
        )
        told = (f"{where}: {people}." for where, people in others if people)
        yield Item(f"{name}: {left}", (ready, *coming, *told))


def _ready(found: Leaving, each: Coming) -> str:
    return f"{month(each.ready)}, after {course_name(found.before, each.course)}"


def _need(found: Leaving, need: Need) -> str:
    """Return a need by its name, and its school where there are several."""
    name = in_a_sentence(need.name)
    return f"{name} ({need.school})" if need.school and len(found.before.schools) > 1 else name


def _month(found: Leaving, choice: Choice) -> str:
    return start_name(found.before, choice.start)


def _course(found: Leaving, choice: Choice) -> str:
    return f"{course_name(found.before, choice.course)} in {_month(found, choice)}"
