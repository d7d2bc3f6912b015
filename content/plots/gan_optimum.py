"""The ideal detective D* = p_data / (p_data + p_g), for an early forger and for a good one."""

from axes import Panel, Scale, bell, group, picture, save, span, text

DATA = (0.6, 0.75)
FORGERS = ((-1.4, 0.8, "early: two worlds"), (0.25, 0.8, "late: nearly one"))


def scene(top: float, mean: float, deviation: float, words: str, last: bool) -> list[str]:
    panel = Panel(x=Scale(low=-4, high=4, start=34, end=346), y=Scale(low=0, high=1, start=top + 104, end=top))
    xs = span(-4, 4, 201)

    def detective(x: float) -> float:
        real, forged = bell(x, *DATA), bell(x, mean, deviation)
        return real / (real + forged)

    return [
        panel.y_axis([0, 0.5, 1]),
        text(346, top - 10, words, "d-title d-end"),
        panel.area(xs, lambda x: bell(x, *DATA)),
        panel.curve(xs, lambda x: bell(x, *DATA), "d-line"),
        group(
            panel.area(xs, lambda x: bell(x, mean, deviation)),
            panel.curve(xs, lambda x: bell(x, mean, deviation), "d-line", stroke_dasharray="6 3"),
            family="gan",
        ),
        panel.curve(xs, detective, "d-curve d-one"),
        panel.x_axis([]),
        panel.label(3.9, 0.12, "real", "d-text d-end", dx=-44) if not last else "",
        text(panel.x(-3.9), top + 92, "forged", "d-text") if not last else "",
        panel.label(4, 0.86, "D*", "d-label d-one d-end", dy=-4)
        if not last
        else panel.label(2.1, 0.86, "D*", "d-label d-one"),
    ]


def draw() -> str:
    first, second = FORGERS
    return picture(
        "What the ideal detective believes",
        "Two panels with the density of real pictures as a grey hill and that of forgeries as a dashed hill, and the ideal "
        "detective's verdict as a curve between 0 and 1. Early, the hills lie apart and the verdict climbs steeply from 0 to 1. "
        "Late, the hills nearly coincide and the verdict stays close to one half wherever there are pictures.",
        298,
        *filter(None, scene(32, *first, last=False)),
        *filter(None, scene(174, *second, last=True)),
        text(190, 294, "a feature of the picture", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
