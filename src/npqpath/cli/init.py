"""`npqpath init DIR`: an overlay to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

from npqpath.catalogue.init_text import overlay_text
from npqpath.catalogue.overlay_file import OVERLAY
from npqpath.cli.writing import write_file
from npqpath.console import Context, current_context
from npqpath.errors import UsageError, UserError
from npqpath.render.text import safe

SCHEMA = "overlay.schema.json"
"""What the first line of the overlay names, so that an editor knows what can be written."""


def init(folder: Path) -> None:
    """Write a commented overlay and its schema into the folder, which is made where there is none.

    Raises `UsageError` if an overlay or a data set is there, and `UserError` if the file cannot be written.
    """
    context = current_context()
    for name in (OVERLAY, SCHEMA, "qualifications.yaml"):
        path = folder / name
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is there already, and stays as it is.", "Name another folder.")
    shown = shlex.quote(safe(str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / OVERLAY).open("x", encoding="utf-8") as stream:
            stream.write(overlay_text(shown, context.today))
        write_file(folder / SCHEMA, _schema(context), context)
    except OSError as error:
        raise UserError(
            f"{folder / OVERLAY} cannot be written: {error.strerror}.", "Name another folder."
        ) from error
    context.stderr.write(f"Written to {safe(str(folder / OVERLAY))}. Put your hub or trust under `about`.\n")
    context.stderr.write(f"`npqpath validate {shown}` checks it; `npqpath advise --data {shown}` uses it.\n")


def _schema(context: Context) -> str:
    """Return the schema of an overlay of the bundled data."""
    from npqpath.catalogue.loading import bundled_folder
    from npqpath.cli.data import load_rules
    from npqpath.render.schemas import schema_for, schema_text

    return schema_text(schema_for("overlay", load_rules([bundled_folder()], context).catalogue))
