"""Find a workplace by name, place, postcode or number, forgiving what people leave out or mistype.

Every word that was typed counts by how rare it is: "school" hardly counts, a family name does. A word may be
the beginning of a word in the name, or one slip of the keys away from it. The places that account for most of
what was typed come first, and among them those with the fewest other words in their name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING, TypeAlias

from npqpath.workplaces.official_lists import told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from npqpath.workplaces.official_lists import Workplace
    from npqpath.workplaces.store import Kept


_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc\u00b4`]|(?<=\b[a-z])\.")
_HYPHENATED = re.compile(r"[a-z]+(?:[-\u2010\u2011\u2013][a-z]+)+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SAME = (
    (re.compile(r"\bchurch of england\b|\bc of e\b|\bc e\b|\bce\b|\bcoe\b"), "cofe"),
    (re.compile(r"\broman catholic\b|\br c\b|\brc\b"), "catholic"),
    (re.compile(r"\bst\b"), "saint"),
    (re.compile(r"\bsch\b"), "school"),
    (re.compile(r"\bpru\b"), "pupil referral unit"),
    (re.compile(r"\b6th\b"), "sixth"),
)
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})\b")
_SLIGHT = frozenset({"and", "the", "of", "for", "in", "a", "at", "on", "with", "s"})


def plain_words(text: str) -> list[str]:
    """Return the words of a name in the form in which names are compared, in order."""
    if text.isascii():
        letters = text.lower()
    else:
        parts = unicodedata.normalize("NFKD", text.casefold())
        letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    letters = _APOSTROPHES.sub("", letters.replace("&", " and "))
    plain = _NOT_A_WORD.sub(" ", letters).strip()
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    return plain.split()


def name_words(name: str) -> list[str]:
    """Return the words by which a name can be found: "Al-Hijrah" also as one word, slight words left out."""
    joined = [_NOT_A_WORD.sub("", word) for word in _HYPHENATED.findall(name.lower())]
    return [word for word in dict.fromkeys((*plain_words(name), *joined)) if word not in _SLIGHT]


def other_words(words: list[str]) -> tuple[str, ...]:
    """Return words by which a name with these words can be found as well, each on its own."""
    return ("church", "england") if "cofe" in words else ()


def query_words(text: str) -> list[str]:
    """Return the words of what somebody typed; a postcode is one word, whatever its spaces."""
    words = plain_words(text)
    joined = _POSTCODE.sub(r"\1\2", " ".join(words)).split()
    return list(dict.fromkeys(word for word in joined if word not in _SLIGHT)) or words


def describe(place: Workplace) -> str:
    """Return what tells a place from others of its name."""
    number = f"URN {place.urn}" if place.urn else f"UKPRN {place.ukprn}"
    return ", ".join(each for each in (place.type, place.town or place.area, place.postcode, number) if each)


def nothing_found(kept: Kept, typed: str) -> str:
    """Return a sentence for a search without a match, which knows of places that have closed."""
    number = typed.strip()
    closed = kept.closed(number) if number.isascii() and number.isdigit() else None
    register = next((told_by(info) for info in kept.lists if info.kind == "register"), None)
    if closed is not None and register is not None:
        return (
            f"{closed.name} (URN {number}) has closed, says the {register}. Try the name of the new school."
        )
    shown = typed if len(typed) <= 40 else f"{typed[:37]}..."
    return f'Nothing was found for "{shown}". Check the spelling, or try the postcode or the URN.'


MOST_SHOWN = 10

_LONGEST_QUERY = 100
_MOST_WORDS = 12
_ENOUGH = 0.5
"""The share of what was typed that a place has to account for."""
_NEARLY_AS_GOOD = 0.6
"""The share of what the best place accounts for that another has to reach."""
_NUMBER = re.compile(r"\d{5,8}")
_TYPED_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})?")
_WHOLE, _BEGINS, _PLACE, _SLIP, _BEGINS_ALIKE = 1.0, 0.9, 0.85, 0.7, 0.4


Lots: TypeAlias = "tuple[tuple[Sequence[int], float], ...]"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed word may stand for: lots of rows, how well each lot fits, and how much the word weighs."""

    lots: Lots
    weight: float


def find(kept: Kept, text: str, most: int = MOST_SHOWN) -> tuple[Workplace, ...]:
    """Return the places that fit what was typed, best first, at most so many."""
    words = query_words(text[:_LONGEST_QUERY])[:_MOST_WORDS]
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    if numbers:
        rows = [row for number in numbers for row in _rows_with_number(kept, number)]
        return tuple(kept.place(row) for row in list(dict.fromkeys(rows))[:most])
    share, rows = _ranked(kept, _levelled([_meaning(kept, word) for word in words]))
    if share < _PLACE:
        # Somebody may have mistyped: try again, and let a slip of the keys count as well.
        share, rows = _ranked(kept, _levelled([_forgiving(kept, word) for word in words]))
    return tuple(kept.place(row) for row in rows[:most])


def _levelled(meanings: list[Meaning]) -> list[Meaning]:
    """Return the meanings with a word that stands nowhere weighing as much as the others do on average."""
    known = [meaning.weight for meaning in meanings if meaning.lots]
    mean = sum(known) / len(known) if known else 0.0
    return [meaning if meaning.lots else Meaning((), mean) for meaning in meanings]


def _rows_with_number(kept: Kept, number: str) -> Iterable[int]:
    """Return the rows with this URN or UKPRN, which are the first two texts of a line."""
    for row in dict.fromkeys((*kept.rows_holding(f'["{number}",'), *kept.rows_holding(f'","{number}",'))):
        place = kept.place(row)
        if number in (place.urn, place.ukprn):
            yield row


def _ranked(kept: Kept, meanings: list[Meaning]) -> tuple[float, list[int]]:
    """Return the share that the best rows account for, and the best rows, those with short names first."""
    left = total = sum(meaning.weight for meaning in meanings)
    fits: dict[int, float] = {}
    for meaning in sorted(meanings, key=lambda meaning: -meaning.weight):
        # A row that only the words from here on account for can no longer get enough.
        best = _best(meaning, fits if left < _ENOUGH * total else None)
        if not fits:
            fits = {row: quality * meaning.weight for row, quality in best.items()}
        else:
            for row, quality in best.items():
                fits[row] = fits.get(row, 0.0) + quality * meaning.weight
        left -= meaning.weight
    if not fits:
        return 0.0, []
    most = max(fits.values())
    least = max(_ENOUGH * total, _NEARLY_AS_GOOD * most)
    rows: list[int] = []
    for level in sorted({fit for fit in fits.values() if fit >= least}, reverse=True):
        alike = [row for row, fit in fits.items() if fit == level]
        rows += nsmallest(MOST_SHOWN - len(rows), alike, key=kept.index.lengths.__getitem__)
        if len(rows) >= MOST_SHOWN:
            break
    return most / total, rows


def _best(meaning: Meaning, known: dict[int, float] | None) -> dict[int, float]:
    """Return the rows with this word and how well it fits; only `known` rows, unless that is None."""
    best: dict[int, float] = {}
    for rows, quality in reversed(meaning.lots):
        # The better fit comes last and replaces the others.
        best |= dict.fromkeys(rows if known is None else known.keys() & set(rows), quality)
    return best


def _meaning(kept: Kept, word: str) -> Meaning:
    whole, near, posted = kept.index.rows_with(word), kept.index.rows_near(word), _rows_posted(kept, word)
    # Two letters begin too much.
    begins = kept.index.rows_beginning(word) if len(word) > 2 else whole
    # With no longer word that begins so, the beginnings are the same rows once more.
    parts = ((begins, _BEGINS),) if len(begins) > len(whole) else ()
    lots = ((whole, _WHOLE), (posted, _WHOLE), *parts, (near, _PLACE))
    rows = len(begins) + len(near) + len(posted)
    return Meaning(_filled(lots), log(1 + len(kept) / max(1, rows)))


def _rows_posted(kept: Kept, word: str) -> tuple[int, ...]:
    """Return the rows with this postcode, or with a postcode that begins so; none for other words."""
    postcode = _TYPED_POSTCODE.fullmatch(word)
    if postcode is None:
        return ()
    start, end = postcode[1].upper(), (postcode[2] or "").upper()
    return tuple(kept.rows_holding(f',"{start} {end}"' if end else f',"{start} '))


def _forgiving(kept: Kept, word: str) -> Meaning:
    """Return what the word may stand for if one letter is wrong, missing, too many or swapped."""
    plain = _meaning(kept, word)
    if len(word) < 4 or not word.isalpha():
        return plain
    slips = [kept.index.rows_with(near) for near in kept.index.slips(word)]
    alike = kept.index.rows_beginning(word[: max(4, len(word) * 3 // 5)])
    lots = (*plain.lots, *((rows, _SLIP) for rows in slips), (alike, _BEGINS_ALIKE))
    return Meaning(_filled(lots), plain.weight)


def _filled(lots: Lots) -> Lots:
    return tuple((rows, quality) for rows, quality in lots if rows)
