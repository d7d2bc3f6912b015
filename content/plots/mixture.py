"""Two paint suppliers: the mixture, its two parts, and whose pot a colour is. The numbers of the page's example."""

from axes import Panel, Scale, bell, dots, group, path, picture, save, span, text

CENTRES, WEIGHT = (0.0, 4.0), 0.5
POTS = (0.0, 1.0, 4.0)


def responsibility(x: float) -> float:
    """The first supplier's share in a pot of colour x."""
    first, second = (WEIGHT * bell(x, centre) for centre in CENTRES)
    return first / (first + second)


def draw() -> str:
    colour = Scale(low=-3, high=7, start=34, end=346)
    above = Panel(x=colour, y=Scale(low=0, high=0.22, start=132, end=30))
    below = Panel(x=colour, y=Scale(low=0, high=1, start=262, end=186))
    xs = span(-3, 7, 201)
    parts = [
        part
        for centre, dash in zip(CENTRES, ("", "6 3"), strict=True)
        for part in (
            above.area(xs, lambda x, centre=centre: WEIGHT * bell(x, centre)),
            above.curve(
                xs,
                lambda x, centre=centre: WEIGHT * bell(x, centre),
                "d-line",
                **({"stroke_dasharray": dash} if dash else {}),
            ),
        )
    ]
    shares = [f"{responsibility(pot):.4f}" for pot in POTS]
    return picture(
        "A mixture of two suppliers",
        "Above, two bell curves at 0 and 4 and their sum, the mixture, with two humps; three pots stand at the colours 0, 1 and "
        f"4. Below, the first supplier's share falls from 1 to 0 as an S-shaped curve, with one half at colour 2; the shares of "
        f"the three pots are {shares[0]}, {shares[1]} and {shares[2]}.",
        302,
        group(
            *parts, above.curve(xs, lambda x: sum(WEIGHT * bell(x, centre) for centre in CENTRES)), family="classical"
        ),
        above.x_axis([]),
        text(34, 18, "density of the colours", "d-text"),
        above.label(-1.1, 0.13, "first", "d-text d-end", dx=-6),
        above.label(5.1, 0.13, "second", "d-text", dx=6),
        above.label(2, 0.15, "mixture", "d-label d-mid"),
        dots([above.at(pot, 0) for pot in POTS], 5),
        path("".join(f"M{above.x(pot):g} 142V{below.y(responsibility(pot)):.1f}" for pot in POTS), "d-dash d-quiet"),
        below.y_axis([0, 0.5, 1]),
        group(below.curve(xs, responsibility), family="classical"),
        below.x_axis(label="colour of the pot"),
        dots([below.at(pot, responsibility(pot)) for pot in POTS], 4.5),
        below.label(4.4, 0.62, "share of the", "d-text"),
        below.label(4.4, 0.62, "first supplier", "d-text", dy=16),
        below.label(1, responsibility(1), shares[1], "d-label d-halo", dx=9, dy=4),
    )


if __name__ == "__main__":
    save(__file__, draw())
