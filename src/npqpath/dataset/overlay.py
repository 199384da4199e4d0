"""The shape of `overlay.yaml`: what a hub or trust adds to the national data, or does not offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from npqpath.dataset.pathways import (
    About,
    Activity,
    Contact,
    Event,
    Impossible,
    Partner,
    PersonaTest,
    Promise,
    Question,
    Rule,
)
from npqpath.dataset.qualifications import NextStepId, QualificationId, Raw, RuleId, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchOff:
    """What the hub or trust does not want in its plans, by id."""

    activities: dict[str, tuple[str, ...]] | None = None
    """Under the id of each next step, the ids of its activities that are left out."""
    rules: tuple[RuleId, ...] = ()
    """Ids of rules that are left out."""
    qualifications: tuple[QualificationId, ...] = ()
    """Ids of qualifications that are not on offer here: the rules that suggest them are left out."""
    next_steps: tuple[NextStepId, ...] = ()
    """Ids of next steps that are not on offer here: the rules that suggest them are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayFile:
    """The whole of `overlay.yaml`. Everything but `about` may be left out."""

    about: About
    """Whose overlay it is."""
    sources: dict[str, Source] | None = None
    """Pages used here and not in the national data, by id."""
    partners: tuple[Partner, ...] = ()
    """Organisations the hub works with."""
    contacts: tuple[Contact, ...] = ()
    """Whom teachers can ask."""
    events: tuple[Event, ...] = ()
    """What takes place; plans leave out what is over."""
    activities: dict[str, tuple[Activity, ...]] | None = None
    """Under the id of each next step, further things to do within it."""
    questions: tuple[Question, ...] = ()
    """Further questions, asked after the national ones."""
    terms: dict[str, Raw] | None = None
    """Further named conditions, for use under `is:`."""
    rules: tuple[Rule, ...] = ()
    """Further rules; of rules that are equally strong, the national ones come first."""
    impossible: tuple[Impossible, ...] = ()
    """Further people who do not exist."""
    promises: tuple[Promise, ...] = ()
    """Further statements that hold for everybody."""
    tests: tuple[PersonaTest, ...] = ()
    """Made-up people with what they must be told here."""
    switch_off: SwitchOff | None = None
    """What is left out of the national data."""


def overlay_text(folder: str, today: dt.date) -> str:
    """Return an overlay that can be used as it stands and shows in comments what else it could hold.

    Words begin with "# " and examples with "#" alone: taking that sign away makes an example YAML.
    """
    text = Path(__file__).with_name("overlay_template.yaml").read_text("utf-8")
    next_year = dt.date(today.year + 1, 6, 30)
    text = text.replace("NEXT-YEAR", next_year.isoformat()).replace("TODAY", today.isoformat())
    return text.replace("FOLDER", folder)
