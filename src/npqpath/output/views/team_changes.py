"""What differs between two plans of a team, as a document, as plain data and as rows."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.output.document import Block, Bullets, Document, Heading, Item, Paragraph, section
from npqpath.output.views.team_words import in_a_sentence, need_name, post_name, posts_said
from npqpath.team.candidates import start_day
from npqpath.team.changes import Changes
from npqpath.team.report import grouped
from npqpath.team.task import Choice
from npqpath.words import listed

SCHEMA = "npqpath/team-changes/1"


def what_if_document(found: Changes, asked: str) -> Document:
    """Return only what would differ if what was `asked` came true."""
    blocks = (*_left_behind(found), *change_blocks(found))
    return Document((Heading(f"What would differ: {asked}", 1), *blocks))


def change_blocks(found: Changes) -> tuple[Block, ...]:
    """Return the changes of a plan, or that there are none."""
    words = [
        (f"No longer in the plan, because they are not on the list: {{}} ({course}).", people)
        for course, people in _by_course(found, found.falls_away)
    ]
    words += [(f"{{}} would begin {c}.", people) for c, people in _by_course(found, found.begins)]
    words += [(f"{{}} would no longer begin {c}.", people) for c, people in _by_course(found, found.drops)]
    moves = (
        (f"{_course(found, new)}, and not in {found.after.start_name(old.start)}", old.member)
        for old, new in found.moves
    )
    words += [(f"{{}} would begin {course}.", people) for course, people in grouped(moves).items()]
    items = [Item(text.format(listed(people))) for text, people in words]
    items += [Item(f"Covered now: {need_name(found.after, need)}.") for need in found.won]
    items += [Item(f"Covered no more: {need_name(found.after, need)}.") for need in found.lost]
    title = "What changes"
    return section(title, Bullets(tuple(items))) or (
        Heading(title),
        Paragraph("Nothing: the plan stays as it is."),
    )


def _left_behind(found: Changes) -> tuple[Block, ...]:
    """Return what people who leave leave behind: their posts, with who could step in, and their duties."""
    names = {each.id: in_a_sentence(each.name) for each in found.after.core.catalogue.pathways.duties}
    posts = (
        Item(f"{post_name(found.after, post)}: {others}", tuple(posts_said(found.after, post)))
        for post in found.posts
        for others in [
            f"{listed(post.there)} would still be there." if post.there else "nobody else is there."
        ]
    )
    duties = (
        Item(f"{school}: nobody else is on the list as {names[duty]}.") for duty, school in found.duties
    )
    return section("Who could step in", Bullets((*posts, *duties)))


def _by_course(found: Changes, choices: tuple[Choice, ...]) -> Iterator[tuple[str, list[str]]]:
    yield from grouped((_course(found, choice), choice.member) for choice in choices).items()


def _course(found: Changes, choice: Choice) -> str:
    return f"{found.after.course_name(choice.course)} in {found.after.start_name(choice.start)}"


def changes_json(found: Changes) -> dict[str, object]:
    """Return the changes as plain data."""
    rows = change_rows(found)
    return {
        "schema": SCHEMA,
        "changes": [dict(zip(rows[0], row, strict=True)) for row in rows[1:]],
        "covered": [need_name(found.after, need) for need in found.won],
        "covered_no_more": [need_name(found.after, need) for need in found.lost],
        "posts": found.posts,
        "duties": [{"duty": duty, "school": school} for duty, school in found.duties],
    }


def change_rows(found: Changes) -> list[tuple[str, ...]]:
    """Return the changes as rows, headings first; a course that moves has its old start too."""
    changes = [
        *(("falls away", choice, "") for choice in found.falls_away),
        *(("begins", choice, "") for choice in found.begins),
        *(("no longer begins", choice, "") for choice in found.drops),
        *(("moves", new, _month(found, old)) for old, new in found.moves),
    ]
    rows = ((what, c.member, c.course, _month(found, c), before) for what, c, before in changes)
    return [("change", "person", "course", "start", "instead_of"), *rows]


def _month(found: Changes, choice: Choice) -> str:
    return f"{start_day(found.after.standing, choice.start):%Y-%m}"
