"""A linear model, and its best solution for aims in order, each as far as the ones before allow, by HiGHS."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import floor, inf
from threading import Thread
from threading import enumerate as threads
from typing import Any, TypeAlias

from npqpath.errors import not_installed

# highspy brings numpy: 110 ms, so it is imported only here and only when something is solved.

_AT_WORK = "npqpath-solver"
LISTENS = 0.1
"""Seconds after which Ctrl-C is heard while HiGHS works."""
ENDS = 1.0
"""Seconds that it gets to end tidily; the program ends without it then."""

Expression: TypeAlias = dict[int, float]
"""A sum of columns, each times a factor."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One aim as a sum to make as large as possible; `constant` is what it reaches without any column.

    It `settles` groups of columns: those of a group that are all 0 then stay so.
    """

    id: str
    factors: Expression
    constant: int = 0
    settles: tuple[tuple[int, ...], ...] = ()


@dataclass(slots=True)
class Model:
    """Columns (0 to `uppers`, whole numbers), rows (low <= a sum <= high), and the aims in their order."""

    uppers: list[float] = field(default_factory=list)
    rows: list[tuple[float, Expression, float]] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    def column(self, upper: float = 1.0) -> int:
        """Add a column of whole numbers from 0 to `upper` and return its number."""
        self.uppers.append(upper)
        return len(self.uppers) - 1

    def at_most(self, factors: Expression, high: float) -> None:
        """Add a row: the sum is no more than `high`."""
        self.rows.append((-inf, factors, high))

    def at_least(self, factors: Expression, low: float) -> None:
        """Add a row: the sum is no less than `low`."""
        self.rows.append((low, factors, inf))


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one aim was taken: `value`, and `bound`, which none exceeds. Proved best where they meet."""

    stage: str
    value: int
    bound: int

    @property
    def is_proved(self) -> bool:
        """Whether no other plan can reach more of this aim without costing an aim before it."""
        return self.value >= self.bound


@dataclass(frozen=True, slots=True)
class Solved:
    """A solution: the value of every column, and how far each aim was taken."""

    values: tuple[int, ...]
    reached: tuple[Reached, ...]


def solve(
    model: Model, seconds: float, *, most: int | None = None, begins: Callable[[str], None] = lambda _: None
) -> Solved | None:
    """Return the best solution for the (first so many) aims in order, or None if nothing keeps to the rows.

    `begins` is told each aim as work on it begins. Each aim may take up to `seconds`; one that is not proved
    best by then keeps what was found, with its bound. The same model always gives the same solution,
    unless time runs out. Raises `UsageError` without the extra `team`.
    """
    if not model.uppers:
        # HiGHS has no solution for a model without columns.
        model.column()
    highs = _load(model)
    reached = []
    values: tuple[int, ...] | None = None
    for stage in model.stages[:most]:
        begins(stage.id)
        bound = sum(factor * model.uppers[number] for number, factor in stage.factors.items() if factor > 0)
        if stage.factors or values is None:
            found, proved = _maximise(highs, stage, values, seconds)
            bound, values = min(bound, proved), found or values
            if values is None:
                return None
        value = round(sum(factor * values[number] for number, factor in stage.factors.items()))
        reached.append(Reached(stage.id, value + stage.constant, floor(bound + 1e-6) + stage.constant))
        if stage.factors:
            _add_row(highs, float(value), stage.factors, inf)
        for number in (n for group in stage.settles if not any(values[n] for n in group) for n in group):
            highs.changeColBounds(number, 0.0, 0.0)
    return Solved(values or (), tuple(reached))


def _maximise(
    highs: Any, stage: Stage, known: tuple[int, ...] | None, seconds: float
) -> tuple[tuple[int, ...] | None, float]:
    """Return the solution, None if there is none or none in time, and what none exceeds."""
    import highspy
    import numpy

    costs = numpy.zeros(highs.getNumCol())
    costs[list(stage.factors)] = list(stage.factors.values())
    highs.changeColsCost(len(costs), numpy.arange(len(costs), dtype=numpy.int32), costs)
    if known is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in known]
        highs.setSolution(solution)
    # HiGHS counts the time of all its runs together.
    highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
    _run(highs)
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, inf
    values = tuple(round(value) for value in highs.getSolution().col_value)
    is_best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return values, float(costs @ numpy.array(values)) if is_best else info.mip_dual_bound


def is_at_work() -> bool:
    """Return whether HiGHS is still at work in its thread, as for a moment after Ctrl-C."""
    return any(each.name == _AT_WORK for each in threads())


def _run(highs: Any) -> None:
    """Run beside the main thread, which alone hears Ctrl-C: HiGHS listens to nothing else while it works."""
    at_work = Thread(target=highs.run, name=_AT_WORK, daemon=True)
    at_work.start()
    try:
        while at_work.is_alive():
            at_work.join(LISTENS)
    except BaseException:
        highs.cancelSolve()
        at_work.join(ENDS)
        raise


def _load(model: Model) -> Any:
    try:
        import highspy
        import numpy
    except ImportError as error:
        raise not_installed("team") from error
    with _stdout_turned_away():
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.HandleUserInterrupt = True
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    count = len(model.uppers)
    highs.addVars(count, numpy.zeros(count), numpy.array(model.uppers, dtype=float))
    numbers = numpy.arange(count, dtype=numpy.int32)
    highs.changeColsIntegrality(count, numbers, numpy.array([highspy.HighsVarType.kInteger] * count))
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for row in model.rows:
        _add_row(highs, *row)
    return highs


@contextlib.contextmanager
def _stdout_turned_away() -> Iterator[None]:
    """Keep what a library writes to stdout by itself away from it, as HiGHS 1.16 does."""
    try:
        kept = os.dup(1)
    except OSError:
        # Nobody listens.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _add_row(highs: Any, low: float, factors: Expression, high: float) -> None:
    import numpy

    columns = numpy.array(list(factors), dtype=numpy.int32)
    highs.addRow(low, high, len(factors), columns, numpy.array(list(factors.values()), dtype=float))
