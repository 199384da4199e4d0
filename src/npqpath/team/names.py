"""What posts, courses, schools and people may be called in a roster or a team file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue

ROLE = "role"
"""The question about the job, whose answers are called like posts."""


def names_of_posts(catalogue: Catalogue) -> dict[str, str]:
    """Return the ids of posts by id, name and whatever else the question about the job takes for them."""
    names = {name: post.id for post in catalogue.posts_by_id.values() for name in (post.id, post.name)}
    for question in catalogue.pathways.questions:
        for answer in question.answers:
            if question.id == ROLE and answer.id in catalogue.posts_by_id:
                for name in (answer.label, *answer.aliases):
                    names.setdefault(name, answer.id)
    return names


def names_of_courses(catalogue: Catalogue) -> dict[str, str]:
    """Return the ids of qualifications by id, short name, name and alias."""
    return {
        name: each.id
        for each in catalogue.qualifications.qualifications
        for name in (*each.aliases, each.name, each.short_name, each.id)
    }


def names_of(words: Iterable[str]) -> dict[str, str]:
    """Return words that stand for themselves."""
    return {word: word for word in words}


def meant(word: str, names: Mapping[str, str]) -> str | None:
    """Return what a word stands for, whatever its case, spaces and hyphens; None for nothing or several."""
    if word in names:
        return names[word]
    found = {id for name, id in names.items() if plain(name) == plain(word)}
    return found.pop() if len(found) == 1 else None


def plain(text: str) -> str:
    """Return what counts of a name: letters and figures, without case, spaces and hyphens."""
    return re.sub(r"[\W_]+", "", text.casefold())
