"""A plan as a record: everything that the text has, versioned.

The classes here are the format: the JSON of `advise --format json` and its schema are both made from them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal, TypeAlias

from npqpath.advice import legal_deadlines, pacing, person
from npqpath.advice.fork import Wish
from npqpath.advice.funding import Funding
from npqpath.advice.plan import Plan, Step, arrangements
from npqpath.advice.suggestions import Change, Kind, explain
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Local, Strength
from npqpath.dataset.qualifications import Shown, Source
from npqpath.output.formats import plain_data, record

SCHEMA: Final = "npqpath/plan/1"
Month: TypeAlias = Annotated[str, Shown(pattern="^[0-9]{4}-[0-9]{2}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStart:
    """When courses next start."""

    month: Month
    """The month in which they start."""
    expected: bool
    """True where that start has not been announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """Something to know or do, and how fresh it is."""

    text: str
    """In plain words."""
    sources: tuple[str, ...]
    """Ids of the sources that say so."""
    as_of: str
    """The date or period that the source speaks of."""
    careful: bool
    """True where the source is older or second-hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord(DatedFact):
    """A way to do a next step."""

    id: str
    """Short name of the activity."""
    name: str
    """What it is, in a few words."""
    added_by: str | None
    """Name of the hub or trust that adds it; null for the national data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRecord:
    """Something to do next."""

    id: str
    """Id of the qualification or next step."""
    kind: Kind
    """What it is."""
    name: str
    """Its name in words."""
    rank: int
    """1 for the best suggestion."""
    certainty: Literal["certain", "possible"]
    """possible: it still depends on open answers."""
    strength: Strength
    """How strongly it is advised."""
    because: str
    """The reason, in a sentence to the teacher."""
    added_by: str | None
    """Name of the hub or trust that adds its rule; null for the national data."""
    facts: tuple[str, ...]
    """The smallest set of answers that forces it, in words."""
    hangs_on: tuple[str, ...]
    """Ids of the open questions that it depends on."""
    is_likely: bool
    """Whether it fits if all that is open is as is likely for people like this."""
    sources: tuple[str, ...]
    """Ids of the sources of the rule."""
    about: dict[str, Any]
    """All that the data says of it, as `npqpath show ID --format json` prints it."""
    activities: tuple[ActivityRecord, ...]
    """Ways to do it, for a next step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOutRecord:
    """Something not suggested."""

    id: str
    """Id of the qualification or next step."""
    kind: Kind
    """What it is."""
    name: str
    """Its name in words."""
    facts: tuple[str, ...]
    """The smallest set of answers that rules it out, in words."""
    changes: tuple[Change, ...] | None
    """The smallest change that would bring it; null if none can."""
    ended: str | None
    """That no start offers it any more, since when, and what comes closest; null where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOutRecord:
    """A question to find the answer to."""

    question: str
    """Id of the question."""
    ask: str
    """The question in words."""
    decides: tuple[str, ...]
    """What hangs on it."""
    how: str
    """How to find the answer out."""
    added_by: str | None
    """Name of the hub or trust that asks it; null for the national data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRecord:
    """One bar of the timeline."""

    when: str
    """Its months, in words."""
    month: Month
    """The month it begins."""
    until: Month
    """The last month of it."""
    what: str
    """What to do."""
    id: str | None
    """Id of the qualification or next step, if it is one."""
    kind: pacing.BarKind
    """What the time is for."""
    expected: bool
    """True where nobody has announced these dates."""
    note: str
    """What there is to know of it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord(DatedFact):
    """A stage of putting a plan into practice."""

    id: str
    """Short name of the stage."""
    name: str
    """The stage in words."""
    ask: tuple[str, ...]
    """Questions to settle, or things to do and watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRecord:
    """A move to another post."""

    to: str
    """Id of the post that it leads to."""
    track: str
    """Id of the track of that post."""
    text: str
    """What makes the move work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """A post where the teacher stands."""

    track: str
    """Id of the track."""
    post: str
    """Id of the post."""
    name: str
    """The post in words."""
    moves: tuple[MoveRecord, ...]
    """The moves that start here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan for one teacher on one day."""

    schema: Literal["npqpath/plan/1"]
    """Name and version of this format."""
    on: dt.date
    """The day the plan was made for."""
    checked: dt.date
    """The day the facts were last checked as a whole."""
    data: str
    """A fingerprint of the data files and of the program that read them."""
    answers: dict[str, Any]
    """The answers that count, as an answers file holds them."""
    answers_that_do_not_count: tuple[str, ...]
    """Ids of questions that nobody with the other answers is asked."""
    rules_of: str
    """Id of the start whose funding rules were used."""
    next_start: NextStart
    notices: tuple[str, ...]
    """What must not be missed, such as a closed registration window."""
    deadlines: tuple[legal_deadlines.Due, ...]
    """Days by which the law asks for something."""
    suggestions: tuple[SuggestionRecord, ...]
    """What to do next, best first."""
    taken: str
    """For somebody who is not sure: in a sentence what the first suggestion takes for granted."""
    fork: tuple[Wish, ...]
    """For somebody who is not sure: what each other wish that is likely would lead to."""
    ruled_out: tuple[RuledOutRecord, ...]
    """What is not suggested, and what would change that."""
    find_out: tuple[FindOutRecord, ...]
    """Open questions that the plan hangs on, the most decisive first."""
    funding: dict[str, Funding]
    """Whether DfE would pay, by the id of the qualification; never a promise of a place."""
    funding_facts: tuple[DatedFact, ...]
    """What holds for every scholarship."""
    timeline: tuple[BarRecord, ...]
    """The years ahead, by the month in which each bar begins."""
    timeline_remarks: tuple[str, ...]
    """What the bars cannot say, such as a deadline that they miss."""
    implementation: tuple[StageRecord, ...]
    """The stages of putting a plan into practice."""
    arrange: tuple[DatedFact, ...]
    """What to settle before an NPQ starts."""
    tracks: tuple[PlaceRecord, ...]
    """Where the teacher stands on the career tracks."""
    way: tuple[str, ...]
    """Ids of posts from where the teacher stands to one they want, if there is a way."""
    local: tuple[Local, ...]
    """What hubs and trusts near the teacher say of themselves; events that are not over, soonest first."""
    sources: dict[str, Source]
    """Every source of the plan, by id."""


def plan_record(plan: Plan) -> PlanRecord:
    """Return the plan as a record, best suggestion first."""
    catalogue, standing = plan.core.catalogue, plan.standing
    questions, pathways, tracks = catalogue.questions_by_id, catalogue.pathways, catalogue.tracks_by_post
    made = record(
        PlanRecord,
        plan,
        schema=SCHEMA,
        checked=catalogue.qualifications.checked,
        data=catalogue.fingerprint,
        answers=person.write_answers(plan.person.answers),
        answers_that_do_not_count=tuple(plan.person.dropped),
        rules_of=standing.rules.id,
        next_start=NextStart(month=f"{standing.next_start:%Y-%m}", expected=standing.expected),
        notices=standing.notices,
        suggestions=tuple(_suggestion(plan, step) for step in plan.steps),
        taken=plan.fork.taken,
        fork=plan.fork.wishes,
        ruled_out=tuple(
            record(
                RuledOutRecord, each, facts=tuple(fact.text for fact in explain(plan.person, each.id).facts)
            )
            for each in plan.ruled_out
        ),
        find_out=tuple(
            record(FindOutRecord, each, added_by=questions[each.question].added_by) for each in plan.find_out
        ),
        funding={step.funding.id: step.funding for step in plan.steps if step.funding},
        funding_facts=tuple(record(DatedFact, fact) for fact in catalogue.qualifications.funding_facts),
        timeline=tuple(map(bar_record, plan.timeline.bars)),
        timeline_remarks=plan.timeline.remarks,
        implementation=tuple(record(StageRecord, stage) for stage in pathways.implementation),
        arrange=tuple(record(DatedFact, fact) for fact in arrangements(plan)),
        tracks=tuple(
            PlaceRecord(
                track=tracks[place.post.id].id,
                post=place.post.id,
                name=place.post.name,
                moves=tuple(record(MoveRecord, move, track=tracks[move.to].id) for move in place.moves),
            )
            for place in plan.places
        ),
        local=tuple(replace(one, events=one.coming(plan.on)) for one in pathways.local),
        sources={},
    )
    named = dict.fromkeys((*standing.sources, *_named_in(plain_data(made))))
    return replace(made, sources={id: catalogue.source(id) for id in named})


def bar_record(bar: pacing.Bar) -> BarRecord:
    """Return one bar of the timeline as a record."""
    months = {"month": f"{bar.starts:%Y-%m}", "until": f"{bar.ends:%Y-%m}"}
    return record(BarRecord, bar, when=pacing.when_text(bar), what=bar.label, **months)


def _named_in(value: Any) -> Iterator[str]:
    """Yield the ids of the sources that something in plain data names."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from each if key == "sources" else _named_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named_in(each)


def _suggestion(plan: Plan, step: Step) -> SuggestionRecord:
    catalogue, suggestion = plan.core.catalogue, step.suggestion
    return record(
        SuggestionRecord,
        suggestion,
        added_by=catalogue.rules_by_id[suggestion.rule].added_by,
        facts=tuple(fact.text for fact in suggestion.facts),
        about=_about(catalogue, step),
        activities=tuple(record(ActivityRecord, activity) for activity in step.activities),
    )


def _about(catalogue: Catalogue, step: Step) -> dict[str, Any]:
    """Return what the data says about a suggestion, with its lead providers by name."""
    if step.suggestion.kind == "next-step":
        return {"summary": plain_data(catalogue.next_step(step.suggestion.id).summary)}
    course = catalogue.qualification(step.suggestion.id)
    return {
        **plain_data(course),
        "providers": plain_data([catalogue.provider(id) for id in course.providers]),
    }
