"""What a person writes, fit to be kept: every letter stays but those that nobody can see."""

from __future__ import annotations

import re

from npqpath.catalogue.screening import HIDDEN

_ESCAPE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def tidied(text: str) -> tuple[str, bool]:
    """Return the text without what drives a terminal or hides, and whether anything was left out.

    Line ends become plain ones, and space at both ends goes; that does not count as left out.
    """
    plain = _LINE_ENDS.sub("\n", text)
    seen = HIDDEN.sub("", _ESCAPE.sub("", plain))
    return seen.strip(), seen != plain
