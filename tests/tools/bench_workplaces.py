"""Measures the search among 30,000 made-up places: `python -m tests.tools.bench_workplaces`.

Prints medians in milliseconds and as ratios to `python -c pass`, measured in turns in the same run. It does
not judge: the limit on a search is in the unit tests.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from npqpath.workplaces import FILE
from npqpath.workplaces.search import find
from npqpath.workplaces.store import open_file
from tests.unit.workplaces.lists import big_register, kept

ROUNDS = 15
TYPED = (
    "100777",
    "KE3 6HG",
    "school",
    "church of england primary school",
    "st marys catholic primary",
    "Postlethwait acadmey",
)


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def measure(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median of each task, all of them run in turns."""
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            found[name].append(seconds(task))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = kept([big_register()], Path(folder))
        path = Path(folder) / FILE
        tasks: dict[str, Callable[[], object]] = {
            "python -c pass": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
            "open the file": lambda: open_file(path),
        }
        for typed in TYPED:
            tasks[f'find "{typed}"'] = lambda typed=typed: find(file, typed)  # type: ignore[misc]
        medians = measure(tasks)
        size = path.stat().st_size / 1e6
    unit = medians["python -c pass"]
    print(f"{size:.1f} MB")
    for name, median in medians.items():
        print(f"{name:45} {median * 1e3:7.1f} ms {median / unit:6.2f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
