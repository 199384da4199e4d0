"""`npqpath validate`: all checks on a data set or an overlay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from npqpath.cli.data import data_folders
from npqpath.cli.giving import read_day
from npqpath.cli.surroundings import Surroundings, look_around
from npqpath.cli.writing import write_file


@dataclass(frozen=True, slots=True)
class Checking:
    """How to check: the flags of `npqpath validate`."""

    format: str
    strict: bool
    suggest_personas: bool
    explain: str | None


def validate(folders: list[Path], checking: Checking, on: str | None, output: str | None) -> int:
    """Write the report to where it is wanted. Returns 1 if the data does not pass, else 0."""
    around = look_around()
    if checking.explain is not None:
        from npqpath.validate.explanations import explain

        around.stdout.write(explain(checking.explain).rstrip("\n") + "\n")
        return 0
    from npqpath.validate.run import report_text, suggest

    day = read_day(on, around)
    chosen = data_folders(folders, around)
    if checking.suggest_personas:
        _give(suggest(chosen, on=day), output, around)
        return 0
    text, code = report_text(
        chosen,
        on=day,
        format=checking.format,
        strict=checking.strict,
        env=around.env,
    )
    _give(text, output, around)
    return code


def _give(text: str, output: str | None, around: Surroundings) -> None:
    if output is not None and output != "-":
        write_file(Path(output), text, around)
    else:
        around.stdout.write(text if text.endswith("\n") or not text else text + "\n")
