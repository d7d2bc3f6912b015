"""Numbers as people type them: decimal commas, thousands, powers of ten, fractions, a unit behind.

The same rules as static/js/core/numeral.js; tests/vectors/grading.yml keeps the two together.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_DIGITS = r"[0-9]{1,3}(?:[ '’_][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9][0-9.,]*|[.,][0-9]+"
_POWER = r"(?:\^|\*\*) ?[({]?([-+]?[0-9]+)[)}]?"
_NUMBER = re.compile(
    rf"[=≈~]? ?([-+]?) ?(?:10 ?{_POWER}|({_DIGITS})(?:e([-+]?[0-9]+)| ?[x×*·⋅] ?10 ?{_POWER})?)(?: ?[/⁄∕] ?({_DIGITS}))?(.*)",
    re.I | re.S,
)


class Numeral(NamedTuple):
    values: tuple[float, ...]
    """Most texts have one; "1,234" may mean 1234 or 1.234 and has both."""
    unit: str


def read_number(text: str) -> Numeral | None:
    """What a text says as a number, or None.

    >>> read_number("−1,5·10⁻³ m")
    Numeral(values=(-0.0015,), unit='m')
    """
    found = _NUMBER.fullmatch(_plain(text))
    if found is None:
        return None
    sign, tens, digits, small, power, below, rest = found.groups()
    exponent = tens or small or power or "0"
    over = [float(f"{sign}{value}e{exponent}") for value in (_readings(digits) if digits else ["1"])]
    under = [1.0] if below is None else [float(value) for value in _readings(below)]
    values = tuple(value for a in over for b in under if b and math.isfinite(value := a / b))
    if not values or re.match(r" ?[0-9.,^]", rest):
        return None
    return Numeral(values, rest.removeprefix(" "))


def same_unit(a: str, b: str) -> bool:
    """Case is forgiven, but not where it is the difference between milli and mega; so are a plural's s and full stops."""
    left, right = _bare_unit(a), _bare_unit(b)
    return left.lower() == right.lower() and (left[:1] == right[:1] or right[:1] not in ("m", "M", "p", "P"))


def _bare_unit(unit: str) -> str:
    bare = re.sub(r"[ .]", "", _plain(unit))
    if bare.lower() in ("percent", "pct"):
        return "%"
    return re.sub(r"[sS]\Z", "", bare) if len(bare) > 2 else bare


def _plain(text: str) -> str:
    """One way of writing: raised digits as powers, every dash and minus as "-", every run of white space as one space.

    A mixed number keeps its parts apart, and is then not read: 1½ must not become 11/2.
    """
    text = re.sub(r"[⁰¹²³⁴-⁹⁺⁻]+", lambda run: "^" + run[0].translate(RAISED), text)
    text = unicodedata.normalize("NFKC", re.sub(r"([0-9])(?=[¼-¾⅐-⅞])", r"\1 ", text))
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", re.sub("[‐-―−]", "-", text))
    return re.sub(r"^ | $", "", re.sub(r"[\t-\r ]+", " ", text))


def _readings(digits: str) -> list[str]:
    """What digits with points and commas may mean, as plain decimals."""
    bare = re.sub(r"[ '’_]", "", digits)
    found = []
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?", bare):
        found.append(bare.replace(",", ""))
    if re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*|\.[0-9]{3})", bare):
        found.append(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[0-9]*[.,]?[0-9]*", bare):
        found.append(bare.replace(",", "."))
    return found
