"""From `--data` to compiled rules, through the cache where that is up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.options import Request
from npqpath.dataset.load import base_and_overlays

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Tree
    from npqpath.errors import Problem


def load_rules(request: Request) -> CompiledRules:
    """Return the compiled rules of the data set that is named, or of the bundled one.

    Overlays that are named are laid over it, in order. The data is taken as it stands on the day asked for.
    Raises `DataError` with every fault, and `UserError` where a folder is not there.
    """
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.dataset.catalogue import on_day
    from npqpath.dataset.load import load_cached

    base, *overlays = data_folders(request)
    catalogue = load_cached(base, request.context.cache_folder(), check, overlays)
    return compile_rules(on_day(catalogue, request.on))


def data_folders(request: Request) -> list[Path]:
    """Return the folder of the data set, then those of its overlays in order.

    Raises `UserError` where they do not go together.
    """
    base, overlays = base_and_overlays(request.data)
    return [base, *overlays]


def check(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    """Return what is wrong with the names and the order of a data set."""
    from npqpath.validate.checks import check_names

    return check_names(catalogue, qualifications, pathways)
