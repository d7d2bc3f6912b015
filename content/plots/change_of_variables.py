"""x = 2z + 1 pushes a standard normal forward: cells become twice as wide and half as high. The numbers of the page's example."""

from axes import Panel, Scale, arrow, bell, box, dots, line, path, picture, save, span

Z, HALF = 0.5, 0.2


def push(z: float) -> float:
    return 2 * z + 1


def draw() -> str:
    before = Panel(x=Scale(low=-4.5, high=6.5, start=8, end=352), y=Scale(low=0, high=0.44, start=112, end=16))
    after = Panel(x=before.x, y=Scale(low=0, high=0.44, start=272, end=176))

    def stretched(x: float) -> float:
        return bell((x - 1) / 2) / 2

    cells = [
        path(box(panel.x(left), panel.y(height), panel.x(right), panel.y.start), "d-box d-one")
        for panel, left, right, height in (
            (before, Z - HALF, Z + HALF, bell(Z)),
            (after, push(Z - HALF), push(Z + HALF), stretched(push(Z))),
        )
    ]
    threads = [
        path(line([(before.x(z), 119), (after.x(push(z)), after.y(stretched(push(z))) - 4)]), "d-rule")
        for z in span(-1.75, 1.75, 8)
    ]
    marked = [
        arrow((before.x(z), 118), (after.x(push(z)), after.y(stretched(push(Z))) - 3), "d-thin d-one")
        for z in (Z - HALF, Z + HALF)
    ]
    return picture(
        "Twice as wide, half as high",
        f"Above, a standard normal density with a narrow cell at z = {Z}, of height {bell(Z):.3f}. Lines lead every point down "
        f"to x = 2z + 1. Below, the stretched density: the cell has become twice as wide, and its height is "
        f"{stretched(push(Z)):.3f}, half of what it was.",
        300,
        *threads,
        before.area(span(-4, 4, 161), bell),
        before.curve(span(-4.5, 6.5, 221), bell, "d-line"),
        cells[0],
        before.x_axis([]),
        before.label(-2.2, 0.3, "noise z", "d-title d-end"),
        before.label(Z + HALF, bell(Z), f"height {bell(Z):.3f}", "d-label d-one", dx=22, dy=4),
        path(
            line([before.at(Z + HALF, bell(Z) - 0.01), (before.x(Z + HALF) + 19, before.y(bell(Z) - 0.01))]),
            "d-thin d-one",
        ),
        *marked,
        after.area(span(-4.5, 6.5, 201), stretched),
        after.curve(span(-4.5, 6.5, 201), stretched, "d-line"),
        cells[1],
        after.x_axis([]),
        after.label(-2.2, 0.24, "data x = 2z + 1", "d-title d-mid"),
        after.label(
            push(Z + HALF), stretched(push(Z)), f"height {stretched(push(Z)):.3f}", "d-label d-one", dx=14, dy=-12
        ),
        dots([before.at(Z, 0), after.at(push(Z), 0)], 3.5, "d-dot"),
        before.label(Z, 0, f"z = {Z:g}", "d-text d-mid d-halo", dy=18),
        after.label(push(Z), 0, f"x = {push(Z):g}", "d-text d-mid", dy=19),
    )


if __name__ == "__main__":
    save(__file__, draw())
