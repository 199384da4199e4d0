"""The register of checks, by what has to be right before each can look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.yaml_reader import Tree
from npqpath.errors import Problem
from npqpath.validate import names
from npqpath.validate.contradictions import check_contradictions
from npqpath.validate.dates import check_dates, check_endings, check_versions
from npqpath.validate.findings import DataSet, Finding, one_for_each_name
from npqpath.validate.funding_tables import check_funding_rows, check_tables
from npqpath.validate.parts import Files
from npqpath.validate.personas import check_personas
from npqpath.validate.proof_context import ProofContext
from npqpath.validate.proofs import check_promises, check_redundant_rules
from npqpath.validate.questions import check_conditions, check_order, check_questions, check_slips
from npqpath.validate.texts import check_addresses, check_words

NameCheck: TypeAlias = Callable[[Files], Iterable[Problem]]
TextCheck: TypeAlias = Callable[[DataSet], Iterable[Finding]]
ProofCheck: TypeAlias = Callable[[ProofContext], Iterable[Finding]]

NAMES: tuple[NameCheck, ...] = (
    *(names.check_references, names.check_offers, check_conditions, check_slips, names.check_ids),
    *(names.check_moves, names.check_other_names, check_questions, check_order, check_tables),
)
"""Checks of names, for files of the right shape. What they find stops the data from being used."""

TEXTS: tuple[TextCheck, ...] = (check_dates, check_versions, check_words, check_addresses)
"""Checks of days, words and addresses, for files of the right shape."""

RULES: tuple[ProofCheck, ...] = (
    check_funding_rows,
    names.check_unused_names,
    names.check_courses,
    check_endings,
)
"""Checks of rules whose names are right, as they are written."""

EVERY_DAY: tuple[ProofCheck, ...] = (check_promises, check_contradictions, check_redundant_rules)
"""The same, under the rules of each day to come."""

TODAY: tuple[ProofCheck, ...] = (check_personas,)
"""The same, under the rules of the day that is looked at."""


def check_names(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    """Return everything that is wrong with the names, the order and the tables, in the order of the files.

    It never raises, whatever the names in a data set of the right shape are.
    """
    files = Files(catalogue, qualifications, pathways)
    found = {
        (problem.place, problem.code): problem
        for check in reversed(NAMES)
        for problem in reversed(list(check(files)))
    }
    in_order = sorted(found.values(), key=lambda one: (one.place.file, one.place.line, one.place.column))
    return tuple(one_for_each_name(in_order))
