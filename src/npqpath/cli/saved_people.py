"""People whose own advice `npqpath diff` compares: plans and answers in a folder, and rows of a roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.core import Core
    from npqpath.advice.outlook import Saved

_SUFFIXES = (".yaml", ".yml", ".json")


def saved_in(folder: Path) -> Saved:
    """Return the answers of the plan files and answers files of a folder, by file name.

    Raises `UsageError` where there is no such folder or no such file in it.
    """
    from npqpath.catalogue.reading import read

    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Name a folder of plans or answers after --plans.")
    found: dict[str, dict[str, object]] = {}
    for path in sorted(each for each in folder.iterdir() if each.suffix in _SUFFIXES):
        data = read(path).data
        if isinstance(data, dict):
            inner = data.get("answers")
            found[path.name] = inner if isinstance(inner, dict) else data
    if not found:
        raise UsageError(
            f"There is no plan and no file of answers in {folder}.", "Name another after --plans."
        )
    return found


def rows_of(file: Path, core: Core) -> Saved:
    """Return the answers of a roster, by row: people are not named, because reports are passed on.

    A column is headed by the id of a question, or by that of an NPQ for how far somebody is with it; other
    columns do not count. Raises `UserError` where the file cannot be read or has no such column.
    """
    from npqpath.spreadsheets.sheets import Purpose, read_sheets, tidied

    purpose = Purpose(
        is_a="a roster",
        most="more than there are teachers",
        again="Leave some rows out.",
        most_rows=600_000,
        most_bytes=300_000_000,
    )
    if not file.is_file():
        raise UsageError(f"There is no file {file}.", "Name a CSV, Excel or ODS file after --roster.")
    sheets = read_sheets(file, purpose)
    rows = tidied(next(sheets).rows)
    headings = [cell.strip().casefold() for cell in next(iter(rows), [])]
    questions = core.catalogue.questions_by_id
    parts = {part: one.id for one in questions.values() if one.kind == "npqs" for part in one.of}
    if not any(each in questions or each in parts for each in headings):
        raise UsageError(
            f"No column of {file} is headed by a question.",
            "Head each column with the id of a question, such as role. `npqpath questions` lists them.",
        )
    found: dict[str, dict[str, object]] = {}
    for number, row in enumerate(rows, 2):
        answers: dict[str, object] = {}
        for heading, cell in zip(headings, row, strict=False):
            if not cell:
                continue
            if heading in questions:
                several = questions[heading].kind == "several"
                answers[heading] = [one.strip() for one in cell.split(";")] if several else cell
            elif heading in parts:
                held = answers.setdefault(parts[heading], {})
                if isinstance(held, dict):
                    held[heading] = cell
        if answers:
            found[f"Row {number}"] = answers
    return found
