"""From folders to a `Catalogue`: a data set, overlays laid over it, and a cache of what was validated.

The cache holds plain JSON, so that the next run reads no YAML and checks no shape. A file of it is named
after the bytes of the data and the version of the program. One that cannot be read, or that does not fit the
models of today, counts as absent.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from npqpath import __version__
from npqpath.dataset.catalogue import FILES, PATHWAYS, QUALIFICATIONS, Catalogue
from npqpath.dataset.model_fields import is_model
from npqpath.errors import DataError, UserError

if TYPE_CHECKING:
    from npqpath.dataset.overlays import Check, Merged, Overlay
    from npqpath.dataset.yaml_reader import Tree
    from npqpath.errors import Problem


# YAML loads with `merge_files`, not with this module: the cache does without it.


_KIND = ""
"""The key under which a record of the cache says what it is; no map of the data has it."""

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
    if not folders:
        return bundled_folder(), ()
    from npqpath.dataset.overlays import is_overlay

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
    """Return the bytes of the data files, by name, and of the overlays' files, by number.

    Raises `UserError` if one is not there.
    """
    from npqpath.dataset.yaml_errors import fetch

    if not folder.is_dir():
        message = f"{folder} is a file, not a folder." if folder.exists() else f"There is no folder {folder}."
        raise UserError(message, _HINT)
    absent = [name for name in (QUALIFICATIONS, PATHWAYS) if not (folder / name).exists()]
    if absent:
        hint = _misnamed(folder, absent) or _HINT
        raise UserError(f"The folder {folder} has no {' and no '.join(absent)}.", hint)
    files = {name: fetch(folder / name) for name in FILES if (folder / name).exists()}
    if overlays:
        from npqpath.dataset.overlays import overlay_bytes

        files |= {overlay_key(number): overlay_bytes(each) for number, each in enumerate(overlays)}
    return files


def _misnamed(folder: Path, absent: list[str]) -> str | None:
    """Return a hint if a file in the folder has nearly the name of one that is absent, or of an overlay."""
    from npqpath.dataset.near_miss import near

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
    from npqpath.dataset.overlays import problems_of

    merged = merge_files(folder, files, overlays)
    problems = problems_of(merged, check)
    if problems:
        raise DataError(problems)
    return merged.catalogue


def merge_files(folder: Path, files: dict[str, bytes], overlays: Sequence[Path] = ()) -> Merged:
    """Return the same with the places of everything in it. Raises `DataError` where a shape is not right."""
    from npqpath.dataset.model_errors import build
    from npqpath.dataset.overlays import OVERLAY, joined, merge, parse_overlay
    from npqpath.dataset.yaml_reader import parse

    problems: list[Problem] = []
    read: dict[str, tuple[Tree, Any]] = {}
    laid: list[Overlay] = []
    for name, model in models().items():
        if name in files:
            with _gathered(problems):
                tree = parse(files[name], str(folder / name))
                read[name] = tree, build(tree, model)
    for number, each in enumerate(overlays):
        with _gathered(problems):
            laid.append(parse_overlay(files[overlay_key(number)], str(each / OVERLAY)))
    if problems:
        raise DataError(tuple(problems))
    return merge(joined(read, fingerprint(files)), laid)


@contextlib.contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    """Add what is wrong with a file to the problems."""
    try:
        yield
    except DataError as error:
        problems.extend(error.problems)


def models() -> dict[str, type]:
    """Return the shape of each file of a data set, by name."""
    from npqpath.dataset.pathways import PathwaysFile, PeopleFile
    from npqpath.dataset.qualifications import FaqFile, QualificationsFile, SourcesFile

    return dict(zip(FILES, (QualificationsFile, PathwaysFile, SourcesFile, PeopleFile, FaqFile), strict=True))


def overlay_key(number: int) -> str:
    """Return the name under which `contents` holds the file of an overlay, counted from 0."""
    return f"overlay {number}"


_MOST_KEPT = 8
"""Data sets that stay in the cache; who switches between two should not pay for it every time."""


def load_cached(
    folder: Path, cache_folder: Path | None, check: Check, overlays: Sequence[Path] = ()
) -> Catalogue:
    """Return the data set in the folder with the overlays laid over it; another time from the cache.

    Raises as `load` does.
    """
    files = contents(folder, overlays)
    if cache_folder is None:
        return build_catalogue(folder, files, check, overlays)
    # Who works on the program changes its models without a new version.
    models_of = Path(__file__).parent.stat().st_mtime_ns
    path = cache_folder / f"npqpath-{fingerprint(files)}-{models_of:x}.json"
    found = restore(path)
    if found is None:
        found = build_catalogue(folder, files, check, overlays)
        write(found, path)
    return found


def restore(path: Path) -> Catalogue | None:
    """Return the data set in a file of the cache; None where that is not sound."""
    try:
        found = json.loads(path.read_bytes(), object_hook=_rebuilt)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, Catalogue) else None


def write(catalogue: Catalogue, path: Path) -> None:
    """Keep the data set in a file of the cache, where its folder can be written to."""
    from npqpath.files import USUAL, put_whole

    content = json.dumps(_encoded(catalogue), ensure_ascii=False, separators=(",", ":")).encode()
    # A run without the cache is only slower.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, content, mode=USUAL, wait="for nothing")
        _drop_old(path.parent)


def _drop_old(folder: Path) -> None:
    """Delete all but the newest data sets, and drafts that a stopped program left behind."""
    newest_first = sorted(folder.glob("npqpath-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in (*newest_first[_MOST_KEPT:], *folder.glob(".npqpath-*.json.*.part")):
        with contextlib.suppress(OSError):
            path.unlink()


def _encoded(value: Any) -> object:
    """Return a value as JSON can hold it: a model with its name and the fields that are not as by default.

    Lists in a model, or in a map that says so, are tuples; those of a condition are lists.
    """
    if dataclasses.is_dataclass(value):
        pairs = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        own = {field.name: _encoded(below) for field, below in pairs if below != field.default}
        return {_KIND: type(value).__name__, **own}
    if isinstance(value, dict):
        kind = {_KIND: "map"} if any(isinstance(below, tuple) for below in value.values()) else {}
        return {**kind, **{key: _encoded(below) for key, below in value.items()}}
    if isinstance(value, tuple | list):
        return [_encoded(below) for below in value]
    return {_KIND: "day", "day": value.isoformat()} if isinstance(value, dt.date) else value


def _rebuilt(record: dict[str, Any]) -> object:
    """Return what an object of JSON stands for."""
    kind = record.pop(_KIND, None)
    if kind is None:
        return record
    for key, value in record.items():
        if type(value) is list:
            record[key] = tuple(value)
    return _kinds()[kind](**record)


@cache
def _kinds() -> dict[str, Callable[..., object]]:
    """Return what makes each kind of record: a model, a map, a day."""
    from npqpath.dataset import pathways, qualifications

    every = {**vars(qualifications), **vars(pathways), "Catalogue": Catalogue}
    models = {name: one for name, one in every.items() if is_model(one)}
    return {**models, "map": dict, "day": lambda day: dt.date.fromisoformat(day)}
