"""Plan files of earlier versions, brought up to the one of today before they are read.

Each step takes what a file of one version holds and returns what one of the next would hold. It may not
drop anything: what it does not know stays as it is. The file itself changes when the plan next does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from npqpath.planbook.book import SCHEMA, VERSION

Data = dict[str, Any]


def brought_up(data: Data, version: int) -> Data:
    """Return what a file of this version holds, as one of today's version says it."""
    for earlier in range(version, VERSION):
        data = {**_STEPS[earlier](data), "schema": f"{SCHEMA}{earlier + 1}"}
    return data


def _from_1(data: Data) -> Data:
    """Give the steps of the timeline ids that say what they are; version 1 called them all "time-"."""
    steps = data.get("steps")
    if not isinstance(steps, list):
        return data
    names = {
        step["id"]: _name(step["id"], step.get("what"))
        for step in steps
        if isinstance(step, dict) and isinstance(step.get("id"), str)
    }
    renamed = [
        {**step, "id": names.get(step["id"], step["id"])}
        if isinstance(step, dict) and isinstance(step.get("id"), str)
        else step
        for step in steps
    ]
    return {**data, "steps": renamed, **_renamed_checksums(data, names)}


def _name(id: str, what: object) -> str:
    found = _TIMED.fullmatch(id)
    if found is None:
        return id
    studies = isinstance(what, str) and what.startswith(("Start ", "Finish "))
    return f"{found['kind'] or ('study' if studies else 'later')}-{found['about']}"


def _renamed_checksums(data: Data, names: dict[str, str]) -> Data:
    advice = data.get("advice")
    if not isinstance(advice, dict) or not isinstance(advice.get("written"), dict):
        return {}
    written = {names.get(id, id): checksum for id, checksum in advice["written"].items()}
    return {"advice": {**advice, "written": written}}


_TIMED = re.compile(
    r"time-(?P<about>.+?)(?:-(?P<kind>step|apply|study|coaching|assessment|use|review|deadline))?"
)
_STEPS: dict[int, Callable[[Data], Data]] = {1: _from_1}
