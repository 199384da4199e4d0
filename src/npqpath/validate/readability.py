"""How hard a sentence is to read: the reading age by Flesch and Kincaid, with syllables counted by rule."""

from __future__ import annotations

import re
from functools import cache

_SENTENCE_END = re.compile(r" (?<=[.?!] )(?=[A-Z\"'])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*|\d[\d,]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<![aeioul])e$|(?<=[^td])ed$")

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
    plain = _SILENT_END.sub("", word.lower())
    return max(1, len(_VOWELS.findall(plain)))


def reading_age(found: list[str]) -> float:
    """Return the age at which somebody at school can usually read a sentence of these words."""
    if not found:
        return 0.0
    grade = 0.39 * len(found) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
    return grade + START_OF_SCHOOL
