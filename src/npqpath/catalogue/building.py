"""Plain data with positions, made from YAML's events, and the YAML features that are refused on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.catalogue.screening import HIDDEN, hidden_character, is_plain
from npqpath.catalogue.spots import Mark, Spot
from npqpath.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    import yaml

_MOST_LEVELS = 40
"""Nothing in a data file nests deeper than a dozen levels."""
_MOST_PROBLEMS = 100
_EMPTY = frozenset({"", "~", "null"})


class _Dropped:
    """Stands for a key that was refused; its value is still looked through for faults."""


_DROPPED = _Dropped()


@dataclass(slots=True)
class _Level:
    """A list or map that is still open, and in a map the key that waits for its value."""

    data: list[object] | dict[str, object]
    spot: Spot
    below: dict[str | int, Spot]
    awaits_key: bool
    """True in a map while no key waits for its value."""
    key: str | _Dropped | None = None
    key_spot: Spot | None = None
    is_merging: bool = False
    """True while the key that waits is a merge key."""
    lacks_dash: bool = False
    """True once the first key of a map is there twice: a new item of a list most likely begins there."""


class Builder:
    """Takes YAML's events; afterwards `data` and `root` hold the file, `problems` its faults."""

    def __init__(self, file: str, text: str) -> None:
        self.data: object = None
        self.root = Spot.start_of_file()
        self.problems: list[Problem] = []
        self.is_full = False
        """True once the rest of the file is not worth reading."""
        self._file = file
        self._text = text
        self._levels: list[_Level] = []
        self._anchors: dict[str, Spot] = {}
        self._uses: dict[str, list[int]] = {}
        self._documents = 0
        self._by_kind = self._takers()

    def take(self, events: Iterable[yaml.Event]) -> None:
        """Add what the events say, until the builder is full."""
        takers = self._by_kind
        for event in events:
            taker = takers.get(type(event))
            if taker is not None:
                taker(event)
                if self.is_full:
                    return

    def _takers(self) -> dict[type[yaml.Event], Callable[[Any], None]]:
        import yaml

        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._open(event, {}),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceStartEvent: lambda event: self._open(event, []),
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def all_problems(self) -> tuple[Problem, ...]:
        """Return every problem, in the order of the file. A repeated value counts once, where it is named."""
        for name, spot in self._anchors.items():
            lines = self._uses.get(name, [])
            used = f" and used again on line {', '.join(map(str, lines))}" if lines else ""
            self._refuse(
                spot,
                "NP008",
                f'A value is given the name "&{name}" here{used}. This program does not read such names.',
                "Write the value out in full at each place. "
                "If the & is part of the text, put quotation marks round the text.",
            )
        return tuple(sorted(self.problems, key=lambda one: (one.place.line, one.place.column)))

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents == 2:
            message = "A second document begins here. A file holds one."
            hint = "Take the line with --- away, or move what follows to a file of its own."
            self._refuse(_spot_of(event), "NP012", message, hint)
            self.is_full = True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        # Most of a file is words, so what holds for nearly all of them is written out here.
        spot = Spot(event.start_mark, event.end_mark)  # type: ignore[arg-type]  # as in _spot_of
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        style = event.style
        value: str | None = event.value
        if not style:
            value = None if value in _EMPTY else value
        elif style == '"' and not is_plain(event.value):
            found = HIDDEN.findall(event.value)[0]
            self.problems.append(hidden_character(spot.place(self._file, self._text), found))
        level = self._levels[-1] if self._levels else None
        if level is None:
            self._add(level, value, spot=spot)
        elif level.awaits_key:
            if value is None or value in level.data or (value == "<<" and not style):
                self._odd_key(level, value, spot=spot, is_plain=not style)
            else:
                level.key, level.key_spot = value, spot
            level.awaits_key = False
        elif value is not None and type(level.key) is str:
            level.data[level.key] = value  # type: ignore[call-overload]
            level.below[level.key] = spot
            spot.key = level.key_spot
            level.key, level.awaits_key = None, True
        else:
            self._add(level, value, spot=spot)

    def _open(self, event: yaml.CollectionStartEvent, data: list[object] | dict[str, object]) -> None:
        spot = _spot_of(event)
        below: dict[str | int, Spot] = {}
        spot.below = below
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        level = self._levels[-1] if self._levels else None
        if level is not None and level.awaits_key:
            self._refuse_key(level, spot)
        else:
            self._add(level, data, spot=spot)
        self._levels.append(_Level(data, spot, below, awaits_key=type(data) is dict))
        if len(self._levels) > _MOST_LEVELS:
            message = f"Lists and keys are nested more than {_MOST_LEVELS} levels deep here."
            self._refuse(
                spot, "NP004", message, "Check that this is the right file, and that brackets are closed."
            )
            self.is_full = True

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        end = event.end_mark
        assert end is not None, "both loaders mark every event"
        self._levels.pop().spot.end = end

    def _alias(self, event: yaml.AliasEvent) -> None:
        spot = _spot_of(event)
        level = self._levels[-1] if self._levels else None
        if event.anchor in self._anchors:
            self._uses.setdefault(event.anchor, []).append(spot.start.line + 1)
            if level is not None:
                level.is_merging = False
        elif level is None or not level.is_merging:
            self._refuse(
                spot,
                "NP009",
                f'"*{event.anchor}" asks for a value to be repeated here. This program does not read that.',
                "If the * is part of the text, put quotation marks round the text. Else write the value out.",
            )
        if level is not None and level.awaits_key:
            level.key, level.awaits_key = _DROPPED, False
        else:
            self._add(level, None, spot=spot)

    def _decorated(self, event: yaml.NodeEvent) -> None:
        """Note an anchor, and refuse a tag, at the start of a value."""
        start = _spot_of(event).start
        if event.anchor is not None:
            end = Mark(start.line, start.column + len(event.anchor) + 1)
            self._anchors.setdefault(event.anchor, Spot(start, end))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(
                Spot(start, start),
                "NP010",
                "A value begins with an exclamation mark, which YAML takes for the name of a type.",
                "Take the type away. If the mark is part of the text, put quotation marks round the text.",
            )

    def _odd_key(self, level: _Level, value: str | None, *, spot: Spot, is_plain: bool) -> None:
        """Refuse a key that is no word or was there before, or wait for what a merge key takes in."""
        level.key, level.key_spot = _DROPPED, spot
        if value is None:
            self._refuse_key(level, spot)
        elif value == "<<" and is_plain:
            level.is_merging = True
        elif not level.lacks_dash:
            first = level.below[value].key
            line = first.start.line + 1 if first else 0
            level.lacks_dash = value == next(iter(level.data), None)
            self._refuse(
                spot,
                "NP007",
                f'The key "{value}" is here twice; the first is on line {line}.',
                "Keep one of the two, or put their values together."
                + (" If a new entry begins here, put a dash before it." if level.lacks_dash else ""),
            )

    def _refuse_key(self, level: _Level, spot: Spot) -> None:
        message = "A key has to be a word, and this one is not."
        self._refuse(spot, "NP013", message, "Write a word before the colon, in quotation marks if need be.")
        level.key, level.awaits_key = _DROPPED, False

    def _add(self, level: _Level | None, value: object, *, spot: Spot) -> None:
        """Put a value where the file has it. An empty value stands at its key or at its dash."""
        is_nothing = (
            value is None and spot.start.line == spot.end.line and spot.start.column == spot.end.column
        )
        if level is None:
            self.data, self.root = value, Spot.start_of_file() if is_nothing else spot
        elif isinstance(level.data, list):
            if is_nothing:
                spot.start = Mark(spot.start.line, max(spot.start.column - 1, 0))
            level.below[len(level.data)] = spot
            level.data.append(value)
        else:
            if is_nothing and level.key_spot is not None:
                spot.start, spot.end = level.key_spot.start, level.key_spot.end
            self._add_entry(level, level.data, value, spot)

    def _add_entry(self, level: _Level, data: dict[str, object], value: object, spot: Spot) -> None:
        if isinstance(level.key, str):
            spot.key = level.key_spot
            level.below[level.key] = spot
            data[level.key] = value
        elif level.is_merging and level.key_spot is not None:
            message = 'The key "<<" takes in the keys of another part. This program does not read that.'
            self._refuse(level.key_spot, "NP011", message, "Write the keys out here.")
        level.key = level.key_spot = None
        level.awaits_key, level.is_merging = True, False

    def _refuse(self, spot: Spot, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(spot.place(self._file, self._text), code, message, hint))
        if len(self.problems) >= _MOST_PROBLEMS:
            self.is_full = True


def _spot_of(event: yaml.Event) -> Spot:
    start, end = event.start_mark, event.end_mark
    assert start is not None, "both loaders mark every event"
    assert end is not None
    return Spot(start, end)
