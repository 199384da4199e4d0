"""Random teachers who answer the frozen questions, and what the data itself says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from hypothesis import strategies as st

from npqpath.advice.compiled_rules import STRENGTHS, CompiledRules
from npqpath.advice.person import Person
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Question, Rule
from npqpath.dataset.qualifications import Raw
from npqpath.rules.answer_space import Space
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.decision_diagram import NOBODY
from npqpath.rules.question_kinds import AnswerValue, Statuses, Ticked, parts_of
from tests import builders
from tests.unit.rules.oracles import Given, matches

Sheet = dict[str, Given]
YEARS = (0, 1, 2, 3, 5, 12)


def complete_sheet(catalogue: Catalogue, random: Random, start: Mapping[str, Given]) -> Sheet | None:
    """Return a sheet that answers all a person is asked and keeps `start`; None if nobody is like that."""
    sheet: Sheet = {}
    for question in catalogue.pathways.questions:
        if matches(question.ask_if, sheet, catalogue.pathways.terms):
            sheet[question.id] = start[question.id] if question.id in start else _answer(question, random)
    return sheet if is_possible(catalogue, sheet) else None


def _answer(question: Question, random: Random) -> Given:
    parts = parts_of(question)
    if question.kind in ("one", "month"):
        return random.choice(parts)
    if question.kind == "number":
        return random.choice(YEARS)
    picked = random.sample(parts, random.choice([0, 0, 1, 2, 3]))
    if question.kind == "several":
        return frozenset(picked)
    return {npq: random.choice(STATUSES[:3]) for npq in picked}


def is_possible(catalogue: Catalogue, sheet: Mapping[str, Given]) -> bool:
    """Return whether the data says that somebody can be like that."""
    book = catalogue.pathways
    return not any(matches(each.when, sheet, book.terms) for each in book.impossible)


def applies(catalogue: Catalogue, when: Raw | None, unless: Raw | None, sheet: Mapping[str, Given]) -> bool:
    """Return whether a rule holds for a complete sheet, by reading the data directly."""
    terms = catalogue.pathways.terms
    return matches(when, sheet, terms) and (unless is None or not matches(unless, sheet, terms))


def is_settled(catalogue: Catalogue, rule: Rule, sheet: Mapping[str, Given]) -> bool:
    """Return whether somebody has, or need not take, what a rule suggests, by reading the data directly."""
    for question in catalogue.pathways.questions:
        given = sheet.get(question.id)
        if question.kind == "npqs" and isinstance(given, dict) and given.get(rule.suggest, "none") != "none":
            return True
    course = catalogue.qualifications_by_id.get(rule.suggest)
    by = None if course is None or rule.also_if_settled else course.settled_by
    return by is not None and matches(by, sheet, catalogue.pathways.terms)


def matching_rules(catalogue: Catalogue, sheet: Mapping[str, Given]) -> list[Rule]:
    """Return the rules that hold for a complete sheet, strongest first, then in the order of the file."""
    rules = [rule for rule in catalogue.pathways.rules if not is_settled(catalogue, rule, sheet)]
    found = [rule for rule in rules if applies(catalogue, rule.when, rule.unless, sheet)]
    return sorted(found, key=lambda rule: STRENGTHS.index(rule.strength))


def answers_of(catalogue: Catalogue, sheet: Mapping[str, Given]) -> dict[str, AnswerValue]:
    """Return a sheet as the program holds answers."""
    made: dict[str, AnswerValue] = {}
    for id, given in sheet.items():
        if isinstance(given, (str, int)):
            made[id] = given
            continue
        parts = parts_of(catalogue.question(id))
        if isinstance(given, dict):
            made[id] = Statuses(tuple((npq, given[npq]) for npq in parts if npq in given))
        else:
            made[id] = Ticked(tuple(part for part in parts if part in given))
    return made


def sheet_of(space: Space, catalogue: Catalogue, values: Mapping[int, int]) -> Sheet:
    """Return values of the diagram's variables as a sheet; variables left out get their first value."""
    sheet: Sheet = {}
    for question in catalogue.pathways.questions:
        if not matches(question.ask_if, sheet, catalogue.pathways.terms):
            continue
        picked = {level: values.get(level, 0) for level in space.levels[question.id]}
        words = {space.variables[i].part: space.variables[i].values[value] for i, value in picked.items()}
        if question.kind == "number":
            sheet[question.id] = space.bands[question.id][next(iter(picked.values()))].low
        elif question.kind in ("one", "month"):
            sheet[question.id] = words[None]
        elif question.kind == "several":
            sheet[question.id] = frozenset(part for part, word in words.items() if part and word == "yes")
        else:
            sheet[question.id] = {part: word for part, word in words.items() if part and word != "none"}
    return sheet


def completions(person: Person, random: Random, most: int) -> list[Sheet]:
    """Return some of the complete sheets that a person may yet turn out to have given."""
    catalogue = person.core.catalogue
    start: Sheet = dict.fromkeys(person.assumed, frozenset())
    start |= {id: given_of(value) for id, value in person.answers.items() if value != "not-sure"}
    made = (complete_sheet(catalogue, random, start) for _ in range(most))
    return [sheet for sheet in made if sheet is not None]


def given_of(value: AnswerValue) -> Given:
    """Return an answer as sheets hold it."""
    if isinstance(value, float):
        return int(value)
    if isinstance(value, Ticked):
        return frozenset(value.ids)
    if isinstance(value, Statuses):
        return dict(value.pairs)
    return value


def witness(core: CompiledRules, node: int) -> Sheet | None:
    """Return a complete sheet of somebody in a node, or None if nobody is."""
    picked = pick(core, node)
    return None if picked is None else sheet_of(core.space, core.catalogue, picked)


def pick(core: CompiledRules, node: int) -> dict[int, int] | None:
    """Return the first values of somebody in a node, level by level, or None if nobody is."""
    picked: dict[int, int] = {}
    for level, size in enumerate(core.diagram.sizes):
        rest = (core.diagram.restrict(node, {level: value}) for value in range(size))
        value, node = next(((v, one) for v, one in enumerate(rest) if one != NOBODY), (0, NOBODY))
        picked[level] = value
    return None if node == NOBODY else picked


def known_node(core: CompiledRules, values: Mapping[int, int]) -> int:
    """Return the node of everybody with these values."""
    return core.diagram.all_of(core.diagram.choose(level, [value]) for level, value in values.items())


@st.composite
def complete_sheets(draw: st.DrawFn) -> Sheet:
    """Make the complete sheet of a person who can exist, by the frozen data."""
    random = Random(draw(st.integers(0, 2**32)))
    while True:
        sheet = complete_sheet(builders.frozen(), random, {})
        if sheet is not None:
            return sheet


@st.composite
def partial_answers(draw: st.DrawFn) -> dict[str, AnswerValue]:
    """Make the answers of a person who can exist, with some questions left out or answered "not-sure"."""
    sheet = draw(complete_sheets())
    answers = answers_of(builders.frozen(), sheet)
    fate: Sequence[str] = draw(
        st.lists(st.sampled_from(["kept", "kept", "left out", "not sure"]), min_size=24, max_size=24)
    )
    made: dict[str, AnswerValue] = {}
    for (id, value), what in zip(answers.items(), fate, strict=False):
        if what != "left out":
            made[id] = value if what == "kept" else "not-sure"
    return made
