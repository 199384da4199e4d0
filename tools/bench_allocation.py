"""Measures the choices for whole trusts: `python -m tools.bench_allocation`. Everybody in them is made up.

The trust of examples/trust, with as many schools as are asked for, each with other draws. Times are those of
the processor for this program alone, on one core: reading and advising everybody first, then the choices,
with limits on people only and with a limit of money besides, which is harder. A time is printed with what was
proved, so that no figure can pass for better than it is. A measurement, not a check.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from npqpath.advice.cohort_dates import Standing, stand
from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.dataset.load import bundled_folder, load
from npqpath.team.allocation import SECONDS, Allocation, allocate
from npqpath.team.candidates import Candidate, join
from npqpath.team.demand import prepare
from npqpath.team.staff_list import read_roster
from npqpath.team.task import Limits
from npqpath.team.team_file import TeamFile
from tools.make_trust import COLUMNS, SCHOOLS, SECONDARY, School, people

SIZES = (60, 200, 600, 2_000)
PEOPLE_A_TRUST = sum(size for _, _, size, _ in SCHOOLS)
PRIORITIES = ("literacy", "inclusion", "behaviour", "early-career-support")
POUNDS_A_PERSON = 60


def main() -> int:
    """Measure and print, a line for each size and kind of limit."""
    parser = argparse.ArgumentParser(description="Measure the choices of npqpath team plan.")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of people")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"at most for one aim ({SECONDS})")
    asked = parser.parse_args()
    core = compile_rules(load(bundled_folder(), None))
    print("Who studies what, for made-up trusts; times in seconds of one core")
    print(f"  {'people':>7}{'schools':>9}{'read, advise':>14}{'limits on':>18}{'choices':>9}  proved")
    for size in asked.sizes:
        _measure(core, size, asked.seconds)
    return 0


def schools_for(size: int) -> list[School]:
    """Return the schools of a trust of so many people: one, or those of the example again and again."""
    if size < PEOPLE_A_TRUST:
        return [("School 1", SECONDARY, size, "yes")]
    again = islice(cycle(SCHOOLS), len(SCHOOLS) * (size // PEOPLE_A_TRUST))
    return [(f"School {at}", *rest) for at, (_, *rest) in enumerate(again, 1)]  # type: ignore[misc]


def _measure(core: CompiledRules, size: int, seconds: float) -> None:
    standing = stand(core.catalogue, core.catalogue.qualifications.checked)
    began = time.process_time()
    everybody = _read(core, schools_for(size))
    read = time.process_time() - began
    limits = Limits(at_once=size // 8, per_school=12, per_team=3)
    for name, limited in (
        ("people", limits),
        ("people and money", replace(limits, pounds=size * POUNDS_A_PERSON)),
    ):
        wanted = TeamFile(priorities=PRIORITIES, limits=limited)
        prepared, took, found = _choose(core, everybody, wanted, standing, seconds)
        schools = len({each.school for each in everybody})
        row = f"  {len(everybody):>7,}{schools:>9}{read + prepared:>14.1f}{name:>18}{took:>9.1f}"
        print(f"{row}  {_proved(found)}", flush=True)


def _choose(
    core: CompiledRules,
    everybody: tuple[Candidate, ...],
    wanted: TeamFile,
    standing: Standing,
    seconds: float,
) -> tuple[float, float, Allocation]:
    began = time.process_time()
    task = prepare(core, everybody, wanted, standing)
    prepared = time.process_time()
    found = allocate(task, seconds)
    assert isinstance(found, Allocation)
    return prepared - began, time.process_time() - prepared, found


def _proved(found: Allocation) -> str:
    gaps = [f"{each.stage} within {each.bound - each.value}" for each in found.reached if not each.is_proved]
    return f"not all: {', '.join(gaps)}" if gaps else f"all {len(found.reached)} aims best"


def _read(core: CompiledRules, schools: list[School]) -> tuple[Candidate, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "staff.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(people(schools))
        return join(core, read_roster(path, core.catalogue).people)[0]


if __name__ == "__main__":
    raise SystemExit(main())
