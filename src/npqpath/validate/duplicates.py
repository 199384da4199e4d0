"""Ids that stand for two things, cannot be told from a word of the language, or are not fit to be ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, get_origin

from npqpath.catalogue.fields import hints_of
from npqpath.catalogue.near import straight_marks
from npqpath.logic.conditions import THIS
from npqpath.logic.question_kinds import NOT_SURE_WORDS

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Question
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import File, Files

_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_RULE = (
    "Use small letters, digits, hyphens and underlines, such as lead-in-school. Begin with a letter or digit."
)
_ID_LISTS = (
    *("sources", "providers", "offers", "only_for", "not_for"),
    *("of", "helps", "courses", "always", "never"),
)
_NAMED = ("sources", "providers", "terms")


def check_duplicates(files: Files) -> Iterator[Problem]:
    """Yield the ids and names that are used twice, and the ids that cannot be used at all."""
    for file, loc, part in files.parts:
        yield from _check_id(files, file, loc, part)
        model: type = type(part)
        for name in _lists_in(model):
            value = getattr(part, name)
            if value:
                yield from _check_list(files, file, (*loc, name), value)
    yield from _check_keys(files)
    yield from _check_across(files)
    yield from _check_moves(files)
    for i, question in enumerate(files.catalogue.pathways.questions):
        yield from _check_words(files, i, question)


@cache
def _lists_in(model: type) -> tuple[str, ...]:
    """Return the fields of a model that hold a list."""
    return tuple(name for name, hint in hints_of(model).items() if get_origin(hint) is tuple)


def _check_list(files: Files, file: File, loc: Loc, value: tuple[Any, ...]) -> Iterator[Problem]:
    if hasattr(value[0], "id"):
        for index, first in _repeated(each.id for each in value):
            id = value[index].id
            line = files.problem(file, (*loc, first, "id"), "", "").place.line
            message = f'The id "{id}" is used twice in this list; the first is on line {line}.'
            yield files.problem(
                file, (*loc, index, "id"), "NP130", message, "Give one of the two another id."
            )
    elif loc[-1] in _ID_LISTS:
        for index, _ in _repeated(value):
            message = f'"{value[index]}" stands twice in this list.'
            yield files.problem(file, (*loc, index), "NP116", message, "Take one of the two away.")


def _repeated(ids: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs: the position of an id that was there before, and the position where it was first."""
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        if id in first:
            yield index, first[id]
        else:
            first[id] = index


def _check_id(files: Files, file: File, loc: Loc, part: Any) -> Iterator[Problem]:
    id = getattr(part, "id", None)
    if id is None:
        return
    if not _ID.fullmatch(id):
        yield files.problem(file, (*loc, "id"), "NP132", *_unfit(id))
    elif id in _taken(file, loc):
        message = f'"{id}" has a meaning of its own, so it cannot be an id here.'
        yield files.problem(file, (*loc, "id"), "NP133", message, "Choose another id.")


def _unfit(id: str) -> tuple[str, str]:
    """Return what is wrong with an id, and how to write it."""
    fit = re.sub(r"[^a-z0-9_]+", "-", id.casefold()).strip("-_")
    guess = f'Did you mean "{fit}"?' if _ID.fullmatch(fit) else None
    return f'"{id}" is not fit to be an id.', " ".join(filter(None, [straight_marks(id), guess, _RULE]))


def _taken(file: File, loc: Loc) -> tuple[str, ...]:
    """Return the words that an id at this place cannot be, because conditions or answers use them."""
    if file == "qualifications":
        return (THIS, "none") if loc[0] == "qualifications" else ()
    if loc[0] == "questions":
        return ("is",) if len(loc) == 2 else tuple(word.replace(" ", "-") for word in NOT_SURE_WORDS)
    return ()


def _check_keys(files: Files) -> Iterator[Problem]:
    for file, whole in files.wholes():
        for name in _NAMED:
            for id in getattr(whole, name, ()):
                if not _ID.fullmatch(id):
                    yield files.key_problem(file, (name, id), "NP132", *_unfit(id))


def _check_across(files: Files) -> Iterator[Problem]:
    """Yield the ids that stand in two lists of which the program looks in both."""
    book = files.catalogue
    for id in book.pathways.sources:
        if id in book.qualifications.sources:
            message = f'The source "{id}" is in qualifications.yaml too.'
            hint = "Take it away here. Both files can use it."
            yield files.key_problem("pathways", ("sources", id), "NP131", message, hint)
    for i, step in enumerate(book.pathways.next_steps):
        if step.id in book.qualifications_by_id:
            message = f'"{step.id}" is the id of a qualification too.'
            hint = "Give the next step another id."
            yield files.problem("pathways", ("next_steps", i, "id"), "NP131", message, hint)
    owner: dict[str, str] = {}
    for i, track in enumerate(book.pathways.tracks):
        for j, post in enumerate(track.posts):
            if owner.setdefault(post.id, track.id) != track.id:
                message = f'The post "{post.id}" is on the track "{owner[post.id]}" too.'
                loc = ("tracks", i, "posts", j, "id")
                yield files.problem("pathways", loc, "NP131", message, "Give one of the two another id.")


def _check_moves(files: Files) -> Iterator[Problem]:
    moves = files.catalogue.pathways.moves
    for index, first in _repeated(f"{move.start} {move.to}" for move in moves):
        line = files.problem("pathways", ("moves", first), "", "").place.line
        message = f'The move from "{moves[index].start}" to this post is on line {line} already.'
        yield files.problem("pathways", ("moves", index, "to"), "NP135", message, "Keep one of the two.")
    for index, move in enumerate(moves):
        if move.start == move.to:
            message = f'This move starts and ends at "{move.to}".'
            yield files.problem("pathways", ("moves", index, "to"), "NP136", message, "Name another post.")


def _check_words(files: Files, index: int, question: Question) -> Iterator[Problem]:
    """Yield the words that an answers file could use for two answers of one question."""
    owner: dict[str, str] = {}
    for i, answer in enumerate(question.answers):
        loc: Loc = ("questions", index, "answers", i)
        words = [(answer.id, (*loc, "id")), (answer.label, (*loc, "label"))]
        words += [(alias, (*loc, "aliases", j)) for j, alias in enumerate(answer.aliases)]
        for word, at in words:
            other = owner.setdefault(_plain(word), answer.id)
            if other != answer.id:
                message = f'"{word}" stands for the answer "{other}" already.'
                yield files.problem("pathways", at, "NP134", message, "Use another word for one of the two.")


def _plain(word: str) -> str:
    """Return the word as it is compared when an answer is read."""
    return re.sub(r"[\s_-]+", " ", word.casefold()).strip()
