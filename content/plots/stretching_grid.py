"""A grid and some noise under two coupling layers: cells grow and shrink, dots thin out and crowd."""

import math

from axes import Panel, Point, Scale, arrow, dots, group, line, normals, path, picture, save, span, text

SEED, DOTS = 11, 150
CELLS = ((0.5, 0.5), (-1.0, -1.0))  # lower left corners of two cells of side 1/2


def layer(still: float, moved: float) -> float:
    return moved * math.exp(0.55 * math.sin(1.2 * still + 0.3)) + 0.35 * math.cos(1.4 * still)


def flow(z: Point) -> Point:
    """Two coupling layers: the first half tells the second how to move, then the other way round."""
    first, second = z
    second = layer(first, second)
    return layer(0.8 * second, first), second


def area(points: list[Point]) -> float:
    """Of a polygon, by the shoelace formula."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True))) / 2


def border(corner: Point, side: float = 0.5, count: int = 9) -> list[Point]:
    x, y = corner
    steps = span(0, side, count)
    return [
        *[(x + s, y) for s in steps],
        *[(x + side, y + s) for s in steps[1:]],
        *[(x + side - s, y + side) for s in steps[1:]],
        *[(x, y + side - s) for s in steps[1:-1]],
    ]


def draw() -> str:
    noise = normals(SEED)
    cloud = [z for z in ((noise(), noise()) for _ in range(DOTS)) if max(map(abs, z)) < 2]
    calm = Panel(x=Scale(low=-2, high=2, start=6, end=146), y=Scale(low=-2, high=2, start=186, end=46))
    bent = Panel(x=Scale(low=-3.2, high=3.6, start=186, end=356), y=Scale(low=-3.55, high=3.6, start=192, end=12))
    rows = [[(x, at) for x in span(-2, 2, 33)] for at in span(-2, 2, 9)]
    columns = [[(at, y) for y in span(-2, 2, 33)] for at in span(-2, 2, 9)]
    lines = [*rows, *columns]
    factors = [area([flow(z) for z in border(corner)]) / 0.25 for corner in CELLS]
    return picture(
        "A grid, kneaded",
        "On the left a regular grid with dots, crowded in the middle. On the right the same grid after two coupling layers: bent, "
        f"but nowhere torn or folded. One marked cell, A, has grown to {factors[0]:.1f} times its area, and the dots in it are thinner; "
        f"another, B, has shrunk to {factors[1]:.1f} times, and the dots in it are denser.",
        222,
        group(
            path("".join(line([calm.at(*z) for z in way]) for way in lines), "d-rule"),
            *[path(line([calm.at(*z) for z in border(corner)], closed=True), "d-box") for corner in CELLS],
            dots([calm.at(*z) for z in cloud], 1.6),
            path("".join(line([bent.at(*flow(z)) for z in way]) for way in lines), "d-rule"),
            *[path(line([bent.at(*flow(z)) for z in border(corner)], closed=True), "d-box") for corner in CELLS],
            dots([bent.at(*flow(z)) for z in cloud], 1.6),
            arrow((152, 116), (182, 116), "d-curve", 9),
            family="flow",
        ),
        text(76, 206, "noise z", "d-title d-mid"),
        text(276, 218, "data x", "d-title d-mid"),
        *[
            text(place[0], place[1] + 4.5, name, "d-label d-mid d-halo")
            for name, (x, y), aside in zip("AB", CELLS, (0.0, 0.75), strict=True)
            for place in (
                calm.at(x + 0.25, y + 0.25),
                bent.at(flow((x + 0.25, y + 0.25))[0] - aside, flow((x + 0.25, y + 0.25))[1]),
            )
        ],
        text(4, 14, f"A: |det J| = {factors[0]:.1f}, thinner", "d-text"),
        text(4, 31, f"B: |det J| = {factors[1]:.1f}, denser", "d-text"),
    )


if __name__ == "__main__":
    save(__file__, draw())
