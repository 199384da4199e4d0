"""Models are made, and faults found, just as pydantic does it with the same annotations.

`NPQPATH_MUTANTS=5000 pytest tests/unit/catalogue/test_fitting.py` tries that many broken files of each shape.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from npqpath.catalogue.fields import hint_at, is_model
from npqpath.catalogue.fitting import Faults, Loc, fit
from npqpath.catalogue.overlay import OverlayFile
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.catalogue.qualifications import QualificationsFile
from npqpath.catalogue.reading import read

ROOT = Path(__file__).parents[3]
MUTANTS = int(os.environ.get("NPQPATH_MUTANTS", "20"))
FILES: list[tuple[type, Path]] = [
    (QualificationsFile, ROOT / "data" / "qualifications.yaml"),
    (PathwaysFile, ROOT / "data" / "pathways.yaml"),
    *((OverlayFile, path) for path in sorted((ROOT / "examples" / "overlays").glob("*/overlay.yaml"))),
]
ADAPTERS = {model: TypeAdapter[Any](model) for model, _ in FILES}
WRONG: tuple[object, ...] = (
    "",
    "x",
    "12",
    "true",
    "2026-09-01",
    "funded",
    None,
    [],
    {},
    ["x"],
    {"x": "y"},
    ["1"] * 3,
)
"""Values that fit one field and not another. What pydantic reads too generously is left to `test_shape`."""

KINDS = {
    "missing": "missing",
    "unexpected_keyword_argument": "unknown",
    "literal_error": "word",
    "string_type": "text",
    "tuple_type": "list",
    "dict_type": "keys",
    "dataclass_type": "keys",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "int_type": "number",
    "int_parsing": "number",
    "bool_type": "truth",
    "bool_parsing": "truth",
    "too_long": "length",
}
"""pydantic's names of the faults that these models can have, and ours."""


@pytest.mark.parametrize(("model", "path"), FILES, ids=lambda each: getattr(each, "name", None))
def test_good_files_become_what_pydantic_makes_of_them(model: type, path: Path) -> None:
    data = read(path).data
    faults: Faults = {}
    assert fit(model)(data, (), faults) == ADAPTERS[model].validate_python(data)
    assert faults == {}


@pytest.mark.parametrize(("model", "path"), FILES, ids=lambda each: getattr(each, "name", None))
def test_broken_files_have_the_faults_that_pydantic_finds(model: type, path: Path) -> None:
    chance = random.Random(path.parent.name + path.name)
    whole = read(path).data
    broken = 0
    for _ in range(MUTANTS):
        data, changed = mutant(whole, chance)
        faults: Faults = {}
        made = fit(model)(data, (), faults)
        expected, model_made = faults_of_pydantic(model, data)
        assert faults == expected, changed
        assert made == model_made, changed
        broken += bool(faults)
    # The others stayed good by chance; with so many broken ones the comparison says something.
    assert broken > MUTANTS / 4


def mutant(whole: object, chance: random.Random) -> tuple[Any, str]:
    """Return the data with one to three parts changed, left out or added, and what was changed."""
    data: Any = copy.deepcopy(whole)
    told = []
    for _ in range(chance.randint(1, 3)):
        loc = chance.choice(list(_ways(data, ())))
        parent = data
        for part in loc[:-1]:
            parent = parent[part]
        how = chance.choice(["put", "put", "drop", "add"])
        told.append(f"{how} at {loc}")
        if how == "put":
            parent[loc[-1]] = copy.deepcopy(chance.choice(WRONG))
        elif how == "drop":
            del parent[loc[-1]]
        elif isinstance(parent, dict):
            parent["colour"] = copy.deepcopy(chance.choice(WRONG))
        else:
            parent.insert(int(loc[-1]), copy.deepcopy(chance.choice(WRONG)))
    return data, "; ".join(told)


def _ways(data: object, loc: Loc) -> Iterator[Loc]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in below:
        yield (*loc, part)
        yield from _ways(value, (*loc, part))


def faults_of_pydantic(model: type, data: object) -> tuple[Faults, object]:
    """Return the faults that pydantic finds, and the model that it makes if there are none."""
    faults: Faults = {}
    made = None
    try:
        made = ADAPTERS[model].validate_python(data)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            loc, kind = one["loc"], KINDS[one["type"]]
            is_list = hint_at(model, loc[:-1]) == tuple[int, int]
            if kind == "missing" and is_list:
                loc, kind = loc[:-1], "length"
            faults[loc] = kind
    for loc in _blank_keys(model, data):
        faults[loc] = "blank"
    lengths = [loc for loc, kind in faults.items() if kind == "length"]
    faults = {loc: kind for loc, kind in faults.items() if loc[:-1] not in lengths}
    return faults, None if faults else made


def _blank_keys(model: type, data: object) -> Iterator[Loc]:
    """Yield the keys without a value, which pydantic lets pass where a field may be None."""
    for way in _ways(data, ()):
        parent: Any = data
        for part in way[:-1]:
            parent = parent[part]
        if isinstance(parent, dict) and parent[way[-1]] is None and is_model(hint_at(model, way[:-1])):
            yield way
