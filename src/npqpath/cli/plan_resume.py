"""`npqpath plan export --resume FILE`: the person's NPQs in a JSON Resume."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from npqpath.cli.data import load_rules
from npqpath.cli.plan_file import plan_path
from npqpath.cli.plan_import import read_resume
from npqpath.cli.surroundings import look_around
from npqpath.cli.writing import write_file
from npqpath.errors import UsageError
from npqpath.planbook.holding import resume_with
from npqpath.planbook.opening import open_plan


def export_resume(file: Path | None, target: Path, folders: list[Path]) -> None:
    """Add the NPQs of the plan to a JSON Resume, or start one; everything else in it stays."""
    around = look_around()
    book = open_plan(plan_path(file, around)).book
    catalogue = load_rules(folders, around).catalogue
    made = resume_with(_there(target), book, catalogue)
    write_file(target, json.dumps(made, indent=2, ensure_ascii=False) + "\n", around)


def _there(target: Path) -> dict[str, Any]:
    """Return the JSON Resume that is there, if there is one. Raises `UsageError` where it cannot be read."""
    if not target.is_file():
        return {}
    try:
        return read_resume(target.read_text("utf-8-sig"), str(target))
    except UnicodeDecodeError as error:
        raise UsageError(f"{target} is not UTF-8 text.", "Save it as UTF-8, or name a new file.") from error
