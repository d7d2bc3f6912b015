"""Surprise as a function of probability, and the surprises of the two commentators."""

import math

from axes import Panel, Scale, dots, picture, save, span

MOTIFS = (("landscape", 0.5, 0.4), ("portrait", 0.3, 0.4), ("still life", 0.2, 0.2))


def surprise(p: float) -> float:
    return -math.log(p)


def draw() -> str:
    panel = Panel(x=Scale(low=0, high=1, start=40, end=346), y=Scale(low=0, high=3.2, start=196, end=30))
    xs = [p for p in span(0.02, 1, 197) if surprise(p) <= 3.2]
    expert = [panel.at(p, surprise(p)) for _, p, _ in MOTIFS]
    return picture(
        "Surprise is minus the logarithm",
        "A curve that falls from great heights near probability 0 to 0 at probability 1. Filled dots mark the expert's surprise "
        "at a landscape, 0.69, at a portrait, 1.20, and at a still life, 1.61. A hollow dot at probability 0.4 marks the other "
        "commentator's surprise of 0.92 at landscapes and at portraits alike.",
        234,
        panel.y_axis([0, 1, 2, 3], "surprise in nats"),
        panel.x_axis(label="probability that you gave it"),
        panel.curve(xs, surprise, "d-curve d-one"),
        dots(expert, 5, "d-dot d-one"),
        dots([panel.at(0.4, surprise(0.4))], 5, "d-ring d-line d-two"),
        panel.label(0.2, surprise(0.2), "still life", "d-label d-one", dx=12, dy=-2),
        panel.label(0.3, surprise(0.3), "portrait", "d-label d-one", dx=12, dy=-4),
        panel.label(0.5, surprise(0.5), "landscape", "d-label d-one", dx=12, dy=0),
        panel.label(0.36, 0.38, "her single guess", "d-label d-two d-end", dx=6),
        panel.label(1, surprise(1), "a sure thing", "d-note d-end", dy=-26),
        panel.label(0.09, 2.6, "hardly possible: a gasp", "d-note", dx=12),
    )


if __name__ == "__main__":
    save(__file__, draw())
