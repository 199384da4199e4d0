"""The picture in a result by itself: as SVG for a slide, or in a language that other programs draw."""

from __future__ import annotations

from npqpath.errors import UsageError
from npqpath.render.document import Chart, Document, TrackMap
from npqpath.render.text import legible


def svg_picture(document: Document) -> str:
    """Return the first picture of a document as SVG. Raises `UsageError` where it has none."""
    picture = _first_picture(document)
    if isinstance(picture, Chart):
        from npqpath.render.chart_svg import chart_svg

        return chart_svg(picture) + "\n"
    from npqpath.render.map_svg import map_svg

    return map_svg(picture) + "\n"


def mermaid_picture(document: Document) -> str:
    """Return the first picture of a document in Mermaid. Raises `UsageError` where it has none."""
    from npqpath.render.mermaid import flowchart, gantt

    picture = _first_picture(document)
    lines = gantt(picture) if isinstance(picture, Chart) else flowchart(picture)
    return "".join(f"{line}\n" for line in lines)


def dot_picture(document: Document) -> str:
    """Return the map in a document for Graphviz. Raises `UsageError` where it has none."""
    from npqpath.render.dot import dot

    maps = [block for block in legible(document, ascii_only=False) if isinstance(block, TrackMap)]
    if not maps:
        raise _no_picture("There is no map in this.")
    return dot(maps[0])


def _first_picture(document: Document) -> Chart | TrackMap:
    for block in legible(document, ascii_only=False):
        if isinstance(block, Chart | TrackMap):
            return block
    raise _no_picture("There is no picture in this.")


def _no_picture(message: str) -> UsageError:
    return UsageError(message, "`npqpath tracks` draws the map of tracks, and `npqpath advise` the timeline.")
