"""The coin behind the curtain: the ELBO for every possible guess q(z = 1), and the gap that is left below log p(x)."""

import math

from axes import Panel, Scale, arrow, dots, number, path, picture, save, span

PRIOR = (0.5, 0.5)
SHOWS = (0.2, 0.8)  # how readily either coin shows the motif
TRUTH = math.log(sum(prior * shows for prior, shows in zip(PRIOR, SHOWS, strict=True)))
GUESS = 0.6


def elbo(q: float) -> float:
    beliefs = (1 - q, q)
    return sum(
        belief * (math.log(shows) - math.log(belief / prior))
        for belief, prior, shows in zip(beliefs, PRIOR, SHOWS, strict=True)
        if belief > 0
    )


def draw() -> str:
    panel = Panel(x=Scale(low=0, high=1, start=40, end=346), y=Scale(low=-1.7, high=-0.6, start=206, end=26))
    best = SHOWS[1] * PRIOR[1] / math.exp(TRUTH)
    gap_x = number(panel.x(GUESS))
    return picture(
        "The gap below the evidence",
        f"A level line marks log p(x) = {TRUTH:.3f}. Below it the ELBO is a hill over the guess q of the second coin, from 0 to "
        f"1. It touches the line at q = {best:.1f}, the true posterior. At q = {GUESS} a double arrow marks the gap of "
        f"{TRUTH - elbo(GUESS):.3f}.",
        244,
        panel.y_axis([-1.6, -1.2, -0.8]),
        panel.x_axis(label="guess q(z = 1)"),
        path(f"M40 {number(panel.y(TRUTH))}H346", "d-curve"),
        panel.label(0, TRUTH, "log p(x): what you want to know", "d-label", dx=2, dy=-8),
        panel.curve([q for q in span(0.0005, 0.9995, 400) if elbo(q) > -1.68], elbo, "d-curve d-one"),
        panel.label(0.3, elbo(0.3), "ELBO", "d-label d-one", dx=10, dy=10),
        path(f"M{gap_x} {number(panel.y(TRUTH))}V{number(panel.y(elbo(GUESS)))}", "d-curve d-two"),
        panel.label(GUESS, -0.86, f"gap {TRUTH - elbo(GUESS):.3f}", "d-label d-two d-mid", dy=16),
        dots([panel.at(GUESS, elbo(GUESS))], 4, "d-dot d-two"),
        dots([panel.at(best, TRUTH)], 4.5, "d-dot d-one"),
        panel.label(best, -1.22, "no gap at the", "d-text d-mid"),
        panel.label(best, -1.22, "true posterior", "d-text d-mid", dy=16),
        arrow(panel.at(best, -1.14), panel.at(best, TRUTH - 0.05), "d-thin"),
    )


if __name__ == "__main__":
    save(__file__, draw())
