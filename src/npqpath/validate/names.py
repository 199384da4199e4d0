"""Names: every id that is mentioned exists, is fit to be one, and stands for one thing, where it has to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from npqpath.dataset.catalogue import ended_on
from npqpath.dataset.model_fields import hints_of
from npqpath.dataset.near_miss import did_you_mean, straight_marks
from npqpath.dataset.pathways import Arrangement, Deadline, Move, Post, Priority, Promise, Question, Rule
from npqpath.dataset.qualifications import Cohort, Ended, FundingRow, Qualification
from npqpath.rules.answer_words import NOT_SURE_WORDS, plain
from npqpath.rules.conditions import THIS
from npqpath.validate.findings import Finding, say
from npqpath.validate.parts import Files, questions_in, worded, words_in
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Place, Problem
    from npqpath.validate.findings import Severity
    from npqpath.validate.parts import File
    from npqpath.validate.proof_context import ProofContext


Scope: TypeAlias = "tuple[File, Loc] | str"
"""Among what an id has to be the only one."""

_CODES = {
    "source": "NP120",
    "lead provider": "NP121",
    "qualification": "NP122",
    "qualification or next step": "NP123",
    "post": "NP124",
    "question": "NP125",
}
_REFERENCES: dict[type, dict[str, str]] = {
    Qualification: {"providers": "lead provider"},
    Cohort: {"offers": "qualification"},
    Ended: {"closest": "qualification"},
    FundingRow: {"only_for": "qualification", "needs": "question"},
    Question: {"of": "qualification"},
    Deadline: {"qualification": "qualification"},
    Arrangement: {"not_for": "qualification"},
    Post: {"helps": "qualification"},
    Priority: {"courses": "qualification"},
    Move: {"start": "post", "to": "post", "helps": "qualification or next step"},
    Rule: {"suggest": "qualification or next step"},
    Promise: {"always": "qualification or next step", "never": "qualification or next step"},
}
"""The fields that mention names, each with the kind of name; `sources` do wherever they are."""
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_RULE = (
    "Use small letters, digits, hyphens and underlines, such as lead-in-school. Begin with a letter or digit."
)
_NAMED = ("sources", "providers", "terms")


def check_references(files: Files) -> Iterator[Problem]:
    """Yield the names that are mentioned and do not exist, or that stand twice in a list."""
    known = _known(files.catalogue)
    for file, loc, part in files.parts:
        model: type = type(part)
        for name, kind in _references(model).items():
            for id, at in words_in(getattr(part, name), (*loc, name)):
                if id not in known[kind]:
                    hint = did_you_mean(id, known[kind])
                    yield files.problem(file, at, _CODES[kind], f'There is no {kind} "{id}".', hint)
        yield from _check_repeats(files, file, loc, part)


def _check_repeats(files: Files, file: File, loc: Loc, part: object) -> Iterator[Problem]:
    """Yield what stands twice in a list; of entries with an id, that is told of the id."""
    model: type = type(part)
    for name in hints_of(model):
        value = getattr(part, name)
        if isinstance(value, tuple) and not any(isinstance(one, int) or hasattr(one, "id") for one in value):
            for at in (at for at, one in enumerate(value) if one in value[:at]):
                what = f'"{value[at]}"' if isinstance(value[at], str) else "The same entry"
                yield files.problem(file, (*loc, name, at), *worded("NP116", what=what))


def _known(catalogue: Catalogue) -> dict[str, list[str]]:
    return {
        "source": list(catalogue.sources_by_id),
        "lead provider": list(catalogue.qualifications.providers),
        "qualification": list(catalogue.qualifications_by_id),
        "qualification or next step": [*catalogue.qualifications_by_id, *catalogue.next_steps_by_id],
        "post": list(catalogue.posts_by_id),
        "question": list(catalogue.questions_by_id),
    }


@cache
def _references(model: type) -> dict[str, str]:
    """Return the fields of a model that mention names, each with the kind of name."""
    sources = {"sources": "source"} if "sources" in hints_of(model) else {}
    return {**sources, **_REFERENCES.get(model, {})}


def check_offers(files: Files) -> Iterator[Problem]:
    """Yield the rows of a funding table that are about something that its cohort does not offer."""
    known = files.catalogue.qualifications_by_id
    for i, cohort in enumerate(files.catalogue.qualifications.cohorts):
        rows: dict[str, list[Loc]] = {}
        for j, row in enumerate(cohort.funding):
            for k, id in enumerate(row.only_for):
                if cohort.offers and id in known and id not in cohort.offers:
                    rows.setdefault(id, []).append(("cohorts", i, "funding", j, "only_for", k))
        for id, at in rows.items():
            several = len(at) > 1
            loc: Loc = ("cohorts", i, "offers") if several else at[0]
            key = "NP127-rows" if several else "NP127-row"
            yield files.problem("qualifications", loc, *worded(key, start=cohort.id, id=id, rows=len(at)))


def check_ids(files: Files) -> Iterator[Problem]:
    """Yield the ids that are used twice, and those that cannot be used at all."""
    used: dict[tuple[Scope, str], tuple[File, Loc]] = {}
    for file, loc, part in files.parts:
        id = getattr(part, "id", None)
        if id is None:
            continue
        at = (*loc, "id")
        first = used.setdefault((_scope(file, loc), id), (file, at))
        if first != (file, at):
            yield _used_twice(files, (file, at), first, id)
        if not _ID.fullmatch(id):
            yield files.problem(file, at, "NP132", *_unfit(id))
        elif id in _taken(file, loc):
            yield files.problem(file, at, *worded("NP133", id=id))
    for file, whole in files.wholes():
        for name in _NAMED:
            for id in getattr(whole, name, ()):
                if not _ID.fullmatch(id):
                    yield files.key_problem(file, (name, id), "NP132", *_unfit(id))
    for id in files.catalogue.pathways.sources.keys() & files.catalogue.qualifications.sources.keys():
        yield files.key_problem("pathways", ("sources", id), *worded("NP131-source", id=id))


def _scope(file: File, loc: Loc) -> Scope:
    """Return among what an id has to be the only one: most often the list that it stands in."""
    if loc[0] == "tracks" and len(loc) == 4:
        return "posts"
    return "suggestions" if loc[0] in ("qualifications", "next_steps") and len(loc) == 2 else (file, loc[:-1])


def _used_twice(files: Files, at: tuple[File, Loc], first: tuple[File, Loc], id: str) -> Problem:
    place = files.place(*first)
    key = "NP130" if at[1][:-2] == first[1][:-2] else "NP131-id"
    return files.problem(*at, *worded(key, id=id, line=place.line, file=PurePath(place.file).name))


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


def check_moves(files: Files) -> Iterator[Problem]:
    """Yield the moves between posts that are there twice."""
    first: dict[tuple[str, str], int] = {}
    for index, move in enumerate(files.catalogue.pathways.moves):
        before = first.setdefault((move.start, move.to), index)
        if before != index:
            line = files.place("pathways", ("moves", before)).line
            words = worded("NP135", start=move.start, line=line)
            yield files.problem("pathways", ("moves", index, "to"), *words)


def check_other_names(files: Files) -> Iterator[Problem]:
    """Yield the words that the heading of a staff list or an answer in it could use for two things."""
    questions = files.catalogue.pathways.questions
    named = [(word, question.id) for question in questions for word in (question.id, question.ask)]
    headings = {_closed_up(word): id for word, id in reversed(named)}
    for i, question in enumerate(questions):
        for alias, at in words_in(question.aliases, ("questions", i, "aliases")):
            other = headings.setdefault(_closed_up(alias), question.id)
            if other != question.id:
                yield files.problem("pathways", at, *worded("NP137", word=alias, other=other))
        owner: dict[str, str] = {}
        for j, answer in enumerate(question.answers):
            loc: Loc = ("questions", i, "answers", j)
            words = [(answer.id, (*loc, "id")), (answer.label, (*loc, "label"))]
            for word, at in (*words, *words_in(answer.aliases, (*loc, "aliases"))):
                other = owner.setdefault(plain(word), answer.id)
                if other != answer.id:
                    yield files.problem("pathways", at, *worded("NP134", word=word, other=other))


def _closed_up(word: str) -> str:
    """Return the word as it is compared when the headings of a staff list are read."""
    return re.sub(r"[\W_]+", "", word.casefold())


def check_unused_names(context: ProofContext) -> Iterator[Finding]:
    """Yield the questions and posts that nothing names, and the next steps that no rule suggests."""
    book, conditions = context.catalogue.pathways, context.conditions
    rows = (row for cohort in context.catalogue.qualifications.cohorts for row in cohort.funding)
    questions = {name for one in conditions for name, _ in questions_in(one.raw, ())}
    questions |= {row.needs for row in rows if row.needs}
    for index, question in enumerate(book.questions):
        if question.id not in questions:
            place = context.place("pathways", ("questions", index, "id"))
            hint = "No advice and no funding depends on it: use it in a condition, or take it away."
            yield _never_used(place, "note", f'The question "{question.id}"', hint)
    posts = {post for move in book.moves for post in (move.start, move.to)}
    for at, post in ((at, post) for at, track in enumerate(book.tracks) for post in track.posts):
        if posts and post.id not in posts:
            number = book.tracks[at].posts.index(post)
            place = context.place("pathways", ("tracks", at, "posts", number, "id"))
            hint = "No way leads to it or from it: add a move under `moves`, or take it away."
            yield _never_used(place, "note", f'The post "{post.id}"', hint)
    yield from _check_unused_steps(context)


def check_courses(context: ProofContext) -> Iterable[Finding]:
    """Yield what the newest start offers and is not where others like it are, and what has ended and is."""
    book, newest = context.catalogue.qualifications, len(context.catalogue.qualifications.cohorts) - 1
    start, gone = book.cohorts[newest], ended_on(context.catalogue, context.on)
    offers = context.place("qualifications", ("cohorts", newest, "offers"))
    named = _where_courses_are_named(context.catalogue, start)
    for index, course in enumerate(book.qualifications):
        place = context.place("qualifications", ("qualifications", index, "id"))
        suggesting = (number for number, rule in enumerate(context.rules) if rule.suggest == course.id)
        rules = [number for number in suggesting if context.rules[number].holds_until is None]
        if course.id in gone and course.ended is None:
            here = context.line(place, "qualifications")
            yield say("NP314", offers, course=course.id, start=start.id, here=here, cause=offers)
        elif course.id in gone and rules:
            first, names = context.rule_place(rules[0]), listed(context.names(rules))
            yield say("NP315", first, course=course.id, rules=names, cause=offers)
        elif course.id in start.offers:
            kind = {each.id for each in book.qualifications if each.kind == course.kind} & {*start.offers}
            like = kind - {course.id}
            must = (where for where, ids in named.items() if (like and like <= ids) or where == _BY_A_RULE)
            lacks = [where for where in must if course.id not in named[where]]
            if lacks:
                yield say("NP316", place, course=course.id, places=listed(lacks))


_BY_A_RULE = "`suggest` of a rule"


def _where_courses_are_named(catalogue: Catalogue, start: Cohort) -> dict[str, set[str]]:
    """Return the places where an NPQ has to be, each with what is there."""
    book = catalogue.pathways
    posts = [post for track in book.tracks for post in track.posts]
    return {
        _BY_A_RULE: {rule.suggest for rule in book.rules},
        f"`only_for` of rows of {start.id}": {id for row in start.funding for id in row.only_for},
        "`helps` of a post": {id for post in posts for id in post.helps},
        "`courses` of a priority": {id for priority in book.priorities for id in priority.courses},
    }


def _check_unused_steps(context: ProofContext) -> Iterator[Finding]:
    suggested = {rule.suggest for rule in context.rules}
    hint = "No rule suggests it: add one, or take it away."
    for index, step in enumerate(context.catalogue.pathways.next_steps):
        if step.id not in suggested:
            place = context.place("pathways", ("next_steps", index, "id"))
            yield _never_used(place, "warning", f'"{step.id}"', hint)


def _never_used(place: Place, severity: Severity, what: str, hint: str) -> Finding:
    return Finding(place, "NP308", severity, f"{what} is never used.", hint)
