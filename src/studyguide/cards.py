"""Pictures that messengers and networks show beside a link to a page: its title, and what it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

from .recipe import THEME

FOLDER = "static/cards"
WIDTH, HEIGHT, MARGIN = 1200, 630, 90
"""Pixels; what networks ask for."""
PAPER, INK, MUTED = "#fdfcf9", "#1f2328", "#5c6168"
TITLE_SIZES = (92, 76, 62, 50)
LINES = 4
FONTS = {
    "title": ("source-serif.woff2", "source-serif-more.woff2"),
    "small": ("source-sans.woff2", "source-sans-more.woff2"),
}


def can_draw() -> bool:
    """Whether Pillow is there; `pip install studyguide[cards]` brings it."""
    return find_spec("PIL") is not None


def address(url: str) -> str:
    """Of a page's card, from the site's root."""
    return f"{FOLDER}/{url.removesuffix('.html')}.png"


def draw(title: str, section: str, guide: str, accent: str) -> bytes:
    """A PNG of 1200 × 630 pixels. A letter that the theme's fonts lack loses its accent, or is left out."""
    from PIL import Image, ImageColor, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    try:
        colour = ImageColor.getrgb(accent)
    except ValueError:  # CSS knows more ways to name a colour
        colour = ImageColor.getrgb(INK)
    pen.rectangle((0, 0, 22, HEIGHT), fill=colour)
    size, lines = _fitted(title)
    y = (HEIGHT - len(lines) * size * 1.15) / 2 - size * 0.1
    for line in lines:
        _write(pen, (MARGIN, y), line, "title", size, INK)
        y += size * 1.15
    _write(pen, (MARGIN, MARGIN - 30), section, "small", 36, MUTED)
    _write(pen, (MARGIN, HEIGHT - MARGIN - 10), guide, "small", 36, MUTED)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title stands in a few lines, and those lines."""
    for size in TITLE_SIZES:
        lines = list(_lines(title, size))
        if len(lines) <= LINES - (size > TITLE_SIZES[1]) and all(
            _width(line, "title", size) <= WIDTH - 2 * MARGIN for line in lines
        ):
            return size, lines
    return TITLE_SIZES[-1], list(_lines(title, TITLE_SIZES[-1]))[:LINES]


def _lines(text: str, size: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer, "title", size) > WIDTH - 2 * MARGIN:
            yield line
            line = word
        else:
            line = longer
    yield line


@cache
def _fonts(role: str, size: int) -> tuple[Any, ...]:
    from PIL import ImageFont

    fonts = tuple(ImageFont.truetype(str(_font(name)), size) for name in FONTS[role])
    for font in fonts:
        font.set_variation_by_axes([600 if role == "title" else 400])
    return fonts


def _font(name: str) -> Path:
    return THEME / "static" / "fonts" / name


@cache
def _holder(character: str, role: str, size: int) -> Any:
    """The first font that has a letter; None when none has."""
    for font in _fonts(role, size):
        if character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask("\uffff")):
            return font
    return None


def _pieces(text: str, role: str, size: int) -> Iterator[tuple[str, Any]]:
    """Runs of letters that one font has."""
    run, held = "", None
    for character in text:
        font = _holder(character, role, size)
        if font is None:
            character = normalize("NFKD", character)[0]
            font = _holder(character, role, size)
        if font is not held and run:
            yield run, held
            run = ""
        if font is not None:
            run, held = run + character, font
    if run:
        yield run, held


def _width(text: str, role: str, size: int) -> float:
    return sum((font.getlength(run) for run, font in _pieces(text, role, size)), 0.0)


def _write(pen: Any, at: tuple[float, float], text: str, role: str, size: int, colour: str) -> None:
    x, y = at
    for run, font in _pieces(text, role, size):
        pen.text((x, y), run, font=font, fill=colour, anchor="la")
        x += font.getlength(run)
