"""The fork for somebody who is not sure: what was taken for them, and what each other wish would lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from npqpath.advice.person import Answers, Person, is_open, likely_answers
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.advice.wording import fact_of
from npqpath.errors import UsageError
from npqpath.words import listed

WEAK = ("worth-considering", "next-step")
"""What is only this is not where a wish leads."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer that people like this are likely to give, and the best that it would add to the plan."""

    wish: str
    """The answer in words."""
    id: str
    """Id of the qualification or next step that it would lead to."""
    name: str
    """Its name in words."""
    because: str
    """The reason, if that is the wish."""


@dataclass(frozen=True, slots=True)
class Fork:
    """What was taken for somebody who left it open, in a sentence or nothing, and the other wishes."""

    taken: str
    wishes: tuple[Wish, ...]


def find_fork(person: Person, suggestions: tuple[Suggestion, ...]) -> Fork:
    """Return what the first suggestion takes for granted, and a wish for each other thing that is likely.

    Both are empty for somebody who has said what they want, and where nothing is known of people like them.
    """
    likely = {id: answers for id, answers in likely_answers(person).items() if is_open(person, id)}
    if not likely or not suggestions:
        return Fork("", ())
    taken = {id: answers[0] for id, answers in likely.items() if id in suggestions[0].assumes}
    return Fork(_what_was_taken(person, taken), tuple(_wishes(person, likely, suggestions[0])))


def _what_was_taken(person: Person, taken: dict[str, str]) -> str:
    if not taken:
        return ""
    core = person.core
    given = (core.space.values_of(id, answer) for id, answer in taken.items())
    facts = listed(fact_of(core, level, value) for each in given for level, value in each.items())
    return f"You have not said so, but we took it that {facts}: in our judgement that fits your post best."


def _wishes(person: Person, likely: dict[str, tuple[str, ...]], first: Suggestion) -> Iterator[Wish]:
    """Yield what each other answer would lead to; nothing twice, and nothing that the first says already.

    What somebody is free to answer otherwise is a wish, and what is a fact is none.
    """
    usual: Answers = {id: answers[0] for id, answers in likely.items()}
    seen = {first.id}
    for id, answers in likely.items():
        question = person.core.catalogue.question(id)
        if question.can_change != "now":
            continue
        labels = {answer.id: answer.label for answer in question.answers}
        for answer in answers[1:]:
            try:
                there = suggest(person.with_answers({**usual, id: answer}))
            except UsageError:
                continue
            fitting = (one for one in there if one.is_likely and (one.strength, one.kind) != WEAK)
            new = next((one for one in fitting if one.id not in seen), None)
            if new is not None:
                seen.add(new.id)
                yield Wish(labels[answer], new.id, new.name, new.because)
