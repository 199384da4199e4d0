"""No output ever takes the place of what a person wrote."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from npqpath.cli.options import Request
from npqpath.console import Context
from npqpath.errors import UsageError, UserError
from npqpath.files import is_write_protected, same_file

_ANOTHER_NAME = "Choose another name after -o, or move the file away first."
_LARGEST = 1024 * 1024
"""Bytes of a file; no larger one is read as answers, data, a plan or a team file."""
_KEY = re.compile(r"""["']?[a-z][\w-]*["']?\s*:(\s|$)""")
"""How a file of answers, a plan, a team file and a data file begin, and nothing that this program prints."""
_OUR_SCHEMA = "npqpath/"
_PLAN_FILE = "npqpath/plan-file/"
_LISTS = (".csv", ".tsv", ".xlsx", ".ods")
_WIDE = 3
_ROWS_ABOVE = 20
"""How far down a sheet the headings of a staff list may stand."""


def check_outputs(outputs: Sequence[Path], request: Request) -> None:
    """Raise `UsageError` where something would be written over what was read, or over what a person wrote.

    Files are the same whatever they are called, and what stdin comes from is read too. What this program
    wrote earlier may be replaced.
    """
    for at, path in enumerate(outputs):
        twice = next((other for other in outputs[:at] if same_file(path, other)), None)
        if twice is not None:
            named = "is named twice" if path == twice else f"and {twice} are the same file"
            raise UsageError(f"{path} {named}.", "Give each file once after -o.")
        if not path.is_file():
            continue
        if _is_stdin(path, request.context) or any(same_file(path, read) for read in request.inputs):
            raise UsageError(f"{path} is read by the same command, so it stays as it is.", _ANOTHER_NAME)
        if is_write_protected(path):
            raise UsageError(f"{path} is write-protected, so it stays as it is.", _ANOTHER_NAME)
        kind = _written_by_hand(path, request)
        if kind is not None:
            raise UsageError(f"{path} holds {kind}, so it stays as it is.", _ANOTHER_NAME)


def check_new(path: Path, hint: str) -> None:
    """Raise `UsageError` where anything is there already."""
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already, and stays as it is.", hint)


def _is_stdin(path: Path, context: Context) -> bool:
    try:
        found = os.fstat(context.stdin.fileno())
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and os.path.samestat(found, path.stat())


def _written_by_hand(path: Path, request: Request) -> str | None:
    """Return what somebody wrote into this file, or None for what we may replace."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError:
        return None
    if path.suffix.lower() in _LISTS:
        return "a staff list" if _is_staff_list(path, request) else None
    if len(raw) > _LARGEST or raw.startswith(b"PK"):
        return None
    return "answers, data, a plan or a team file" if _has_keys(raw.decode("utf-8", "replace")) else None


def _has_keys(text: str) -> bool:
    lines = (line.strip("\ufeff \t") for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith(("#", "---", "%"))), "")
    if not first.startswith("{"):
        return bool(_KEY.match(first))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        try:
            # One of our lines of JSON, or else braces as YAML has them.
            found = json.loads(first)
        except (ValueError, RecursionError):
            return True
    schema = str(found.get("schema", ""))
    return schema.startswith(_PLAN_FILE) or not (schema.startswith(_OUR_SCHEMA) or "$schema" in found)


def _is_staff_list(path: Path, request: Request) -> bool:
    from npqpath.cli.data import load_rules
    from npqpath.dataset.load import bundled_folder
    from npqpath.output.excel import WORDS
    from npqpath.spreadsheets.read import read_sheets
    from npqpath.team.columns import Headings
    from npqpath.team.staff_list import ROSTERS

    headings = Headings(load_rules(replace(request, folders=(bundled_folder(),))).catalogue)
    try:
        for sheet in read_sheets(path, ROSTERS):
            if sheet.name == WORDS:
                return False
            for row in islice(sheet.rows, _ROWS_ABOVE):
                if headings.read(row) is not None:
                    return True
                if len(list(filter(None, row))) >= _WIDE:
                    # These are other headings, and a cell below them may be worded like one of a staff list.
                    break
    except UserError:
        return False
    return False
