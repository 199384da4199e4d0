"""From the people of a roster to candidates: what they state beside their answers, read by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.core import CompiledRules
from npqpath.advice.situation import make_person
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError
from npqpath.team.candidates import Candidate
from npqpath.team.names import names_of_posts, plain
from npqpath.team.roster import Finding, StaffMember

ONE_SCHOOL = "Your school"
"""The name of the school where the roster has no column for it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The people of a team's plan, and what could not be used of the roster."""

    people: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def join(core: CompiledRules, people: Iterable[StaffMember]) -> Joined:
    """Return the candidates; somebody whose answers do not go together is left out with a finding."""
    posts = names_of_posts(core.catalogue)
    duties = {name: duty.id for duty in core.catalogue.pathways.duties for name in (duty.id, duty.name)}
    found: list[Candidate] = []
    findings: list[Finding] = []
    for person in people:
        try:
            sheet = make_person(core, person.answers)
        except UsageError as error:
            findings.append(Finding((person.row,), 1, None, error.message, error.hint))
            continue
        found.append(
            Candidate(
                id=person.id,
                school=person.school or ONE_SCHOOL,
                team=person.stated.get("team") or None,
                person=sheet,
                interested_in=_named(person, "interest", "post", posts, findings),
                ready_for=_named(person, "readiness", "post", posts, findings),
                duties=_named(person, "duties", "duty", duties, findings),
                phase=person.stated.get("phase") or None,
            )
        )
    return Joined(tuple(found), tuple(findings))


def _named(
    person: StaffMember, column: str, kind: str, ids: Mapping[str, str], findings: list[Finding]
) -> tuple[str, ...]:
    """Return the ids that a cell names, with ";" or "," between them; a name may have a comma itself."""
    known = {plain(name): id for name, id in ids.items()}
    found = []
    parts = re.split(r"[;\n]", person.stated.get(column, ""))
    words = [word for part in parts for word in ([part] if plain(part) in known else part.split(","))]
    for word in filter(None, map(str.strip, words)):
        if plain(word) in known:
            found.append(known[plain(word)])
        else:
            message = f'There is no {kind} called "{word}".'
            findings.append(Finding((person.row,), 1, column, message, did_you_mean(word, list(ids))))
    return tuple(dict.fromkeys(found))
