"""How hard a sentence is to read: the reading age by Flesch and Kincaid, with syllables counted by rule."""

from __future__ import annotations

import re
from functools import cache

_SENTENCE_END = re.compile(r" (?<=[.?!] )(?=[A-Z\"'])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*|\d[\d,]*")
_VOWELS = frozenset("aeiouy")
_OTHERS_APART = str.maketrans(
    {letter: " " for letter in (*map(chr, range(128)), "\u2019") if letter not in _VOWELS}
)

START_OF_SCHOOL = 5
"""A reading age is a school grade of the formula and these years."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [each for each in _SENTENCE_END.split(" ".join(text.split())) if each]


def words(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence."""
    return _WORD.findall(sentence)


@cache
def syllables(word: str) -> int:
    """Return about how many syllables a word has. A short form in capitals counts as one: readers know it."""
    if word.isupper() or word.rstrip("s").isupper() or not word[0].isalpha():
        return 1
    plain = word.lower()
    if plain.endswith("ed") and plain[-3:-2] not in ("", "t", "d"):
        plain = plain[:-2]
    elif plain.endswith("e") and plain[-2:-1] not in ("a", "e", "i", "o", "u", "l"):
        plain = plain[:-1]
    return max(1, len(plain.translate(_OTHERS_APART).split()))


def reading_age(found: list[str]) -> float:
    """Return the age at which somebody at school can usually read a sentence of these words."""
    if not found:
        return 0.0
    grade = 0.39 * len(found) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
    return grade + START_OF_SCHOOL
