"""A timeline and a map of tracks in Mermaid, which GitHub and many editors draw in Markdown."""

from __future__ import annotations

from npqpath.advice.bars import Bar
from npqpath.advice.calendar import months_after
from npqpath.render.document import Chart, MapPost, TrackMap

_TAGS = {
    "step": "",
    "apply": "",
    "study": "active, ",
    "coaching": "active, ",
    "assessment": "active, ",
    "use": "done, ",
    "review": "milestone, ",
    "act": "crit, milestone, ",
    "deadline": "crit, ",
}
_COMMANDS = frozenset({"click", "section", "title", "gantt", "todaymarker", "dateformat", "axisformat"})
"""Words that begin a line of another meaning in a Gantt chart."""


def gantt(chart: Chart) -> list[str]:
    """Return the lines of a Gantt chart, without the fence around them."""
    return [
        "gantt",
        f"    title {_word(chart.title)}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %b %Y",
        "    tickInterval 6month",
        *(f"    {_bar(bar)}" for bar in chart.bars),
    ]


def _bar(bar: Bar) -> str:
    """Return a bar by its label; a section for each would be written over the bars."""
    name = _word(f"{bar.label} (expected)" if bar.expected else bar.label)
    length = "0d" if "milestone" in _TAGS[bar.kind] else months_after(bar.ends, 1).isoformat()
    return f"{name} :{_TAGS[bar.kind]}{bar.starts.isoformat()}, {length}"


def flowchart(track_map: TrackMap) -> list[str]:
    """Return the lines of a flowchart, a box for each track, without the fence around them."""
    posts = [post for track in track_map.tracks for post in track.posts]
    numbers = {post.id: f"p{number}" for number, post in enumerate(posts)}
    lines = ["flowchart TB"]
    for number, track in enumerate(track_map.tracks):
        lines += [f'    subgraph t{number}["{_quoted(track.name)}"]']
        lines += [
            f'        {numbers[post.id]}["{_quoted(post.name)}{_here(post, track_map)}"]'
            for post in track.posts
        ]
        lines += ["    end"]
    way = set(zip(track_map.way, track_map.way[1:], strict=False))
    for move in track_map.moves:
        if move.start in numbers and move.to in numbers:
            arrow = "==>" if (move.start, move.to) in way else "-->"
            lines.append(f"    {numbers[move.start]} {arrow} {numbers[move.to]}")
    lines.append("    classDef here stroke-width:4px,font-weight:bold")
    lines += [f"    class {numbers[id]} here" for id in track_map.here if id in numbers]
    return lines


def _here(post: MapPost, track_map: TrackMap) -> str:
    return "<br/>(you are here)" if post.id in track_map.here else ""


def _quoted(text: str) -> str:
    """Return `text` for a quoted label, where every sign with a meaning is a numbered entity."""
    return "".join(
        letter if letter.isalnum() or letter in " ,.()'-" else f"#{ord(letter)};" for letter in text
    )


def _word(text: str) -> str:
    """Return `text` for a chart, whose parser knows no quotation: signs with a meaning become spaces."""
    kept = "".join(letter if letter.isalnum() or letter in " .()'-" else " " for letter in text)
    words = kept.split() or ["Untitled"]
    return " ".join(["-", *words] if words[0].casefold() in _COMMANDS else words)
