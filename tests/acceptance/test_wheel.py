"""The wheel alone is enough: in an empty environment, from another folder, it gives the same plan."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.program import DAY, HEAD_OF_YEAR, ROOT, Program

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built by the locked build tools without the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program of an environment that holds the wheel and the packages that it needs.

    Nothing is fetched: pip installs the wheel, and a .pth file lends the other packages of the environment
    that runs the tests. What that environment knows as npqpath comes after the wheel and is never used.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    own = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    options = ["install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # addsitedir would follow the .pth file of the editable install; a plain path does not.
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python.with_name("npqpath")


def alone(program: Program) -> dict[str, str]:
    """Return the variables that the installed program gets: nothing of this folder."""
    return {name: value for name, value in program.env.items() if name not in ("PYTHONPATH", "NPQPATH_DATA")}


def test_the_wheel_holds_the_data_and_nothing_that_is_not_the_program(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    files = ("qualifications", "pathways", "sources", "people", "faq")
    data = {f"npqpath/data/{name}.yaml" for name in files}
    assert data | {"npqpath/py.typed"} | {
        "npqpath/output/template.docx",
        "npqpath/output/page/page.css",
    } <= set(names)
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"npqpath"}
    assert not [name for name in names if "__pycache__" in name or "tests/" in name]


def test_the_installed_wheel_is_the_one_that_runs(installed: Path, program: Program, tmp_path: Path) -> None:
    python = installed.with_name("python")
    command = [str(python), "-c", "import npqpath; print(npqpath.__file__)"]
    where = subprocess.run(
        command, capture_output=True, text=True, env=alone(program), cwd=tmp_path, check=True
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])


@pytest.mark.parametrize("words", [["--format", each] for each in ("text", "json", "markdown", "html")])
def test_the_wheel_gives_the_same_plan_from_another_folder(
    installed: Path, program: Program, tmp_path: Path, words: list[str]
) -> None:
    given = ["advise", "--answers", HEAD_OF_YEAR, "--on", DAY, *words]
    env = {**alone(program), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([str(installed), *given], capture_output=True, env=env, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == program.run(*given, env={"NPQPATH_DATA": ""}).stdout
