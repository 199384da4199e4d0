"""`npqpath init DIR`: an overlay to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

from npqpath.catalogue.init_text import overlay_text
from npqpath.catalogue.overlay_file import OVERLAY
from npqpath.cli.surroundings import look_around
from npqpath.errors import UsageError, UserError
from npqpath.render.text import safe


def init(folder: Path) -> None:
    """Write a commented overlay into the folder, which is made where there is none.

    Raises `UsageError` if an overlay or a data set is there, and `UserError` if the file cannot be written.
    """
    around = look_around()
    for name in (OVERLAY, "qualifications.yaml"):
        path = folder / name
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is there already, and stays as it is.", "Name another folder.")
    shown = shlex.quote(safe(str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / OVERLAY).open("x", encoding="utf-8") as stream:
            stream.write(overlay_text(shown, around.today))
    except OSError as error:
        raise UserError(
            f"{folder / OVERLAY} cannot be written: {error.strerror}.", "Name another folder."
        ) from error
    around.stderr.write(f"Written to {safe(str(folder / OVERLAY))}. Put your hub or trust under `about`.\n")
    around.stderr.write(f"`npqpath validate {shown}` checks it; `npqpath advise --data {shown}` uses it.\n")
