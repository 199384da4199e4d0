"""People whose own advice `npqpath diff` compares: plans and answers in a folder, and rows of a roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.compare.compare import SavedAnswers
    from npqpath.team.staff_list import Finding


_SUFFIXES = (".yaml", ".yml", ".json")


def saved_in(folder: Path) -> SavedAnswers:
    """Return the answers of the plan files and answers files of a folder, by file name.

    Raises `UsageError` where there is no such folder or no such file in it.
    """
    from npqpath.dataset.yaml_reader import read

    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Name a folder of plans or answers after --plans.")
    answers: dict[str, dict[str, object]] = {}
    for path in sorted(each for each in folder.iterdir() if each.suffix in _SUFFIXES):
        data = read(path).data
        if isinstance(data, dict):
            inner = data.get("answers")
            answers[path.name] = inner if isinstance(inner, dict) else data
    if not answers:
        raise UsageError(
            f"There is no plan and no file of answers in {folder}.", "Name another after --plans."
        )
    return answers


def rows_of(file: Path, old: CompiledRules, new: CompiledRules) -> tuple[SavedAnswers, tuple[Finding, ...]]:
    """Return the answers of a roster by row, and the cells that neither data set can read.

    People are not named, because reports are passed on. The roster is read as `npqpath team` reads it, by
    each data set, so that an answer which only one of them knows still counts. Raises `UserError` where the
    file is no roster.
    """
    from npqpath.advice.answers import write_answers
    from npqpath.rules.question_kinds import NOT_SURE
    from npqpath.team.staff_list import read_roster

    before, after = read_roster(file, old.catalogue), read_roster(file, new.catalogue)
    rows: dict[int, dict[str, object]] = {
        person.row: write_answers(person.answers) for person in before.people
    }
    for person in after.people:
        now, was = write_answers(person.answers), rows.get(person.row, {})
        rows[person.row] = was | {
            question: answer for question, answer in now.items() if answer != NOT_SURE or question not in was
        }
    known = {(one.where, one.message) for one in before.findings}
    unread = tuple(one for one in after.findings if (one.where, one.message) in known)
    return {f"Row {row}": answers for row, answers in sorted(rows.items()) if answers}, unread
