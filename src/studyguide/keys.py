"""The key of a question as plain JSON: what pages embed, and what graders in Python and in the browser compare with.

Only ids, values and accepted texts; nothing rendered. By type, beside `type` itself:

    single            options [ids], right (an id)
    multi             options [ids], right [ids]
    bool              right (true or false)
    numeric           value, tol (largest distance that passes), unit, wrong [{value, tol}]
    text, output      accept [texts], typo (text only)
    cloze             gaps [{accept, menu?, value?, tol?}]
    match             pairs {left id: right id}, rights [ids, spare ones too]
    order             items [{id, slot, indent}] in the right order, indents (whether they count), spares [ids]
    recall, explain   must (how many points a good answer has)

Distractors have no ids of their own and get "~1", "~2" and so on, in the order of the file. Right sides that read the same share
the id of the first; lines of an `order` that may stand for one another share a slot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from .model import Answer, Gap, Question
from .numbers import evaluate

Key = dict[str, Any]


def key_of(question: Question) -> Key:
    """The key of a question that `schema` has found to be in order."""
    return {"type": question.type} | _KEYS[question.type](question)


def tolerance(answer: Answer, value: float) -> float:
    """How far a number may be from the value: `abs`, or a share of it, or half a unit of its last significant digit."""
    digits = 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) + 1 - answer.sig) if answer.sig and value else 0.0
    return answer.abs or answer.rel * abs(value) or digits


def value_of(answer: Answer) -> float:
    return evaluate(answer.expr) if answer.value is None else answer.value


def _options(question: Question) -> Key:
    right = [option.id for option in question.options if option.correct]
    single = question.type == "single"
    return {"options": [option.id for option in question.options], "right": right[0] if single else right}


def _bool(question: Question) -> Key:
    return {"right": question.truth}


def _numeric(question: Question) -> Key:
    assert question.answer
    value = value_of(question.answer)
    wrong = [{"value": known.value, "tol": known.abs or known.rel * abs(known.value)} for known in question.wrong]
    return {"value": value, "tol": tolerance(question.answer, value), "unit": question.answer.unit, "wrong": wrong}


def _text(question: Question) -> Key:
    assert question.answer
    return {"accept": list(question.answer.accept), "typo": question.answer.typo}


def _output(question: Question) -> Key:
    assert question.answer
    return {"accept": list(question.answer.accept)}


def _cloze(question: Question) -> Key:
    return {"gaps": [_gap(gap) for gap in question.gaps]}


def _gap(gap: Gap) -> Key:
    number = {} if gap.value is None else {"value": gap.value, "tol": gap.abs}
    return {"accept": list(gap.accept)} | ({"menu": list(gap.menu)} if gap.menu else {}) | number


def spare_ids(question: Question) -> list[str]:
    """Ids of a question's distractors, in the order of the file."""
    return [f"~{number}" for number, _ in enumerate(question.distractors, 1)]


def _match(question: Question) -> Key:
    first: dict[str, str] = {}
    for pair in question.pairs:
        first.setdefault(pair.right.strip(), pair.id)
    pairs = {pair.id: first[pair.right.strip()] for pair in question.pairs}
    return {"pairs": pairs, "rights": [*first.values(), *spare_ids(question)]}


def _order(question: Question) -> Key:
    slots: dict[object, int] = {}
    items = [
        {"id": item.id, "slot": slots.setdefault(item.group or item.text.strip(), len(slots)), "indent": item.indent}
        for item in question.items
    ]
    return {"items": items, "indents": any(item.indent for item in question.items), "spares": spare_ids(question)}


def _points(question: Question) -> Key:
    return {"must": len(question.must)}


_KEYS: Mapping[str, Callable[[Question], Key]] = {
    "single": _options, "multi": _options, "bool": _bool, "numeric": _numeric, "text": _text, "cloze": _cloze,
    "match": _match, "order": _order, "output": _output, "recall": _points, "explain": _points,
}  # fmt: skip
