"""A kernel density estimate of three footprints with a wide and with a narrow bandwidth."""

from axes import Panel, Scale, bell, dots, group, number, path, picture, save, span, text

FOOTPRINTS, STRANGER = (1.0, 2.0, 4.0), 3.0
WIDTHS = ((1.0, 0.3), (0.2, 0.9))  # bandwidth, top of the scale


def density(x: float, width: float) -> float:
    return sum(bell(x, foot, width) for foot in FOOTPRINTS) / len(FOOTPRINTS)


def scene(top: float, width: float, high: float) -> list[str]:
    panel = Panel(x=Scale(low=-1.5, high=6.5, start=8, end=352), y=Scale(low=0, high=high, start=top + 100, end=top))
    xs = span(-1.5, 6.5, 401)
    bumps = [
        panel.curve(xs, lambda x, foot=foot: bell(x, foot, width) / len(FOOTPRINTS), "d-thin") for foot in FOOTPRINTS
    ]
    there = density(STRANGER, width)
    said = f"{there:.3f} at 3" if there > 0.001 else "almost 0 at 3"
    stranger = panel.x(STRANGER)
    return [
        group(
            panel.area(xs, lambda x: density(x, width)),
            *bumps,
            panel.curve(xs, lambda x: density(x, width)),
            family="classical",
        ),
        panel.x_axis([]),
        text(352, top + 6, f"h = {width:g}", "d-title d-end"),
        dots([panel.at(foot, 0) for foot in FOOTPRINTS], 4.5),
        path(f"M{number(stranger)} {number(top + 16)}V{number(panel.y(there) - 7)}", "d-dash d-two"),
        dots([panel.at(STRANGER, there)], 4.5, "d-dot d-two"),
        text(stranger, top + 10, said, "d-label d-two d-mid"),
    ]


def draw() -> str:
    scenes = [part for top, scene_of in zip((20.0, 158.0), WIDTHS, strict=True) for part in scene(top, *scene_of)]
    panel = Scale(low=-1.5, high=6.5, start=8, end=352)
    return picture(
        "Soft footprints and sharp ones",
        "Two density curves over the same three footprints at 1, 2 and 4. With bandwidth 1 the bumps melt into one broad hill, "
        "and the place 3 between two footprints is plausible. With bandwidth 0.2 there are three separate spikes, and the "
        "density at 3 is almost zero.",
        288,
        *scenes,
        *[text(panel(foot), 278, f"{foot:g}", "d-note d-mid") for foot in (*FOOTPRINTS, STRANGER)],
    )


if __name__ == "__main__":
    save(__file__, draw())
