"""The plan on one page: what somebody needs tonight, with the way to all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from npqpath.advice.pacing import Bar
from npqpath.advice.plan import Plan
from npqpath.output import document as doc
from npqpath.output.text import render_plain
from npqpath.output.views.plan import (
    NUMBERS,
    alarms,
    beside_steps,
    fork_blocks,
    headline,
    main_things,
    near_items,
    step_name,
    told,
)
from npqpath.words import day

LINES = 60
WIDTH = 80
"""What a page has room for, at the usual width of a terminal."""
_ROOM = ((3, 8, 3), (3, 7, 2), (2, 7, 2), (2, 6, 1), (2, 5, 1), (1, 5, 1), (1, 4, 0), (0, 4, 0), (0, 3, 0))
"""How many things beside the step, bars and questions to show, from all that is useful to the least."""
_LEAST = ("use", "review", "assessment", "step")
"""Bars that a page can do without, these first."""


def page_document(plan: Plan) -> doc.Document:
    """Return as much of a plan as one page has room for, as text or in a terminal."""
    for room in _ROOM:
        page = _page(plan, *room)
        if _lines(page) < LINES:
            break
    return page


def _lines(page: doc.Document) -> int:
    """Return about how many lines a page takes, give or take one.

    A terminal frames what presses, has a line more for each bar, and wraps some lines that are indented.
    """
    notices = 1 + sum(isinstance(block, doc.Notice) for block in page.blocks)
    bars = sum(len(block.bars) + 1 for block in page.blocks if isinstance(block, doc.Chart))
    return render_plain(page, WIDTH, ascii_only=True).count("\n") + 2 * notices + bars


def _page(plan: Plan, beside: int, bars: int, questions: int) -> doc.Document:
    others = (f"{step_name(plan, each)}: {each.suggestion.because}" for each in beside_steps(plan))
    things = main_things(plan)[1:]
    said = {value for _, value in things}
    near = tuple(item for one in plan.core.catalogue.pathways.local for item in near_items(one, plan.on))
    presses = tuple(map(doc.Notice, alarms(plan)[:1]))
    asks = tuple(doc.Item(each.ask) for each in plan.find_out if each.ask not in said)[:questions]
    page = plan.core.catalogue.qualifications.register_at
    return doc.titled(
        ": ".join(headline(plan)),
        *(presses if plan.deadlines else ()),
        doc.Pairs((things[-1], ("Why", plan.steps[0].suggestion.because), *things[:-1])),
        doc.Paragraph(f"You register with DfE here: {page}" if page and plan.steps[0].funding else ""),
        *(() if plan.deadlines else presses),
        doc.Paragraph(" ".join(filter(None, (told(plan), plan.fork.taken)))),
        *fork_blocks(plan),
        *doc.section("Beside it, or after it", doc.Bullets(tuple(map(doc.Item, others))[:beside])),
        *doc.section("Near you", doc.Bullets(near[:2])),
        *_years(plan, bars),
        *doc.section("Find out", doc.Tasks(asks)),
        doc.Pairs(_rest(plan)),
    )


def _years(plan: Plan, most: int) -> Iterator[doc.Block]:
    line = plan.timeline
    bars: list[Bar] = [replace(bar, note="") for bar in line.bars]
    for kind in _LEAST:
        for bar in reversed(line.bars):
            if len(bars) > most and bar.kind == kind:
                bars.remove(replace(bar, note=""))
    title = f"{NUMBERS[line.years - 1]} ahead"
    yield from doc.section(title, doc.Chart(title, line.first, line.last, tuple(bars)))


def _rest(plan: Plan) -> tuple[tuple[str, str], ...]:
    checked, names = plan.core.catalogue.qualifications.checked, plan.core.catalogue.posts_by_id
    way = "then ".join(f"{names[post].name}, " for post in plan.way[1:])
    return (
        *([("Your way", f"{way}over the years: npqpath route {plan.way[-1]}")] if len(plan.way) > 2 else []),
        ("The whole plan", "add --full, or -o plan.html: with sources, and questions to settle"),
        ("Why, or why not", f"npqpath why {plan.steps[0].suggestion.id}"),
        ("Other questions", "npqpath faq"),
        ("Facts checked", day(checked)),
    )
