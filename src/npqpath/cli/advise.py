"""`npqpath advise`: the questions, then the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath import console, errors
from npqpath.cli.options import DATA, ON, PERSON, RESULT, Request, Sheet, option, read_pair, takes

if TYPE_CHECKING:
    from npqpath.advice.pacing import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.cli.results import View


_ANSWERS_KEPT = (
    "Your answers stay on this computer. `npqpath plan start` goes on with them and keeps your plan over the "
    "years. `npqpath advise -o plan.html` writes it as a page."
)
_ANSWERS_TYPED = "To keep the plan, add --save to what you typed, or -o plan.html for a page."


@takes(*PERSON, ON, *RESULT, DATA)
def advise(
    request: Request,
    sheet: Sheet = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print the whole plan with its sources, not one page.")
    ] = False,
    save: Annotated[
        str | None, option("--save", "[FILE]", "Start a plan file; without FILE, my-plan.npqpath.yaml.")
    ] = None,
    years: Annotated[
        int | None, option("--years", "N", "How many years ahead, 1 to 5; without it, 3.")
    ] = None,
    hours: Annotated[float | None, option("--hours", "N", "Hours a week that you can give to study.")] = None,
    together: Annotated[bool, typer.Option("--together", help="Allow more than one NPQ at a time.")] = False,
    what_if: Annotated[
        list[str] | None, option("--what-if", "QUESTION=ANSWER", "Compare with another answer. Repeatable.")
    ] = None,
) -> None:
    """Answer some questions and get a three-year plan."""
    from npqpath.advice.pacing import USUAL, make_pacing
    from npqpath.cli.answers import ask_plan

    view: View = "sheet" if sheet else "plan" if full or request.format or request.outputs else "page"
    years = USUAL.years if years is None else years
    pacing = make_pacing(years, "together" if together else USUAL.at_once, hours)
    if request.format or request.outputs:
        # Told before anything is asked; with nothing to tell, the first question comes sooner.
        from npqpath.cli.results import PARTS, choose

        choose(request, PARTS[view])
    if save is not None and what_if:
        hint = "Leave --save out, or keep a plan with --set."
        raise errors.UsageError("--what-if only looks, and keeps nothing.", hint)
    if save is not None:
        from npqpath.cli.plan import check_free

        check_free(Path(save))
    plan = ask_plan(request, pacing)
    if what_if:
        _give_what_if(plan, what_if, pacing, request)
        return
    from npqpath.cli.results import give, plan_result

    give(plan_result(plan, view), request)
    context = request.context
    if save is not None:
        from npqpath.cli.plan import save_plan

        save_plan(Path(save), plan, request, pacing)
    elif context.stdout_is_tty and context.stderr_is_tty and not request.outputs:
        _say_in_short(plan, request)


def _give_what_if(now: Plan, pairs: Sequence[str], pacing: Pacing, request: Request) -> None:
    """Write the difference that other answers make. Raises `UsageError` for what cannot be."""
    from npqpath.advice.person import make_person, read_answers, write_answers
    from npqpath.advice.plan import make_plan
    from npqpath.cli.answers import put_answer
    from npqpath.cli.results import give_both
    from npqpath.output.views.plan_file import what_if_document, what_if_json

    answers: dict[str, object] = write_answers(now.person.answers)
    for pair in pairs:
        put_answer(answers, now.core, *read_pair(pair, "--what-if"))
    person = make_person(now.core, read_answers(answers, now.core.catalogue))
    give_both(request, what_if_document, what_if_json, now, make_plan(person, now.on, pacing))


def _say_in_short(plan: Plan, request: Request) -> None:
    """Say what to do once more, and how to keep the plan: its beginning has scrolled away."""
    from npqpath.output.text import label
    from npqpath.output.views.plan import main_things

    things = main_things(plan)
    in_short = "; ".join(f"{label(name)} {told}" for name, told in (things[0], things[-1]))
    kept = _ANSWERS_TYPED if request.answers or request.given or request.no_input else _ANSWERS_KEPT
    for line in ("", f"In short: {in_short}", kept):
        console.remark(line, request.context, rest="  ")
