"""How a data set is put into JSON: worked out from the models' type hints, when a snapshot is written."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TypeAlias, get_args, get_origin

from npqpath.catalogue.fields import Hint, hints_of, is_model
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.catalogue.qualifications import QualificationsFile

Spec: TypeAlias = "str | list[Spec | None] | None"
"""How to read one value: None as it is, "date", the name of a model, or ["tuple" or "dict", items]."""


def plan() -> dict[str, dict[str, object]]:
    """Return for every model its annotations and how to read its fields; parts come before the whole."""
    found: dict[str, dict[str, object]] = {}
    for model in (QualificationsFile, PathwaysFile):
        _add_model(model, found)
    return found


def encode(value: object) -> object:
    """Return the value as JSON can hold it."""
    if dataclasses.is_dataclass(value):
        return {one.name: encode(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: encode(below) for key, below in value.items()}
    if isinstance(value, tuple | list):
        return [encode(below) for below in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _add_model(model: type, found: dict[str, dict[str, object]]) -> None:
    if model.__name__ in found:
        return
    specs = {name: _spec(hint, found) for name, hint in hints_of(model).items()}
    found[model.__name__] = {
        "annotations": model.__annotations__,
        "fields": {name: spec for name, spec in specs.items() if spec is not None},
    }


def _spec(hint: Hint, found: dict[str, dict[str, object]]) -> Spec:
    """Return how to read a value of this type, after adding the models in it to `found`."""
    if isinstance(hint, type) and is_model(hint):
        _add_model(hint, found)
        return hint.__name__
    if hint is dt.date:
        return "date"
    if get_origin(hint) is tuple:
        return ["tuple", _spec(get_args(hint)[0], found)]
    if get_origin(hint) is dict:
        below = _spec(get_args(hint)[1], found)
        return None if below is None else ["dict", below]
    return None
