"""The rules of a data set in the form of two other rule engines, to compare with them.

A row is a dict: a question with its answer or None, an NPQ or tick box under "question_part". A question that
makes no sense for somebody has None, so a test on it is false, as it is in our own core.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from npqpath.advice.compiled_rules import Rulebook
from npqpath.dataset.catalogue import Catalogue
from npqpath.rules.conditions import AtLeast, Named, Not, Pick, Test, Within
from npqpath.rules.question_kinds import AnswerValue, Statuses, Ticked, Variable, kind_of, parts_of

Row = dict[str, str | int | None]


def rows_of(catalogue: Catalogue, answers: Mapping[str, AnswerValue]) -> Row:
    """Return somebody's answers as a row."""
    row: Row = {}
    for question in catalogue.pathways.questions:
        answer = answers.get(question.id)
        if question.kind in ("one", "number"):
            row[question.id] = answer if isinstance(answer, (str, int)) else None
            continue
        if question.kind == "month":
            ids = tuple(each.id for each in question.answers)
            variable = Variable(question.id, None, ids)
            row[question.id] = ids[kind_of(question).place(answer, variable)] if answer else None
            continue
        held: dict[str, str] = {}
        if isinstance(answer, Statuses):
            held = dict(answer.pairs)
        elif isinstance(answer, Ticked):
            held = dict.fromkeys(answer.ids, "yes")
        none = "none" if question.kind == "npqs" else "no"
        row |= {f"{question.id}_{_name(part)}": held.get(part, none) for part in parts_of(question)}
    return row


def zen_rules(book: Rulebook) -> Callable[[Row], list[bool]]:
    """Return what says which rules hold for a row, with zen-engine: one decision of one expression a rule."""
    import zen

    keys = [f"rule{number}" for number in range(len(book.rules))]
    expressions = [
        {"id": key, "key": key, "value": _zen(test, book)} for key, test in zip(keys, book.rules, strict=True)
    ]
    place = {"position": {"x": 0, "y": 0}}
    steps: dict[str, dict[str, object]] = {
        "in": {},
        "rules": {"content": {"expressions": expressions}},
        "out": {},
    }
    kinds = {"in": "inputNode", "rules": "expressionNode", "out": "outputNode"}
    nodes = [{"id": id, "name": id, "type": kinds[id], **place, **more} for id, more in steps.items()]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "b", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def decide(row: Row) -> list[bool]:
        result = decision.evaluate(row)["result"]
        return [result[key] for key in keys]

    return decide


def json_logic_rules(book: Rulebook) -> Callable[[Row], list[bool]]:
    """Return the same with JSON logic, one expression a rule."""
    from json_logic import jsonLogic  # type: ignore[import-untyped]

    rules = [_json_logic(test, book) for test in book.rules]

    def decide(row: Row) -> list[bool]:
        return [bool(jsonLogic(rule, row)) for rule in rules]

    return decide


def _name(part: str) -> str:
    return part.replace("-", "_")


def _variable(test: Pick) -> str:
    return test.question if test.part is None else f"{test.question}_{_name(test.part)}"


def _zen(test: Test, book: Rulebook) -> str:
    if isinstance(test, Pick):
        return f"({_variable(test)} in [{', '.join(repr(value) for value in sorted(test.values))}])"
    if isinstance(test, Within):
        known = f"{test.question} != null and {test.question} >= {test.low}"
        return f"({known})" if test.high is None else f"({known} and {test.question} < {test.high})"
    if isinstance(test, Not):
        return f"(not {_zen(test.test, book)})"
    if isinstance(test, Named):
        return _zen(book.terms[test.term], book)
    parts = [_zen(each, book) for each in test.tests]
    if test.count == len(parts):
        return f"({' and '.join(parts)})" if parts else "true"
    if test.count == 1:
        return f"({' or '.join(parts)})"
    return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts)} >= {test.count})"


def _json_logic(test: Test, book: Rulebook) -> Any:
    if isinstance(test, Pick):
        return {"in": [{"var": _variable(test)}, sorted(test.values)]}
    if isinstance(test, Within):
        number: dict[str, str] = {"var": test.question}
        tests: list[Any] = [{"!==": [number, None]}, {">=": [number, test.low]}]
        return {"and": tests if test.high is None else [*tests, {"<": [number, test.high]}]}
    if isinstance(test, Not):
        return {"!": [_json_logic(test.test, book)]}
    if isinstance(test, Named):
        return _json_logic(book.terms[test.term], book)
    assert isinstance(test, AtLeast)
    parts = [_json_logic(each, book) for each in test.tests]
    if test.count == len(parts):
        return {"and": parts} if parts else True
    if test.count == 1:
        return {"or": parts}
    return {">=": [{"+": [{"if": [part, 1, 0]} for part in parts]}, test.count]}
