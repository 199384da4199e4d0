"""Pictures of timelines and tracks: every bar and post is there, nothing overlaps, and no text is markup."""

from __future__ import annotations

import dataclasses
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given

from npqpath.render.chart_svg import chart_svg
from npqpath.render.document import Chart, MapMove, MapPost, MapTrack, TrackMap
from npqpath.render.map_layout import BOX_HEIGHT, BOX_WIDTH, Layout, lay_out
from npqpath.render.map_svg import map_svg
from npqpath.render.svg import folded, width_of
from tests.builders import bundled, examples
from tests.unit.render.documents import charts, texts, track_maps

SVG = "{http://www.w3.org/2000/svg}"


def bundled_map() -> TrackMap:
    book = bundled().pathways
    return TrackMap(
        "Three career tracks",
        tuple(MapTrack(t.name, tuple(MapPost(p.id, p.name) for p in t.posts)) for t in book.tracks),
        tuple(MapMove(move.start, move.to, move.text) for move in book.moves),
        ("assistant-headteacher", "behaviour-lead"),
        ("assistant-headteacher", "deputy-headteacher", "headteacher"),
    )


def runs_through_a_box(layout: Layout) -> list[str]:
    """Return the moves of which some line passes inside a box."""
    found = []
    for route in layout.routes:
        for (x1, y1), (x2, y2) in pairwise(route.points):
            found += [
                f"{route.move.start} to {route.move.to} through {box.post.id}"
                for box in layout.boxes
                if max(x1, x2) > box.x + 0.1
                and min(x1, x2) < box.x + BOX_WIDTH - 0.1
                and max(y1, y2) > box.y + 0.1
                and min(y1, y2) < box.y + BOX_HEIGHT - 0.1
            ]
    return found


def shared_lines(layout: Layout) -> list[str]:
    """Return pairs of moves from different posts whose lines lie on each other."""
    segments = [
        (route.move, min(segment), max(segment))
        for route in layout.routes
        for segment in pairwise(route.points)
        if segment[0] != segment[1]
    ]
    found = []
    for (one, a, b), (other, c, d) in combinations(segments, 2):
        upright = a[0] == b[0] == c[0] == d[0] and min(b[1], d[1]) - max(a[1], c[1]) > 0.1
        level = a[1] == b[1] == c[1] == d[1] and min(b[0], d[0]) - max(a[0], c[0]) > 0.1
        if one.start != other.start and (upright or level):
            found.append(f"{one.start} to {one.to} and {other.start} to {other.to}")
    return found


@examples(100)
@given(track_maps())
def test_no_boxes_overlap_and_no_move_runs_through_one(track_map: TrackMap) -> None:
    layout = lay_out(track_map)
    for one, other in combinations(layout.boxes, 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    assert runs_through_a_box(layout) == []


def test_the_bundled_map_has_every_post_and_move_on_a_line_of_its_own() -> None:
    track_map = bundled_map()
    layout = lay_out(track_map)
    assert [box.post.id for box in layout.boxes] == [p.id for t in track_map.tracks for p in t.posts]
    assert [route.move for route in layout.routes] == list(track_map.moves)
    assert runs_through_a_box(layout) == []
    assert shared_lines(layout) == []
    for box in layout.boxes:
        assert box.x >= 0
        assert box.x + BOX_WIDTH <= layout.width
        assert box.y + BOX_HEIGHT <= layout.height


@pytest.mark.parametrize("kind", ["post", "post-here"])
def test_every_name_of_a_post_is_written_whole(kind: str) -> None:
    posts = [post for track in bundled_map().tracks for post in track.posts]
    here = tuple(post.id for post in posts if kind == "post-here")
    root = ElementTree.fromstring(map_svg(dataclasses.replace(bundled_map(), here=here)))
    written = " ".join(each.text or "" for each in root.iter(f"{SVG}text") if each.get("class") == kind)
    assert written == " ".join(post.name for post in posts)


@examples(60)
@given(track_maps())
def test_a_map_is_one_picture_with_a_name_and_words_for_those_who_do_not_see_it(track_map: TrackMap) -> None:
    root = ElementTree.fromstring(map_svg(track_map))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert (root[0].tag, root[0].get("id")) == (f"{SVG}title", root.get("aria-labelledby"))
    assert (root[1].tag, root[1].get("id")) == (f"{SVG}desc", root.get("aria-describedby"))
    drawn = [each.get("data-post") for each in root.iter(f"{SVG}rect") if each.get("data-post")]
    assert drawn == [post.id for track in track_map.tracks for post in track.posts]


@examples(60)
@given(charts())
def test_a_chart_is_one_picture_with_every_bar_in_it(chart: Chart) -> None:
    root = ElementTree.fromstring(chart_svg(chart))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    shapes = [
        each
        for each in root.iter()
        if each.tag in (f"{SVG}rect", f"{SVG}polygon") and each.get("class") not in ("paper", "band")
    ]
    assert len(shapes) == len(chart.bars)
    for each in root.iter(f"{SVG}rect"):
        assert float(each.get("x", "0")) + float(each.get("width", "0")) <= width
        assert float(each.get("y", "0")) + float(each.get("height", "0")) <= height


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onload="x', "]]>", "&amp;", "\x1b[31m\x00"])
def test_hostile_text_stays_text(text: str) -> None:
    track_map = TrackMap(text, (MapTrack(text, (MapPost(text, text),)),), (), (text,), ())
    for drawn in (map_svg(track_map), map_svg(track_map, "second")):
        root = ElementTree.fromstring(drawn)
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            *("svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text")
        }
        assert all(not name.startswith("on") for each in root.iter() for name in each.attrib)


@examples(100)
@given(texts(1))
def test_folded_text_is_never_wider_than_asked(text: str) -> None:
    lines = folded(text, 14, 200, 2)
    assert len(lines) <= 2
    assert all(width_of(line, 14) <= 200 for line in lines)


def test_two_pictures_on_a_page_have_ids_of_their_own() -> None:
    one, two = (ElementTree.fromstring(map_svg(bundled_map(), id)) for id in ("one", "two"))
    ids = [each.get("id") for root in (one, two) for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
