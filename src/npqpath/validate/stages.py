"""The files of a folder, read as far as they can be: bytes, text and shape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from npqpath.catalogue.loading import PATHWAYS, QUALIFICATIONS, contents
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.catalogue.qualifications import QualificationsFile
from npqpath.catalogue.reading import parse
from npqpath.catalogue.screening import fetch
from npqpath.catalogue.shape import build
from npqpath.errors import DataError, Place, Problem
from npqpath.validate.faulty_entries import DataFile, without_faulty_entries

T = TypeVar("T")


def read_folder(folder: Path) -> tuple[DataFile[QualificationsFile], DataFile[PathwaysFile]]:
    """Return the two files of the folder. Raises `UserError` if the folder or both files are not there."""
    if not any((folder / name).exists() for name in (QUALIFICATIONS, PATHWAYS)):
        contents(folder)
    return _read(folder / QUALIFICATIONS, QualificationsFile), _read(folder / PATHWAYS, PathwaysFile)


def _read(path: Path, model: type[T]) -> DataFile[T]:
    if path.exists():
        return read_file(path, model, lambda: fetch(path))
    hint = f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it."
    problem = Problem(Place(str(path), 1, 1), "NP014", f"The folder has no {path.name}.", hint)
    return DataFile(path, problems=(problem,))


def read_file(path: Path, model: type[T], fetched: Callable[[], bytes]) -> DataFile[T]:
    """Return a file as far as it can be read; `fetched` returns its bytes, or raises `DataError`."""
    text = ""
    try:
        raw = fetched()
        text = _as_shown(raw)
        tree = parse(raw, str(path))
        return DataFile(path, text, tree=tree, model=build(tree, model))
    except DataError as error:
        return without_faulty_entries(DataFile(path, text, error.problems), model)


def _as_shown(raw: bytes) -> str:
    """Return the bytes as text with the same lines and columns that problems count in."""
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")
