"""`npqpath init DIR`: an overlay to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

from npqpath.cli.giving import write
from npqpath.cli.protection import check_new
from npqpath.console import Context, current_context
from npqpath.dataset.merge_overlays import OVERLAY
from npqpath.dataset.overlay_template import overlay_text
from npqpath.errors import UserError
from npqpath.output.text import safe

SCHEMA = "overlay.schema.json"
"""What the first line of the overlay names, so that an editor knows what can be written."""


def init(folder: Path) -> None:
    """Write a commented overlay and its schema into the folder, which is made where there is none.

    Raises `UsageError` if an overlay or a data set is there, and `UserError` if the file cannot be written.
    """
    context = current_context()
    for name in (OVERLAY, SCHEMA, "qualifications.yaml"):
        check_new(folder / name, "Name another folder.")
    shown = shlex.quote(safe(str(folder)))
    made = [(folder / SCHEMA, _schema(context)), (folder / OVERLAY, overlay_text(shown, context.today))]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}.", "Name another folder.") from error
    write(made, context)
    context.stderr.write("Put your hub or trust under `about`.\n")
    context.stderr.write(f"`npqpath validate {shown}` checks it; `npqpath advise --data {shown}` uses it.\n")


def _schema(context: Context) -> str:
    """Return the schema of an overlay of the bundled data."""
    from npqpath.cli.data import load_rules
    from npqpath.dataset.load import bundled_folder
    from npqpath.output.json_schemas import schema_for, schema_text

    return schema_text(
        schema_for("overlay", load_rules([bundled_folder()], context, on=context.today).catalogue)
    )
