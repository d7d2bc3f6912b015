"""Four logits at three temperatures, as bars; what top-p 0.9 keeps is filled. The numbers are those of the page's table."""

import math

from axes import box, number, path, picture, save, text

LOGITS = (2.0, 1.0, 0.5, -1.0)
TEMPERATURES = (0.5, 1.0, 2.0)
TOP_P = 0.9
FLOOR, TALL = 176.0, 156.0


def softmax(logits: tuple[float, ...], temperature: float) -> list[float]:
    powers = [math.exp(logit / temperature) for logit in logits]
    return [power / sum(powers) for power in powers]


def kept(probabilities: list[float], p: float) -> int:
    """How many of the best are needed until their sum reaches p."""
    total = 0.0
    for count, probability in enumerate(probabilities, 1):
        total += probability
        if total >= p:
            return count
    return len(probabilities)


def chart(left: float, temperature: float) -> list[str]:
    probabilities = softmax(LOGITS, temperature)
    cut = kept(probabilities, TOP_P)
    tops = [FLOOR - TALL * probability for probability in probabilities]
    bars = [box(left + 26 * i + 2, top, left + 26 * i + 22, FLOOR) for i, top in enumerate(tops)]
    shown = [f"{p:.2f}"[1:] if p >= 0.01 else f"{p:.3f}"[1:] for p in probabilities]
    edge = left + 26 * cut - 1
    return [
        text(left + 51, 16, f"T = {temperature:g}", "d-title d-mid"),
        path("".join(bars[:cut]), "d-solid"),
        path("".join(bars[cut:]), "d-box"),
        *[
            text(left + 26 * i + 12, top - 5, words, "d-note d-mid")
            for i, (top, words) in enumerate(zip(tops, shown, strict=True))
        ],
        path(f"M{number(left)} {number(FLOOR)}h102", "d-axis"),
        path(f"M{number(edge)} 84V{number(FLOOR + 8)}", "d-dash d-two"),
    ]


def draw() -> str:
    lefts = (6.0, 129.0, 252.0)
    charts = [part for left, temperature in zip(lefts, TEMPERATURES, strict=True) for part in chart(left, temperature)]
    return picture(
        "Temperature flattens the bars",
        "Three bar charts of the same four logits. At temperature 0.5 the bars are 0.84, 0.11, 0.04 and nearly 0; at 1 they "
        "are 0.61, 0.22, 0.14 and 0.03; at 2 they are 0.43, 0.26, 0.21 and 0.10. A dashed line in each marks the cut of "
        "top-p 0.9: after two bars, three bars and three bars.",
        222,
        '<g data-family="autoregressive">',
        *charts,
        "</g>",
        text(57, 201, "sober", "d-text d-mid"),
        text(180, 201, "as trained", "d-text d-mid"),
        text(303, 201, "three espressos", "d-text d-mid"),
        text(180, 219, "filled: kept by top-p 0.9, cut at the dashed line", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
