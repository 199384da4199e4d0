"""A validated data set kept as plain JSON, so that the next run reads no YAML and checks no shape.

A file of the cache is named after the bytes of the data and the version of the program. One that cannot be
read, or that does not fit the models of today, counts as absent.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.fields import Hint, hints_of, is_model
from npqpath.catalogue.loading import build_catalogue, contents, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from npqpath.catalogue.loading import Check

Decode: TypeAlias = "Callable[[Any], Any]"

_MOST_KEPT = 8
"""Data sets that stay in the cache; who switches between two should not pay for it every time."""


def load_cached(
    folder: Path, cache_folder: Path | None, check: Check, overlays: Sequence[Path] = ()
) -> Catalogue:
    """Return the data set in the folder with the overlays laid over it; another time from the cache.

    Raises as `loading.load` does.
    """
    files = contents(folder, overlays)
    if cache_folder is None:
        return build_catalogue(folder, files, check, overlays)
    path = cache_folder / f"npqpath-{fingerprint(files)}.json"
    found = restore(path)
    if found is None:
        found = build_catalogue(folder, files, check, overlays)
        write(found, path)
    return found


def restore(path: Path) -> Catalogue | None:
    """Return the data set in a file of the cache; None where that is not sound."""
    try:
        decode = _decoder(Catalogue)
        assert decode is not None
        found: Catalogue = decode(json.loads(path.read_bytes()))
        return found
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


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
    """Return a value as JSON can hold it; of a model, the fields that are not as they are by default."""
    if dataclasses.is_dataclass(value):
        pairs = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        return {field.name: _encoded(below) for field, below in pairs if below != field.default}
    if isinstance(value, dict):
        return {key: _encoded(below) for key, below in value.items()}
    if isinstance(value, tuple | list):
        return [_encoded(below) for below in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def _decoder(hint: Hint) -> Decode | None:
    """Return what makes values of this type of what JSON gives; None where they are the same."""
    if is_model(hint):
        fields = {name: each for name, below in hints_of(hint).items() if (each := _decoder(below))}

        def decode(record: dict[str, Any]) -> object:
            for name in fields.keys() & record.keys():
                record[name] = fields[name](record[name])
            return hint(**record)

        return decode
    each = _decoder(get_args(hint)[-1]) if get_origin(hint) is dict else None
    if each is not None:
        return lambda values: {key: each(value) for key, value in values.items()}
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return tuple if item is None else lambda values: tuple([item(value) for value in values])
    return dt.date.fromisoformat if hint is dt.date else None
