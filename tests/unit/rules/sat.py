"""Conditions as clauses for a SAT solver: an oracle for the diagram that shares nothing with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, count

from pysat.solvers import Solver  # type: ignore[import-untyped]

from npqpath.rules.answer_space import Space
from npqpath.rules.conditions import AtLeast, Named, Not, Pick, Test, Within


class Clauses:
    """Everything that is known of a data set in clauses: each variable has exactly one value.

    `literal` turns a condition into a literal; `possible` asks whether some sheet fits all literals.
    """

    def __init__(self, space: Space, terms: Mapping[str, Test], asks: Mapping[str, Test]) -> None:
        self._space = space
        self._terms = terms
        self._asks = asks
        self._names = count(1)
        self._solver = Solver(name="glucose4")
        self._true = self._new()
        self._solver.add_clause([self._true])
        self._values = [[self._new() for _ in variable.values] for variable in space.variables]
        for values in self._values:
            self._solver.add_clause(values)
            for one, other in combinations(values, 2):
                self._solver.add_clause([-one, -other])
        self._known: dict[Test, int] = {}
        self._asked: dict[str, int] = {}

    def close(self) -> None:
        """Give the solver's memory back; it cannot do so by itself while Python shuts down."""
        self._solver.delete()

    def possible(self, *literals: int) -> bool:
        """Return whether some sheet fits all of the literals."""
        return bool(self._solver.solve(assumptions=list(literals)))

    def rule_out(self, test: Test) -> None:
        """Say that no sheet for which a condition holds is possible."""
        self._solver.add_clause([-self.literal(test)])

    def literal(self, test: Test) -> int:
        """Return a literal that is true for exactly the sheets for which a condition holds."""
        if test not in self._known:
            self._known[test] = self._made(test)
        return self._known[test]

    def any(self, literals: Sequence[int]) -> int:
        """Return a literal that is true where one of `literals` is."""
        return -self.all([-literal for literal in literals])

    def all(self, literals: Sequence[int]) -> int:
        """Return a literal that is true where all of `literals` are."""
        whole = self._new()
        self._solver.add_clause([whole, *(-literal for literal in literals)])
        for literal in literals:
            self._solver.add_clause([-whole, literal])
        return whole

    def _new(self) -> int:
        return next(self._names)

    def _made(self, test: Test) -> int:
        if isinstance(test, Not):
            return -self.literal(test.test)
        if isinstance(test, Named):
            return self.literal(self._terms[test.term])
        if isinstance(test, AtLeast):
            return self._at_least(test.count, [self.literal(each) for each in test.tests])
        return self.all([self._is_asked(test.question), self._has_value(test)])

    def _is_asked(self, question: str) -> int:
        if question not in self._asked:
            self._asked[question] = self.literal(self._asks[question])
        return self._asked[question]

    def _has_value(self, test: Pick | Within) -> int:
        part = test.part if isinstance(test, Pick) else None
        level = self._space.level[test.question, part]
        if isinstance(test, Pick):
            wanted = [value in test.values for value in self._space.variables[level].values]
        else:
            top = 10**6
            wanted = [
                test.low <= band.low and (band.high or top) <= (test.high or top)
                for band in self._space.bands[test.question]
            ]
        return self.any([value for value, is_in in zip(self._values[level], wanted, strict=True) if is_in])

    def _at_least(self, wanted: int, literals: Sequence[int]) -> int:
        if wanted <= 0:
            return self._true
        if wanted > len(literals):
            return -self._true
        first, *rest = literals
        return self.any([self._at_least(wanted, rest), self.all([first, self._at_least(wanted - 1, rest)])])
