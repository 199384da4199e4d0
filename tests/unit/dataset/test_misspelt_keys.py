"""Keys that a file must have, misspelt in every place where they may stand: one fault gives one finding."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest

from npqpath.dataset.model_errors import build
from npqpath.dataset.model_fields import FILLED_IN, Hint, hints_of, is_model, legal_words, needed_keys
from npqpath.dataset.overlays import OverlayFile
from npqpath.dataset.pathways import PathwaysFile
from npqpath.dataset.qualifications import QualificationsFile
from npqpath.dataset.yaml_reader import read_text
from npqpath.errors import DataError, Problem


def models(*hints: Hint) -> Iterator[type]:
    """Yield every model that can stand in a file, each once."""
    waiting, seen = list(hints), set[type]()
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and is_model(hint):
            if hint not in seen:
                seen.add(hint)
                waiting.extend(hints_of(hint).values())
                yield hint
        else:
            waiting.extend(get_args(hint))


MODELS = sorted(models(QualificationsFile, PathwaysFile, OverlayFile), key=lambda model: model.__name__)


def smallest(hint: Hint) -> Any:
    """Return the least that fits a type, as it is read from a file."""
    if is_model(hint):
        return {key: smallest(hints_of(hint)[key]) for key in needed_keys(hint)}
    if get_args(hint) and get_origin(hint) is not tuple and get_origin(hint) is not dict:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        return [] if ... in get_args(hint) else [smallest(each) for each in get_args(hint)]
    if get_origin(hint) is dict:
        return {}
    return {int: "1", bool: "true", dt.date: "2026-09-01"}.get(hint, "words")  # type: ignore[call-overload]


def problems(model: type, data: Any) -> tuple[Problem, ...]:
    try:
        build(read_text(json.dumps(data), "f"), model)
    except DataError as error:
        return error.problems
    return ()


def misspelt(key: str) -> Iterator[str]:
    """Yield a word with two letters the wrong way round, with one missing, doubled or another one."""
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]
        yield key[: at + 1] + key[at:]
        yield key[:at] + "x" + key[at + 1 :]
        yield key[:at] + key[at : at + 2][::-1] + key[at + 2 :]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_least_that_fits_has_no_fault(model: type) -> None:
    assert problems(model, smallest(model)) == ()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_misspelt_key_is_one_finding_that_names_the_right_one(model: type) -> None:
    whole = smallest(model)
    for key in whole:
        for wrong in set(misspelt(key)) - set(hints_of(model)) - {""}:
            data = {wrong if name == key else name: value for name, value in whole.items()}
            (problem,) = problems(model, data)
            assert problem.code == "NP032"
            assert f'Did you mean "{key}"?' in (problem.hint or ""), wrong


@pytest.mark.parametrize("field", FILLED_IN)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_file_says_what_merging_fills_in(model: type, field: str) -> None:
    (problem,) = problems(model, {**smallest(model), field: "words"})
    assert (problem.code, problem.message) == ("NP032", f'There is no key "{field}" here.')
    assert field not in legal_words(model)
