"""Which addresses may become links: ordinary web addresses, and nothing that could run or mislead."""

from __future__ import annotations

import re
from collections.abc import Iterator

# An ordinary web address. One with a name before the host, another scheme or odd letters is not linked.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_RUN = re.compile(r"(?<![\w/])https?://\S+")
_CLOSING = ".,;:!?'"


def is_web_address(text: str) -> bool:
    """True if the whole of `text` is an ordinary address of a web page, which is safe to link to."""
    return _ADDRESS.fullmatch(text) is not None


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where web addresses start and end in a text, without the stop or bracket that follows them."""
    for found in _RUN.finditer(text):
        address = found[0].rstrip(_CLOSING)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_CLOSING)
        if is_web_address(address):
            yield found.start(), found.start() + len(address)
