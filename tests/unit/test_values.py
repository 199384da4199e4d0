"""Our `dataclass` behaves as the standard one does, in all that this program uses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from npqpath import values

Decorator = Callable[..., Callable[[type], type]]


def _built(decorator: Decorator, **options: bool) -> Any:
    class Sample:
        """A class with every sort of field that the program has."""

        name: str
        count: int = 3
        parts: dict[str, int] = dataclasses.field(default_factory=dict)

    Sample.__annotations__ = {"name": "str", "count": "int", "parts": "dict[str, int]"}
    return decorator(**options)(Sample)


OURS: Decorator = values.dataclass
STANDARD: Decorator = dataclasses.dataclass
OPTIONS = [
    {"frozen": frozen, "slots": slots, "kw_only": kw_only}
    for frozen in (True, False)
    for slots in (True, False)
    for kw_only in (True, False)
]
CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((), {}),
    ((), {"name": "a"}),
    ((), {"name": "a", "count": 4, "parts": {"x": 1}}),
    ((), {"name": "a", "colour": "red"}),
    (("a",), {}),
    (("a", 4, {"x": 1}), {}),
    (("a", 4, {}, "more"), {}),
    (("a",), {"name": "b"}),
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_objects_are_made_and_shown_alike(
    options: dict[str, bool], call: tuple[tuple[object, ...], dict[str, object]]
) -> None:
    assert _outcome(_built(OURS, **options), *call) == _outcome(_built(STANDARD, **options), *call)


def _outcome(
    cls: Any, positional: tuple[object, ...], named: dict[str, object]
) -> tuple[str, dict[str, object]] | type[Exception]:
    try:
        made = cls(*positional, **named)
    except TypeError:
        return TypeError
    return repr(made), dataclasses.asdict(made)


@pytest.mark.parametrize("decorator", [OURS, STANDARD], ids=["ours", "standard"])
def test_equal_values_are_equal_and_hash_alike(decorator: Decorator) -> None:
    frozen, other = (_built(decorator, frozen=True, slots=True) for _ in range(2))
    one, same, different = frozen("a", 1, ()), frozen("a", 1, ()), frozen("a", 2, ())
    assert one == same != different
    assert len({one, same, different}) == 2
    assert one != other("a", 1, ())
    assert one != ("a", 1, ())


@pytest.mark.parametrize("decorator", [OURS, STANDARD], ids=["ours", "standard"])
def test_a_frozen_value_does_not_change(decorator: Decorator) -> None:
    one = _built(decorator, frozen=True, slots=True)("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    assert dataclasses.replace(one, name="b").name == "b"
    assert one.name == "a"


@pytest.mark.parametrize("decorator", [OURS, STANDARD], ids=["ours", "standard"])
def test_a_value_that_may_change_has_no_hash(decorator: Decorator) -> None:
    cls = _built(decorator, slots=True)
    one = cls("a")
    one.name = "b"
    assert one == cls("b")
    with pytest.raises(TypeError):
        hash(one)


def test_no_field_at_all_is_a_value_too() -> None:
    @values.dataclass(frozen=True, slots=True)
    class Nothing:
        """Nothing to tell apart."""

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_each_object_has_its_own_default_of_a_factory() -> None:
    cls = _built(OURS, frozen=True, slots=True)
    assert cls("a").parts is not cls("a").parts


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_standard_library_sees_the_same_class(options: dict[str, bool]) -> None:
    ours, standard = _built(OURS, **options), _built(STANDARD, **options)
    fields = [_written(one) for one in dataclasses.fields(standard)]
    assert [_written(one) for one in dataclasses.fields(ours)] == fields
    assert [_written(one) for one in dataclasses.fields(ours(name="a"))] == fields
    for name in ("__match_args__", "__slots__", "__doc__", "__qualname__", "__module__"):
        assert getattr(ours, name, None) == getattr(standard, name, None)
    if not options["slots"]:
        assert (ours.count, hasattr(ours, "parts")) == (standard.count, hasattr(standard, "parts"))


def _written(field: dataclasses.Field[Any]) -> tuple[object, ...]:
    return field.name, field.type, field.default, field.default_factory, field.kw_only


@pytest.mark.parametrize("decorator", [OURS, STANDARD], ids=["ours", "standard"])
@pytest.mark.parametrize("slots", [True, False])
def test_a_class_has_the_fields_of_its_base_first(decorator: Decorator, slots: bool) -> None:
    written = {"__annotations__": {"extra": "str", "count": "int"}, "extra": "none", "count": 7}
    base = _built(decorator, frozen=True, slots=slots, kw_only=True)
    wider: Any = decorator(frozen=True, slots=slots, kw_only=True)(type("Wider", (base,), written))
    assert [one.name for one in dataclasses.fields(wider)] == ["name", "count", "parts", "extra"]
    assert dataclasses.asdict(wider(name="a")) == {"name": "a", "count": 7, "parts": {}, "extra": "none"}
    assert dataclasses.replace(wider(name="a"), extra="b").extra == "b"
