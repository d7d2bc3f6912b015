"""FID between samples of two 64-dimensional Gaussians, for growing samples: a perfect model, and one whose true FID is 1.

Needs numpy. Averages over a few repetitions with seeded draws of numpy's frozen generator.
"""

import numpy as np
from axes import Panel, Scale, dots, line, path, picture, plain, save

DIMENSIONS, REPEATS = 64, 3
SIZES = (100, 200, 500, 1000, 2000, 5000, 20000)
TRUE_FID = 1.0


def fid(real: np.ndarray, made: np.ndarray) -> float:
    """The Fréchet distance of two samples' means and covariances, Heusel et al. 2017; samples are rows."""
    first, second = np.cov(real, rowvar=False), np.cov(made, rowvar=False)
    means = float(np.sum((real.mean(0) - made.mean(0)) ** 2))
    roots = np.sqrt(np.clip(np.linalg.eigvals(first @ second).real, 0, None))
    return means + float(np.trace(first) + np.trace(second) - 2 * roots.sum())


def measured(size: int, shift: float, seed: int) -> float:
    """Mean FID of samples of this size, when the made pictures are shifted by `shift` in every dimension."""
    throw = np.random.RandomState(seed)
    repeats = REPEATS if size < 2000 else 1
    return float(
        np.mean(
            [
                fid(throw.standard_normal((size, DIMENSIONS)), throw.standard_normal((size, DIMENSIONS)) + shift)
                for _ in range(repeats)
            ]
        )
    )


def draw() -> str:
    shift = (TRUE_FID / DIMENSIONS) ** 0.5
    perfect = [(size, measured(size, 0.0, 1)) for size in SIZES]
    flawed = [(size, measured(size, shift, 2)) for size in SIZES]
    panel = Panel(
        x=Scale(low=80, high=26000, start=40, end=346, log=True),
        y=Scale(low=0.08, high=40, start=206, end=30, log=True),
    )
    shown = {100: "100", 1000: "1,000", 10000: "10,000"}
    return picture(
        "FID falls with the sample size alone",
        "On logarithmic axes, the measured FID of a perfect model falls in a straight line from about 22 with 100 pictures to "
        "about 0.1 with 20,000. A second model, whose true FID is 1, starts at about 23 and levels off just above 1. So the "
        "perfect model measured with 500 pictures looks worse than the flawed one measured with 20,000.",
        244,
        panel.y_axis(label="measured FID"),
        panel.x_axis(shown, "pictures in each sample", lambda size: shown[int(size)]),
        path(f"M40 {panel.y(TRUE_FID):.1f}H346", "d-dots d-two"),
        path(line([panel.at(*point) for point in flawed]), "d-line d-two", stroke_dasharray="7 4"),
        dots([panel.at(*point) for point in flawed], 4, "d-dot d-two"),
        path(line([panel.at(*point) for point in perfect]), "d-curve d-one"),
        dots([panel.at(*point) for point in perfect], 4, "d-dot d-one"),
        panel.label(1500, 0.42, "a perfect model", "d-label d-one d-end"),
        panel.label(2600, 2.6, f"true FID {plain(TRUE_FID)}", "d-label d-two"),
    )


if __name__ == "__main__":
    save(__file__, draw())
