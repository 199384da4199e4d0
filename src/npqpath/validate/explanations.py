"""What every code means, with an example that passes and one that fails.

The explanations stand in the docstrings of the modules here, beside the checks. Each begins with the code
and a title; indented below come a text, and examples under `Passes:` and `Fails:`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from textwrap import dedent

from npqpath.catalogue.near import near
from npqpath.errors import UsageError

_DOCSTRING = re.compile(r'\A(?:#.*\n)*r?"""(.*?)"""', re.DOTALL)
_HEAD = re.compile(r"^(NP[0-9]{3}): (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^    (Passes|Fails)([^:\n]*):[ ]*(.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means: a title, a text in plain words, and an example of each kind."""

    code: str
    title: str
    text: str
    passes: str
    fails: str


@cache
def explanations() -> dict[str, Explanation]:
    """Return every explanation by its code, in the order of the codes."""
    from importlib import resources  # 4 ms, and only for explanations and odd comments

    found: dict[str, Explanation] = {}
    # The files are read, not imported: a docstring is not there under `python -OO`.
    for file in resources.files(__package__).iterdir():
        if file.name.endswith(".py"):
            docstring = _DOCSTRING.match(file.read_text(encoding="utf-8"))
            found |= {one.code: one for one in _in(docstring[1] if docstring else "")}
    return dict(sorted(found.items()))


def explain(code: str) -> str:
    """Return the explanation of a code as text. Raises `UsageError` where there is no such code."""
    known = explanations()
    one = known.get(code.strip().upper())
    if one is None:
        guess = near(code, known)
        hint = f'Did you mean "{guess}"?' if guess else "A code looks like NP304."
        raise UsageError(f'There is no code "{code}".', hint)
    parts = [f"{one.code}: {one.title}", one.text]
    parts += [f"This passes:\n\n{_indented(one.passes)}"] if one.passes else []
    parts += [f"This does not:\n\n{_indented(one.fails)}"] if one.fails else []
    return "\n\n".join(parts) + "\n"


def _in(docstring: str) -> list[Explanation]:
    heads = list(_HEAD.finditer(docstring))
    ends = [*(head.start() for head in heads[1:]), len(docstring)][: len(heads)]
    return [
        _explanation(head[1], head[2], docstring[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def _explanation(code: str, title: str, body: str) -> Explanation:
    text, *parts = _EXAMPLE.split(body.strip("\n") + "\n")
    examples: dict[str, str] = {}
    for kind, note, beside, below in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True):
        lines = [f"# {note.strip(' ()')}" if note else "", beside, dedent(below).strip("\n")]
        examples[kind] = "\n".join(filter(None, lines))
    return Explanation(
        code, title, dedent(text).strip(), examples.get("Passes", ""), examples.get("Fails", "")
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
