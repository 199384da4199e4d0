"""Broken files of the tests: a good file and a patch as `diff -u` writes it, below a sentence on it."""

from __future__ import annotations

import re
from pathlib import Path

_HUNK = re.compile(rb"^@@ -(\d+).*@@\n", re.MULTILINE)


def patched(good: bytes, patch: Path) -> bytes:
    """Return the good file with the changes of a patch; each hunk goes to the nearest place that it fits.

    Raises `AssertionError` where the good file has changed so much that a hunk no longer fits.
    """
    lines = good.split(b"\n")
    _about, *parts = _HUNK.split(patch.read_bytes())
    shift = 0
    for start, body in zip(parts[::2], parts[1::2], strict=True):
        change = [line for line in body.removesuffix(b"\n").split(b"\n") if line]
        old = [line[1:] for line in change if line[:1] in b" -"]
        new = [line[1:] for line in change if line[:1] in b" +"]
        near = max(int(start) - 1 + shift, 0)
        places = sorted(range(len(lines)), key=lambda at, near=near: abs(at - near))  # type: ignore[misc]
        found = next((at for at in places if lines[at : at + len(old)] == old), None)
        assert found is not None, f"{patch.name} does not fit any more at line {start.decode()}"
        lines[found : found + len(old)] = new
        shift += len(new) - len(old)
    return b"\n".join(lines)
