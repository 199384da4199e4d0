"""Records: frozen dataclasses that say what a form for programs holds, written as JSON as they are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def plain_data(value: Any) -> Any:
    """Return dataclasses as dicts, tuples as lists and dates as text, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def render_json(data: object) -> str:
    """Return records, and what holds them, as JSON."""
    return json.dumps(plain_data(data), indent=2, ensure_ascii=False) + "\n"


def record(kind: type[T], source: object, **others: object) -> T:
    """Return a record of a kind: the `others`, and what the source has under the other names."""
    names = (field.name for field in fields(kind) if field.name not in others)  # type: ignore[arg-type]
    return kind(**{name: getattr(source, name) for name in names}, **others)


def record_schema(kind: type, title: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record; a later program may add keys to one of the same version."""
    from npqpath.dataset.json_schema import DRAFT, schemas_of

    definitions = schemas_of(kind)
    return {"$schema": DRAFT, **definitions.pop(kind.__name__), "title": title, "definitions": definitions}
