"""From a plan of today to the things to do, each with an id that stays the same from one year to the next."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from npqpath.advice.arranging import arrangements_for
from npqpath.advice.bars import BarKind, when_text
from npqpath.advice.calendar import month, months_after
from npqpath.advice.phrases import talks_with
from npqpath.advice.plan import Plan
from npqpath.planbook.book import Stage, Step

MOST_FACTS = 4
"""How many facts to find out become steps; the first ones decide most."""
MOST_ACTIVITIES = 3
MOST_TO_ARRANGE = 6
"""The first ones come up before an application; the advice tells all of them."""
ARRANGE_MONTHS = 6
"""How long before a start there is something to arrange."""
TALK = Step(
    id="talk-it-through",
    stage="explore",
    what="Talk this plan through with {who}: `npqpath plan review` has the questions.",
    when="Now",
)
_STAGES: dict[BarKind, Stage] = {"apply": "prepare", "use": "sustain", "review": "sustain"}
_BY_LAW = "by-law-"
_FIND_OUT = "find-out-"
_SMALL = frozenset(
    "a an and as at before by for from in into is it of on or that the this to up with you your".split()  # noqa: SIM905
)


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """Return what there is to do: what the law asks today, then by stage, most decisive and soonest first."""
    found = [*_by_law(plan), *_explore(plan), *_prepare(plan), *_activities(plan), *_timeline(plan)]
    return tuple(_with_own_ids(found))


def _by_law(plan: Plan) -> Iterator[Step]:
    """Yield what to do today where the next start may be too late for the law."""
    for due in plan.deadlines:
        if due.act:
            why = due.text.removesuffix(due.act).rstrip()
            yield Step(
                id=f"{_BY_LAW}{due.qualification}",
                stage="explore",
                what=f"{due.act} {why}",
                when="Now",
                about=due.qualification,
            )


def _explore(plan: Plan) -> Iterator[Step]:
    for each in plan.find_out[:MOST_FACTS]:
        what = f"Find out: {each.ask} {each.how or ''}".rstrip()
        yield Step(id=find_out_id(each.question), stage="explore", what=what, when="Now")
    who = talks_with(plan.core.catalogue, plan.person.answers)
    yield replace(TALK, what=TALK.what.format(who=who))


def find_out_id(question: str) -> str:
    """Return the id of the step that finds out the answer to a question."""
    return f"{_FIND_OUT}{question.replace('_', '-')}"


def question_of(step: Step) -> str | None:
    """Return the question whose answer a step finds out, or None for another step."""
    is_one = step.id is not None and step.id.startswith(_FIND_OUT)
    return str(step.id).removeprefix(_FIND_OUT).replace("-", "_") if is_one else None


def _prepare(plan: Plan) -> Iterator[Step]:
    course = next((step.suggestion.id for step in plan.steps[:1] if step.funding), None)
    if course is None:
        return
    start = plan.standing.next_start
    begins = max(months_after(start, -ARRANGE_MONTHS), plan.on.replace(day=1))
    for fact in arrangements_for(plan.core.catalogue, [course])[:MOST_TO_ARRANGE]:
        yield Step(
            id=f"arrange-{_slug(fact.text, 4)}",
            stage="prepare",
            what=fact.text,
            when=f"Before {month(start)}",
            month=_month(begins),
            about=course,
        )


def _activities(plan: Plan) -> Iterator[Step]:
    """Yield the first things to do of the first next step that has any."""
    step = next((each for each in plan.steps if each.activities), None)
    if step is None:
        return
    for activity in step.activities[:MOST_ACTIVITIES]:
        yield Step(
            id=f"{step.suggestion.id}-{activity.id}",
            stage="deliver",
            what=f"{activity.name}: {activity.text}",
            when="Now",
            about=step.suggestion.id,
        )


def _timeline(plan: Plan) -> Iterator[Step]:
    begun = {step.about for step in _activities(plan)}
    for bar in plan.timeline.bars:
        if (bar.id in begun and bar.kind == "step") or bar.kind == "act":
            continue
        yield Step(
            id=f"{bar.kind}-{bar.id or _slug(bar.label, 4)}",
            stage=_STAGES.get(bar.kind, "deliver"),
            what=f"{bar.label}. {bar.note}".rstrip(),
            when=when_text(bar),
            month=_month(bar.starts),
            about=bar.id,
        )


def _with_own_ids(steps: list[Step]) -> Iterator[Step]:
    """Yield the steps with a number behind an id that another one has already."""
    seen: dict[str | None, int] = {}
    for step in steps:
        seen[step.id] = seen.get(step.id, 0) + 1
        yield step if seen[step.id] == 1 else replace(step, id=f"{step.id}-{seen[step.id]}")


def _slug(text: str, words: int) -> str:
    """Return the first words that say something, as an id; what follows them may be reworded."""
    found = re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("\u2019", ""))
    telling = [word for word in found if word not in _SMALL] or found
    return "-".join(telling[:words])


def _month(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def checksum(step: Step) -> str:
    """Return what tells whether somebody has changed the words or the time of a step."""
    words = "\n".join((step.what, step.when or "", step.month or ""))
    return f"{zlib.crc32(words.encode()):08x}"


def written(steps: tuple[Step, ...]) -> dict[str, str]:
    """Return the checksums of steps that the program has just written."""
    return {step.id: checksum(step) for step in steps if step.id is not None}


def merge_steps(
    kept: tuple[Step, ...], new: tuple[Step, ...], known: Mapping[str, str], on: dt.date
) -> tuple[Step, ...]:
    """Return the steps in the file brought up to date with those of today's plan.

    Ticks stay, and so do words and dates that the person changed; `known` tells which the program wrote. A
    step that today's plan does not have stays, marked with the day. New ones go behind those of their stage,
    and what the law asks today goes first.
    """
    today = {step.id: step for step in new}
    here = {step.id for step in kept if step.id is not None}
    merged = [_brought_up(step, today.get(step.id), known, on) for step in kept]
    for step in new:
        if step.id not in here:
            merged.insert(_place_for(step, merged), step)
    return tuple(merged)


def _brought_up(step: Step, now: Step | None, known: Mapping[str, str], on: dt.date) -> Step:
    if step.id is None or (now is None and (step.dropped or step.done)):
        return step
    if now is None:
        return replace(step, dropped=on)
    if known.get(step.id) == checksum(step):
        step = replace(step, what=now.what, when=now.when, month=now.month)
    return replace(step, stage=step.stage or now.stage, dropped=None)


def _place_for(step: Step, steps: list[Step]) -> int:
    if step.id is not None and step.id.startswith(_BY_LAW):
        return 0
    stages = ("explore", "prepare", "deliver", "sustain")
    own = stages.index(step.stage or "sustain")
    earlier = [at for at, each in enumerate(steps) if stages.index(each.stage or "explore") <= own]
    return earlier[-1] + 1 if earlier else len(steps)
