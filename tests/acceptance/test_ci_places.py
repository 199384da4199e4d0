"""The places where hubs have their data checked: GitHub, GitLab and pre-commit, as docs/ci.md shows them."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml
from markdown_it import MarkdownIt

import npqpath
from npqpath.dataset.catalogue import FILES
from npqpath.dataset.overlays import OVERLAY
from tests.program import COMMAND, ROOT, Program

pytestmark = pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
TODAY = dt.date.today()
HUB = f"""\
about: {{name: Riverside Hub, area: Riverside, checked: {TODAY}}}
sources:
  own-page: {{url: "https://example.org", title: The page of our hub, checked: {TODAY}}}
partners:
  - name: Riverside Trust
    text: It helps the hub.
activities:
  share-expertise:
    - id: riverside-roles
      name: Ask the hub for a role
      text: Ask which roles are open now.
      sources: [own-page]
      as_of: "{TODAY:%Y}"
      when:
        setting: school
        npqs: {{npqsl: completed}}
"""
SLIP = ("npqs: {npqsl: completed}", "npqs: {npqls: completed}")
WARNING = (f"Riverside, checked: {TODAY}", "Riverside, checked: 2024-11-21")


def shown_in_docs(name: str) -> str:
    """Return the block of docs/ci.md that is for the file with this name."""
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    found = re.search(rf"`{re.escape(name)}`[^`]*```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def accepted_by(schema: str, file: Path) -> None:
    """Check a file against a schema that comes with check-jsonschema."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer that runs jobs: a checkout of a hub's repository, and npqpath where the job looks for it."""

    program: Program
    checkout: Path
    temp: Path

    @property
    def summary(self) -> Path:
        """The file that GitHub shows as the summary of the run."""
        return self.temp / "summary.md"

    def run(self, script: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Return how a script ended that was run as GitHub runs those of composite actions."""
        file = self.temp / "script.sh"
        file.write_text(script, "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
            cwd=self.checkout,
            env={**self.program.env, **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def machine(program: Program, tmp_path: Path) -> Machine:
    """Return a machine with a hub that has no faults in `my-hub`."""
    made = Machine(program, tmp_path / "checkout", tmp_path / "temp")
    (made.checkout / "my-hub").mkdir(parents=True)
    (made.checkout / "my-hub" / "overlay.yaml").write_text(HUB, "utf-8")
    bin = made.temp / "npqpath" / "bin"
    bin.mkdir(parents=True)
    stub(bin / "npqpath", f'exec {shlex.join(COMMAND)} "$@"')
    return made


def stub(file: Path, script: str) -> None:
    """Write a program of a few lines."""
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)


def change(machine: Machine, *slips: tuple[str, str]) -> None:
    """Make slips in the hub's file."""
    file = machine.checkout / "my-hub" / "overlay.yaml"
    text = file.read_text("utf-8")
    for right, wrong in slips:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    file.write_text(text, "utf-8")


# GitHub


def steps() -> list[dict[str, Any]]:
    """Return the steps of the action."""
    return list(ACTION["runs"]["steps"])


def act(machine: Machine, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Return how the step that validates ended with these inputs, as the runner would give them to it."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    (step,) = [one for one in steps() if one["name"] == "Validate"]
    env = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    runner = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(machine.summary),
        "RUNNER_TEMP": str(machine.temp),
    }
    return machine.run(step["run"], {**runner, **env})


def commands(text: str) -> list[str]:
    """Return the lines that the runner takes as commands."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_the_action_is_one_that_github_takes() -> None:
    accepted_by("github-actions", ROOT / "action.yml")
    assert ACTION["runs"]["using"] == "composite"
    for step in steps():
        assert step["shell"] == "bash"


def test_nothing_from_outside_is_written_into_a_script() -> None:
    for step in steps():
        assert "${{" not in step["run"]
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"\$\{\{(.*?)\}\}", text)) == {f" inputs.{name} " for name in ACTION["inputs"]}


def test_the_action_installs_what_is_pinned_and_is_there() -> None:
    (script,) = [step["run"] for step in steps() if step["name"] == "Set up npqpath"]
    files = re.findall(r'"\$GITHUB_ACTION_PATH/([^"]+)"', script)
    assert files
    assert all((ROOT / file).is_file() for file in files)
    assert script.count("--require-hashes") == len(files)


def test_the_action_says_which_python_it_needs(machine: Machine) -> None:
    (script,) = [step["run"] for step in steps() if step["name"] == "Set up npqpath"]
    stub(machine.temp / "python3", "exit 1")
    done = machine.run(script, {"PATH": f"{machine.temp}:{os.environ['PATH']}"})
    assert done.returncode == 2
    assert done.stdout.startswith("::error::npqpath needs Python 3.11 or later.")


def test_the_action_passes_a_sound_overlay(machine: Machine) -> None:
    done = act(machine, folders="my-hub", strict="true")
    assert (done.returncode, done.stderr) == (0, "")
    assert commands(done.stdout) == []
    assert machine.summary.read_text("utf-8").startswith("## npqpath validate: my-hub passes\n")


def test_the_action_stops_a_slip_and_shows_its_line(machine: Machine) -> None:
    change(machine, SLIP)
    done = act(machine, folders="my-hub")
    assert done.returncode == 1
    (annotation,) = commands(done.stdout)
    line = HUB.split(SLIP[0])[0].count("\n") + 1
    assert annotation.startswith(f"::error file=my-hub/overlay.yaml,line={line},col=")
    assert 'Did you mean "npqsl"?' in annotation
    assert "my-hub: 1 error" in done.stdout
    summary = machine.summary.read_text("utf-8")
    assert summary.startswith("## npqpath validate: my-hub does not pass\n")
    assert "Did you mean &quot;npqsl&quot;?" in MarkdownIt("commonmark").render(summary)


def test_the_action_shows_ten_annotations_and_tells_all_in_the_text(machine: Machine) -> None:
    change(machine, ("partners:\n", "partners:\n" + "  - {name: A partner, txt: It helps.}\n" * 14))
    done = act(machine, folders="my-hub")
    assert done.returncode == 1
    assert len(commands(done.stdout)) == 10
    assert done.stdout.count("error[NP") >= 14
    assert machine.summary.read_text("utf-8").count(": There is no key ") >= 14


def test_words_in_the_data_give_the_runner_no_command(machine: Machine) -> None:
    wild = '"::error::gotcha ##[group]x %0A::set-env name=A::b"'
    change(machine, ("setting: school\n", f"setting: {wild}\n"))
    done = act(machine, folders="my-hub")
    assert done.returncode == 1
    (annotation,) = commands(done.stdout)
    assert annotation.startswith("::error file=my-hub/overlay.yaml,")
    assert "gotcha" in annotation


def test_strict_reaches_the_command(machine: Machine) -> None:
    change(machine, WARNING)
    assert act(machine, folders="my-hub").returncode == 0
    assert act(machine, folders="my-hub", strict="true").returncode == 1


def test_several_folders_may_stand_on_several_lines(machine: Machine) -> None:
    shutil.copytree(machine.checkout / "my-hub", machine.checkout / "other-hub")
    change(machine, SLIP)
    assert act(machine, folders="other-hub").returncode == 0
    done = act(machine, folders="other-hub\nmy-hub\n")
    assert done.returncode == 1
    assert "file=my-hub/overlay.yaml" in done.stdout


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"folders": " \n"}, "::error::Name a folder to check"),
        ({"strict": "yes"}, "::error::strict is true or false."),
        ({"folders": "nowhere"}, "There is no folder nowhere."),
        ({"folders": "--explain"}, "There is no folder --explain."),
        ({"folders": "$(touch gotcha) `touch gotcha` ; touch gotcha"}, "There is no folder"),
    ],
    ids=["no folder", "strict", "not there", "option", "script"],
)
def test_a_wrong_input_is_told_and_does_no_harm(machine: Machine, inputs: dict[str, str], told: str) -> None:
    done = act(machine, **inputs)
    assert done.returncode in (2, 3)
    assert told in done.stdout + done.stderr
    assert not (machine.checkout / "gotcha").exists()


def test_the_workflow_in_the_docs_is_one_that_github_takes(tmp_path: Path) -> None:
    file = tmp_path / "npqpath.yml"
    file.write_text(shown_in_docs(".github/workflows/npqpath.yml"), "utf-8")
    accepted_by("github-workflows", file)
    (job,) = yaml.safe_load(file.read_text("utf-8"))["jobs"].values()
    used = job["steps"][-1]
    assert used["uses"] == f"OWNER/npqpath@v{npqpath.__version__}"
    assert set(used["with"]) <= set(ACTION["inputs"])


# GitLab


def test_the_gitlab_job_of_the_docs_fails_and_shows_why(machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "gitlab-ci.yml"
    file.write_text(shown_in_docs(".gitlab-ci.yml"), "utf-8")
    accepted_by("gitlab-ci", file)
    (job,) = yaml.safe_load(file.read_text("utf-8")).values()
    report = machine.checkout / job["artifacts"]["reports"]["junit"]
    bin = machine.temp / "npqpath" / "bin"
    stub(bin / "pip", 'echo "$@" > installed')
    env = {"PATH": f"{bin}:{os.environ['PATH']}", "GITLAB_CI": "true", "CI": "true"}

    assert machine.run("\n".join(job["script"]), env).returncode == 0
    installed = (machine.checkout / "installed").read_text("utf-8").strip()
    assert installed.startswith("install git+https://")
    assert installed.endswith(f"@v{npqpath.__version__}")
    assert JUnitXml.fromfile(str(report)).failures == 0

    change(machine, SLIP)
    assert machine.run("\n".join(job["script"]), env).returncode == 1
    assert job["artifacts"]["when"] == "always"
    whole = JUnitXml.fromfile(str(report))
    assert whole.failures == 1
    failed, waiting = [case for suite in whole for case in suite if case.result]
    assert (failed.classname, waiting.name) == ("my-hub/overlay.yaml", "proofs")
    assert 'Did you mean "npqsl"?' in failed.result[0].text


# pre-commit


def git(folder: Path, *words: str) -> str:
    """Return what a git command writes."""
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *settings, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def commit_hook(machine: Machine, args: list[str] | None = None) -> subprocess.CompletedProcess[str] | None:
    """Return how the hook ended on what is staged, or None where it does not run: what pre-commit does."""
    staged = git(machine.checkout, "diff", "--cached", "--name-only", "-z").split("\0")[:-1]
    chosen = [name for name in staged if re.search(HOOK["files"], name)]
    if not chosen:
        return None
    command = [*shlex.split(HOOK["entry"]), *(HOOK["args"] if args is None else args)]
    command += chosen if HOOK["pass_filenames"] else []
    bin = machine.temp / "npqpath" / "bin"
    env = {**machine.program.env, "PATH": f"{bin}:{os.environ['PATH']}"}
    return subprocess.run(command, cwd=machine.checkout, env=env, capture_output=True, text=True, check=False)


def shown_args() -> list[str]:
    """Return the arguments in the example of a hook in the docs."""
    (repo,) = yaml.safe_load(shown_in_docs(".pre-commit-config.yaml"))["repos"]
    assert repo["rev"] == f"v{npqpath.__version__}"
    (hook,) = repo["hooks"]
    assert hook["id"] == HOOK["id"]
    return list(hook["args"])


def test_the_hook_stops_a_commit_with_a_slip(machine: Machine) -> None:
    git(machine.checkout, "init", "--quiet")
    git(machine.checkout, "add", ".")
    sound = commit_hook(machine, shown_args())
    assert sound is not None
    assert sound.returncode == 0, sound.stdout + sound.stderr
    git(machine.checkout, "commit", "--quiet", "-m", "Begin")

    (machine.checkout / "notes.yaml").write_text("a: b\n", "utf-8")
    git(machine.checkout, "add", ".")
    assert commit_hook(machine, shown_args()) is None

    change(machine, SLIP)
    git(machine.checkout, "add", ".")
    slipped = commit_hook(machine, shown_args())
    assert slipped is not None
    assert slipped.returncode == 1
    assert 'Did you mean "npqsl"?' in slipped.stdout


def test_the_hook_checks_the_whole_repository_where_no_folder_is_named(machine: Machine) -> None:
    shutil.copy(machine.checkout / "my-hub" / "overlay.yaml", machine.checkout)
    git(machine.checkout, "init", "--quiet")
    git(machine.checkout, "add", ".")
    done = commit_hook(machine)
    assert done is not None
    assert (done.returncode, done.stdout.split("\n")[-2][:2]) == (0, ".:"), done.stdout


@pytest.mark.parametrize("name", [OVERLAY, *FILES])
def test_the_hook_runs_for_every_file_that_it_checks(name: str) -> None:
    assert re.search(HOOK["files"], name)
    assert re.search(HOOK["files"], f"a/b/{name}")
    assert not re.search(HOOK["files"], f"my-{name}")


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    assert {"id", "name", "entry", "language"} <= set(HOOK)
    assert (HOOK["language"], HOOK["entry"].split()[0]) == ("python", "npqpath")
    assert json.dumps(HOOK["args"]) == '["."]'
