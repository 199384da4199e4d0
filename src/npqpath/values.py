"""`dataclass` as the standard library has it, at a fraction of the cost for each class that is defined.

The standard decorator writes, compiles and runs six functions for every class. The program has some 150, and
that took a fifth of the time of `advise --answers`. Here all classes share a few functions that look the
names of the fields up, and what the standard library has to know of a class is made when it first asks.
`fields`, `replace` and `is_dataclass` work as ever, and type checkers see the standard decorator. Left out
is what nothing here uses: `__post_init__`, pickling, and order.
"""

from __future__ import annotations

import dataclasses
import inspect
import operator
import types
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass


def _dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False
) -> Any:
    """Return the class as a dataclass; without a class, a decorator that does."""

    def decorate(cls: type) -> Any:
        inherited = [one for base in cls.__mro__[:0:-1] for one in base.__dict__.get(_WRITTEN, ())]
        own = _own_fields(cls, kw_only)
        fields = tuple({one.name: one for one in (*inherited, *own)}.values())
        standard: Any = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)
        if slots:
            made: Any = _with_slots(cls, own, inherited)
            made.__dataclass_fields__ = _StandardFields(standard, cls, made)
        else:
            made = standard(cls)
        setattr(made, _WRITTEN, fields)
        setattr(made, "__match_args__", tuple(one.name for one in fields if not one.kw_only))  # noqa: B010
        made.__init__ = _initializer(made, fields)
        made.__repr__ = _show
        made.__eq__, made.__hash__ = _comparison([one.name for one in fields])
        if frozen:
            made.__setattr__ = made.__delattr__ = _refuse
        else:
            made.__hash__ = None
        return made

    return decorate if cls is None else decorate(cls)


if not TYPE_CHECKING:
    dataclass = _dataclass

_WRITTEN = "__written_fields__"
"""Where a class keeps its fields, those of its bases first."""


class _Field(NamedTuple):
    """What is written about a field; a default or a factory that is not there is `MISSING`."""

    name: str
    default: Any
    factory: Any
    kw_only: bool


class _StandardFields:
    """Stands where the standard library looks for the fields of a class, and makes them when it does."""

    def __init__(self, standard: Callable[[type], Any], written: type, made: Any) -> None:
        self._standard, self._written, self._made = standard, written, made

    def __get__(self, _object: object, _owner: type) -> dict[str, dataclasses.Field[Any]]:
        found = self._standard(self._written)
        self._made.__dataclass_params__ = found.__dataclass_params__
        self._made.__dataclass_fields__ = found.__dataclass_fields__
        return cast("dict[str, dataclasses.Field[Any]]", found.__dataclass_fields__)


def _own_fields(cls: type, kw_only: bool) -> list[_Field]:
    found = []
    for name in inspect.get_annotations(cls):
        default: Any = cls.__dict__.get(name, dataclasses.MISSING)
        factory: Any = dataclasses.MISSING
        if isinstance(default, dataclasses.Field):
            default, factory = default.default, default.default_factory
        found.append(_Field(name, default, factory, kw_only))
    return found


def _with_slots(cls: type, own: list[_Field], inherited: list[_Field]) -> type:
    """Return the class made anew, with a slot for each field that no base has one for."""
    names = [one.name for one in own]
    bases = {one.name for one in inherited}
    left_out = {*names, "__dict__", "__weakref__"}
    kept = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    kept["__slots__"] = tuple(name for name in names if name not in bases)
    made = type(cls)(cls.__name__, cls.__bases__, kept)
    made.__qualname__ = cls.__qualname__
    return made


def _initializer(made: type, fields: tuple[_Field, ...]) -> Callable[..., None]:
    """Return the `__init__` of a class with these fields."""
    put = {one.name: _setter(made, one.name) for one in fields}
    names = frozenset(put)
    positional = [one.name for one in fields if not one.kw_only]
    defaults = {one.name: one.default for one in fields if one.default is not dataclasses.MISSING}
    factories = [(one.name, one.factory) for one in fields if one.factory is not dataclasses.MISSING]
    in_order = [put[name] for name in positional]

    def initialize(self: object, /, *values: object, **named: object) -> None:
        if not named and len(values) == len(positional) == len(names):
            for put_one, value in zip(in_order, values, strict=True):
                put_one(self, value)
            return
        given = {**defaults, **named}
        if values:
            by_position = dict(zip(positional, values, strict=False))
            if len(values) > len(positional) or by_position.keys() & named.keys():
                raise TypeError(f"{type(self).__name__} got too many values")
            given.update(by_position)
        for name, make in factories:
            if name not in given:
                given[name] = make()
        if given.keys() != names:
            wrong = ", ".join(sorted(given.keys() ^ names))
            raise TypeError(f"{type(self).__name__} lacks, or does not have: {wrong}")
        for name, value in given.items():
            put[name](self, value)

    return initialize


def _setter(made: type, name: str) -> Callable[[object, object], None]:
    """Return what gives an object its value of a field, whether or not it may change later."""
    slot = getattr(made, name, None)
    if isinstance(slot, types.MemberDescriptorType):
        return slot.__set__
    return lambda self, value: object.__setattr__(self, name, value)


def _comparison(names: list[str]) -> tuple[Callable[[Any, Any], Any], Callable[[Any], int]]:
    """Return the `__eq__` and the `__hash__` of a class with fields of these names."""
    values: Callable[[Any], Any] = operator.attrgetter(*names) if names else lambda _: ()

    def equals(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals, lambda self: hash(values(self))


def _show(self: Any) -> str:
    shown = [f"{one.name}={getattr(self, one.name)!r}" for one in getattr(self, _WRITTEN)]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a frozen {type(self).__name__}")
