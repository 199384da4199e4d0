"""The ways to a post side by side and in full, one post by itself, and both as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from npqpath.advice.legal_deadlines import Due
from npqpath.advice.route import Route, RouteStep, Way
from npqpath.dataset import pathways, qualifications
from npqpath.dataset.catalogue import Catalogue
from npqpath.output import document as doc
from npqpath.output.formats import plain_data
from npqpath.output.views.plan import own_part, track_map
from npqpath.words import listed, month

ROUTE_SCHEMA = "npqpath/route/1"
POST_SCHEMA = "npqpath/post/1"
NO_NPQ = "In England no NPQ is required."
YEARS = (
    "You could be in a post from September of the first year, and likely from that of the second. "
    "This is a reckoning and not your chance. Nobody has to keep to it."
)


def route_document(
    catalogue: Catalogue, route: Route, deadlines: Iterable[Due], *, full: bool
) -> doc.Document:
    """Return the ways side by side and, unless it is `full`, only the first step of the shortest."""
    cited, title = doc.Citations(catalogue), f"Ways to: {route.goal.name}"
    if not route.ways:
        return doc.titled(title, doc.Paragraph(_no_way(route)))
    moved = "People of your kind of workplace are not in each of these posts. You would move."
    blocks: list[doc.Block] = [
        doc.Paragraph(f"You stand here: {route.start.name}."),
        doc.Notice(moved if route.elsewhere else ""),
        *(doc.Notice(cited.cite(due.text, due.sources)) for due in deadlines),
        _side_by_side(route),
        doc.Paragraph(YEARS),
    ]
    asked = "What the law asks, and how others got there"
    if full:
        told: set[tuple[str, str]] = set()
        for way in route.ways:
            steps = tuple(_step(each, route.on, cited, told) for each in way.steps)
            blocks += [doc.Heading(way.name), doc.Steps(steps)]
        posts = {step.post.id: step.post for way in route.ways for step in way.steps}
        items = tuple(doc.Item(post.name, tuple(_asked_and_past(post, cited))) for post in posts.values())
        blocks += [doc.Heading(asked), doc.Bullets(items), doc.Heading("On the map"), _map(catalogue, route)]
    else:
        first = _step(route.ways[0].steps[0], route.on, cited, set())
        goal = doc.points(_asked_and_past(route.goal, cited))
        blocks += [doc.Heading("Your first step"), doc.Steps((first,)), doc.Heading(asked), goal]
    pace = catalogue.pathways.pace
    good = (*catalogue.pathways.ways, *((pace.post,) if pace.post.text else ()))
    blocks += doc.section("Good to know", doc.Bullets(cited.facts(good)))
    if not full:
        more = "tells every step of each way; `-o ways.html` or `-o way.svg` keeps it."
        blocks.append(doc.Paragraph(f"`npqpath route {route.goal.id} --full` {more}"))
    return cited.document(title, *blocks)


def _no_way(route: Route) -> str:
    if route.start is route.goal:
        return "You are there already. `npqpath advise` shows what could come next, and there is no hurry."
    return (
        f"No moves on our map lead from {route.start.name} to this post. Talk with somebody who is in it, "
        "because there may be a way. `npqpath tracks` shows the moves that we know."
    )


def _side_by_side(route: Route) -> doc.Table:
    names = tuple(way.name for way in route.ways)
    rows = zip_longest(*([_cell(step) for step in way.steps] for way in route.ways), fillvalue="")
    study = tuple(_studied(way) for way in route.ways)
    steps = ((f"Step {number}", *row) for number, row in enumerate(rows, 1))
    return doc.Table(("", *names), (*steps, ("Study", *study)))


def _cell(step: RouteStep) -> str:
    return f"{step.post.name}: {_years(step)}"


def _years(step: RouteStep) -> str:
    later = f", likely {step.likely.year}" if step.likely > step.first else ""
    return f"{step.first.year}{later}"


def _studied(way: Way) -> str:
    courses = (step.study for step in way.steps if step.study)
    return listed(f"{each.qualification.short_name} from {each.starts.year}" for each in courses) or "none"


def _step(step: RouteStep, on: dt.date, cited: doc.Citations, told: set[tuple[str, str]]) -> doc.Item:
    """Return a step with what to do and show, and what helps; of a move that was told only the years."""
    if (move := (step.move.start, step.move.to)) in told:
        return doc.Item(_cell(step))
    told.add(move)
    under = [step.move.text]
    names = cited.catalogue.short_name_of
    under += [f"This helps: {listed(map(names, step.helps))}."] if step.helps else []
    under += [f"You have or need not take: {listed(map(names, step.has))}."] if step.has else []
    if step.study is not None:
        study = step.study
        begins = f"from {month(study.starts)} (expected)" if study.starts > on else "you are on it"
        then = f"a result by about {month(study.result)}, and time to use it until {month(study.free)}"
        under.append(f"{study.qualification.short_name}: {begins}, {then}.")
    under += map(cited.fact, step.move.facts)
    return doc.Item(_cell(step), tuple(under))


def _laws(post: pathways.Post, cited: doc.Citations) -> Iterator[str]:
    if not post.needs:
        yield NO_NPQ
    yield from map(cited.fact, post.law)


def _asked_and_past(post: pathways.Post, cited: doc.Citations) -> Iterator[str]:
    yield from _laws(post, cited)
    yield from map(cited.fact, post.facts)


def _map(catalogue: Catalogue, route: Route) -> doc.TrackMap:
    """Return the shortest way as a map that has its own posts and moves, and no others."""
    notes = {step.post.id: _years(step) for step in route.ways[0].steps}
    drawn = own_part(track_map(catalogue, [route.start.id], (route.start.id, *notes), notes))
    return replace(drawn, title=f"To: {route.goal.name}")


def way_in_words(route: Route) -> str:
    """Return the shortest way in a sentence, for a note; or that there is none."""
    if not route.ways:
        return _no_way(route)
    steps = ", then ".join(_cell(step) for step in route.ways[0].steps)
    return f"The shortest way to what I want, and from which September: {steps}."


def route_json(route: Route) -> dict[str, object]:
    """Return the ways as plain data."""
    return {
        "schema": ROUTE_SCHEMA,
        "from": route.start.id,
        "to": route.goal.id,
        "ways": [{"name": way.name, "steps": [_step_json(step) for step in way.steps]} for way in route.ways],
    }


def _step_json(step: RouteStep) -> dict[str, object]:
    study = step.study
    return {
        "post": step.post.id,
        "name": step.post.name,
        "from": f"{step.first:%Y-%m}",
        "likely": f"{step.likely:%Y-%m}",
        "do": step.move.text,
        "helps": step.helps,
        "has": step.has,
        "study": study
        and {
            "id": study.qualification.id,
            "starts": f"{study.starts:%Y-%m}",
            "result": f"{study.result:%Y-%m}",
        },
        "required": step.post.needs,
        "law": [_fact_json(fact) for fact in step.post.law],
        "facts": [_fact_json(fact) for fact in step.facts],
    }


def _fact_json(fact: qualifications.Fact) -> dict[str, object]:
    return {"text": fact.text, "as_of": fact.as_of, "sources": fact.sources}


def post_document(catalogue: Catalogue, post: pathways.Post) -> doc.Document:
    """Return everything that the data says about a post."""
    cited = doc.Citations(catalogue)
    moves = [move for move in catalogue.pathways.moves if post.id in (move.start, move.to)]
    posts = catalogue.posts_by_id
    to = (f"From {posts[move.start].name}: {move.text}" for move in moves if move.to == post.id)
    on = (f"To {posts[move.to].name}: {move.text}" for move in moves if move.start == post.id)
    helps = listed(catalogue.short_name_of(id) for id in post.helps)
    return cited.document(
        post.name,
        doc.Paragraph(f"{post.text} It is on the {catalogue.tracks_by_post[post.id].name.lower()} track."),
        *doc.section("What the law asks", doc.points(_laws(post, cited))),
        *doc.section("What it pays", doc.Bullets(cited.facts(post.pays))),
        *doc.section("What helps", doc.points([helps] if helps else [])),
        *doc.section("How others got there", doc.Bullets(cited.facts(post.facts))),
        *doc.section("Moves to it", doc.points(to)),
        *doc.section("Moves on from it", doc.points(on)),
        doc.Paragraph(f"`npqpath route {post.id}` shows your own ways to it."),
    )


def post_json(post: pathways.Post) -> dict[str, object]:
    """Return a post as plain data."""
    return {"schema": POST_SCHEMA, **plain_data(post)}
