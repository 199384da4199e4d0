"""`npqpath advise`: the questions, then the plan."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.calendar import stand
from npqpath.advice.goals import plan_goal
from npqpath.advice.plan import Plan, make_plan
from npqpath.cli.asking import Asked, find_person
from npqpath.cli.data import load_core
from npqpath.cli.giving import Wanted, give, read_day
from npqpath.cli.surroundings import Surroundings, look_around
from npqpath.render.document import Document
from npqpath.render.formats import format_for
from npqpath.wizard.flow import Order


def advise(asked: Asked, wanted: Wanted, on: str | None, folders: list[Path], order: Order) -> None:
    """Ask what is open, and write the plan to where it is wanted."""
    around = look_around()
    day = read_day(on, around)
    format_for(wanted.format, wanted.output)
    core = load_core(folders, around)
    goal = plan_goal(core, stand(core.catalogue, day).rules.id)
    plan = make_plan(find_person(core, goal, asked, around, order), day)

    def document() -> Document:
        from npqpath.render.plan_document import plan_document

        return plan_document(plan)

    def data() -> object:
        from npqpath.render.plan_json import plan_json

        return plan_json(plan)

    give(document, data, wanted, around)
    _part(plan, asked, wanted, around)


def _part(plan: Plan, asked: Asked, wanted: Wanted, around: Surroundings) -> None:
    """Say the main thing once more where a long plan has scrolled it away, and how to keep the plan."""
    if not (around.stdout_is_tty and around.stderr_is_tty) or wanted.output:
        return
    first = plan.steps[0].suggestion
    around.stderr.write(f"\nIn short: {first.name}.\n")
    if asked.file is None and not asked.no_input:
        around.stderr.write(
            "Your answers stay on this computer. `npqpath advise -o plan.md` keeps the plan as a file.\n"
        )
