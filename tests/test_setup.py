"""The repository keeps its house rules: one version, no registry addresses, short modules, a quick start."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

import npqpath

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 600

# Written in two halves, so that this file does not hold what it forbids.
REGISTRIES = tuple(
    name + "." + domain
    for name, domain in (
        ("pypi", "org"),
        ("files.pythonhosted", "org"),
        ("pypi.python", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("archive.ubuntu", "com"),
        ("proxy.golang", "org"),
        ("static.crates", "io"),
        ("index.crates", "io"),
    )
)
INDEX_OPTIONS = tuple("--" + name for name in ("index" + "-url", "extra-index" + "-url", "find" + "-links"))
HOME_PATH = re.compile(r"(?<![\w.~-])/(?:root|home|Users)/\w")

FORM_WRITERS = ("docx", "lxml", "icalendar", "jinja2")
SLOW_TO_IMPORT = ("pydantic", "yaml", "questionary", "prompt_toolkit", "rich", *FORM_WRITERS)
COMPLETION = {"_NPQPATH_COMPLETE": "complete_bash", "COMP_WORDS": "npqpath ", "COMP_CWORD": "1"}
START = "import sys; sys.argv[0] = 'npqpath'; from npqpath.__main__ import main; sys.exit(main())"


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that git holds, or would hold once added."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git cannot list the files of this folder, so they are not checked")
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def lines_with(wanted: re.Pattern[str]) -> list[str]:
    """Return `file:line: text` for every line of a project file in which the pattern is found."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if wanted.search(line)
    ]


def any_of(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text) for text in texts))


def test_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]
    quoted = re.compile(rf"""["']{re.escape(npqpath.__version__)}["']""")
    sources = sorted((ROOT / "src").rglob("*.py"))
    holders = [
        path.relative_to(ROOT).as_posix() for path in sources if quoted.search(path.read_text("utf-8"))
    ]
    assert holders == ["src/npqpath/__init__.py"]


def test_installed_version_is_the_version_of_the_source() -> None:
    assert metadata.version("npqpath") == npqpath.__version__


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(any_of((*REGISTRIES, *INDEX_OPTIONS))) == []


def test_no_file_names_a_home_folder_or_this_checkout() -> None:
    assert lines_with(HOME_PATH) == []
    if len(ROOT.parts) > 2:
        assert lines_with(re.compile(re.escape(str(ROOT)) + r"(?![\w-])")) == []


def test_modules_are_short() -> None:
    modules = [path for path in project_files() if path.suffix == ".py" and path.is_relative_to(ROOT / "src")]
    modules += sorted((ROOT / "tools").glob("*.py"))
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in modules
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_lock_pins_every_package_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.findall(r"^[^\s#].*(?:\n    --hash.*)*", text, re.MULTILINE)
    assert entries
    assert [
        entry for entry in entries if not re.match(r"[\w.-]+==\S+", entry) or "--hash=sha256:" not in entry
    ] == []


def test_lock_holds_every_dependency() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert missing_from_lock("run", pyproject["project"]["dependencies"]) == []
    assert missing_from_lock("dev", pyproject["dependency-groups"]["dev"]) == []


def missing_from_lock(name: str, requirements: list[str]) -> list[str]:
    """Return the requirements whose package the lock file does not pin."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    names = {line: re.split(r"[^\w.-]", line)[0].lower().replace(".", "-") for line in requirements}
    return [line for line, package in names.items() if package not in pinned]


def start(*args: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the program as its console script does, with a line on stderr for every module it imports."""
    if importlib.util.find_spec("npqpath.__main__") is None:
        pytest.skip("npqpath.__main__ does not exist yet, so there is no start to measure")
    command = [sys.executable, "-X", "importtime", "-c", START, *args]
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_CORE_"))
    }
    return subprocess.run(
        command, capture_output=True, text=True, env={**clean, **env}, check=False, timeout=60
    )


def imported(stderr: str) -> set[str]:
    """Return the top-level packages in the report of `-X importtime`."""
    names = re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)", stderr, re.MULTILINE)
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    ("args", "env", "code", "shows"),
    [
        pytest.param(["--version"], {}, 0, npqpath.__version__, id="version"),
        pytest.param(["--help"], {}, 0, "advise", id="help"),
        pytest.param(["advise", "--help"], {}, 0, "--answers", id="help-of-a-command"),
        pytest.param(["team", "--help"], {}, 0, "template", id="help-of-a-group"),
        pytest.param([], COMPLETION, 0, "advise", id="completion"),
        pytest.param(["advize"], {}, 2, "advize", id="usage-error"),
    ],
)
def test_start_imports_nothing_slow(args: list[str], env: dict[str, str], code: int, shows: str) -> None:
    done = start(*args, env=env)
    packages = imported(done.stderr)
    assert done.returncode == code, done.stderr[-2000:]
    assert shows in done.stdout + done.stderr
    assert "npqpath" in packages
    assert packages.isdisjoint(SLOW_TO_IMPORT)


def test_version_does_not_load_the_command_line() -> None:
    assert "typer" not in imported(start("--version", env={}).stderr)


def test_data_that_have_not_changed_are_read_without_yaml_and_pydantic() -> None:
    args = ["advise", "--set", "role=pastoral-lead", "--no-input"]
    with tempfile.TemporaryDirectory() as cache:
        for _ in ("first", "second"):
            done = start(*args, env={"XDG_CACHE_HOME": cache})
            assert done.returncode == 0, done.stderr[-2000:]
    assert imported(done.stderr).isdisjoint({"pydantic", "pydantic_core", "yaml"})


def test_a_form_loads_nothing_of_the_others(tmp_path: Path) -> None:
    answers = str(ROOT / "examples" / "answers" / "head-of-year.yaml")
    done = start("advise", "--answers", answers, "-o", str(tmp_path / "plan.md"), env={})
    assert done.returncode == 0, done.stderr[-2000:]
    assert imported(done.stderr).isdisjoint(FORM_WRITERS)


def test_a_plan_file_is_shown_and_changed_without_the_data(tmp_path: Path) -> None:
    plan = ROOT / "tests/examples/plan-file.yaml"
    (tmp_path / "plan.yaml").write_bytes(plan.read_bytes())
    for words in (["show"], ["next"], ["note", "x"], ["done", "1"]):
        done = start("plan", *words, "--file", str(tmp_path / "plan.yaml"), env={})
        assert done.returncode == 0, done.stderr[-2000:]
        assert imported(done.stderr).isdisjoint({"questionary", "prompt_toolkit", *FORM_WRITERS})
        assert "npqpath.dataset.load" not in done.stderr
