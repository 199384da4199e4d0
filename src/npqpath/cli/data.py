"""From `--data` to a compiled core, through the snapshot where it is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from npqpath.catalogue.loading import base_and_overlays, bundled_folder
from npqpath.cli.surroundings import Surroundings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from npqpath.advice.core import Core
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Problem


def load_core(folders: list[Path], around: Surroundings, *, on: dt.date | None = None) -> Core:
    """Return the core of the data set: the bundled one, or the one in `--data` or NPQPATH_DATA.

    Overlays that are named there are laid over it, in order. It is the core of the data as it stands on a
    day; None is today.
    Raises `DataError` with every fault, and `UserError` where a folder is not there.
    """
    from npqpath.advice.core import FORMAT, restore_core
    from npqpath.catalogue.snapshot import load_cached

    folder, *overlays = data_folders(folders, around)
    cache = around.cache_folder()
    catalogue, kept = load_cached(
        folder, cache, _check, on=on or around.today, overlays=overlays, derive=_derive
    )
    core = cast("dict[str, Any]", kept)
    if core.get("format") != FORMAT:
        core = _derive(catalogue)
    return restore_core(catalogue, core)


def core_of(folder: Path, files: dict[str, bytes], *, overlays: Sequence[Path], around: Surroundings) -> Core:
    """Return the core of a data set with these files as it stands today; the folders name them.

    Raises `DataError`.
    """
    from npqpath.advice.core import compile_core
    from npqpath.catalogue.loading import build_catalogue
    from npqpath.catalogue.validity import on_day

    return compile_core(on_day(build_catalogue(folder, files, _check, overlays), around.today))


def data_folders(folders: list[Path], around: Surroundings) -> list[Path]:
    """Return the folder of the data set, then those of its overlays in order.

    Raises `UserError` where they do not go together.
    """
    import os

    named = [Path(each) for each in around.env.get("NPQPATH_DATA", "").split(os.pathsep) if each]
    if not (folders or named):
        return [bundled_folder()]
    base, overlays = base_and_overlays(folders or named)
    return [base, *overlays]


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
