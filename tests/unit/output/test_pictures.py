"""Pictures of timelines and tracks: every bar and post is there, and no text is markup."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given

from npqpath.output.document import Chart, MapMove, MapPost, MapTrack, TrackMap
from npqpath.output.pictures import svg
from tests.builders import frozen
from tests.unit.output.documents import charts, track_maps

SVG = "{http://www.w3.org/2000/svg}"


def bundled_map() -> TrackMap:
    book = frozen().pathways
    return TrackMap(
        "Three career tracks",
        tuple(MapTrack(t.name, tuple(MapPost(p.id, p.name) for p in t.posts)) for t in book.tracks),
        tuple(MapMove(move.start, move.to, move.text) for move in book.moves),
        ("assistant-headteacher", "behaviour-lead"),
        ("assistant-headteacher", "deputy-headteacher", "headteacher"),
    )


def drawn(block: Chart | TrackMap, kind: str) -> list[ElementTree.Element]:
    """Return the parts of a picture that are of a kind."""
    root = ElementTree.fromstring(svg(block))
    return [each for each in root.iter() if kind in (each.get("class") or "").split()]


def assert_inside(root: ElementTree.Element) -> None:
    """Fail where a box reaches over the edge of its picture."""
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    for each in root.iter(f"{SVG}rect"):
        assert float(each.get("x", "0")) + float(each.get("width", "0")) <= width
        assert float(each.get("y", "0")) + float(each.get("height", "0")) <= height


def test_the_map_has_every_post_and_no_line_but_the_way() -> None:
    track_map = bundled_map()
    posts = [post for track in track_map.tracks for post in track.posts]
    assert [box.get("data-post") for box in drawn(track_map, "box")] == [post.id for post in posts]
    moves = [title.text for line in drawn(track_map, "line") for title in line]
    way = list(pairwise(track_map.way))
    assert moves == [move.text for move in track_map.moves if (move.start, move.to) in way]
    assert len(moves) == len(way)


def test_on_a_way_the_posts_stand_in_its_order_with_their_notes() -> None:
    tracks = (
        MapTrack("Teaching", (MapPost("b", "Second", "2028"),)),
        MapTrack("Leadership", (MapPost("c", "Third", "2030, likely 2031"), MapPost("a", "First"))),
    )
    track_map = TrackMap("T", tracks, (), ("a",), ("a", "b", "c"))
    heights = {box.get("data-post"): float(box.get("y", "0")) for box in drawn(track_map, "box")}
    assert sorted(heights, key=heights.__getitem__) == ["a", "b", "c"]
    assert [note.text for note in drawn(track_map, "note")] == ["2028", "2030, likely 2031"]


@pytest.mark.parametrize("here", [False, True], ids=["elsewhere", "here"])
def test_every_name_of_a_post_is_written_whole(here: bool) -> None:
    posts = [post for track in bundled_map().tracks for post in track.posts]
    stood = dataclasses.replace(bundled_map(), here=tuple(post.id for post in posts if here))
    written = " ".join(each.text or "" for each in drawn(stood, "post"))
    assert written == " ".join(post.name for post in posts)


@given(track_maps())
def test_a_map_is_one_picture_with_a_name_and_words_for_those_who_do_not_see_it(track_map: TrackMap) -> None:
    root = ElementTree.fromstring(svg(track_map))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert (root[0].tag, root[0].get("id")) == (f"{SVG}title", root.get("aria-labelledby"))
    assert (root[1].tag, root[1].get("id")) == (f"{SVG}desc", root.get("aria-describedby"))
    boxes = drawn(track_map, "box")
    assert [box.get("data-post") for box in boxes] == [p.id for t in track_map.tracks for p in t.posts]
    assert len({(box.get("x"), box.get("y")) for box in boxes}) == len(boxes)
    assert_inside(root)


@given(charts())
def test_a_chart_is_one_picture_with_every_bar_in_it(chart: Chart) -> None:
    root = ElementTree.fromstring(svg(chart))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert len(drawn(chart, "bar")) == len(chart.bars)
    assert_inside(root)


def test_colours_are_plain_attributes() -> None:
    """Word, Inkscape and librsvg paint black what has its colour from a style sheet's variable."""
    root = ElementTree.fromstring(svg(bundled_map()))
    for each in root.iter():
        if each.tag.removeprefix(SVG) in ("rect", "path", "text"):
            assert (each.get("fill") or "")[:1] == "#" or (each.get("stroke") or "")[:1] == "#"
    assert "var(" not in svg(bundled_map())


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onload="x', "]]>", "&amp;", "\x1b[31m\x00"])
def test_hostile_text_stays_text(text: str) -> None:
    track_map = TrackMap(text, (MapTrack(text, (MapPost(text, text),)),), (), (text,), ())
    root = ElementTree.fromstring(svg(track_map))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text")
    }
    assert all(not name.startswith("on") for each in root.iter() for name in each.attrib)


def test_a_name_that_is_too_long_for_its_box_is_set_narrower() -> None:
    track_map = TrackMap("T", (MapTrack("T", (MapPost("a", "M" * 40), MapPost("b", "Head"))),), (), (), ())
    assert [each.get("textLength") for each in drawn(track_map, "post")] == ["216", None]


def test_two_pictures_on_a_page_have_ids_of_their_own() -> None:
    one, two = (ElementTree.fromstring(svg(bundled_map(), id)) for id in ("one", "two"))
    ids = [each.get("id") for root in (one, two) for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
