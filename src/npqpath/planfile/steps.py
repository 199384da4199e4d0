"""The steps of a plan: from the advice, brought up to date, ticked off; and talks about them."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from npqpath.advice import pacing, wording
from npqpath.advice.plan import Plan, arrangements_for
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.planfile.model import Book, Note, Review, Stage, Step
from npqpath.words import month, months_after

MOST_FACTS = 4
"""How many facts to find out become steps; the first ones decide most."""
MOST_ACTIVITIES = 3
MOST_TO_ARRANGE = 6
"""The first ones come up before an application; the advice tells all of them."""
ARRANGE_MONTHS = 6
"""How long before a start there is something to arrange."""
_NOW = Step(what="", when="Now")
TALK = Step(
    id="talk-it-through",
    stage="explore",
    what="Talk this plan through with {who}: `npqpath plan review` has the questions.",
    when="Now",
)
ORDER = get_args(Stage)
_STAGES: dict[pacing.BarKind, Stage] = {"apply": "prepare", "use": "sustain", "review": "sustain"}
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
            id, about = f"{_BY_LAW}{due.qualification}", due.qualification
            yield replace(_NOW, id=id, stage="explore", what=f"{due.act} {why}", about=about)


def _explore(plan: Plan) -> Iterator[Step]:
    for each in plan.find_out[:MOST_FACTS]:
        what = f"Find out: {each.ask} {each.how or ''}".rstrip()
        yield replace(_NOW, id=find_out_id(each.question), stage="explore", what=what)
    who = wording.talks_with(plan.core.catalogue, plan.person.answers)
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
    begins = _month(max(months_after(start, -ARRANGE_MONTHS), plan.on))
    step = Step(what="", stage="prepare", when=f"Before {month(start)}", month=begins, about=course)
    for fact in arrangements_for(plan.core.catalogue, [course])[:MOST_TO_ARRANGE]:
        yield replace(step, id=f"arrange-{course}-{_slug(fact.text, 4)}", what=fact.text)


def _activities(plan: Plan) -> Iterator[Step]:
    """Yield the first things to do of the first next step that has any."""
    step = next((each for each in plan.steps if each.activities), None)
    if step is None:
        return
    for activity in step.activities[:MOST_ACTIVITIES]:
        about, what = step.suggestion.id, f"{activity.name}: {activity.text}"
        yield replace(_NOW, id=f"{about}-{activity.id}", stage="deliver", what=what, about=about)


def _timeline(plan: Plan) -> Iterator[Step]:
    begun = {step.about for step in _activities(plan)}
    for bar in plan.timeline.bars:
        if (bar.id in begun and bar.kind == "step") or bar.kind == "act":
            continue
        yield Step(
            id=f"{bar.kind}-{bar.id or _slug(bar.label, 4)}",
            stage=_STAGES.get(bar.kind, "deliver"),
            what=f"{bar.label}. {bar.note}".rstrip(),
            when=pacing.when_text(bar),
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
    own = ORDER.index(step.stage or "sustain")
    earlier = [at for at, each in enumerate(steps) if ORDER.index(each.stage or "explore") <= own]
    return earlier[-1] + 1 if earlier else len(steps)


MOST_NEXT = 2
REVIEW_NEAR = 14
"""Days before a talk at which to prepare for it."""

Timing: TypeAlias = Literal["now", "overdue", "later"]


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do; `number` is its number in the plan, and None for a talk that is due."""

    number: int | None
    step: Step
    timing: Timing


def _urgency(step: Step) -> tuple[bool, int, int]:
    """Return what puts one step that is due before another; what has no month keeps its place in the plan."""
    is_by_law = (step.id or "").startswith(_BY_LAW)
    if not step.month:
        return not is_by_law, 0, 0
    return not is_by_law, -int(step.month[:7].replace("-", "")), ORDER.index(step.stage or "explore")


def next_steps(book: Book, on: dt.date) -> tuple[Next, ...]:
    """Return the one or two things to do now; where nothing is due yet, the one that comes first.

    What the law asks comes first, then what has a month that has come, the latest first, then what is open.
    """
    left = [(at, step) for at, step in enumerate(book.steps, 1) if not (step.done or step.dropped)]
    talk = book.next_review
    is_near = talk is not None and (talk - on).days <= REVIEW_NEAR
    left = [(at, step) for at, step in left if not (is_near and step.id == TALK.id)]
    due = [Next(at, step, "now") for at, step in left if (step.month or "")[:7] <= _month(on)]
    due.sort(key=lambda each: _urgency(each.step))
    if talk is not None and is_near:
        step = Step(what="", month=talk.isoformat())
        due = [Next(None, step, "overdue" if talk < on else "now"), *due]
    ahead = sorted(left, key=lambda each: each[1].month or "")
    return tuple(due[:MOST_NEXT] or [Next(at, step, "later") for at, step in ahead[:1]])


_DONE_BY = {
    "starting-soon": ("apply",),
    "studying": ("apply", "arrange"),
    "completed": ("apply", "arrange", "study", "assessment"),
}
"""Which kinds of step of an NPQ are behind somebody with this status."""


def gone_through(steps: tuple[Step, ...], npqs: Mapping[str, str], on: dt.date) -> tuple[Step, ...]:
    """Return the steps with a tick at what is over for who has a place on an NPQ, or has completed it.

    What a completed NPQ taught is to be used now: that step is asked for, whatever today's advice says.
    """

    def brought_up(step: Step) -> Step:
        kind, status = (step.id or "").split("-")[0], npqs.get(step.about or "", "none")
        if kind in _DONE_BY.get(status, ()) and step.done is None:
            return replace(step, done=on, dropped=None)
        return replace(step, dropped=None) if (kind, status) == ("use", "completed") else step

    return tuple(map(brought_up, steps))


def find_step(book: Book, word: str) -> int:
    """Return the number of the step called `word`: its number, id, or the beginning of one id or text.

    Raises `UsageError` where there is none, or more than one.
    """
    plain = word.strip().casefold()
    if plain.isdecimal():
        if 1 <= int(plain) <= len(book.steps):
            return int(plain)
        raise UsageError(f"There is no step {plain}.", f"The plan has steps 1 to {len(book.steps)}.")
    names = {at: (step.id or "", step.what.casefold()) for at, step in enumerate(book.steps, 1)}
    whole = [at for at, (id, what) in names.items() if plain and plain == (id or what)]
    begun = whole or [at for at, name in names.items() if plain and any(x.startswith(plain) for x in name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        told = ", ".join(f"{at} ({names[at][0] or book.steps[at - 1].what})" for at in begun[:5])
        raise UsageError(f'Several steps begin with "{word}": {told}.', "Give the number of one.")
    hint = did_you_mean(word, [step.id for step in book.steps if step.id])
    raise UsageError(f'There is no step "{word}".', hint or "`npqpath plan show` numbers the steps.")


def tick(book: Book, number: int, on: dt.date | None) -> Book:
    """Return the plan with a step ticked off on a day, or, with None, to do again."""
    steps = list(book.steps)
    steps[number - 1] = replace(steps[number - 1], done=on)
    return replace(book, steps=tuple(steps))


def named_thing(book: Book, word: str | None) -> str | None:
    """Return the id of the step, qualification or next step that somebody names, or None for None.

    Raises `UsageError` where the plan has no such thing.
    """
    if word is None:
        return None
    plain = word.strip().casefold()
    named = {line.id for line in book.advice.suggestions} | {step.about for step in book.steps if step.about}
    if plain in named:
        return plain
    step = book.steps[find_step(book, word) - 1]
    return step.id or step.what


@dataclass(frozen=True, slots=True)
class Kept:
    """A talk with what was learned since the last one, and the day of the next."""

    review: Review
    learned: str | None
    next: dt.date | None


def review_of(book: Book, day: dt.date) -> Review:
    """Return the talk of this day, to go on with it, or a new one."""
    return next((each for each in book.reviews if each.day == day), Review(day=day))


def before(book: Book, day: dt.date) -> dict[str, str]:
    """Return what was agreed last in earlier talks, by question."""
    return {each.ask: each.answer for review in book.reviews if review.day != day for each in review.agreed}


def likely_stages(book: Book) -> tuple[str, ...]:
    """Return the first stage that has something left to do."""
    left = {step.stage for step in book.steps if not (step.done or step.dropped) and step.id != TALK.id}
    return next(((stage,) for stage in ORDER if stage in left), ORDER[-1:])


def put_review(book: Book, now: Kept, last: Kept | None) -> Book:
    """Return the plan with a talk in it, in place of that of the same day.

    `last` is what was put in a moment ago in the same talk: what was learned then is put anew.
    """
    day = now.review.day
    reviews = [*(each for each in book.reviews if each.day != day), now.review]
    reflections = list(book.reflections)
    if last is not None and last.learned and (note := Note(day=day, text=last.learned)) in reflections:
        reflections.remove(note)
    if now.learned:
        reflections.append(Note(day=day, text=now.learned))
    return replace(
        book,
        reviews=tuple(sorted(reviews, key=lambda each: each.day)),
        reflections=tuple(reflections),
        next_review=now.next or book.next_review,
        steps=tuple(
            replace(step, done=day) if step.id == TALK.id and step.done is None else step
            for step in book.steps
        ),
    )


def months_on(today: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day; a weekend moves to the Monday after."""
    first, after = months_after(today, months), months_after(today, months + 1)
    found = min(first + dt.timedelta(days=today.day - 1), after - dt.timedelta(days=1))
    return found + dt.timedelta(days=8 - found.isoweekday() if found.isoweekday() > 5 else 0)
