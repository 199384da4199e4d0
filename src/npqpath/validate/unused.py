"""Names that are given and never used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from npqpath.validate.findings import Finding
from npqpath.validate.parts import terms_in

if TYPE_CHECKING:
    from npqpath.validate.findings import DataSet


def check_use(data: DataSet) -> Iterable[Finding]:
    """Yield the terms that no condition uses."""
    used = {name for one in data.conditions for name, _ in terms_in(one.raw, ())}
    for term in data.catalogue.pathways.terms:
        if term not in used:
            message = f'The term "{term}" is never used.'
            hint = "Use it in a condition, as in `is: [" + term + "]`, or take it away."
            yield Finding(data.key_place("pathways", ("terms", term)), "NP308", "note", message, hint)
