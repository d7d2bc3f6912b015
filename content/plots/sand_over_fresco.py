"""A small picture at five moments of the forward process, with DDPM's linear schedule and seeded noise."""

import math
from itertools import accumulate, groupby
from operator import mul

from axes import arrow, group, normals, path, picture, save, text

FRESCO = (
    "................",
    ".##..........##.",
    ".###........###.",
    ".####......####.",
    ".#####....#####.",
    ".##############.",
    ".##############.",
    ".##..######..##.",
    ".##..######..##.",
    ".##############.",
    ".######..######.",
    ".##############.",
    "..####.##.####..",
    "..#####..#####..",
    "....########....",
    "................",
)
MOMENTS = (0, 250, 500, 750, 1000)
KEPT = [1.0, *accumulate((1 - (1e-4 + (0.02 - 1e-4) * t / 999) for t in range(1000)), mul)]
GREYS, CELL, SEED = 5, 4, 4


def frames() -> list[list[list[float]]]:
    """The picture at each moment; dark is 1, light is -1, and the same sand is used throughout."""
    grain = normals(SEED)
    sand = [[grain() for _ in row] for row in FRESCO]
    return [
        [
            [
                math.sqrt(KEPT[t]) * (1 if dark == "#" else -1) + math.sqrt(1 - KEPT[t]) * noise
                for dark, noise in zip(row, grains, strict=True)
            ]
            for row, grains in zip(FRESCO, sand, strict=True)
        ]
        for t in MOMENTS
    ]


def grey(value: float) -> int:
    return round(max(0.0, min(1.0, (value + 1.25) / 2.5)) * (GREYS - 1))


def shaded(frame: list[list[float]], left: int, top: int) -> list[str]:
    """One path of thick strokes for each shade of grey; cells beside each other are drawn as one."""
    runs: dict[int, list[str]] = {level: [] for level in range(1, GREYS)}
    for row, values in enumerate(frame):
        x = left
        for level, cells in groupby(map(grey, values)):
            wide = CELL * len(list(cells))
            if level:
                runs[level].append(f"M{x} {top + row * CELL + CELL // 2}h{wide}")
            x += wide
    return [
        path("".join(parts), "d-grain", stroke_opacity=f"{level / (GREYS - 1):g}")
        for level, parts in runs.items()
        if parts
    ]


def draw() -> str:
    lefts = [4 + i * 72 for i in range(len(MOMENTS))]
    parts: list[str] = []
    shown = ("1", ".524", ".0786", ".00335", ".00004")
    for left, frame, t, kept in zip(lefts, frames(), MOMENTS, shown, strict=True):
        parts += [
            group(*shaded(frame, left, 40), path(f"M{left} 40h64v64h-64z", "d-line"), family="diffusion"),
            text(left + 32, 121, f"t = {t}", "d-text d-mid"),
            text(left + 32, 139, kept, "d-note d-mid"),
        ]
    return picture(
        "Sand over the fresco",
        "Five frames of a cat's face at t = 0, 250, 500, 750 and 1000. It is clear at first, grainy at 250, barely a shadow at "
        "500, and from 750 on nothing but sand can be seen. Under the frames stands the signal power left: 1, 0.524, 0.0786, "
        "0.00335 and 0.00004. An arrow to the right is marked fixed, one to the left learned.",
        196,
        text(4, 14, "fixed: one more pinch of sand", "d-label"),
        arrow((4, 26), (356, 26), "d-line"),
        *parts,
        text(180, 157, "signal power left", "d-note d-mid"),
        group(
            arrow((356, 172), (4, 172), "d-curve", 9),
            text(356, 190, "learned: tell the sand from the picture", "d-label d-end"),
            family="diffusion",
        ),
    )


if __name__ == "__main__":
    save(__file__, draw())
