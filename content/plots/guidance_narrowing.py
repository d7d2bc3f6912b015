"""p(x) p(c | x)^s for growing s, where everything is Gaussian and can be computed: the mean moves and the spread shrinks."""

import math

from axes import Panel, Scale, bell, group, picture, save, span

LIKES, TOLERANCE = 2.0, 1.5  # p(c | x) is a bump of this width around this place
SCALES = (0.0, 1.0, 3.0, 7.5)


def guided(scale: float) -> tuple[float, float]:
    """Mean and deviation of N(0, 1) times the bump to the power of the scale."""
    precision = 1 + scale / TOLERANCE**2
    return LIKES * scale / TOLERANCE**2 / precision, 1 / math.sqrt(precision)


def draw() -> str:
    panel = Panel(x=Scale(low=-3.2, high=4, start=10, end=350), y=Scale(low=0, high=0.92, start=196, end=24))
    xs = span(-3.2, 4, 217)
    fits = {scale: guided(scale) for scale in SCALES}
    styles = {0.0: ("d-line", "2 4"), 1.0: ("d-line", "none"), 3.0: ("d-line", "8 4"), 7.5: ("d-curve", "none")}
    curves = [
        panel.curve(
            xs, lambda x, fit=fits[s]: bell(x, *fit), css, **({} if dash == "none" else {"stroke_dasharray": dash})
        )
        for s, (css, dash) in styles.items()
    ]
    places = {
        0.0: (-1.35, 0.2, "s = 0"),
        1.0: (-0.55, 0.4, "s = 1"),
        3.0: (0.35, 0.535, "s = 3"),
        7.5: (1.0, 0.76, "s = 7.5"),
    }
    return picture(
        "Guidance moves and narrows",
        "Four bell curves for guidance scales 0, 1, 3 and 7.5. The larger the scale, the farther right and the narrower the "
        f"curve: its deviation shrinks from 1 to {fits[1.0][1]:.2f}, {fits[3.0][1]:.2f} and {fits[7.5][1]:.2f}, and it gathers "
        "around the place that the prompt likes best, marked at 2.",
        232,
        group(panel.area(xs, lambda x: bell(x, *fits[7.5])), *curves, family="diffusion"),
        panel.x_axis([]),
        *[panel.label(x, y, words, "d-label d-end", dx=-6) for x, y, words in places.values()],
        panel.label(0, 0, "usual pictures", "d-note d-mid", dy=18),
        panel.label(LIKES, 0, "textbook cases", "d-note d-mid", dx=20, dy=18),
    )


if __name__ == "__main__":
    save(__file__, draw())
