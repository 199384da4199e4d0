"""The README and the pages behind it are true: commands run, what is shown comes out, none is left out.

A `sh` block is run. A `text` block after it is what its last command shows on a terminal of 78 columns;
`[...]` stands for lines left out. A `console` block is not run: it needs the network.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

import npqpath
from tests.builders import frozen
from tests.program import COMMAND, FROZEN, HEAD_OF_YEAR, ROOT, Program, shared_caches
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

NAMES = ("README.md", "docs/commands.md", "docs/hubs.md", "docs/ci.md")
PAGES = {ROOT / name: (ROOT / name).read_text("utf-8") for name in NAMES}
README, TEXT = PAGES[ROOT / "README.md"], "\n".join(PAGES.values())
COLUMNS = 78
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULE_FIELDS = {"id", "suggest", "strength", "when", "unless", "because", "sources"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of a page, and the output below it if there is one."""

    command: str
    output: str | None


def commands() -> list[Shown]:
    """Return the commands of all `sh` blocks, in order, each once."""
    blocks = BLOCK.findall(TEXT)
    found: list[Shown] = []
    for at, (kind, text) in enumerate(blocks):
        if kind == "sh":
            lines = [line.partition(" #")[0].strip() for line in text.splitlines() if line.strip()]
            below = blocks[at + 1] if at + 1 < len(blocks) else ("", "")
            found += [Shown(line, None) for line in lines[:-1]]
            found.append(Shown(lines[-1], below[1] if below[0] == "text" else None))
    return list(dict.fromkeys(found))


COMMANDS = commands()
MAKE = [each.command for each in COMMANDS if each.command.startswith("make ")]
ASKING = [
    each.command
    for each in COMMANDS
    if re.match(r"npqpath advise(?!.*--(answers|set|no-input))", each.command)
]
RUN = [each for each in COMMANDS if each.command not in (*MAKE, *ASKING)]


@pytest.fixture
def program(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program in a folder that looks like this one."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("data", "examples"):
        (home / name).symlink_to(FROZEN / name)
    return Program(home, shared_caches(tmp_path_factory))


def words_of(command: str) -> list[str]:
    """Return the words after `npqpath`."""
    name, *words = shlex.split(command)
    assert name == "npqpath", command
    return words


@pytest.mark.parametrize("shown", RUN, ids=lambda shown: str(shown.command))
def test_a_command_of_the_pages_runs(program: Program, shown: Shown) -> None:
    words = words_of(shown.command)
    if "my-hub" in words and words[0] != "init":
        assert program.run("init", "my-hub").code == 0
    if words[0] == "plan" and words[1] != "start":
        assert program.run("plan", "start", "--answers", HEAD_OF_YEAR, "--no-input").code == 0
    done = program.run(*words)
    assert done.code == 0, done.stderr
    # What writes a file says so on stderr; everything else says nothing there.
    assert (bool(done.stdout) is not done.stderr.startswith("Written to ")) or words[:2] == ["plan", "start"]


@pytest.mark.parametrize("command", ASKING)
def test_a_command_that_asks_shows_the_first_question(program: Program, command: str) -> None:
    words = [*COMMAND, *words_of(command)]
    with Terminal(words, columns=COLUMNS, rows=60, env=program.env, folder=program.home) as terminal:
        terminal.wait_for(frozen().pathways.questions[0].ask)
        terminal.wait_for('"quit"' if "--plain" in words else "Ctrl-C to stop")
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130


@pytest.mark.parametrize("command", MAKE)
def test_make_knows_the_target(command: str) -> None:
    done = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shown", [each for each in RUN if each.output], ids=lambda shown: str(shown.command))
def test_the_output_in_the_readme_is_what_a_teacher_sees(program: Program, shown: Shown) -> None:
    words = [*COMMAND, *words_of(shown.command)]
    with Terminal(words, columns=COLUMNS, env=program.env, folder=program.home) as terminal:
        assert terminal.exit_status() == 0
        screen = terminal.transcript + "\n"
    assert shown.output is not None
    parts = shown.output.split("[...]\n")
    assert screen.startswith(parts[0])
    for part in parts:
        before, found, screen = screen.partition(part)
        assert found, f"after {before[-200:]!r} this is not there:\n{part}\nbut this:\n{before + screen}"


def test_every_command_is_on_a_page(program: Program) -> None:
    listed = program.run("--help").stdout.partition("Commands:\n")[2].splitlines()
    names = [line.split()[0] for line in listed if re.match(r"  \S", line)]
    assert [name for name in names if f"npqpath {name}" not in TEXT] == []


def test_the_version_is_that_of_today() -> None:
    assert set(re.findall(r"npqpath-([\w.]+?)-py3", README)) == {npqpath.__version__}


def test_every_link_leads_to_a_file() -> None:
    links = [(path, link) for path, text in PAGES.items() for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    assert links
    assert [link for path, link in links if not (path.parent / link).is_file()] == []


def test_the_rule_that_is_shown_is_a_rule() -> None:
    from npqpath.dataset.yaml_reader import read_text

    shown = next(text for kind, text in BLOCK.findall(TEXT) if kind == "yaml")
    (rule,) = cast("list[dict[str, Any]]", read_text(shown, "README").data)
    assert set(rule) == RULE_FIELDS
    catalogue = frozen()
    assert rule["suggest"] in catalogue.qualifications_by_id
    assert set(rule["when"]["is"]) <= set(catalogue.pathways.terms)
    assert rule["when"]["aim"] in [answer.id for answer in catalogue.question("aim").answers]


def test_what_the_recipes_name_is_there() -> None:
    source = ROOT / "src" / "npqpath"
    files = (*source.rglob("*.py"), *(ROOT / "data").glob("*.yaml"))
    text = "".join(path.read_text("utf-8") for path in files)
    named = re.findall(r"`([\w./]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    paths = [name for name in named if re.search(r"\w[/.]\w|/$", name)]
    words = [name for name in named if re.fullmatch(r"[A-Z][A-Za-z_]+|_\w+|\w+_\w+", name)]
    assert len(paths) > 30
    assert [name for name in paths if not ((source / name).exists() or (ROOT / name).exists())] == []
    assert [name for name in words if name not in text] == []


def test_the_exit_codes_are_all_there() -> None:
    from npqpath.cli.exits import Exit

    assert [int(code) for code in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)] == list(Exit)


@pytest.mark.parametrize("word", ["simply", "just ", "easy", "easily", "obviously", "utilise", "leverage"])
def test_the_pages_are_kind(word: str) -> None:
    assert word not in TEXT.lower()
