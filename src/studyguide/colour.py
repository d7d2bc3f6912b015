"""Colours as style sheets write them, and whether links of a guide's accent can be read on its paper.

Formulas: Björn Ottosson's OKLab (2020), and the relative luminance and contrast ratio of WCAG 2.2.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

LEAST_CONTRAST = 6.0
"""Of links on paper, which have to be told from text as well as read."""
_DEEPEST = 8
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.I)
_CALL = re.compile(r"([a-z-]+)\((.*)\)", re.S)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")
_CHANNELS = ("l", "c", "h")


class Colour(NamedTuple):
    """Linear sRGB, each from 0 to 1."""

    red: float
    green: float
    blue: float


def from_hex(text: str) -> Colour | None:
    """`#fdf` and `#fdfcf9`; None for anything else."""
    found = _HEX.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return Colour(*(_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4)))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue


def to_oklch(colour: Colour) -> tuple[float, float, float]:
    """Lightness from 0 to 1, chroma, hue in degrees."""
    r, g, b = colour
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Cut off where sRGB ends, as browsers do."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return Colour(*(min(1.0, max(0.0, channel)) for channel in channels))


# Style sheets


def custom_properties(css: str) -> dict[str, str]:
    """Name without hyphens → value; the last one wins, as in a theme whose later sheets change earlier ones.

    What holds for some media only, such as paper, does not count.
    """
    return {match[1]: match[2].strip() for match in _TOKEN.finditer(_for_all_media(css))}


def _for_all_media(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    kept, at = [], 0
    for found in re.finditer("@media", css):
        if found.start() >= at:
            kept.append(css[at : found.start()])
            at = _end_of_block(css, found.end())
    return "".join([*kept, css[at:]])


def _end_of_block(css: str, at: int) -> int:
    depth = 0
    for brace in re.compile("[{}]").finditer(css, at):
        depth += 1 if brace[0] == "{" else -1
        if depth <= 0:
            return brace.end()
    return len(css)


def resolve(value: str, known: Mapping[str, str], *, dark: bool, depth: int = 0) -> Colour | None:
    """What a value means in one scheme; None for what is more than hexadecimal colours, var(), light-dark() and oklch()."""
    if colour := from_hex(value):
        return colour
    call = _CALL.fullmatch(value.strip())
    if not call or depth > _DEEPEST:
        return None
    name, parts = call[1], list(_arguments(call[2]))
    if name == "var" and parts[0].startswith("--"):
        meant = known.get(parts[0][2:]) or (parts[1] if len(parts) > 1 else "")
        return resolve(meant, known, dark=dark, depth=depth + 1)
    if name == "light-dark" and len(parts) == 2:
        return resolve(parts[dark], known, dark=dark, depth=depth + 1)
    return _oklch(call[2], known, dark, depth) if name == "oklch" else None


def _oklch(inside: str, known: Mapping[str, str], dark: bool, depth: int) -> Colour | None:
    """`oklch(0.4 0.1 300)` or `oklch(from COLOUR l c h)`, with min() and max() of a channel and a number."""
    words = list(_words(inside))
    origin: tuple[float, ...] = ()
    if words[:1] == ["from"] and len(words) == 5:
        base = resolve(words[1], known, dark=dark, depth=depth + 1)
        if base is None:
            return None
        origin, words = to_oklch(base), words[2:]
    channels = [_channel(word, dict(zip(_CHANNELS, origin, strict=False))) for word in words]
    if len(channels) != 3 or None in channels:
        return None
    return from_oklch(*(channel for channel in channels if channel is not None))


def _channel(text: str, origin: Mapping[str, float]) -> float | None:
    if text in origin:
        return origin[text]
    if _NUMBER.fullmatch(text):
        return float(text)
    call = re.fullmatch(r"(min|max)\((.*)\)", text)
    values = [_channel(part, origin) for part in _arguments(call[2])] if call else [None]
    if call is None or None in values:
        return None
    return (min if call[1] == "min" else max)(value for value in values if value is not None)


def _arguments(text: str) -> Iterator[str]:
    """Parts between commas that are in no brackets."""
    yield from (part.strip() for part in _parted(text, ","))


def _words(text: str) -> Iterator[str]:
    yield from (part for part in _parted(" ".join(text.split()), " ") if part)


def _parted(text: str, mark: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == mark and not depth:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def faint_links(css: str) -> Iterator[tuple[str, float]]:
    """Schemes in which links (`--accent`) stand out too little from the paper (`--paper`), with the contrast there.

    A theme whose colours are computed in another way is not judged.
    """
    known = custom_properties(css)
    for scheme in ("light", "dark"):
        paper, accent = (resolve(known.get(name, ""), known, dark=scheme == "dark") for name in ("paper", "accent"))
        if paper and accent and (ratio := contrast(accent, paper)) < LEAST_CONTRAST:
            yield scheme, ratio
