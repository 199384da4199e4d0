"""One example of a group of people: only what matters about them, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from npqpath.advice.wording import fact_of
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, smallest_change
from npqpath.rules.question_kinds import kind_of, name_of, read_answer
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.pathways import Question
    from npqpath.rules.decision_diagram import Diagram


_OBJECT = re.compile(r"\byou\b(?=[.,;:]|$| (?:to|for|by|in|on|at|as|with|from|and|or|before|after|across)\b)")
_PRONOUNS = ((_OBJECT, "them"), (r"\byou\b", "they"), (r"\byours\b", "theirs"), (r"\byour\b", "their"))


def example_answers(core: CompiledRules, node: int) -> dict[int, int]:
    """Return answers, by level, that put everybody who gives them in `node`: usual ones, given a choice.

    Nothing is in it that does not matter: without any one of these answers some people would be
    outside. `node` must hold somebody who can exist.
    """
    diagram = core.diagram
    sheet = smallest_change(diagram, diagram.both(core.possible, node), unusual(core))
    return only_what_matters(core, node, sheet or {})


def only_what_matters(core: CompiledRules, node: int, sheet: Mapping[int, int]) -> dict[int, int]:
    """Return the answers of a sheet that are needed to be in `node`; of two that will do, the earlier."""
    diagram = core.diagram
    forced = diagram.either(diagram.negate(core.possible), node)
    needed = dict(sorted(sheet.items()))
    for level in sorted(sheet, reverse=True):
        others = {other: value for other, value in needed.items() if other != level}
        if _holds_for_all(diagram, forced, others):
            needed = others
    return needed


def _holds_for_all(diagram: Diagram, node: int, sheet: Mapping[int, int]) -> bool:
    """Return whether everybody with these answers is in `node`: no way down leads to nobody."""
    seen, waiting = {EVERYBODY}, [node]
    while waiting:
        current = waiting.pop()
        if current == NOBODY:
            return False
        if current in seen:
            continue
        seen.add(current)
        value = sheet.get(diagram.level(current))
        children = diagram.children(current)
        waiting += children if value is None else (children[value],)
    return True


def unusual(core: CompiledRules) -> Callable[[int, int], float]:
    """Return how far an answer is from what most people would give: 0 for a usual answer.

    Where nothing is usual, the first answers count a little less than the later ones.
    """
    usual = _usual(core)

    def cost(level: int, value: int) -> float:
        expected = usual.get(level)
        if expected is None:
            return 0.1 + 0.001 * value
        return 0.0 if value == expected else 1.0 + 0.001 * value

    return cost


def _usual(core: CompiledRules) -> dict[int, int]:
    """Return for each level the value that most people would give, where there is such a value."""
    found: dict[int, int] = {}
    for question in core.catalogue.pathways.questions:
        if kind_of(question).part_words:
            found |= dict.fromkeys(core.space.levels.get(question.id, ()), 0)
        if question.usual is not None:
            try:
                answer = read_answer(question, question.usual, core.catalogue)
            except UsageError:
                continue
            found |= core.space.values_of(question.id, answer)
    return found


def describe(core: CompiledRules, sheet: Mapping[int, int]) -> str:
    """Return the person with these answers in a sentence, such as "A SENCO: they work in a school (any aim)."

    The words are the facts of the data, turned from "you" to "they". Questions that everybody is
    asked and that the sheet leaves open are named as "any".
    """
    facts = list(_facts(core, sheet))
    head = "Somebody"
    if facts and (match := re.match(r"you are (an? .+)", facts[0])):
        head = in_third_person(match[1][:1].upper() + match[1][1:])
        facts = facts[1:]
    doing = [in_third_person(fact[4:]) for fact in facts if fact.startswith("you ")]
    other = [in_third_person(fact) for fact in facts if not fact.startswith("you ")]
    if doing:
        other = [f"they {listed(doing)}", *other]
    elif not other and head == "Somebody":
        return "Anybody at all."
    opened = _left_open(core, sheet)
    words = head + (f": {'; '.join(other)}" if other else "")
    return f"{words} (any {listed(opened, 'or')})." if opened else f"{words}."


def _facts(core: CompiledRules, sheet: Mapping[int, int]) -> Iterator[str]:
    """Yield the facts of a sheet; what is not held, of one question, comes as one fact."""
    for question in core.catalogue.pathways.questions:
        levels = [level for level in core.space.levels.get(question.id, ()) if level in sheet]
        has_parts = bool(kind_of(question).part_words)
        lacking = [level for level in levels if has_parts and sheet[level] == 0]
        yield from (fact_of(core, level, sheet[level]) for level in levels if level not in lacking)
        if lacking and lacking == levels and question.usual == "none":
            is_npqs = bool(kind_of(question).stages)
            yield "you have no NPQ" if is_npqs else f"you tick none of the {_words(question)}"
        elif lacking:
            yield _lacking(core, question, lacking)


def _lacking(core: CompiledRules, question: Question, levels: list[int]) -> str:
    parts = [core.space.variables[level].part or "" for level in levels]
    names = listed([name_of(core.catalogue, question, part) for part in parts], "or")
    return kind_of(question).lacking(names)


def _left_open(core: CompiledRules, sheet: Mapping[int, int]) -> list[str]:
    """Return the names of open questions that everybody is asked and knows, and that have no usual answer."""
    return [
        _words(question)
        for question in core.catalogue.pathways.questions
        if kind_of(question).conditions == "answers"
        and not question.usual
        and question.ask_if is None
        and question.find_out is None
        and not any(level in sheet for level in core.space.levels.get(question.id, ()))
    ]


def _words(question: Question) -> str:
    return question.id.replace("_", " ").replace("-", " ")


def in_third_person(words: str) -> str:
    """Return a fact of the data, such as "you work in a school", as one about somebody else."""
    for pattern, word in _PRONOUNS:
        words = re.sub(pattern, word, words)
    return words
