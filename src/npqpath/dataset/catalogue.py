"""A whole data set in memory, with look-ups by id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from npqpath.dataset.pathways import PathwaysFile
from npqpath.dataset.qualifications import QualificationsFile

if TYPE_CHECKING:
    from npqpath.dataset.pathways import NextStep, Post, Question, Rule
    from npqpath.dataset.qualifications import Cohort, Provider, Qualification, Source

QUALIFICATIONS = "qualifications.yaml"
PATHWAYS = "pathways.yaml"
SOURCES = "sources.yaml"
PEOPLE = "people.yaml"
FILES = (QUALIFICATIONS, PATHWAYS, SOURCES, PEOPLE)
"""The files of a data set. The last two may be left out; a small one has sources and tests in the others."""


@dataclass(frozen=True)
class Catalogue:
    """Both files of a data set, and a fingerprint of their bytes and of the program that read them.

    Each look-up raises `KeyError` for an id that does not exist; the dicts are for asking whether it does.
    """

    # No slots: `cached_property` keeps each dict on the instance, made when it is first asked for.

    qualifications: QualificationsFile
    pathways: PathwaysFile
    fingerprint: str

    @cached_property
    def qualifications_by_id(self) -> dict[str, Qualification]:
        """Everything that can be taken or held, in the order of the file."""
        return {one.id: one for one in self.qualifications.qualifications}

    @cached_property
    def cohorts_by_id(self) -> dict[str, Cohort]:
        """The starts, oldest first."""
        return {one.id: one for one in self.qualifications.cohorts}

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources of both files; where both have one id, that of `qualifications.yaml`."""
        return {**self.pathways.sources, **self.qualifications.sources}

    @cached_property
    def questions_by_id(self) -> dict[str, Question]:
        """The questions, in the order in which they are asked."""
        return {one.id: one for one in self.pathways.questions}

    @cached_property
    def next_steps_by_id(self) -> dict[str, NextStep]:
        """The steps that are not NPQs, in the order of the file."""
        return {one.id: one for one in self.pathways.next_steps}

    @cached_property
    def rules_by_id(self) -> dict[str, Rule]:
        """The rules, in the order of the file."""
        return {one.id: one for one in self.pathways.rules}

    @cached_property
    def posts_by_id(self) -> dict[str, Post]:
        """The posts of all tracks, in the order of the file."""
        return {post.id: post for track in self.pathways.tracks for post in track.posts}

    def qualification(self, id: str) -> Qualification:
        """Return the qualification with this id."""
        return self.qualifications_by_id[id]

    def cohort(self, id: str) -> Cohort:
        """Return the start with this id."""
        return self.cohorts_by_id[id]

    def provider(self, id: str) -> Provider:
        """Return the lead provider with this id."""
        return self.qualifications.providers[id]

    def source(self, id: str) -> Source:
        """Return the source with this id, from either file."""
        return self.sources_by_id[id]

    def question(self, id: str) -> Question:
        """Return the question with this id."""
        return self.questions_by_id[id]

    def next_step(self, id: str) -> NextStep:
        """Return the next step with this id."""
        return self.next_steps_by_id[id]

    def name_of(self, id: str) -> str:
        """Return the name in words of a qualification or a next step."""
        found = self.qualifications_by_id.get(id)
        return found.name if found is not None else self.next_steps_by_id[id].name
