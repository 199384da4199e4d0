"""A plan as a document, in the order in which somebody needs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from npqpath.advice.plan import Plan, Step, arrangements
from npqpath.advice.suggestions import PersonFact
from npqpath.advice.wording import CERTAINTY_WORDS, fact_of, how_strongly, reason_for, talks_with
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Contact, Local
from npqpath.dataset.qualifications import Fact
from npqpath.output.document import (
    Block,
    Bullets,
    Chart,
    Citations,
    Document,
    Heading,
    Item,
    MapMove,
    MapPost,
    MapTrack,
    Notice,
    Pairs,
    Paragraph,
    Steps,
    Tasks,
    TrackMap,
)
from npqpath.output.views.funding import ASSUMED, decision_items, main_facts, paid_words
from npqpath.output.views.qualification import activity_item, activity_text, qualification_pairs
from npqpath.output.views.why import full_name, ruled_out_blocks
from npqpath.words import day, listed, month, sentence

NUMBERS = ("One year", "Two years", "Three years", "Four years", "Five years")


def timeline_blocks(plan: Plan) -> list[Block]:
    """Return the years of a plan as a chart, and under it what bars cannot say."""
    line = plan.timeline
    title = f"{NUMBERS[line.years - 1]} ahead"
    blocks: list[Block] = [Heading(title), Chart(title, line.first, line.last, line.bars)]
    if line.remarks:
        blocks.append(Bullets(tuple(Item(remark) for remark in line.remarks)))
    return blocks


def map_blocks(plan: Plan) -> list[Block]:
    """Return where somebody stands on the tracks, the moves from there, and the way the plan leads."""
    if not plan.places:
        return []
    here = [place.post.id for place in plan.places]
    shown = track_map(plan.core.catalogue, here, plan.way)
    return [Heading("Where you stand, and moves from here"), shown]


def track_map(catalogue: Catalogue, here: Collection[str], way: tuple[str, ...]) -> TrackMap:
    """Return the whole map of tracks, with where somebody stands and the way of their plan."""
    book = catalogue.pathways
    tracks = (
        MapTrack(track.name, tuple(MapPost(post.id, post.name) for post in track.posts))
        for track in book.tracks
    )
    moves = (MapMove(move.start, move.to, move.text) for move in book.moves)
    posts = (post.id for track in book.tracks for post in track.posts if post.id in here)
    return TrackMap("Career tracks", tuple(tracks), tuple(moves), tuple(posts), way)


def asked(catalogue: Catalogue, question_id: str, ask: str) -> str:
    """Return the words of a question, and which hub or trust asks it where it is not a national one."""
    added_by = catalogue.question(question_id).added_by
    return f"{ask} (from {added_by})" if added_by else ask


def near_blocks(catalogue: Catalogue, on: dt.date) -> list[Block]:
    """Return what overlays say about partners, contacts and events that are not over; nothing without any."""
    blocks: list[Block] = []
    for one in catalogue.pathways.local:
        items = _items(one, on)
        if items:
            told = f"For {one.area}. Last checked on {day(one.checked)}."
            blocks += [Heading(one.name, 3), Paragraph(told), Bullets(tuple(items))]
    return [Heading("Near you"), *blocks] if blocks else []


def _items(one: Local, on: dt.date) -> list[Item]:
    items = [Item(f"Ask: {it.name}. {it.text}", _ways(it)) for it in one.contacts]
    items += [Item(f"{day(it.starts)}: {it.name}. {it.text}", _way("More", it.link)) for it in one.coming(on)]
    return items + [Item(f"Partner: {it.name}. {it.text}", _way("Page", it.link)) for it in one.partners]


def _ways(it: Contact) -> tuple[str, ...]:
    return (*_way("E-mail", it.email), *_way("Phone", it.phone), *_way("Page", it.link))


def _way(name: str, value: str | None) -> tuple[str, ...]:
    return (f"{name}: {value}",) if value else ()


STEPS_SHOWN = 6
TALK = "Talk this plan through with {who}"


def plan_document(plan: Plan) -> Document:
    """Return the whole plan as a document."""
    cited = Citations(plan.core.catalogue)
    blocks: list[Block] = [
        Heading("Your plan", 1),
        *_opening(plan, cited),
        *_next_step(plan, cited),
        *_funding(plan, cited),
        *_when(plan, cited),
        *_beside(plan, cited),
        *near_blocks(plan.core.catalogue, plan.on),
        *_find_out(plan),
        *timeline_blocks(plan),
        *_practice(plan, cited),
        *map_blocks(plan),
        *ruled_out_blocks(plan),
        *_answers(plan),
        Heading("Sources"),
        Paragraph(f"Facts last checked as a whole on {day(plan.core.catalogue.qualifications.checked)}."),
        cited.listed(),
    ]
    return Document(tuple(blocks))


def main_things(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return what matters most of a plan: the step, the money, the start, and what to do first."""
    first = plan.steps[0]
    rows = [
        (
            "Your next step",
            f"{full_name(plan, first.suggestion.id)} ({CERTAINTY_WORDS[first.suggestion.certainty]})",
        )
    ]
    if first.funding:
        rows.append(("Would DfE pay?", _paid(plan, first.funding.outcome)))
        expected = " (expected, not announced)" if plan.standing.expected else ""
        rows.append(("Next start", f"{month(plan.standing.next_start)}{expected}"))
    return (*rows, *_first_thing(plan))


def alarms(plan: Plan) -> tuple[str, ...]:
    """Return what presses: the time limits of the law, then how matters stand with courses and money."""
    notices = plan.standing.notices if any(step.funding for step in plan.steps) else ()
    return (*(due.text for due in plan.deadlines), *notices)


def _opening(plan: Plan, cited: Citations) -> list[Block]:
    blocks: list[Block] = [Pairs(main_things(plan))]
    blocks += [Notice(cited.cite(due.text, due.sources)) for due in plan.deadlines]
    if any(step.funding for step in plan.steps):
        blocks += [Notice(cited.cite(" ".join(plan.standing.notices), plan.standing.sources))]
    told = [sentence(fact) for fact in _about(plan)]
    blocks.append(
        Paragraph(" ".join([f"Made on {day(plan.on)}.", *(["You told us:"] if told else []), *told]))
    )
    return blocks


def _first_thing(plan: Plan) -> list[tuple[str, str]]:
    """Return what to do today: find out what the next step or its funding hangs on, else begin.

    Where a deadline presses there is nothing, because its notice below says what to do.
    """
    step = plan.steps[0]
    settled = (step.suggestion.certainty, step.suggestion.strength) == ("certain", "strong")
    if plan.find_out and not (settled and (step.funding is None or step.funding.outcome != "incomplete")):
        return [("Find out first", plan.find_out[0].ask)]
    if plan.deadlines:
        return []
    return [("Do this first", step.activities[0].name if step.activities else TALK.format(who=_who(plan)))]


def _paid(plan: Plan, outcome: str) -> str:
    announced = not plan.standing.expected
    return paid_words(outcome, plan.standing.rules, announced=announced)


def _about(plan: Plan) -> list[str]:
    shown = ("role", "setting", "aim", "focus", "senco_post")
    space, known = plan.core.space, plan.person.known
    levels = [space.level[question, None] for question in shown if (question, None) in space.level]
    return [fact_of(plan.core, level, known[level]) for level in levels if level in known]


def _next_step(plan: Plan, cited: Citations) -> list[Block]:
    step = plan.steps[0]
    blocks: list[Block] = [
        Heading(f"Your next step: {full_name(plan, step.suggestion.id)}"),
        Paragraph(_because(plan, step, cited)),
    ]
    if step.suggestion.facts:
        blocks.append(Paragraph(f"This follows because {listed(_told(step.suggestion.facts))}."))
    if step.suggestion.hangs_on:
        asks = [plan.core.catalogue.question(id).ask for id in step.suggestion.hangs_on[:3]]
        blocks.append(Paragraph(" ".join(["This may change with your answer to:", *asks])))
    return [*blocks, *_detail(plan, step, cited)]


def _because(plan: Plan, step: Step, cited: Citations) -> str:
    it = step.suggestion
    return cited.cite(reason_for(it), it.sources, added_by=plan.core.catalogue.rules_by_id[it.rule].added_by)


def _told(facts: tuple[PersonFact, ...]) -> list[str]:
    """Return what holds, and in one phrase what does not."""
    held = [fact.text for fact in facts if fact.holds]
    return held if len(held) == len(facts) else [*held, "you hold nothing that takes its place"]


def _detail(plan: Plan, step: Step, cited: Citations) -> list[Block]:
    catalogue = plan.core.catalogue
    if step.suggestion.kind == "qualification":
        return [qualification_pairs(catalogue, catalogue.qualification(step.suggestion.id), cited)]
    summary = catalogue.next_step(step.suggestion.id).summary
    items = tuple(activity_item(activity, cited) for activity in step.activities)
    return [Paragraph(_fact(summary, cited)), Tasks(items)]


def _funding(plan: Plan, cited: Citations) -> list[Block]:
    decisions = [step.funding for step in plan.steps[:STEPS_SHOWN] if step.funding]
    if not decisions:
        return []
    blocks: list[Block] = [Heading("Would DfE pay?")]
    if plan.standing.expected:
        name = plan.standing.rules.name
        blocks.append(
            Paragraph(f"These are the rules of {name}, the newest there are. The next start may have others.")
        )
    blocks.append(Bullets(decision_items(plan.core.catalogue, decisions, cited)))
    if any(decision.assumed_none for decision in decisions):
        blocks.append(Paragraph(ASSUMED))
    facts = main_facts(plan.core.catalogue)
    return [*blocks, *(Paragraph(_fact(fact, cited)) for fact in facts)]


def _when(plan: Plan, cited: Citations) -> list[Block]:
    if not any(step.funding for step in plan.steps):
        return []
    return [
        Heading("Before the next start"),
        Tasks(tuple(Item(_fact(fact, cited)) for fact in arrangements(plan))),
    ]


def _beside(plan: Plan, cited: Citations) -> list[Block]:
    others = plan.steps[1:STEPS_SHOWN]
    if not others:
        return []
    items = []
    for step in others:
        name = full_name(plan, step.suggestion.id)
        under = [_because(plan, step, cited)]
        under += [f"{each.name}: {activity_text(each, cited)}" for each in step.activities[:3]]
        items.append(Item(f"{name} ({how_strongly(step.suggestion)})", tuple(under)))
    return [
        Heading("Also for you"),
        Paragraph("These go beside the next step or after it. They connect: you may follow more than one."),
        Steps(tuple(items)),
    ]


def _find_out(plan: Plan) -> list[Block]:
    if not plan.find_out:
        return []
    items = []
    for each in plan.find_out:
        under = [f"It decides: {listed(each.decides[:4])}."]
        under += [each.how] if each.how else []
        items.append(Item(asked(plan.core.catalogue, each.question, each.ask), tuple(under)))
    return [
        Heading("Find out"),
        Paragraph("What you are not sure of, the most decisive first."),
        Tasks(tuple(items)),
    ]


def _practice(plan: Plan, cited: Citations) -> list[Block]:
    blocks: list[Block] = [Heading(f"Make it work: talk it through with {_who(plan)}")]
    for stage in plan.core.catalogue.pathways.implementation:
        blocks.append(Heading(stage.name, 3))
        blocks.append(Paragraph(cited.cite(stage.text, stage.sources, stage.as_of)))
        blocks.append(Tasks(tuple(Item(ask) for ask in stage.ask)))
    return blocks


def _who(plan: Plan) -> str:
    return talks_with(plan.core.catalogue, plan.person.answers)


def _answers(plan: Plan) -> list[Block]:
    catalogue = plan.core.catalogue
    rows = tuple((asked(catalogue, each.question, each.ask), each.answer) for each in plan.answered)
    return [Heading("Your answers"), Pairs(rows)] if rows else []


def _fact(fact: Fact, cited: Citations) -> str:
    return cited.cite(fact.text, fact.sources, fact.as_of)
