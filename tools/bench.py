"""Measures npqpath against its time budgets, as ratios to `python -c pass` in the same interleaved run.

Every row runs once per round, so a busy moment touches all of them; the medians of all rounds are printed.
A measurement, not a check: it always exits 0.
"""

from __future__ import annotations

import argparse
import atexit
import fcntl
import math
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(sys.executable).with_name("npqpath"))
EXAMPLE = "examples/answers/head-of-year.yaml"
QUESTIONS = ROOT / "data" / "pathways.yaml"
LONGEST_WAIT = 30.0
ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])")
Variables = tuple[tuple[str, str], ...]


class NotThereError(Exception):
    """What the row measures does not work yet."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `measure` returns seconds."""

    what: str
    budget: float
    measure: Callable[[], float]
    unit: str = "x"


@cache
def scratch_home() -> str:
    """Return an empty folder that is removed at the end."""
    home = tempfile.mkdtemp(prefix="npqpath-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def environment(extra: Variables = ()) -> dict[str, str]:
    """Return the environment of every run: always the same terminal, and a home that goes away afterwards."""
    home = scratch_home()
    places = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, **places, "HOME": home, "TERM": "xterm-256color", **dict(extra)}


def run_piped(command: Sequence[str], *, code: int = 0, shows: str = "", env: Variables = ()) -> float:
    """Return the seconds of a run into a pipe, start to exit; it must exit with `code` and print `shows`."""
    began = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            env=environment(env),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise NotThereError from reason
    took = time.perf_counter() - began
    if done.returncode != code or shows.encode() not in done.stdout + done.stderr:
        raise NotThereError
    return took


def piped(*args: str, code: int = 0, shows: str = "", env: Variables = ()) -> Callable[[], float]:
    """Return a measure of `npqpath` with these arguments, its output going to a pipe."""
    return lambda: run_piped((PROGRAM, *args), code=code, shows=shows, env=env)


def peer(name: str, *runs: tuple[str, ...]) -> Callable[[], float]:
    """Return a measure of another program of the same environment, to compare with: the sum of its runs."""
    program = str(Path(PROGRAM).with_name(name))
    return lambda: sum(run_piped((program, *words)) for words in runs)


def spawn_on_terminal(args: Sequence[str]) -> tuple[int, int]:
    """Start `npqpath` on a terminal of 80 by 24; return its process id and our end of the terminal."""
    env = environment()
    pid, screen = pty.fork()
    if pid == 0:
        try:
            os.chdir(ROOT)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(PROGRAM, (PROGRAM, *args), env)
        finally:
            os._exit(127)
    return pid, screen


def read_screen(screen: int, until: bytes | None) -> tuple[float, bool]:
    """Read until the text is on the screen, or to the end; return the moment, and whether it was reached."""
    seen = b""
    deadline = time.perf_counter() + LONGEST_WAIT
    while (left := deadline - time.perf_counter()) > 0 and select.select([screen], [], [], left)[0]:
        try:
            chunk = os.read(screen, 65536)
        except OSError:  # how Linux says that the other end is closed
            chunk = b""
        now = time.perf_counter()
        if not chunk:
            return now, until is None
        seen += chunk
        if until is not None and until in b" ".join(ESCAPE.sub(b"", seen).split()):
            return now, True
    return time.perf_counter(), False


def run_on_terminal(args: Sequence[str], until: bytes | None) -> float:
    """Return the seconds until the text is on the screen, or until the program ends by itself with code 0."""
    began = time.perf_counter()
    pid, screen = spawn_on_terminal(args)
    moment, reached = read_screen(screen, until)
    if until is not None or not reached:
        os.kill(pid, signal.SIGKILL)
    os.close(screen)
    status = os.waitpid(pid, 0)[1]
    if not reached or (until is None and status != 0):
        raise NotThereError
    return moment - began


def on_terminal(*args: str) -> Callable[[], float]:
    """Return a measure of `npqpath` with these arguments, start to exit, on a terminal."""
    return lambda: run_on_terminal(args, None)


def first_question(*args: str) -> Callable[[], float]:
    """Return a measure of the time until the wizard shows its first question."""
    return lambda: run_on_terminal(args, opening_words())


def opening_words() -> bytes:
    """Return the first three words of the first question in the data."""
    if QUESTIONS.is_file() and (found := re.search(r"^[ -]*ask: *(.+)$", QUESTIONS.read_text("utf-8"), re.M)):
        return " ".join(found[1].strip("\"'").split()[:3]).encode()
    raise NotThereError


def wizard_steps() -> list[float]:
    """Return the seconds that each step of a wizard run takes, in this process."""
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.advice.person import read_answers
    from npqpath.dataset.load import bundled_folder, load
    from npqpath.wizard.replay import plan_goal, replay
    from tools.benchmark import load_yaml

    core = compile_rules(load(bundled_folder(), None))
    goal = plan_goal(core, core.catalogue.qualifications.cohorts[-1].id)
    answers = list(read_answers(load_yaml(Path(EXAMPLE)), core.catalogue).items())
    steps = []
    for count in range(len(answers) + 1):
        start = time.perf_counter()
        replay(core, goal, dict(answers[:count]))
        steps.append(time.perf_counter() - start)
    return steps


def slowest_wizard_step() -> float:
    """Return the seconds of the slowest step of one wizard run."""
    return max(wizard_steps())


def proofs(times: int) -> Callable[[], float]:
    """Return a measure of all proofs, in this process, with so many times the rules."""

    def run() -> float:
        from tools.bench_proofs import measure, with_times_the_rules

        return measure(*with_times_the_rules(times)).proving

    return run


def written(*names: str) -> Callable[[], float]:
    """Return a measure of `advise` that writes the plan to files of these names at once."""

    def measure() -> float:
        files = [word for name in names for word in ("-o", f"{scratch_home()}/{name}")]
        return run_piped((PROGRAM, "advise", "--answers", EXAMPLE, *files), shows="Written to ")

    return measure


def bare_python() -> float:
    """Return the seconds of the unit of this table, `python -c pass`."""
    return run_piped((sys.executable, "-c", "pass"))


DATA = ("qualifications", "pathways", "sources", "people", "faq")
FILES = tuple(f"data/{name}.yaml" for name in DATA)
# It takes one schema a run, so it needs four runs for what the others do in one.
SCHEMAS = tuple(("--schemafile", f"schema/{name}.schema.json", f"data/{name}.yaml") for name in DATA)
VALIDATE = "validate, bundled data"
PEERS = ("  yamllint, the same files", "  check-jsonschema, the same files")
COMPLETION = (("_NPQPATH_COMPLETE", "complete_bash"), ("COMP_WORDS", "npqpath "), ("COMP_CWORD", "1"))
FORMS = ("plan.md", "plan.html", "plan.docx", "plan.ics", "plan.json", "plan.txt")
ROWS = (
    Row("--version", 2, piped("--version")),
    Row("--help", 8, piped("--help", shows="advise")),
    Row("Tab completion", 8, piped(shows="advise", env=COMPLETION)),
    Row("usage error", 8, piped("advize", code=2)),
    Row("advise --answers, to a pipe", 15, piped("advise", "--answers", EXAMPLE)),
    Row("advise --answers, to a terminal", 19, on_terminal("advise", "--answers", EXAMPLE, "--no-input")),
    *(Row(f"advise -o {name}", 40, written(name)) for name in FORMS),
    Row("advise, all six forms at once", 2000, written(*FORMS), unit="ms"),
    Row("first question, numbered", 10, first_question("advise", "--plain")),
    Row("first question, arrow keys", 22, first_question("advise")),
    Row("slowest wizard step", 20, slowest_wizard_step, unit="ms"),
    Row(VALIDATE, 42, piped("validate")),
    Row(PEERS[0], math.inf, peer("yamllint", FILES)),
    Row(PEERS[1], math.inf, peer("check-jsonschema", *SCHEMAS)),
    Row("proofs alone", 300, proofs(1), unit="ms"),
    Row("proofs alone, ten times the rules", 3000, proofs(10), unit="ms"),
)


def works(row: Row) -> bool:
    """Return whether the row can be measured; the run also warms the caches."""
    try:
        row.measure()
    except NotThereError:
        return False
    return True


def measure_rounds(rows: Sequence[Row], rounds: int) -> tuple[float, dict[str, float]]:
    """Return the median seconds of `python -c pass`, and of each row by name, without rows that failed."""
    base: list[float] = []
    times: dict[str, list[float]] = {row.what: [] for row in rows}
    failed: set[str] = set()
    for _ in range(rounds):
        base.append(bare_python())
        for row in rows:
            try:
                times[row.what].append(row.measure())
            except NotThereError:
                failed.add(row.what)
    return statistics.median(base), {
        what: statistics.median(t) for what, t in times.items() if what not in failed
    }


def print_table(base: float, medians: dict[str, float]) -> None:
    """Print a line for each row: its median, what counts, the budget and whether it is kept."""
    print(f"{'what':39}{'median':>10}{'measured':>12}{'budget':>10}  verdict")
    print(f"{'python -c pass':39}{base * 1000:>7.1f} ms{'1.0 x':>12}")
    for row in ROWS:
        if row.what not in medians:
            print(f"{row.what:39}{'':>22}{row.budget:>7g} {row.unit:2}  not there yet")
            continue
        milliseconds = medians[row.what] * 1000
        score = milliseconds if row.unit == "ms" else medians[row.what] / base
        verdict = "to compare" if row.budget == math.inf else "holds" if score <= row.budget else "OVER"
        budget = "" if row.budget == math.inf else f"{row.budget:>7g} {row.unit:2}"
        scored = f"{score:>9.1f} {row.unit:2}{budget:10}"
        print(f"{row.what:39}{milliseconds:>7.1f} ms{scored}  {verdict}")
    if {VALIDATE, *PEERS} <= set(medians):
        fastest = min(medians[name] for name in PEERS)
        told = "holds" if medians[VALIDATE] <= 0.6 * fastest else "OVER"
        print(
            f"validate takes {medians[VALIDATE] / fastest:.2f} times as long as the faster of the two: {told}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure npqpath against its time budgets.")
    parser.add_argument("--rounds", type=int, default=15, help="how often each row runs (15)")
    rounds = max(1, parser.parse_args().rounds)
    rows = [row for row in ROWS if works(row)]
    print_table(*measure_rounds(rows, rounds))


if __name__ == "__main__":
    main()
