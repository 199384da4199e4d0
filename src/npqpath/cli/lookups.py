"""What can be looked up: funding, reasons, qualifications, tracks, questions; and how files are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.options import ANSWERS, DATA, DATA_ON, ON, PERSON, RESULT, SET, Request, takes
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.answers import Answers
    from npqpath.advice.compiled_rules import CompiledRules


# Each command loads what it needs when it runs.


@takes(*PERSON, ON, *RESULT, DATA)
def funding(
    request: Request,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Qualifications; without any, all.")
    ] = None,
    cohort: Annotated[
        str | None, typer.Option("--cohort", metavar="ID", help="A start, such as autumn-2026.")
    ] = None,
) -> None:
    """Would DfE pay, for one or all qualifications at once."""
    from npqpath.advice.cohort_dates import stand
    from npqpath.advice.funding import decide_funding
    from npqpath.advice.legal_deadlines import find_deadlines
    from npqpath.advice.suggestions import funding_goal
    from npqpath.advice.wording import find_cohort, find_qualification
    from npqpath.cli.answers import find_person
    from npqpath.cli.data import load_rules
    from npqpath.cli.results import choose, give
    from npqpath.output.formats import Result
    from npqpath.output.views.funding import funding_document, funding_json

    choose(request)
    rules = load_rules(request)
    catalogue = rules.catalogue
    standing = stand(catalogue, request.on)
    start = catalogue.cohort(find_cohort(catalogue, cohort)) if cohort else standing.rules
    asked = tuple(dict.fromkeys(find_qualification(catalogue, word) for word in ids or ())) or start.offers
    person = find_person(rules, lambda: funding_goal(rules, start.id, asked), request)
    decisions = tuple(decide_funding(person, start, id) for id in asked)
    found = find_deadlines(person, standing) if start is standing.rules else ()
    deadlines = tuple(due for due in found if due.qualification in asked)
    give(
        Result(
            lambda: funding_document(catalogue, start, decisions, deadlines=deadlines, standing=standing),
            lambda: funding_json(catalogue, start, decisions, deadlines=deadlines, standing=standing),
        ),
        request,
    )


@takes(*PERSON, ON, *RESULT, DATA)
def why(
    request: Request,
    id: Annotated[str, typer.Argument(metavar="ID", help="A qualification or next step, such as npqsl.")],
) -> None:
    """Why something is in or out of your plan."""
    from npqpath.advice.suggestions import explain, suggestion_goal
    from npqpath.advice.wording import find_step
    from npqpath.cli.answers import find_person
    from npqpath.cli.data import load_rules
    from npqpath.cli.results import choose, give
    from npqpath.output.formats import Result
    from npqpath.output.views.why import why_document, why_json

    if re.fullmatch(r"NP\d{3}", id.strip(), re.IGNORECASE):
        raise UsageError(
            f"{id} is a code of `npqpath validate`.", f"`npqpath validate --explain {id}` says what it means."
        )
    choose(request)
    rules = load_rules(request)
    step = find_step(rules.catalogue, id)
    if step not in rules.offers:
        name = rules.catalogue.name_of(step)
        raise UsageError(
            f"{name} is something to hold: no plan suggests it.", f"`npqpath show {step}` tells more."
        )
    person = find_person(rules, lambda: suggestion_goal(rules, step), request)
    reason = explain(person, step)
    give(Result(lambda: why_document(rules.catalogue, reason), lambda: why_json(reason)), request)


@takes(DATA_ON, *RESULT, DATA)
def show(
    request: Request,
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What to look up; without it, a list.")
    ] = None,
) -> None:
    """Look up a qualification, a next step or a start."""
    from npqpath.advice.wording import find_step
    from npqpath.cli.data import load_rules
    from npqpath.cli.results import give
    from npqpath.output.formats import Result
    from npqpath.output.views.qualification import list_document, list_json, shown_document, shown_json

    catalogue = load_rules(request).catalogue
    if id is None:
        give(Result(lambda: list_document(catalogue), lambda: list_json(catalogue)), request)
        return
    found = id.casefold() if id.casefold() in catalogue.cohorts_by_id else find_step(catalogue, id)
    give(Result(lambda: shown_document(catalogue, found), lambda: shown_json(catalogue, found)), request)


@takes(ANSWERS, SET, DATA_ON, *RESULT, DATA)
def tracks(request: Request) -> None:
    """The map of tracks and moves, and where you are."""
    from npqpath.cli.answers import given_answers
    from npqpath.cli.data import load_rules
    from npqpath.cli.results import give
    from npqpath.output.formats import Result
    from npqpath.output.views.lookups import tracks_document, tracks_json

    rules = load_rules(request)
    answers = given_answers(rules, request)
    here, way = _place(rules, answers) if answers else (frozenset[str](), ())
    give(
        Result(
            lambda: tracks_document(rules.catalogue, here, way),
            lambda: tracks_json(rules.catalogue, here, way),
        ),
        request,
    )


def _place(rules: CompiledRules, answers: Answers) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the posts where the person stands, and the way that their plan leads."""
    from npqpath.advice.person import make_person
    from npqpath.advice.suggestions import suggest
    from npqpath.advice.track_position import find_way, place_on_tracks

    person = make_person(rules, answers)
    places = place_on_tracks(person)
    way = find_way(person, places, {suggestion.id for suggestion in suggest(person)})
    return frozenset(place.post.id for place in places), way


@takes(DATA_ON, *RESULT, DATA)
def questions(request: Request) -> None:
    """Every question with its answers."""
    from npqpath.cli.data import load_rules
    from npqpath.cli.results import give
    from npqpath.output.formats import Result
    from npqpath.output.views.lookups import questions_document, questions_json

    rules = load_rules(request)
    give(Result(lambda: questions_document(rules), lambda: questions_json(rules)), request)


def explain(
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="rules or answers.")] = None,
) -> None:
    """How rules and answers files are written."""
    from npqpath.cli.topics import text_on

    typer.echo(text_on(topic))
