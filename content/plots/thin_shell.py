"""How far from the origin the samples of a standard normal lie, in 1, 2, 10, 100 and 784 dimensions."""

import math

from axes import Panel, Scale, group, picture, save, span

DIMENSIONS = (1, 2, 10, 100, 784)


def radius_density(r: float, d: int) -> float:
    """The density of the length of a standard normal vector: the chi distribution."""
    if r <= 0:
        return math.sqrt(2 / math.pi) if d == 1 else 0.0
    return math.exp((1 - d / 2) * math.log(2) + (d - 1) * math.log(r) - r * r / 2 - math.lgamma(d / 2))


def draw() -> str:
    panel = Panel(x=Scale(low=0, high=31, start=14, end=350), y=Scale(low=0, high=0.85, start=172, end=26))
    hills = []
    for d in DIMENSIONS:
        low, high = max(0.0, math.sqrt(d) - 3.2), math.sqrt(d) + 3.4
        xs = span(low, high, 121)
        hills += [
            panel.area(xs, lambda r, d=d: radius_density(r, d)),
            panel.curve(xs, lambda r, d=d: radius_density(r, d), "d-line"),
        ]
    return picture(
        "Everybody lives on the shell",
        "Five hills over the distance from the origin, all about equally wide, for 1, 2, 10, 100 and 784 dimensions. The first "
        "hugs the origin; the others stand at about 1.4, 3.2, 10 and 28, the square root of the dimension, each with nothing at "
        "all between itself and the origin.",
        212,
        group(*hills, css="d-one"),
        panel.x_axis(label="distance of a sample from the origin"),
        panel.label(0, 0.8, "1", "d-label d-one", dx=8),
        panel.label(1.4, 0.63, "2", "d-label d-one", dx=7),
        panel.label(3.2, 0.63, "10", "d-label d-one d-mid", dx=8),
        panel.label(10, 0.63, "100 dimensions", "d-label d-one d-mid"),
        panel.label(28, 0.63, "784", "d-label d-one d-mid"),
        panel.label(19, 0.3, "nobody lives here", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
