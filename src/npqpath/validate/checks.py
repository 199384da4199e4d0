"""The register of checks: each with the codes that it tells, by what has to be right before it can look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.yaml_reader import Tree
from npqpath.errors import Problem
from npqpath.validate.contradictions import check_contradictions
from npqpath.validate.dates import check_dates, check_endings, check_versions
from npqpath.validate.findings import DataSet, Finding, one_for_each_name
from npqpath.validate.funding_tables import check_funding_rows, check_tables
from npqpath.validate.names import check_duplicates, check_offers, check_references, check_unused_terms
from npqpath.validate.parts import Files
from npqpath.validate.personas import check_personas
from npqpath.validate.proof_context import ProofContext
from npqpath.validate.proofs import check_promises, check_redundant_rules
from npqpath.validate.questions import (
    check_conditions,
    check_order,
    check_other_names,
    check_questions,
    check_slips,
)
from npqpath.validate.texts import check_addresses, check_words
from npqpath.validate.unused_answers import check_unused_answers

Given = TypeVar("Given")
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Check(Generic[Given, Told]):
    """One check: what it does with a data set, and the codes of what it may find, in any order."""

    look: Callable[[Given], Iterable[Told]]
    codes: str


ProofCheck: TypeAlias = Check[ProofContext, Finding]

NAMES: tuple[Check[Files, Problem], ...] = (
    Check(check_references, "NP120 NP121 NP122 NP123 NP124 NP125"),
    Check(check_offers, "NP127"),
    Check(
        check_conditions,
        "NP101 NP102 NP103 NP104 NP105 NP106 NP107 NP108 NP109 NP110 NP111 NP112 NP113",
    ),
    Check(check_slips, "NP114 NP115 NP116"),
    Check(check_duplicates, "NP116 NP130 NP131 NP132 NP133 NP134 NP135 NP136"),
    Check(check_other_names, "NP137"),
    Check(check_questions, "NP126 NP140 NP141 NP142 NP143 NP144"),
    Check(check_order, "NP201 NP202 NP203"),
    Check(check_tables, "NP150 NP151 NP152 NP153 NP154 NP155 NP156 NP157 NP158"),
)
"""Checks of names, for files of the right shape. What they find stops the data from being used."""

TEXTS: tuple[Check[DataSet, Finding], ...] = (
    Check(check_dates, "NP401 NP402 NP403 NP404 NP405"),
    Check(check_versions, "NP406 NP407 NP408 NP409"),
    Check(check_words, "NP501 NP502 NP504 NP505 NP506"),
    Check(check_addresses, "NP163"),
)
"""Checks of days, words and addresses, for files of the right shape."""

RULES: tuple[ProofCheck, ...] = (
    Check(check_funding_rows, "NP311 NP312"),
    Check(check_unused_terms, "NP308"),
    Check(check_endings, "NP410"),
)
"""Checks of rules whose names are right, as they are written."""

EVERY_DAY: tuple[ProofCheck, ...] = (
    Check(check_promises, "NP301 NP302"),
    Check(check_contradictions, "NP303"),
    Check(check_redundant_rules, "NP304 NP305"),
    Check(check_unused_answers, "NP307"),
)
"""The same, under the rules of each day to come."""

TODAY: tuple[ProofCheck, ...] = (Check(check_personas, "NP601 NP602 NP603"),)
"""The same, under the rules of the day that is looked at."""


def check_names(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    """Return everything that is wrong with the names, the order and the tables, in the order of the files.

    It never raises, whatever the names in a data set of the right shape are.
    """
    files = Files(catalogue, qualifications, pathways)
    found = {
        (problem.place, problem.code): problem
        for check in reversed(NAMES)
        for problem in reversed(list(check.look(files)))
    }
    in_order = sorted(found.values(), key=lambda one: (one.place.file, one.place.line, one.place.column))
    return tuple(one_for_each_name(in_order))
