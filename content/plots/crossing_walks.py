"""Flow matching in one dimension: straight walks that cross, the rule learnt from them, and reflow.

Noise is standard normal, data are +1 and -1 in equal parts. Then the mean velocity at a place is known:
v = (E[x₁ | x] - x) / (1 - t) with E[x₁ | x] = tanh(t x / (1 - t)²).
"""

import math

from axes import Panel, Point, Scale, dots, group, line, path, picture, save, text

NOISE = (-1.9, -1.3, -0.85, -0.45, -0.12, 0.2, 0.55, 0.95, 1.4, 2.0)
SEATS = (1, -1, -1, 1, 1, -1, 1, -1, -1, 1)  # who was paired with which
STEPS = 400


def velocity(x: float, t: float) -> float:
    return (math.tanh(min(30.0, max(-30.0, t * x / (1 - t) ** 2))) - x) / (1 - t)


def follow(x: float) -> list[Point]:
    """The path of one newcomer who follows the rule, by Heun's steps."""
    places, step = [(0.0, x)], 1 / STEPS
    for i in range(STEPS - 4):
        t = i * step
        first = velocity(x, t)
        second = velocity(x + step * first, t + step)
        x += step * (first + second) / 2
        places.append((t + step, x))
    return [*places, (1.0, math.copysign(1.0, x))]


def draw() -> str:
    lefts = (8.0, 131.0, 254.0)
    panels = [
        Panel(x=Scale(low=0, high=1, start=a, end=a + 98), y=Scale(low=-2.3, high=2.3, start=176, end=28))
        for a in lefts
    ]
    learnt = [follow(x) for x in NOISE]
    walks = (
        [[(0.0, x), (1.0, float(seat))] for x, seat in zip(NOISE, SEATS, strict=True)],
        learnt,
        [[way[0], way[-1]] for way in learnt],
    )
    parts: list[str] = []
    titles = ("the film", "the rule", "after reflow")
    notes = ("pairs cross", "paths bend", "straight again")
    for panel, ways, title, note in zip(panels, walks, titles, notes, strict=True):
        middle = (panel.x.start + panel.x.end) / 2
        parts += [
            path(f"M{panel.x.start:g} 24V180M{panel.x.end:g} 24V180", "d-axis"),
            group(
                *[path(line([panel.at(*place) for place in way]), "d-line") for way in ways],
                dots([panel.at(1, seat) for seat in (-1, 1)], 5),
                dots([panel.at(0, x) for x in NOISE], 3, "d-ring d-line"),
                family="flow-matching",
            ),
            text(middle, 14, title, "d-title d-mid"),
            text(panel.x.start - 4, 196, "noise", "d-note"),
            text(panel.x.end + 4, 196, "data", "d-note d-end"),
            text(middle, 216, note, "d-text d-mid"),
        ]
    return picture(
        "Crossing walks, bending paths, straight paths",
        "Three panels with time running from noise on the left to two data points on the right. In the first, ten straight lines "
        "join noise with randomly chosen data and cross each other. In the second, ten curved paths that follow the learnt rule "
        "bend apart in the middle and never cross. In the third, straight lines join the same starts with the ends of the curved "
        "paths, again without crossing.",
        224,
        *parts,
    )


if __name__ == "__main__":
    save(__file__, draw())
