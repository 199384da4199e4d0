"""Proofs that everybody gets what they should: a next step, and what the promises say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.advice.phrases import fact_of, listed
from npqpath.logic.diagram import NOBODY
from npqpath.logic.explain import smallest_change
from npqpath.validate.example_person import (
    condition_of,
    describe,
    in_third_person,
    likeable,
    only_what_matters,
    unusual,
)
from npqpath.validate.findings import Finding
from npqpath.validate.ground import share_in_words
from npqpath.validate.proof_words import rule_stub

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Promise
    from npqpath.errors import Place
    from npqpath.validate.ground import Ground


_MOST_NAMES = 3


def check_gaps(ground: Ground) -> Iterator[Finding]:
    """Yield whether somebody gets no next step, and every promise that is broken."""
    without = ground.outside(1, (ground.core.suggested(id) for id in ground.steps))
    promises = ground.data.catalogue.pathways.promises
    if without != NOBODY:
        yield _no_next_step(ground, without)
    for index, (promise, test) in enumerate(zip(promises, ground.data.rulebook.promises, strict=True)):
        about = ground.real(ground.compiler.node(test))
        yield from _check_promise(ground, index, promise, about, without)


def _no_next_step(ground: Ground, without: int) -> Finding:
    promises = ground.data.catalogue.pathways.promises
    index = next(
        (i for i, each in enumerate(promises) if each.gets and not each.when and not each.unless), None
    )
    place = (
        ground.data.key_place("pathways", ("rules",))
        if index is None
        else ground.data.place("pathways", ("promises", index, "gets"))
    )
    return _for_somebody(ground, without, ground.steps, place, "NP301", "Somebody gets no next step at all.")


def _check_promise(
    ground: Ground, index: int, promise: Promise, about: int, without: int
) -> Iterator[Finding]:
    """Yield what is wrong with one promise; who gets no next step has been told and is not told again."""
    here = ("promises", index)
    name = f'The promise "{promise.id}" is broken'
    if promise.gets:
        wanted = ground.steps if promise.gets == "at least one next step" else ground.core.suggestible()
        left = ground.outside(about, map(ground.core.suggested, wanted))
        if ground.outside(left, [without]) != NOBODY:
            place = ground.data.place("pathways", (*here, "gets"))
            yield _for_somebody(
                ground, left, wanted, place, "NP302", f"{name}: somebody does not get {promise.gets}."
            )
    if promise.always:
        left = ground.outside(about, map(ground.core.suggested, promise.always))
        if left != NOBODY:
            message = f"{name}: somebody does not get {listed(promise.always, 'or')}."
            place = ground.data.place("pathways", (*here, "always"))
            found = _for_somebody(ground, left, promise.always, place, "NP302", message)
            yield replace(found, cause=ground.rule_to_blame(promise.always))
    for number, id in enumerate(promise.never):
        place = ground.data.place("pathways", (*here, "never", number))
        yield from _check_never(ground, about, id, place, name)


def _check_never(ground: Ground, about: int, id: str, place: Place, name: str) -> Iterator[Finding]:
    rules = [i for i, rule in enumerate(ground.rules) if rule.suggest == id]
    given = {i: ground.diagram.both(about, ground.core.rules[i]) for i in rules}
    blame = [i for i in rules if given[i] != NOBODY]
    if blame:
        more = ["others"] if len(blame) > _MOST_NAMES else []
        names = listed([*ground.names(blame[:_MOST_NAMES]), *more])
        yield Finding(
            place=place,
            code="NP302",
            severity="error",
            message=f"{name}: somebody gets {id}.",
            hint=f"It comes from {names}. Add these people under `unless` there, or change the promise.",
            example=ground.example(given[blame[0]]),
            cause=ground.rule_place(blame[0]) if len(blame) == 1 else None,
        )


def _for_somebody(
    ground: Ground, left: int, wanted: Iterable[str], place: Place, code: str, message: str
) -> Finding:
    """Return the finding that nothing of `wanted` comes to the people in `left`, with the nearest rule."""
    sheet = likeable(ground.core, left)
    nearest = nearest_rule(ground, sheet, frozenset(wanted))
    hint, suggest = "No rule comes near. Add one for these people.", next(iter(sorted(wanted)), "an-id")
    if nearest is not None:
        index, change = nearest
        suggest = ground.rules[index].suggest
        then = f"It would match if {change}. " if change else ""
        name = listed(ground.names([index]))
        hint = f"The nearest rule is {name}. {then}Widen it, or add a rule for these people."
    share = share_in_words(ground.diagram.share(left, ground.sheets))
    return Finding(
        place=place,
        code=code,
        severity="error",
        message=message,
        hint=hint,
        example=f"{describe(ground.core, sheet)} {share}",
        stub=rule_stub(suggest, condition_of(ground.core, sheet)),
    )


def nearest_rule(ground: Ground, sheet: dict[int, int], wanted: frozenset[str]) -> tuple[int, str] | None:
    """Return the rule that suggests one of `wanted` and asks the fewest other answers, and these in words.

    What the sheet leaves open counts as answered in the usual way. An answer that a teacher could
    change now, such as an aim, counts less than one that takes time.
    """
    core, strange = ground.core, unusual(ground.core)

    def cost(level: int, value: int) -> float:
        if level not in sheet:
            return strange(level, value)
        question = core.catalogue.question(core.space.variables[level].question)
        return 0.0 if sheet[level] == value else 1.0 if question.can_change == "now" else 1.5

    best: tuple[float, int, int, dict[int, int]] | None = None
    for index, rule in enumerate(ground.rules):
        if rule.suggest in wanted:
            node = ground.real(core.rules[index])
            found = smallest_change(ground.diagram, node, cost) or {}
            # Of rules that are equally near, the one that matches most is the easiest to widen.
            far = sum(each for level, value in found.items() if (each := cost(level, value)) >= 1)
            rank = (far, -ground.diagram.count(node))
            if found and (best is None or rank < best[:2]):
                best = (*rank, index, found)
    if best is None:
        return None
    needed = only_what_matters(core, core.rules[best[2]], best[3])
    other = [fact_of(core, level, value) for level, value in needed.items() if cost(level, value) > 0]
    return best[2], in_third_person(listed(other))
