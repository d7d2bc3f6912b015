"""Formulas: TeX in, MathML out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from math_core import LatexError, LatexToMathML

from ..problems import did_you_mean
from . import mathml
from .draft import Draft, Piece, Rendered, attributes
from .tex import MACROS, Repaired, repair

DEEPEST = 200
"""The library recurses: some thousand braces within each other end the process."""
_EDGE = re.compile(r"\\(?P<open>left|begin)(?![a-zA-Z])|\\(?P<close>right|end)(?![a-zA-Z])|\\[a-zA-Z]+|\\.|[{}]", re.S)
LONGEST = 20_000
"""Characters; what is longer is not meant for readers."""
FRIENDLY = (
    (r'Unknown command "(\\.+)"\.', r"unknown command \1"),
    (r'Unknown environment "(.+)"\.', r'unknown environment "\1"'),
    (r'Expected closing token "}", but reached end of input\.', 'a "{" is never closed'),
    (r'Expected closing token "\\right", but reached end of input\.', r"a \\left has no \\right"),
    (r'Expected closing token "\\end\{\.\.\.\}", but reached end of input\.', r"a \\begin has no \\end"),
    (r'Unmatched closing token: "}"\.', 'this "}" closes nothing'),
    (r'Unmatched closing token: "\\right"\.', r"this \\right has no \\left"),
    (r'Unmatched closing token: "\\end\{\.\.\.\}"\.', r"this \\end has no \\begin"),
    (
        r'Found "&", which may only appear in a table-like environment\.',
        '"&" may only stand in a table such as aligned',
    ),
    (r"Expected argument but reached end of input\.", "something is missing at the end"),
    (r"Duplicate subscript or superscript\.", "two subscripts or two superscripts in a row"),
    (r"Math mode within text mode is not implemented yet\.", r"a formula cannot stand inside \\text"),
    (r'Unexpected "\$"\.', "a dollar sign cannot stand inside a formula"),
)
HINTS = (
    (r'"&" may', r"write \& for the character"),
    ("inside \\\\text", r"end the \text before it: \text{if } x"),
    ("two sub", "put braces around the first: {x^2}^3"),
    ("dollar sign", r"write \$ for the character"),
)
COMMANDS = re.findall(
    r"\w+",
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi "
    "varphi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega frac dfrac tfrac sqrt sum prod int partial "
    "nabla infty log exp min max arg left right middle begin end text mathbb mathbf mathcal mathrm mathit mathsf "
    "boldsymbol operatorname hat tilde bar vec overline underline underbrace overbrace mid parallel sim approx "
    "equiv propto leq geq neq cdot times circ in notin subset cup cap to mapsto rightarrow Rightarrow leftarrow "
    "ldots cdots quad qquad big Big bigl bigr Bigl Bigr cases aligned ",
)
"""The usual ones, for suggestions."""


class Formula(NamedTuple):
    html: str
    plain: str
    tag: str
    message: str = ""
    hint: str = ""
    offset: int = 0


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(annotation=True, fancy_error=False, allow_unreliable_rendering=True, macros=MACROS)


@lru_cache(maxsize=8192)
def formula(tex: str, display: bool) -> Formula:
    """A formula as MathML; one that cannot be read has a message, and shows its TeX."""
    if _depth(tex) > DEEPEST:
        return _failed(tex, "this formula is nested too deeply", "take it apart", 0)
    if len(tex) > LONGEST:
        return _failed(tex, f"this formula is longer than {LONGEST} characters", "break it into several", 0)
    repaired = repair(tex)
    try:
        converted = _converter().convert_with_local_state(repaired.tex, displaystyle=display)
    except LatexError as error:
        return _explained(tex, repaired, str(error))
    shown = mathml.clean(converted, tex)
    return Formula(shown, mathml.plain(shown), repaired.tag)


def _depth(tex: str) -> int:
    """How deep a formula is nested, at most: by braces, by \\left and \\begin, and by commands such as \\sqrt in a row."""
    deepest = depth = row = end = 0
    for edge in _EDGE.finditer(tex):
        if edge["open"] or edge[0] == "{":
            depth += 1
        elif edge["close"] or edge[0] == "}":
            depth = max(0, depth - 1)
        row = row + 1 if len(edge[0]) > 2 and not tex[end : edge.start()].strip() else 0
        end = edge.end()
        deepest = max(deepest, depth, row)
    return deepest


def render_inline(draft: Draft, piece: Piece) -> Rendered:
    found = formula(piece.value, display=False)
    report(draft, piece, found)
    return Rendered(found.html, found.plain, searchable=False)


def render_display(draft: Draft, piece: Piece) -> Rendered:
    found = formula(piece.value, display=True)
    report(draft, piece, found)
    number = f"({draft.notes.equations[piece.label]})" if piece.label else found.tag
    anchor = f"{draft.place.prefix}eq-{piece.label}" if piece.label else ""
    element = "div" if piece.block else "span"
    return Rendered(wrapped(found.html, element, number, anchor), found.plain, searchable=False)


def wrapped(html: str, element: str = "div", number: str = "", anchor: str = "") -> str:
    """A displayed formula in a box that can be scrolled, also by keyboard."""
    named = {"id": anchor} if anchor else {}
    label = f"Formula {number.strip('()')}" if number else "Formula"
    box = attributes({"class": "math", **named, "tabindex": "0", "role": "group", "aria-label": label})
    shown = f'<span class="eq-number">{mathml.escape(number)}</span>' if number else ""
    return f"<{element}{box}>{html}{shown}</{element}>"


def report(draft: Draft, piece: Piece, found: Formula) -> None:
    if found.message:
        draft.mistake(piece.value_start + found.offset, found.message, found.hint)


def _explained(tex: str, repaired: Repaired, error: str) -> Formula:
    parts = re.match(r"(\d+): (.*)", error, re.DOTALL)
    offset, said = (int(parts[1]), parts[2]) if parts else (0, error)
    for pattern, friendly in FRIENDLY:
        said = re.sub(pattern, friendly, said)
    return _failed(tex, f"formula: {said.rstrip('.')}", _hint(said), min(repaired.original(offset), len(tex)))


def _hint(said: str) -> str:
    unknown = re.match(r"unknown command \\([a-zA-Z]+)", said)
    if unknown:
        return did_you_mean(f"\\{unknown[1]}", [f"\\{command}" for command in COMMANDS])
    return next((hint for pattern, hint in HINTS if re.search(pattern, said)), "")


def _failed(tex: str, message: str, hint: str, offset: int) -> Formula:
    return Formula(f'<code class="bad-math">{mathml.escape(tex)}</code>', tex, "", message, hint, offset)
