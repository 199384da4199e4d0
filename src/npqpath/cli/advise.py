"""`npqpath advise`: the questions, then the plan."""

# The first question has to be on the screen at once, so what only the plan needs is loaded later.

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.flags import Asked, Wanted, WhatIf
from npqpath.cli.prompting import HELLO, open_prompter
from npqpath.cli.surroundings import Surroundings, look_around
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.core import CompiledRules
    from npqpath.advice.pacing import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.cli.giving_plan import View
    from npqpath.wizard.flow import Order
    from npqpath.wizard.prompter import Prompter


def advise(
    asked: Asked,
    wanted: Wanted,
    on: str | None,
    folders: list[Path],
    order: Order,
    save: str | None = None,
    view: View = "plan",
    pacing: Pacing | None = None,
    other: WhatIf | None = None,
) -> None:
    """Ask what is open, and write the plan to where it is wanted; `save` is the name of a new plan file."""
    around = look_around()
    if on is not None or wanted.format or wanted.outputs:
        _check_flags(wanted, on, view, around)
    if save is not None:
        from npqpath.cli.plan_start import check_free

        if other is not None:
            raise UsageError(
                "--what-if only looks, and keeps nothing.", "Leave --save out, or keep a plan with --set."
            )
        check_free(Path(save))
    from npqpath.cli.giving_plan import give_plan

    plan = ask_plan(asked, on, folders, order, around, pacing)
    if other is not None:
        from npqpath.cli.what_if import give_what_if

        give_what_if(plan, other, folders, wanted, around, pacing)
        return
    give_plan(plan, view, wanted, around)
    if save is not None:
        from npqpath.cli.plan_start import save as save_plan

        save_plan(Path(save), plan, around, pacing)
    elif around.stdout_is_tty and around.stderr_is_tty and not wanted.outputs:
        from npqpath.cli.parting import part

        part(plan, asked, around)


def ask_plan(
    asked: Asked,
    on: str | None,
    folders: list[Path],
    order: Order,
    around: Surroundings,
    pacing: Pacing | None = None,
) -> Plan:
    """Return the plan of the person who answers, with the flags and on the terminal, at their pace."""
    core, prompter = _load_and_open(asked, folders, around, on)
    from npqpath.advice.calendar import stand
    from npqpath.advice.goals import plan_goal
    from npqpath.advice.pacing import USUAL
    from npqpath.advice.plan import make_plan
    from npqpath.cli.asking import ask_person, find_person
    from npqpath.cli.giving import read_day

    day = read_day(on, around)
    rules = stand(core.catalogue, day).rules.id
    if prompter is None:
        person = find_person(core, lambda: plan_goal(core, rules), asked, around, order)
    else:
        person = ask_person(core, plan_goal(core, rules), {}, prompter, around, order, asked.folders)
    return make_plan(person, day, pacing or USUAL)


def _load_and_open(
    asked: Asked, folders: list[Path], around: Surroundings, on: str | None
) -> tuple[CompiledRules, Prompter | None]:
    """Return the core, and a prompter where nothing is answered yet and there is a terminal to ask on.

    With kept answers another question comes first, so nothing is asked early.
    """
    asks = not (asked.no_input or asked.file or asked.given)
    prompter = open_prompter(asked, around) if asks else None
    if prompter is None or _has_kept_answers(around):
        return _load(folders, around, on), prompter
    from npqpath.cli.opening import Loading, OpeningPrompter

    opening = OpeningPrompter(prompter, _folders(folders, around), around.cache_folder())
    opening.say(HELLO)
    loading = Loading(lambda: _load(folders, around, on))
    opening.ask_early()
    return loading.result(), opening


def _check_flags(wanted: Wanted, on: str | None, view: View, around: Surroundings) -> None:
    """Find a mistake in the flags before anything is asked."""
    from npqpath.cli.giving import choose, read_day
    from npqpath.cli.giving_plan import PARTS

    read_day(on, around)
    choose(wanted, around, PARTS[view])


def _folders(folders: list[Path], around: Surroundings) -> list[Path]:
    from npqpath.cli.data import data_folders

    return data_folders(folders, around)


def _load(folders: list[Path], around: Surroundings, on: str | None) -> CompiledRules:
    from npqpath.cli.data import load_rules
    from npqpath.cli.giving import read_day

    return load_rules(folders, around, on=read_day(on, around))


def _has_kept_answers(around: Surroundings) -> bool:
    from npqpath.wizard.saved import FILE

    return (around.state_folder() / FILE).exists()
