"""The parts of a data file one by one, each with the way to it, so that a check need not know the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from npqpath.dataset.model_fields import hints_of, is_model
from npqpath.dataset.qualifications import FundingRow
from npqpath.errors import Problem

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.model_fields import Hint
    from npqpath.dataset.yaml_reader import Loc, Tree
    from npqpath.errors import Place


File: TypeAlias = Literal["qualifications", "pathways"]

CONDITION_KEYS = (
    *("when", "unless", "ask_if", "wizard_asks_if"),
    *("sought_by", "open_to", "settled_by", "would_answer"),
)
"""The fields of the models that hold a condition."""


@cache
def messages() -> Any:
    """Return what findings say, as `messages.yaml` has it."""
    import yaml

    return yaml.safe_load(Path(__file__).with_name("messages.yaml").read_text("utf-8"))


def worded(key: str, **words: object) -> tuple[str, str, str]:
    """Return the code, the message and the hint under this key of `messages.yaml`, with these words."""
    entry = messages()[key]
    return key[:5], entry["message"].format(**words), entry["hint"].format(**words)


@dataclass(frozen=True)
class Files:
    """A data set of the right shape, and where everything in its two files stands."""

    # No slots: `cached_property` keeps what is walked through once and looked at by many checks.

    catalogue: Catalogue
    qualifications: Tree
    pathways: Tree

    def place(self, file: File, loc: Loc) -> Place:
        """Return where the value at `loc` stands: keys, and positions in lists counted from 0."""
        return self._tree(file).place(loc)

    def key_place(self, file: File, loc: Loc) -> Place:
        """Return where the key of the value at `loc` stands; for an item of a list, where the item stands."""
        return self._tree(file).key_place(loc)

    def rest_of_line(self, file: File, loc: Loc) -> str:
        """Return what stands after the value at `loc` on its last line."""
        spot = self._tree(file).root.follow(loc)
        # What a file leaves out has the place of the whole file, which may end behind the last line.
        last = spot.text.lines[spot.end[0] : spot.end[0] + 1]
        return "".join(last)[spot.end[1] :].strip()

    def problem(self, file: File, loc: Loc, code: str, message: str, hint: str | None = None) -> Problem:
        """Return a problem that points at the value at `loc`."""
        return Problem(self.place(file, loc), code, message, hint)

    def key_problem(self, file: File, loc: Loc, code: str, message: str, hint: str | None = None) -> Problem:
        """Return a problem that points at the key of the value at `loc`."""
        return Problem(self.key_place(file, loc), code, message, hint)

    @cached_property
    def parts(self) -> list[tuple[File, Loc, Any]]:
        """Every model in both files, the whole before its parts."""
        return [(file, loc, part) for file, whole in self.wholes() for loc, part in _below(whole, ())]

    @cached_property
    def conditions(self) -> list[Condition]:
        """Every condition of both files, as it is written."""
        return list(_conditions(self))

    def wholes(self) -> tuple[tuple[File, Any], ...]:
        """Return the two files as models."""
        book = self.catalogue
        return (("qualifications", book.qualifications), ("pathways", book.pathways))

    def _tree(self, file: File) -> Tree:
        return self.qualifications if file == "qualifications" else self.pathways


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it is written, and where.

    In a funding table `these` are the ids that the word `this` stands for; elsewhere it has no meaning.
    """

    file: File
    loc: Loc
    raw: dict[str, object]
    in_table: bool = False
    these: tuple[str, ...] = ()


def _conditions(files: Files) -> Iterator[Condition]:
    cohorts = files.catalogue.qualifications.cohorts
    for file, loc, part in files.parts:
        these: tuple[str, ...] = ()
        if isinstance(part, FundingRow):
            these = part.only_for or cohorts[int(loc[1])].offers
        for name in CONDITION_KEYS:
            raw = getattr(part, name, None)
            if raw is not None:
                yield Condition(file, (*loc, name), raw, isinstance(part, FundingRow), these)
    for name, raw in files.catalogue.pathways.terms.items():
        yield Condition("pathways", ("terms", name), raw)


def maps_in(raw: object, loc: Loc) -> Iterator[tuple[Loc, dict[str, object]]]:
    """Yield the maps from questions to answers in a condition: itself, and what stands under `any of`."""
    if not isinstance(raw, dict):
        return
    yield loc, raw
    branches = raw.get("any of")
    for index, branch in enumerate(branches if isinstance(branches, list) else ()):
        yield from maps_in(branch, (*loc, "any of", index))


def words_in(value: object, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Yield the names in a value: one name or a list of names."""
    if isinstance(value, str):
        yield value, loc
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            if isinstance(each, str):
                yield each, (*loc, index)


def terms_in(raw: object, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Yield the terms that a condition names, in the order in which they are written."""
    for at, entries in maps_in(raw, loc):
        yield from words_in(entries.get("is"), (*at, "is"))


def questions_in(raw: object, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Yield the questions that a condition names itself, without its terms."""
    for at, entries in maps_in(raw, loc):
        for key in entries:
            if key not in ("is", "any of"):
                yield key, (*at, key)


def _below(part: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    yield loc, part
    model: type = type(part)
    for name in _fields_with_models(model):
        value = getattr(part, name)
        if isinstance(value, tuple):
            for index, each in enumerate(value):
                yield from _below(each, (*loc, name, index))
        elif isinstance(value, dict):
            for key, each in value.items():
                yield from _below(each, (*loc, name, key))
        elif value is not None:
            yield from _below(value, (*loc, name))


@cache
def _fields_with_models(model: type) -> tuple[str, ...]:
    return tuple(name for name, hint in hints_of(model).items() if _has_model(hint))


def _has_model(hint: Hint) -> bool:
    return is_model(hint) or any(map(_has_model, get_args(hint)))
