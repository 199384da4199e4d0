"""Print how long the proofs take on the bundled data and on ten times its rules, against their budgets.

The further rules look like the real ones: each is a copy of one, turned to other answers and to another
suggestion of the same kind. Run with `python -m tools.bench_proofs`.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import bundled_folder, contents, merge_files
from npqpath.dataset.pathways import PathwaysFile, Question, Rule
from npqpath.dataset.yaml_reader import Tree
from npqpath.validate.checks import EVERY_DAY, RULES
from npqpath.validate.proof_context import ProofContext

TIMES = 10
RUNS = 5
BUDGETS = {1: 0.3, TIMES: 3.0}
"""Seconds for all proofs, by how many times the rules there are."""


@dataclass(frozen=True)
class Measured:
    """Seconds of processor time for compiling and proving, and what the proofs found."""

    compiling: float
    proving: float
    rules: int
    nodes: int
    found: Counter[str]


def main() -> int:
    """Print a line for each size and return 1 if a budget is broken."""
    is_broken = False
    for times, budget in BUDGETS.items():
        runs = [measure(*with_times_the_rules(times)) for _ in range(RUNS)]
        median = sorted(runs, key=lambda run: run.proving)[RUNS // 2]
        told = ", ".join(f"{code} {count}" for code, count in sorted(median.found.items()))
        print(
            f"{median.rules:4} rules: proofs {median.proving:.3f} s (at most {budget} s), "
            f"compiling {median.compiling:.3f} s, {median.nodes:,} nodes; found {told or 'nothing'}"
        )
        is_broken |= median.proving > budget
    return int(is_broken)


@cache
def with_times_the_rules(times: int) -> tuple[Catalogue, Tree, Tree]:
    """Return the bundled data with so many times its rules, and where it stands."""
    whole = merge_files(bundled_folder(), contents(bundled_folder()))
    return multiplied(whole.catalogue, times, random.Random(1)), whole.qualifications, whole.pathways


def measure(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> Measured:
    """Return the processor time of one round, with nothing kept from an earlier one."""
    start = time.process_time()
    context = ProofContext(catalogue, qualifications, pathways, dt.date(2026, 11, 21))
    core = context.core
    middle = time.process_time()
    found = Counter(finding.code for check in (*EVERY_DAY, *RULES) for finding in check(context))
    end = time.process_time()
    return Measured(middle - start, end - middle, len(catalogue.pathways.rules), len(core.diagram), found)


def multiplied(catalogue: Catalogue, times: int, chance: random.Random) -> Catalogue:
    """Return the data set with so many times the rules, made by chance from those it has."""
    book = catalogue.pathways
    more = tuple(rule for copy in range(1, times) for rule in _varied(book, copy, chance))
    return replace(catalogue, pathways=replace(book, rules=(*book.rules, *more)))


def _varied(book: PathwaysFile, copy: int, chance: random.Random) -> Iterator[Rule]:
    steps = [step.id for step in book.next_steps]
    courses = sorted({rule.suggest for rule in book.rules} - set(steps))
    choices = {question.id: question for question in book.questions if len(question.answers) > 3}
    choices = {id: question for id, question in choices.items() if question.kind == "one"}
    for rule in book.rules:
        when = dict(rule.when or {})
        turned = [id for id in when if id in choices] or [chance.choice(list(choices))]
        for id in turned:
            when[id] = _some(choices[id], chance)
        alike = steps if rule.suggest in steps else courses
        suggest = chance.choice([id for id in alike if id != rule.suggest])
        yield replace(rule, id=f"{rule.id}-{copy}", when=when, suggest=suggest)


def _some(question: Question, chance: random.Random) -> list[str]:
    answers = [answer.id for answer in question.answers]
    return chance.sample(answers, chance.randint(1, 3))


if __name__ == "__main__":
    sys.exit(main())
