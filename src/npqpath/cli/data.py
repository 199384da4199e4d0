"""From `--data` to a compiled core, through the snapshot where it is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from npqpath.catalogue.loading import bundled_folder
from npqpath.cli.surroundings import Surroundings

if TYPE_CHECKING:
    from npqpath.advice.core import Core
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Problem


def load_core(folders: list[Path], around: Surroundings) -> Core:
    """Return the core of the data set: the bundled one, or the one in `--data` or NPQPATH_DATA.

    Raises `DataError` with every fault, and `UserError` where a folder is not there.
    """
    from npqpath.advice.core import FORMAT, restore_core
    from npqpath.catalogue.snapshot import load_cached

    folder = data_folders(folders, around)[0]
    catalogue, kept = load_cached(folder, around.cache_folder(), _check, derive=_derive)
    core = cast("dict[str, Any]", kept)
    if core.get("format") != FORMAT:
        core = _derive(catalogue)
    return restore_core(catalogue, core)


def data_folders(folders: list[Path], around: Surroundings) -> list[Path]:
    """Return the folders of the data set in order, overlays last."""
    import os

    named = around.env.get("NPQPATH_DATA", "")
    return folders or [Path(each) for each in named.split(os.pathsep) if each] or [bundled_folder()]


def _derive(catalogue: Catalogue) -> dict[str, object]:
    from npqpath.advice.core import compile_core
    from npqpath.advice.goals import plan_goal

    core = compile_core(catalogue)
    for node in plan_goal(core, catalogue.qualifications.cohorts[-1].id):
        core.sides(node)
    return core.dump()


def _check(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    from npqpath.validate.names import check_names

    return check_names(catalogue, qualifications, pathways)
