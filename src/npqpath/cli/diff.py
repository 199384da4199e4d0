"""`npqpath diff OLD NEW`: who gets different advice after a change of the data."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.comparing import compare
from npqpath.cli.data import load_core
from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give
from npqpath.cli.surroundings import look_around
from npqpath.errors import UsageError
from npqpath.render.comparison_document import comparison_document, comparison_json


def diff(old: Path, new: Path, answers: Path | None, wanted: Wanted) -> int:
    """Write the comparison to where it is wanted. Returns 1 if anything differs, else 0."""
    around = look_around()
    comparison = compare(load_core([old], around), load_core([new], around), _saved(answers))
    give(lambda: comparison_document(comparison), lambda: comparison_json(comparison), wanted, around)
    return int(not comparison.is_empty)


def _saved(folder: Path | None) -> dict[str, dict[str, object]] | None:
    """Return the answers files of a folder by name. Raises `UsageError` where there is no such folder."""
    from npqpath.catalogue.reading import read

    if folder is None:
        return None
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Name a folder of answers files after --answers.")
    found: dict[str, dict[str, object]] = {}
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml", ".json")):
        data = read(path).data
        if isinstance(data, dict):
            found[path.name] = data
    return found
