"""Proofs that everybody gets what they should, and that every rule can win.

Of all rules that suggest one thing to a person, the strongest gives the reason that is shown; of two
that are equally strong, the one that stands first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.advice.wording import fact_of
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, smallest_change
from npqpath.validate.example_person import (
    describe,
    example_answers,
    in_third_person,
    only_what_matters,
    unusual,
)
from npqpath.validate.findings import Finding, say
from npqpath.validate.proof_context import share_in_words
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Promise
    from npqpath.errors import Place
    from npqpath.validate.proof_context import ProofContext


_MOST_NAMES = 3


def check_promises(context: ProofContext) -> Iterator[Finding]:
    """Yield whether somebody gets no next step, and every promise that is broken."""
    without = context.outside(1, (context.core.suggested(id) for id in context.steps))
    promises = context.catalogue.pathways.promises
    if without != NOBODY:
        place, message = context.key_place("pathways", ("rules",)), "Somebody gets no next step at all."
        yield _for_somebody(context, without, context.steps, place, "NP301", message)
    for index, (promise, test) in enumerate(zip(promises, context.rulebook.promises, strict=True)):
        about = context.real(context.compiler.node(test))
        yield from _check_promise(context, index, promise, about, without)


def _check_promise(
    context: ProofContext, index: int, promise: Promise, about: int, without: int
) -> Iterator[Finding]:
    """Yield what is wrong with one promise; who gets no next step has been told and is not told again."""
    here = ("promises", index)
    name = f'The promise "{promise.id}" is broken'
    if promise.gets:
        wanted = context.steps if promise.gets == "at least one next step" else context.core.offers
        left = context.outside(about, map(context.core.suggested, wanted))
        if context.outside(left, [without]) != NOBODY:
            place = context.place("pathways", (*here, "gets"))
            message = f"{name}: somebody does not get {promise.gets}."
            yield _for_somebody(context, left, wanted, place, "NP302", message)
    if promise.always:
        left = context.outside(about, map(context.core.suggested, promise.always))
        if left != NOBODY:
            message = f"{name}: somebody does not get {listed(promise.always, 'or')}."
            place = context.place("pathways", (*here, "always"))
            found = _for_somebody(context, left, promise.always, place, "NP302", message)
            yield replace(found, cause=context.rule_to_blame(promise.always))
    for number, id in enumerate(promise.never):
        place = context.place("pathways", (*here, "never", number))
        yield from _check_never(context, about, id, place, name)


def _check_never(context: ProofContext, about: int, id: str, place: Place, name: str) -> Iterator[Finding]:
    rules = [i for i, rule in enumerate(context.rules) if rule.suggest == id]
    given = {i: context.diagram.both(about, context.core.rules[i]) for i in rules}
    blame = [i for i in rules if given[i] != NOBODY]
    if blame:
        more = ["others"] if len(blame) > _MOST_NAMES else []
        names = listed([*context.names(blame[:_MOST_NAMES]), *more])
        cause = context.rule_place(blame[0]) if len(blame) == 1 else None
        example = context.example(given[blame[0]])
        yield say("NP302-never", place, promise=name, id=id, rules=names, example=example, cause=cause)


def _for_somebody(
    context: ProofContext, left: int, wanted: Iterable[str], place: Place, code: str, message: str
) -> Finding:
    """Return the finding that nothing of `wanted` comes to the people in `left`, with the nearest rule."""
    sheet = example_answers(context.core, left)
    nearest = nearest_rule(context, sheet, frozenset(wanted))
    hint = "No rule comes near. Add one for these people."
    if nearest is not None:
        index, change = nearest
        then = f"It would match if {change}. " if change else ""
        name = listed(context.names([index]))
        hint = f"The nearest rule is {name}. {then}Widen it, or add a rule for these people."
    share = share_in_words(context.diagram.share(left, context.sheets))
    return Finding(place, code, "error", message, hint, f"{describe(context.core, sheet)} {share}")


def nearest_rule(
    context: ProofContext, sheet: dict[int, int], wanted: frozenset[str]
) -> tuple[int, str] | None:
    """Return the rule that suggests one of `wanted` and asks the fewest other answers, and these in words.

    What the sheet leaves open counts as answered in the usual way. An answer that a teacher could
    change now, such as an aim, counts less than one that takes time.
    """
    core, strange = context.core, unusual(context.core)

    def cost(level: int, value: int) -> float:
        if level not in sheet:
            return strange(level, value)
        question = core.catalogue.question(core.space.variables[level].question)
        return 0.0 if sheet[level] == value else 1.0 if question.can_change == "now" else 1.5

    best: tuple[float, int, int, dict[int, int]] | None = None
    for index, rule in enumerate(context.rules):
        if rule.suggest in wanted:
            node = context.real(core.rules[index])
            found = smallest_change(context.diagram, node, cost) or {}
            # Of rules that are equally near, the one that matches most is the easiest to widen.
            far = sum(each for level, value in found.items() if (each := cost(level, value)) >= 1)
            rank = (far, -context.diagram.count(node))
            if found and (best is None or rank < best[:2]):
                best = (*rank, index, found)
    if best is None:
        return None
    needed = only_what_matters(core, core.rules[best[2]], best[3])
    other = [fact_of(core, level, value) for level, value in needed.items() if cost(level, value) > 0]
    return best[2], in_third_person(listed(other))


def check_redundant_rules(context: ProofContext) -> Iterator[Finding]:
    """Yield the rules that never win: the stronger ones, and those above, match the same people first."""
    for id in context.core.offers:
        rules = (index for index, rule in enumerate(context.rules) if rule.suggest == id)
        missed, before = EVERYBODY, dict[int, int]()
        for index in sorted(rules, key=context.order.__getitem__):
            node = context.core.rules[index]
            # A rule that matches nobody at all has a finding of its own.
            if context.is_met(node) and not context.is_met(context.diagram.both(node, missed)):
                yield _never_wins(context, index, context.fewest(node, before))
            missed = context.diagram.both(missed, context.diagram.negate(node))
            before[index] = node


def _never_wins(context: ProofContext, index: int, covers: list[int]) -> Finding:
    rule = context.rules[index]
    names = listed(context.names(covers))
    verb = "matches" if len(covers) == 1 else "together match"
    place = context.rule_place(index)
    cause = context.rule_place(covers[0]) if len(covers) == 1 else place
    found = say("NP304", place, rule=rule.id, others=f"{names} {verb}", suggestion=rule.suggest)
    return replace(found, example=context.example(context.core.rules[index]), cause=cause)
