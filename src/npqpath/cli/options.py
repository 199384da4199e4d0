"""The options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from npqpath.console import Context


AnswersFile = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE", help="A file of answers, YAML or JSON; - reads it from stdin."),
]
SetAnswers = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="QUESTION=ANSWER", help="Give one answer, such as --set role=senco. Repeatable."
    ),
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; what has no answer counts as not sure.")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Numbered questions and plain text, for screen readers too.")
]
Data = Annotated[
    list[Path] | None,
    typer.Option("--data", metavar="DIR", help="A data set, then overlays. Repeatable. Also NPQPATH_DATA."),
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Plan as if today were this day: 2027-06-01.")
]
DataOn = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The data as it stands on this day: 2027-06-01.")
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="terminal, text, markdown, html, docx, ics, json or svg (the picture in it).",
    ),
]
Output = Annotated[
    list[str] | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to a file; its ending says how. Repeatable."),
]
OneOutput = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")]
Years = Annotated[
    int | None, typer.Option("--years", metavar="N", help="How many years ahead, 1 to 5; without it, 3.")
]
Hours = Annotated[
    float | None, typer.Option("--hours", metavar="N", help="Hours a week that you can give to study.")
]
Together = Annotated[bool, typer.Option("--together", help="Allow more than one NPQ at a time.")]
OtherAnswers = Annotated[
    list[str] | None,
    typer.Option("--what-if", metavar="QUESTION=ANSWER", help="Compare with another answer. Repeatable."),
]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="[FILE]", help="Start a plan file; without FILE, my-plan.npqpath.yaml."),
]
PlanFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Your plan; without it, my-plan.npqpath.yaml."),
]


def plan_path(file: Path | None, context: Context) -> Path:
    """Return the path of the plan: the one named, else that in NPQPATH_PLAN, else the usual name here."""
    from npqpath.planfile.model import FILE

    return file or Path(context.env.get("NPQPATH_PLAN") or FILE)


def with_name_to_save(arguments: list[str]) -> list[str]:
    """Return the arguments with the usual name of a plan file after a `--save` that names none.

    typer has no option whose value may be left out.
    """
    from npqpath.planfile.model import FILE

    found: list[str] = []
    for at, word in enumerate(arguments):
        found.append(word)
        if word == "--save" and (at + 1 == len(arguments) or arguments[at + 1].startswith("-")):
            found.append(FILE)
    return found


Sheet = Annotated[bool, typer.Option("--sheet", help="One page for a talk with your line manager.")]
