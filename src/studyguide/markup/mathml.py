"""math-core's MathML, made fit for a page with a strict Content-Security-Policy and for the Nu checker.

`style=` is replaced by classes (static/css/math.css draws them), `displaystyle` and `scriptlevel` move to an `<mstyle>`
(the checker knows them only there), and the entity that XML does not know becomes its character.
"""

from __future__ import annotations

import re

STYLE = re.compile(r' style="([^"]*)"')
NESTED = re.compile(r"<(/?)([a-z]+)((?:\s[^<>]*?)?)(/?)>")
LEVELS = re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"')
TAGS = re.compile(r"<annotation.*?</annotation>|<[^>]+>", re.DOTALL)
CLASSES = {
    "text-align: left": "m-left",
    "text-align: right": "m-right",
    "justify-items: start": "",
    "justify-items: end": "",
    "padding-left: 0": "m-pl0",
    "padding-right: 0": "m-pr0",
    "padding-top: 0": "m-pt0",
    "padding-bottom: 0": "m-pb0",
    "padding-left:1em": "m-pl1",
    "padding-left: 0.1em": "m-pl01",
    "padding-right: 0.1em": "m-pr01",
    "padding-top: 0.1667em": "m-pt",
    "width: 100%": "m-wide",
    "width: 50%": "m-half",
    "width: 7.5%": "m-edge",
    "border-right: 0.05em solid currentcolor": "m-br",
    "border-right: 0.05em dashed currentcolor": "m-brd",
    "border-top: 0.05em solid currentcolor": "m-bt",
    "border-top: 0.05em dashed currentcolor": "m-btd",
    "border-bottom: 0.05em solid currentcolor": "m-bb",
    "border-bottom: 0.05em dashed currentcolor": "m-bbd",
    "border-left: 0.05em solid currentcolor": "m-bl",
    "border-left: 0.05em dashed currentcolor": "m-bld",
}
COLOURS = {
    "#FF0000": "m-red", "#CC0000": "m-red", "#00FF00": "m-green", "#008000": "m-green", "#0000FF": "m-blue",
    "#FF8000": "m-orange", "#FFA500": "m-orange", "#800080": "m-purple", "#BF0040": "m-purple", "#808080": "m-grey",
}  # fmt: skip
"""Colours that have a light and a dark form; others are used as they are."""
BACK = re.compile(r"margin-left:-([0-9.]+)r?em")
BACKWARD_STEPS = (1, 2, 3, 4, 5, 6, 9, 12, 18, 36)
"""Negative spaces for which there is a class, in eighteenths of an em (TeX's mu)."""


def clean(mathml: str, tex: str) -> str:
    """The MathML as it stands in the page, with the author's own TeX as its annotation."""
    mathml = mathml.replace("&ApplyFunction;", "\u2061").replace("&InvisibleTimes;", "\u2062")
    if 'style="' in mathml:
        mathml = STYLE.sub(_without_style, mathml)
    if 'displaystyle="' in mathml or "scriptlevel=" in mathml:
        mathml = _levels_to_mstyle(mathml)
    head, _, _ = mathml.rpartition('<annotation encoding="application/x-tex">')
    return f'{head}<annotation encoding="application/x-tex">{escape(tex.strip())}</annotation></semantics></math>'


def plain(mathml: str) -> str:
    """The letters and signs of a formula, for headings and for attributes."""
    text = TAGS.sub("", mathml).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub("[\u2061-\u2064\ufe00\ufe01]", "", text)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_style(match: re.Match[str]) -> str:
    classes, rest = [], ""
    for declaration in match[1].split(";"):
        name = declaration.strip()
        if name.startswith("color:"):
            colour = name.removeprefix("color:").upper()
            rest += "" if colour in COLOURS else f' mathcolor="{colour}"'
            classes.append(COLOURS.get(colour, ""))
        elif back := BACK.fullmatch(name):
            classes.append(f"m-back{_step(float(back[1]))}")
        else:
            classes.append(CLASSES.get(name, ""))
    names = " ".join(filter(None, classes))
    return (f' class="{names}"' if names else "") + rest


def _step(em: float) -> int:
    return min(BACKWARD_STEPS, key=lambda step: abs(step - em * 18))


def _levels_to_mstyle(mathml: str) -> str:
    """`<mtable displaystyle="true">…</mtable>` → `<mstyle displaystyle="true"><mtable>…</mtable></mstyle>`"""
    ends: list[str] = []

    def tag(match: re.Match[str]) -> str:
        closing, name, attributes, empty = match.groups()
        if closing:
            return match[0] + ends.pop()
        levels = "".join(LEVELS.findall(attributes))
        after = "</mstyle>" if levels else ""
        opened = f"<mstyle{levels}>" if levels else ""
        if not empty:
            ends.append(after)
            after = ""
        return f"{opened}<{name}{LEVELS.sub('', attributes)}{empty}>{after}"

    return NESTED.sub(tag, mathml)
