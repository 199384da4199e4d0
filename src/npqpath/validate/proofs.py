"""All proofs about the rules: exact over all possible answer sheets, with impossible people left out.

Each kind of proof has a module of its own, which explains its codes with an example that passes and
one that fails: `gaps` (NP301, NP302), `conflicts` (NP303), `cover` (NP304, NP305), `clashes` (NP306), `idle`
(NP307); the funding tables have `funding_proofs` (NP311 and NP312).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from npqpath.advice.wording import fact_of, listed
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.explain import smallest_change
from npqpath.validate.contradictions import check_conflicts, rule_stub
from npqpath.validate.example_person import (
    condition_of,
    describe,
    in_third_person,
    likeable,
    only_what_matters,
    unusual,
)
from npqpath.validate.findings import Finding
from npqpath.validate.proof_context import Ground, share_in_words
from npqpath.validate.unused_answers import check_idle

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Promise
    from npqpath.errors import Place
    from npqpath.validate.findings import DataSet, Finding


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


def check_cover(ground: Ground) -> Iterator[Finding]:
    """Yield the rules that never win, and those that add nothing but a reason."""
    for id in ground.core.suggestible():
        yield from _check_suggestion(ground, id)


def _check_suggestion(ground: Ground, id: str) -> Iterator[Finding]:
    """Look at the rules for one suggestion, from the strongest down; those they leave over are `missed`."""
    rules = (i for i, rule in enumerate(ground.rules) if rule.suggest == id)
    order = sorted(rules, key=ground.order.__getitem__)
    missed = EVERYBODY
    before: list[int] = []
    never: set[int] = set()
    spare: list[tuple[int, int, list[int]]] = []
    for _, group in groupby(order, key=lambda index: ground.rules[index].strength):
        equal = list(group)
        for index, later in zip(equal, _not_in_later(ground, equal), strict=True):
            node = ground.core.rules[index]
            wins = ground.diagram.both(node, missed)
            if not ground.is_met(wins):
                # A rule that matches nobody at all has a finding of its own.
                if ground.is_met(node):
                    never.add(index)
                    yield _never_wins(ground, index, ground.fewest(node, _nodes(ground, before)))
            elif not ground.is_met(ground.diagram.both(wins, later)):
                spare.append((index, wins, [*before, *(i for i in equal if i > index)]))
            missed = ground.diagram.both(missed, ground.diagram.negate(node))
            before.append(index)
    for index, wins, others in spare:
        covers = ground.fewest(ground.core.rules[index], _nodes(ground, others))
        if never.intersection(covers):
            # Of two rules for the same people one is told: the one that never wins.
            nodes = _nodes(ground, [i for i in others if i not in never])
            if ground.outside(wins, nodes.values()) != NOBODY:
                continue
            covers = ground.fewest(ground.core.rules[index], nodes)
        yield _adds_nothing(ground, index, covers)


def _not_in_later(ground: Ground, rules: list[int]) -> list[int]:
    """Return for each of `rules` the people whom none of those after it matches."""
    found = [EVERYBODY]
    for index in reversed(rules[1:]):
        found.append(ground.diagram.both(found[-1], ground.diagram.negate(ground.core.rules[index])))
    return found[::-1]


def _nodes(ground: Ground, rules: list[int]) -> dict[int, int]:
    return {index: ground.core.rules[index] for index in rules}


def _never_wins(ground: Ground, index: int, covers: list[int]) -> Finding:
    rule = ground.rules[index]
    names = listed(ground.names(covers))
    verb = "matches" if len(covers) == 1 else "together match"
    return Finding(
        place=ground.rule_place(index),
        code="NP304",
        severity="warning",
        message=f'The rule "{rule.id}" never wins: {names} {verb} all the same people first.',
        cause=ground.rule_place(covers[0] if len(covers) == 1 else index),
        hint=f"All of them suggest {rule.suggest}. Make this rule narrower, stronger, or take it away.",
        example=ground.example(ground.core.rules[index]),
    )


def _adds_nothing(ground: Ground, index: int, covers: list[int]) -> Finding:
    rule = ground.rules[index]
    return Finding(
        place=ground.rule_place(index),
        code="NP305",
        severity="note",
        message=f'Without the rule "{rule.id}" everybody would still get {rule.suggest}, as strongly, '
        f"from {listed(ground.names(covers))}.",
        hint="Keep it if its reason fits these people better. If not, take it away.",
        example=ground.example(ground.core.rules[index]),
    )


NEVER_TOGETHER: tuple[tuple[str, str, str], ...] = (
    (
        "no-qualification-needed",
        "npqsenco",
        "One says that the rule for SENCOs is met, the other how to meet it.",
    ),
    (
        "build-experience-first",
        "npqel",
        "One says that a course comes too early, the other is for heads of several schools.",
    ),
    (
        "build-experience-first",
        "ehco",
        "One says that a course comes too early, the other is for heads in post.",
    ),
)
"""Two ids that no plan may hold together, and why."""


def check_clashes(ground: Ground) -> Iterator[Finding]:
    """Yield each pair of suggestions that must not meet and does, at the rule that stands later."""
    for one, other, why in NEVER_TOGETHER:
        pair = _meeting(ground, one, other)
        if pair is not None:
            names = listed(ground.names(sorted(pair)))
            yield Finding(
                place=ground.rule_place(max(pair)),
                code="NP306",
                severity="error",
                message=f"Somebody gets both {one} and {other}, which clash.",
                hint=f"{why} They come from {names}. Add an `unless` to one of them.",
                example=ground.example(ground.diagram.all_of(ground.core.rules[i] for i in pair)),
                cause=ground.rule_place(max(pair)),
            )


def _meeting(ground: Ground, one: str, other: str) -> tuple[int, int] | None:
    """Return the first two rules, one for each suggestion, that match the same person who can exist."""
    others = ground.real(ground.core.suggested(other))
    for i, rule in enumerate(ground.rules):
        if rule.suggest == one and (both := ground.diagram.both(ground.core.rules[i], others)) != NOBODY:
            partners = (j for j, rule in enumerate(ground.rules) if rule.suggest == other)
            return i, next(j for j in partners if ground.diagram.both(both, ground.core.rules[j]) != NOBODY)
    return None


def check_proofs(data: DataSet) -> Iterable[Finding]:
    """Yield everything that a reader of the rules could overlook; see the modules of the single proofs."""
    ground = Ground(data)
    for prove in (check_gaps, check_conflicts, check_cover, check_clashes, check_idle):
        yield from prove(ground)
