"""From `--data` to compiled rules, through the cache where that is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.console import Context
from npqpath.dataset.load import base_and_overlays, bundled_folder

if TYPE_CHECKING:
    import datetime as dt

    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Tree
    from npqpath.errors import Problem


def load_rules(folders: list[Path], context: Context, *, on: dt.date) -> CompiledRules:
    """Return the compiled rules of the data set: the bundled one, or the one in `--data` or NPQPATH_DATA.

    Overlays that are named there are laid over it, in order. The data is taken as it stands on a day.
    Raises `DataError` with every fault, and `UserError` where a folder is not there.
    """
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.dataset.load import load_cached
    from npqpath.dataset.on_date import on_day

    folder, *overlays = data_folders(folders, context)
    return compile_rules(on_day(load_cached(folder, context.cache_folder(), check, overlays), on))


def data_folders(folders: list[Path], context: Context) -> list[Path]:
    """Return the folder of the data set, then those of its overlays in order.

    Raises `UserError` where they do not go together.
    """
    import os

    named = [Path(each) for each in context.env.get("NPQPATH_DATA", "").split(os.pathsep) if each]
    if not (folders or named):
        return [bundled_folder()]
    base, overlays = base_and_overlays(folders or named)
    return [base, *overlays]


def check(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    """Return what is wrong with the names and the order of a data set."""
    from npqpath.validate.checks import check_names

    return check_names(catalogue, qualifications, pathways)
