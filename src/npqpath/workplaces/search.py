"""Find a workplace by name, place, postcode or number, forgiving what people leave out or mistype.

Every word that was typed counts by how rare it is: "school" hardly counts, a family name does. A word may be
the beginning of a word in the name, or one slip of the keys away from it. The places that account for most of
what was typed come first, and among them those with the fewest other words in their name.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from npqpath.workplaces.official_lists import KINDS, Kind, Workplace, told_by
from npqpath.workplaces.store import AT, Workplaces, place_at, query_words, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from npqpath.workplaces.official_lists import ListInfo, Workplace


QUESTIONS: Mapping[Kind, str] = {
    "schools-list": "on_schools_disadvantage_list",
    "16-to-19-list": "on_16_to_19_disadvantage_list",
    "rise": "targeted_rise_school",
}
TYPE_QUESTION = "workplace_type"
ENGLAND_QUESTION = "works_in_england"
CHILDMINDER_QUESTION = "on_childminder_list"


@dataclass(frozen=True, slots=True)
class Found:
    """One answer that a list gives, in the words of the list, and a sentence that says which list."""

    question: str
    answer: str
    because: str


def answers_about(place: Workplace, lists: Iterable[ListInfo]) -> tuple[Found, ...]:
    """Return the answers that the lists give for a place; none for a place that has closed."""
    by_kind = {info.kind: info for info in lists}
    return () if place.is_closed else tuple(_answers(place, by_kind))


def answer_for_childminder(lists: Iterable[ListInfo]) -> Found | None:
    """Return the answer for somebody whose number is on the list of childminders."""
    told = [told_by(info) for info in lists if info.kind == "childminders"]
    return Found(CHILDMINDER_QUESTION, "yes", f"The {told[0]} has this number.") if told else None


def _answers(place: Workplace, by_kind: Mapping[Kind, ListInfo]) -> Iterator[Found]:
    naming = next((kind for kind in KINDS if kind in place.kinds and kind in by_kind), None)
    if naming is not None and place.is_outside_england:
        yield Found(ENGLAND_QUESTION, "no", f"The {told_by(by_kind[naming])} has it outside England.")
    if naming is not None and place.type:
        yield Found(TYPE_QUESTION, place.type, f'The {told_by(by_kind[naming])} calls it "{place.type}".')
    for kind, question in QUESTIONS.items():
        if kind in by_kind and place.number(kind):
            yield _named(place, by_kind[kind], question)


def _named(place: Workplace, info: ListInfo, question: str) -> Found:
    if info.kind in place.kinds:
        return Found(question, "yes", f"The {told_by(info)} names it.")
    return Found(question, "no", f"The {told_by(info)} does not name it.")


MOST_SHOWN = 10

_LONGEST_QUERY = 100
_MOST_WORDS = 12
_MOST_LOOKED_AT = 200
_COMMON = 2_000
"""Places with a word above which it is taken for a whole one: too many words begin with it to look at all."""
_AFTER_ALL_LETTERS = "{"
_ENOUGH = 0.5
"""The share of what was typed that a place has to account for."""
_NEARLY_AS_GOOD = 0.6
"""The share of what the best place accounts for that another has to reach."""
_NUMBER = re.compile(r"\d{5,8}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WHOLE, _BEGINS, _NEAR, _SLIP = 1.0, 0.9, 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """A typed word, how many places have it, whether it may be the beginning of one, or a slip for which."""

    word: str
    places: int
    begins: bool
    slips: frozenset[str] = frozenset()

    @property
    def query(self) -> str:
        """What SQLite looks for."""
        query = " OR ".join(f'"{word}"' for word in (self.word, f"{AT}{self.word}", *self.slips))
        return f'{query} OR "{self.word}" *' if self.begins else query

    def fit(self, words: frozenset[str]) -> float:
        """Return how well the words of a place fit."""
        if self.word in words:
            return _WHOLE
        if self.begins and any(word.startswith(self.word) for word in words):
            return _BEGINS
        if f"{AT}{self.word}" in words:
            return _NEAR
        return _SLIP if self.slips & words else 0.0


def find(workplaces: Workplaces, text: str, most: int = MOST_SHOWN) -> tuple[Workplace, ...]:
    """Return the places that fit what was typed, best first, at most so many."""
    words = query_words(text[:_LONGEST_QUERY])[:_MOST_WORDS]
    with reading(workplaces.path) as file:
        if any(map(_NUMBER.fullmatch, words)):
            ids = [id for word in words for id in _with_number(file, word)]
        else:
            plain = [_meaning(file, word) for word in words]
            share, ids = _ranked(file, plain)
            # Somebody may have mistyped, most likely a word that stands nowhere.
            if share < _NEAR and not all(each.places for each in plain):
                share, ids = _ranked(
                    file, [each if each.places else _forgiving(file, each) for each in plain]
                )
            if share < _NEAR:
                _, ids = _ranked(file, [_forgiving(file, each) for each in plain])
        return tuple(place_at(file, id) for id in list(dict.fromkeys(ids))[:most])


def _with_number(file: sqlite3.Connection, number: str) -> list[int]:
    asked = "SELECT id FROM listed WHERE shown AND (urn = ? OR ukprn = ?) ORDER BY id"
    return [id for (id,) in file.execute(asked, (number, number))]


def _ranked(file: sqlite3.Connection, meanings: Sequence[Meaning]) -> tuple[float, list[int]]:
    """Return the share that the best rows account for, and the best rows, those with short names first."""
    (rows,) = file.execute("SELECT coalesce(max(id), 0) FROM listed").fetchone()
    known = sorted((each for each in meanings if each.places), key=lambda each: each.places)
    weights = [log(1 + rows / each.places) for each in known]
    if not known:
        return 0.0, []
    # A word that stands nowhere weighs as much as the others do on average.
    total = sum(weights) * len(meanings) / len(known)
    fits: dict[int, float] = {}
    for id, text in _candidates(file, known, weights, total):
        words = frozenset(text.split())
        fits[id] = sum(weight * each.fit(words) for each, weight in zip(known, weights, strict=True))
    best = max(fits.values(), default=0.0)
    least = max(_ENOUGH * total, _NEARLY_AS_GOOD * best)
    good = [id for id, fit in fits.items() if fit >= least]
    return best / total, sorted(good, key=lambda id: (-fits[id], id))


def _candidates(
    file: sqlite3.Connection, known: Sequence[Meaning], weights: Sequence[float], total: float
) -> list[tuple[int, str]]:
    """Return rows to look at, with their words: those with all that was typed, else with the rarest of it."""
    for many in range(len(known), 0, -1):
        if sum(weights[:many]) < _ENOUGH * total:
            break
        whole = " AND ".join(f'"{each.word}"' for each in known[:many])
        found = _matching(file, " AND ".join(f"({each.query})" for each in known[:many]))
        if found:
            return [*_matching(file, whole), *found]
    # A row that only the other words account for cannot get enough.
    counts = [each for at, each in enumerate(known) if total - sum(weights[:at]) >= _ENOUGH * total]
    return _matching(file, " OR ".join(each.query for each in counts))


def _matching(file: sqlite3.Connection, query: str) -> list[tuple[int, str]]:
    asked = "SELECT rowid, text FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
    return file.execute(asked, (query, _MOST_LOOKED_AT)).fetchall()


def _meaning(file: sqlite3.Connection, word: str) -> Meaning:
    places = _places_with(file, "term IN (?, ?)", word, f"{AT}{word}")
    if len(word) < 3 or not word.isalpha() or places > _COMMON:
        return Meaning(word, places, begins=False)
    longer = _places_with(file, "term > ? AND term < ?", word, f"{word}{_AFTER_ALL_LETTERS}")
    return Meaning(word, places + longer, begins=longer > 0)


def _places_with(file: sqlite3.Connection, terms: str, *words: str) -> int:
    """Return how many places have one of these words; who has several of them counts as often."""
    (found,) = file.execute(f"SELECT total(doc) FROM terms WHERE {terms}", words).fetchone()
    return int(found)


def _forgiving(file: sqlite3.Connection, meaning: Meaning) -> Meaning:
    """Return what the word may stand for if one letter is wrong, missing, too many or swapped."""
    word = meaning.word
    if len(word) < 4 or not word.isalpha():
        return meaning
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {head + tail[1:] for head, tail in parts if tail}
    near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    near |= {head + letter + tail[1:] for head, tail in parts if tail for letter in _LETTERS}
    near |= {head + letter + tail for head, tail in parts for letter in _LETTERS}
    near = {*near, *(f"{AT}{each}" for each in near)} - {word, f"{AT}{word}"}
    asked = f"SELECT term, doc FROM terms WHERE term IN ({', '.join('?' * len(near))})"
    slips = {term: int(doc) for term, doc in file.execute(asked, tuple(near))}
    return Meaning(word, meaning.places or sum(slips.values()), meaning.begins, frozenset(slips))


def describe(place: Workplace) -> str:
    """Return what tells a place from others of its name."""
    number = f"URN {place.urn}" if place.urn else f"UKPRN {place.ukprn}"
    return ", ".join(each for each in (place.type, place.town or place.area, place.postcode, number) if each)


def nothing_found(workplaces: Workplaces, typed: str) -> str:
    """Return a sentence for a search without a match, which knows of places that have closed."""
    number = typed.strip()
    closed = workplaces.closed(number) if number.isascii() and number.isdigit() else None
    register = next((told_by(info) for info in workplaces.lists if info.kind == "register"), None)
    if closed is not None and register is not None:
        return f"{closed} (URN {number}) has closed, says the {register}. Try the name of the new school."
    shown = typed if len(typed) <= 40 else f"{typed[:37]}..."
    return f'Nothing was found for "{shown}". Check the spelling, or try the postcode or the URN.'
