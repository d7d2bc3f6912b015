"""Numbers as a text prints them: found, read, and told apart from those that need no reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .prose import FORMULA, Block


class Printed(NamedTuple):
    """A number in a text, without its sign."""

    start: int
    """Offset in the text."""
    text: str
    """As it is printed, as in `50{,}257` or `4.04 \\times 10^{-5}`."""
    value: float
    whole: bool


_NUMBER = re.compile(
    r"(?<![\w.\\])(?:(?P<grouped>[1-9]\d{0,2}(?:(?:\{,\}|,|\\,|\u202f|\u2009)\d{3})+(?!\d))|\d+|(?=\.\d))"
    r"(?P<fraction>\.\d+)?(?P<e>[eE][-+]?\d+)?"
    r"(?P<power>\s*(?:\\times|\\cdot|×)\s*10\^(?:\{(?P<braced>-?\d+)\}|(?P<bare>\d)))?"
)
_SEPARATORS = re.compile(r"\{,\}|\\,|[,\u202f\u2009]")
_LITERAL = re.compile(r"(?<![\w.])(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_RELATION = re.compile(r"(?:=|≈|\\approx|\\simeq)\}?\s*(?:[-−+]\s*)?\Z")
_INDEX = re.compile(r"_\{?[-−]?\Z")
_PERCENT = re.compile(r"\s*(?:\\?%|per\s?cent)")
PAIR = frozenset({0.0, 1.0})
"""Need no reason anywhere: they name states, begin ranges and are what probabilities sum to."""


def printed_numbers(text: str) -> Iterator[Printed]:
    """All numbers of a text.

    >>> [number.value for number in printed_numbers(r"$1{,}024$ of 0.5, or $4.0 \\times 10^{-5}$")]
    [1024.0, 0.5, 4e-05]
    """
    for match in _NUMBER.finditer(text):
        power = match["braced"] or match["bare"]
        digits = _SEPARATORS.sub("", match[0][: match.start("power") - match.start()] if match["power"] else match[0])
        value = float(f"{digits}e{power}" if power else digits)
        yield Printed(match.start(), match[0], value, not (match["fraction"] or match["e"] or power))


def literals(expression: str) -> Iterator[float]:
    """The numbers that stand in an expression.

    >>> list(literals("0.3/(0.3 + 1e-1) + log2(8)"))
    [0.3, 0.3, 0.1, 8.0]
    """
    return (float(text.replace("_", "")) for text in _LITERAL.findall(expression))


def without_reason(block: Block, known: frozenset[float], *, strict: bool) -> Iterator[Printed]:
    """The numbers of a worked example that are neither known nor plain.

    Plain are 0 and 1, indices, whole numbers below 10 that are not the result of an equation, years, and whole numbers in running
    prose; the last only where not `strict`, for a page that computes something has all of them known.
    """
    formulas = [match.span() for match in FORMULA.finditer(block.text)]
    for number in printed_numbers(block.text):
        if number.value in known or (number.whole and number.value in PAIR):
            continue
        before, after = block.text[: number.start], block.text[number.start + len(number.text) :]
        if _PERCENT.match(after) and _same(number.value / 100, known):
            continue
        in_formula = any(start <= number.start < end for start, end in formulas)
        if not (number.whole and _is_plain(number, before, in_formula or block.kind == "table", strict)):
            yield number


def _is_plain(number: Printed, before: str, exact: bool, strict: bool) -> bool:
    """Whether a whole number needs no reason; `exact` in formulas and tables."""
    if _INDEX.search(before):
        return True
    if _RELATION.search(before):
        return False
    if number.value < 10:
        return True
    if exact:
        return False
    named = before.endswith("-") and before[-2:-1].isalpha()  # as in CIFAR-10
    year = len(number.text) == 4 and 1900 <= number.value <= 2100
    return named or year or not strict


def _same(value: float, known: Iterable[float]) -> bool:
    return any(abs(value - other) <= 1e-12 * abs(value) for other in known)
