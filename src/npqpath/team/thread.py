"""The golden thread: who stands on each part of the line of training in a school, and where it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.core import CompiledRules
from npqpath.team.candidates import Candidate

NEW_TEACHERS = ("trainee-teacher", "early-career-teacher")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the thread in one school: the ids of the people on it."""

    id: str
    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line breaks: the part that is missing for the people of another part."""

    school: str
    missing: str
    for_the_sake_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of one school."""

    school: str
    parts: tuple[Part, ...]
    breaks: tuple[Break, ...]


def golden_thread(
    core: CompiledRules, people: Iterable[Candidate], planned: Mapping[str, frozenset[str]]
) -> tuple[Thread, ...]:
    """Return the thread of each school; `planned` are the courses of the plan by person."""
    candidates = tuple(people)
    schools = dict.fromkeys(each.school for each in candidates)
    return tuple(
        _thread(core, school, [each for each in candidates if each.school == school], planned)
        for school in schools
    )


def _thread(
    core: CompiledRules, school: str, people: list[Candidate], planned: Mapping[str, frozenset[str]]
) -> Thread:
    kinds = {each.id: each.kind for each in core.catalogue.qualifications.qualifications}
    duties = {each.id: each.name for each in core.catalogue.pathways.duties}

    def studies(kind: str) -> Callable[[Candidate], bool]:
        return lambda each: any(
            kinds.get(id) == kind for id in {*each.statuses, *planned.get(each.id, frozenset())}
        )

    def has_duty(duty: str) -> Callable[[Candidate], bool]:
        return lambda each: duty in each.duties

    stages: list[tuple[str, str, Callable[[Candidate], bool]]] = [
        ("new-teachers", "Trainees and early career teachers", lambda each: _role(each) in NEW_TEACHERS),
        *((id, name, has_duty(id)) for id, name in duties.items()),
        ("specialists", "Specialist NPQs, held or planned", studies("specialist-npq")),
        ("leaders", "Leadership NPQs, held or planned", studies("leadership-npq")),
    ]
    parts = tuple(Part(id, name, tuple(e.id for e in people if belongs(e))) for id, name, belongs in stages)
    return Thread(school, parts, tuple(_breaks(school, parts)))


def _breaks(school: str, parts: tuple[Part, ...]) -> Iterable[Break]:
    """Yield what new teachers need and do not have, and a thread that nobody carries on."""
    on = {part.id: part.people for part in parts}
    new = on["new-teachers"]
    for duty in ("mentor", "induction-tutor"):
        if new and duty in on and not on[duty]:
            yield Break(school, duty, new)
    if new and not on["specialists"]:
        yield Break(school, "specialists", new)
    if on["specialists"] and not on["leaders"]:
        yield Break(school, "leaders", on["specialists"])


def _role(candidate: Candidate) -> object:
    return candidate.person.answers.get("role")
