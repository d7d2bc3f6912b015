"""Eight motifs in a ring: the collection, and a forger who has two of them in stock."""

import math

from axes import Panel, Point, Scale, dots, group, normals, path, picture, save, text

MOTIFS, STOCK, COUNT, SPREAD, SEED = 8, (1, 2), 96, 0.13, 5


def centre(motif: int) -> Point:
    angle = 2 * math.pi * motif / MOTIFS
    return math.cos(angle), math.sin(angle)


def sample(motifs: tuple[int, ...], seed: int) -> list[Point]:
    """The same number of pictures of each of these motifs."""
    noise = normals(seed)
    return [
        (centre(motif)[0] + SPREAD * noise(), centre(motif)[1] + SPREAD * noise())
        for motif in motifs
        for _ in range(COUNT // len(motifs))
    ]


def rings(panel: Panel) -> str:
    return path(
        "".join(
            f"M{panel.x(x) - 24:.1f} {panel.y(y):.1f}a24 24 0 1 0 48 0a24 24 0 1 0-48 0z"
            for x, y in map(centre, range(MOTIFS))
        ),
        "d-thin d-quiet",
        stroke_dasharray="3 3",
    )


def draw() -> str:
    panels = [
        Panel(x=Scale(low=-1.4, high=1.4, start=a, end=a + 168), y=Scale(low=-1.4, high=1.4, start=196, end=28))
        for a in (4.0, 188.0)
    ]
    real, forged = sample(tuple(range(MOTIFS)), SEED), sample(STOCK, SEED + 1)
    return picture(
        "Eight motifs, two in stock",
        "Two panels with eight dashed circles in a ring, one for each motif. On the left, small dots fill all eight evenly: the "
        "real collection. On the right, all the triangles crowd into two neighbouring circles, and six are empty: the forger's "
        "stock.",
        240,
        text(88, 16, "the collection", "d-title d-mid"),
        text(272, 16, "the forger’s stock", "d-title d-mid"),
        rings(panels[0]),
        rings(panels[1]),
        dots([panels[0].at(*place) for place in real], 1.8),
        group(
            path(
                "".join(f"M{x:.1f} {y - 2.5:.1f}l2.4 4.2h-4.8z" for x, y in (panels[1].at(*place) for place in forged)),
                "d-solid",
            ),
            family="gan",
        ),
        text(88, 217, "96 pictures, 8 motifs", "d-text d-mid"),
        text(272, 217, "96 pictures, 2 motifs", "d-text d-mid"),
        text(272, 235, "precision 1, recall ¼", "d-note d-mid"),
    )


if __name__ == "__main__":
    save(__file__, draw())
