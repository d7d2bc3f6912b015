"""Precision and recall by balls to the nearest neighbour, and what one outlier does to them."""

import math

from axes import Panel, Point, Scale, dots, group, number, path, picture, save, text

REAL = (
    (-1.7, 0.9),
    (-1.1, 1.35),
    (-0.55, 0.75),
    (-1.25, 0.25),
    (-0.6, -0.2),
    (0.15, 0.2),
    (0.3, -0.55),
    (-0.25, -0.95),
)
MADE = ((0.1, -0.2), (0.45, 0.05), (-0.05, -0.6), (0.6, -0.5), (1.35, 1.0), (-0.45, 0.15))
STRAY = (1.75, 0.7)


def radius(of: Point, among: tuple[Point, ...]) -> float:
    """The distance to the nearest other member of its own set."""
    return min(math.dist(of, other) for other in among if other != of)


def inside(point: Point, balls: tuple[Point, ...]) -> bool:
    return any(math.dist(point, centre) <= radius(centre, balls) for centre in balls)


def triangles(places: list[Point], css: str) -> str:
    return path("".join(f"M{number(x)} {number(y - 5)}l4.6 8h-9.2z" for x, y in places), css)


def scene(
    left: float, top: float, balls: tuple[Point, ...], asked: tuple[Point, ...], real: bool, title: str, answer: str
) -> list[str]:
    """Balls around one set, and the other set filled where it lies in one; real pictures are dots, made ones triangles."""
    panel = Panel(
        x=Scale(low=-2.6, high=2.6, start=left, end=left + 168),
        y=Scale(low=-1.9, high=2.2, start=top + 146, end=top + 14),
    )
    unit = 168 / 5.2
    rings = "".join(
        f"M{number(panel.x(x) - unit * r)} {number(panel.y(y))}a{number(unit * r)} {number(unit * r)} 0 1 0 {number(2 * unit * r)} 0"
        f"a{number(unit * r)} {number(unit * r)} 0 1 0 -{number(2 * unit * r)} 0z"
        for x, y in balls
        for r in [radius((x, y), balls)]
    )
    hit = [panel.at(*point) for point in asked if inside(point, balls)]
    missed = [panel.at(*point) for point in asked if not inside(point, balls)]
    centres = [panel.at(*point) for point in balls]
    tone = "d-one" if real else "d-two"
    marks = [triangles(hit, "d-solid d-two"), triangles(missed, "d-ring d-line d-two"), dots(centres, 3, "d-dot d-one")]
    if not real:
        marks = [
            dots(hit, 4, "d-dot d-one"),
            dots(missed, 4, "d-ring d-line d-one"),
            triangles(centres, "d-solid d-two"),
        ]
    share = f"{len(hit)} of {len(asked)}"
    return [
        text(left + 4, top + 6, title, "d-title"),
        group(path(rings, "d-area"), path(rings, "d-thin"), css=tone),
        *[mark for mark in marks if 'd="M' in mark],
        text(left + 4, top + 166, answer.format(share), "d-text"),
    ]


def draw() -> str:
    outlier = (*REAL, STRAY)
    return picture(
        "Balls around samples",
        "Three panels with real pictures as dots and generated ones as triangles. First, balls around the real dots: most "
        "triangles lie inside one, which gives the precision. Second, balls around the triangles: only some dots lie inside, "
        "which gives the recall. Third, one stray real dot far away has an enormous ball, which swallows a triangle that was "
        "outside before.",
        366,
        *scene(4, 10, REAL, MADE, True, "precision", "{} triangles inside"),
        *scene(188, 10, MADE, REAL, False, "recall", "{} dots inside"),
        *scene(4, 194, outlier, MADE, True, "one stray dot", "{} triangles inside"),
        group(
            dots([(236, 232)], 3.5, "d-dot d-one"),
            triangles([(236, 258)], "d-solid d-two"),
            triangles([(236, 284)], "d-ring d-line d-two"),
        ),
        text(250, 236.5, "real"),
        text(250, 262.5, "generated, inside"),
        text(250, 288.5, "generated, outside"),
        text(230, 318, "k = 1: a ball reaches", "d-note"),
        text(230, 334, "its nearest neighbour", "d-note"),
    )


if __name__ == "__main__":
    save(__file__, draw())
