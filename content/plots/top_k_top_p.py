"""A sure list and an unsure one, twelve candidates each, cut by the same k and by the same p. The lists are invented."""

from axes import box, group, number, path, picture, save, text
from temperature import kept

K, TOP_P = 5, 0.9
LISTS = (("“the Mona …”", 0.22), ("“I would like to paint …”", 0.86))  # how fast the candidates fall off
COUNT, LEFT, STEP = 12, 8.0, 28.8


def falling(ratio: float) -> list[float]:
    weights = [ratio**i for i in range(COUNT)]
    return [weight / sum(weights) for weight in weights]


def bracket(cut: int, y: float, words: str, css: str) -> list[str]:
    right = LEFT + STEP * cut - 6
    mark = path(
        f"M{number(LEFT)} {number(y - 4)}v8M{number(LEFT)} {number(y)}H{number(right)}M{number(right)} {number(y - 4)}v8",
        f"d-line {css}",
    )
    if right > 220:
        return [mark, text((LEFT + right) / 2, y + 4.5, words, f"d-label d-mid d-halo {css}")]
    return [mark, text(right + 7, y + 4.5, words, f"d-label {css}")]


def chart(floor: float, words: str, ratio: float) -> list[str]:
    probabilities = falling(ratio)
    tops = [floor - 76 * probability / max(probabilities) for probability in probabilities]
    bars = "".join(box(LEFT + STEP * i, top, LEFT + STEP * i + 20, floor) for i, top in enumerate(tops))
    by_p = kept(probabilities, TOP_P)
    return [
        text(352, floor - 66, words, "d-title d-end"),
        group(path(bars, "d-box"), family="autoregressive"),
        path(f"M4 {number(floor)}H352", "d-axis"),
        *bracket(K, floor + 14, f"top-k, k = {K}", ""),
        *bracket(by_p, floor + 34, f"top-p, p = {TOP_P:g}: {by_p} kept", "d-two"),
    ]


def draw() -> str:
    charts = [part for floor, listed in zip((86.0, 222.0), LISTS, strict=True) for part in chart(floor, *listed)]
    return picture(
        "A fixed cut and one that adapts",
        "Two lists of twelve candidates as falling bars. After the words the Mona, the first bar towers over the rest: top-k "
        "with k = 5 keeps five, top-p 0.9 only two. After I would like to paint, the bars fall slowly: top-k keeps the same "
        "five, top-p 0.9 keeps ten.",
        266,
        *charts,
    )


if __name__ == "__main__":
    save(__file__, draw())
