"""Texts: what teachers read is there, short, in plain English, and promises nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.dataset.model_fields import hints_of
from npqpath.dataset.overlays import LINK, NO_LINK
from npqpath.dataset.pathways import Rule
from npqpath.dataset.qualifications import FundingRow
from npqpath.validate.findings import Finding, say

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.validate.findings import DataSet
    from npqpath.validate.parts import File


LONGEST_REASON = 200
FEWEST_WORDS = 12
HARD_AGE = 20
VERY_HARD_AGE = 23
HIGHEST_AGE = 40

_READ_OUT = ("because", "ask", "text", "next", "says")
"""Fields with whole sentences for teachers."""
_SHOWN = (*_READ_OUT, "why", "hint", "label", "find_out", "name", "change_takes")
_EMPTY = re.compile(r"\W*(?:todo|tbc|tbd|fixme|xxx|because|none|n/a)?\W*", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(guarantee[sd]?|definitely|certain to|sure to|bound to|will be (?:funded|paid for|accepted)|"
    r"will (?:get|have) (?:a|the) (?:place|grant|scholarship|funding|post|job))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not?|never|nobody|none|cannot|without|nor|neither|whether|if)\b|n['\u2019]t\b", re.IGNORECASE
)

_SENTENCE_END = re.compile(r" (?<=[.?!] )(?=[A-Z\"'])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*|\d[\d,]*")
_VOWELS = frozenset("aeiouy")
_OTHERS_APART = str.maketrans(
    {letter: " " for letter in (*map(chr, range(128)), "\u2019") if letter not in _VOWELS}
)

START_OF_SCHOOL = 5
"""A reading age is a school grade of the formula and these years."""
# To begin with a capital lets the search run from one to the next.
_SHORT_FORM = re.compile(r"[A-Z](?<![\w./-][A-Z])[A-Z0-9]+(?=s?\b)")
_EXPLAINED = re.compile(r"\(([A-Z][A-Z0-9]+)s?\)|\b([A-Z]+) stands for\b")


def check_words(data: DataSet) -> Iterable[Finding]:
    """Yield the reasons that are missing or too long, unexplained short forms, and what is hard to read."""
    known = _known_short_forms(data.catalogue)
    unknown: dict[tuple[File, str], list[Loc]] = {}
    for file, loc, part in data.parts:
        if isinstance(part, Rule | FundingRow):
            yield from _check_reason(data, file, (*loc, "because"), part)
        for at, text in _texts(part, loc):
            if at[len(loc)] in _READ_OUT:
                yield from _check_text(data, file, at, text)
                yield from _check_end(data, file, at, text)
            for word in short_forms(text):
                if word not in known:
                    unknown.setdefault((file, word), []).append(at)
    for (file, word), places in unknown.items():
        yield _short_form(data, file, word, places)


def _texts(part: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    model: type = type(part)
    for name in _shown_fields(model):
        value = getattr(part, name)
        if isinstance(value, str):
            yield (*loc, name), value
        elif isinstance(value, tuple):
            yield from (((*loc, name, i), each) for i, each in enumerate(value) if isinstance(each, str))


@cache
def _shown_fields(model: type) -> tuple[str, ...]:
    return tuple(name for name in _SHOWN if name in hints_of(model))


def _check_reason(data: DataSet, file: File, loc: Loc, part: Rule | FundingRow) -> Iterator[Finding]:
    text = part.because
    if _EMPTY.fullmatch(text):
        yield say("NP501", data.place(file, loc), id=part.id)
    if len(text) > LONGEST_REASON:
        yield say("NP502", data.place(file, loc), id=part.id, letters=len(text), most=LONGEST_REASON)


def _check_text(data: DataSet, file: File, loc: Loc, text: str) -> Iterator[Finding]:
    for sentence in sentences(text):
        promise = _PROMISE.search(sentence)
        if promise and not _NOT.search(sentence):
            yield say("NP506", data.place(file, loc), promise=promise[0], sentence=sentence)
        found = words(sentence)
        if len(found) >= FEWEST_WORDS and (age := reading_age(found)) > HARD_AGE:
            key = "NP505-very-hard" if age > VERY_HARD_AGE else "NP505-hard"
            how_old = f"about {age:.0f}" if age <= HIGHEST_AGE else f"over {HIGHEST_AGE}"
            yield say(key, data.place(file, loc), age=how_old, sentence=sentence)


def _check_end(data: DataSet, file: File, loc: Loc, text: str) -> Iterator[Finding]:
    """Yield that a sentence stops short where a # begins a comment."""
    if not text.endswith((".", "?", "!", ":")) and data.rest_of_line(file, loc).startswith("#"):
        yield say("NP503", data.place(file, loc))


@cache
def glossary() -> frozenset[str]:
    """Return the short forms that texts need not explain, as `glossary.yaml` has them."""
    import yaml

    return frozenset(yaml.safe_load(Path(__file__).with_name("glossary.yaml").read_text("utf-8")))


def _known_short_forms(catalogue: Catalogue) -> frozenset[str]:
    texts = [each.name for each in catalogue.qualifications.providers.values()]
    for one in catalogue.qualifications.qualifications:
        texts += [one.short_name, one.name, *one.aliases]
    return glossary().union(re.findall(r"[A-Z][A-Z0-9]+", " ".join(texts)))


def _short_form(data: DataSet, file: File, word: str, places: list[Loc]) -> Finding:
    more = f", and {len(places) - 1} more in this file" if len(places) > 1 else ""
    return say("NP504", data.place(file, places[0]), word=word, more=more)


def short_forms(text: str) -> list[str]:
    """Return the words in capitals of a text that it does not explain.

    A word in brackets, such as "(TRN)", is explained by what stands before it.
    """
    found = _SHORT_FORM.findall(text)
    explained = {word for words in _EXPLAINED.findall(text) for word in words} if found else set()
    return [word for word in found if word not in explained]


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


def check_addresses(data: DataSet) -> Iterable[Finding]:
    """Yield the sources whose address is none, as NP163, and those of one page."""
    seen: dict[str, str] = {}
    for file, whole in data.wholes():
        for id, source in whole.sources.items():
            if not LINK.fullmatch(source.url):
                yield Finding(data.place(file, ("sources", id, "url")), "NP163", "error", *NO_LINK)
            if (other := seen.setdefault(source.url, id)) != id:
                yield say("NP507", data.place(file, ("sources", id, "url")), other=other)
