"""How the proofs write conditions down: as lines of YAML to recognise, and as rules to paste."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[0-9]+ (?:or more|to [0-9]+)|[A-Za-z]")
_SPECIAL = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_MOST_LETTERS = 90


def as_yaml(value: object) -> str:
    """Return a value of a data file on one line of YAML, quoted where other readers would misread it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_yaml(str(key))}: {as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    text = str(value)
    if isinstance(value, int) or (_PLAIN.fullmatch(text) and text.lower() not in _SPECIAL):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_line(key: str, value: object) -> str:
    """Return one line of a condition, such as "role: [senco, headteacher]"; a long one ends in "..."."""
    text = f"{key}: {as_yaml(value)}"
    if len(text) <= _MOST_LETTERS:
        return text
    shown = text[: _MOST_LETTERS - 4]
    return f"{shown.rpartition(' ')[0].rstrip(',') or shown} ..."


def rule_stub(suggest: str, when: Mapping[str, object]) -> str:
    """Return a rule to paste, for the people whom a condition describes."""
    lines = ["- id: give-this-rule-a-name", f"  suggest: {suggest}", "  strength: worth-considering"]
    if when:
        lines += ["  when:", *(f"    {question}: {as_yaml(answer)}" for question, answer in when.items())]
    lines += ["  because: Say why in one sentence to the teacher.", "  sources: [id-of-a-source]"]
    return "\n".join(lines)
