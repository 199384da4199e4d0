"""What is known of NPQs in general, found by the words of a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.qualifications import Fact, Qualification, Topic

_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "a about am an and any are as at be by can could do does for from get got has have how i if in into "
        "is it its just me my need next not now npq npqs of on one or s should so some than that the their "
        "them then there they this to up was we what when where which who why will with would you your",
    )
)
"""Words that say nothing about what is asked."""
_ENDINGS = re.compile(r"(?<=\w{3})(ings?|ies|ied|ed|es|s|y|e)$")
_FIRST_FACTS, _MOST_FACTS = 3, 6
"""Facts of a topic to show: the first, and up to how many those that share most with the question."""
_MOST_TOPICS = 3
_NEAR = 0.6
"""The share of the best topic's weight from which another is shown beside it."""
_FEWEST = 2
"""Words of a text, and of no name, that make a topic an answer."""
_WHOLE, _PART = 3.0, 1.5
"""How much more a word counts than one of the text: in a name of the topic asked for whole, or in part."""
_MONEY = "What DfE pays: scholarships"


@dataclass(frozen=True)
class Faq:
    """All topics of a data set: its own, one for each qualification, and one for what holds of the money."""

    # No slots: `cached_property` keeps the index.

    catalogue: Catalogue

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic; those of the data come first."""
        book = self.catalogue.qualifications
        money = Topic(id="scholarships", name=_MONEY, words=(), facts=book.funding_facts)
        return (*book.topics, money, *map(_about, book.qualifications))

    def find(self, asked: str) -> tuple[Topic, ...]:
        """Return the topics that answer a question in somebody's own words, best first."""
        wanted = self._words(asked)
        weights = {topic.id: self._weight(topic, wanted) for topic in self.topics}
        best = max(weights.values(), default=0)
        fitting = [topic for topic in self.topics if best and weights[topic.id] >= _NEAR * best]
        fitting.sort(key=lambda topic: (topic.id != asked.casefold(), -weights[topic.id]))
        return tuple(self._short(topic, wanted) for topic in fitting[:_MOST_TOPICS])

    @cached_property
    def _alike(self) -> dict[str, str]:
        groups = [[_stem(word) for word in _split(group)] for group in self.catalogue.qualifications.alike]
        return {word: group[0] for group in groups for word in group}

    @cached_property
    def _index(self) -> dict[str, tuple[tuple[set[str], ...], set[str]]]:
        """The words of each topic, by id: of each of its names, and of its text."""
        found = {}
        for topic in self.topics:
            names = tuple(map(self._words, (topic.id, topic.name, *topic.words)))
            found[topic.id] = names, self._words(" ".join(fact.text for fact in topic.facts))
        return found

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """How much each word tells: the fewer topics have it, the more."""
        counts = Counter(word for names, told in self._index.values() for word in told.union(*names))
        return {word: math.log(len(self.topics) / count) for word, count in counts.items()}

    def _weight(self, topic: Topic, wanted: set[str]) -> float:
        names, told = self._index[topic.id]
        whole = set[str]().union(*(name for name in names if name <= wanted))
        part = wanted.intersection(set[str]().union(*names))
        hits = part | (wanted & told)
        if not part and len(hits) < _FEWEST:
            return 0
        worth = {word: _WHOLE if word in whole else _PART if word in part else 1 for word in hits}
        return sum(self._rarity[word] * worth[word] for word in hits)

    def _short(self, topic: Topic, wanted: set[str]) -> Topic:
        """Return a topic with the facts that answer best, in their order."""

        def weight(fact: Fact) -> float:
            return sum(self._rarity.get(word, 0) for word in self._words(fact.text) & about)

        about = wanted.difference(*self._index[topic.id][0])
        first, others = topic.facts[:_FIRST_FACTS], topic.facts[_FIRST_FACTS:]
        best = sorted(others, key=weight, reverse=True)[: _MOST_FACTS - _FIRST_FACTS]
        return replace(topic, facts=(*first, *(fact for fact in others if fact in best)))

    def _words(self, text: str) -> set[str]:
        """Return what a text is about: its words without their endings, one for all that mean the same."""
        stems = (_stem(word) for word in _split(text) if word not in _LITTLE)
        return {self._alike.get(word, word) for word in stems}


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]s", "", text.casefold()))


def _stem(word: str) -> str:
    """Return a word without the ending that changes with its use: "deferring" and "defers" are "defer"."""
    stem = _ENDINGS.sub("", word)
    return stem[:-1] if stem != word and len(stem) > 3 and stem[-1] == stem[-2] else stem


def _about(it: Qualification) -> Topic:
    """Return what the data says of a qualification as a topic."""
    parts = (it.summary, it.who_for, it.entry, it.required_for, it.hours, it.assessment)
    facts = (*parts, it.counts_for, it.masters_credit, *it.notes)
    found = tuple(fact for fact in facts if fact is not None)
    return Topic(id=it.id, name=it.name, words=(it.short_name, *it.aliases), facts=found)
