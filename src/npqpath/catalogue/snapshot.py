"""A validated data set kept as JSON, so that the next run reads no YAML and checks no shape.

It is kept as it stands on the day it was made, with the days on which it stands so: usually all of them.
A snapshot is a line with a checksum and a line of JSON. The JSON holds each model as an object with all of
its fields, and says of every model class which fields are more than plain JSON ("the plan"). A snapshot that
cannot be read, or that does not fit the classes of today, counts as absent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue import careers, facts, local, pace, pathways, qualifications
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.loading import build_catalogue, contents, fingerprint
from npqpath.catalogue.validity import ALWAYS, Span, on_day, period, turning_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from npqpath.catalogue.loading import Check

Decode: TypeAlias = "Callable[[Any], Any]"

_MODULES = (careers, facts, qualifications, local, pace, pathways)

_MOST_KEPT = 8
"""Data sets that stay in the cache; who switches between two should not pay for it every time."""


def load_cached(
    folder: Path,
    cache: Path | None,
    check: Check,
    *,
    on: dt.date,
    overlays: Sequence[Path] = (),
    derive: Callable[[Catalogue], object] | None = None,
    is_current: Callable[[object], bool] = lambda _: True,
) -> tuple[Catalogue, object]:
    """Return the data set in the folder as it stands on a day, and what `derive` makes of it.

    The overlays are laid over it. `derive` makes something that JSON can hold; without it None comes back.
    `is_current` says whether what was made before is still made in the same way.
    Both come from the snapshot in `cache` where that is up to date; otherwise a snapshot is written.
    Raises as `loading.load` does.
    """
    files = contents(folder, overlays)
    if cache is not None:
        found = restore(cache, fingerprint(files), on)
        if found is not None and is_current(found[1]):
            return found
    whole = build_catalogue(folder, files, check, overlays)
    catalogue = on_day(whole, on)
    extra = derive(catalogue) if derive is not None else None
    if cache is not None:
        write(catalogue, cache, extra=extra, holds=period(turning_days(whole), on))
    return catalogue, extra


def restore(folder: Path, fingerprint: str, on: dt.date) -> tuple[Catalogue, object] | None:
    """Return the data set with this fingerprint on a day, and what was kept with it.

    None without a sound snapshot that holds on this day.
    """
    try:
        checksum, _, body = (folder / _name(fingerprint)).read_bytes().partition(b"\n")
        if int(checksum, 16) != zlib.crc32(body):
            return None
        kept = json.loads(body)
        first, last = (None if day is None else dt.date.fromisoformat(day) for day in kept["holds"])
        if kept["fingerprint"] != fingerprint or on not in Span(first, last):
            return None
        decoders = _decoders(kept["plan"])
        catalogue = Catalogue(
            decoders["QualificationsFile"](kept["QualificationsFile"]),
            decoders["PathwaysFile"](kept["PathwaysFile"]),
            fingerprint,
        )
        return catalogue, kept["extra"]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def write(catalogue: Catalogue, folder: Path, *, extra: object = None, holds: Span = ALWAYS) -> None:
    """Keep the data set as it stands in `holds`, and `extra` beside it, where the folder can be written to.

    `extra` comes back as JSON gives it: tuples as lists, keys as text.
    """
    from npqpath.catalogue.snapshot_plan import encode, plan
    from npqpath.files import USUAL, put_whole

    kept = {
        "fingerprint": catalogue.fingerprint,
        "holds": [None if day is None else day.isoformat() for day in (holds.first, holds.last)],
        "plan": plan(),
        "QualificationsFile": encode(catalogue.qualifications),
        "PathwaysFile": encode(catalogue.pathways),
        "extra": extra,
    }
    body = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    content = b"%08x\n%s" % (zlib.crc32(body), body)
    # A run without a snapshot is only slower.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        put_whole(folder / _name(catalogue.fingerprint), content, mode=USUAL, wait="for nothing")
        _drop_old(folder)


def _name(fingerprint: str) -> str:
    return f"npqpath-{fingerprint}.json"


def _drop_old(folder: Path) -> None:
    """Delete all but the newest snapshots, and drafts that a stopped program left behind."""
    newest_first = sorted(folder.glob(_name("*")), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in (*newest_first[_MOST_KEPT:], *folder.glob(f".{_name('*')}.*.part")):
        with contextlib.suppress(OSError):
            path.unlink()


def _decoders(plan: dict[str, Any]) -> dict[str, Decode]:
    """Return for each model of the plan a function from its JSON object to the model.

    Raises `LookupError` where a model is no longer what it was when the snapshot was written.
    """
    decoders: dict[str, Decode] = {"date": dt.date.fromisoformat}
    for name, model in plan.items():
        cls = next((vars(module)[name] for module in _MODULES if name in vars(module)), None)
        if cls is None or cls.__annotations__ != model["annotations"]:
            raise LookupError(name)
        fields = [(field, _decoder(spec, decoders)) for field, spec in model["fields"].items()]
        decoders[name] = _model_decoder(cls, fields)
    return decoders


def _model_decoder(cls: type, fields: list[tuple[str, Decode]]) -> Decode:
    def decode(record: dict[str, Any]) -> object:
        for field, below in fields:
            value = record[field]
            if value is not None:
                record[field] = below(value)
        return cls(**record)

    return decode


def _decoder(spec: Any, decoders: dict[str, Decode]) -> Decode:
    if isinstance(spec, str):
        return decoders[spec]
    kind, below = spec
    if below is None:
        return tuple
    each = _decoder(below, decoders)
    if kind == "tuple":
        return lambda values: tuple([each(value) for value in values])
    return lambda values: {key: each(value) for key, value in values.items()}
