"""No condition of a data file goes without checks."""

from __future__ import annotations

from npqpath.dataset.model_fields import hints_of
from npqpath.dataset.pathways import PathwaysFile, PersonaTest
from npqpath.dataset.qualifications import QualificationsFile
from npqpath.validate.parts import CONDITION_KEYS
from tests.unit.dataset.test_misspelt_keys import models


def test_every_field_with_a_condition_is_looked_at() -> None:
    found = {
        name
        for model in models(QualificationsFile, PathwaysFile)
        for name, hint in hints_of(model).items()
        if hint == dict[str, object] and model is not PersonaTest
    }
    assert found == set(CONDITION_KEYS)
