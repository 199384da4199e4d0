"""What every code means, as `codes.md` beside this module says it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from npqpath.dataset.near_miss import near
from npqpath.errors import UsageError

_SECTION = re.compile(r"^## (NP[0-9]{3}): (.+\n(?:(?!## ).*\n)*)", re.MULTILINE)


@cache
def explanations() -> dict[str, str]:
    """Return for every code a title, a text, and examples of what passes and what does not."""
    text = Path(__file__).with_name("codes.md").read_text(encoding="utf-8")
    return {code: section.rstrip() for code, section in _SECTION.findall(text)}


def explain(code: str) -> str:
    """Return the explanation of a code as text. Raises `UsageError` where there is no such code."""
    known, wanted = explanations(), code.strip().upper()
    if wanted not in known:
        guess = near(code, known)
        hint = f'Did you mean "{guess}"?' if guess else "A code looks like NP304."
        raise UsageError(f'There is no code "{code}".', hint)
    return f"{wanted}: {known[wanted]}\n"
