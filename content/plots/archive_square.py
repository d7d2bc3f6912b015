"""The joint distribution of motif and colour as areas of one square. The numbers of the page's table."""

from axes import box, group, number, path, picture, save, text

JOINT = {("seascape", "blue"): 0.36, ("seascape", "warm"): 0.04, ("portrait", "blue"): 0.12, ("portrait", "warm"): 0.48}
LEFT, TOP, SIDE = 96.0, 30.0, 170.0


def draw() -> str:
    parts: list[str] = []
    top = TOP
    for motif in ("seascape", "portrait"):
        share = sum(value for (which, _), value in JOINT.items() if which == motif)
        bottom, left = top + SIDE * share, LEFT
        for colour in ("blue", "warm"):
            right = left + SIDE * JOINT[motif, colour] / share
            css = "d-box d-one" if colour == "blue" else "d-box d-two"
            parts.append(path(box(left, top, right, bottom), css))
            if right - left > 30:
                parts.append(
                    text((left + right) / 2, (top + bottom) / 2 + 4.5, f"{JOINT[motif, colour]:.2f}", "d-label d-mid")
                )
            left = right
        given = JOINT[motif, "blue"] / share
        parts += [
            text(LEFT - 10, (top + bottom) / 2 - 3, motif, "d-text d-end"),
            text(LEFT - 10, (top + bottom) / 2 + 14, f"{share:.2f}", "d-label d-end"),
            path(f"M{number(LEFT + SIDE * given)} {number(top)}V{number(bottom)}", "d-curve"),
            text(LEFT + SIDE + 12, (top + bottom) / 2 - 3, "of these", "d-note"),
            text(LEFT + SIDE + 12, (top + bottom) / 2 + 14, f"{given:.2f} blue", "d-label d-one"),
        ]
        top = bottom
    return picture(
        "A hundred canvases as one square",
        "A square cut into two rows, seascapes above with 0.40 of the height and portraits below with 0.60. Each row is cut into a "
        "blue part and a warm part. Of the seascapes nine tenths are blue, of the portraits one fifth. The four areas are 0.36, "
        "0.04, 0.12 and 0.48.",
        224,
        text(LEFT + 4, 18, "blue", "d-label d-one"),
        text(LEFT + SIDE - 4, 18, "warm", "d-label d-two d-end"),
        *parts,
        group(text(LEFT + SIDE / 2, 218, "height: which shelf; width: which colour on it", "d-note d-mid")),
    )


if __name__ == "__main__":
    save(__file__, draw())
