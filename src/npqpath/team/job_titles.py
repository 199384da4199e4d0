"""Job titles as schools write them, read by what they mean: words in any order, short forms, several posts.

The words are data: the aliases of the question about the job, and of that about the area. In an alias
"subject" stands for any area, as in "head of subject", and "any" for words that name no post, as in "any
teacher". "Maths", which may be taught anywhere, is an area because "primary maths" and "secondary maths" are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from npqpath.dataset.near_miss import slip
from npqpath.team.team_file import ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from npqpath.dataset.catalogue import Catalogue


FOCUS = "focus"
"""The question about the area, whose answers are called like subjects and areas of work."""

Words: TypeAlias = frozenset[str]

_ALIKE = {
    "lead": "leader leading coordinator coord",
    "assistant": "ass asst assist",
    "headteacher": "headmaster headmistress",
    "department": "dept faculty fac",
    "early career teacher": "ect ect1",
    "senco": "sendco",
    "teacher": "teachers",
    "deputy": "dep",
    "director": "dir",
    "executive": "exec",
    "associate": "assoc",
    "manager": "mgr",
    "senior": "snr",
    "second": "2nd",
}
_SAME = {word: same for same, words in _ALIKE.items() for word in words.split()}
"""Words that mean the same in a title."""
_CONTRACT = re.compile(
    r"\b(?:(?:maternity|paternity|parental|mat)\.?(?: leave)?(?: cover)?|(?:part|full)[- ]?time|job[- ]?share"
    r"|[pf]/t|fte|acting|interim|temporary|temp|permanent|fixed[- ]term|on leave|term time only|d?dsl|qts"
    r"|tlr ?[1-3]?[a-z]?|(?:ups|mps|mpr|upr|main ?scale)\d?|\d+%|from \d.*|until \d.*"
    r"|(?:from |until )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{4})(?!\w)|\d*\.\d+"
)
"""What a title says of a contract or of pay, and of a duty that goes with any post."""
_MORE = r"(?:\s*(?:/|&|and|-|\+|,|to)\s*(?:year|yr|y|ks)?\s*\d{1,2})*\b"
_YEARS = re.compile(rf"\b(?:years?|yrs?|y)(?: groups?)?[ .]*(\d{{1,2}}){_MORE}")
_STAGES = re.compile(rf"\b(?:key ?stages?|[ul]?ks) ?([1-5]){_MORE}|\bkey ?stages?\b")
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_EDGES = re.compile(r"[/;|+,:()\[\]\n\u2013\u2014]|\s-+\s")
_FILLERS = frozenset(
    ["and", "the", "a", "an", "in", "for", "with", "at", "year", "keystage", "primary", "secondary"]
)
_OF = "of"
_ANY_AREA = "subject"
_ANY = "any"
_RANKS = frozenset(
    [
        *("head", "headteacher", "principal", "deputy", "vice", "assistant", "assistants", "associate"),
        *("chief", "executive", "officer", "director", "manager", "lead", "second", "senco", "coordinator"),
        *("teacher", "trainee", "tutor", "lecturer", "governor", "governors", "trustee", "chair"),
        *("pa", "secretary", "to"),
    ]
)
"""Words that name a post or its rank, which "any" does not stand for."""
_SECONDARY = 7
"""The first year of a secondary school."""
_AMBIGUOUS = ("primary", "secondary")
_AS_IN_SECONDARY = ({"head", "of"}, {"teacher", "of"}, {"department"}, {"second"})
_SAY_LITTLE = (
    *("not-teaching-now", "support-staff", "early-years-practitioner", "lecturer", "adviser"),
    *("classroom-teacher", "senior-leader"),
)
"""Posts that another one in the same cell says more exactly, from the least to the most exact."""
_NO_ONE_AREA = ("support-staff", "senior-leader", "business-leader", "trust-leader")
"""Posts that lead no area, whatever words the title has."""
_SHORTEST = 5
"""Letters of a word in which a slip can be told from another word."""


@dataclass(frozen=True, slots=True)
class JobTitle:
    """What a title says: the post, other posts in it, the area where it is plain, and duties."""

    role: str | None
    also: tuple[str, ...] = ()
    focus: str | None = None
    duties: tuple[str, ...] = ()


class JobTitles:
    """The titles that can be read with a data set."""

    def __init__(self, catalogue: Catalogue) -> None:
        questions = {question.id: question for question in catalogue.pathways.questions}
        roles = questions[ROLE].answers if ROLE in questions else ()
        areas = questions[FOCUS].answers if FOCUS in questions else ()
        self._order = {answer.id: place for place, answer in enumerate(roles)}
        self._passing = frozenset(answer.id for answer in roles if answer.later)
        self._areas: dict[tuple[str, ...], str | None] = {}
        for answer in areas:
            for name in (answer.id, answer.label, *answer.aliases):
                self._areas.setdefault(tuple(_words(name)), answer.id)
        for area in [area for area in self._areas if area[0] in _AMBIGUOUS and len(area) > 1]:
            self._areas[area[1:]] = None
        self._duties = {
            words: duty.id
            for duty in catalogue.pathways.duties
            for name in (duty.id.replace("-", " "), duty.name)
            for words in (_set(_words(name)), _set(_words(name)) - {_OF})
        }
        self._posts: dict[Words, str] = {}
        self._patterns: list[tuple[list[str], list[str], str]] = []
        for answer in roles:
            for name in (answer.id.replace("-", " "), answer.label, *answer.aliases):
                words = _words(name)
                if _ANY in words:
                    at = words.index(_ANY)
                    self._patterns.append((words[:at], words[at + 1 :], answer.id))
                else:
                    self._posts.setdefault(_set(words), answer.id)
        self._vocabulary = frozenset(chain(*self._posts, *self._areas))

    def read(self, text: str) -> JobTitle | None:
        """Return what a title says, or None where a word of it is not understood; "DSL" says no post."""
        pieces = [_words(piece) for piece in _pieces(text)]
        posts: list[str] = []
        duties: list[str] = []
        runs = [self._runs(tuple(piece)) for piece in pieces]
        if any(
            found is None and not _RANKS.isdisjoint(piece) for found, piece in zip(runs, pieces, strict=True)
        ):
            return None
        for found in runs:
            for run in found or ():
                if (post := self._post(run)) is not None:
                    posts.append(post)
                elif _set(run) in self._duties:
                    duties.append(self._duties[_set(run)])
        role, *also = sorted(dict.fromkeys(posts), key=self.exactness, reverse=True) or ("",)
        words = [word for piece in pieces for word in piece]
        focus = None if role in _NO_ONE_AREA else self._focus(words, role, text)
        is_read = role or duties or None not in runs
        title = JobTitle(role or None, tuple(also), focus, tuple(dict.fromkeys(duties)))
        return title if is_read else None

    def area_of(self, post: str) -> str | None:
        """Return the area that a post is all about, such as SEND for a SENCO."""
        named = (area for area, id in self._areas.items() if id and self._posts.get(_set(area)) == post)
        return next(map(self._areas.__getitem__, named), None)

    def slip(self, text: str) -> str | None:
        """Return the title with a slip of the keys in one word mended, where it can be read then."""
        for word in dict.fromkeys(re.findall(rf"[^\W\d_]{{{_SHORTEST},}}", text)):
            if word.casefold() in self._vocabulary:
                continue
            known = slip(word, self._vocabulary)
            mended = text.replace(word, known) if known else ""
            if known and self.read(mended) is not None:
                return mended
        return None

    def leads(self, post: str) -> bool:
        """Return whether somebody in a post leads others."""
        return post not in _SAY_LITTLE and post not in self._passing

    def exactness(self, post: str) -> tuple[bool, bool, int]:
        """Return what sorts posts by how much they say: of several that somebody has, the last counts."""
        little = post in _SAY_LITTLE
        return post in self._passing, not little, (_SAY_LITTLE.index(post) if little else self._order[post])

    def _post(self, run: tuple[str, ...]) -> str | None:
        """Return the post of which a run of words is a name; the very words count before "subject"."""
        for words in (_set(run), _set(self._with_areas(run))):
            post = self._posts.get(words) or self._posts.get(words - {_OF})
            if post is not None and words:
                return post
        return self._post_of_any(list(run))

    def _post_of_any(self, run: list[str]) -> str | None:
        for before, after, post in self._patterns:
            middle = run[len(before) : len(run) - len(after)]
            if middle and [*before, *middle, *after] == run and _RANKS.isdisjoint(middle):
                return post
        return None

    def _runs(self, words: tuple[str, ...]) -> list[tuple[str, ...]] | None:
        """Return the words cut into the fewest names of posts and duties, with what says nothing between."""
        best: list[list[tuple[str, ...]] | None] = [[]]
        for end in range(1, len(words) + 1):
            ways = [
                [*before, words[start:end]]
                for start in range(end)
                if (before := best[start]) is not None and self._is_known(words[start:end])
            ]
            best.append(min(ways, key=self._cost, default=None))
        return best[-1]

    def _cost(self, runs: list[tuple[str, ...]]) -> tuple[int, int]:
        return len(runs), sum(self._post_of_any(list(run)) is not None for run in runs)

    def _is_known(self, run: tuple[str, ...]) -> bool:
        # "of" after a post says of what, which makes it another post.
        says_nothing = run[0] != _OF and set(self._with_areas(run)) <= {*_FILLERS, _ANY_AREA, _OF}
        return says_nothing or _set(run) in self._duties or self._post(run) is not None

    def _with_areas(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words with "subject" in the place of each area."""
        found: list[str] = []
        at = 0
        while at < len(words):
            length = self._area_at(words, at)
            found.append(_ANY_AREA if length else words[at])
            at += length or 1
        return tuple(found)

    def _area_at(self, words: tuple[str, ...], at: int) -> int:
        longest = max(map(len, self._areas), default=0)
        return next((n for n in range(longest, 0, -1) if words[at : at + n] in self._areas), 0)

    def _focus(self, words: list[str], role: str, text: str) -> str | None:
        """Return the one area that the words name, if they name just one."""
        named, at = [], 0
        phase = _phase(words, text)
        while at < len(words):
            length = self._area_at(tuple(words), at)
            name = tuple(words[at : at + length])
            if length and self._posts.get(_set(name)) != role:
                named.append(self._areas[name] or self._areas.get((phase, *name)))
            at += length or 1
        return named[0] if named and len(set(named)) == 1 else None


def _phase(words: list[str], text: str) -> str:
    """Return primary or secondary where the words tell which it is."""
    text = text.casefold()
    found = [int(match[1]) for match in _YEARS.finditer(text)]
    stages = [int(match[1]) for match in _STAGES.finditer(text) if match[1]]
    if any(year < _SECONDARY for year in found) or any(stage <= 2 for stage in stages) or "primary" in words:
        return "primary"
    is_secondary = found or stages or any(each <= {*words} for each in _AS_IN_SECONDARY)
    return "secondary" if is_secondary or "secondary" in words else ""


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a title between marks, without what it says of the contract."""
    told = _STAGES.sub(" keystage ", _DOTTED.sub(r"\1", text.casefold().replace("&", " and ")))
    # A year of a primary school is to its leader what a key stage is.
    told = _YEARS.sub(lambda year: " keystage " if int(year[1]) < _SECONDARY else " year ", told)
    yield from filter(str.strip, _EDGES.split(_CONTRACT.sub(" ", told)))


def _words(text: str) -> list[str]:
    """Return the words of a piece, those that mean the same as one word."""
    plain = text.casefold().replace("&", " and ")
    plain = re.sub(r"\bco-? ?ord", "coord", _STAGES.sub(" keystage ", plain))
    plain = re.sub(r"\bect (?=[12]\b)", "ect", plain)
    plain = re.sub(r"\bhead[- ]teachers?\b", "headteacher", re.sub(r"\bi/c\b", "in charge", plain))
    found = re.findall(r"[^\W_]+", plain.replace("'", ""))
    return [same for word in found if not word.isdigit() for same in _SAME.get(word, word).split()]


def _set(words: Iterable[str]) -> Words:
    """Return the words that count, in no order."""
    return frozenset(words) - _FILLERS | (frozenset(words) & {"year", "keystage"})
