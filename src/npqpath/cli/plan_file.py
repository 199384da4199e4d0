"""Which plan file is meant, and the remarks that go with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.planbook.book import FILE

if TYPE_CHECKING:
    from npqpath.cli.surroundings import Surroundings

PLAN_VARIABLE = "NPQPATH_PLAN"


def plan_path(file: Path | None, around: Surroundings) -> Path:
    """Return the path of the plan: the one named, else that in NPQPATH_PLAN, else the usual name here."""
    return file or Path(around.env.get(PLAN_VARIABLE) or FILE)
