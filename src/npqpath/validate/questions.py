"""Questions: each has what its kind needs, comes after those it hangs on, and has its own other names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from npqpath.advice.compiled_rules import reader_of
from npqpath.dataset.near_miss import did_you_mean
from npqpath.rules.conditions import THIS, Fault
from npqpath.rules.question_kinds import kind_of, parts_of
from npqpath.validate.parts import maps_in, questions_in, terms_in, worded, words_in

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import Condition, Files


_TOO_LONG = re.compile(r"\d{10}")
"""A number with this many digits is told as too large; no reader needs to see it."""
_MOST_DIGITS = 3
"""An answer has no more digits than this."""
_ABOUT_ANSWERS = ("NP109", "NP110")


def check_conditions(files: Files) -> Iterator[Problem]:
    """Yield the faults of every condition; none about the answers of a question that has a fault itself."""
    unsettled = [f'"{id}"' for id in _unsettled(files.catalogue)]
    reader = reader_of(files.catalogue)
    for condition in files.conditions:
        written = str(condition.raw)
        if _TOO_LONG.search(written):
            continue
        reader.faults.clear()
        for this in _meanings_of_this(files.catalogue, condition, written):
            reader.read(condition.raw, condition.loc, this)
        for fault in reader.faults:
            if fault.code not in _ABOUT_ANSWERS or not any(id in fault.message for id in unsettled):
                yield _placed(files, condition, fault)


def _unsettled(catalogue: Catalogue) -> Iterator[str]:
    """Yield the questions whose answers are not clear, which is a finding of its own."""
    for question in catalogue.pathways.questions:
        two_lists = bool(question.of and question.answers)
        form = kind_of(question).conditions
        too_few = len(question.answers) < 2 if form == "answers" else not parts_of(question)
        if form != "range" and (two_lists or too_few):
            yield question.id


def _meanings_of_this(catalogue: Catalogue, condition: Condition, written: str) -> tuple[str | None, ...]:
    """Return what to read `this` as: in a funding table each qualification that the row is about."""
    if not condition.in_table or THIS not in written:
        return (None,)
    return tuple(id for id in condition.these if id in catalogue.qualifications_by_id)


def _placed(files: Files, condition: Condition, fault: Fault) -> Problem:
    place = files.key_problem if fault.on_key else files.problem
    return place(condition.file, fault.loc, fault.code, fault.message, fault.hint)


def check_slips(files: Files) -> Iterator[Problem]:
    """Yield ranges that hold nobody, and counts that cannot be met."""
    questions = files.catalogue.questions_by_id
    for condition in files.conditions:
        for loc, entries in maps_in(condition.raw, condition.loc):
            for key, value in entries.items():
                question = questions.get(key)
                if question and kind_of(question).conditions == "range" and isinstance(value, str):
                    for words in _check_number(question, value):
                        yield files.problem(condition.file, (*loc, key), *words)
                elif question is not None and isinstance(value, dict):
                    for operator, most in _too_many(value):
                        at = (*loc, key, operator)
                        yield files.key_problem(condition.file, at, *worded("NP115", most=most))


def _check_number(question: Question, text: str) -> Iterator[tuple[str, str, str]]:
    numbers = re.findall(r"\d+", text)
    if any(len(number) > _MOST_DIGITS for number in numbers):
        yield worded("NP114-large", question=question.id)
    elif re.fullmatch(r"under 0+", text):
        yield worded("NP114-under", question=question.id)
    elif re.fullmatch(r"\d+ to \d+", text) and int(numbers[0]) > int(numbers[1]):
        yield worded("NP114-range", low=numbers[0], high=numbers[1])


def _too_many(value: dict[str, object]) -> Iterator[tuple[str, int]]:
    """Yield the operators that ask for more names than they list, and how many these are."""
    for operator, listed in value.items():
        match, most = re.fullmatch(r"at least (\d+) of", operator), len(list(words_in(listed, ())))
        if match and (len(match[1]) > _MOST_DIGITS or int(match[1]) > most):
            yield operator, most


_WHAT = {
    "answers": "a list of answers",
    "of": "a list of qualifications",
    "unit": "what is counted, such as years",
    "fact": 'a fact to follow "because", such as: you have taught for {answer}',
    "lacking": "words for an answer that does not hold, such as: you did not tick {answer}",
}


def check_questions(files: Files) -> Iterator[Problem]:
    """Yield what is missing, left over or unknown in the questions."""
    for index, question in enumerate(files.catalogue.pathways.questions):
        loc: Loc = ("questions", index)
        yield from _check_fields(files, loc, question)
        yield from _check_facts(files, loc, question)
        yield from _check_usual(files, loc, question)
        yield from _check_later(files, loc, question)


def _check_fields(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    kind = kind_of(question)
    words = {"question": question.id, "takes": kind.takes}
    for name in kind.needs:
        if not getattr(question, name):
            what = worded("NP140", name=name, what=_WHAT[name], **words)
            yield files.problem("pathways", (*loc, "id"), *what)
    for name in kind.ignores:
        if getattr(question, name):
            yield files.key_problem("pathways", (*loc, name), *worded("NP141", name=name, **words))
    if not {"answers", "of"} & {*kind.needs, *kind.ignores}:
        if not parts_of(question):
            yield files.problem("pathways", (*loc, "id"), *worded("NP140-list", **words))
        elif question.of and question.answers:
            yield files.key_problem("pathways", (*loc, "of"), *worded("NP141-lists", **words))
    if kind.conditions == "answers" and len(question.answers) == 1:
        yield files.key_problem("pathways", (*loc, "answers"), *worded("NP142", question=question.id))


def _check_facts(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    """Yield the answers that no sentence could name, and the sentences with no place for the answer."""
    if "fact" not in {*kind_of(question).needs, *kind_of(question).ignores} and question.fact is None:
        for index, answer in enumerate(question.answers):
            if not answer.fact:
                at = (*loc, "answers", index, "id")
                yield files.problem("pathways", at, *worded("NP143-answer", answer=answer.id))
        if question.of and not question.answers:
            words = worded("NP143-list", question=question.id, what=_WHAT["fact"])
            yield files.problem("pathways", (*loc, "id"), *words)
    for name in ("fact", "lacking"):
        text = getattr(question, name)
        if text and name not in kind_of(question).ignores and "{answer}" not in text:
            yield files.problem("pathways", (*loc, name), *worded("NP144", name=name))


def _check_usual(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    usual, kind = question.usual, kind_of(question)
    if usual is None:
        return
    legal = [] if kind.stages else list(parts_of(question))
    legal += ["none"] if kind.part_words else []
    is_number = kind.conditions == "range"
    if not (re.fullmatch(r"[0-9]{1,3}", usual) if is_number else usual in legal):
        message = f'"{usual}" is not an answer to the question "{question.id}".'
        hint = "Write a whole number, such as 4." if is_number else did_you_mean(usual, legal)
        yield files.problem("pathways", (*loc, "usual"), "NP126", message, hint)


def _check_later(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    ids = [answer.id for answer in question.answers]
    for index, answer in enumerate(question.answers):
        if answer.later is not None and answer.later not in ids:
            message = f'"{answer.later}" is not an answer to the question "{question.id}".'
            at = (*loc, "answers", index, "later")
            yield files.problem("pathways", at, "NP126", message, did_you_mean(answer.later, ids))


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
                is_short = len(way) == 1
                key, ring = "NP201-itself" if is_short else "NP201-ring", " -> ".join([start, *way])
                yield files.problem("pathways", loc, *worded(key, term=start, ring=ring))


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
    keys = ("ask_if", "wizard_asks_if")
    for (index, question), key in product(enumerate(book.questions), keys):
        loc, raw = ("questions", index, key), getattr(question, key)
        for other, at in questions_in(raw, loc):
            if position.get(other, -1) >= index:
                yield files.key_problem("pathways", at, *_too_early(question.id, other))
        for term, at in terms_in(raw, loc):
            late = [other for other in _looked_at(book.terms, term) if position.get(other, -1) >= index]
            if late:
                before = f'The term "{term}" looks at "{late[0]}". '
                yield files.problem("pathways", at, *_too_early(question.id, late[0], before))


def _too_early(question: str, other: str, before: str = "") -> tuple[str, str, str]:
    return worded("NP202" if question == other else "NP203", question=question, other=other, before=before)


def _looked_at(terms: dict[str, dict[str, object]], term: str) -> list[str]:
    """Return the questions that a term looks at, itself or through other terms."""
    names, found = [term], []
    for name in names:
        raw = terms.get(name)
        found += [question for question, _ in questions_in(raw, ())]
        names += [other for other, _ in terms_in(raw, ()) if other not in names]
    return found
