"""The map of the three career tracks as a document and as JSON."""

from __future__ import annotations

from npqpath.catalogue.careers import Post, Track
from npqpath.catalogue.catalogue import Catalogue
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph, Steps
from npqpath.render.plain_data import plain_data
from npqpath.render.years_document import track_map

SCHEMA = "npqpath/tracks/1"
HERE = " <-- you are here"


def tracks_document(catalogue: Catalogue, here: frozenset[str], way: tuple[str, ...]) -> Document:
    """Return the tracks, their posts in order and the moves; `here` and `way` are the reader's posts."""
    book = catalogue.pathways
    cited = Citations(catalogue)
    stages = [Item(f"{s.name}: {cited.cite(s.text, s.sources, s.as_of)}") for s in book.stages]
    blocks: list[Block] = [
        Heading("Three career tracks", 1),
        Paragraph(
            "Nobody is on one track only. The arrows show moves that people make, along a track or across."
        ),
    ]
    blocks.append(track_map(catalogue, here, way))
    for track in book.tracks:
        blocks.append(Heading(track.name))
        blocks.append(Paragraph(cited.cite(track.summary.text, track.summary.sources, track.summary.as_of)))
        blocks.append(Steps(tuple(_post(catalogue, track, post, here) for post in track.posts)))
        blocks.append(
            Paragraph(cited.cite(track.singapore.text, track.singapore.sources, track.singapore.as_of))
        )
    blocks += [Heading("What each post works to improve"), Bullets(tuple(stages))]
    thread = [Item(f"{s.name}: {cited.cite(s.text, s.sources, s.as_of)}") for s in book.golden_thread]
    blocks += [Heading("The golden thread: training from the start to headship"), Steps(tuple(thread))]
    facts = [Item(cited.cite(fact.text, fact.sources, fact.as_of)) for fact in book.challenging_schools]
    blocks += [Heading("In challenging schools"), Bullets(tuple(facts))]
    return Document((*blocks, Heading("Sources"), cited.listed()))


def _post(catalogue: Catalogue, track: Track, post: Post, here: frozenset[str]) -> Item:
    where = {each.id: other for other in catalogue.pathways.tracks for each in other.posts}
    under = [post.text]
    if post.helps:
        under.append(f"Helps: {', '.join(_short(catalogue, id) for id in post.helps)}")
    if post.singapore:
        under.append(f"In Singapore: {post.singapore}")
    for move in catalogue.pathways.moves:
        if move.start == post.id:
            across = "" if where[move.to] is track else f", {where[move.to].name.lower()} track"
            under.append(f"--> {catalogue.posts_by_id[move.to].name}{across}: {move.text}")
    return Item(f"{post.name}{HERE if post.id in here else ''}", tuple(under))


def _short(catalogue: Catalogue, id: str) -> str:
    found = catalogue.qualifications_by_id.get(id)
    return found.short_name if found else catalogue.name_of(id)


def tracks_json(catalogue: Catalogue, here: frozenset[str], way: tuple[str, ...]) -> dict[str, object]:
    """Return the map as plain data."""
    book = catalogue.pathways
    return {
        "schema": SCHEMA,
        "you_are_here": [post.id for track in book.tracks for post in track.posts if post.id in here],
        "way": list(way),
        "tracks": plain_data(book.tracks),
        "moves": plain_data(book.moves),
        "stages": plain_data(book.stages),
        "golden_thread": plain_data(book.golden_thread),
        "challenging_schools": plain_data(book.challenging_schools),
    }
