"""`dataclass` as the standard library has it, at a tenth of the cost for each class that is defined.

The standard decorator writes, compiles and runs six functions for every class. The program has some 150, and
that took a fifth of the time of `advise --answers`. Here all classes share a few functions that look the
names of the fields up. `fields`, `replace` and `is_dataclass` of the standard library work as ever, and type
checkers see the standard decorator. Left out is what nothing here uses: `__post_init__`, pickling, and order.
"""

from __future__ import annotations

import dataclasses
import operator
import types
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass


def _dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False
) -> Any:
    """Return the class as a dataclass; without a class, a decorator that does."""

    def decorate(cls: type) -> Any:
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
        fields = dataclasses.fields(made)
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


def _initializer(made: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Return the `__init__` of a class with these fields."""
    put = {one.name: _setter(made, one.name) for one in fields}
    names = frozenset(one.name for one in fields)
    positional = [one.name for one in fields if not one.kw_only]
    defaults = {one.name: one.default for one in fields if one.default is not dataclasses.MISSING}
    factories = [
        (one.name, one.default_factory) for one in fields if one.default_factory is not dataclasses.MISSING
    ]
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
    shown = [f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a frozen {type(self).__name__}")
