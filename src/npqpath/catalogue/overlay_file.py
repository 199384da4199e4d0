"""An overlay's folder and file: found, opened safely, read, and looked through for what no model can see.

An overlay cannot reach outside its folder: it has one file, nothing in it takes in another, and a link
that leads out of the folder is refused.
"""

# The models and YAML load when an overlay is read: the cache needs only its bytes.

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.errors import DataError, Place, Problem, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from npqpath.catalogue.overlay import OverlayFile
    from npqpath.catalogue.reading import Loc, Tree

OVERLAY = "overlay.yaml"

LINK = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
"""An ordinary web address: nothing before the host, no other scheme, no letter that opens markup."""
NO_LINK = (
    "This is not the address of a web page.",
    "Copy it from the top of the browser. It begins with https:// or http:// and has no spaces.",
)
_EMAIL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9(][0-9() -]{4,24}")


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay of the right shape, and where everything in its file stands."""

    model: OverlayFile
    tree: Tree


def is_overlay(folder: Path) -> bool:
    """Return whether the folder is an overlay: it has an overlay's file and is no data set of its own."""
    path = folder / OVERLAY
    return (path.exists() or path.is_symlink()) and not (folder / "qualifications.yaml").exists()


def overlay_bytes(folder: Path) -> bytes:
    """Return the bytes of the overlay's file.

    Raises `UserError` if it cannot be opened, and `DataError` if it is too large or leads out of the folder.
    """
    from npqpath.catalogue.screening import fetch

    path = folder / OVERLAY
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UserError(f"The file {path} cannot be opened.", "Check where it leads.") from error
    if not target.is_relative_to(folder.resolve()):
        message = "This file is a link that leads out of the folder of the overlay."
        raise DataError((Problem(Place(str(path), 1, 1), "NP160", message, "Put the file itself here."),))
    if not target.is_file():
        raise UserError(f"{path} is not a file.", f"An overlay is a folder with a file {OVERLAY} in it.")
    return fetch(path)


def parse_overlay(raw: bytes, name: str) -> Overlay:
    """Return the overlay whose file holds these bytes and has this name. Raises `DataError`."""
    from npqpath.catalogue.overlay import OverlayFile
    from npqpath.catalogue.reading import parse
    from npqpath.catalogue.shape import build

    tree = parse(raw, name)
    overlay = Overlay(build(tree, OverlayFile), tree)
    problems = tuple(overlay_problems(overlay))
    if problems:
        raise DataError(problems)
    return overlay


def overlay_problems(overlay: Overlay) -> Iterator[Problem]:
    """Yield what is wrong in an overlay of the right shape, without looking at what it is laid over."""
    yield from _check_addresses(overlay)
    about = overlay.model.about
    for key, text in (("name", about.name), ("area", about.area)):
        if not text.strip():
            place = overlay.tree.place(("about", key))
            yield Problem(place, "NP040", f'"{key}" has no value.', "Write some text.")


def _check_addresses(overlay: Overlay) -> Iterator[Problem]:
    """Yield the links, e-mail addresses and phone numbers that are not fit to be shown."""
    model = overlay.model
    for id, source in (model.sources or {}).items():
        yield from _check_link(overlay, ("sources", id, "url"), source.url)
    for key in ("partners", "contacts", "events"):
        for index, each in enumerate(getattr(model, key)):
            if each.link is not None:
                yield from _check_link(overlay, (key, index, "link"), each.link)
    for index, contact in enumerate(model.contacts):
        for key, pattern, hint in (
            ("email", _EMAIL, "Write it like hub@example.org, with nothing before or after."),
            ("phone", _PHONE, "Write digits and spaces, such as 01234 567890."),
        ):
            value = getattr(contact, key)
            if value is not None and not pattern.fullmatch(value):
                place = overlay.tree.place(("contacts", index, key))
                yield Problem(place, "NP163", f'This does not look like a value for "{key}".', hint)


def _check_link(overlay: Overlay, loc: Loc, link: str) -> Iterator[Problem]:
    if not LINK.fullmatch(link):
        yield Problem(overlay.tree.place(loc), "NP163", *NO_LINK)
