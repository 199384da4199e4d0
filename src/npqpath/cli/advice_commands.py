"""What can be typed by those who look for advice; each command loads what it needs when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.options import (
    AnswersFile,
    Data,
    DataOn,
    FormatName,
    Hours,
    NoInput,
    On,
    OtherAnswers,
    Output,
    Plain,
    Save,
    SetAnswers,
    Sheet,
    Together,
    Years,
)

if TYPE_CHECKING:
    from npqpath.cli.giving_plan import View


def advise(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    sheet: Sheet = False,
    save: Save = None,
    years: Years = None,
    hours: Hours = None,
    together: Together = False,
    what_if: OtherAnswers = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Answer some questions and get a three-year plan."""
    from npqpath.advice.bars import USUAL, make_pacing
    from npqpath.cli.advise import advise as run

    asked = Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ()))
    view: View = "sheet" if sheet else "plan"
    years = USUAL.years if years is None else years
    pacing = make_pacing(years, "together" if together else USUAL.at_once, hours)
    run(asked, Wanted(format, output, plain), on, data or [], save, view, pacing, what_if or ())


def funding(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Qualifications; without any, all.")
    ] = None,
    answers: AnswersFile = None,
    given: SetAnswers = None,
    cohort: Annotated[
        str | None, typer.Option("--cohort", metavar="ID", help="A start, such as autumn-2026.")
    ] = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Would DfE pay, for one or all qualifications at once."""
    from npqpath.cli.funding import funding as run

    asked = Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ()))
    run(tuple(ids or ()), cohort, asked, Wanted(format, output, plain), on, data or [])


def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="A qualification or next step, such as npqsl.")],
    answers: AnswersFile = None,
    given: SetAnswers = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Why something is in or out of your plan."""
    from npqpath.cli.why import why as run

    run(
        id,
        Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ())),
        Wanted(format, output, plain),
        on,
        data or [],
    )


def show(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What to look up; without it, a list.")
    ] = None,
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Look up a qualification, a next step or a start."""
    from npqpath.cli.show import show as run

    run(id, Wanted(format, output, plain), on, data or [])


def tracks(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """The map of tracks and moves, and where you are."""
    from npqpath.cli.tracks import tracks as run

    run(
        Asked(answers, tuple(given or ()), True, plain, tuple(data or ())),
        Wanted(format, output, plain),
        on,
        data or [],
    )


def questions(
    plain: Plain = False,
    on: DataOn = None,
    format: FormatName = None,
    output: Output = None,
    data: Data = None,
) -> None:
    """Every question with its answers."""
    from npqpath.cli.questions import questions as run

    run(Wanted(format, output, plain), on, data or [])


def explain(
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="rules or answers.")] = None,
) -> None:
    """How rules and answers files are written."""
    from npqpath.cli.topics import tell

    tell(topic)
