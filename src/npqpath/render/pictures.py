"""The pictures in a document as SVG: on a web page, or by themselves for a slide."""

from __future__ import annotations

from npqpath.errors import UsageError
from npqpath.render.document import Chart, Document, TrackMap
from npqpath.render.text import legible


def svg(block: Chart | TrackMap, id: str = "picture") -> str:
    """Return a timeline or map as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    if isinstance(block, Chart):
        from npqpath.render.chart_svg import chart_svg

        return chart_svg(block, id)
    from npqpath.render.map_svg import map_svg

    return map_svg(block, id)


def svg_picture(document: Document) -> str:
    """Return the first picture of a document as SVG. Raises `UsageError` where it has none."""
    for block in legible(document, ascii_only=False):
        if isinstance(block, Chart | TrackMap):
            return svg(block) + "\n"
    raise UsageError(
        "There is no picture in this.",
        "`npqpath tracks` draws the map of tracks, and `npqpath advise` the timeline.",
    )
