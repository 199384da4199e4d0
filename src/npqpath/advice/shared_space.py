"""Two compiled data sets carried into one diagram, so that their people can be set against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from npqpath.advice.core import CompiledRules
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Question
from npqpath.logic.diagram import EVERYBODY, NOBODY, Diagram
from npqpath.logic.space import Space, Variable

BEFORE = " (before)"
"""Ends the id of a question of the old data set that is of another kind in the new one."""


class Carried:
    """A core whose nodes can be had in another diagram, over a space that has all its questions and answers.

    No node has an answer that the core does not know. `names` are those of questions renamed there.
    """

    def __init__(self, core: CompiledRules, names: Mapping[str, str], space: Space, diagram: Diagram) -> None:
        self.core = core
        self._diagram = diagram
        self._names = names
        self._space = space
        self._levels = [self._target(variable) for variable in core.space.variables]
        self._known = {NOBODY: NOBODY, EVERYBODY: EVERYBODY}

    def node(self, node: int) -> int:
        """Return a node of the core in the other diagram."""
        found = self._known.get(node)
        if found is None:
            level, values = self._levels[self.core.diagram.level(node)]
            below = [self.node(child) for child in self.core.diagram.children(node)]
            children = [NOBODY if value is None else below[value] for value in values]
            found = self._known[node] = self._join(level, children)
        return found

    def asked(self) -> dict[str, int]:
        """Return who is asked each question, by its id in the space."""
        return {self._names.get(id, id): self.node(node) for id, node in self.core.asked.items()}

    @property
    def asked_ids(self) -> frozenset[str]:
        """The ids in the space of the questions that the core asks."""
        return frozenset(self._names.get(id, id) for id in self.core.asked)

    def people(self) -> int:
        """Return the people who can exist and give only answers that the core knows to what it asks them."""
        asked, unknown = self.asked(), []
        for level, values in self._levels:
            strange = [value for value, own in enumerate(values) if own is None]
            question = self._space.variables[level].question
            unknown.append(self._diagram.both(asked[question], self._diagram.choose(level, strange)))
        known = self._diagram.negate(self._diagram.any_of(unknown))
        return self._diagram.both(self.node(self.core.possible), known)

    def _join(self, level: int, children: list[int]) -> int:
        if all(self._diagram.level(child) > level for child in children):
            return self._diagram.node(level, tuple(children))
        return self._diagram.any_of(
            self._diagram.both(self._diagram.choose(level, [value]), child)
            for value, child in enumerate(children)
        )

    def _target(self, variable: Variable) -> tuple[int, tuple[int | None, ...]]:
        """Return the level of a variable in the space, and for each value there the value here."""
        question = self._names.get(variable.question, variable.question)
        level = self._space.level[question, variable.part]
        if question in self._space.bands:
            own = self.core.space.bands[variable.question]
            lows = [band.low for band in self._space.bands[question]]
            return level, tuple(sum(band.low <= low for band in own) - 1 for low in lows)
        here = {value: i for i, value in enumerate(variable.values)}
        return level, tuple(here.get(value) for value in self._space.variables[level].values)


@dataclass(frozen=True)
class Merged:
    """Two data sets over one space; `words` has the questions and names of both."""

    # No slots: `cached_property` keeps what is asked for often.

    old: Carried
    new: Carried
    words: Catalogue
    space: Space
    diagram: Diagram

    @cached_property
    def old_people(self) -> int:
        """The people of whom the old data set knows."""
        return self.old.people()

    @cached_property
    def new_people(self) -> int:
        """The people of whom the new data set knows."""
        return self.new.people()

    @cached_property
    def people(self) -> int:
        """The people of both data sets: everything is compared among them."""
        return self.diagram.both(self.old_people, self.new_people)

    @cached_property
    def whole(self) -> CompiledRules:
        """A core for words and people, not for advice: who is asked what by either data set."""
        old, new = self.old.asked(), self.new.asked()
        asked = {
            question.id: self.diagram.either(old.get(question.id, NOBODY), new.get(question.id, NOBODY))
            for question in self.words.pathways.questions
        }
        return replace(
            self.new.core,
            catalogue=self.words,
            space=self.space,
            diagram=self.diagram,
            possible=self.people,
            asked=asked,
        )

    @cached_property
    def _sheets(self) -> int:
        """Every sheet once: a question that somebody is not asked has its first value in theirs."""
        found = EVERYBODY
        for question, asked in reversed(self.whole.asked.items()):
            levels = self.space.levels.get(question, ())
            blank = self.diagram.all_of(self.diagram.choose(level, (0,)) for level in levels)
            found = self.diagram.both(found, self.diagram.either(asked, blank))
        return found

    def is_old(self, question: str) -> bool:
        """Return whether a question of the space is one that the old data set asks."""
        return question in self.old.asked_ids

    @cached_property
    def sheets(self) -> int:
        """The answer sheets of the people of both data sets, each once."""
        return self.diagram.both(self.people, self._sheets)

    def share(self, node: int, among: int) -> float:
        """Return the share of the answer sheets of `among` that are in `node`, 0 to 1."""
        return self.diagram.share(node, self.diagram.both(among, self._sheets))


def merge(old: CompiledRules, new: CompiledRules) -> Merged:
    """Return both data sets in one diagram. Questions, parts and answers are the same if their ids are."""
    names = _other_kinds(old.catalogue, new.catalogue)
    before = tuple(replace(one, id=names.get(one.id, one.id)) for one in old.catalogue.pathways.questions)
    questions = _questions(before, new.catalogue.pathways.questions)
    limits: dict[str, set[int]] = {one.id: set() for one in questions}
    for core, renamed in ((old, names), (new, {})):
        for id, bands in core.space.bands.items():
            limits[renamed.get(id, id)] |= {band.low for band in bands if band.low}
    space = Space(questions, {id: tuple(sorted(numbers)) for id, numbers in limits.items()})
    diagram = Diagram(space.sizes)
    carried = Carried(old, names, space, diagram), Carried(new, {}, space, diagram)
    return Merged(*carried, _words(old.catalogue, new.catalogue, questions), space, diagram)


def _words(old: Catalogue, new: Catalogue, questions: tuple[Question, ...]) -> Catalogue:
    """Return the new data set with these questions, and with what only the old one has a name for."""
    qualifications = {**old.qualifications_by_id, **new.qualifications_by_id}
    next_steps = {**old.next_steps_by_id, **new.next_steps_by_id}
    return Catalogue(
        replace(new.qualifications, qualifications=tuple(qualifications.values())),
        replace(new.pathways, questions=questions, next_steps=tuple(next_steps.values())),
        new.fingerprint,
    )


def _other_kinds(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """Return new ids for the questions of the old data set that are of another kind in the new one."""
    kinds = {one.id: (one.kind, bool(one.of)) for one in new.pathways.questions}
    return {
        one.id: one.id + BEFORE
        for one in old.pathways.questions
        if kinds.get(one.id, (one.kind, bool(one.of))) != (one.kind, bool(one.of))
    }


def _questions(old: tuple[Question, ...], new: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions of both in the order of the new ones; an old one follows the one it followed."""
    before = {one.id: one for one in old}
    merged = [_with_both_answers(before[one.id], one) if one.id in before else one for one in new]
    place = 0
    for one in old:
        ids = [each.id for each in merged]
        if one.id in ids:
            place = ids.index(one.id) + 1
        else:
            merged.insert(place, one)
            place += 1
    return tuple(merged)


def _with_both_answers(old: Question, new: Question) -> Question:
    answers = {answer.id: answer for answer in (*new.answers, *old.answers)}
    answers |= {answer.id: answer for answer in new.answers}
    return replace(new, answers=tuple(answers.values()), of=tuple(dict.fromkeys((*new.of, *old.of))))
