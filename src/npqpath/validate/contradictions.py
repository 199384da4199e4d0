"""Proofs about conditions that nobody meets, with the lines that contradict each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from npqpath.advice.compiled_rules import reader_of, unless_settled
from npqpath.rules.decision_diagram import NOBODY
from npqpath.validate.findings import Finding
from npqpath.words import listed, sentence

if TYPE_CHECKING:
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Place
    from npqpath.validate.findings import Severity
    from npqpath.validate.parts import File
    from npqpath.validate.proof_context import ProofContext


_MOST_LETTERS = 90
_SETTLED = {
    "id": "Nobody is told to take {} who has it or is on it.",
    "settled_by": "{} is settled for them. A rule that is for them all the same has `also_if_settled: true`.",
}


def as_line(key: str, value: object) -> str:
    """Return one line of a condition, such as "role: [senco, headteacher]"; a long one ends in "..."."""
    text = yaml.safe_dump({key: value}, default_flow_style=True, width=math.inf, allow_unicode=True)[1:-2]
    if len(text) <= _MOST_LETTERS:
        return text
    shown = text[: _MOST_LETTERS - 4]
    return f"{shown.rpartition(' ')[0].rstrip(',') or shown} ..."


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One line of a condition: where it stands, how it reads, whom it selects, and its question, if any."""

    file: File
    loc: Loc
    text: str
    node: int
    question: str | None


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition that somebody should meet: what it belongs to, in words, and among whom it is used."""

    loc: Loc
    what: str
    node: int
    raw: tuple[object, object]


def check_contradictions(context: ProofContext) -> Iterator[Finding]:
    """Yield every rule, promise, term, deadline, post and activity of which the condition can never match."""
    for each in _conditions(context):
        if not context.is_met(each.node):
            lines = [*lines_of(context, "pathways", each.loc, each.raw), *_settled_lines(context, each.loc)]
            place, message, hint = contradiction(context, ("pathways", each.loc, each.what), lines)
            severity: Severity = "error" if each.loc[0] == "rules" else "warning"
            cause = context.rule_place(int(each.loc[1])) if severity == "error" else None
            yield Finding(place, "NP303", severity, message, hint, cause=cause)


def _conditions(context: ProofContext) -> Iterator[_Condition]:
    book, core, rulebook = context.catalogue.pathways, context.core, context.rulebook
    node = context.compiler.node
    for i, (rule, matches) in enumerate(zip(book.rules, core.rules, strict=True)):
        yield _Condition(("rules", i), f'rule "{rule.id}"', matches, (rule.when, rule.unless))
    for i, (promise, test) in enumerate(zip(book.promises, rulebook.promises, strict=True)):
        what = f'promise "{promise.id}"'
        yield _Condition(("promises", i), what, node(test), (promise.when, promise.unless))
    for name, raw in book.terms.items():
        yield _Condition(("terms", name), f'term "{name}"', node(rulebook.terms[name]), (raw, None))
    for i, (deadline, test) in enumerate(zip(book.deadlines, rulebook.deadlines, strict=True)):
        what = f'deadline "{deadline.id}"'
        yield _Condition(("deadlines", i), what, node(test), (deadline.when, None))
    for i, track in enumerate(book.tracks):
        for j, post in enumerate(track.posts):
            loc, what = ("tracks", i, "posts", j), f'post "{post.id}"'
            if post.id in core.posts:
                yield _Condition(loc, what, core.posts[post.id], (post.when, None))
            if post.id in rulebook.goals:
                sought = (*loc, "sought_by"), f"`sought_by` of the {what}", node(rulebook.goals[post.id])
                yield _Condition(*sought, (post.sought_by, None))
    for i, step in enumerate(book.next_steps):
        for j, activity in enumerate(step.activities):
            if activity.when is not None:
                at, seen = ("next_steps", i, "activities", j), core.activities[step.id, activity.id]
                yield _Condition(at, f'activity "{activity.id}"', seen, (activity.when, None))


def lines_of(
    context: ProofContext, file: File, loc: Loc, raw: tuple[object, object], this: str | None = None
) -> Iterator[ConditionLine]:
    """Yield the lines of an entry's `when` and `unless`; `raw` holds the two as they are written.

    A list under `is` gives a line a term, a question with ticks a line an operator, `any of` one line
    in all; under `unless` each alternative is a line.
    """
    reader = reader_of(context.catalogue)
    compiler = context.compiler
    when, unless = raw
    at = loc if loc[0] == "terms" or loc[-1] == "sought_by" else (*loc, "when")
    for inner, part in _split(when):
        node = compiler.node(reader.read(part, (), this))
        yield ConditionLine(file, (*at, *inner), _text(part), node, next(iter(part)))
    for where, branch in _alternatives(unless):
        node = context.diagram.negate(compiler.node(reader.read(branch, (), this)))
        yield ConditionLine(file, (*loc, *where), f"unless {_text(branch)}", node, None)


def _split(when: object) -> Iterator[tuple[Loc, dict[str, object]]]:
    for key, value in when.items() if isinstance(when, dict) else ():
        if key == "is" and isinstance(value, list):
            for i, name in enumerate(value):
                yield (key, i), {key: name}
        elif isinstance(value, dict):
            for operator, each in value.items():
                yield (key, operator), {key: {operator: each}}
        else:
            yield (key,), {key: value}


def _alternatives(unless: object) -> list[tuple[Loc, dict[str, object]]]:
    if not isinstance(unless, dict):
        return []
    if list(unless) == ["any of"]:
        return [(("unless", "any of", i), branch) for i, branch in enumerate(unless["any of"])]
    return [(("unless",), unless)]


def _text(part: Mapping[str, object]) -> str:
    return ", ".join(as_line(key, value) for key, value in part.items())


def contradiction(
    context: ProofContext, owner: tuple[File, Loc, str], lines: Iterable[ConditionLine]
) -> tuple[Place, str, str]:
    """Return where and in what words to say that nobody meets these lines, and how to mend it.

    `owner` is the entry that they belong to: its file, where it stands, and what it is in words.
    """
    file, loc, what = owner
    smallest = _smallest_contradiction(context, [*lines, *_impossible_lines(context)])
    own = [line for line in smallest if line.loc[: len(loc)] == loc and line.file == file]
    shown = listed(f"`{line.text}` ({_at(context, line, file)})" for line in own)
    together = "these cannot hold together: " if len(own) > 1 else "nobody can be like this: "
    hints = [_why_nobody(context, line, file) for line in smallest if line not in own]
    hints += [words for line in own if (words := _asked_only(context, line))]
    place = context.place(file, own[0].loc if own else loc)
    hint = " ".join([*hints, "Change or take away one of these lines."])
    return place, f"The {what} can never match; {together}{shown}.", hint


def _settled_lines(context: ProofContext, loc: Loc) -> Iterator[ConditionLine]:
    """Yield what keeps a rule from people who have its qualification, or for whom it is settled."""
    rule = context.rules[int(loc[1])] if loc[0] == "rules" else None
    ids = list(context.catalogue.qualifications_by_id)
    if rule is not None and rule.suggest in ids:
        at: Loc = ("qualifications", ids.index(rule.suggest))
        for name, test in unless_settled(context.catalogue, rule, reader_of(context.catalogue)).items():
            node = context.compiler.node(test)
            text = _SETTLED[name].format(rule.suggest)
            yield ConditionLine("qualifications", (*at, name), text, node, None)


def _impossible_lines(context: ProofContext) -> Iterator[ConditionLine]:
    """Yield each entry under `impossible` as the line that nobody is like that."""
    for i, each in enumerate(context.catalogue.pathways.impossible):
        node = context.diagram.negate(context.core.impossible[i])
        yield ConditionLine("pathways", ("impossible", i), each.because, node, None)


def _smallest_contradiction(context: ProofContext, lines: list[ConditionLine]) -> list[ConditionLine]:
    """Return lines that nobody meets together and of which none can be spared; the last are spared first."""
    kept = lines
    for line in reversed(lines):
        rest = [other for other in kept if other is not line]
        if context.diagram.all_of(other.node for other in rest) == NOBODY:
            kept = rest
    return kept


def _at(context: ProofContext, line: ConditionLine, file: File) -> str:
    """Return where a line stands, in words, for a finding in `file`."""
    return context.line(context.key_place(line.file, line.loc), file)


def _why_nobody(context: ProofContext, line: ConditionLine, file: File) -> str:
    where = _at(context, line, file)
    return f"{where[0].upper()}{where[1:]} says why there is nobody like this: {line.text}"


def _asked_only(context: ProofContext, line: ConditionLine) -> str | None:
    question = context.catalogue.questions_by_id.get(line.question or "")
    if question is None or question.ask_if is None:
        return None
    return sentence(f"The question {question.id} is asked only if {_text(question.ask_if)}")
