"""What was added, taken away, moved or reworded between two versions of the data files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Local

DifferenceKind: TypeAlias = Literal["added", "removed", "moved", "condition", "words"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two data sets differ, such as `rule "npqsl-next", because`, with both texts.

    `before` is None for what was added, `after` for what was taken away; both are for what moved.
    """

    kind: DifferenceKind
    where: str
    before: str | None = None
    after: str | None = None


_ONE = {
    "activities": "activity",
    "cohorts": "start",
    "duties": "duty",
    "funding": "funding row",
    "golden_thread": "stage of the golden thread",
    "implementation": "stage of implementation",
    "likely": "likely wishes",
    "local": "hub or trust",
    "impossible": "impossible people",
    "priorities": "priority",
    "providers": "lead provider",
    "then": "later version",
}
"""What one entry of a list in the data files is called, where that is not its name without an s."""


def differences(old: Catalogue, new: Catalogue) -> tuple[Difference, ...]:
    """Return every place where the files of two data sets differ, in the order of the files."""
    pairs = ((old.pathways, new.pathways), (old.qualifications, new.qualifications))
    return tuple(each for before, after in pairs for each in _between(before, after, ()))


def _between(old: Any, new: Any, where: tuple[str, ...]) -> Iterator[Difference]:
    if old == new:
        return
    if is_dataclass(old) and type(old) is type(new):
        for field in fields(old):
            yield from _field(getattr(old, field.name), getattr(new, field.name), field.name, where)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        yield Difference("condition", ", ".join(where), _flow(old), _flow(new))
    else:
        yield Difference("words", ", ".join(where), _flow(old), _flow(new))


def _field(old: Any, new: Any, name: str, where: tuple[str, ...]) -> Iterator[Difference]:
    both = (*old, *new) if isinstance(old, tuple) and isinstance(new, tuple) else ()
    if any(map(is_dataclass, both)):
        yield from _entries(_keyed(old, name), _keyed(new, name), name, where)
    elif name in ("terms", "sources", "providers") and isinstance(old, Mapping):
        yield from _entries(dict(old), dict(new), name, where)
    else:
        yield from _between(old, new, (*where, name))


def _keyed(entries: tuple[Any, ...], name: str) -> dict[str, Any]:
    """Return entries by what names them, or by their number."""
    return {_key(each, number, name): each for number, each in enumerate(entries, start=1)}


def _key(entry: Any, number: int, name: str) -> str:
    if name == "moves":
        return f"{entry.start} to {entry.to}"
    return str(getattr(entry, "id", getattr(entry, "name", number)))


def _entries(
    old: Mapping[str, Any], new: Mapping[str, Any], name: str, where: tuple[str, ...]
) -> Iterator[Difference]:
    one = _ONE.get(name, name.removesuffix("s").replace("_", " "))
    for key in old:
        if key not in new:
            yield Difference("removed", ", ".join((*where, f'{one} "{key}"')), before=_summary(old[key]))
    for key, entry in new.items():
        place = (*where, f'{one} "{key}"')
        if key not in old:
            yield Difference("added", ", ".join(place), after=_summary(entry))
            if isinstance(entry, Local):
                yield from _between(replace(entry, partners=(), contacts=(), events=()), entry, place)
        else:
            yield from _between(old[key], entry, place)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference("moved", ", ".join((*where, name.replace("_", " "))))


def _summary(entry: Any) -> str:
    """Return the words of an entry that tell best what it is."""
    for name in ("because", "ask", "label", "says", "who", "text", "title", "name"):
        if isinstance(getattr(entry, name, None), str):
            return str(getattr(entry, name))
    return _flow(entry) or ""


def _flow(value: Any) -> str | None:
    """Return a value on one line, a condition as it is written in the data files."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(str(_flow(each)) for each in value) + "]"
    if is_dataclass(value):
        return _flow({field.name: getattr(value, field.name) for field in fields(value)})
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
