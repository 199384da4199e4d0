"""Measures rosters: `python -m tools.bench_team`. Everybody in them is made up (see `make_teachers`).

1. Which rules hold for whom, by our core and by two other rule engines: the same rules and rows, in one run.
2. `npqpath team advise` from CSV to CSV for 1,000 to 468,000 people: time and memory, each in a process of
   its own.
3. The result against the path for one person, on a random sample.

Times are those of the processor for this program alone ("user"), because other work on the machine does not
count in them, though it slows them down. The unit of the second table is reading the same file with the csv
module and doing nothing with it, in the same run. A measurement, not a check, but a difference in the answers
ends it with exit code 1.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from npqpath.advice.batch import Advice, Adviser, AnswerTable, Line
from npqpath.advice.cohort_dates import stand
from npqpath.advice.compiled_rules import CompiledRules, compile_rules, read_rulebook
from npqpath.advice.funding import decide_funding
from npqpath.advice.legal_deadlines import unmet_deadlines
from npqpath.advice.person import make_person
from npqpath.advice.sorter import Sorter
from npqpath.advice.suggestions import suggest
from npqpath.dataset.load import bundled_folder, load
from npqpath.rules.decision_diagram import EVERYBODY
from npqpath.team.staff_list import Reading
from tools.make_teachers import ENGLAND, write_teachers
from tools.rules_elsewhere import json_logic_rules, rows_of, zen_rules

SIZES = (1_000, 10_000, 100_000, ENGLAND)
COMPARED = 1_000
SAMPLE = 10_000
ONLY_READ = (
    "import csv, sys\nwith open(sys.argv[1], newline='') as file:\n    for row in csv.reader(file): pass"
)


def main() -> int:
    """Measure, print and compare."""
    parser = argparse.ArgumentParser(description="Measure npqpath team with made-up teachers.")
    parser.add_argument("--people", type=int, default=ENGLAND, help=f"the largest roster ({ENGLAND})")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"people to compare one by one ({SAMPLE})")
    wanted = parser.parse_args()
    core = compile_rules(load(bundled_folder(), None))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.csv"
        write_teachers(whole, wanted.people)
        agree = compare_rules(core, Path(folder))
        print_growth(whole, [size for size in SIZES if size < wanted.people] + [wanted.people])
        same = compare_people(core, whole, wanted.sample)
    return 0 if agree and same else 1


def seconds(task: Callable[[], object]) -> float:
    """Return the processor's time for a task."""
    began = time.process_time()
    task()
    return time.process_time() - began


def compare_rules(core: CompiledRules, folder: Path) -> bool:
    """Print how long each engine takes for each person, and return whether all agree."""
    path = folder / "compared.csv"
    write_teachers(path, COMPARED, left_out={})
    (batch,) = Reading(path, core.catalogue).batches()
    book, people = read_rulebook(core.catalogue), batch.sheets.size
    rows = [rows_of(core.catalogue, batch.sheets.answers_of(person)) for person in range(people)]
    elsewhere = {"zen-engine": zen_rules(book), "panzi-json-logic": json_logic_rules(book)}
    theirs: dict[str, list[list[bool]]] = {}
    # The first call compiles; it does not count.
    times = {"npqpath": min(seconds(lambda: rules_that_hold(core, batch.sheets)) for _ in range(3))}
    for name, decide in elsewhere.items():
        decide(rows[0])
        times[name] = seconds(lambda name=name, decide=decide: theirs.update({name: list(map(decide, rows))}))  # type: ignore[misc]
    ours = rules_that_hold(core, batch.sheets)
    print(f"Which of {len(book.rules)} rules hold for each of {people:,} people who left nothing out")
    for name, took in times.items():
        print(
            f"  {name:18}{took / people * 1e6:>10.1f} microseconds a person{took / times['npqpath']:>10.0f} x"
        )
    agree = True
    for name, found in theirs.items():
        wrong = sum(
            bool(ours[rule] >> person & 1) != holds
            for person, row in enumerate(found)
            for rule, holds in enumerate(row)
        )
        print(f"  {name} differs from npqpath in {wrong} of {people * len(ours):,} verdicts")
        agree = agree and not wrong
    return agree


def rules_that_hold(core: CompiledRules, sheets: AnswerTable) -> list[int]:
    """Return for each rule the people for whom it holds; columns of answers are all it is given."""
    bitsets = Adviser(core, core.catalogue.qualifications.cohorts[-1]).bitsets(sheets, {})
    everybody = (1 << sheets.size) - 1
    return [Sorter(core.diagram, (EVERYBODY, node)).who_can(bitsets, everybody) for node in core.rules]


def print_growth(whole: Path, sizes: Sequence[int]) -> None:
    """Print time and memory for the first people of a roster, from CSV to CSV."""
    print("\nFrom a roster to everybody's suggestions, CSV to CSV")
    print(f"  {'people':>9}{'user':>10}{'reading only':>14}{'ratio':>8}{'memory':>10}{'result':>10}")
    for size in sizes:
        path, result = whole.with_name("part.csv"), whole.with_name("advice.csv")
        with whole.open() as source, path.open("w") as part:
            part.writelines(islice(source, size + 1))
        read, _ = measured([sys.executable, "-c", ONLY_READ, str(path)])
        took, memory = measured(
            [sys.executable, "-m", "npqpath", "team", "advise", str(path), "-o", str(result)]
        )
        print(
            f"  {size:>9,}{took:>8.1f} s{read:>12.2f} s{took / read:>7.1f}x{memory / 1e6:>7.0f} MB"
            f"{result.stat().st_size / 1e6:>7.0f} MB"
        )


def measured(command: list[str]) -> tuple[float, float]:
    """Return the user time in seconds and the most memory in bytes of a command."""
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{command} ended with exit code {running.returncode}")
    # Linux counts in kilobytes, macOS in bytes.
    return usage.ru_utime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def compare_people(core: CompiledRules, whole: Path, sample: int) -> bool:
    """Print how many of a sample get other advice by the path for one person; return whether none do."""
    start = stand(core.catalogue, core.catalogue.qualifications.checked).rules
    adviser, draw = Adviser(core, start), random.Random(sample)
    batches = list(Reading(whole, core.catalogue).batches())
    people = sum(batch.sheets.size for batch in batches)
    chosen = set(draw.sample(range(people), min(sample, people)))
    different, first, took, at_once = 0, 0, 0.0, 0.0
    for batch in batches:
        began = time.process_time()
        advice = adviser.advise(batch.sheets)
        at_once += time.process_time() - began
        for person in range(batch.sheets.size):
            if first + person in chosen:
                began = time.process_time()
                alone = advise_one(core, batch.sheets, person)
                took += time.process_time() - began
                many = without_conditions(core, advice[person])
                different += without_conditions(core, alone) != many
        first += batch.sheets.size
    each, all_ = took / len(chosen), at_once / people
    print(f"\n{len(chosen):,} people one by one: {different} get other advice than at once")
    ratio = each / all_
    print(f"  one by one {each * 1e6:,.0f}, at once {all_ * 1e6:.1f} microseconds a person: {ratio:,.0f} x")
    return not different


def advise_one(core: CompiledRules, sheets: AnswerTable, person: int) -> Advice:
    """Return the advice by the path for one person, without what the path for many leaves out."""
    start = stand(core.catalogue, core.catalogue.qualifications.checked).rules
    teacher = make_person(core, sheets.answers_of(person))
    lines = []
    for told in suggest(teacher):
        paid = decide_funding(teacher, start, told.id) if told.kind == "qualification" else None
        due = next((each for each in unmet_deadlines(teacher) if each.qualification == told.id), None)
        funding = replace(paid, assumed_none=()) if paid is not None else None
        lines.append(Line(replace(told, facts=(), assumes=()), funding, due))
    return Advice(tuple(lines))


def without_conditions(core: CompiledRules, advice: Advice) -> Advice:
    """Return the advice with reasons alone: one person is not told a condition again that was said before."""
    rules = core.catalogue.rules_by_id
    return Advice(
        tuple(
            replace(line, suggestion=replace(line.suggestion, because=rules[line.suggestion.rule].because))
            for line in advice.lines
        ),
        advice.clash,
    )


if __name__ == "__main__":
    sys.exit(main())
