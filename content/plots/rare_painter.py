"""Bayes' rule as areas: all canvases, those with the glaze, and the master's share of them. The numbers of the page's example."""

from axes import arrow, box, group, number, path, picture, save, text

PRIOR, MASTER, WORKSHOP = 0.05, 0.6, 0.1
LEFT, TOP, WIDE, TALL = 24.0, 30.0, 312.0, 110.0


def draw() -> str:
    cut, floor = LEFT + WIDE * PRIOR, TOP + TALL
    hers, theirs = floor - TALL * MASTER, floor - TALL * WORKSHOP
    joint, other = PRIOR * MASTER, (1 - PRIOR) * WORKSHOP
    posterior = joint / (joint + other)
    bar_top, bar = 196.0, WIDE * posterior
    return picture(
        "The rare painter",
        f"Above, all canvases as a rectangle: a narrow strip of 5 percent on the left is the master's, the rest the workshops'. "
        f"The glaze fills 60 percent of the strip's height and 10 percent of the wide part's. Below, only the canvases with the "
        f"glaze, side by side as one bar: the master's part is {posterior:.2f} of it.",
        252,
        text(LEFT, 18, "all canvases: her strip is 5 % wide", "d-text"),
        path(box(LEFT, TOP, LEFT + WIDE, floor), "d-frame"),
        group(path(box(LEFT, hers, cut, floor), "d-solid"), css="d-one"),
        group(path(box(cut, theirs, LEFT + WIDE, floor), "d-box"), css="d-two"),
        path(f"M{number(cut)} {number(TOP)}V{number(floor)}", "d-line"),
        text(cut + 10, hers + 12, "60 % of hers have the glaze", "d-label d-one"),
        text(LEFT + WIDE - 8, theirs - 8, "10 % of theirs", "d-label d-two d-end"),
        arrow((180, floor + 10), (180, bar_top - 22), "d-line"),
        text(LEFT, bar_top - 8, "only those with the glaze", "d-text"),
        group(path(box(LEFT, bar_top, LEFT + bar, bar_top + 28), "d-solid"), css="d-one"),
        group(path(box(LEFT + bar, bar_top, LEFT + WIDE, bar_top + 28), "d-box"), css="d-two"),
        text(LEFT, bar_top + 46, f"hers: {posterior:.2f}", "d-label d-one"),
        text(LEFT + WIDE, bar_top + 46, f"the workshops’: {1 - posterior:.2f}", "d-label d-two d-end"),
    )


if __name__ == "__main__":
    save(__file__, draw())
