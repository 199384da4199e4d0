"""Change the bundled data by chance as its owners do, and count what else has to change: nothing should.

    python -m tools.data_change [--seed N] [--one-by-one] [pytest arguments]

Draws 19 texts to reword and a new start, makes them in a copy of this folder, and runs `npqpath validate
--strict` and the quick tests there, or those that the arguments name. Ends with 1 where anything fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXTS = 19
WORDING = {"label", "hint", "because", "text", "ask", "why", "fact", "who"}
"""Keys of texts that people read."""
LONGEST = 90
"""Letters of a text that may grow by a few words without becoming hard to read."""
QUICK = ["-m", "not (terminal or browser or office or wheel or slow)", "tests/unit", "tests/tools"]
QUICK += ["tests/test_bundled_data.py", "tests/test_setup.py"]


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of a data file, counted from 0, and what stands there instead."""

    file: str
    start: int
    end: int
    lines: tuple[str, ...]
    told: str


def rewordings(file: Path) -> Iterator[Change]:
    """Yield, for each short text of a data file that stands on one line, the change that rewords it."""
    lines = file.read_text("utf-8").split("\n")
    for key, value in _pairs(yaml.compose("\n".join(lines), yaml.CSafeLoader)):
        at, column = value.start_mark.line, value.start_mark.column
        if key in WORDING and value.style not in (">", "|") and value.end_mark.line == at:
            new, after = _reworded(value.value), lines[at][value.end_mark.column :]
            line = lines[at][:column] + json.dumps(new, ensure_ascii=False) + after
            if len(value.value) <= LONGEST:
                yield Change(file.name, at, at + 1, (line,), f"{key}: {value.value} -> {new}")


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield key.value, value
            yield from _pairs(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _pairs(each)


def _reworded(text: str) -> str:
    """Return a text that says nearly the same."""
    words, end = (text[:-1], text[-1]) if text[-1] in ".?" else (text, "")
    return f"{words} as of now{end}"


def new_start(file: Path) -> Change:
    """Return the change that copies the last start, a year later and with an id and a name of its own."""
    text = file.read_text("utf-8")
    root = yaml.compose(text, yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    (cohorts,) = (value for key, value in root.value if key.value == "cohorts")
    last = cohorts.value[-1]
    copied = text.split("\n")[last.start_mark.line : last.end_mark.line]
    dated = re.compile(
        r"^( +(?:- )?(?:id|name|announced|registration_opens|starts_from|starts_until): .*?)(20\d\d)"
    )
    own = True
    lines = []
    for line in copied:
        own = own and not line.startswith("    funding:")
        lines.append(dated.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", line) if own else line)
    at = last.end_mark.line
    return Change(file.name, at, at, tuple(lines), f"a new start: {lines[0].strip()}")


def drawn(seed: int) -> list[Change]:
    """Return the changes of a seed."""
    every = [change for file in sorted((ROOT / "data").glob("*.yaml")) for change in rewordings(file)]
    return [*random.Random(seed).sample(every, TEXTS), new_start(ROOT / "data" / "qualifications.yaml")]


def apply(changes: list[Change], data: Path) -> None:
    """Make changes in a folder with the data of this one."""
    for file in {change.file for change in changes}:
        lines = (ROOT / "data" / file).read_text("utf-8").split("\n")
        for change in sorted((each for each in changes if each.file == file), key=lambda each: -each.start):
            lines[change.start : change.end] = change.lines
        (data / file).write_text("\n".join(lines), "utf-8")


def failures(changes: list[Change], wanted: list[str]) -> list[str]:
    """Return what `validate` finds and which tests fail in a copy of this folder with these changes."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "npqpath"
        for name in subprocess.run(listed, capture_output=True, check=True, text=True).stdout.split("\0"):
            if name and (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        apply(changes, copy / "data")
        env = {**os.environ, "PYTHONPATH": str(copy / "src"), "XDG_CACHE_HOME": folder}
        python = [sys.executable, "-m"]
        told = _output([*python, "npqpath", "validate", "--strict", "data"], copy, env)
        tested = _output([*python, "pytest", "-q", "-p", "no:cacheprovider", *wanted], copy, env)
    found = [line for line in told.splitlines() if re.match(r"(error|warning)\[", line)]
    return found + [line for line in tested.splitlines() if line.startswith(("FAILED ", "ERROR "))]


def _output(command: list[str], folder: Path, env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.stdout


def main() -> int:
    """Print the changes and what they break."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-by-one", action="store_true", help="run the tests once for each change")
    given, wanted = parser.parse_known_args()
    changes = drawn(given.seed)
    broken: set[str] = set()
    for batch in [[change] for change in changes] if given.one_by_one else [changes]:
        print(*(f"{change.file}:{change.start + 1} {change.told}" for change in batch), sep="\n")
        found = failures(batch, wanted or QUICK)
        print(*(f"  {line}" for line in found), sep="\n", end="\n" if found else "")
        broken.update(found)
    files = sorted({line.split()[1].partition("::")[0] for line in broken if "::" in line})
    print(
        f"{len(broken)} findings and failures; files that would have to change: {', '.join(files) or 'none'}"
    )
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
