"""The colours of code and formulas can be read in both schemes, and every class that is written has a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyguide.markup import mathml

CSS = Path(__file__).parents[1] / "static" / "css"
PAIR = re.compile(r"--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
CODE = {name: (light, dark) for name, light, dark in PAIR.findall((CSS / "code.css").read_text(encoding="utf-8"))}
TOKENS = {name: (light, dark) for name, light, dark in PAIR.findall((CSS / "tokens.css").read_text(encoding="utf-8"))}
FORMULAS = "".join((CSS / f"{name}.css").read_text(encoding="utf-8") for name in ("math", "math-more"))
GROUNDS = {"plane": TOKENS["plane"], **{name: CODE[name] for name in ("code-marked", "code-added", "code-removed")}}
WORDS = {name: pair for name, pair in CODE.items() if name not in GROUNDS} | {"ink": TOKENS["ink"]}


def luminance(colour: str) -> float:
    """Relative luminance of sRGB, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_of_code_keep_six_to_one_on_every_ground(ground: str, scheme: int) -> None:
    found = {word: contrast(pair[scheme], GROUNDS[ground][scheme]) for word, pair in WORDS.items()}
    assert {word: round(ratio, 2) for word, ratio in found.items() if ratio < 6} == {}


def test_colours_of_formulas_keep_four_and_a_half_to_one() -> None:
    text = FORMULAS
    for light, dark in re.findall(r"\.m-[a-z]+ \{ color: light-dark\((#\w{6}), (#\w{6})\)", text):
        for plane in ("paper", "plane"):
            assert contrast(light, TOKENS[plane][0]) >= 4.5
            assert contrast(dark, TOKENS[plane][1]) >= 4.5


def test_every_class_of_a_formula_has_a_rule() -> None:
    text = FORMULAS
    back = {f"m-back{step}" for step in mathml.BACKWARD_STEPS}
    classes = set(mathml.CLASSES.values()) | set(mathml.COLOURS.values()) | back
    assert [name for name in sorted(classes) if name and f".{name} " not in text and f".{name}," not in text] == []
