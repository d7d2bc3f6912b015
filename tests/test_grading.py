"""Answers are graded alike in the browser and in Python, and as authors expect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
import yaml
from node import call

from studyguide.grade import fold, fold_output, grade, one_slip
from studyguide.model import QuestionType
from studyguide.numeral import read_number, same_unit

VECTORS = Path(__file__).parent / "vectors" / "grading.yml"
EXPECTED = {
    "right": {"score": 1, "right": True, "empty": None, "unread": None},
    "wrong": {"score": 0, "right": False, "empty": None, "unread": None},
    "empty": {"score": 0, "right": False, "empty": True},
    "unread": {"score": 0, "right": False, "unread": True},
}


@cache
def vectors() -> list[tuple[str, Any, Any, dict[str, Any]]]:
    return list(_cases(yaml.safe_load(VECTORS.read_text(encoding="utf-8"))))


def _cases(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, Any, Any, dict[str, Any]]]:
    """What it is about, key, answer, expected part of the result."""
    for block in blocks:
        for name, expected in EXPECTED.items():
            for answer in block.get(name, []):
                yield block["about"], block["key"], answer, expected
        for answer, expected in block.get("cases", []):
            yield block["about"], block["key"], answer, expected


def unexpected(results: list[Any]) -> list[str]:
    """A line for every result that is not what its case says."""
    return [
        f"{about}: {json.dumps(answer, ensure_ascii=False)} gives {result}, not {expected}"
        for (about, _, answer, expected), result in zip(vectors(), results, strict=True)
        if any(result.get(name) != value for name, value in expected.items())
    ]


def test_python_grades_the_vectors() -> None:
    assert unexpected([grade(key, answer) for _, key, answer, _ in vectors()]) == []


def test_javascript_grades_the_vectors() -> None:
    results = call("grade.js", [("grade", key, answer) for _, key, answer, _ in vectors()])
    assert unexpected(results) == []
    assert results == [grade(key, answer) for _, key, answer, _ in vectors()]


def test_the_vectors_hold_every_type_and_both_verdicts() -> None:
    seen = {(key["type"], bool(grade(key, answer)["right"])) for _, key, answer, _ in vectors()}
    assert {kind for kind, _ in seen} == set(get_args(QuestionType))
    assert {kind for kind, right in seen if right} == {kind for kind, right in seen if not right}


# Texts that nobody thought of, in both languages at once; always the same ones.

DICE = Random(4)
SIGNS = "0123456789012345...,,,''’_ -−–+=≈eExX×·⋅*^(){}/⁄% ⁻³²½nats\u00a0\u202f\u200b\ufeff\n１．"
LETTERS = "aabbcZÉé\u0301ßσΣςİıﬁǅКй가ｱﾞ12--–−‐ \u00a0\t'’“”«.,;:!?()[]{}\"`_²\u00ad\u200b"
PARTS_OF_NUMBERS = (
    ("", "", "-", "−", "+", "= "),
    ("", "0", "1", "12", "123", "1234", "1,234", "1.234", "1 234", "12’345", "1,234,567", "0,123"),
    ("", "", ".", ",", ".5", ",25", ".250", ",250"),
    ("", "", "", "e3", "E-2", "x10^-2", " × 10⁻³", "*10**2", "/4", " / 1,250"),
    ("", "", "", "%", " %", " nats", "m²", " 1"),
)


def texts(signs: str, most: int, count: int) -> list[str]:
    return ["".join(DICE.choices(signs, k=DICE.randint(0, most))) for _ in range(count)]


def test_both_read_the_same_numbers() -> None:
    written = texts(SIGNS, 12, 5000) + ["".join(map(DICE.choice, PARTS_OF_NUMBERS)) for _ in range(5000)]
    here = [read and {"values": list(read.values), "unit": read.unit} for read in map(read_number, written)]
    assert sum(read is not None for read in here) > 3000
    there = call("numeral.js", [("readNumber", text) for text in written])
    assert [case for case in zip(written, here, there, strict=True) if case[1] != case[2]] == []


def test_both_fold_texts_alike() -> None:
    written = texts(LETTERS, 12, 8000)
    there = call("grade.js", [("fold", text) for text in written])
    assert [case for case in zip(written, map(fold, written), there, strict=True) if case[1] != case[2]] == []
    keys = [{"type": "output", "accept": [fold_output(text)]} for text in written]
    there = call("grade.js", [("grade", *pair) for pair in zip(keys, written, strict=True)])
    assert there == list(map(grade, keys, written))


def test_both_see_the_same_slips() -> None:
    pairs = list(pairwise(texts("abc", 4, 3000)))
    assert 300 < sum(one_slip(*pair) for pair in pairs) < 2000
    assert call("slip.js", [("oneSlip", *pair) for pair in pairs]) == [one_slip(*pair) for pair in pairs]


def test_both_know_the_same_units() -> None:
    units = [
        "",
        "m",
        "M",
        "mW",
        "MW",
        "mw",
        "nat",
        "nats",
        "Nats",
        "s",
        "S",
        "m²",
        "m^2",
        "%",
        "percent",
        "per cent",
        "pct",
        "m.",
        "Pa",
        "pa",
    ]
    pairs = [(a, b) for a in units for b in units]
    assert call("numeral.js", [("sameUnit", *pair) for pair in pairs]) == [same_unit(*pair) for pair in pairs]


@pytest.mark.parametrize("lines", [["a"], ["b", "a"], ["c", "b", "a"], ["a", "c", "b"], ["a", "b", "c", "~1"]])
def test_only_the_whole_order_has_full_marks(lines: list[str]) -> None:
    items = [{"id": name, "slot": slot, "indent": 0} for slot, name in enumerate("abc")]
    result = grade({"type": "order", "indents": False, "items": items}, lines)
    assert not result["right"]
    assert 0 < result["score"] < 1
