"""What can be looked up: funding, reasons, qualifications, tracks, questions; and how files are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.options import (
    ANSWERS,
    DATA,
    DATA_ON,
    ON,
    PERSON,
    RESULT,
    SET,
    Request,
    argument,
    load_rules,
    option,
    takes,
)
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.advice.person import Answers, Person


RULES = """\
How rules are written in pathways.yaml

A rule suggests something to the people that its condition describes:

  - id: senior-leaders
    suggest: npqsl
    strength: strong                 # must, strong or worth-considering
    when:
      is: [senior_leader]            # a name from `terms`
      aim: lead-across-school
    unless: {role: headteacher}
    because: You have, or soon will have, duties across the whole school.
    sources: [gov-npqsl]

- Questions in a map must all match.
- Answers in a list are alternatives: any of them will do.
- `unless` switches the rule off.
- Nobody is told to take what they have or are on, and nobody what is settled for
  them: `settled_by`, at the qualification in qualifications.yaml, says by what.
  `also_if_settled: true` is for the rare rule that reaches them all the same.
- `any of:` takes a list of maps of which one must match. Nothing nests deeper:
  give a condition that you need twice a name under `terms`, and use it with `is:`.
- Tick boxes: `any of`, `all of`, `none of`, `at least 2 of`, each with a list.
- Numbers: `2 or more`, `under 5`, `3 to 5`.
- NPQs: the same words (completed, studying and starting-soon all count), or
  a status for each: {npqh: [completed, studying]}. `any NPQ` stands for all.
- `holds_from` and `holds_until` give the first and the last day of a rule. Out of
  its days it suggests nothing.
- All rules that match count, best first: must, strong, worth-considering, then
  the order of the file. Funding tables: the first row that matches decides.

`npqpath questions` lists the questions and answers that rules can use.
`npqpath validate` proves that nobody is left without advice."""

ANSWERS_TOPIC = """\
How a file of answers is written

One question a line, in YAML or JSON; `npqpath questions` lists all ids:

  role: pastoral-lead
  setting: school
  workplace_type: academy converter     # names of the national register work too
  aim: lead-area
  focus: behaviour
  teaching_years: 6
  npqs: {npqlt: completed}
  awards: [qts]
  on_schools_disadvantage_list: not-sure

What you leave out counts as not sure, and the plan says what hangs on it.
Use it with `npqpath advise --answers FILE`. One answer more, or another one:
`--set aim=headship`."""

LIST = "`npqpath help rules` and `npqpath help answers` explain more; `npqpath --help` lists commands."
TOPICS = {"rules": RULES, "answers": ANSWERS_TOPIC}


def text_on(topic: str | None) -> str:
    """Return a topic, or the list of topics. Raises `UsageError` for one that does not exist."""
    if topic is None:
        return LIST
    if topic not in TOPICS:
        raise UsageError(f'There is no topic "{topic}".', did_you_mean(topic, list(TOPICS)))
    return TOPICS[topic]


# Each command loads what it needs when it runs.


@takes(*PERSON, ON, *RESULT, DATA)
def funding(
    request: Request,
    ids: Annotated[list[str] | None, argument("[ID]...", "Qualifications; without any, all.")] = None,
    cohort: Annotated[str | None, option("--cohort", "ID", "A start, such as autumn-2026.")] = None,
) -> None:
    """Would DfE pay, for one or all qualifications at once."""
    from npqpath.advice import cohort_dates, legal_deadlines
    from npqpath.advice.funding import decide_funding
    from npqpath.advice.wording import find_cohort, find_qualification
    from npqpath.cli.answers import find_person
    from npqpath.cli.results import choose, give_both
    from npqpath.output.views.funding import funding_document, funding_json
    from npqpath.wizard.replay import funding_goal

    choose(request)
    rules = load_rules(request)
    catalogue = rules.catalogue
    standing = cohort_dates.stand(catalogue, request.on)
    start = catalogue.cohort(find_cohort(catalogue, cohort)) if cohort else standing.rules
    asked = tuple(dict.fromkeys(find_qualification(catalogue, word) for word in ids or ())) or start.offers
    person = find_person(rules, lambda: funding_goal(rules, start.id, asked), request)
    decisions = tuple(decide_funding(person, start, id) for id in asked)
    found = legal_deadlines.find_deadlines(person, standing) if start is standing.rules else ()
    deadlines = tuple(due for due in found if due.qualification in asked)
    views = (funding_document, funding_json)
    give_both(request, *views, catalogue, start, decisions, deadlines=deadlines, standing=standing)


@takes(*PERSON, ON, *RESULT, DATA)
def why(
    request: Request, id: Annotated[str, argument("ID", "A qualification or next step, such as npqsl.")]
) -> None:
    """Why something is in or out of your plan."""
    from npqpath.advice import cohort_dates, suggestions
    from npqpath.advice.wording import find_step
    from npqpath.cli.answers import find_person
    from npqpath.cli.results import choose, give_both
    from npqpath.output.views.qualification import why_document, why_json
    from npqpath.wizard.replay import suggestion_goal
    from npqpath.words import day

    if re.fullmatch(r"NP\d{3}", id.strip(), re.IGNORECASE):
        hint = f"`npqpath validate --explain {id}` says what it means."
        raise UsageError(f"{id} is a code of `npqpath validate`.", hint)
    choose(request)
    rules = load_rules(request)
    step = find_step(rules.catalogue, id)
    if step not in rules.offers and not cohort_dates.how_it_ended(rules.catalogue, step):
        name = rules.catalogue.name_of(step)
        held = f"{name} is something to hold: no plan suggests it."
        without = f"No plan of {day(rules.catalogue.day)} suggests {name}."
        message = without if step in rules.catalogue.npqs else held
        raise UsageError(message, f"`npqpath show {step}` tells more.")
    person = find_person(rules, lambda: suggestion_goal(rules, step), request)
    reason = suggestions.explain(person, step)
    give_both(request, lambda: why_document(rules.catalogue, reason), lambda: why_json(reason))


@takes(*PERSON, ON, *RESULT, DATA)
def route(
    request: Request,
    post: Annotated[str | None, argument("[POST]", "A post, such as headteacher or SENCO.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Print every step of each way.")] = False,
) -> None:
    """The ways from where you are to a post, side by side."""
    from npqpath.advice import cohort_dates, legal_deadlines
    from npqpath.advice.route import find_route
    from npqpath.advice.wording import find_post
    from npqpath.cli.answers import find_person
    from npqpath.cli.results import choose, give_both
    from npqpath.output.views.route import route_document, route_json
    from npqpath.wizard.replay import route_goal

    choose(request)
    rules = load_rules(request)
    catalogue = rules.catalogue
    goal = None if post is None else find_post(catalogue, post)
    person = find_person(rules, lambda: route_goal(rules), request)
    standing = cohort_dates.stand(catalogue, request.on)
    found = find_route(person, goal or _ask_post(person, request), standing)
    full = full or bool(request.format or request.outputs)
    deadlines = legal_deadlines.find_deadlines(person, standing)
    give_both(
        request, lambda: route_document(catalogue, found, deadlines, full=full), lambda: route_json(found)
    )


_NEAR = 5
"""How many of the nearest posts are named where nobody can be asked."""
_WHICH_POST = "To which post do you want to find a way?"


def _ask_post(person: Person, request: Request) -> str:
    """Return the post that is chosen, with the wished and the nearest first. Raises `UsageError`."""
    from npqpath.advice.route import nearest_posts
    from npqpath.cli.answers import open_prompter
    from npqpath.wizard.prompter import Chosen, Option, Prompt

    core, posts = person.core, person.core.catalogue.posts_by_id
    far = nearest_posts(person)
    wished = [id for id, node in core.goals.items() if id in far and person.certainty(node) == "certain"]
    prompter = None if request.no_input else open_prompter(request.context, plain=request.plain)
    if prompter is None:
        near = ", ".join(dict.fromkeys((*wished, *list(far)[:_NEAR])))
        raise UsageError(_WHICH_POST, f"Name it, such as one of these: {near}.")
    steps = {
        id: "what you want points here" if id in wished else f"{moves} step{'s' * (moves > 1)} from here"
        for id, moves in far.items()
    }
    options = tuple(Option(id, posts[id].name, steps[id]) for id in dict.fromkeys((*wished, *far)))
    while True:
        reply = prompter.ask(Prompt("post", _WHICH_POST, options))
        if isinstance(reply, Chosen):
            return reply.ids[0]


@takes(DATA_ON, *RESULT, DATA)
def show(
    request: Request,
    id: Annotated[str | None, argument("[ID]", "What to look up; without it, a list.")] = None,
) -> None:
    """Look up a qualification, a next step, a post or a start."""
    from npqpath.advice.wording import find_any
    from npqpath.cli.results import give_both
    from npqpath.output.views.qualification import list_document, list_json, shown_document, shown_json

    catalogue = load_rules(request).catalogue
    if id is None:
        give_both(request, list_document, list_json, catalogue)
        return
    found = id.casefold() if id.casefold() in catalogue.cohorts_by_id else find_any(catalogue, id)
    if found in catalogue.posts_by_id:
        from npqpath.output.views.route import post_document, post_json

        post = catalogue.posts_by_id[found]
        give_both(request, lambda: post_document(catalogue, post), lambda: post_json(post))
        return
    give_both(request, shown_document, shown_json, catalogue, found)


@takes(DATA_ON, *RESULT, DATA)
def faq(
    request: Request,
    words: Annotated[
        list[str] | None, argument("[WORDS]...", "A question or some words of it; without any, the topics.")
    ] = None,
) -> None:
    """What is known of NPQs in general: pausing, failing, cost, days out."""
    from npqpath.advice.faq import Faq
    from npqpath.cli.results import give_both
    from npqpath.output.views.lookups import faq_document, faq_json

    known, asked = Faq(load_rules(request).catalogue), " ".join(words or ())
    found = known.find(asked)
    give_both(request, faq_document, faq_json, known, asked, found)


@takes(ANSWERS, SET, DATA_ON, *RESULT, DATA)
def tracks(request: Request) -> None:
    """The map of tracks and moves, and where you are."""
    from npqpath.cli.answers import given_answers
    from npqpath.cli.results import give_both
    from npqpath.output.views.lookups import tracks_document, tracks_json

    rules = load_rules(request)
    answers = given_answers(rules, request)
    here, way = _place(rules, answers) if answers else (frozenset[str](), ())
    give_both(request, tracks_document, tracks_json, rules.catalogue, here, way)


def _place(rules: CompiledRules, answers: Answers) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the posts where the person stands, and the way that their plan leads."""
    from npqpath.advice.person import make_person
    from npqpath.advice.route import place_on_tracks, shortest_path

    places = place_on_tracks(person := make_person(rules, answers))
    return frozenset(place.post.id for place in places), shortest_path(person, places)


@takes(DATA_ON, *RESULT, DATA)
def questions(request: Request) -> None:
    """Every question with its answers."""
    from npqpath.cli.results import give_both
    from npqpath.output.views.lookups import questions_document, questions_json

    give_both(request, questions_document, questions_json, load_rules(request))


def help_(topic: Annotated[str | None, argument("[TOPIC]", "rules or answers.")] = None) -> None:
    """How rules and answers files are written."""

    typer.echo(text_on(topic))
