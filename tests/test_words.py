"""What is said of answers, by the modules that say it."""

from __future__ import annotations

from typing import Any

import pytest
from node import call

RIGHT = {"score": 1, "right": True}
WRONG = {"score": 0, "right": False}


def said(kind: str, grade: dict[str, Any], **how: object) -> str:
    [words] = call("result-words.js", [["resultWords", kind, grade, how]])
    assert isinstance(words, str)
    return words


@pytest.mark.parametrize(
    ("kind", "grade", "how", "words"),
    [
        ("single", RIGHT, {}, "Right."),
        ("single", RIGHT, {"hints": 1}, "Right, with a hint."),
        ("numeric", RIGHT, {"hints": 2}, "Right, with 2 hints."),
        ("single", RIGHT, {"first": False, "hints": 1}, "Right this time."),
        ("text", {**RIGHT, "slip": True}, {}, "Right, but for one letter."),
        ("single", WRONG, {}, "Not quite."),
        ("single", WRONG, {"first": False}, "Not yet."),
        ("bool", WRONG, {}, "No."),
        ("numeric", {**WRONG, "unit": True}, {}, "Not in this unit."),
        ("single", WRONG, {"revealed": True}, "Here is the answer."),
    ],
)
def test_the_result_in_words(kind: str, grade: dict[str, Any], how: dict[str, object], words: str) -> None:
    assert said(kind, grade, **how) == words


def test_parts_are_counted() -> None:
    def part(found: int, of: int, parts: object, missing: list[str] = []) -> dict[str, Any]:  # noqa: B006
        return {**WRONG, "found": found, "of": of, "parts": parts, "missing": missing}

    assert said("multi", part(2, 3, {"a": True, "b": True})) == "2 of 3 found."
    assert (
        said("multi", part(3, 3, {"a": True, "b": True, "c": True, "d": False}))
        == "3 of 3 found; 1 choice does not belong."
    )
    assert said("cloze", part(0, 1, [False])) == "None of 1 gap is right."
    assert said("match", part(1, 4, {})) == "1 of 4 pairs are right."
    lines = ["right", "spare", "spare", "indent", "place"]
    assert said("order", part(1, 6, lines, ["loop"])) == (
        "1 of 6 lines stand right; 2 lines do not belong; 1 line is missing; 1 line is indented wrongly."
    )


def test_how_far_the_reader_is() -> None:
    assert call("result-words.js", [["countWords", 0, 4], ["countWords", 4, 4], ["countWords", 1, 1]]) == [
        "0 of 4 answered",
        "All 4 answered",
        "1 of 1 answered",
    ]


def answer(uid: str, question: str, at_ms: int, rating: int, **more: object) -> dict[str, object]:
    return {"uid": uid, "question": question, "at_ms": at_ms, "rating": rating, "rev": 1, "mode": "practice", **more}


def last(events: list[dict[str, object]], rows: list[dict[str, object]]) -> dict[str, Any]:
    found = call("last.js", [["lastAnswers", events, rows]])
    assert isinstance(found[0], dict)
    return found[0]


def test_the_last_answer_counts_and_guesses_do_not() -> None:
    events = [
        answer("b", "one", 2_000, 3),
        answer("a", "one", 1_000, 1),
        answer("c", "one", 3_000, 0, mode="guess"),
        answer("d", "two", 1_500, 0),
        {"uid": "e", "question": "three", "at_ms": 4_000},
    ]
    assert last(events, [{"id": "one"}, {"id": "two"}, {"id": "three"}]) == {
        "one": {"right": True, "graded": True, "at_ms": 2_000, "corrected": False},
        "two": {"right": False, "graded": False, "at_ms": 1_500, "corrected": False},
    }


def test_answers_that_were_taken_back_are_passed_over() -> None:
    events = [answer("a", "one", 1_000, 1), answer("b", "one", 2_000, 3), {"uid": "c", "undo": "b", "at_ms": 3_000}]
    assert last(events, [{"id": "one"}])["one"]["at_ms"] == 1_000
    events.append({"uid": "d", "undo": "c", "at_ms": 4_000})
    assert last(events, [{"id": "one"}])["one"]["at_ms"] == 2_000


def test_answers_to_a_replaced_question_count_and_a_corrected_key_is_told() -> None:
    events = [answer("a", "old", 1_000, 3)]
    rows: list[dict[str, object]] = [{"id": "new", "replaces": ["old"], "since": 2}]
    assert last(events, rows) == {"new": {"right": True, "graded": True, "at_ms": 1_000, "corrected": True}}
