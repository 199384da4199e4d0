"""Small parts of an SVG picture: text that fits, escaped, and the colours for light and for dark."""

from __future__ import annotations

from html import escape
from typing import Final

from npqpath.render.text import safe

_NARROW: Final = frozenset(" .,:;'!|()[]ijlft-")
_WIDE: Final = frozenset("wABCDEGHKNOPQRSUVXYZ&")
_WIDEST: Final = frozenset("mMW@%")
BOLD: Final = 1.12
"""How much wider bold letters are than those that `width_of` measures."""

FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

INK: Final = {
    "ink": ("#1b1f24", "#e8eaed"),
    "quiet": ("#57606a", "#a3abb5"),
    "line": ("#d0d7de", "#3d444d"),
    "paper": ("#ffffff", "#15181c"),
    "panel": ("#f4f6f8", "#1e2329"),
    "box": ("#ffffff", "#2a3038"),
    "accent": ("#0b5cad", "#6cb6ff"),
    "accent-ink": ("#ffffff", "#0b1a2b"),
    "move": ("#8a949e", "#6e7781"),
    "green": ("#1f7a4d", "#57c98d"),
    "violet": ("#7a3fb0", "#c397f0"),
    "amber": ("#9a5b00", "#f0b54a"),
    "red": ("#b3261e", "#ff8b80"),
}
"""Every colour by its name, on light and on dark paper; letters in them have a contrast of 4.5 or more."""


def written(text: str) -> str:
    """Return `text` safe and escaped for an SVG that stands alone or inside HTML."""
    return escape(safe(text), quote=True)


def width_of(text: str, size: float) -> float:
    """Return about how wide `text` is in pixels at a size, rather too wide than too narrow."""
    return size * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if not letter.isascii():
        return 1.05
    if letter in _WIDEST:
        return 1.0
    return 0.82 if letter in _WIDE else 0.6


def folded(text: str, size: float, width: float, most: int) -> list[str]:
    """Return `text` in lines no wider than `width` pixels; what `most` lines cannot hold ends in "..."."""
    lines: list[str] = []
    for word in _pieces(safe(text), size, width):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}...", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}..."]


def _pieces(text: str, size: float, width: float) -> list[str]:
    """Return the words, each no wider than `width`."""
    pieces: list[str] = []
    for word in text.split():
        while width_of(word, size) > width:
            kept = len(word)
            while kept > 1 and width_of(word[:kept], size) > width:
                kept -= 1
            pieces.append(word[:kept])
            word = word[kept:]
        if word:
            pieces.append(word)
    return pieces


def palette(id: str) -> str:
    """Return the style sheet of the picture `id`: its colours as custom properties, for light and dark."""
    light = "".join(f"--{name}:{pair[0]};" for name, pair in INK.items())
    dark = "".join(f"--{name}:{pair[1]};" for name, pair in INK.items())
    return (
        f"#{id}{{{light}font-family:{FONT};color:var(--ink)}}"
        f"@media (prefers-color-scheme:dark){{#{id}{{{dark}}}}}"
        f"@media print{{#{id}{{{light}}}}}"
    )


def opened(id: str, size: tuple[float, float], title: str, about: str) -> list[str]:
    """Return the first lines of a picture of `size`, width and height, with its name and text alternative."""
    width, height = size
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{id}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="{id}-title" '
        f'aria-describedby="{id}-desc" style="max-width:100%;height:auto">',
        f'<title id="{id}-title">{written(title)}</title>',
        f'<desc id="{id}-desc">{written(about)}</desc>',
    ]


def text_lines(lines: list[str], at: tuple[float, float], *, step: float, kind: str) -> list[str]:
    """Return lines of text of a class, `step` pixels apart, the first with its foot at a point."""
    x, y = at
    return [
        f'<text class="{kind}" x="{x:g}" y="{y + number * step:g}">{written(line)}</text>'
        for number, line in enumerate(lines)
    ]
