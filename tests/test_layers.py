"""The house keeps its shape: imports go down through the packages, and never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import npqpath

ROOT = Path(npqpath.__file__).parent
DOWN = (
    "cli",
    "wizard",
    "compare",
    "validate",
    "console",
    "output",
    "planfile",
    "team",
    "workplaces",
    "spreadsheets",
    "advice",
    "rules",
    "dataset",
    "files",
    "words",
    "errors",
)
"""The packages and modules below npqpath: each may import itself and those after it."""
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}


def imported(tree: ast.Module, *, for_types: bool) -> Iterator[str]:
    """Yield the modules of npqpath that a module imports, in functions too; for types alone only if asked."""
    nodes: list[ast.AST] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and not for_types and ast.unparse(node.test) == "TYPE_CHECKING":
            nodes += node.orelse
            continue
        nodes += ast.iter_child_nodes(node)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "npqpath":
            base = (node.module or "").partition(".")[2]
            for name in node.names:
                full = f"{base}.{name.name}".lstrip(".")
                yield full if full in MODULES else base


@cache
def graph(*, for_types: bool) -> dict[str, frozenset[str]]:
    """Return for each module those that it imports."""
    trees = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}
    return {name: frozenset(imported(tree, for_types=for_types)) - {name, ""} for name, tree in trees.items()}


@pytest.mark.parametrize("name", [name for name in MODULES if name.partition(".")[0] in DOWN])
def test_imports_go_down(name: str) -> None:
    below = DOWN[DOWN.index(name.partition(".")[0]) :]
    assert [other for other in graph(for_types=True)[name] if other.partition(".")[0] not in below] == []


def test_every_package_has_its_place() -> None:
    assert {name.partition(".")[0] for name in MODULES} - {"", "__init__", "__main__"} == set(DOWN)


def test_no_module_imports_itself_by_way_of_others() -> None:
    left = {name: set(others) for name, others in graph(for_types=False).items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    # What is left is in a circle, or leads to one.
    assert sorted(left) == []
