"""A diagram as text that can be kept, and back: to read it takes half the time of lists in JSON."""

from __future__ import annotations

import binascii
import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

from npqpath.logic.diagram import EVERYBODY, NOBODY, Diagram


def dump(diagram: Diagram, nodes: Iterable[int]) -> tuple[str, str, dict[int, int]]:
    """Return `nodes` and all below them for `restore`: levels, children, and by node its number there."""
    wanted, new = {NOBODY, EVERYBODY}, set(nodes)
    while new:
        wanted |= new
        new = {child for node in new for child in diagram.children(node)} - wanted
    # A node is made after its children, so that in this order each number is known when it is needed.
    kept = sorted(wanted)
    numbers = {node: number for number, node in enumerate(kept)}
    children = [numbers[child] for node in kept for child in diagram.children(node)]
    return _packed(map(diagram.level, kept)), _packed(children), numbers


def restore(sizes: Sequence[int], levels: str, children: str) -> Diagram:
    """Return the diagram of the nodes that were dumped, with their numbers of then."""
    at, below = _unpacked(levels), iter(_unpacked(children))
    rows = [tuple(islice(below, size)) for size in map((*sizes, 0).__getitem__, at)]
    return Diagram.of_nodes(sizes, at, rows)


def _packed(numbers: Iterable[int]) -> str:
    return binascii.b2a_base64(_little_endian(array("I", numbers)).tobytes(), newline=False).decode()


def _unpacked(text: str) -> list[int]:
    numbers = array("I")
    numbers.frombytes(binascii.a2b_base64(text))
    return _little_endian(numbers).tolist()


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
