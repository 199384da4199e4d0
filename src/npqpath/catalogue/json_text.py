"""JSON that YAML cannot read, such as escaped emoji: read by the standard library, without positions."""

from __future__ import annotations

import json


class _UnfitError(ValueError):
    """The text is JSON, but holds something that the strict reading refuses."""


def read_json(text: str) -> object | None:
    """Return what the JSON text holds, every value as text or None.

    None alone comes back where it is not JSON, repeats a key or nests too deep.
    """
    try:
        found: object = json.loads(
            text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str
        )
        return _as_text(found, levels=40)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _UnfitError
    return found


def _as_text(value: object, *, levels: int) -> object:
    if not levels:
        raise _UnfitError
    if isinstance(value, dict):
        return {_readable(key): _as_text(below, levels=levels - 1) for key, below in value.items()}
    if isinstance(value, list):
        return [_as_text(below, levels=levels - 1) for below in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return _readable(value) if isinstance(value, str) else None


def _readable(text: str) -> str:
    from npqpath.catalogue.screening import HIDDEN

    if HIDDEN.search(text):
        raise _UnfitError
    return text
