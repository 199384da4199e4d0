"""Maps in the languages of Mermaid and Graphviz: whatever a text holds, it stays a text."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from npqpath.render.document import Document, MapMove, MapPost, MapTrack, TrackMap
from npqpath.render.dot import dot
from npqpath.render.mermaid import flowchart
from npqpath.render.pictures import dot_picture, mermaid_picture

HOSTILE = ['"]; evil [label="', "a\\", "x --> y", "<script>alert(1)</script>", "end", "%% note", "a;b#c"]


def small(text: str) -> TrackMap:
    posts = (MapPost("one", text), MapPost("two", text))
    return TrackMap(text, (MapTrack(text, posts),), (MapMove("one", "two", text),), ("one",), ("one", "two"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_never_ends_its_label_in_mermaid(text: str) -> None:
    lines = flowchart(small(text))
    labels = [line for line in lines if '["' in line]
    assert len(labels) == 3
    for line in labels:
        inside = line.split('["', 1)[1].removesuffix('"]').removesuffix("<br/>(you are here)")
        assert not set('"[]<>{}|`\\') & set(inside)
    assert lines[-2:] == ["    classDef here stroke-width:4px,font-weight:bold", "    class p0 here"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_never_ends_its_label_in_graphviz(text: str) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz (dot) is not installed")
    drawn = subprocess.run(
        ["dot", "-Tplain"], input=dot(small(text)), capture_output=True, text=True, check=True
    )
    assert drawn.stderr == ""
    assert sum(line.startswith("node ") for line in drawn.stdout.splitlines()) == 2


def test_the_way_is_drawn_thicker() -> None:
    assert "    p0 ==> p1" in flowchart(small("a"))
    assert "penwidth=3" in dot(small("a"))


def test_control_letters_are_taken_out_before_drawing() -> None:
    document = Document((small("a\x1b[31m\nb"),))
    for drawn in (dot_picture(document), mermaid_picture(document)):
        assert "\x1b" not in drawn
        assert "a b" in drawn
