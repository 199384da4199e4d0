"""The shape of `qualifications.yaml`: what can be taken or held, who provides it and who pays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias


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
AskedId: TypeAlias = Annotated[str, Shown(refers="AskedId")]
"""The id of a qualification, or `any NPQ`."""
NextStepId: TypeAlias = Annotated[str, Shown(refers="NextStepId")]
SuggestionId: TypeAlias = Annotated[str, Shown(refers="SuggestionId")]
"""The id of a qualification or a next step."""
CohortId: TypeAlias = Annotated[str, Shown(refers="CohortId")]
NewsId: TypeAlias = str
"""The id of a start that is still to come."""
RowId: TypeAlias = str
"""The id of a row of a funding table."""
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
    """The day somebody last read the page, or a stored copy of it, for this data set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    """The whole of `sources.yaml`."""

    sources: dict[str, Source]
    """Every page that the data rests on, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What rests on sources."""

    sources: tuple[SourceId, ...]
    """Ids of the sources that say so."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand, so the text is worded with care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Sourced):
    """What takes the place of a fact or an activity from a day on."""

    holds_from: dt.date
    """The first day on which it holds."""
    text: str
    """The new text, worded for the teacher who reads it."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until the next version begins, or with no end known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Sourced):
    """One thing that is true, in plain words, with where it comes from and how fresh it is."""

    text: str
    """The fact in one or two plain sentences, worded for the teacher who reads it."""
    holds_from: dt.date | None = None
    """The first day on which it holds; left out: it holds already."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until `then` begins, or with no end known."""
    then: tuple[Version, ...] = ()
    """The versions that take its place later, the first one first."""
    waits_for: NewsId | None = None
    """Id of a start that is not in the data yet; left out of every plan, and a finding, once it is."""


Kind = Literal[
    "specialist-npq",
    "leadership-npq",
    "coaching-offer",
    "legacy-npq",
    "senco-award",
    "chartered-status",
    "masters-credit",
    "npd-course",
]
NPQ_KINDS: frozenset[Kind] = frozenset(("specialist-npq", "leadership-npq"))
"""The kinds that are meant by `any NPQ`."""
ANY_NPQ = "any NPQ"
"""Stands for every NPQ in a condition and in the list of a question."""
Outcome = Literal["funded", "not-funded", "needs-review", "ineligible"]

UNPAID: frozenset[str | None] = frozenset(("not-funded", "ineligible"))
"""Outcomes in which DfE pays nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A lead provider that DfE has approved to run NPQs."""

    name: str
    """Name of the lead provider."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Sourced):
    """How long a course takes, in months."""

    taught_months: int
    """Months of teaching, before the assessment."""
    result_months: tuple[int, ...] = ()
    """Months from the start to a result: one, or the shortest and the longest; left out: not known yet."""

    @property
    def longest(self) -> int:
        """The most months until a result; until the end of the teaching where that is not known."""
        return max(self.result_months, default=self.taught_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Sourced):
    """What a course covers."""

    areas: tuple[str, ...]
    """Names of the areas of the framework, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Sourced):
    """The official document that sets out what a course teaches."""

    url: str
    """Page that holds the framework."""
    reference: str | None = None
    """DfE's reference number of the document, where known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Sourced):
    """What one partner charged one person without a scholarship: an example, not a price list."""

    pounds: int
    """Price in pounds."""
    where: str
    """Who charged it, for which start, and whether VAT comes on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Sourced):
    """What to tell somebody who hoped to take a course that no start offers any more."""

    text: str
    """What is known about its end, in a sentence to the teacher."""
    closest: tuple[QualificationId, ...] = ()
    """Ids of the qualifications that come closest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """Something that a teacher can take or hold: an NPQ, EHCO, an older award, a status or a course."""

    id: str
    """Short name in small letters, never renamed or used again."""
    short_name: str
    """The short name that teachers use, such as NPQSL."""
    name: str
    """The official name."""
    kind: Kind
    """What sort of thing it is."""
    summary: Fact
    """What it is, in a sentence."""
    who_for: Fact | None = None
    """Who it is for."""
    entry: Fact | None = None
    """What somebody needs before they start."""
    length: Length | None = None
    """How long it takes."""
    hours: Fact | None = None
    """How much study to expect, in hours a week or in all."""
    hours_a_week: tuple[int, int] | None = None
    """The fewest and the most whole hours a week, as `hours` says or as they come out over the teaching."""
    assessment: Fact | None = None
    """How it is assessed."""
    content: Content | None = None
    """What it covers."""
    framework: Framework | None = None
    """The official framework document."""
    required_for: Fact | None = None
    """The post that the law asks it for, if any."""
    providers: tuple[ProviderId, ...] = ()
    """Ids of the lead providers that run it in the newest cohort."""
    prices: tuple[Price, ...] = ()
    """Examples of what people paid who had no scholarship."""
    counts_for: Fact | None = None
    """For something held: what it still counts for today."""
    ended: Ended | None = None
    """What to say since the newest start that DfE has announced does not offer it any more."""
    settled_by: Raw | None = None
    """Who does not need it, beside those who have it or are on it: no rule suggests it to them."""
    masters_credit: Fact | None = None
    """Credit that a named university gives for it towards a master's."""
    notes: tuple[Fact, ...] = ()
    """Anything else that somebody choosing it should know."""
    aliases: tuple[str, ...] = ()
    """Other names that people use for it, such as ASO for EHCO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowParts:
    """What a row of a funding table may leave out."""

    outcome: Outcome | None = None
    """What the row decides. Left out only in a row with `needs`."""
    needs: QuestionId | None = None
    """A question that must be answered before any later row may decide; outcome: one more answer needed."""
    only_for: tuple[QualificationId, ...] = ()
    """Ids of the qualifications that the row is about; left out: all of them."""
    when: Raw | None = None
    """Condition on the answers; left out: everybody. `this` stands for the qualification asked about."""
    unless: Raw | None = None
    """Condition that switches the row off."""
    next: str | None = None
    """What the teacher can do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow(RowParts):
    """One row of a funding table. The first row that matches decides."""

    id: str
    """Short name of the row, unique in its table."""
    because: str
    """The reason, in a sentence to the teacher."""
    sources: tuple[SourceId, ...]
    """Ids of the sources of the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedRow(FundingRow):
    """A row that a start has and the one that it is like does not."""

    before: RowId
    """Id of the row before which it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow(RowParts):
    """What a start says otherwise in a row of the one that it is like; what is left out stays."""

    id: RowId
    """Id of the row."""
    because: str | None = None
    """Another reason."""
    sources: tuple[SourceId, ...] = ()
    """Ids of other sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """One start of NPQs with its dates and its funding table.

    The table is `every_start`, then `funding`. With `like` it is that of another start, with other rows
    dropped, changed and added; a row that is about some qualifications is about those that this start offers.
    Nothing else is taken over.
    """

    id: str
    """Short name, such as autumn-2026."""
    name: str
    """The name in words, such as Autumn 2026."""
    starts_from: dt.date
    """First day of the month or term in which courses start."""
    starts_until: dt.date
    """Last day on which courses of this cohort start."""
    offers: tuple[QualificationId, ...]
    """Ids of the qualifications that some lead provider ran or runs in this cohort."""
    sources: tuple[SourceId, ...]
    """Ids of the sources of the dates."""
    funding: tuple[FundingRow, ...] = ()
    """The funding table: the first row that matches decides. Left out with `like`."""
    like: CohortId | None = None
    """Id of a start before this one, whose funding table this one has but for what is said below."""
    drop: tuple[RowId, ...] = ()
    """Ids of rows that this start does not have."""
    change: tuple[ChangedRow, ...] = ()
    """Rows in which this start says something else."""
    add: tuple[AddedRow, ...] = ()
    """Rows that only this start has."""
    announced: dt.date | None = None
    """The day DfE published the funding rules, where known."""
    registration_opens: dt.date | None = None
    """The day registration opened, where known."""
    registration_closes: dt.date | None = None
    """The day registration closed, where known."""
    notes: tuple[Fact, ...] = ()
    """Anything else to know about this cohort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is known of one thing that people ask of NPQs."""

    id: str
    """Short name in small letters, never used again."""
    name: str
    """What it is about, as a heading."""
    words: tuple[str, ...]
    """What people call it beside the words of the name."""
    facts: tuple[Fact, ...]
    """What is known, the answer first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqFile:
    """The whole of `faq.yaml`."""

    topics: tuple[Topic, ...]
    """What people ask of NPQs in general."""
    alike: tuple[str, ...] = ()
    """Words that mean the same in a question, one group a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationsFile:
    """The whole of `qualifications.yaml`."""

    checked: dt.date
    """The day the facts of this file were last read against their sources as a whole."""
    providers: dict[str, Provider]
    """The lead providers, by id."""
    qualifications: tuple[Qualification, ...]
    """Everything that can be taken or held."""
    cohorts: tuple[Cohort, ...]
    """The starts, oldest first."""
    every_start: tuple[FundingRow, ...] = ()
    """Rows that every funding table begins with."""
    next_cohort: Fact
    """What is known about the start after the last one listed."""
    funding_facts: tuple[Fact, ...]
    """What holds for every scholarship: what it pays, no promise of a place, once only, and so on."""
    register_at: str | None = None
    """Address of the service in which people register with DfE for a course."""
    topics: tuple[Topic, ...] = ()
    """What people ask of NPQs in general. Left out where `faq.yaml` has it."""
    alike: tuple[str, ...] = ()
    """Words that mean the same in a question, one group a text. Left out where `faq.yaml` has them."""
    sources: dict[str, Source] = field(default_factory=dict)
    """Every page used, by id. Left out where `sources.yaml` has them."""
