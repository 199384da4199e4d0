"""Values written as YAML that every reader reads the same, and that a person likes to read.

A text that some reader takes for a number, a date or yes and no stands in quotation marks. Long texts are
folded, texts of several lines stand as they are; whatever is delicate is quoted as in JSON.
"""

from __future__ import annotations

import json
import re

WIDTH = 100

_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"))
"""Words that some version of YAML takes for something else, or that a person might."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()'?!/+&%-]|:(?=[^\s/])|\u2019|\u2013)*", re.UNICODE)
_DELICATE = re.compile(r"[\t\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u2028\u2029\ufeff]|[^\S \n]")


def entry(key: str, value: object, indent: int) -> list[str]:
    """Return the lines of a key with its value, indented."""
    margin, name = " " * indent, scalar(key)
    if isinstance(value, dict) and value:
        return [f"{margin}{name}:", *mapping(value, indent + 2)]
    if isinstance(value, list) and value:
        return [f"{margin}{name}:", *(line for each in value for line in item(each, indent + 2))]
    first, *rest = _inline(value, indent + 2, len(name) + 2)
    return [f"{margin}{name}: {first}", *rest]


def mapping(value: dict[str, object], indent: int) -> list[str]:
    """Return the lines of keys with their values, indented."""
    return [line for key, each in value.items() for line in entry(key, each, indent)]


def item(value: object, indent: int) -> list[str]:
    """Return the lines of one item of a list; `indent` is where its dash stands."""
    margin = " " * indent
    if isinstance(value, dict) and value:
        first, *rest = mapping(value, indent + 2)
        return [f"{margin}- {first[indent + 2 :]}", *rest]
    if isinstance(value, list) and value:
        first, *rest = [line for each in value for line in item(each, indent + 2)]
        return [f"{margin}- {first[indent + 2 :]}", *rest]
    first, *rest = _inline(value, indent + 2, 2)
    return [f"{margin}- {first}", *rest]


def _inline(value: object, indent: int, before: int) -> list[str]:
    """Return what follows a key or a dash, and the lines under it."""
    if isinstance(value, dict):
        return ["{}"]
    if isinstance(value, list):
        return ["[]"]
    if not isinstance(value, str):
        return [scalar(value)]
    if _is_block(value):
        if "\n" in value:
            return ["|-", *(" " * indent + line if line else "" for line in value.split("\n"))]
        if indent + before + len(value) > WIDTH:
            return [">-", *(" " * indent + line for line in _folded(value, WIDTH - indent))]
    return [scalar(value)]


def _is_block(text: str) -> bool:
    """Return whether the text stays the same in a block: nothing delicate, no space at an edge of a line."""
    lines = text.split("\n")
    if _DELICATE.search(text) or "  " in text or not (lines[0] and lines[-1]):
        return False
    return all(line == line.strip() for line in lines)


def _folded(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= max(width, 40):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def scalar(value: object) -> str:
    """Return a text, a number or nothing on one line."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.casefold() not in _WORDS
    return text if is_plain and text.isprintable() and not _DELICATE.search(text) else _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(_DELICATE, lambda found: f"\\u{ord(found.group()):04x}", quoted)
