"""A group of people in few conditions: which answers, together, describe them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.answers import read_answer, values_of
from npqpath.advice.core import CompiledRules
from npqpath.advice.phrases import STATUS_FACTS, fact_of, listed, name_of
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.logic.space import Band

MOST_BOXES = 3
_LONG = 4


@dataclass(frozen=True, slots=True)
class Box:
    """People described by conditions that all hold: for each level the values that they may have.

    `node` is everybody to whom the conditions apply. A level that is left out may have any value.
    """

    values: Mapping[int, frozenset[int]]
    node: int


def boxes(core: CompiledRules, people: int, among: int) -> tuple[Box, ...]:
    """Return a few boxes that hold some or all of `people` and nobody else of `among`.

    `core.asked` must tell of every question who is asked it. One box without conditions means everybody.
    """
    diagram = core.diagram
    others = diagram.both(among, diagram.negate(people))
    left, found = people, list[Box]()
    while left != NOBODY and len(found) < MOST_BOXES:
        seeds = (_commonest(core, left), _complete(core, diagram.pick(left, _usual(core)) or {}))
        tried = [_box_around(core, seed, others, among) for seed in seeds]
        box = max(tried, key=lambda box: diagram.count(diagram.both(box.node, left)))
        found.append(box)
        left = diagram.both(left, diagram.negate(box.node))
    return tuple(found)


def _complete(core: CompiledRules, sheet: Mapping[int, int]) -> dict[int, int]:
    return {**dict.fromkeys(range(len(core.space.variables)), 0), **sheet}


def _commonest(core: CompiledRules, node: int) -> dict[int, int]:
    """Return a whole sheet of `node` that goes where most of its sheets are."""
    diagram = core.diagram
    sheet = _complete(core, {})
    while diagram.children(node):
        children = diagram.children(node)
        value = max(range(len(children)), key=lambda v: (diagram.count(children[v]), -v))
        sheet[diagram.level(node)] = value
        node = children[value]
    return sheet


def _box_around(core: CompiledRules, sheet: Mapping[int, int], others: int, among: int) -> Box:
    """Return a box that holds the sheet and none of `others`, with few conditions."""
    levels = [
        level
        for level in sorted(core.diagram.support(others))
        if core.diagram.restrict(core.asked[core.space.variables[level].question], sheet) != NOBODY
    ]
    tried = [_fewest(core, sheet, others, order) for order in (levels, levels[::-1])]
    kept = min(tried, key=len)
    values = {level: frozenset({sheet[level]}) for level in kept}
    for level in kept:
        values[level] = _widened(core, values, level, others, among)
    return Box(values, _node(core, values))


def _fewest(core: CompiledRules, sheet: Mapping[int, int], others: int, order: list[int]) -> list[int]:
    kept = sorted(order)
    for level in order:
        rest = [each for each in kept if each != level]
        if _is_clear(core, {each: frozenset({sheet[each]}) for each in rest}, others):
            kept = rest
    return kept


def _widened(
    core: CompiledRules, values: Mapping[int, frozenset[int]], level: int, others: int, among: int
) -> frozenset[int]:
    """Return the values that the level may have as well; those that nobody has there are left out."""
    found = values[level]
    for value in range(core.space.sizes[level]):
        own = {**values, level: frozenset({value})}
        if core.diagram.both(_node(core, own), among) != NOBODY and _is_clear(core, own, others):
            found |= {value}
    return found


def _is_clear(core: CompiledRules, values: Mapping[int, frozenset[int]], others: int) -> bool:
    return core.diagram.both(_node(core, values), others) == NOBODY


def _node(core: CompiledRules, values: Mapping[int, frozenset[int]]) -> int:
    """Return whoever is asked these questions and gives one of these values to each."""
    diagram, variables = core.diagram, core.space.variables
    chosen = diagram.all_of(diagram.choose(level, values[level]) for level in sorted(values, reverse=True))
    asked = {core.asked[variables[level].question] for level in values}
    return diagram.both(chosen, diagram.all_of(asked))


def conditions_of(core: CompiledRules, box: Box, among: int) -> tuple[str, ...]:
    """Return the conditions of a box, each in words that follow "who is like this:"."""
    told = {
        level: _condition(core, level, sorted(values), _outside(core, box, level, among))
        for level, values in box.values.items()
        if not _is_lacking(core, level, values)
    }
    lacking = [level for level in sorted(box.values) if level not in told]
    return (*(told[level] for level in sorted(told)), *_lacking(core, lacking))


def _outside(core: CompiledRules, box: Box, level: int, among: int) -> list[int]:
    """Return the values of a level that somebody of `among` has who meets all other conditions of the box."""
    found = []
    for value in set(range(core.space.sizes[level])) - box.values[level]:
        if core.diagram.both(_node(core, {**box.values, level: frozenset({value})}), among) != NOBODY:
            found.append(value)
    return sorted(found)


def _is_lacking(core: CompiledRules, level: int, values: Iterable[int]) -> bool:
    return core.space.variables[level].part is not None and set(values) == {0}


def _lacking(core: CompiledRules, levels: list[int]) -> tuple[str, ...]:
    """Return what is not held, of each question in one fact: "you have not taken NPQSL or NPQH"."""
    told: dict[str, list[str]] = {}
    for level in levels:
        variable = core.space.variables[level]
        question = core.catalogue.question(variable.question)
        told.setdefault(question.id, []).append(name_of(core.catalogue, question, variable.part or ""))
    facts = []
    for id, names in told.items():
        question, name = core.catalogue.question(id), listed(names, "or")
        lacking = STATUS_FACTS["none"] if question.kind == "npqs" else question.lacking or "{answer}: no"
        facts.append(lacking.replace("{answer}", name).replace("{name}", name))
    return tuple(facts)


def _condition(core: CompiledRules, level: int, values: list[int], others: list[int]) -> str:
    variable = core.space.variables[level]
    question = core.catalogue.question(variable.question)
    if question.kind == "number":
        spans = [band.label(question.unit or "") for band in _spans(core.space.bands[question.id], values)]
        return " or ".join((question.fact or "{answer}").replace("{answer}", span) for span in spans)
    if question.kind == "one" and len(values) > _LONG and len(others) < len(values):
        names = [f'"{name_of(core.catalogue, question, variable.values[value])}"' for value in others]
        return f'your answer to "{question.ask}" is not {listed(names, "or")}'
    return either(fact_of(core, level, value) for value in values)


def _spans(bands: tuple[Band, ...], values: list[int]) -> list[Band]:
    """Return bands with neighbours put together."""
    spans: list[Band] = []
    for band in (bands[value] for value in values):
        if spans and spans[-1].high == band.low:
            spans[-1] = Band(spans[-1].low, band.high)
        else:
            spans.append(band)
    return spans


def either(facts: Iterable[str]) -> str:
    """Return facts of which one holds, without saying twice how they begin: "you are a head or a SENCO"."""
    split = [fact.split() for fact in facts]
    shared = 0
    while all(len(words) > shared + 1 and words[shared] == split[0][shared] for words in split):
        shared += 1
    first = " ".join(split[0])
    return listed([first, *(" ".join(words[shared:]) for words in split[1:])], "or")


def example_sheet(core: CompiledRules, box: Box, people: int) -> dict[int, int]:
    """Return one of `people` in the box by what had to be looked at, as usual as may be."""
    return core.diagram.pick(core.diagram.both(box.node, people), _usual(core)) or {}


def example_of(core: CompiledRules, box: Box, sheet: Mapping[int, int]) -> tuple[str, ...]:
    """Return somebody in the box as facts: what the conditions ask for, and what gives a picture."""
    told: list[str] = []
    lacking: list[int] = []
    for level, value in sorted(sheet.items()):
        if core.diagram.restrict(core.asked[core.space.variables[level].question], sheet) == NOBODY:
            continue
        if not _is_lacking(core, level, {value}):
            told.append(fact_of(core, level, value))
        elif level in box.values:
            lacking.append(level)
    return (*told, *_lacking(core, lacking))


def whole_answers(core: CompiledRules, sheet: Mapping[int, int]) -> dict[str, object]:
    """Return answers to all that this person is asked; what the sheet leaves open is as usual."""
    whole = _complete(core, {**_usual(core), **sheet})
    asked = {
        level: value
        for level, value in whole.items()
        if core.diagram.restrict(core.asked[core.space.variables[level].question], whole) != NOBODY
    }
    return answers_of(core, asked)


def answers_of(core: CompiledRules, sheet: Mapping[int, int]) -> dict[str, object]:
    """Return these answers as an answers file holds them; a number is the lowest of its band."""
    found: dict[str, object] = {}
    for question in core.catalogue.pathways.questions:
        levels = [level for level in core.space.levels.get(question.id, ()) if level in sheet]
        if not levels:
            continue
        held = {
            str(core.space.variables[level].part): core.space.variables[level].values[sheet[level]]
            for level in levels
        }
        if question.kind == "npqs":
            found[question.id] = {npq: status for npq, status in held.items() if status != "none"} or "none"
        elif question.kind == "several":
            found[question.id] = [part for part, ticked in held.items() if ticked == "yes"]
        elif question.kind == "number":
            found[question.id] = core.space.bands[question.id][sheet[levels[0]]].low
        else:
            found[question.id] = held["None"]
    return found


def _usual(core: CompiledRules) -> dict[int, int]:
    usual: dict[int, int] = {}
    for question in core.catalogue.pathways.questions:
        if question.usual is None:
            continue
        try:
            answer = read_answer(question, question.usual, core.catalogue)
        except UsageError:
            continue
        usual |= values_of(core.space, question.id, answer)
    return usual
