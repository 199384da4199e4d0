"""What stands behind a team's plan, in words: people by school, next bests, verdicts, posts and limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from npqpath.advice.suggestions import suggest
from npqpath.team.allocation import RunnerUp
from npqpath.team.objectives import AIMS
from npqpath.team.report import Report, grouped
from npqpath.team.succession import Succession
from npqpath.team.task import Choice, Member, Name, Need, Option, limit_of
from npqpath.words import day, listed, month

MOST_ASKED = 3
MOST_NAMED = 12
LATE_WORDS = {
    "no-start-in-time": "no listed start is in time",
    "may-be-too-late": "even the first listed start may be too late",
    "later-than-could-be": "this plan is too late, or may be",
}


def in_a_sentence(name: str) -> str:
    """Return a name without its capital, unless its first word is one of capitals, such as SEND."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def ask_words(questions: Iterable[str]) -> str:
    """Return the first of the columns that would settle a line."""
    return listed(list(questions)[:MOST_ASKED])


def runner_up_words(report: Report, person: str) -> str:
    """Return the next best for a person of the plan, and what it would cost; empty where there is none."""
    found = report.allocation.runners_up.get(person)
    if all(choice.member != person for choice in report.choices):
        return ""
    if found is None:
        return _also_advised(report, person)
    if found.choice is None:
        return f"nothing else fits within {_stopped(report, found)}" if found.stopped_by else ""
    words = f"{report.course_name(found.choice.course)} in {report.start_name(found.choice.start)}"
    if found.loses is None:
        return f"{words}, which would do as well"
    loss = next(aim.loss for aim in AIMS if aim.id == found.loses[0])
    return f"{words}, but {loss}"


def _stopped(report: Report, found: RunnerUp) -> str:
    """Return the limits that leave no room for anything else."""
    limits = dict.fromkeys(limit_words(report, name) for name in found.stopped_by)
    return f"{'this limit' if len(limits) == 1 else 'these limits'}: {listed(limits)}"


def _also_advised(report: Report, person: str) -> str:
    """Return the next course of somebody's own advice, which the plan did not choose from; else nothing."""
    member = report.task.members_by_id[person]
    known = {choice.course for choice in report.choices if choice.member == person}
    for option in own_options(member):
        if option.advice and option.course not in known and not is_kept_out(report, member, option.course):
            name, asks = report.course_name(option.course), ask_words(option.advice[0].hangs_on)
            rest = f" (ask first: {asks})" if asks else ""
            return name + (rest or ("" if option.worth else ", which is worth considering"))
    return ""


def own_options(member: Member) -> list[Option]:
    """Return the courses of somebody's own advice as it is now, best first."""
    return [o for o in member.options if o.advice and o.after is None and o.course not in member.holds]


def is_kept_out(report: Report, member: Member, course: str) -> bool:
    """Return whether the team file keeps somebody out of a course, for now or for good."""
    return any(no.person == member.id and no.take in (None, course) for no in report.wanted.must_not)


def verdict(report: Report, member: Member) -> tuple[str, str]:
    """Return why somebody has no course in the plan: an id, and words that the person may read."""
    own = own_options(member)
    strong = [option for option in own if not option.is_beyond_own_advice]
    barred = [option for option in strong if is_kept_out(report, member, option.course)]
    named = listed(report.course_name(option.course) for option in strong)
    if barred:
        until = [no.until for no in report.wanted.must_not if no.person == member.id and no.until]
        ends = f" until {day(until[0])}" if until else ""
        return "kept-out", f"Advised: {named}. Left out of the plan{ends}, as the team file asks."
    runner_up = report.allocation.runners_up.get(member.id)
    if strong and runner_up is not None:
        why = f"within {_stopped(report, runner_up)}" if runner_up.stopped_by else "beside what came first"
        return "no-room", f"Advised: {named}. There was no room {why}."
    statuses = next(each.statuses for each in report.people if each.id == member.id).values()
    if member.on_course or {"studying", "starting-soon"} & set(statuses):
        then = f" Advised after that: {named}." if strong else ""
        return "on-a-course", f"On a course, or about to be: time to finish it and to use it.{then}"
    weak = [report.course_name(o.course) for o in own if o.advice and o.advice[0].certainty == "certain"]
    if weak:
        words = (
            f"{listed(weak)} {'is' if len(weak) == 1 else 'are'} worth considering. Nothing that was asked"
        )
        return "worth-considering", f"{words} of the plan needs {'it' if len(weak) == 1 else 'them'} now."
    asks = ask_words(missing(report, member))
    if asks:
        return "ask-first", f"The list does not say enough. Ask first: {asks}."
    return "another-step", _another_step(report, member)


def _another_step(report: Report, member: Member) -> str:
    person = next(each.person for each in report.people if each.id == member.id)
    steps = [in_a_sentence(each.name) for each in suggest(person) if each.kind == "next-step"]
    return f"Advised now, with no NPQ: {steps[0]}." if steps else "Nothing is advised now."


def missing(report: Report, member: Member) -> tuple[str, ...]:
    """Return the columns to ask a person about first, because their courses hang on them."""
    advice = [option.advice[0] for option in member.options if option.advice is not None]
    return asks_of(report, member.id, (question for each in advice for question in each.hangs_on))


def asks_of(report: Report, person: str, questions: Iterable[str]) -> tuple[str, ...]:
    """Return the columns to ask a person about first, without those that hang on another open one."""
    found = tuple(dict.fromkeys(questions))
    sheet = next(each.person for each in report.people if each.id == person)
    now = tuple(id for id in found if sheet.certainty(report.core.asked[id]) == "certain")
    return (now or found)[:MOST_ASKED]


def needs_met(report: Report, choice: Choice) -> list[str]:
    """Return the names of the team's needs that a choice meets."""
    return [in_a_sentence(need.name) for need in report.task.needs if need.is_met_by(choice)]


def need_name(report: Report, need: Need) -> str:
    """Return a need in a sentence, with its school where there are several."""
    name = in_a_sentence(need.name)
    return f"{name} ({need.school})" if need.school and len(report.schools) > 1 else name


def post_name(report: Report, found: Succession) -> str:
    """Return a post in few words, with its school where it is about one of several."""
    post = report.core.catalogue.posts_by_id[found.post].name.partition(",")[0]
    return f"{post}, {found.school}" if found.school and len(report.schools) > 1 else post


def posts_said(report: Report, found: Succession) -> Iterator[str]:
    """Yield who could step up to a post, each kind in its own words."""

    def named(ids: Iterable[str]) -> str:
        return listed(ids) if found.school else report.by_school(ids)

    after = grouped(
        (f"after {report.course_name(each.course)}, by {month(each.result)}", each.person)
        for each in found.coming
    )
    said = (
        ("Say that they are ready", named(found.say_ready)),
        ("Hold an NPQ for it", named(found.hold)),
        ("Would hold one", "; ".join(f"{named(ids)} {when}" for when, ids in after.items())),
        ("It would be the next post of", named(found.could) if found.school else ""),
        ("In other schools", report.by_school(found.elsewhere)),
    )
    told = [f"{name}: {people}." for name, people in said if people]
    yield from told or ["The list says of nobody that they would like it. Ask people, or look further."]


def limit_words(report: Report, limit: Name) -> str:
    """Return a limit in words."""
    kind, number = limit[0], limit_of(report.task, limit)
    if kind == "pounds":
        return f"£{number:,} for fees"
    if kind == "places":
        return f"{number} place{'s' * (number != 1)} on {report.course_name(limit[1])} for one start"
    of = {"at_once": "", "per_school": " of one school", "per_team": " of one team"}[kind]
    return f"{number} {'person' if number == 1 else 'people'}{of} on courses at once"
