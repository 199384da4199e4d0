"""From a folder with the two data files to a `Catalogue`."""

# YAML and pydantic load with `build_catalogue`, not with this module: a snapshot needs neither.

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from npqpath import __version__
from npqpath.errors import DataError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Problem

    Check: TypeAlias = Callable[[Catalogue, Tree, Tree], tuple[Problem, ...]]
    """Looks through a catalogue whose two files have the right shape, and returns what is wrong with it."""

T = TypeVar("T")

QUALIFICATIONS = "qualifications.yaml"
PATHWAYS = "pathways.yaml"


def bundled_folder() -> Path:
    """Return the folder of the data set that comes with the program: in the wheel, or in the repository."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def load(folder: Path, check: Check | None) -> Catalogue:
    """Return the data set in the folder.

    Raises `UserError` if the folder or a file is not there, and `DataError` with the problems of both files.
    `check` looks only at a data set whose shape is right.
    """
    return build_catalogue(folder, contents(folder), check)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the two data files, by name. Raises `UserError` if one is not there."""
    from npqpath.catalogue.screening import fetch

    hint = f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it."
    if not folder.is_dir():
        message = f"{folder} is a file, not a folder." if folder.exists() else f"There is no folder {folder}."
        raise UserError(message, hint)
    absent = [name for name in (QUALIFICATIONS, PATHWAYS) if not (folder / name).exists()]
    if absent:
        raise UserError(f"The folder {folder} has no {' and no '.join(absent)}.", hint)
    return {name: fetch(folder / name) for name in (QUALIFICATIONS, PATHWAYS)}


def fingerprint(files: dict[str, bytes]) -> str:
    """Return a hash of the files and of the program's version; another one means that a snapshot is stale."""
    import hashlib

    digest = hashlib.sha256(__version__.encode())
    for name, raw in files.items():
        digest.update(f"\0{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def build_catalogue(folder: Path, files: dict[str, bytes], check: Check | None) -> Catalogue:
    """Return the data set whose files hold these bytes; `folder` names them. Raises `DataError`."""
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import PathwaysFile
    from npqpath.catalogue.qualifications import QualificationsFile

    problems: list[Problem] = []
    one = _one_file(folder / QUALIFICATIONS, files[QUALIFICATIONS], QualificationsFile, problems)
    other = _one_file(folder / PATHWAYS, files[PATHWAYS], PathwaysFile, problems)
    if one is None or other is None:
        raise DataError(tuple(problems))
    catalogue = Catalogue(one[1], other[1], fingerprint(files))
    found = check(catalogue, one[0], other[0]) if check is not None else ()
    if found:
        raise DataError(found)
    return catalogue


def _one_file(path: Path, raw: bytes, model: type[T], problems: list[Problem]) -> tuple[Tree, T] | None:
    """Return one file as a tree and as a model; or None, with what is wrong with it added to `problems`."""
    from npqpath.catalogue.reading import parse
    from npqpath.catalogue.shape import build

    try:
        tree = parse(raw, str(path))
        return tree, build(tree, model)
    except DataError as error:
        problems.extend(error.problems)
        return None
