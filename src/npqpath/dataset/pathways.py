"""The shape of `pathways.yaml`: questions, terms, tracks, next steps, rules and promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from npqpath.dataset.qualifications import (
    Answers,
    AskedId,
    CohortId,
    Fact,
    KnownRuleId,
    PostId,
    QualificationId,
    Raw,
    Source,
    Sourced,
    SourceId,
    SuggestionId,
)

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
    aliases: tuple[str, ...] = ()
    """Other names that people use for it, such as exec head; an answer with the same id adds its own."""
    open_to: Raw | None = None
    """Who could ever be in this post, such as people of a school; left out: everybody."""
    needs: tuple[QualificationId, ...] = ()
    """Ids of qualifications that the law asks of somebody in this post."""
    law: tuple[Fact, ...] = ()
    """What the law asks of somebody in this post, or that it asks nothing; left out: nothing is known."""
    pays: tuple[Fact, ...] = ()
    """What the post pays, where the pay document says so."""
    facts: tuple[Fact, ...] = ()
    """How others came to this post and how long it took: the past with its date, and never a rule."""


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
    open_to: Raw | None = None
    """Who could ever make this move; left out: everybody."""
    fewer_duties: bool = False
    """True where somebody gives duties up: no way to a post with more of them leads over such a move."""
    months: int | None = None
    """How long somebody is in the post before they move; left out: as `pace` says of a post."""
    facts: tuple[Fact, ...] = ()
    """How such moves went for others: the past with its date, and never a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Sourced):
    """A named stage with facts: of focus, of the golden thread."""

    id: str
    """Short name of the stage."""
    name: str
    """The stage in words."""
    text: str
    """What it is about, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Sourced):
    """Something that a school or trust may want to get better at, and the courses that go deep into it."""

    id: str
    """Short name of the priority, as team files use it."""
    name: str
    """The priority in words."""
    courses: tuple[QualificationId, ...]
    """Ids of the qualifications that go deep into it."""
    aliases: tuple[str, ...] = ()
    """Other names that team files may use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Sourced):
    """A number of months that a plan reckons with, and why."""

    months: int
    """How many months."""
    text: str
    """Why so many, in a sentence to the teacher."""


def _usual(months: int) -> Time:
    return Time(months=months, text="", sources=(), as_of="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a plan goes: advice, not rules. What is left out has its usual length and is not explained."""

    embed: Time = _usual(4)
    """Time to use what a course taught before the next begins."""
    step: Time = _usual(12)
    """How long a next step goes on before another one."""
    look_back: Time = _usual(8)
    """How long after its beginning a step is looked back at."""
    under_way: Time = _usual(12)
    """What is taken to be left of a course that somebody is on."""
    post: Time = _usual(36)
    """How long somebody is likely to be in a post before they move to the next."""
    post_at_least: Time = _usual(24)
    """How long at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that the hub works with."""

    name: str
    """What it is called."""
    text: str
    """What is to say about it, in a sentence to the teacher."""
    link: str | None = None
    """Address of a page about it, beginning with https:// or http://."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Partner):
    """Somebody to ask, or a place to look: a person, a team or a page."""

    email: str | None = None
    """E-mail address."""
    phone: str | None = None
    """Phone number, in digits and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Partner):
    """Something that happens on a day. Plans show it up to that day and no longer."""

    starts: dt.date
    """The day it takes place, or begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose overlay it is."""

    name: str
    """Name of the hub or trust, as plans show it after "from"."""
    area: str
    """The area or the people it serves, to follow "for", such as Halton, Warrington and Wigan."""
    checked: dt.date
    """The day somebody last checked everything in this file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local(About):
    """Who is near the teacher: what one overlay says about its hub or trust."""

    partners: tuple[Partner, ...] = ()
    """Organisations it works with."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask."""
    events: tuple[Event, ...] = ()
    """What takes place, in any order."""

    def coming(self, on: dt.date) -> tuple[Event, ...]:
        """Return the events that are not over on this day, soonest first."""
        return tuple(sorted((each for each in self.events if each.starts >= on), key=lambda one: one.starts))


Strength = Literal["must", "strong", "worth-considering"]
FundingAnswer = Literal["funded", "not-funded", "needs-review", "ineligible", "incomplete"]
CanChange = Literal["now", "with-time", "with-a-new-job", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that a question offers."""

    id: str
    """Short name of the answer, as rules and answers files write it."""
    label: str
    """The answer as the teacher reads it, under 60 letters."""
    hint: str | None = None
    """A short explanation shown below the answer."""
    fact: str | None = None
    """The answer as a fact about the teacher, to follow "because": "you lead a subject"."""
    before: dt.date | None = None
    """For a month: this answer is meant by every month before the one of this day."""
    later: str | None = None
    """The answer that somebody with this one usually gives some time on, such as after induction."""
    later_after: int = 2
    """How many school years have to end until then."""
    aliases: tuple[str, ...] = ()
    """Other words that are accepted for it, such as names in the national register of schools."""
    can_change: CanChange | None = None
    """Whether a teacher could come to give this answer: "no" for an award that nobody can gain any more.
    Left out: as the question says."""
    talks_with: str | None = None
    """Whom somebody with this answer talks a plan through with. Left out: their line manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the wizard."""

    id: str
    """Short name of the question, as rules and answers files write it."""
    ask: str
    """The question as the teacher reads it."""
    why: str
    """Why it is asked, in a sentence."""
    kind: Literal["one", "month", "several", "number", "npqs"]
    """one answer, a month, several answers, a number, or a status for each NPQ."""
    fact: str | None = None
    """Any answer as a fact, to follow "because", with {answer} for its label, where answers have none."""
    lacking: str | None = None
    """For several answers: how to say that one does not hold, with {answer} for its label."""
    answers: tuple[Answer, ...] = ()
    """The answers, in order, for a question with one or several answers; for a month, what rules can name."""
    of: tuple[AskedId, ...] = ()
    """Ids of the qualifications that a question about NPQs or scholarships lists; instead of `answers`.
    `any NPQ` stands for all of them."""
    unit: str | None = None
    """For a number: what is counted, such as years."""
    ask_if: Raw | None = None
    """Condition on earlier questions; the question makes no sense for anybody else."""
    wizard_asks_if: Raw | None = None
    """Condition on earlier questions; once those were asked, the wizard troubles nobody else with it."""
    not_sure: bool = True
    """True where a teacher may honestly not know; the question then stays open."""
    if_left_out: Literal["none"] | None = None
    """none: somebody who leaves the tick boxes out is taken to have ticked none, and the plan says so."""
    usual: str | None = None
    """What most people would answer; it only puts what is possible in order, and makes examples likeable."""
    find_out: str | None = None
    """How somebody who is not sure can find the answer out."""
    can_change: CanChange = "no"
    """Whether a teacher could give another answer now, with time, only in another job, or not at all."""
    change_takes: str | None = None
    """For a change that takes time: how long, in words, such as "in about two years"."""
    opens_plan: bool = False
    """True where a plan says at its top what was answered."""
    aliases: tuple[str, ...] = ()
    """Other headings that a staff list may have for it, such as "job title"."""
    added_by: str | None = None
    """Name of the hub or trust whose overlay it comes from; merging fills it in, and files leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Fact):
    """One thing to do within a next step."""

    id: str
    """Short name of the activity."""
    name: str
    """What it is, in a few words."""
    when: Raw | None = None
    """Condition on the answers; left out: for everybody who gets the next step."""
    on_timeline: bool = False
    """True where a timeline names it: the first of a step in place of the step, each other one after it."""
    added_by: str | None = None
    """Name of the hub or trust whose overlay it comes from; merging fills it in, and files leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step that is not an NPQ."""

    id: str
    """Short name, never renamed or used again."""
    name: str
    """The name in words."""
    summary: Fact
    """What it is, in a sentence."""
    activities: tuple[Activity, ...]
    """Things to do within it, the most useful first."""
    before_courses: bool = False
    """True where every course waits as long as this step comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation(Sourced):
    """One of the four stages of putting a plan into practice."""

    id: Literal["explore", "prepare", "deliver", "sustain"]
    """Short name of the stage."""
    name: str
    """The stage in words."""
    text: str
    """What the stage is for, in a sentence."""
    ask: tuple[str, ...]
    """Questions to settle with a line manager, or things to do and watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Fact):
    """Something to settle or arrange before an NPQ starts."""

    settle: str | None = None
    """What to settle with a line manager, in a few words. Left out: the teacher can arrange it alone."""
    not_for: tuple[QualificationId, ...] = ()
    """Ids of the qualifications that it does not fit. Left out: it fits all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that suggests a qualification or a next step."""

    id: str
    """Short name of the rule."""
    suggest: SuggestionId
    """Id of the qualification or next step."""
    strength: Strength
    """must: the law or the course asks it; strong: made for this person; worth-considering."""
    because: str
    """The reason, in a sentence to the teacher."""
    sources: tuple[SourceId, ...]
    """Ids of the sources of the rule."""
    when: Raw | None = None
    """Condition on the answers; left out: everybody."""
    unless: Raw | None = None
    """Condition that switches the rule off."""
    also_if_settled: bool = False
    """True for a rule that reaches people to whom `settled_by` of the qualification applies."""
    holds_from: dt.date | None = None
    """The first day on which the rule counts; left out: it counts already."""
    holds_until: dt.date | None = None
    """The last day on which the rule counts; left out: with no end known."""
    added_by: str | None = None
    """Name of the hub or trust whose overlay it comes from; merging fills it in, and files leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What people like this would mostly answer where they have not: the authors' judgement, not a figure."""

    id: str
    """Short name."""
    when: Raw | None = None
    """Condition that describes the people; left out: everybody."""
    would_answer: Raw
    """For ids of questions with one answer: what these people would answer, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Answers that no real person gives together; proofs and the wizard skip them."""

    id: str
    """Short name."""
    because: str
    """Why nobody is like this."""
    when: Raw
    """Condition that describes these people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which some people must hold a qualification: a fixed one, or counted from an answer."""

    id: str
    """Short name."""
    qualification: QualificationId
    """Id of the qualification that must be held by then."""
    when: Raw
    """Condition that describes the people."""
    because: str
    """The rule, in a sentence to the teacher."""
    sources: tuple[SourceId, ...]
    """Ids of the sources of the rule."""
    counts_from: str | None = None
    """Id of the question about a month from which the time counts."""
    months: int = 0
    """How many months there are from then."""
    before: dt.date | None = None
    """The first day that is too late, whatever the months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A statement that must hold for everybody; proved over all possible answers."""

    id: str
    """Short name."""
    says: str
    """The promise in a sentence."""
    when: Raw | None = None
    """Whom it is about; left out: everybody."""
    unless: Raw | None = None
    """Whom it leaves out."""
    gets: Literal["at least one next step", "at least one suggestion"] | None = None
    """What they all get."""
    always: tuple[SuggestionId, ...] = ()
    """Ids of which they all get at least one."""
    never: tuple[SuggestionId, ...] = ()
    """Ids that none of them gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaTest:
    """A made-up person and what the data must tell them; checked whenever the data is."""

    id: str
    """Short name."""
    who: str
    """Who this is, in a sentence."""
    answers: Answers
    """The answers that the person gives, as in an answers file. What is left out counts as not sure."""
    first: tuple[SuggestionId, ...] = ()
    """Ids of which one must be the first suggestion."""
    gets: tuple[SuggestionId, ...] = ()
    """Ids that must all be suggested for certain, in any order."""
    never: tuple[SuggestionId, ...] = ()
    """Ids that must not be suggested, not even as possible."""
    rules: tuple[KnownRuleId, ...] = ()
    """Ids of rules that must all match the person for certain."""
    funding: dict[QualificationId, FundingAnswer] | None = None
    """For ids of qualifications: whether DfE would pay, or incomplete where an answer is still needed."""
    cohort: CohortId | None = None
    """Id of the start whose funding rules count; left out: the newest."""
    rows: dict[CohortId, tuple[str, ...]] | None = None
    """For ids of starts: ids of rows of its funding table, each of which must decide about something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFile:
    """The whole of `people.yaml`."""

    tests: tuple[PersonaTest, ...]
    """Made-up people with what they must be told, so that a slip in the rules is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwaysFile:
    """The whole of `pathways.yaml`."""

    checked: dt.date
    """The day the rules and texts of this file were last read against their sources as a whole."""
    questions: tuple[Question, ...]
    """The questions, in the order in which they are asked."""
    terms: dict[str, Raw]
    """Named conditions, for use under `is:`."""
    tracks: tuple[Track, ...]
    """The three career tracks."""
    moves: tuple[Move, ...]
    """The moves between posts."""
    ways: tuple[Fact, ...] = ()
    """What holds for every way from post to post."""
    stages: tuple[Stage, ...]
    """The three stages of focus, from own practice to the system."""
    golden_thread: tuple[Stage, ...]
    """The line of training from initial teacher training to headship."""
    challenging_schools: tuple[Fact, ...]
    """What schools in challenging circumstances get."""
    implementation: tuple[Implementation, ...]
    """The four stages of putting a plan into practice."""
    arrange: tuple[Arrangement, ...]
    """Things to settle or arrange before an NPQ starts."""
    next_steps: tuple[NextStep, ...]
    """Steps that are not NPQs."""
    rules: tuple[Rule, ...]
    """Rules that suggest; all that match, best first: must, strong, worth-considering, then in this order."""
    deadlines: tuple[Deadline, ...]
    """Days by which the law asks a qualification of some people."""
    impossible: tuple[Impossible, ...]
    """People who do not exist."""
    promises: tuple[Promise, ...]
    """What holds for everybody."""
    sources: dict[str, Source] = field(default_factory=dict)
    """Pages used here and not in `qualifications.yaml`, by id. Left out where `sources.yaml` has them."""
    tests: tuple[PersonaTest, ...] = ()
    """Made-up people with what they must be told. Left out where `people.yaml` has them."""
    likely: tuple[Likely, ...] = ()
    """What to take for somebody who is not sure; for each question the first entry that fits and names it."""
    together: tuple[Fact, ...] = ()
    """What a school or trust gains where several people study."""
    priorities: tuple[Priority, ...] = ()
    """What a school or trust may want to get better at, for team files."""
    duties: tuple[Stage, ...] = ()
    """Duties in the training of new teachers and of colleagues, which a roster may name."""
    pace: Pace = Pace()
    """How much time a plan leaves for what."""
    local: tuple[Local, ...] = ()
    """Who is near the teacher, one for each overlay; merging fills it in, and this file leaves it out."""
