"""The log-likelihood of seven landscapes and three portraits, for every position of the dial."""

import math

from axes import Panel, Scale, dots, number, path, picture, plain, save, span

LANDSCAPES, PORTRAITS = 7, 3


def log_likelihood(p: float) -> float:
    return LANDSCAPES * math.log(p) + PORTRAITS * math.log(1 - p)


def draw() -> str:
    best = LANDSCAPES / (LANDSCAPES + PORTRAITS)
    panel = Panel(x=Scale(low=0, high=1, start=40, end=346), y=Scale(low=-16, high=-5, start=186, end=30))
    xs = [p for p in span(0.005, 0.995, 397) if log_likelihood(p) > -16]
    drop = "".join(f"M{number(panel.x(p))} {number(panel.y(log_likelihood(p)))}V186" for p in (0.5, best))
    return picture(
        "The dial that makes the sketchbook least surprising",
        f"A curve over the dial p from 0 to 1 with a single hill. At p = 0.5 it is at {log_likelihood(0.5):.2f}; its top is at "
        f"p = {best}, with {log_likelihood(best):.2f}. Towards 0 and 1 it falls without end.",
        224,
        panel.y_axis([-15, -10, -5], "log-likelihood"),
        panel.x_axis(label="dial p, the chance of a landscape"),
        path(drop, "d-dash d-quiet"),
        panel.curve(xs, log_likelihood, "d-curve d-one"),
        dots([panel.at(0.5, log_likelihood(0.5))], 4.5, "d-ring d-line d-one"),
        dots([panel.at(best, log_likelihood(best))], 5, "d-dot d-one"),
        panel.label(0.5, log_likelihood(0.5), plain(round(log_likelihood(0.5), 2)), "d-text d-end", dx=-8, dy=-5),
        panel.label(best, log_likelihood(best), plain(round(log_likelihood(best), 2)), "d-label d-one d-mid", dy=-10),
        panel.label(best, -13.2, "seven in ten", "d-text d-mid d-halo"),
        panel.label(0.5, -13.2, "fair coin", "d-text d-mid d-halo"),
    )


if __name__ == "__main__":
    save(__file__, draw())
