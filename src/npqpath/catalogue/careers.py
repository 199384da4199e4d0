"""The shape of the career tracks in `pathways.yaml`: posts, the moves between them, and stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from npqpath.catalogue.facts import Fact, Period, PostId, QualificationId, Raw, SourceId, SuggestionId

Focus = Literal["own-practice", "area-or-school", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post on a career track."""

    id: str
    """Short name of the post."""
    name: str
    """The post in words."""
    focus: Focus
    """What somebody in this post works to improve."""
    text: str
    """What the post is about, in a sentence."""
    when: Raw | None = None
    """Who stands here now; left out: nobody is placed here by the questions."""
    sought_by: Raw | None = None
    """Who wants to stand here one day; left out: no plan leads here."""
    helps: tuple[SuggestionId, ...] = ()
    """Ids of qualifications that help somebody in this post or on the way to it."""
    singapore: str | None = None
    """The post of Singapore's track that is nearest, where a source names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of the three career tracks, its posts in order."""

    id: Literal["general", "leadership", "specialist"]
    """Short name of the track."""
    name: str
    """The track in words."""
    summary: Fact
    """Who the track is for."""
    singapore: Fact
    """The track of Singapore that it resembles, and what is known of its posts."""
    posts: tuple[Post, ...]
    """The posts, from the first to the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move from one post to another, on the same track or across."""

    start: PostId
    """Id of the post that the move starts from."""
    to: PostId
    """Id of the post that it leads to."""
    text: str
    """What makes the move work, in a sentence."""
    helps: tuple[SuggestionId, ...] = ()
    """Ids of qualifications or next steps that help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A named stage with facts: of focus, of the golden thread."""

    id: str
    """Short name of the stage."""
    name: str
    """The stage in words."""
    text: str
    """What it is about, in a sentence."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """Something that a school or trust may want to get better at, and the courses that go deep into it."""

    id: str
    """Short name of the priority, as team files use it."""
    name: str
    """The priority in words."""
    courses: tuple[QualificationId, ...]
    """Ids of the qualifications that go deep into it."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand."""
    aliases: tuple[str, ...] = ()
    """Other names that team files may use."""
