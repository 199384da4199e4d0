"""Commands for those who keep the data: check it, compare two of it, describe it, start an overlay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli import exits, options
from npqpath.console import as_file, remark
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.compare.compare import SavedAnswers
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.team.staff_list import Finding


# Each command loads what it needs when it runs.


OVERLAY_SCHEMA = "overlay.schema.json"
"""What the first line of an overlay names, so that an editor knows what can be written."""
TO_A_FILE = options.output_of("Write to a file.")
_REPORT = options.format_of("auto, text, json, github, sarif, junit, markdown.")


@options.takes(options.ON, _REPORT, TO_A_FILE, options.DATA, options.NO_INPUT)
def validate(
    request: options.Request,
    folders: Annotated[list[Path] | None, options.argument("[DIR]...", "A data set, then overlays.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    explain_code: Annotated[
        str | None, options.option("--explain", "CODE", "What a code means, with examples.")
    ] = None,
) -> exits.Exit:
    """Check a data set or an overlay, and prove it."""
    from npqpath.cli.results import write_text

    if explain_code is not None:
        from npqpath.validate.findings import explain

        request.context.stdout.write(explain(explain_code).rstrip("\n") + "\n")
        return exits.Exit.DONE
    from npqpath.validate.run import report_text

    request = replace(request, folders=(*request.folders, *(folders or ())))
    format = request.format or "auto"
    text, fails = report_text(
        options.data_folders(request), on=request.on, format=format, strict=strict, env=request.context.env
    )
    text = text if text.endswith("\n") or not text else text + "\n"
    write_text(text, request, for_people=format in ("auto", "text"))
    return exits.Exit.FINDINGS if fails else exits.Exit.DONE


@options.takes(options.DATA_ON, *options.RESULT)
def diff(
    request: options.Request,
    old: Annotated[str, options.argument("OLD", "The data before: a folder, or HEAD~1:data in git.")],
    new: Annotated[str, options.argument("NEW", "The data after, likewise.")],
    plans: Annotated[
        Path | None, options.option("--plans", "DIR", "Plans and answers files to compare as well.")
    ] = None,
    roster: Annotated[
        Path | None, options.option("--roster", "FILE", "A roster whose rows to compare as well.")
    ] = None,
) -> exits.Exit:
    """Who gets different advice after a data change."""
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.cli.results import choose, give_both
    from npqpath.compare.compare import SavedChange, compare
    from npqpath.compare.data_changes import differences
    from npqpath.compare.inputs import rows_of, saved_in
    from npqpath.compare.report import comparison_document, comparison_json
    from npqpath.dataset.catalogue import on_day
    from npqpath.team.staff_list import ROSTERS

    request = replace(request, folders=(Path(old), Path(new))).reading(roster)
    choose(request)
    if roster is not None:
        options.check_file(roster, "Name a CSV, Excel or ODS file after --roster.")
    was, now = _catalogue(old, request), _catalogue(new, request)
    before, after = compile_rules(on_day(was, request.on)), compile_rules(on_day(now, request.on))
    saved = saved_in(plans) if plans else {}
    rows: SavedAnswers = {}
    faults: tuple[Finding, ...] = ()
    if roster is not None:
        with as_file(str(roster), ROSTERS.most_bytes, request.context) as path:
            rows, faults = rows_of(path, str(roster), before, after)
    comparison = compare(before, after, {**saved, **rows}, on=request.on)
    unread = tuple(SavedChange(one.where, None, None, one.message) for one in faults)
    # What begins later is no advice of this day, but it is a change of the files.
    comparison = replace(comparison, unread=(*comparison.unread, *unread), differences=differences(was, now))
    give_both(request, comparison_document, comparison_json, comparison)
    return exits.Exit.DONE if comparison.is_empty else exits.Exit.FINDINGS


def _catalogue(name: str, request: options.Request) -> Catalogue:
    """Return a data set with all its days: what holds now, and what begins later."""
    from npqpath.compare.inputs import files_of, is_revision
    from npqpath.dataset.load import build_catalogue, contents

    if is_revision(name):
        folder, files, laid = files_of(name)
        return build_catalogue(folder, files, options.check, laid)
    base, *overlays = options.data_folders(replace(request, folders=(Path(name),)))
    return build_catalogue(base, contents(base, overlays), options.check, overlays)


@options.takes(TO_A_FILE, options.DATA)
def schema(
    request: options.Request,
    name: Annotated[
        str | None, options.argument("[NAME]", "Such as answers or plan-file; without it, a list.")
    ] = None,
) -> None:
    """JSON Schema of the data, answers and plan files."""
    from npqpath.cli.results import write, write_text
    from npqpath.output.formats import render_json
    from npqpath.output.json_schemas import SCHEMA_NAMES, schema_for

    if name is None and not request.outputs:
        request.context.stdout.write("".join(f"{each}\n" for each in SCHEMA_NAMES))
        return
    catalogue = options.load_rules(request).catalogue
    if name is not None:
        write_text(render_json(schema_for(name, catalogue)), request)
        return
    made = {f"{each}.schema.json": render_json(schema_for(each, catalogue)) for each in SCHEMA_NAMES}
    for folder in map(Path, request.outputs):
        _make(folder)
        write([(folder / each, text) for each, text in made.items()], request)


@options.takes()
def init(
    request: options.Request,
    folder: Annotated[Path, options.argument("DIR", "The folder; it is made if need be.")],
) -> None:
    """Start an overlay: what your hub or trust adds to the data."""
    import shlex

    from npqpath.cli.results import check_new, write
    from npqpath.dataset.catalogue import QUALIFICATIONS
    from npqpath.dataset.load import bundled_folder
    from npqpath.dataset.overlays import OVERLAY, overlay_text
    from npqpath.output.formats import render_json
    from npqpath.output.json_schemas import schema_for
    from npqpath.output.text import safe

    for name in (OVERLAY, OVERLAY_SCHEMA, QUALIFICATIONS):
        check_new(folder / name, "Name another folder.")
    shown = shlex.quote(safe(str(folder)))
    catalogue = options.load_rules(replace(request, folders=(bundled_folder(),))).catalogue
    text = render_json(schema_for("overlay", catalogue))
    made = {OVERLAY_SCHEMA: text, OVERLAY: overlay_text(shown, request.on)}
    _make(folder)
    write([(folder / name, text) for name, text in made.items()], request)
    remark("Put your hub or trust under `about`.", request.context)
    remark(f"`npqpath validate {shown}` checks it; `npqpath advise --data {shown}` uses it.", request.context)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.", "Name another folder.") from error
