"""What `npqpath diff` compares: folders, also as they were in git, and plans, answers and staff lists."""

from __future__ import annotations

import posixpath
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.dataset.catalogue import FILES, PATHWAYS, QUALIFICATIONS
from npqpath.dataset.load import bundled_folder, contents, overlay_key
from npqpath.dataset.overlays import OVERLAY
from npqpath.errors import UsageError, UserError

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.compare.compare import SavedAnswers
    from npqpath.team.staff_list import Finding


_HINT = "Write a commit and a folder as git does, such as HEAD~1:data or main:my-hub."


def is_revision(name: str) -> bool:
    """Return whether this names a folder in git and not one on the disk."""
    return ":" in name and not Path(name).exists()


def files_of(name: str) -> tuple[Path, dict[str, bytes], tuple[Path, ...]]:
    """Return a data set in git as `build_catalogue` takes it: a folder to name it, its files, its overlays.

    Raises `UsageError` for what git does not know, `UserError` where the files are not there.
    """
    commit, _, folder = name.partition(":")
    if commit.startswith("-") or not commit:
        raise UsageError(f'"{name}" is no folder in git.', _HINT)
    where, inside = _split(Path(folder))
    above = _git(where, "rev-parse", "--show-prefix", name=name).decode(errors="surrogateescape").strip("\n")
    # git takes no dots in the middle of a way.
    way = posixpath.normpath(above + inside)
    tree = f"{commit}:{'' if way == '.' else way}"
    listed = _git(where, "ls-tree", "-z", "--name-only", "--full-tree", tree, name=name)
    names = listed.decode(errors="replace").split("\0")

    def read(file: str) -> bytes:
        inside = posixpath.normpath(posixpath.join(way, file))
        return _git(where, "cat-file", "blob", f"{commit}:{inside}", name=name)

    label = Path(name)
    if OVERLAY in names:
        base = bundled_folder()
        return base, {**contents(base), overlay_key(0): read(OVERLAY)}, (label,)
    absent = [file for file in (QUALIFICATIONS, PATHWAYS) if file not in names]
    if absent:
        raise UserError(f"{name} has no {' and no '.join(absent)}.", _HINT)
    return label, {file: read(file) for file in FILES if file in names}, ()


def _split(folder: Path) -> tuple[Path, str]:
    """Return a folder that is there now, and the way from it to `folder`, which may be gone."""
    where = next(each for each in folder.parents if each.is_dir()) if folder.is_absolute() else Path()
    return where, folder.relative_to(where).as_posix()


def _git(where: Path, *words: str, name: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(where), *words], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        message = f"{name} is in git, and there is no git on this computer."
        raise UserError(message, "Install git, or name a folder.") from error
    if done.returncode:
        raise UsageError(f'git knows no "{name}", and there is no such folder.', _HINT)
    return done.stdout


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
        message = f"There is no plan and no file of answers in {folder}."
        raise UsageError(message, "Name another after --plans.")
    return answers


def rows_of(
    file: Path, name: str, old: CompiledRules, new: CompiledRules
) -> tuple[SavedAnswers, tuple[Finding, ...]]:
    """Return the answers of a roster by row, and the cells that neither data set can read; `name` is its own.

    People are not named, because reports are passed on. The roster is read as `npqpath team` reads it, by
    each data set, so that an answer which only one of them knows still counts. Raises `UserError` where the
    file is no roster.
    """
    from npqpath.advice.person import write_answers
    from npqpath.rules.question_kinds import NOT_SURE
    from npqpath.team.staff_list import read_roster

    before, after = (read_roster(file, each.catalogue, name) for each in (old, new))
    rows = {(person.sheet, person.row): write_answers(person.answers) for person in before.people}
    for person in after.people:
        here = person.sheet, person.row
        now, was = write_answers(person.answers), rows.get(here, {})
        rows[here] = was | {
            question: answer for question, answer in now.items() if answer != NOT_SURE or question not in was
        }
    known = {(one.where, one.message) for one in before.findings}
    unread = tuple(one for one in after.findings if (one.where, one.message) in known)
    told = {
        f"Row {row} of {sheet}" if sheet else f"Row {row}": answers
        for (sheet, row), answers in sorted(rows.items())
        if answers
    }
    return told, unread
