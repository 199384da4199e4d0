"""Addresses of sources: a plan shows them as links, so they have to be addresses of web pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from npqpath.catalogue.overlay_file import LINK, NO_LINK
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.facts import Source
    from npqpath.validate.findings import DataSet
    from npqpath.validate.parts import File


def check_addresses(data: DataSet) -> Iterable[Finding]:
    """Yield the sources whose address is none, as NP163."""
    files: tuple[tuple[File, dict[str, Source]], ...] = (
        ("qualifications", data.catalogue.qualifications.sources),
        ("pathways", data.catalogue.pathways.sources),
    )
    for file, sources in files:
        for id, source in sources.items():
            if not LINK.fullmatch(source.url):
                yield Finding(data.place(file, ("sources", id, "url")), "NP163", "error", *NO_LINK)
