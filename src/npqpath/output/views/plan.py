"""A plan as a document, in the order in which somebody needs it, and the one page to talk about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from npqpath.advice import legal_deadlines, pacing, person, suggestions
from npqpath.advice.plan import Plan, Step, arrangements, arrangements_for
from npqpath.advice.wording import CERTAINTY_WORDS, fact_of, how_strongly, talks_with
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Implementation, Local
from npqpath.output import document as doc
from npqpath.output.views import qualification
from npqpath.output.views.funding import decision_blocks, main_facts, paid_words
from npqpath.words import day, listed, sentence

DATES_SHOWN, TOPICS_SHOWN = 3, 3
WANTED = "aim"
"""The question whose answer says what somebody wants."""


def sheet_document(plan: Plan) -> doc.Document:
    """Return a conversation about the first step of a plan, as a document that fits on one page of A4."""
    step, catalogue = plan.steps[0], plan.core.catalogue
    topics = [(way.name, way.text, "") for way in step.activities[:TOPICS_SHOWN]]
    for each in arrangements_for(catalogue, [step.suggestion.id]) if step.funding else ():
        topics += [(each.settle, each.text, "")] if each.settle else []
    # What to do today for the law stands at the head of the sheet.
    bars = [bar for bar in plan.timeline.bars if bar.kind != "act"][:DATES_SHOWN]
    return doc.titled(
        "A talk about my next step",
        doc.Worksheet(("Name", "Talking with", "Today", "We meet again on"), (("", "", "", ""),)),
        *(doc.Notice(due.text) for due in plan.deadlines),
        doc.Pairs(tuple(row for row in _step_rows(plan) if row[1])),
        doc.Worksheet(("To settle", "Good to know", "What we agreed"), tuple(topics)),
        doc.Heading("Questions to settle"),
        doc.Tasks(tuple(doc.Item(ask) for _, ask in _questions(plan))),
        *doc.section("Dates", doc.Pairs(tuple((pacing.when_text(bar), bar.label) for bar in bars))),
        doc.Paragraph(f"Facts checked on {day(catalogue.qualifications.checked)}. My plan has the sources."),
    )


def _step_rows(plan: Plan) -> Iterator[tuple[str, str]]:
    step, funding = plan.steps[0].suggestion, plan.steps[0].funding
    yield from (("What I want", each.answer) for each in plan.answered if each.question == WANTED)
    yield from (("My next step", step.name), ("Why", step.because))
    if funding:
        asks = [plan.core.catalogue.question(id).ask for id in funding.missing[:1]]
        yield "Would DfE pay?", ". ".join([paid_words(funding.outcome, plan.standing), *asks])
        length = plan.core.catalogue.qualification(step.id).length
        yield "Next start", plan.standing.start_in_words
        yield "How long", qualification.length_text(length) if length else ""


COPIES = "The day after a source is when a stored copy of it was read; the page may have changed since."
ASKED = (2, 2, 1, 1)
"""How many questions of each stage of a change a plan has; `plan review` has them all."""
NUMBERS = ("One year", "Two years", "Three years", "Four years", "Five years")
STEPS_SHOWN, WAYS_SHOWN, WITH_WAYS = 6, 2, 3


def plan_document(plan: Plan) -> doc.Document:
    """Return the whole plan as a document."""
    catalogue = plan.core.catalogue
    cited = doc.Citations(catalogue)
    open_ones = {each.question for each in plan.find_out}
    given = (each for each in plan.answered if each.question not in open_ones)
    answers = ((asked(catalogue, each.question, each.ask), each.answer) for each in given)
    return doc.said_once(
        (
            doc.Heading("Your plan", 1),
            *_opening(plan, cited),
            *(_find_out(plan) if _decisive(plan) else ()),
            *_next_step(plan, cited),
            *fork_blocks(plan),
            *_funding(plan, cited),
            *_beside(plan, cited),
            *near_blocks(catalogue, plan.on),
            *(() if _decisive(plan) else _find_out(plan)),
            *_years(plan),
            *_practice(plan, cited),
            *_map(plan),
            *qualification.ruled_out_blocks(plan),
            *doc.section("Your answers", doc.Pairs(tuple(answers))),
            doc.Heading("Sources"),
            doc.Paragraph(
                f"Facts last checked as a whole on {day(catalogue.qualifications.checked)}. {COPIES}"
            ),
            cited.listed(),
        )
    )


def headline(plan: Plan) -> tuple[str, str]:
    """Return what stands first of all: the next step, or the question on which most of a plan hangs."""
    if person.is_open(plan.person, suggestions.POST):
        return "Answer this first", plan.core.catalogue.question(suggestions.POST).ask
    return "Your next step", step_name(plan, plan.steps[0])


def main_things(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return what matters most of a plan: the step, the money, the start, and what to do first."""
    first = plan.steps[0]
    certainty = CERTAINTY_WORDS[first.suggestion.certainty]
    rows = [("Your next step", f"{step_name(plan, first)} ({certainty})")]
    if person.is_open(plan.person, suggestions.POST):
        rows = [headline(plan), ("Until then", step_name(plan, first))]
    if first.funding:
        paid = paid_words(first.funding.outcome, plan.standing)
        rows += [("Would DfE pay?", paid), ("Next start", plan.standing.start_in_words)]
        is_placed = any(bar.id == first.suggestion.id for bar in plan.timeline.bars)
        rows += [("Time for it", remark) for remark in plan.timeline.remarks[:1] if not is_placed]
    return (*rows, *_first_thing(plan))


IN_ENGLAND = "works_in_england"
"""The question whose answer says whether DfE's starts and money are for somebody."""


def alarms(plan: Plan) -> tuple[str, ...]:
    """Return what presses: the time limits of the law, then how matters stand with courses and money."""
    return (*map(_law, plan.deadlines), *_notices(plan))


def _notices(plan: Plan) -> tuple[str, ...]:
    """Return how matters stand with the next start, for somebody whose next step is a course in England."""
    is_elsewhere = plan.person.answers.get(IN_ENGLAND) == "no"
    return plan.standing.notices if plan.steps[0].funding and not is_elsewhere else ()


def _law(due: legal_deadlines.Due) -> str:
    """Return a time limit without what to do about it, which stands first of all."""
    return due.text.removesuffix(due.act or "").rstrip()


def _first_thing(plan: Plan) -> list[tuple[str, str]]:
    """Return what to do today: what the law presses for, else find out what the step hangs on, else begin."""
    step = plan.steps[0]
    if acts := [due.act for due in plan.deadlines if due.act]:
        return [("Do this first", acts[0])]
    if asks := _decisive(plan):
        return [("Find out first", asks[0])]
    talk = f"Talk this plan through with {_who(plan)}"
    return [("Do this first", step.activities[0].name if step.activities else talk)]


def _decisive(plan: Plan) -> list[str]:
    """Return what to find out before anything else, in the words of the questions."""
    first, funding = plan.steps[0].suggestion, plan.steps[0].funding
    decisive = {*first.hangs_on, *(funding.missing if funding else ())}
    pressed = any(due.act for due in plan.deadlines)
    return [each.ask for each in plan.find_out if each.question in decisive and not pressed]


def _opening(plan: Plan, cited: doc.Citations) -> Iterator[doc.Block]:
    yield doc.Pairs(tuple(row for row in main_things(plan) if row[0] != "Find out first"))
    yield from (doc.Notice(cited.cite(_law(due), due.sources)) for due in plan.deadlines)
    if notices := _notices(plan):
        yield doc.Notice(cited.cite(" ".join(notices), plan.standing.sources))
    yield doc.Paragraph(f"Made on {day(plan.on)}.")


def told(plan: Plan) -> str:
    """Return for whom a plan is, in the answers that say most, and the day it was made."""
    space, known = plan.core.space, plan.person.known
    opening = [each.id for each in plan.core.catalogue.pathways.questions if each.opens_plan]
    levels = (space.level.get((question, None)) for question in opening)
    facts = [sentence(fact_of(plan.core, at, known[at])) for at in levels if at is not None and at in known]
    return " ".join([f"Made on {day(plan.on)}.", *(["You told us:", *facts] if facts else [])])


def _next_step(plan: Plan, cited: doc.Citations) -> Iterator[doc.Block]:
    step, catalogue = plan.steps[0], plan.core.catalogue
    yield doc.Heading(f"Your next step: {step_name(plan, step)}")
    if plan.fork.taken:
        yield doc.Paragraph(plan.fork.taken)
    yield doc.Paragraph(_because(plan, step, cited))
    if step.suggestion.facts:
        yield doc.Paragraph(f"This follows because {listed(_told(step.suggestion.facts))}.")
    if step.suggestion.kind == "qualification":
        yield qualification.qualification_pairs(catalogue, catalogue.qualification(step.suggestion.id), cited)
    else:
        yield doc.Paragraph(cited.fact(catalogue.next_step(step.suggestion.id).summary))
        yield doc.Tasks(qualification.activity_items(step.activities, cited))


def step_name(plan: Plan, step: Step) -> str:
    """Return the name of a step, with its short name where it has one."""
    course = plan.core.catalogue.qualifications_by_id.get(step.suggestion.id)
    return qualification.full_name(course) if course else step.suggestion.name


def _because(plan: Plan, step: Step, cited: doc.Citations) -> str:
    rule = plan.core.catalogue.rules_by_id[step.suggestion.rule]
    return cited.cite(step.suggestion.because, step.suggestion.sources, added_by=rule.added_by)


def _told(facts: tuple[suggestions.PersonFact, ...]) -> list[str]:
    """Return what holds, and in one phrase what does not."""
    held = [fact.text for fact in facts if fact.holds]
    return held if len(held) == len(facts) else [*held, "you hold nothing that takes its place"]


def _funding(plan: Plan, cited: doc.Citations) -> Iterator[doc.Block]:
    """Yield whether DfE would pay, and what to do before the next start."""
    catalogue = plan.core.catalogue
    shown = (plan.steps[0], *beside_steps(plan)[: STEPS_SHOWN - 1])
    if decisions := [step.funding for step in shown if step.funding]:
        yield doc.Heading("Who pays")
        yield from decision_blocks(catalogue, decisions, cited, plan.standing)
        yield from (doc.Paragraph(cited.fact(fact)) for fact in main_facts(catalogue))
    if any(step.funding and step.suggestion.is_likely for step in plan.steps):
        yield from doc.section("Before the next start", doc.Tasks(cited.facts(arrangements(plan))))


def fork_blocks(plan: Plan) -> tuple[doc.Block, ...]:
    """Return what each other likely wish of somebody who is not sure would lead to."""
    wishes = (doc.Item(f"{wish.wish}: {wish.name}") for wish in plan.fork.wishes)
    return doc.section("If you want something else", doc.Bullets(tuple(wishes)))


def beside_steps(plan: Plan) -> list[Step]:
    """Return what goes beside the next step: what is likely to fit, without what the fork has.

    A course that the timeline starts later than at the next start stands there, and not beside.
    """
    elsewhere = {wish.id for wish in plan.fork.wishes}
    next_start = plan.standing.next_start
    later = (bar for bar in plan.timeline.bars if bar.kind == "study" and bar.starts > next_start)
    elsewhere |= {bar.id for bar in later if bar.id}
    return [x for x in plan.steps[1:] if x.suggestion.is_likely and x.suggestion.id not in elsewhere]


def _beside(plan: Plan, cited: doc.Citations) -> Iterator[doc.Block]:
    """Yield what goes beside the next step, and the names of the other courses that may fit."""
    shown = beside_steps(plan)[: STEPS_SHOWN - 1]
    items: list[doc.Item] = []
    for step in shown:
        few = (each for each in step.activities[:WAYS_SHOWN] if len(items) < WITH_WAYS or each.added_by)
        ways = tuple(f"{each.name}: {cited.fact(each)}" for each in few)
        strength = how_strongly(step.suggestion.certainty, step.suggestion.strength)
        name = f"{step_name(plan, step)} ({strength})"
        items.append(doc.Item(name, (_because(plan, step, cited), *ways)))
    lead = "These connect: follow more than one if you like. Teaching and leading are no either-or."
    yield from doc.section("Also for you", doc.Paragraph(lead), doc.Steps(tuple(items)))
    told = {wish.id for wish in plan.fork.wishes} | {step.suggestion.id for step in (plan.steps[0], *shown)}
    courses = [each for each in plan.core.catalogue.qualifications.qualifications if each.id not in told]
    suggested = {step.suggestion.id for step in plan.steps}
    if names := listed(each.short_name for each in courses if each.id in suggested):
        yield doc.Paragraph(f"Less likely, but open until you have answered all: {names}.")


def near_blocks(catalogue: Catalogue, on: dt.date) -> tuple[doc.Block, ...]:
    """Return what overlays say about partners, contacts and events that are not over; nothing without any."""
    blocks: list[doc.Block] = []
    for one in catalogue.pathways.local:
        told = f"For {one.area}. Last checked on {day(one.checked)}."
        blocks += doc.section(one.name, doc.Paragraph(told), doc.Bullets(tuple(near_items(one, on))), level=3)
    return (doc.Heading("Near you"), *blocks) if blocks else ()


def near_items(one: Local, on: dt.date) -> Iterator[doc.Item]:
    """Yield whom to ask, what comes and who the partners are."""

    def ways(**known: str | None) -> tuple[str, ...]:
        return tuple(f"{name.replace('_', '-')}: {value}" for name, value in known.items() if value)

    for each in one.contacts:
        known = ways(E_mail=each.email, Phone=each.phone, Page=each.link)
        yield doc.Item(f"Ask: {each.name}. {each.text}", known)
    for event in one.coming(on):
        yield doc.Item(f"{day(event.starts)}: {event.name}. {event.text}", ways(More=event.link))
    for partner in one.partners:
        yield doc.Item(f"Partner: {partner.name}. {partner.text}", ways(Page=partner.link))


def _find_out(plan: Plan) -> tuple[doc.Block, ...]:
    items = []
    for each in plan.find_out:
        ask = asked(plan.core.catalogue, each.question, each.ask)
        items.append(doc.Item(f"{ask} (it decides {listed(each.decides[:4])})", (each.how,)))
    return doc.section("Find out first" if _decisive(plan) else "Find out", doc.Tasks(tuple(items)))


def asked(catalogue: Catalogue, question_id: str, ask: str) -> str:
    """Return the words of a question, and which hub or trust asks it where it is not a national one."""
    added_by = catalogue.question(question_id).added_by
    return f"{ask} (from {added_by})" if added_by else ask


def _years(plan: Plan) -> tuple[doc.Block, ...]:
    """Return the years of a plan as a chart, and under it what bars cannot say."""
    line = plan.timeline
    title = f"{NUMBERS[line.years - 1]} ahead"
    remarks = doc.Bullets(tuple(map(doc.Item, line.remarks)))
    return (doc.Heading(title), doc.Chart(title, line.first, line.last, line.bars), remarks)


def _practice(plan: Plan, cited: doc.Citations) -> Iterator[doc.Block]:
    yield doc.Heading(f"Make it work: talk it through with {_who(plan)}")
    yield doc.Tasks(tuple(doc.Item(f"{stage.name}: {ask}") for stage, ask in _questions(plan)))
    stages = plan.core.catalogue.pathways.implementation
    sources = dict.fromkeys(source for stage in stages for source in stage.sources)
    yield doc.Paragraph(cited.cite("`npqpath plan review` asks all questions of the four stages.", sources))


def _questions(plan: Plan) -> list[tuple[Implementation, str]]:
    """Return the few questions of the four stages that everybody gets."""
    few = zip(plan.core.catalogue.pathways.implementation, ASKED, strict=False)
    return [(stage, ask) for stage, most in few for ask in stage.ask[:most]]


def _who(plan: Plan) -> str:
    return talks_with(plan.core.catalogue, plan.person.answers)


def _map(plan: Plan) -> tuple[doc.Block, ...]:
    """Return where somebody stands on the tracks, and the way the plan leads or else the moves from there."""
    here = [place.post.id for place in plan.places]
    if not here:
        return ()
    shown = own_part(track_map(plan.core.catalogue, here, plan.way))
    if not plan.way:
        return doc.section("Where you stand, and moves from here", shown)
    goal = plan.core.catalogue.posts_by_id[plan.way[-1]]
    told = f"`npqpath route {goal.id}` shows your ways to it, over the years." if len(plan.way) > 2 else ""
    return doc.section("Where you stand, and the way to what you want", shown, doc.Paragraph(told))


def track_map(
    catalogue: Catalogue, here: Collection[str], way: tuple[str, ...], notes: Mapping[str, str] | None = None
) -> doc.TrackMap:
    """Return the map of tracks with where somebody stands, and the moves of the way, or those from here."""
    book, notes = catalogue.pathways, notes or {}
    posts = (post.id for track in book.tracks for post in track.posts if post.id in here)
    tracks = (
        doc.MapTrack(
            track.name, tuple(doc.MapPost(post.id, post.name, notes.get(post.id, "")) for post in track.posts)
        )
        for track in book.tracks
    )
    steps = list(pairwise(way))
    own = (
        move
        for move in book.moves
        if ((move.start, move.to) in steps if way else move.start in here and move.to not in here)
    )
    moves = (doc.MapMove(move.start, move.to, move.text) for move in own)
    title = "Where you are, and what is one move on" if here and not way else "Career tracks"
    return doc.TrackMap(title, tuple(tracks), tuple(moves), tuple(posts), way)


def own_part(whole: doc.TrackMap) -> doc.TrackMap:
    """Return the part of a map that has a person's way, or else where they stand and the moves from there."""
    shown = whole.way or {*whole.here, *(move.to for move in whole.moves)}
    tracks = (
        replace(track, posts=tuple(post for post in track.posts if post.id in shown))
        for track in whole.tracks
    )
    here = tuple(post for post in whole.here if post in shown)
    return replace(whole, tracks=tuple(track for track in tracks if track.posts), here=here)
