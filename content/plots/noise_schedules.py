"""How much signal is left under the linear and the cosine schedule: its power, and the signal-to-noise ratio."""

import math
from itertools import accumulate, pairwise
from operator import mul

from axes import Panel, Scale, dots, picture, powers, save

STEPS = 1000


def linear() -> list[float]:
    """Signal power after each step, Ho et al. 2020: β from 0.0001 to 0.02."""
    return list(accumulate((1 - (1e-4 + (0.02 - 1e-4) * t / (STEPS - 1)) for t in range(STEPS)), mul))


def cosine() -> list[float]:
    """Signal power after each step, Nichol and Dhariwal 2021, with β capped at 0.999."""
    shape = [math.cos((t / STEPS + 0.008) / 1.008 * math.pi / 2) ** 2 for t in range(STEPS + 1)]
    return list(accumulate((1 - min(0.999, 1 - now / before) for before, now in pairwise(shape)), mul))


def draw() -> str:
    time = Scale(low=0, high=STEPS, start=34, end=346)
    power = Panel(x=time, y=Scale(low=0, high=1, start=150, end=30))
    ratio = Panel(x=time, y=Scale(low=1e-5, high=1e4, start=310, end=214, log=True))
    kept = {"linear": linear(), "cosine": cosine()}
    days = range(1, STEPS + 1, 3)
    at = {name: lambda t, left=left: left[int(t) - 1] for name, left in kept.items()}
    snr = {name: lambda t, left=left: max(1e-5, left(t) / (1 - left(t))) for name, left in at.items()}
    half = {name: next(t for t in range(1, STEPS) if left[t - 1] <= 0.5) for name, left in kept.items()}
    exponent = {1e-4: "10⁻⁴", 1e-2: "10⁻²", 1: "1", 100: "10²", 1e4: "10⁴"}
    return picture(
        "Linear and cosine noise schedules",
        f"Two panels over 1000 steps. Above, the signal power falls from 1 to 0: under the linear schedule it is at one half "
        f"after {half['linear']} steps, under the cosine schedule after {half['cosine']}. Below, the signal-to-noise ratio "
        "on a logarithmic scale: the cosine curve lies higher nearly everywhere and drops steeply at the very end.",
        354,
        power.y_axis([0, 0.5, 1], "signal power left"),
        power.x_axis([]),
        power.curve([0, *days], lambda t: at["linear"](t) if t else 1, "d-curve d-two", stroke_dasharray="7 4"),
        power.curve([0, *days], lambda t: at["cosine"](t) if t else 1, "d-curve d-one"),
        dots([power.at(half["linear"], 0.5)], css="d-dot d-two"),
        dots([power.at(half["cosine"], 0.5)], css="d-dot d-one"),
        power.label(half["linear"], 0.5, f"{half['linear']}", "d-label d-two d-end", dx=-8, dy=16),
        power.label(half["cosine"], 0.5, f"{half['cosine']}", "d-label d-one", dx=9, dy=-4),
        power.label(395, 0.25, "linear", "d-label d-two"),
        power.label(660, 0.4, "cosine", "d-label d-one"),
        ratio.y_axis([v for v in powers(1e-4, 1e4) if v in exponent], "signal-to-noise ratio", exponent.__getitem__),
        ratio.x_axis([0, 250, 500, 750, 1000], "step t, from data to noise"),
        ratio.curve(days, snr["linear"], "d-curve d-two", stroke_dasharray="7 4"),
        ratio.curve(days, snr["cosine"], "d-curve d-one"),
    )


if __name__ == "__main__":
    save(__file__, draw())
