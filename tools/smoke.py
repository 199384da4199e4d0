"""Run the commands once with the lowest and once with the newest versions of what npqpath is built on.

    python -m tools.smoke [lowest] [newest]

Each run installs npqpath into an environment of its own, the lowest with each version that `pyproject.toml`
names first, and ends with 1 at the first command that fails or whose JSON on stdout is not JSON.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ("--answers", str(ROOT / "examples/answers/head-of-year.yaml"), "--no-input")
TEAM = (str(ROOT / "examples/trust/staff.csv"), "--team", str(ROOT / "examples/trust/team.yaml"))
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("advise", *ANSWERS),
    ("advise", *ANSWERS, "--format", "json"),
    (
        "advise",
        *ANSWERS,
        *(word for end in ("md", "html", "docx", "ics", "svg") for word in ("-o", f"plan.{end}")),
    ),
    ("funding", *ANSWERS, "--format", "json"),
    ("why", "npqsl", *ANSWERS),
    ("show", "npqsl"),
    ("questions", "--format", "json"),
    ("validate", "--strict"),
    ("schema", "pathways"),
    ("schema", "plan"),
    ("init", "overlay"),
    ("diff", str(ROOT / "data"), str(ROOT / "data")),
    ("plan", "start", *ANSWERS),
    ("plan", "note", "Talked to my line manager."),
    ("plan", "check"),
    ("team", "template", "-o", "staff.xlsx"),
    ("team", "advise", TEAM[0]),
    ("team", "plan", *TEAM, "--format", "json"),
    ("team", "plan", *TEAM, "-o", "team.xlsx"),
)
"""One call of each kind; those with `--format json` or `schema` print JSON and nothing else."""


def lowest() -> Iterator[str]:
    """Yield each dependency pinned to the lowest version that the project allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for wanted in (*project["dependencies"], *extras["docx"], *extras["excel"], *extras["team"]):
        name, floor = re.match(r"([\w.-]+)\s*>=\s*([\w.]+)", wanted).groups()  # type: ignore[union-attr]
        yield f"{name}=={floor}"


def install(folder: Path, pins: Sequence[str]) -> Path:
    """Install npqpath with all extras beside `pins`, and return the command."""
    venv.create(folder, with_pip=True)
    pip = (str(folder / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    subprocess.run([*pip, f"{ROOT}[all]", *pins], check=True)
    return folder / "bin/npqpath"


def fault(command: Path, words: Sequence[str], folder: Path) -> str | None:
    """Return what is wrong with a run of the command, or None."""
    done = subprocess.run(
        [command, *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        return f"exit {done.returncode}: {done.stderr.strip()}"
    if "json" in words or "schema" in words:
        try:
            json.loads(done.stdout)
        except json.JSONDecodeError as error:
            return f"{error}: {done.stdout[:80]!r}"
    return None


def main() -> int:
    """Return 1 where a command failed with one set of versions."""
    for ends in sys.argv[1:] or ["lowest", "newest"]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            command = install(folder / "venv", tuple(lowest()) if ends == "lowest" else ())
            for words in COMMANDS:
                wrong = fault(command, words, folder)
                if wrong is not None:
                    print(f"{ends}: npqpath {' '.join(words)}\n{wrong}", file=sys.stderr)
                    return 1
        print(f"{ends}: {len(COMMANDS)} commands ran.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
