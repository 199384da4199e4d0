"""The baseline: a JSON file of warnings that a hub has looked at and accepted, so that only new ones show.

A warning is known by its file, its code and its message, so it stays accepted when lines move.

NP084: The baseline accepts something that is gone
    The finding was mended. Write the baseline anew, so that it does not hide the next one.

    Passes:
        a baseline with the warnings of today
    Fails:
        a baseline with a warning that is not found any more
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeAlias

from npqpath.errors import Place, UserError
from npqpath.validate.findings import FIRST_USABLE, Finding

SCHEMA = "npqpath/baseline/1"

Known: TypeAlias = tuple[str, str, str]
"""The name of the file, the code and the message of a finding."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted findings, each as often as it was there, and the file they were read from."""

    file: str
    accepted: Counter[Known]


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in the file. Raises `UserError` where it cannot be read."""
    from npqpath.catalogue.screening import fetch

    hint = "Write it anew with: npqpath validate --write-baseline FILE"
    try:
        whole = json.loads(fetch(path))
        if whole["schema"] != SCHEMA:
            raise UserError(f"The baseline {path} is of another version of npqpath.", hint)
        entries = [(str(one["file"]), str(one["code"]), str(one["message"])) for one in whole["accepted"]]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UserError(f"The baseline {path} cannot be read.", hint) from error
    return Baseline(str(path), Counter(entries))


def write_baseline(findings: Sequence[Finding]) -> str:
    """Return the text of a baseline that accepts these findings; errors are left out, they cannot be."""
    accepted = [
        dict(zip(("file", "code", "message"), _known(one), strict=True)) for one in findings if _may(one)
    ]
    return json.dumps({"schema": SCHEMA, "accepted": accepted}, indent=2, ensure_ascii=False) + "\n"


def apply_baseline(
    findings: Sequence[Finding], baseline: Baseline
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that count, with a note for each entry that accepts nothing, and the accepted."""
    left = baseline.accepted.copy()
    kept: list[Finding] = []
    accepted: list[Finding] = []
    for one in findings:
        if _may(one) and left[_known(one)] > 0:
            left[_known(one)] -= 1
            accepted.append(one)
        else:
            kept.append(one)
    for (file, code, message), times in left.items():
        if times > 0:
            text = f"The baseline accepts {code} in {file}, which is not found any more: {message}"
            kept.append(
                Finding(Place(baseline.file, 1, 1), "NP084", "note", text, "Write the baseline anew.")
            )
    return tuple(kept), tuple(accepted)


def _may(finding: Finding) -> bool:
    return finding.severity != "error" and finding.code > FIRST_USABLE


def _known(finding: Finding) -> Known:
    return PurePath(finding.place.file).name, finding.code, finding.message
