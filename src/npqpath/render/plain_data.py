"""A record of the catalogue as plain data, for JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any


def plain_data(value: Any) -> Any:
    """Return dataclasses as dicts, tuples as lists and dates as text, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
