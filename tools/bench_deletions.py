"""Print how many of the lines of the bundled data could go without anybody noticing.

Each rule, term, answer and row of a funding table is taken away, one at a time. It is noticed if `validate`
then finds an error or a warning, a failing persona test among them. What nobody notices is named, and the
program returns 1 if that is more than one in twenty. Run with `python -m tools.bench_deletions`.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import bundled_folder, contents, merge_files
from npqpath.dataset.yaml_reader import Tree
from npqpath.validate.checks import EVERY_DAY, RULES, TODAY, check_names
from npqpath.validate.proof_context import ProofContext

DAY = dt.date(2026, 11, 21)
ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Deletion:
    """One line of the data that is taken away: its kind, its name, and the data set without it."""

    kind: str
    name: str
    without: Catalogue


def main() -> int:
    """Print a line for each kind and what is not noticed; return 1 if that is too much."""
    whole = merge_files(bundled_folder(), contents(bundled_folder()))
    trees = whole.qualifications, whole.pathways
    every, noticed = Counter[str](), Counter[str]()
    unnoticed: list[str] = []
    for deletion in deletions(whole.catalogue):
        every[deletion.kind] += 1
        if is_noticed(deletion.without, *trees):
            noticed[deletion.kind] += 1
        else:
            unnoticed.append(f"{deletion.kind} {deletion.name}")
    share = noticed.total() / every.total()
    kinds = ", ".join(f"{noticed[kind]} of {count} {kind}s" for kind, count in every.items())
    print(f"deletions that validate notices: {share:.1%} (at least {ENOUGH:.0%}); {kinds}")
    for name in unnoticed:
        print(f"  not noticed: {name}")
    return int(share < ENOUGH)


def deletions(whole: Catalogue) -> Iterator[Deletion]:
    """Yield the data set without each rule, term, answer and row."""
    book, table = whole.pathways, whole.qualifications

    def with_book(**changes: Any) -> Catalogue:
        return replace(whole, pathways=replace(book, **changes))

    for index, rule in enumerate(book.rules):
        yield Deletion("rule", rule.id, with_book(rules=_less(book.rules, index)))
    for name in book.terms:
        rest = {other: raw for other, raw in book.terms.items() if other != name}
        yield Deletion("term", name, with_book(terms=rest))
    for number, question in enumerate(book.questions):
        for key in ("answers", "of"):
            listed = getattr(question, key)
            for index, answer in enumerate(listed):
                changes: dict[str, Any] = {key: _less(listed, index)}
                fewer = _with(book.questions, number, replace(question, **changes))
                name = f"{question.id}: {getattr(answer, 'id', answer)}"
                yield Deletion("answer", name, with_book(questions=fewer))
    for number, cohort in enumerate(table.cohorts):
        for index, row in enumerate(cohort.funding):
            fewer_rows = replace(cohort, funding=_less(cohort.funding, index))
            cohorts = replace(table, cohorts=_with(table.cohorts, number, fewer_rows))
            yield Deletion("row", f"{cohort.id}: {row.id}", replace(whole, qualifications=cohorts))


def is_noticed(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> bool:
    """Return whether some check finds an error or a warning. The places of what it finds may be off."""
    if check_names(catalogue, qualifications, pathways):
        return True
    context = ProofContext(catalogue, qualifications, pathways, DAY)
    checks = (*TODAY, *RULES, *EVERY_DAY)
    return any(finding.severity != "note" for check in checks for finding in check(context))


def _less(entries: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return entries[:index] + entries[index + 1 :]


def _with(entries: tuple[Any, ...], index: int, entry: object) -> tuple[Any, ...]:
    return (*entries[:index], entry, *entries[index + 1 :])


if __name__ == "__main__":
    sys.exit(main())
