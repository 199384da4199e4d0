"""How answers and advice are put into words, and which qualification, step or start a word stands for."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import Answers
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.near_miss import did_you_mean, guess_and_names, near
from npqpath.dataset.pathways import Question
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection


_LITTLE = frozenset(("a", "an", "and", "for", "in", "of", "the", "to"))
"""Words that say nothing about which thing is meant."""
_BEGINNING = 3
"""Letters from which the beginning of a word stands for it."""


def find_qualification(catalogue: Catalogue, word: str) -> str:
    """Return the id of the qualification called `word`, by a name or by words of one. Raises `UsageError`."""
    return _find_by_name(catalogue, word, _qualifications(catalogue), "qualification")


def find_step(catalogue: Catalogue, word: str) -> str:
    """Return the id of the qualification or next step called `word`, likewise. Raises `UsageError`."""
    return _find_by_name(catalogue, word, _steps(catalogue), "qualification or next step")


def find_post(catalogue: Catalogue, word: str) -> str:
    """Return the id of the post called `word`, likewise. Raises `UsageError`."""
    return _find_by_name(catalogue, word, _posts(catalogue), "post")


def find_any(catalogue: Catalogue, word: str) -> str:
    """Return the id of the qualification, next step or post called `word`, likewise. Raises `UsageError`.

    Words of a name that a qualification has as well as a post mean the qualification: "maths" is NPQLPM.
    """
    names = _posts(catalogue) | _steps(catalogue)
    if word.strip().casefold() not in names:
        with contextlib.suppress(UsageError):
            return find_step(catalogue, word)
    return _find_by_name(catalogue, word, names, "qualification, next step or post")


def find_cohort(catalogue: Catalogue, word: str) -> str:
    """Return the id of the start called `word`. Raises `UsageError`."""
    ids = [cohort.id for cohort in catalogue.qualifications.cohorts]
    id = word.strip().casefold()
    if id not in ids:
        raise UsageError(f'There is no start called "{word}".', did_you_mean(word, sorted(ids)))
    return id


def _qualifications(catalogue: Catalogue) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in catalogue.qualifications.qualifications:
        names |= dict.fromkeys((alias.casefold() for alias in each.aliases), each.id)
    for each in catalogue.qualifications.qualifications:
        names |= {each.short_name.casefold(): each.id, each.name.casefold(): each.id, each.id: each.id}
    return names


def _steps(catalogue: Catalogue) -> dict[str, str]:
    names = _qualifications(catalogue)
    for step in catalogue.pathways.next_steps:
        names |= {step.name.casefold(): step.id, step.id: step.id}
    return names


def _posts(catalogue: Catalogue) -> dict[str, str]:
    """Return the names of posts; what people call the answer of the same id they may call the post."""
    names: dict[str, str] = {}
    for question in catalogue.pathways.questions:
        for answer in question.answers:
            if answer.id in catalogue.posts_by_id:
                names |= dict.fromkeys(map(str.casefold, (answer.label, *answer.aliases)), answer.id)
    for post in catalogue.posts_by_id.values():
        names |= dict.fromkeys(map(str.casefold, (*post.aliases, post.name, post.id)), post.id)
    return names


def _find_by_name(catalogue: Catalogue, word: str, names: dict[str, str], what: str) -> str:
    id = names.get(word.strip().casefold())
    if id is not None:
        return id
    fitting = _with_words(catalogue, word, names)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids_and_names = "".join(f"\n  {id}: {catalogue.name_of(id)}" for id in fitting)
        raise UsageError(f'More than one {what} fits "{word}". Write one of these ids:{ids_and_names}')
    ids = sorted(set(names.values()))
    guess = near(word, ids) or names.get(near(word, list(names)) or "")
    hint = guess_and_names(guess, ids) if guess else "`npqpath show` lists what there is, with its names."
    raise UsageError(f'There is no {what} called "{word}".', hint)


def _with_words(catalogue: Catalogue, asked: str, names: dict[str, str]) -> list[str]:
    """Return the ids whose names have every word asked for, those whose main name has them before others.

    Those of old courses are returned only where no other has.
    """
    wanted = _words(asked) - _LITTLE
    words: dict[str, set[str]] = {}
    for name, id in names.items():
        words.setdefault(id, set()).update(_words(name))
    fitting = [id for id in words if wanted and all(_has(words[id], word) for word in wanted)]
    old = {one.id for one in catalogue.qualifications.qualifications if one.kind == "legacy-npq"}
    fitting = [id for id in fitting if id not in old] or fitting
    main = {id: _words(f"{id} {catalogue.name_of(id)}") for id in fitting}
    return [id for id in fitting if all(_has(main[id], word) for word in wanted)] or fitting


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _has(words: Collection[str], wanted: str) -> bool:
    """Return whether a word begins with `wanted`, or does without its s: "maths" is in "mathematics"."""
    one = wanted.removesuffix("s")
    return wanted in words or (len(one) >= _BEGINNING and any(word.startswith(one) for word in words))


CERTAINTY_WORDS = {"certain": "fits your answers", "possible": "may fit, depending on what is still open"}


class OutcomeWords(NamedTuple):
    """An outcome in words: to the question whether DfE would pay, as a clause, and after another one."""

    answer: str
    clause: str
    after: str


OUTCOME_WORDS: Final = {
    "funded": OutcomeWords("Yes", "DfE would pay", "it would"),
    "not-funded": OutcomeWords("No", "DfE would not pay", "it would not"),
    "needs-review": OutcomeWords(
        "DfE decides case by case", "DfE would decide case by case", "it would decide case by case"
    ),
    "ineligible": OutcomeWords("Cannot be taken as things are", "DfE would not pay", "it would not"),
    "incomplete": OutcomeWords("More answers needed", "more answers are needed", "more are needed"),
}
"""Whether DfE would pay, in words, by the outcome of a decision on funding."""


def how_strongly(certainty: str, strength: str) -> str:
    """Return how strongly something is suggested, in words; what is open comes before that."""
    return strength_words(strength) if certainty == "certain" else "may fit"


def strength_words(strength: str) -> str:
    """Return a strength in words; one that a plan file has from elsewhere stays as it is."""
    return {"must": "a must", "worth-considering": "worth considering"}.get(strength, strength)


def outcome_answer(outcome: str | None) -> str:
    """Return the answer to whether DfE would pay; an outcome from elsewhere stays as it is."""
    return OUTCOME_WORDS[outcome].answer if outcome in OUTCOME_WORDS else outcome or "nothing said"


def talks_with(catalogue: Catalogue, answers: Answers) -> str:
    """Return whom somebody talks a plan through with: as their last answer that says so, or their manager."""
    for question in reversed(catalogue.pathways.questions):
        for answer in question.answers:
            if answer.talks_with and answer.id == answers.get(question.id):
                return answer.talks_with
    return "your line manager"


def answer_text(core: CompiledRules, question: Question, value: AnswerValue) -> str:
    """Return an answer as the teacher gave it, such as "Head of year" or "NPQSL: completed"."""
    bands = core.space.bands.get(question.id, ())
    return "Not sure" if value == NOT_SURE else kind_of(question).text(value, core.catalogue, bands)


def fact_of(core: CompiledRules, level: int, value: int) -> str:
    """Return one value of one variable as a fact about the teacher, to follow "because"."""
    variable = core.space.variables[level]
    return kind_of(core.catalogue.question(variable.question)).fact(variable, value, core.catalogue)
