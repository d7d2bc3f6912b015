"""One lesson of an energy-based model: dig where the data are, fill where the model dreams."""

import math

from axes import Panel, Scale, arrow, dots, group, picture, save, span, text

DATA = (-1.9, -1.5, 1.9)
DREAMS = (0.3, 0.55, 0.8)
DIG, FILL, REACH = 0.4, 0.28, 0.36


def before(x: float) -> float:
    return 0.08 * x**4 - 0.55 * x**2 + 0.12 * x + 2.1 - 0.75 * math.exp(-(((x - 0.5) / 0.5) ** 2))


def after(x: float) -> float:
    def bump(at: float) -> float:
        return math.exp(-(((x - at) / REACH) ** 2) / 2)

    return before(x) - DIG * sum(map(bump, DATA)) + FILL * sum(map(bump, DREAMS))


def draw() -> str:
    panel = Panel(x=Scale(low=-2.75, high=2.75, start=8, end=352), y=Scale(low=-0.35, high=3.3, start=196, end=20))
    xs = span(-2.75, 2.75, 221)
    digs = [arrow(panel.at(x, before(x) + 0.62), panel.at(x, before(x) + 0.14), "d-curve") for x in DATA]
    fills = [arrow(panel.at(x, before(x) - 0.72), panel.at(x, before(x) - 0.16), "d-curve") for x in DREAMS]
    return picture(
        "Dig at the data, fill at the dreams",
        "An energy landscape over pictures with three valleys. Over three data points arrows press the clay down; under three "
        "marbles, the model's dreams, arrows push it up. A dashed curve shows the landscape after the lesson: deeper at the "
        "data, and the middle valley, where there are no data, has been filled.",
        232,
        group(
            panel.area(xs, before),
            panel.curve(xs, before),
            panel.curve(xs, after, "d-line", stroke_dasharray="6 4"),
            family="energy",
        ),
        group(*digs, dots([panel.at(x, before(x)) for x in DATA], 5), css="d-good"),
        group(*fills, dots([(panel.x(x), panel.y(before(x)) - 6) for x in DREAMS], 5.5, "d-ring d-line"), css="d-bad"),
        panel.x_axis([]),
        panel.label(-1.7, 2.05, "data: dig", "d-label d-good d-mid", dy=-8),
        panel.label(0.55, 2.35, "dreams: fill", "d-label d-bad d-mid", dy=-8),
        panel.label(-2.55, 2.9, "energy", "d-text", dx=8),
        panel.label(-1.7, -0.2, "after the lesson", "d-note d-mid", dy=-2),
        text(180, 220, "all pictures that could exist", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
