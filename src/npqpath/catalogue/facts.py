"""The pieces that both data files share: sources and dated facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias


class Shown:
    """What the JSON Schema says of a field beyond its type; `refers` names what a data set defines."""

    def __init__(self, **words: object) -> None:
        self.words = words

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core), **self.words}


Raw: TypeAlias = Annotated[dict[str, object], Shown(refers="Condition")]
"""A condition as written in the YAML: `logic.conditions` gives it a meaning."""
Answers: TypeAlias = Annotated[dict[str, object], Shown(refers="Answers")]
"""What somebody answers, as in an answers file."""
Period: TypeAlias = Annotated[str, Shown(type=["string", "integer"])]
"""A day, a month, a year or other words for a time; a year needs no quotation marks, as all text is text."""

SourceId: TypeAlias = Annotated[str, Shown(refers="SourceId")]
ProviderId: TypeAlias = Annotated[str, Shown(refers="ProviderId")]
QualificationId: TypeAlias = Annotated[str, Shown(refers="QualificationId")]
NextStepId: TypeAlias = Annotated[str, Shown(refers="NextStepId")]
SuggestionId: TypeAlias = Annotated[str, Shown(refers="SuggestionId")]
"""The id of a qualification or a next step."""
CohortId: TypeAlias = Annotated[str, Shown(refers="CohortId")]
QuestionId: TypeAlias = Annotated[str, Shown(refers="QuestionId")]
PostId: TypeAlias = Annotated[str, Shown(refers="PostId")]
RuleId: TypeAlias = Annotated[str, Shown(refers="RuleId")]
KnownRuleId: TypeAlias = Annotated[str, Shown(refers="KnownRuleId")]
"""The id of a rule, which may be of this very file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A public page that facts come from."""

    url: str
    """Address of the page."""
    title: str
    """Title of the page and who published it."""
    checked: dt.date
    """The day somebody last read the page for this data set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What takes the place of a fact or an activity from a day on."""

    holds_from: dt.date
    """The first day on which it holds."""
    text: str
    """The new text, worded for the teacher who reads it."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand, so the text is worded with care."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until the next version begins, or with no end known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is true, in plain words, with where it comes from and how fresh it is."""

    text: str
    """The fact in one or two plain sentences, worded for the teacher who reads it."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand, so the text is worded with care."""
    holds_from: dt.date | None = None
    """The first day on which it holds; left out: it holds already."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until `then` begins, or with no end known."""
    then: tuple[Version, ...] = ()
    """The versions that take its place later, the first one first."""
