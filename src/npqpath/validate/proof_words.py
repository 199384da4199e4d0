"""How the proofs write conditions down: as lines of YAML to recognise, and as rules and tests to paste."""

from __future__ import annotations

import re
import textwrap
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


def block(entries: Mapping[str, object]) -> str:
    """Return an entry to paste into a list of a data file; only conditions and answers take several lines."""
    lines: list[str] = []
    for key, value in entries.items():
        if isinstance(value, Mapping) and key in ("when", "answers") and value:
            lines.append(f"{key}:")
            lines += [f"  {as_yaml(str(inner))}: {as_yaml(each)}" for inner, each in value.items()]
        else:
            lines.append(f"{key}: {as_yaml(value)}")
    return "- " + textwrap.indent("\n".join(lines), "  ")[2:]


def rule_stub(suggest: str, when: Mapping[str, object]) -> str:
    """Return a rule to paste, for the people whom a condition describes."""
    rule: dict[str, object] = {
        "id": "give-this-rule-a-name",
        "suggest": suggest,
        "strength": "worth-considering",
    }
    if when:
        rule["when"] = when
    return block(rule | {"because": "Say why in one sentence to the teacher.", "sources": ["id-of-a-source"]})
