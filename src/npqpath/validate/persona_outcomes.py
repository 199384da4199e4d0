"""What a made-up person is told, set against what the test expects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.advice.suggestions import PersonFact, Suggestion, facts, suggest
from npqpath.validate.example_person import in_third_person
from npqpath.validate.findings import Finding, Root

if TYPE_CHECKING:
    from npqpath.advice.situation import Person
    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.reading import Loc
    from npqpath.validate.findings import DataSet

_MOST_NAMES = 8


def check_outcome(
    data: DataSet, index: int, test: PersonaTest, person: Person, ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield the suggestions and rules that a test expects and that the person does not get."""
    here: Loc = ("tests", index)

    @cache
    def told() -> dict[str, Suggestion]:
        """Return the suggestions with their reasons, which are worth finding out only where a test fails."""
        return {each.id: each for each in suggest(person)}

    def failed(loc: Loc, expected: str, why: str, *roots: Root) -> Finding:
        came = listed(f"{id} ({told()[id].certainty})" for id in ids[:_MOST_NAMES]) or "nothing"
        message = f"{test.who.rstrip('.')}: expected {expected}, but got {came}."
        place = data.place("pathways", (*here, *loc))
        return Finding(place, "NP601", "error", message, why, roots=(Root("test", test.id), *roots))

    if test.first and (not ids or ids[0] not in test.first):
        why = _why(told()[ids[0]]) if ids else "No rule matches this person."
        roots = [Root("missing", id) for id in test.first]
        roots += [Root("rule", told()[ids[0]].rule)] if set(test.first) & {*ids} else []
        yield failed(("first",), f"{listed(test.first, 'or')} first", why, *roots)
    for number, id in enumerate(test.gets):
        if id not in ids or person.certainty(data.core.suggested(id)) != "certain":
            why = _why_not(data, person, id, told().get(id))
            yield failed(("gets", number), f"{id} for certain", why, Root("missing", id))
    for number, id in enumerate(test.never):
        if id in ids:
            yield failed(("never", number), f"no {id}", _why(told()[id]), Root("rule", told()[id].rule))
    for number, id in enumerate(test.rules):
        if id in data.catalogue.rules_by_id:
            yield from _check_rule(data, (*here, "rules", number), test, id, person)


def _check_rule(data: DataSet, loc: Loc, test: PersonaTest, id: str, person: Person) -> Iterator[Finding]:
    node = data.core.rules[list(data.catalogue.rules_by_id).index(id)]
    certainty = person.certainty(node)
    if certainty == "certain":
        return
    if certainty == "possible":
        hint = f"Whether it matches still hangs on {listed(person.hangs_on(node))}. Answer this in the test."
    else:
        against = facts(person, data.core.diagram.negate(node))
        hint = f"It does not, because {_in_words(against)}." if against else "It can match nobody."
    message = f'{test.who.rstrip(".")}: expected the rule "{id}" to match for certain.'
    roots = (Root("test", test.id), Root("rule", id), Root("missing", data.catalogue.rules_by_id[id].suggest))
    yield Finding(data.place("pathways", loc), "NP601", "error", message, hint, roots=roots)


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
