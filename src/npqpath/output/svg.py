"""Small parts of an SVG picture: text that fits, escaped, and the colours for light and for dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from npqpath.output.text import safe

_NARROW: Final = frozenset(" .,:;'!|()[]ijlft-")
_WIDEST: Final = frozenset("mMW@%")
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
_COLOURS: Final = {
    "ink": ("#1b1f24", "#e8eaed"),
    "quiet": ("#57606a", "#a3abb5"),
    "line": ("#d0d7de", "#3d444d"),
    "paper": ("#ffffff", "#15181c"),
    "panel": ("#f4f6f8", "#1e2329"),
    "box": ("#ffffff", "#2a3038"),
    "accent": ("#0b5cad", "#6cb6ff"),
    "accent-ink": ("#ffffff", "#0b1a2b"),
    "green": ("#1f7a4d", "#57c98d"),
    "violet": ("#7a3fb0", "#c397f0"),
    "amber": ("#9a5b00", "#f0b54a"),
    "red": ("#b3261e", "#ff8b80"),
}
"""Every colour by its name, on light and on dark paper; letters in them have a contrast of 4.5 or more."""


def drawing(id: str, title: str, about: str, size: tuple[float, float], parts: Iterable[str]) -> str:
    """Return a picture of a width and height with its title above it, and words for those who do not see it.

    Colours are plain attributes, so that every program shows them; on dark paper a browser shows others.
    """
    width, height = size
    dark = "".join(
        f"#{id} .fill-{name}{{fill:{colour}}}#{id} .line-{name}{{stroke:{colour}}}"
        for name, (_, colour) in _COLOURS.items()
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{id}" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="{id}-title" '
            f'aria-describedby="{id}-desc" style="max-width:100%;height:auto" font-family="{_FONT}">',
            f'<title id="{id}-title">{written(title)}</title>',
            f'<desc id="{id}-desc">{written(about)}</desc>',
            f"<style>@media screen and (prefers-color-scheme:dark){{{dark}}}</style>",
            f'<rect width="{width:g}" height="{height:g}" rx="12" {paint("paper")}/>',
            *text(title, (26, 44), width - 52, size=24, colour="ink", look='font-weight="700"'),
            *parts,
            "</svg>",
        ]
    )


def written(words: str) -> str:
    """Return words safe and escaped for an SVG that stands alone or inside HTML."""
    return escape(safe(words), quote=True)


def paint(fill: str = "", line: str = "", *, kind: str = "") -> str:
    """Return the attributes that give something these colours, and a class for its kind."""
    kinds = (kind, f"fill-{fill}" if fill else "", f"line-{line}" if line else "")
    light = (_COLOURS[name][0] if name else "none" for name in (fill, line))
    return f'class="{" ".join(filter(None, kinds))}" fill="{next(light)}" stroke="{next(light)}"'


def text(
    words: str,
    at: tuple[float, float],
    width: float,
    *,
    size: int,
    colour: str,
    look: str = "",
    kind: str = "",
) -> Iterator[str]:
    """Yield words in one line or two around the height of a point; a line too wide is set narrower."""
    lines = [""]
    for word in safe(words).split():
        if not lines[-1] or len(lines) == 2 or _width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    for number, line in enumerate(lines):
        y = at[1] + (size + 3) * (number - (len(lines) - 1) / 2)
        place = f'x="{at[0]:g}" y="{y:g}" font-size="{size}" {look}'
        if _width(line, size) > width:
            place += f' textLength="{width:g}" lengthAdjust="spacingAndGlyphs"'
        yield f"<text {place} {paint(colour, kind=kind)}>{written(line)}</text>"


def _width(words: str, size: int) -> float:
    """Return about how wide words are in pixels, rather too wide than too narrow."""
    wide = sum(letter in _WIDEST or not letter.isascii() for letter in words)
    narrow = sum(letter in _NARROW for letter in words)
    return size * (0.65 * len(words) + 0.35 * wide - 0.3 * narrow)
