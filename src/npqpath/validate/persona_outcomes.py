"""What a made-up person is told, set against what the test expects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.advice.suggestions import PersonFact, Suggestion, facts, suggest
from npqpath.validate.example_person import in_third_person
from npqpath.validate.findings import Finding
from npqpath.validate.ground import Ground

if TYPE_CHECKING:
    from npqpath.advice.situation import Person
    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Place
    from npqpath.validate.findings import DataSet

_MOST_NAMES = 8


def check_outcome(
    data: DataSet, index: int, test: PersonaTest, person: Person, ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield the suggestions and rules that a test expects and that the person does not get."""
    here: Loc = ("tests", index)
    ground = Ground(data)

    @cache
    def told() -> dict[str, Suggestion]:
        """Return the suggestions with their reasons, which are worth finding out only where a test fails."""
        return {each.id: each for each in suggest(person)}

    def rule_of(id: str) -> Place:
        """Return where the rule stands whose reason is given for a suggestion."""
        return ground.rule_place(list(data.catalogue.rules_by_id).index(told()[id].rule))

    def failed(loc: Loc, expected: str, why: str, cause: Place | None) -> Finding:
        came = listed(f"{id} ({told()[id].certainty})" for id in ids[:_MOST_NAMES]) or "nothing"
        message = f"{test.who.rstrip('.')}: expected {expected}, but got {came}."
        place = data.place("pathways", (*here, *loc))
        cause = cause or data.place("pathways", (*here, "id"))
        return Finding(place, "NP601", "error", message, why, cause=cause)

    if test.first and (not ids or ids[0] not in test.first):
        why = _why(told()[ids[0]]) if ids else "No rule matches this person."
        stands_behind = set(test.first) & {*ids}
        cause = rule_of(ids[0]) if stands_behind else ground.rule_to_blame(test.first)
        yield failed(("first",), f"{listed(test.first, 'or')} first", why, cause)
    for number, id in enumerate(test.gets):
        if id not in ids or person.certainty(data.core.suggested(id)) != "certain":
            why = _why_not(data, person, id, told().get(id))
            yield failed(("gets", number), f"{id} for certain", why, ground.rule_to_blame([id]))
    for number, id in enumerate(test.never):
        if id in ids:
            yield failed(("never", number), f"no {id}", _why(told()[id]), rule_of(id))
    for number, id in enumerate(test.rules):
        if id in data.catalogue.rules_by_id:
            yield from _check_rule(ground, (*here, "rules", number), test, id, person)


def _check_rule(ground: Ground, loc: Loc, test: PersonaTest, id: str, person: Person) -> Iterator[Finding]:
    index = list(ground.data.catalogue.rules_by_id).index(id)
    node = ground.core.rules[index]
    certainty = person.certainty(node)
    if certainty == "certain":
        return
    if certainty == "possible":
        hint = f"Whether it matches still hangs on {listed(person.hangs_on(node))}. Answer this in the test."
    else:
        against = facts(person, ground.diagram.negate(node))
        hint = f"It does not, because {_in_words(against)}." if against else "It can match nobody."
    message = f'{test.who.rstrip(".")}: expected the rule "{id}" to match for certain.'
    cause = ground.rule_place(index)
    yield Finding(ground.data.place("pathways", loc), "NP601", "error", message, hint, cause=cause)


def _why(suggestion: Suggestion) -> str:
    because = f" because {_in_words(suggestion.facts)}" if suggestion.facts else ""
    return f'{suggestion.id} comes from the rule "{suggestion.rule}"{because}.'


def _why_not(data: DataSet, person: Person, id: str, possible: Suggestion | None) -> str:
    if possible is not None:
        return f"Whether it comes still hangs on {listed(possible.hangs_on)}. Answer this in the test."
    if id not in data.core.suggestible():
        return "No rule suggests it."
    against = facts(person, data.core.diagram.negate(data.core.suggested(id)))
    return (
        f"No rule for {id} matches this person: {_in_words(against)}."
        if against
        else f"No rule for {id} can match."
    )


def _in_words(found: tuple[PersonFact, ...]) -> str:
    return in_third_person(listed(each.text for each in found))
