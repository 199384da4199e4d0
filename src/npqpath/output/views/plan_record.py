"""A plan as JSON: everything that the text has, versioned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from npqpath.advice.answers import write_answers
from npqpath.advice.bars import Bar, when_text
from npqpath.advice.plan import Plan, Step, arrangements
from npqpath.advice.suggestions import RuledOut, explain
from npqpath.dataset.catalogue import Catalogue
from npqpath.output.views.funding import deadline_json, decision_json
from npqpath.output.views.plan import near_json
from npqpath.output.views.why import change_json


def plain_data(value: Any) -> Any:
    """Return dataclasses as dicts, tuples as lists and dates as text, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


SCHEMA = "npqpath/plan/1"


def plan_json(plan: Plan) -> dict[str, object]:
    """Return the plan as plain data, best suggestion first."""
    catalogue = plan.core.catalogue
    standing = plan.standing
    found: dict[str, object] = {
        "schema": SCHEMA,
        "on": plan.on.isoformat(),
        "checked": catalogue.qualifications.checked.isoformat(),
        "data": catalogue.fingerprint,
        "answers": write_answers(plan.person.answers),
        "answers_that_do_not_count": list(plan.person.dropped),
        "rules_of": standing.rules.id,
        "next_start": {"month": f"{standing.next_start:%Y-%m}", "expected": standing.expected},
        "notices": list(standing.notices),
        "deadlines": [deadline_json(due) for due in plan.deadlines],
        "suggestions": [_suggestion(plan, step) for step in plan.steps],
        "ruled_out": [_ruled_out(plan, each) for each in plan.ruled_out],
        "find_out": [
            {
                "question": each.question,
                "ask": each.ask,
                "decides": list(each.decides),
                "how": each.how,
                "added_by": catalogue.question(each.question).added_by,
            }
            for each in plan.find_out
        ],
        "funding": {step.funding.id: decision_json(step.funding) for step in plan.steps if step.funding},
        "funding_facts": [
            {"text": f.text, "sources": list(f.sources), "as_of": f.as_of, "careful": f.careful}
            for f in catalogue.qualifications.funding_facts
        ],
        "timeline": [bar_json(bar) for bar in plan.timeline.bars],
        "timeline_remarks": list(plan.timeline.remarks),
        "implementation": [
            {
                "id": stage.id,
                "name": stage.name,
                "text": stage.text,
                "ask": list(stage.ask),
                "sources": list(stage.sources),
            }
            for stage in catalogue.pathways.implementation
        ],
        "arrange": [{"text": fact.text, "sources": list(fact.sources)} for fact in arrangements(plan)],
        "tracks": [
            {
                "track": place.track.id,
                "post": place.post.id,
                "name": place.post.name,
                "moves": [
                    {"to": move.post.id, "track": move.track.id, "text": move.move.text}
                    for move in place.moves
                ],
            }
            for place in plan.places
        ],
        "way": list(plan.way),
        "local": near_json(catalogue, plan.on),
    }
    return {**found, "sources": _sources(plan, found)}


def bar_json(bar: Bar) -> dict[str, object]:
    """Return one bar of the timeline as plain data."""
    return {
        "when": when_text(bar),
        "month": f"{bar.starts:%Y-%m}",
        "until": f"{bar.ends:%Y-%m}",
        "what": bar.label,
        "id": bar.id,
        "kind": bar.kind,
        "expected": bar.expected,
        "note": bar.note,
    }


def _sources(plan: Plan, found: Mapping[str, object]) -> dict[str, object]:
    """Return every source that something in the plan names, by id, in order of use."""
    catalogue = plan.core.catalogue
    named = [*plan.standing.sources, *_named_in(found)]
    return {id: plain_data(catalogue.source(id)) for id in dict.fromkeys(named)}


def _named_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from each if key == "sources" else _named_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named_in(each)


def _about(catalogue: Catalogue, step: Step) -> dict[str, object]:
    """Return what the data says about a suggestion, with its lead providers by name."""
    if step.suggestion.kind == "next-step":
        return {"summary": plain_data(catalogue.next_step(step.suggestion.id).summary)}
    it = catalogue.qualification(step.suggestion.id)
    providers = [plain_data(catalogue.provider(id)) for id in it.providers]
    return {**plain_data(it), "providers": providers}


def _suggestion(plan: Plan, step: Step) -> dict[str, object]:
    it = step.suggestion
    return {
        "id": it.id,
        "kind": it.kind,
        "name": it.name,
        "rank": it.rank,
        "certainty": it.certainty,
        "strength": it.strength,
        "because": it.because,
        "added_by": plan.core.catalogue.rules_by_id[it.rule].added_by,
        "facts": [fact.text for fact in it.facts],
        "hangs_on": list(it.hangs_on),
        "sources": list(it.sources),
        "about": _about(plan.core.catalogue, step),
        "activities": [
            {
                "id": activity.id,
                "name": activity.name,
                "text": activity.text,
                "as_of": activity.as_of,
                "sources": list(activity.sources),
                "added_by": activity.added_by,
            }
            for activity in step.activities
        ],
    }


def _ruled_out(plan: Plan, it: RuledOut) -> dict[str, object]:
    return {
        "id": it.id,
        "kind": it.kind,
        "name": it.name,
        "facts": [fact.text for fact in explain(plan.person, it.id).facts],
        "changes": None if it.changes is None else [change_json(change) for change in it.changes],
    }
