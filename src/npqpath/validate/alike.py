"""One fault, one finding: an unknown name that is used in many places is told where it is used first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from npqpath.errors import Place, Problem

_KINDS = {"NP104": "question", "NP125": "question", "NP122": "qualification", "NP123": "qualification"}
"""Codes of one kind of name; the others have a code for themselves."""
_UNKNOWN = frozenset({*_KINDS, "NP106", "NP109", "NP120", "NP121", "NP124"})
_UNFIT = "NP132"
_MOST_LINES = 5


def together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, those with one unknown name as one; the hint says where else it is used.

    A name that most likely stands for an id that is not fit to be one is not told besides that id.
    """
    problems = list(problems)
    unfit = {_name(one)[1] for one in problems if one.code == _UNFIT}
    alike: dict[object, list[Problem]] = {}
    for one in problems:
        if any(f'Did you mean "{id}"?' in (one.hint or "") for id in unfit):
            continue
        alike.setdefault(_name(one) if one.code in _UNKNOWN else one, []).append(one)
    for first, *others in alike.values():
        hint = " ".join(filter(None, [first.hint, *_again(first, others)]))
        yield Problem(first.place, first.code, first.message, hint or None)


def _name(problem: Problem) -> tuple[str, ...]:
    """Return the kind and the name that a problem is about."""
    names = re.findall(r'"(.*?)"(?!\w)', problem.message)
    return (_KINDS.get(problem.code, problem.code), *names)


def _again(first: Problem, others: list[Problem]) -> Iterator[str]:
    for where in lines_in_words(first.place, (one.place for one in others)):
        yield f"It is used again {where}."


def lines_in_words(here: Place, places: Iterable[Place]) -> Iterator[str]:
    """Yield for each file where places are, such as "on lines 3, 5 and 2 more"; that of `here` is first."""
    lines: dict[str, list[int]] = {here.file: []}
    for place in places:
        lines.setdefault(place.file, []).append(place.line)
    for file, numbers in lines.items():
        if not numbers:
            continue
        where = "" if file == here.file else f"in {PurePath(file).name} "
        shown = ", ".join(map(str, numbers[:_MOST_LINES]))
        rest = f" and {len(numbers) - _MOST_LINES} more" if len(numbers) > _MOST_LINES else ""
        yield f"{where}on line{'s' if len(numbers) > 1 else ''} {shown}{rest}"
