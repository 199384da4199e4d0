"""From folders to a `Catalogue`: one with the two data files, and overlays that are laid over it."""

# YAML loads with `build_catalogue`, not with this module: the cache does without it.

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from npqpath import __version__
from npqpath.errors import DataError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.overlay_file import Overlay
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Problem

    Check: TypeAlias = Callable[[Catalogue, Tree, Tree], tuple[Problem, ...]]
    """Looks through a catalogue whose two files have the right shape, and returns what is wrong with it."""

T = TypeVar("T")

QUALIFICATIONS = "qualifications.yaml"
PATHWAYS = "pathways.yaml"

_HINT = (
    f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it, and an overlay is one with "
    "overlay.yaml. `npqpath init DIR` writes an overlay."
)


def bundled_folder() -> Path:
    """Return the folder of the data set that comes with the program: in the wheel, or in the repository."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def load(folder: Path, check: Check | None, overlays: Sequence[Path] = ()) -> Catalogue:
    """Return the data set in the folder, with the overlays laid over it in order.

    Raises `UserError` if a folder or a file is not there, and `DataError` with the problems of all files.
    `check` looks only at a data set whose shape is right.
    """
    return build_catalogue(folder, contents(folder, overlays), check, overlays)


def base_and_overlays(folders: Sequence[Path]) -> tuple[Path, tuple[Path, ...]]:
    """Return the folder of the data set and those of the overlays, in order.

    Without a data set among the folders it is the bundled one. Raises `UserError` where there are two, and
    for an overlay that is named twice.
    """
    from npqpath.catalogue.overlay_file import is_overlay

    overlays = tuple(folder for folder in folders if is_overlay(folder))
    bases = [folder for folder in folders if folder not in overlays]
    if len(bases) > 1:
        for folder in bases:
            contents(folder)
        message = f"{bases[0]} and {bases[1]} are both whole data sets, and only one can be used."
        raise UserError(message, "Name one data set, and then overlays: folders with overlay.yaml in them.")
    for number, folder in enumerate(overlays):
        if folder.resolve() in [other.resolve() for other in overlays[:number]]:
            raise UserError(f"The overlay {folder} is named twice.", "Name it once.")
    return bases[0] if bases else bundled_folder(), overlays


def contents(folder: Path, overlays: Sequence[Path] = ()) -> dict[str, bytes]:
    """Return the bytes of the two data files, by name, and of the overlays' files, by number.

    Raises `UserError` if one is not there.
    """
    from npqpath.catalogue.screening import fetch

    if not folder.is_dir():
        message = f"{folder} is a file, not a folder." if folder.exists() else f"There is no folder {folder}."
        raise UserError(message, _HINT)
    absent = [name for name in (QUALIFICATIONS, PATHWAYS) if not (folder / name).exists()]
    if absent:
        hint = _misnamed(folder, absent) or _HINT
        raise UserError(f"The folder {folder} has no {' and no '.join(absent)}.", hint)
    files = {name: fetch(folder / name) for name in (QUALIFICATIONS, PATHWAYS)}
    if overlays:
        from npqpath.catalogue.overlay_file import overlay_bytes

        files |= {overlay_key(number): overlay_bytes(each) for number, each in enumerate(overlays)}
    return files


def _misnamed(folder: Path, absent: list[str]) -> str | None:
    """Return a hint if a file in the folder has nearly the name of one that is absent, or of an overlay."""
    from npqpath.catalogue.near import near

    try:
        there = [child.name for child in folder.iterdir() if child.is_file()]
    except OSError:
        return None
    for name in (*absent, "overlay.yaml"):
        found = near(name, there)
        if found is not None:
            return f'There is "{found}". Call it "{name}".'
    return None


def fingerprint(files: dict[str, bytes]) -> str:
    """Return a hash of the files and of the program's version; it names their file in the cache."""
    try:
        # As the module random does: hashlib brings in all of OpenSSL, which takes 3 ms.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    digest = blake2b(__version__.encode(), digest_size=32)
    for name, raw in files.items():
        digest.update(f"\0{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def build_catalogue(
    folder: Path, files: dict[str, bytes], check: Check | None, overlays: Sequence[Path] = ()
) -> Catalogue:
    """Return the data set whose files hold these bytes; the folders name them. Raises `DataError`."""
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.merging import Merged, merge, problems_of
    from npqpath.catalogue.pathways import PathwaysFile
    from npqpath.catalogue.qualifications import QualificationsFile

    problems: list[Problem] = []
    one = _one_file(folder / QUALIFICATIONS, files[QUALIFICATIONS], QualificationsFile, problems)
    other = _one_file(folder / PATHWAYS, files[PATHWAYS], PathwaysFile, problems)
    laid = _read_overlays(overlays, files, problems)
    if one is None or other is None or problems:
        raise DataError(tuple(problems))
    base = Merged(Catalogue(one[1], other[1], fingerprint(files)), one[0], other[0])
    merged = merge(base, laid)
    found = problems_of(merged, check)
    if found:
        raise DataError(found)
    return merged.catalogue


def _read_overlays(
    folders: Sequence[Path], files: dict[str, bytes], problems: list[Problem]
) -> list[Overlay]:
    """Return the overlays that could be read; what is wrong with the others is added to `problems`."""
    from npqpath.catalogue.overlay_file import OVERLAY, parse_overlay

    found = []
    for number, folder in enumerate(folders):
        try:
            found.append(parse_overlay(files[overlay_key(number)], str(folder / OVERLAY)))
        except DataError as error:
            problems.extend(error.problems)
    return found


def overlay_key(number: int) -> str:
    """Return the name under which `contents` holds the file of an overlay, counted from 0."""
    return f"overlay {number}"


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
