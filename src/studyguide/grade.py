"""Is an answer right? The rules of static/js/core/grade.js in Python, for checks and exporters.

Keys are those of `keys.key_of`; answers and results have the shapes that grade.js lists at its top. tests/vectors/grading.yml
holds cases that both must agree on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypedDict

from .keys import Key
from .numeral import read_number, same_unit

MIN_LETTERS_FOR_SLIP = 6


class Grade(TypedDict, total=False):
    score: float
    """From 0 to 1; only full marks are right."""
    right: bool
    empty: bool
    """Nothing was answered."""
    unread: bool
    """No number could be read."""
    found: int
    of: int
    parts: Any
    """What is right in it, part by part."""
    missing: list[str]
    wrong: int
    """Index of the known wrong value."""
    unit: bool
    """Another unit than the key's."""
    form: int
    """Index of the accepted form."""
    slip: bool
    """One letter is wrong."""


def grade(key: Key, answer: Any) -> Grade:
    rating_only = key["type"] == "recall" and isinstance(answer, Mapping)
    if _is_empty(answer.get("rating") if rating_only else answer):
        return {**_verdict(False), "empty": True}
    return _GRADERS[key["type"]](key, answer)


def _verdict(right: bool) -> Grade:
    return {"score": 1 if right else 0, "right": right}


def _share(found: int, of: int) -> Grade:
    return {"score": found / of, "right": found == of, "found": found, "of": of}


def _is_empty(answer: Any) -> bool:
    """Nothing at all: no choice, nothing but white space, no tick."""
    if isinstance(answer, str):
        return not re.search("[^\t-\r \u00a0\u200b\ufeff]", answer)
    if isinstance(answer, (Mapping, list)):
        parts = answer.values() if isinstance(answer, Mapping) else answer
        return all(part is False or _is_empty(part) for part in parts)
    return answer is None


def _one(key: Key, answer: Any) -> Grade:
    return _verdict(answer == key["right"])


def _multi(key: Key, answer: Sequence[str]) -> Grade:
    parts = {name: name in key["right"] for name in answer}
    missing = [name for name in key["right"] if name not in parts]
    of = len(key["right"])
    found = of - len(missing)
    mistaken = len(parts) - found
    score = max(0, (found - mistaken) / of)
    right = not missing and not mistaken
    return {"score": score, "right": right, "found": found, "of": of, "parts": parts, "missing": missing}


def _numeric(key: Key, answer: str) -> Grade:
    read = read_number(answer)
    typed, wanted = read.unit if read else "", key.get("unit", "")
    percent = not wanted and same_unit(typed, "%")
    if not read or (typed and not wanted and not percent):
        return {**_verdict(False), "unread": True}
    values = [value / 100 for value in read.values] if percent else read.values
    other_unit = bool(typed and wanted and not same_unit(typed, wanted))
    if not other_unit and any(_is_near(value, key) for value in values):
        return _verdict(True)
    result = _verdict(False)
    wrong = _nearest(values, key.get("wrong", []))
    if wrong >= 0:
        result["wrong"] = wrong
    if other_unit:
        result["unit"] = True
    return result


def _is_near(value: float, key: Key) -> bool:
    """|value − wanted| ≤ tolerance, but for the last bits of a double."""
    wanted: float = key["value"]
    tol: float = key["tol"]
    return abs(value - wanted) <= tol * (1 + 1e-9) + 1e-12 * abs(wanted)


def _nearest(values: Iterable[float], known: Sequence[Key]) -> int:
    """Index of the known wrong value that is meant, or -1."""
    away = [
        (abs(value - wrong["value"]), index)
        for index, wrong in enumerate(known)
        for value in values
        if _is_near(value, wrong)
    ]
    return min(away, default=(0.0, -1))[1]


def _text(key: Key, answer: str) -> Grade:
    return _words(key, answer, fold)


def _output(key: Key, answer: str) -> Grade:
    return _words(key, answer, fold_output)


def _words(key: Key, answer: str, same: Callable[[str], str]) -> Grade:
    given = same(answer)
    forms = [same(form) for form in key["accept"]]
    if given in forms:
        return {**_verdict(True), "form": forms.index(given)}
    near = [index for index, form in enumerate(forms) if _is_slip(given, form)] if key.get("typo") else []
    return {**_verdict(True), "form": near[0], "slip": True} if near else _verdict(False)


def _is_slip(given: str, known: str) -> bool:
    """One wrong letter in a word of six and more; a wrong digit is another number."""
    same_digits = re.findall("[0-9]", given) == re.findall("[0-9]", known)
    return len(known) >= MIN_LETTERS_FOR_SLIP and same_digits and one_slip(given, known)


def one_slip(a: str, b: str) -> bool:
    """Whether two words differ by at most one letter added, lost or changed, or by two neighbours swapped."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    if a[1:] == b[1:] or a == b[1:] or a[1:] == b:
        return True
    return a[:1] == b[1:2] and a[1:2] == b[:1] and a[2:] == b[2:]


def fold(text: str) -> str:
    """What is left of a text when case, accents, spaces, hyphens, quotes and a last full stop do not count.

    >>> fold("“Fréchet-Abstand”.")
    'frechetabstand'
    """
    text = re.sub("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKD", text))
    text = re.sub("[‐-―−]", "-", unicodedata.normalize("NFC", text).lower())
    text = re.sub(r"[\t-\r ]+", "", re.sub("[‘’ʼ`´]", "'", text))
    text = re.sub(r"""^['"“”„«»]+|['"“”„«».,;:!?]+\Z""", "", text)
    return re.sub(rf"(?<={_LETTER})-+(?={_LETTER}|\Z)|(?<={_LETTER}{_LETTER})-+(?=[0-9])", "", text)


_LETTER = r"[^\W\d_]"


def fold_output(text: str) -> str:
    """What is left of a program's output when white space and the kind of quotes do not count.

    >>> fold_output('[1, 2]   ["a"]')
    "[1,2]['a']"
    """
    text = re.sub('[‘’“”"]', "'", text.replace("−", "-"))
    text = re.sub("[\t-\r \u00a0\u2000-\u200b\u202f\u3000]+", " ", text)
    return re.sub(r"^ | \Z", "", re.sub(r" ?([,:;()\[\]{}]) ?", r"\1", text))


def _cloze(key: Key, answer: Sequence[str]) -> Grade:
    parts = [_fills(gap, answer[n] if n < len(answer) else "") for n, gap in enumerate(key["gaps"])]
    return {**_share(sum(parts), len(parts)), "parts": parts}


def _fills(gap: Key, text: str) -> bool:
    if _is_empty(text):
        return False
    if "menu" in gap:
        return text in gap["accept"]
    return _words(gap, text, fold)["right"] or ("value" in gap and _numeric(gap, text)["right"])


def _match(key: Key, answer: Mapping[str, str]) -> Grade:
    parts = {left: answer.get(left) == right for left, right in key["pairs"].items()}
    return {**_share(sum(parts.values()), len(parts)), "parts": parts}


def _order(key: Key, answer: Sequence[str | Mapping[str, Any]]) -> Grade:
    lines = [{"id": line} if isinstance(line, str) else line for line in answer]
    slots = {item["id"]: item["slot"] for item in key["items"]}
    places = _in_order([slots.get(line["id"]) for line in lines], list(slots.values()))

    def part(n: int, line: Mapping[str, Any]) -> str:
        if line["id"] not in slots:
            return "spare"
        if n not in places:
            return "place"
        wanted = key["items"][places[n]]["indent"]
        return "indent" if key["indents"] and line.get("indent", 0) != wanted else "right"

    parts = [part(n, line) for n, line in enumerate(lines)]
    missing = [name for name in slots if all(line["id"] != name for line in lines)]
    whole = _share(parts.count("right"), max(len(slots), len(lines)))
    return {**whole, "parts": parts, "missing": missing}


def _in_order(a: Sequence[object], b: Sequence[object]) -> dict[int, int]:
    """A longest common subsequence of a and b: position in a → position in b."""
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            best[i][j] = best[i + 1][j + 1] + 1 if a[i] == b[j] else max(best[i + 1][j], best[i][j + 1])
    places = {}
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            places[i] = j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return places


def _recall(key: Key, answer: Mapping[str, Any]) -> Grade:
    return {**_verdict(answer["rating"] > 1), "found": len(answer.get("ticked", [])), "of": key["must"]}


def _explain(key: Key, answer: Mapping[str, Any]) -> Grade:
    return {**_verdict(True), "found": len(answer.get("ticked", [])), "of": key["must"]}


_GRADERS: Mapping[str, Callable[[Key, Any], Grade]] = {
    "single": _one, "multi": _multi, "bool": _one, "numeric": _numeric, "text": _text, "cloze": _cloze,
    "match": _match, "order": _order, "output": _output, "recall": _recall, "explain": _explain,
}  # fmt: skip
