"""Two point masses, one at 0 and one at θ: what the Jensen-Shannon divergence and the Wasserstein distance say of θ."""

import math

from axes import Panel, Scale, arrow, dots, path, picture, save


def draw() -> str:
    panel = Panel(x=Scale(low=-2, high=2, start=30, end=336), y=Scale(low=0, high=2, start=196, end=28))
    js = math.log(2)
    flat = "".join(f"M{panel.x(a):g} {round(panel.y(js), 1):g}H{panel.x(b):g}" for a, b in ((-2, -0.035), (0.035, 2)))
    return picture(
        "Flat JS, sloping Wasserstein distance",
        "Over the shift theta from -2 to 2, the Wasserstein distance is a V with its tip at 0 and slope 1 on both sides. The "
        "Jensen-Shannon divergence is a flat dashed line at 0.69 everywhere, except for a single point at theta 0, where it "
        "is 0.",
        236,
        panel.y_axis([0, 1, 2]),
        panel.x_axis(label="shift θ of one pile of sand"),
        panel.curve([-2, 0, 2], abs, "d-curve d-one"),
        path(flat, "d-curve d-two", stroke_dasharray="7 4"),
        dots([panel.at(0, js)], 3.5, "d-ring d-thin"),
        dots([panel.at(0, 0)], 4),
        panel.label(-2, js, "JS = ln 2:", "d-label d-two", dx=4, dy=18),
        panel.label(-2, js, "no way home", "d-label d-two", dx=4, dy=34),
        panel.label(0.2, 1.7, "W₁ = |θ|: always downhill", "d-label d-one d-mid"),
        arrow(panel.at(1.85, 1.5), panel.at(1.35, 1.0), "d-line"),
        panel.label(0.42, 0, "JS = 0 only at θ = 0", "d-note", dy=-9),
    )


if __name__ == "__main__":
    save(__file__, draw())
