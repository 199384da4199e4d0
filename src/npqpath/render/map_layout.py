"""Where everything on the map of tracks goes: a column for each track, and moves that run between boxes.

A move leaves a box at its side, runs up or down in the gutter beside the column, and enters the other box
from the side; neighbours in a column are joined directly. All moves that leave one post into one gutter
share a line up to where they part, as lines on a map of an underground railway do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, TypeAlias

from npqpath.render.document import MapMove, MapPost, TrackMap

BOX_WIDTH: Final = 236.0
BOX_HEIGHT: Final = 48.0
GAP: Final = 26.0
TOP: Final = 120.0
LANE: Final = 15.0
MARGIN: Final = 26.0
PORT: Final = 7.0
BESIDE: Final = 5.0

Point: TypeAlias = tuple[float, float]
Side: TypeAlias = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A post, with the top left corner of its box."""

    post: MapPost
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Route:
    """A move with the corners of its line, from the edge of one box to the edge of the other."""

    move: MapMove
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes and routes, the left edge of each column, and the size of the whole."""

    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    columns: tuple[float, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Seat:
    """The column and the row of a post, counted from 0; `y` is the top of its box."""

    column: int
    row: int

    @property
    def y(self) -> float:
        return TOP + self.row * (BOX_HEIGHT + GAP)


@dataclass(frozen=True, slots=True)
class _Leg:
    """The part of a move in one gutter: the line it belongs to and the two heights that it joins.

    Gutters are counted from the left edge, so gutter 1 is to the right of column 0.
    """

    gutter: int
    line: tuple[str, str]
    heights: Point


_Seats: TypeAlias = Mapping[str, _Seat]


def lay_out(track_map: TrackMap) -> Layout:
    """Return the layout of a map; the same map always has the same layout."""
    seats = _seats(track_map)
    moves = dict.fromkeys(m for m in track_map.moves if m.start in seats and m.to in seats)
    turning = [move for move in moves if not _is_direct(seats[move.start], seats[move.to])]
    ports = _ports(turning, seats)
    legs = dict(_legs(turning, seats, ports))
    lanes = _lanes([leg for found in legs.values() for leg in found])
    columns, gutters, width = _across(len(track_map.tracks), lanes)
    lines = {line: gutters[line[0]] + LANE * lane for line, lane in lanes.items()}
    routes = []
    for move in moves:
        if move in legs:
            routes.append(Route(move, _turns(move, seats, columns, (ports, legs[move], lines))))
        elif move.start != move.to:
            routes.append(Route(move, _straight(seats[move.start], seats[move.to], columns)))
    posts = (post for track in track_map.tracks for post in track.posts)
    boxes = (Box(post, columns[seats[post.id].column], seats[post.id].y) for post in posts)
    rows = max((seat.row + 1 for seat in seats.values()), default=0)
    return Layout(tuple(boxes), tuple(routes), columns, width, TOP + rows * (BOX_HEIGHT + GAP))


def _seats(track_map: TrackMap) -> _Seats:
    """Return where each post sits; shorter columns are moved down to where their moves are shortest."""
    most = max((len(track.posts) for track in track_map.tracks), default=0)
    spare = [range(most - len(track.posts) + 1) for track in track_map.tracks]
    every = [
        {
            post.id: _Seat(column, row + shift[column])
            for column, track in enumerate(track_map.tracks)
            for row, post in enumerate(track.posts)
        }
        for shift in product(*spare)
    ]
    return min(every, key=lambda seats: _climb(track_map, seats))


def _climb(track_map: TrackMap, seats: _Seats) -> int:
    pairs = [(seats[m.start], seats[m.to]) for m in track_map.moves if m.start in seats and m.to in seats]
    return sum(abs(start.row - to.row) for start, to in pairs if start.column != to.column)


def _is_direct(start: _Seat, to: _Seat) -> bool:
    return start.column == to.column and abs(start.row - to.row) <= 1


def _sides(start: _Seat, to: _Seat, last: int) -> tuple[Side, Side]:
    """Return the side of its box where a move begins, and the side where it ends.

    Moves within the `last` column run on its outer side, and within others on the left.
    """
    if start.column < to.column:
        return "right", "left"
    if start.column > to.column:
        return "left", "right"
    return ("right", "right") if start.column == last else ("left", "left")


def _gutter(seat: _Seat, side: Side) -> int:
    return seat.column + (side == "right")


def _ports(moves: Sequence[MapMove], seats: _Seats) -> dict[tuple[str, Side, str], float]:
    """Return the height of each place where lines meet a box: one for all that leave, one for each arrival.

    Keys are the post, the side of its box, and the post where an arrival comes from or "" for leaving.
    """
    far: dict[tuple[str, Side], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for move in moves:
        start, to = seats[move.start], seats[move.to]
        out, into = _sides(start, to, max(seat.column for seat in seats.values()))
        far[move.start, out][""].append(to.row)
        far[move.to, into][move.start].append(start.row)
    heights = {}
    for (post, side), ends in far.items():
        order = sorted(ends, key=lambda end: (sum(ends[end]) / len(ends[end]), end))
        # Left and right sides that face each other never use the same height, so no two lines lie on one.
        first = -(len(order) // 2) * PORT + (PORT / 2 if side == "left" else 0)
        for number, end in enumerate(order):
            heights[post, side, end] = seats[post].y + BOX_HEIGHT / 2 + first + number * PORT
    return heights


def _legs(
    moves: Sequence[MapMove], seats: _Seats, ports: Mapping[tuple[str, Side, str], float]
) -> Iterator[tuple[MapMove, tuple[_Leg, ...]]]:
    """Yield each move with its legs: one, or two where it passes through the column between its ends."""
    passing: dict[int, int] = defaultdict(int)
    for move in moves:
        start, to = seats[move.start], seats[move.to]
        out, into = _sides(start, to, max(seat.column for seat in seats.values()))
        leaves, arrives = ports[move.start, out, ""], ports[move.to, into, move.start]
        first, last = _gutter(start, out), _gutter(to, into)
        if first == last:
            yield move, (_Leg(first, (move.start, ""), (leaves, arrives)),)
            continue
        row = start.row if to.row > start.row else start.row - 1
        passing[row] += 1
        # 0, 1, -1, 2, -2: several moves through one gap run side by side.
        aside = BESIDE * (passing[row] // 2) * (1 if passing[row] % 2 == 0 else -1)
        through = _Seat(0, row).y + BOX_HEIGHT + GAP / 2 + aside
        yield (
            move,
            (
                _Leg(first, (move.start, ""), (leaves, through)),
                _Leg(last, (move.start, move.to), (through, arrives)),
            ),
        )


_Line: TypeAlias = tuple[int, tuple[str, str]]


def _lanes(legs: Sequence[_Leg]) -> dict[_Line, int]:
    """Return the lane of each line in its gutter, so that no two lines in one lane meet."""
    spans: dict[_Line, list[float]] = defaultdict(list)
    for leg in legs:
        spans[leg.gutter, leg.line] += leg.heights
    lanes: dict[_Line, int] = {}
    ends: dict[tuple[int, int], float] = {}
    for line in sorted(spans, key=lambda line: (min(spans[line]), max(spans[line]), line)):
        lane = 0
        while ends.get((line[0], lane), -GAP) + GAP / 2 > min(spans[line]):
            lane += 1
        lanes[line], ends[line[0], lane] = lane, max(spans[line])
    return lanes


def _across(tracks: int, lanes: Mapping[_Line, int]) -> tuple[tuple[float, ...], list[float], float]:
    """Return the left edge of each column, where the first lane of each gutter is, and the whole width."""
    columns, gutters, x = [], [], 0.0
    for gutter in range(tracks + 1):
        most = max((lane for line, lane in lanes.items() if line[0] == gutter), default=-1)
        gutters.append(x + MARGIN)
        x += 2 * MARGIN + max(0, most) * LANE
        if gutter < tracks:
            columns.append(x)
            x += BOX_WIDTH
    return tuple(columns), gutters, x


def _turns(
    move: MapMove,
    seats: _Seats,
    columns: Sequence[float],
    found: tuple[Mapping[tuple[str, Side, str], float], tuple[_Leg, ...], Mapping[_Line, float]],
) -> tuple[Point, ...]:
    """Return the corners of a move that runs in gutters."""
    ports, legs, lines = found
    start, to = seats[move.start], seats[move.to]
    out, into = _sides(start, to, max(seat.column for seat in seats.values()))
    points = [(_edge(columns[start.column], out), ports[move.start, out, ""])]
    for leg in legs:
        x = lines[leg.gutter, leg.line]
        points += [(x, leg.heights[0]), (x, leg.heights[1])]
    return (*points, (_edge(columns[to.column], into), ports[move.to, into, move.start]))


def _edge(left: float, side: Side) -> float:
    return left + (BOX_WIDTH if side == "right" else 0)


def _straight(start: _Seat, to: _Seat, columns: Sequence[float]) -> tuple[Point, ...]:
    """Return the line between neighbours in a column; down on the left of the middle, up on the right."""
    middle = columns[start.column] + BOX_WIDTH / 2
    if start.row < to.row:
        return (middle - 14, start.y + BOX_HEIGHT), (middle - 14, to.y)
    return (middle + 14, start.y), (middle + 14, to.y + BOX_HEIGHT)
