"""A density with two hills, its score as arrows, and two walks from one start: uphill only, and with Langevin's jostle."""

import math

from axes import Panel, Point, Scale, bell, dots, group, line, normals, path, picture, ring, save, span, text

HILLS = ((0.55, -1.35, -0.45), (0.45, 1.35, 0.5))  # weight and centre
SPREAD = 0.75
START = (-0.25, 1.75)
STEP, STEPS, SEED = 0.03, 190, 173


def density(x: float, y: float) -> float:
    return sum(w * bell(x, cx, SPREAD) * bell(y, cy, SPREAD) for w, cx, cy in HILLS)


def score(x: float, y: float) -> Point:
    """The slope of the log-density: the arrows to both centres, weighted by responsibility."""
    parts = [(w * bell(x, cx, SPREAD) * bell(y, cy, SPREAD), cx - x, cy - y) for w, cx, cy in HILLS]
    total = sum(part for part, _, _ in parts) * SPREAD**2
    return sum(p * dx for p, dx, _ in parts) / total, sum(p * dy for p, _, dy in parts) / total


def walk(noise: float, steps: int) -> list[Point]:
    jostle, places = normals(SEED), [START]
    for _ in range(steps):
        x, y = places[-1]
        sx, sy = score(x, y)
        shake = noise * math.sqrt(2 * STEP)
        places.append((x + STEP * sx + shake * jostle(), y + STEP * sy + shake * jostle()))
    return places


def needle(panel: Panel, x: float, y: float) -> str:
    """A small arrow along the score; its length grows with the score, and levels off."""
    sx, sy = score(x, y)
    size = math.hypot(sx, sy)
    reach = 15 * size / (size + 1.2)
    ux, uy = sx / size, -sy / size
    px, py = panel.at(x, y)
    tip = (px + reach * ux, py + reach * uy)
    left = (tip[0] - 4 * ux + 2.5 * uy, tip[1] - 4 * uy - 2.5 * ux)
    right = (tip[0] - 4 * ux - 2.5 * uy, tip[1] - 4 * uy + 2.5 * ux)
    return line([(px, py), tip]) + line([left, tip, right])


def draw() -> str:
    panel = Panel(x=Scale(low=-3.2, high=3.2, start=4, end=356), y=Scale(low=-2.1, high=2.2, start=240, end=4))
    contours = []
    for level in (0.105, 0.055):
        for _, cx, cy in HILLS:
            contours.append([panel.at(*point) for point in ring(density, (cx, cy), level, 1.2)])
    contours.append([panel.at(*point) for point in ring(density, (0.0, 0.02), 0.02, 3.2, 120)])
    needles = "".join(needle(panel, x, y) for y in span(-1.8, 1.8, 7) for x in span(-2.9, 2.9, 11))
    uphill, wander = walk(0, 120), walk(1, STEPS)
    return picture(
        "A field of arrows, and two walks",
        "A density with two hills drawn as contour lines, covered with small arrows that point uphill. From one start above the "
        "left hill two walks begin. The smooth one follows the arrows and ends on top of a hill. The jagged one is jostled at "
        "every step and visits both hills.",
        268,
        group(
            *[path(line(contour, closed=True), "d-area") for contour in contours],
            *[path(line(contour, closed=True), "d-thin") for contour in contours],
            family="diffusion",
        ),
        path(needles, "d-thin d-quiet"),
        path(line([panel.at(*place) for place in wander]), "d-thin d-two"),
        path(line([panel.at(*place) for place in uphill]), "d-curve"),
        dots([panel.at(*uphill[-1])], 5),
        dots([panel.at(*START)], 5, "d-ring d-line"),
        text(panel.x(START[0]), panel.y(START[1]) - 9, "start", "d-label d-mid d-halo"),
        path("M10 259h22", "d-curve"),
        text(38, 263.5, "arrows only: a peak"),
        path("M186 262l5-7 4 8 5-9 4 7 5-5", "d-thin d-two"),
        text(215, 263.5, "jostled: both hills"),
    )


if __name__ == "__main__":
    save(__file__, draw())
