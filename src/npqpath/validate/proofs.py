"""All proofs about the rules: exact over all possible answer sheets, with impossible people left out.

Each kind of proof has a module of its own, which explains its codes with an example that passes and
one that fails: `gaps` (NP301, NP302), `conflicts` (NP303), `cover` (NP304, NP305), `clashes` (NP306), `idle`
(NP307); the funding tables have `funding_proofs` (NP311 and NP312).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from npqpath.validate.clashes import check_clashes
from npqpath.validate.conflicts import check_conflicts
from npqpath.validate.cover import check_cover
from npqpath.validate.gaps import check_gaps
from npqpath.validate.ground import Ground
from npqpath.validate.idle import check_idle

if TYPE_CHECKING:
    from npqpath.validate.findings import DataSet, Finding


def check_proofs(data: DataSet) -> Iterable[Finding]:
    """Yield everything that a reader of the rules could overlook; see the modules of the single proofs."""
    ground = Ground(data)
    for prove in (check_gaps, check_conflicts, check_cover, check_clashes, check_idle):
        yield from prove(ground)
