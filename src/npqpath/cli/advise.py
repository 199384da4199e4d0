"""`npqpath advise`: the questions, then the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.flags import Asked, Wanted
from npqpath.console import Context, current_context
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.advice.bars import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.cli.giving_plan import View


# A mistake in the flags is told at once, so what only the plan needs is loaded later.


def advise(
    asked: Asked,
    wanted: Wanted,
    on: str | None,
    folders: list[Path],
    save: str | None = None,
    view: View = "plan",
    pacing: Pacing | None = None,
    other: Sequence[str] = (),
) -> None:
    """Ask what is open, and write the plan to where it is wanted; `save` is the name of a new plan file."""
    context = current_context()
    if on is not None or wanted.format or wanted.outputs:
        _check_flags(wanted, on, view, context)
    if save is not None:
        from npqpath.cli.plan import check_free

        if other:
            raise UsageError(
                "--what-if only looks, and keeps nothing.", "Leave --save out, or keep a plan with --set."
            )
        check_free(Path(save))
    from npqpath.cli.giving_plan import give_plan

    plan = ask_plan(asked, on, folders, context, pacing)
    if other:
        from npqpath.cli.what_if import give_what_if

        give_what_if(plan, other, wanted, context, pacing)
        return
    give_plan(plan, view, wanted, context)
    if save is not None:
        from npqpath.cli.plan import save_plan

        save_plan(Path(save), plan, context, pacing)
    elif context.stdout_is_tty and context.stderr_is_tty and not wanted.outputs:
        from npqpath.cli.parting import part

        part(plan, asked, context)


def ask_plan(
    asked: Asked,
    on: str | None,
    folders: list[Path],
    context: Context,
    pacing: Pacing | None = None,
) -> Plan:
    """Return the plan of the person who answers, with the flags and on the terminal, at their pace."""
    from npqpath.advice.bars import USUAL
    from npqpath.advice.cohort_dates import stand
    from npqpath.advice.plan import make_plan
    from npqpath.advice.suggestions import plan_goal
    from npqpath.cli.asking import find_person
    from npqpath.cli.data import load_rules
    from npqpath.cli.giving import read_day

    day = read_day(on, context)
    rules = load_rules(folders, context, on=day)
    cohort = stand(rules.catalogue, day).rules.id
    person = find_person(rules, lambda: plan_goal(rules, cohort), asked, context)
    return make_plan(person, day, pacing or USUAL)


def _check_flags(wanted: Wanted, on: str | None, view: View, context: Context) -> None:
    """Find a mistake in the flags before anything is asked."""
    from npqpath.cli.giving import choose, read_day
    from npqpath.cli.giving_plan import PARTS

    read_day(on, context)
    choose(wanted, context, PARTS[view])
