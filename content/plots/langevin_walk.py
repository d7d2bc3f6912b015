"""From x = 3 towards a standard normal: with the score alone, and with the jostle; beside them, where the jostled walk has been."""

import math
from itertools import pairwise

from axes import Panel, Scale, bell, box, group, line, normals, path, picture, save, span, text

STEP, SHOWN, LONG, SEED, START = 0.1, 160, 4000, 8, 3.0


def walk(noise: float, steps: int) -> list[float]:
    jostle, places = normals(SEED), [START]
    for _ in range(steps):
        places.append(places[-1] - STEP * places[-1] + noise * math.sqrt(2 * STEP) * jostle())
    return places


def draw() -> str:
    time = Scale(low=0, high=SHOWN, start=34, end=250)
    panel = Panel(x=time, y=Scale(low=-3.4, high=3.4, start=190, end=26))
    side = Scale(low=0, high=0.5, start=266, end=350)
    jostled, quiet = walk(1, LONG), walk(0, SHOWN)
    edges = span(-3.2, 3.2, 17)
    shares = [sum(low <= x < high for x in jostled[50:]) / (LONG - 50) / (high - low) for low, high in pairwise(edges)]
    bars = "".join(
        box(side(0), panel.y(high) + 1, side(share), panel.y(low) - 1)
        for share, low, high in zip(shares, edges[:-1], edges[1:], strict=True)
        if share
    )
    curve = [(side(bell(x)), panel.y(x)) for x in span(-3.4, 3.4, 121)]
    return picture(
        "The jostle keeps the walk alive",
        "On the left two walks start at 3. The smooth one, which only follows the score, sinks to 0 within fifty steps and stays "
        "there. The jagged one, jostled at each step, wanders between about -2.5 and 2.5. On the right bars show where a long "
        "jostled walk has been; they fill a bell curve.",
        230,
        panel.y_axis([-2, 0, 2], "place x"),
        panel.x_axis([0, 50, 100, 150], "step"),
        group(path(line([panel.at(k, x) for k, x in enumerate(jostled[: SHOWN + 1])]), "d-line"), css="d-two"),
        path(line([panel.at(k, x) for k, x in enumerate(quiet)]), "d-curve d-one"),
        group(path(bars, "d-box"), css="d-two"),
        path(line(curve), "d-curve"),
        path("M266 20V190", "d-axis"),
        panel.label(4, 3, "start at 3", "d-note", dx=6),
        text(308, 207, "4000 steps", "d-note d-mid"),
        text(308, 224, "and the target", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
