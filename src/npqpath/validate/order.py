"""Order: no question depends on a later one, and no term on itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.validate.parts import Files, questions_in, terms_in

if TYPE_CHECKING:
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Problem


def check_order(files: Files) -> Iterator[Problem]:
    """Yield the rings of terms, and the questions that are asked because of a later one."""
    yield from _check_rings(files)
    yield from _check_asking(files)


def _check_rings(files: Files) -> Iterator[Problem]:
    """Yield each ring of terms once, at the name in its first term that leads back to it."""
    terms = files.catalogue.pathways.terms
    seen: set[frozenset[str]] = set()
    for start, raw in terms.items():
        for name, loc in terms_in(raw, ("terms", start)):
            way = _way(terms, name, start)
            if way is not None and frozenset(way) not in seen:
                seen.add(frozenset(way))
                yield files.problem("pathways", loc, "NP201", *_ring_in_words([start, *way]))


def _ring_in_words(ring: list[str]) -> tuple[str, str]:
    if len(ring) == 2:
        return f'The term "{ring[0]}" is made from itself.', "Say what it means without its own name."
    return (
        f"These terms go round in a ring: {' -> '.join(ring)}.",
        "Write one of them without naming the next.",
    )


def _way(terms: dict[str, dict[str, object]], start: str, goal: str) -> list[str] | None:
    """Return the shortest way from one term to another along the names they use, both included."""
    ways = [[start]]
    reached = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for name, _ in terms_in(terms.get(way[-1]), ()):
            if name not in reached:
                reached.add(name)
                ways.append([*way, name])
    return None


def _check_asking(files: Files) -> Iterator[Problem]:
    book = files.catalogue.pathways
    position: dict[str, int] = {}
    for index, question in enumerate(book.questions):
        position.setdefault(question.id, index)
    for index, question in enumerate(book.questions):
        loc: Loc = ("questions", index, "ask_if")
        for other, at in questions_in(question.ask_if, loc):
            if position.get(other, -1) >= index:
                told = _too_early(question.id, other)
                yield files.key_problem("pathways", at, *told)
        for term, at in terms_in(question.ask_if, loc):
            late = [other for other in _looked_at(book.terms, term) if position.get(other, -1) >= index]
            if late:
                code, message, hint = _too_early(question.id, late[0])
                yield files.problem(
                    "pathways", at, code, f'The term "{term}" looks at "{late[0]}". {message}', hint
                )


def _too_early(question: str, other: str) -> tuple[str, str, str]:
    if question == other:
        message = f'Whether "{question}" is asked cannot depend on its own answer.'
        return "NP202", message, "Name a question that is asked before it."
    message = f'"{question}" is asked before "{other}", so it cannot depend on it.'
    return "NP203", message, f'Move "{question}" below "{other}", or name an earlier question.'


def _looked_at(terms: dict[str, dict[str, object]], term: str) -> list[str]:
    """Return the questions that a term looks at, itself or through other terms."""
    names, found = [term], []
    for name in names:
        raw = terms.get(name)
        found += [question for question, _ in questions_in(raw, ())]
        names += [other for other, _ in terms_in(raw, ()) if other not in names]
    return found
