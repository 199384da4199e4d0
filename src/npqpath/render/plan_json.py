"""A plan as JSON: everything that the text has, versioned."""

from __future__ import annotations

from npqpath.advice.answers import write_answers
from npqpath.advice.plan import Plan, Step
from npqpath.advice.reasons import explain
from npqpath.advice.suggestions import RuledOut
from npqpath.render.funding_document import decision_json
from npqpath.render.local_document import near_json
from npqpath.render.why_document import change_json

SCHEMA = "npqpath/plan/1"


def plan_json(plan: Plan) -> dict[str, object]:
    """Return the plan as plain data, best suggestion first."""
    catalogue = plan.core.catalogue
    standing = plan.standing
    return {
        "schema": SCHEMA,
        "on": plan.on.isoformat(),
        "checked": catalogue.qualifications.checked.isoformat(),
        "data": catalogue.fingerprint,
        "answers": write_answers(plan.person.answers),
        "answers_that_do_not_count": list(plan.person.dropped),
        "rules_of": standing.rules.id,
        "next_start": {"month": f"{standing.next_start:%Y-%m}", "expected": standing.expected},
        "notices": list(standing.notices),
        "deadlines": [
            {"qualification": due.qualification, "text": due.text, "sources": list(due.sources)}
            for due in plan.deadlines
        ],
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
        "timeline": [
            {"when": line.when, "month": f"{line.starts:%Y-%m}", "what": line.what, "id": line.id}
            for line in plan.timeline
        ],
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
        "arrange": [
            {"text": fact.text, "sources": list(fact.sources)} for fact in catalogue.pathways.arrange
        ],
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
        "local": near_json(catalogue, plan.on),
        "sources": {
            id: {
                "title": catalogue.source(id).title,
                "url": catalogue.source(id).url,
                "checked": catalogue.source(id).checked.isoformat(),
            }
            for id in plan.sources
        },
    }


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
