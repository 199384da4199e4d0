"""What can be typed after `npqpath plan`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.options import AnswersFile, Data, FormatName, NoInput, On, Output, Plain, SetAnswers, Sheet

PlanFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Your plan; without it, my-plan.npqpath.yaml."),
]
About = Annotated[
    str | None, typer.Option("--for", metavar="STEP", help="The step or qualification that it is about.")
]


def start(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Answer the questions and start a plan file."""
    from npqpath.cli.plan_start import start as run

    run(file, Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ())), on, data or [])


def show(
    file: PlanFile = None,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
) -> None:
    """Show your plan: steps, ticks, talks, notes and evidence."""
    from npqpath.cli.plan_show import show as run

    run(file, on, Wanted(format, output, plain))


def next_(
    file: PlanFile = None,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
) -> None:
    """The one or two things to do now."""
    from npqpath.cli.plan_show import show_next as run

    run(file, on, Wanted(format, output, plain))


def done(
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="Numbers or ids of steps.")],
    undo: Annotated[bool, typer.Option("--undo", help="Take the tick away again.")] = False,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Tick off steps."""
    from npqpath.cli.plan_write import tick, untick

    (untick if undo else tick)(file, tuple(steps), on)


def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to remember; - reads it from stdin.")],
    about: About = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Keep it among what you learned: a reflection.")
    ] = False,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Add a note with the day."""
    from npqpath.cli.plan_write import add_note, add_reflection

    (add_reflection if learned else add_note)(file, text, about, on)


def evidence(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What it shows; - reads it from stdin.")],
    link: Annotated[
        str | None, typer.Option("--link", metavar="URL", help="Where it is: an address or a file.")
    ] = None,
    about: About = None,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Add something that shows what you did."""
    from npqpath.cli.plan_write import add_evidence

    add_evidence(file, text, link, about, on)


def review(
    who: Annotated[
        str | None, typer.Option("--with", metavar="WHO", help='Whom you talked to, such as "my head".')
    ] = None,
    agreed: Annotated[
        str | None, typer.Option("--agreed", metavar="TEXT", help="What you agreed, in a sentence or two.")
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", metavar="STAGE.N=TEXT", help="One question, such as explore.2=TEXT. Repeatable."
        ),
    ] = None,
    next_day: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help="The day of the next talk: 2027-06-01.")
    ] = None,
    plain: Plain = False,
    on: On = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Talk your plan through with your line manager."""
    from npqpath.cli.plan_review import Told
    from npqpath.cli.plan_review import review as run

    run(file, Told(who, agreed, tuple(answers or ()), next_day), on, plain, data or [])


def check(
    given: SetAnswers = None,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Work the advice out again, and say what changed and why."""
    from npqpath.cli.plan_check import check as run

    raise typer.Exit(run(file, tuple(given or ()), on, Wanted(format, output, plain), data or []))


def import_(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="Text copied from your record; - reads it from stdin.")
    ],
    plain: Plain = False,
    on: On = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Read in what you hold, from your teaching record."""
    from npqpath.cli.plan_import import import_record as run

    run(file, source, on, plain, data or [])


def export(
    sheet: Sheet = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Write all of your plan, with today's advice, in any form."""
    from npqpath.cli.plan_export import export as run

    run(file, on, Wanted(format, output, plain), data or [], "sheet" if sheet else "plan")


COMMANDS: dict[str, Callable[..., None]] = {
    "start": start,
    "show": show,
    "next": next_,
    "done": done,
    "note": note,
    "evidence": evidence,
    "review": review,
    "check": check,
    "export": export,
    "import": import_,
}


def make_group() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    for name, command in COMMANDS.items():
        group.command(name)(command)
    return group
