"""Names as they are compared: without accents, apostrophes and hyphens, and with saint for st.

Names in a workplaces file and what a teacher types go through the same function, so both meet in the middle.
"""

from __future__ import annotations

import re
import unicodedata

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
