"""One bell curve fitted to two hills, once by forward and once by reverse KL.

The forward fit is exact: it has the mixture's mean and variance. The reverse fit is found by shrinking steps in mean and
deviation, with the divergence as a sum over a fine grid.
"""

import math

from axes import Panel, Scale, bell, line, path, picture, save, span

HILLS = ((0.55, -1.8, 0.6), (0.45, 1.8, 0.6))  # weight, mean, deviation
GRID = span(-6, 6, 1201)


def target(x: float) -> float:
    return sum(weight * bell(x, mean, deviation) for weight, mean, deviation in HILLS)


def forward_fit() -> tuple[float, float]:
    mean = sum(weight * centre for weight, centre, _ in HILLS)
    variance = sum(weight * (deviation**2 + (centre - mean) ** 2) for weight, centre, deviation in HILLS)
    return mean, math.sqrt(variance)


def reverse_kl(mean: float, deviation: float) -> float:
    step = GRID[1] - GRID[0]
    values = ((bell(x, mean, deviation), target(x)) for x in GRID)
    return step * sum(q * math.log(q / p) for q, p in values if q > 1e-12)


def reverse_fit() -> tuple[float, float]:
    best, step = (-1.5, 0.8), 0.2
    while step > 1e-3:
        moves = [(best[0] + a * step, best[1] + b * step) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        better = min(moves, key=lambda fit: reverse_kl(*fit))
        best, step = (better, step) if better != best else (best, step / 2)
    return best


def draw() -> str:
    panel = Panel(x=Scale(low=-5, high=5, start=8, end=352), y=Scale(low=0, high=0.7, start=172, end=22))
    xs = span(-5, 5, 241)
    wide, narrow = forward_fit(), reverse_fit()
    return picture(
        "Forward KL covers, reverse KL chooses",
        "A target with two hills of equal width, the left one a little higher, drawn as a grey area. A wide low curve, the "
        "forward fit, spans both hills and is highest near the valley between them. A narrow high dashed curve, the reverse "
        "fit, sits on the left hill alone.",
        214,
        panel.area(xs, target),
        panel.curve(xs, target, "d-line"),
        panel.curve(xs, lambda x: bell(x, *wide), "d-curve d-one"),
        panel.curve(xs, lambda x: bell(x, *narrow), "d-curve d-two", stroke_dasharray="7 4"),
        panel.x_axis([]),
        panel.label(-1.15, 0.6, "reverse KL: one safe hill", "d-label d-two"),
        panel.label(2.5, 0.22, "target", "d-text", dx=6),
        path(line([panel.at(1.5, 0.44), panel.at(0.35, 0.215)]), "d-thin d-one"),
        panel.label(1.6, 0.44, "forward KL:", "d-label d-one"),
        panel.label(1.6, 0.44, "covers the gap too", "d-label d-one", dy=16),
        panel.label(-1.8, 0, "rooms people love", "d-note d-mid", dy=18),
        panel.label(1.8, 0, "rooms people love", "d-note d-mid", dy=18),
        panel.label(0, 0, "corridor", "d-note d-mid", dy=36),
    )


if __name__ == "__main__":
    save(__file__, draw())
