"""The two files of a folder, read as far as they can be: bytes, text, shape and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.loading import PATHWAYS, QUALIFICATIONS, contents
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.catalogue.qualifications import QualificationsFile
from npqpath.catalogue.reading import Tree, parse
from npqpath.catalogue.screening import fetch
from npqpath.catalogue.shape import build
from npqpath.catalogue.spots import Spot
from npqpath.errors import DataError, Place, Problem
from npqpath.validate.names import check_names, problems_in
from npqpath.validate.parts import Files
from npqpath.validate.salvage import Rest, nothing, salvage

T = TypeVar("T")

_BETWEEN_FILES = {
    QUALIFICATIONS: frozenset({"NP120", "NP121", "NP122", "NP123", "NP153"}),
    PATHWAYS: frozenset({"NP104", "NP106", "NP109", "NP120", "NP125"}),
}
"""Names that cannot be checked without the file: they may be in it."""
_BY_KEY = {
    "sources": {"NP120"},
    "providers": {"NP121"},
    "qualifications": {"NP122", "NP123"},
    "next_steps": {"NP123"},
    "questions": {"NP104", "NP125"},
    "terms": {"NP106"},
    "tracks": {"NP124"},
    "cohorts": {"NP153"},
}
"""The same for keys that are missing at the top of a file."""
_BY_ABSENCE = frozenset({"NP110", "NP140", "NP142", "NP152", "NP153"})
"""Faults that may be there only because an entry was left out."""


@dataclass(frozen=True, slots=True)
class OneFile(Generic[T]):
    """One data file as far as it could be read: `model` is None where its shape has faults."""

    path: Path
    text: str
    problems: tuple[Problem, ...]
    tree: Tree | None = None
    model: T | None = None
    faults: tuple[Problem, ...] = ()
    """The faults in the shape of the tree."""
    lost: frozenset[str] = frozenset()
    """The names that may have gone with lines that cannot be read."""
    gone: frozenset[int] = frozenset()
    """These lines, counted from 0."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, as reports show them."""
        return tuple(self.text.split("\n"))

    def whole_tree(self) -> Tree:
        """Return the tree of a file without problems."""
        assert self.tree is not None
        return self.tree

    def whole_model(self) -> T:
        """Return the model of a file without problems."""
        assert self.model is not None
        return self.model

    def rest(self, model: type[T]) -> Rest[T]:
        """Return what can be used of the file; where that is nothing, its tree has no data."""
        if self.tree is not None and self.model is not None:
            return Rest(self.model, self.tree, lost=self.lost)
        rest = salvage(self.tree, model, self.faults) if self.tree is not None else None
        if rest is None:
            return Rest(nothing(model), Tree(None, "", str(self.path), Spot.start_of_file()))
        return replace(rest, lost=self.lost)


@dataclass(frozen=True, slots=True)
class Folder:
    """Both files of a data set as far as they could be read."""

    qualifications: OneFile[QualificationsFile]
    pathways: OneFile[PathwaysFile]

    def catalogue(self) -> Catalogue:
        """Return the data set of two files that have no problems in their shape."""
        return Catalogue(self.qualifications.whole_model(), self.pathways.whole_model(), "")

    def rests(self) -> tuple[Rest[QualificationsFile], Rest[PathwaysFile]]:
        """Return what can be used of the two files."""
        return self.qualifications.rest(QualificationsFile), self.pathways.rest(PathwaysFile)

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem up to names; a fault in one entry does not hide those in the others."""
        first, second = self.qualifications, self.pathways
        found = (*first.problems, *second.problems)
        if not found:
            return check_names(self.catalogue(), first.whole_tree(), second.whole_tree())
        return (*found, *_problems_of_the_rest(self))


def read_folder(folder: Path) -> Folder:
    """Return the two files of the folder. Raises `UserError` if the folder or both files are not there."""
    if not any((folder / name).exists() for name in (QUALIFICATIONS, PATHWAYS)):
        contents(folder)
    return Folder(
        _read(folder / QUALIFICATIONS, QualificationsFile),
        _read(folder / PATHWAYS, PathwaysFile),
    )


def _read(path: Path, model: type[T]) -> OneFile[T]:
    if path.exists():
        return read_one(path, model, lambda: fetch(path))
    hint = f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it."
    problem = Problem(Place(str(path), 1, 1), "NP014", f"The folder has no {path.name}.", hint)
    return OneFile(path, "", (problem,))


def read_one(path: Path, model: type[T], fetched: Callable[[], bytes]) -> OneFile[T]:
    """Return a file as far as it can be read; `fetched` returns its bytes, or raises `DataError`."""
    text, tree = "", None
    try:
        raw = fetched()
        text = _as_shown(raw)
        tree = parse(raw, str(path))
        return OneFile(path, text, (), tree, build(tree, model))
    except DataError as error:
        if tree is None and text:
            return _read_rest(path, text, model, error.problems)
        return OneFile(path, text, error.problems, tree, faults=error.problems)


def _read_rest(path: Path, text: str, model: type[T], problems: tuple[Problem, ...]) -> OneFile[T]:
    """Return what can be read of a file that is not written as YAML expects."""
    # Imported here: only a slip needs it.
    from npqpath.validate.recovery import remainder

    rest = remainder(text, str(path), model, problems)
    if rest is None:
        return OneFile(path, text, problems)
    return OneFile(path, text, rest.problems, rest.tree, rest.model, rest.faults, rest.lost, rest.gone)


def _as_shown(raw: bytes) -> str:
    """Return the bytes as text with the same lines and columns that problems count in."""
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _problems_of_the_rest(files: Folder) -> Iterator[Problem]:
    """Yield what is wrong with the names in the parts that could be read."""
    one, other = files.rests()
    unread = {each.tree.file for each in (one, other) if each.tree.data is None}
    unknown = frozenset().union(*(_BETWEEN_FILES[Path(file).name] for file in unread))
    unknown = unknown.union(*(_BY_KEY.get(key, ()) for key in one.absent | other.absent))
    dropped = (one.dropped | other.dropped).difference(question.id for question in other.model.questions)
    for problem in problems_in(Files(Catalogue(one.model, other.model, ""), one.tree, other.tree)):
        is_there = problem.code not in unknown and not (dropped and problem.code in _BY_ABSENCE)
        is_read = problem.place.file not in unread
        if is_there and is_read and not any(f'"{id}"' in problem.message for id in dropped):
            yield problem
