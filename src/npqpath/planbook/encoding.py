"""A plan as plain data, for its file and for JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from npqpath.catalogue.fields import EXTRA


def encode(record: Any) -> dict[str, object]:
    """Return a record as a plan file holds it: text, numbers, lists and keys, without what is empty."""
    found: dict[str, object] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name != EXTRA and value is not None and value not in ((), {}):
            found[field.name] = _plain(value)
    return {**found, **getattr(record, EXTRA)}


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value):
        return encode(value)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
