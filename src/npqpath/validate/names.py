"""Names: every id that is mentioned exists, is fit to be one, and stands for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, get_origin

from npqpath.dataset.model_fields import hints_of
from npqpath.dataset.near_miss import did_you_mean, straight_marks
from npqpath.dataset.pathways import Arrangement, Deadline, Move, Post, Priority, Promise, Question, Rule
from npqpath.dataset.qualifications import Cohort, FundingRow, Qualification
from npqpath.rules.conditions import THIS
from npqpath.validate.findings import Finding
from npqpath.validate.parts import Files, terms_in
from npqpath.words import NOT_SURE_WORDS

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import File
    from npqpath.validate.proof_context import ProofContext


Reference: TypeAlias = "tuple[str, Loc, str]"
"""A kind of name, where it is used, and the name."""

_CODES = {
    "source": "NP120",
    "lead provider": "NP121",
    "qualification": "NP122",
    "qualification or next step": "NP123",
    "post": "NP124",
    "question": "NP125",
}
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_RULE = (
    "Use small letters, digits, hyphens and underlines, such as lead-in-school. Begin with a letter or digit."
)
_ID_LISTS = (
    *("sources", "providers", "offers", "only_for", "not_for"),
    *("of", "helps", "courses", "always", "never"),
)
_NAMED = ("sources", "providers", "terms")


def check_references(files: Files) -> Iterator[Problem]:
    """Yield the names that are mentioned and do not exist."""
    known = _known(files.catalogue)
    for file, loc, part in files.parts:
        for kind, at, id in _references(loc, part):
            if id not in known[kind]:
                hint = did_you_mean(id, known[kind])
                yield files.problem(file, at, _CODES[kind], f'There is no {kind} "{id}".', hint)


def _known(catalogue: Catalogue) -> dict[str, list[str]]:
    return {
        "source": list(catalogue.sources_by_id),
        "lead provider": list(catalogue.qualifications.providers),
        "qualification": list(catalogue.qualifications_by_id),
        "qualification or next step": [*catalogue.qualifications_by_id, *catalogue.next_steps_by_id],
        "post": list(catalogue.posts_by_id),
        "question": list(catalogue.questions_by_id),
    }


def _references(loc: Loc, part: Any) -> Iterator[Reference]:
    """Yield the names that a part mentions, without those in its parts and its conditions."""
    if loc and isinstance(getattr(part, "sources", None), tuple):
        yield from _each("source", (*loc, "sources"), part.sources)
    match part:
        case Qualification():
            yield from _each("lead provider", (*loc, "providers"), part.providers)
        case Cohort():
            yield from _each("qualification", (*loc, "offers"), part.offers)
        case FundingRow():
            yield from _each("qualification", (*loc, "only_for"), part.only_for)
            if part.needs is not None:
                yield "question", (*loc, "needs"), part.needs
        case Question():
            yield from _each("qualification", (*loc, "of"), part.of)
        case Deadline():
            yield "qualification", (*loc, "qualification"), part.qualification
        case Arrangement():
            yield from _each("qualification", (*loc, "not_for"), part.not_for)
        case Post():
            yield from _each("qualification", (*loc, "helps"), part.helps)
        case Priority():
            yield from _each("qualification", (*loc, "courses"), part.courses)
        case Move():
            yield "post", (*loc, "start"), part.start
            yield "post", (*loc, "to"), part.to
            yield from _each("qualification or next step", (*loc, "helps"), part.helps)
        case Rule():
            yield "qualification or next step", (*loc, "suggest"), part.suggest
        case Promise():
            yield from _each("qualification or next step", (*loc, "always"), part.always)
            yield from _each("qualification or next step", (*loc, "never"), part.never)


def _each(kind: str, loc: Loc, ids: tuple[str, ...]) -> Iterator[Reference]:
    for index, id in enumerate(ids):
        yield kind, (*loc, index), id


def check_offers(files: Files) -> Iterator[Problem]:
    """Yield the rows of a funding table that are about something that its cohort does not offer."""
    known = files.catalogue.qualifications_by_id
    for i, cohort in enumerate(files.catalogue.qualifications.cohorts):
        for j, row in enumerate(cohort.funding):
            for k, id in enumerate(row.only_for):
                if cohort.offers and id in known and id not in cohort.offers:
                    yield files.problem(
                        "qualifications",
                        ("cohorts", i, "funding", j, "only_for", k),
                        "NP127",
                        f'This row is about "{id}", which "{cohort.id}" does not offer.',
                        "Add it to `offers` of the cohort, or take it away here.",
                    )


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


def check_unused_terms(context: ProofContext) -> Iterable[Finding]:
    """Yield the terms that no condition uses."""
    used = {name for condition in context.conditions for name, _ in terms_in(condition.raw, ())}
    for term in context.catalogue.pathways.terms:
        if term not in used:
            message = f'The term "{term}" is never used.'
            hint = "Use it in a condition, as in `is: [" + term + "]`, or take it away."
            yield Finding(context.key_place("pathways", ("terms", term)), "NP308", "note", message, hint)
