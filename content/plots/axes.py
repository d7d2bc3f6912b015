"""A small plotting kit: scales, nice ticks, curves and bars as SVG, in the classes of static/css/diagram.css.

Coordinates are rounded to a tenth of a unit, so that the same numbers give the same bytes on every machine.
A script of this folder has a function `draw() -> str`; `python content/plots` draws them all.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import NormalDist

WIDTH = 360
"""Of every drawing, in its own units; about as many pixels as a telephone has for it."""

Point = tuple[float, float]
PICTURES = Path(__file__).resolve().parents[1] / "img" / "plots"


# Numbers


def number(value: float) -> str:
    """A coordinate: one decimal at most, and no minus before a zero."""
    return f"{round(value, 1) + 0.0:g}"


def plain(value: float) -> str:
    """A number as it is printed, with a true minus sign."""
    return f"{value:g}".replace("-", "−")


def span(low: float, high: float, count: int) -> list[float]:
    """`count` numbers from `low` to `high`, evenly spaced, both ends included."""
    return [low + (high - low) * i / (count - 1) for i in range(count)]


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten) within the range, about `count` of them."""
    rough = (high - low) / max(1, count)
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(nice for nice in (1, 2, 5, 10) if nice * power >= rough * 0.999)
    return [round(i * step, 10) for i in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def powers(low: float, high: float) -> list[float]:
    """Powers of ten within the range, for a logarithmic scale."""
    return [10.0**i for i in range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)]


def normals(seed: int) -> Callable[[], float]:
    """A source of standard normal numbers. Only `Random.random` is promised to stay as it is, so nothing else is used."""
    throw, bell = Random(seed), NormalDist()
    return lambda: bell.inv_cdf(max(throw.random(), 1e-12))


def bell(x: float, mean: float = 0.0, deviation: float = 1.0) -> float:
    """The density of a normal distribution."""
    return math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * math.sqrt(2 * math.pi))


# Scales and panels


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Takes numbers from `low` … `high` to places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[float]:
        return powers(self.low, self.high) if self.log else ticks(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A pair of axes; its methods return pieces of SVG."""

    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> Point:
        return self.x(x), self.y(y)

    def points(self, xs: Iterable[float], function: Callable[[float], float]) -> list[Point]:
        return [self.at(x, function(x)) for x in xs]

    def curve(self, xs: Iterable[float], function: Callable[[float], float], css: str = "d-curve", **more: str) -> str:
        return path(line(self.points(xs, function)), css, **more)

    def area(self, xs: Sequence[float], function: Callable[[float], float], css: str = "d-area") -> str:
        """What lies between a curve and the x-axis."""
        ends = [(self.x(xs[-1]), self.y.start), (self.x(xs[0]), self.y.start)]
        return path(line([*self.points(xs, function), *ends], closed=True), css)

    def x_axis(self, at: Iterable[float] | None = None, label: str = "", show: Callable[[float], str] = plain) -> str:
        floor, places = self.y.start, self.x.ticks() if at is None else list(at)
        marks = "".join(f"M{number(self.x(v))} {number(floor)}v4" for v in places)
        base = f"M{number(self.x.start)} {number(floor)}H{number(self.x.end)}"
        names = [text(self.x(v), floor + 17, show(v), "d-note d-mid") for v in places]
        named = [text((self.x.start + self.x.end) / 2, floor + 34, label, "d-text d-mid")] if label else []
        return "\n".join([path(base + marks, "d-axis"), *names, *named])

    def y_axis(self, at: Iterable[float] | None = None, label: str = "", show: Callable[[float], str] = plain) -> str:
        """Hairlines across the panel, and the name above it, level, so that nobody has to tilt the head."""
        left, places = self.x.start, self.y.ticks() if at is None else list(at)
        lines = "".join(f"M{number(left)} {number(self.y(v))}H{number(self.x.end)}" for v in places)
        names = [text(left - 6, self.y(v) + 4.5, show(v), "d-note d-end") for v in places]
        named = [text(max(0.0, left - 30), self.y.end - 12, label, "d-text")] if label else []
        return "\n".join([path(lines, "d-rule"), *names, *named])

    def label(self, x: float, y: float, words: str, css: str = "d-label", dx: float = 0.0, dy: float = 0.0) -> str:
        """Words beside a point of the data."""
        return text(self.x(x) + dx, self.y(y) + dy, words, css)


# Pieces of SVG


def path(d: str, css: str, **more: str) -> str:
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<path class="{css}"{extra} d="{d}"/>'


def text(x: float, y: float, words: str, css: str = "d-text") -> str:
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}">{escape(words, quote=False)}</text>'


def group(*parts: str, css: str = "", family: str = "") -> str:
    named = f' class="{css}"' if css else ""
    of = f' data-family="{family}"' if family else ""
    return "\n".join([f"<g{named}{of}>", *parts, "</g>"])


def line(points: Sequence[Point], closed: bool = False) -> str:
    """Path data of a line through points, in steps; those that lie on the way anyway are left out."""
    places = [(round(x, 1), round(y, 1)) for x, y in thinned(points)]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(places)]
    return "M" + _pairs(places[:1]) + "l" + _pairs(steps) + ("z" if closed else "")


def _pairs(numbers: Iterable[Point]) -> str:
    """As short as path data may be: no zero before a point, no space before a minus."""
    written = " ".join(number(value) for pair in numbers for value in pair)
    return re.sub(r"(?<![\d.])0\.", ".", written).replace(" -", "-")


def thinned(points: Sequence[Point], tolerance: float = 0.12) -> list[Point]:
    """Ramer, Douglas and Peucker: keep the point that lies farthest off the chord, as long as one does."""
    if len(points) < 3:
        return list(points)
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(p: Point) -> float:
        if length < 1e-9:
            return math.hypot(p[0] - x1, p[1] - y1)
        return abs((x2 - x1) * (p[1] - y1) - (y2 - y1) * (p[0] - x1)) / length

    far = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[far]) <= tolerance:
        return [points[0], points[-1]]
    return thinned(points[: far + 1], tolerance)[:-1] + thinned(points[far:], tolerance)


def dots(places: Iterable[Point], radius: float = 3.5, css: str = "d-dot") -> str:
    """Many round dots in one element."""
    r = number(radius)
    return path("".join(f"M{number(x)} {number(y - radius)}a{r} {r} 0 1 0 .1 0z" for x, y in places), css)


def box(left: float, top: float, right: float, bottom: float) -> str:
    """Path data of a rectangle."""
    return f"M{number(left)} {number(top)}H{number(right)}V{number(bottom)}H{number(left)}z"


def arrow(tail: Point, tip: Point, css: str = "d-line", size: float = 7.0) -> str:
    """A line with a head."""
    (x1, y1), (x2, y2) = tail, tip
    length = math.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bx, by, half = x2 - size * ux, y2 - size * uy, size / 2
    head = [(x2, y2), (bx - half * uy, by + half * ux), (bx + half * uy, by - half * ux)]
    return path(line([tail, (bx, by)]), css) + path(line(head, closed=True), "d-head")


def ring(
    height: Callable[[float, float], float], centre: Point, level: float, reach: float, count: int = 72
) -> list[Point]:
    """The contour of `height` at `level` around `centre`, in units of the data: along each ray, where the level is crossed."""
    found = []
    for i in range(count + 1):
        ux, uy = math.cos(2 * math.pi * i / count), math.sin(2 * math.pi * i / count)
        near, far = 0.0, reach
        for _ in range(40):
            middle = (near + far) / 2
            if height(centre[0] + middle * ux, centre[1] + middle * uy) > level:
                near = middle
            else:
                far = middle
        found.append((centre[0] + near * ux, centre[1] + near * uy))
    return found


# Whole pictures


def picture(title: str, desc: str, height: int, *parts: str) -> str:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" data-diagram="">'
    said = [f"<title>{escape(title, quote=False)}</title>", f"<desc>{escape(desc, quote=False)}</desc>"]
    return "\n".join([opening, *said, *parts, "</svg>"]) + "\n"


def place(script: str) -> Path:
    """Where a script's picture belongs: noise_schedules.py draws img/plots/noise-schedules.svg."""
    return PICTURES / (Path(script).stem.replace("_", "-") + ".svg")


def save(script: str, svg: str) -> None:
    target = place(script)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(svg, encoding="utf-8", newline="\n")
    print(f"{len(svg):6d}  {target.name}", file=sys.stderr)
