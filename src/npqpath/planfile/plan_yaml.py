"""The text of a plan file, changed so that whatever else somebody wrote into it stays as it is.

ruamel.yaml keeps comments, order and quotes. What it would only lay out anew is put back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from io import StringIO
from itertools import accumulate
from textwrap import wrap
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    PlainScalarString,
)
from ruamel.yaml.tag import Tag
from ruamel.yaml.tokens import CommentToken

from npqpath.dataset.yaml_reader import read_text
from npqpath.errors import DataError

# Imported only where a plan file is written: ruamel.yaml takes 24 ms.


_WIDTH = 94
"""Letters in a line of a long text, before which its key and some spaces stand."""
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"))
"""Words that some version of YAML takes for something else, or that a person might."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()'?!/+&%-]|:(?=[^\s/])|\u2019|\u2013)*", re.UNICODE)
_DELICATE = re.compile(r"[\t\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u2028\u2029\ufeff]|[^\S \n]")


def edited(text: str, data: dict[str, object]) -> str:
    """Return the text of a file with `data` in place of what it said. No comment is lost."""
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    form = _form_of(text)
    document = form.load(text) or CommentedMap()
    foot = _hang_before(document)
    before = _dumped(document, form) + foot
    plain = _filled(document, data, form) + foot
    ways = (_with_own_layout(text, before, plain), plain)
    after = next((way for way in ways if _reads_as(way, data)), None) or _filled(CommentedMap(), data, form)
    lost = [comment for comment in _comments(text) if comment not in after]
    return "".join(f"{line}{end}" for line in (*lost, *after.removesuffix("\n").split("\n")))


class _AsText(VersionedResolver):
    """Takes everything for text, as the reader of all our files does."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0] and value in ("", "~", "null"):
            return Tag(suffix="tag:yaml.org,2002:null")
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def _form_of(text: str) -> YAML:
    """Return what reads and writes in the way in which the file is laid out."""
    made = YAML()
    made.Resolver = _AsText
    made.preserve_quotes = True
    offset = 0 if re.search(r"^- ", text, re.MULTILINE) else 2
    made.indent(mapping=2, sequence=offset + 2, offset=offset)
    # Texts of ours are folded below, and the lines of somebody else stay as long as they are.
    made.width = 1_000_000
    return made


def _dumped(document: CommentedMap, form: YAML) -> str:
    stream = StringIO()
    form.dump(document, stream)
    return stream.getvalue()


def _filled(document: CommentedMap, data: dict[str, object], form: YAML) -> str:
    """Return the text of a document once it says `data`; a new part has a blank line above it."""
    known = set(document)
    _update(document, data)
    for key, value in document.items():
        if key not in known and value and isinstance(value, (dict, list)):
            document.yaml_set_comment_before_after_key(key, before="\n")
    return _dumped(document, form)


def _hang_before(document: CommentedMap) -> str:
    """Hang comments and blank lines on what follows them, and return those at the end of the file.

    ruamel.yaml hangs them on what stands before, so they would go with it, or move along.
    """
    above = ""
    for node, key in _parts(document):
        hung = node.ca.items.setdefault(key, [None, None, None, None])
        if above:
            hung[1] = [CommentToken(above, CommentMark(0)), *(hung[1] or [])]
            above = ""
        at = 2 if isinstance(node, CommentedMap) else 0
        if (token := hung[at]) is None:
            continue
        if isinstance(node[key], (LiteralScalarString, FoldedScalarString)):
            # It stands below the last line of such a text, not behind it.
            own, above = "", " " * token.start_mark.column * (token.value[0] == "#") + token.value
        else:
            own, _, above = token.value.partition("\n")
        hung[at] = CommentToken(f"{own}\n", token.start_mark) if own else None
    return above


def _parts(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every key and item of what is not written with brackets, in the order of the file."""
    if isinstance(node, (CommentedMap, CommentedSeq)) and not node.fa.flow_style():
        for key in node if isinstance(node, CommentedMap) else range(len(node)):
            yield node, key
            yield from _parts(node[key])


def _update(node: CommentedMap, data: dict[str, object]) -> None:
    """Change, add and take out keys."""
    node.fa.set_block_style()
    # A key without a value says as much as no key.
    for key in [key for key in node if key not in data and node[key] is not None]:
        del node[key]
    at = 0
    for key, value in data.items():
        if key in node:
            node[key] = _changed(node[key], value)
            at = list(node).index(key)
        else:
            node.insert(at, _scalar(key), _made(value))
        at += 1


def _update_list(node: CommentedSeq, items: list[object]) -> None:
    """Change, add and take out items; what stays the same is left alone."""
    node.fa.set_block_style()
    steps = SequenceMatcher(None, [*map(_name, node)], [*map(_name, items)], autojunk=False)
    for _, first, end, start, stop in reversed(steps.get_opcodes()):
        if end - first == stop - start:
            for at in range(first, end):
                node[at] = _changed(node[at], items[start + at - first])
            continue
        for at in reversed(range(first, end)):
            del node[at]
        for value in reversed(items[start:stop]):
            node.insert(first, _made(value))


def _changed(old: Any, new: object) -> Any:
    if _same(old, new):
        return old
    if old and new and isinstance(old, CommentedMap) and isinstance(new, dict):
        _update(old, new)
    elif old and new and isinstance(old, CommentedSeq) and isinstance(new, list):
        _update_list(old, new)
    else:
        return _made(new)
    return old


def _name(value: object) -> str:
    """Return what an item of a list is known by: its id, or all that it says."""
    id = value.get("id") if isinstance(value, dict) else None
    return f"id {id}" if id else json.dumps(value, sort_keys=True)


def _made(value: object) -> object:
    """Return a value in the form in which it is written."""
    if isinstance(value, dict) and value:
        made = CommentedMap()
        _update(made, value)
        return made
    if isinstance(value, list) and value:
        return CommentedSeq([_made(each) for each in value])
    if isinstance(value, (int, float)):
        return PlainScalarString(str(value))
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> object:
    """Return a text in a block if it is long and stays the same there, else on one line."""
    lines = text.split("\n")
    if _DELICATE.search(text) or "  " in text or not all(line == line.strip() for line in lines):
        return _scalar(text)
    if len(lines) > 1 and lines[0] and lines[-1]:
        return LiteralScalarString(text)
    if len(lines) > 1 or len(text) <= _WIDTH:
        return _scalar(text)
    folded = FoldedScalarString(text)
    rows = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    folded.fold_pos = [end - 1 for end in accumulate(len(row) + 1 for row in rows[:-1])]
    return folded


def _scalar(text: str) -> object:
    """Return a text that every reader reads the same; in quotes where one may take it for something else."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.casefold() not in _WORDS
    is_plain = is_plain and text.isprintable() and not _DELICATE.search(text)
    return PlainScalarString(text) if is_plain else DoubleQuotedScalarString(text)


def _with_own_layout(text: str, before: str, after: str) -> str:
    """Return `after`, with lines of `text` in place of those that `before` only lays out in another way."""
    mine, base, new = (each.removesuffix("\n").split("\n") for each in (text, before, after))
    kept = SequenceMatcher(None, base, new, autojunk=False).get_matching_blocks()
    steps = SequenceMatcher(None, mine, base, autojunk=False)
    for tag, first, end, start, stop in reversed(steps.get_opcodes()):
        block = next((each for each in kept if each.a <= start and stop <= each.a + each.size), None)
        if tag != "equal" and block is not None:
            at = block.b + start - block.a
            new[at : at + stop - start] = mine[first:end]
    return "\n".join(new) + "\n"


def _reads_as(text: str, data: dict[str, object]) -> bool:
    try:
        return _same(read_text(text, "").data, data)
    except DataError:
        return False


def _same(old: object, new: object) -> bool:
    """Return whether two values say the same; a key without a value says as much as no key."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_same(old.get(key), new.get(key)) for key in (*old, *new))
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    if any(each is None or isinstance(each, (dict, list)) for each in (old, new)):
        return all(each in (None, "", [], {}) for each in (old, new))
    return str(old) == str(new)


def _comments(text: str) -> Iterator[str]:
    """Yield the comments of a file: what stands between its tokens."""
    end = 0
    for token in yaml.scan(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        yield from re.findall(r"#.*", text[end : token.start_mark.index])
        end = token.end_mark.index
