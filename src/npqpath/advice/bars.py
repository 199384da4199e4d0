"""One stretch of time on a timeline: what, from which month to which, and how sure the dates are."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from npqpath.values import dataclass

BarKind = Literal["step", "apply", "study", "assessment", "use", "review", "deadline"]
"""What a stretch of time is for: a next step, registering, a course, its assessment, using what it taught,
looking back, and a month by which the law asks for something."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of whole months; `starts` and `ends` are the first days of its first and its last month.

    `expected` is true where the dates rest on what is usual and nobody has announced them. `id` names the
    qualification or next step, and `note` says in a sentence or two what there is to know.
    """

    id: str | None
    kind: BarKind
    label: str
    starts: dt.date
    ends: dt.date
    expected: bool
    note: str = ""
