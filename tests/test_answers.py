"""Keys of questions: what pages embed, and whether a key passes its own answer and fails all others."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from node import call

from studyguide.answers import faults, right_answer
from studyguide.grade import grade
from studyguide.keys import key_of
from studyguide.load import load_site
from studyguide.model import Question, QuestionType
from studyguide.schema import check_entry, parse

OPTIONS = [
    {"id": "a", "text": "A", "why": "no"}, {"id": "b", "text": "B", "why": "yes", "correct": True},
    {"id": "c", "text": "C", "why": "no"},
]  # fmt: skip
LINES = [{"id": "x", "text": "`i = 1`"}, {"id": "y", "text": "`j = 2`"}, {"id": "z", "text": "`k = i + j`"}]


def question(type: str, **more: Any) -> Question:
    made = parse(
        Question, {"id": "q", "title": "Q", "type": type, "stem": "?", "objective": "x", "explain": "!"} | more
    )
    assert isinstance(made, Question), made
    return made


def said(type: str, **more: Any) -> list[tuple[str, str]]:
    """Field and message of each problem with a question."""
    return [(item.field, item.message) for item in check_entry(question(type, **more))]


@cache
def bank() -> list[Question]:
    site = load_site(Path(__file__).parent.parent).site
    return [entry for entry in site.entries.values() if isinstance(entry, Question)]


# Keys


def test_choices_are_kept_by_id() -> None:
    assert key_of(question("single", options=OPTIONS)) == {"type": "single", "options": ["a", "b", "c"], "right": "b"}
    assert key_of(question("multi", options=OPTIONS)) == {"type": "multi", "options": ["a", "b", "c"], "right": ["b"]}
    assert key_of(question("bool", truth=False)) == {"type": "bool", "right": False}


def test_a_number_has_a_tolerance_in_its_own_unit() -> None:
    wrong = [{"value": 2.0, "why": "no"}, {"value": -3, "abs": 0.5, "why": "no"}]
    key = key_of(question("numeric", answer={"value": 4, "abs": 0.1, "unit": "nats"}, wrong=wrong))
    known = [{"value": 2.0, "tol": 0.02}, {"value": -3.0, "tol": 0.5}]
    assert key == {"type": "numeric", "value": 4.0, "tol": 0.1, "unit": "nats", "wrong": known}


@pytest.mark.parametrize(("answer", "value", "tol"), [
    ({"value": -200, "rel": 0.01}, -200, 2), ({"value": 1234, "sig": 2}, 1234, 50), ({"value": 0.0123, "sig": 3}, 0.0123, 0.00005),
    ({"expr": "2*3", "abs": 0.5}, 6, 0.5), ({"expr": "1/4", "rel": 0.1}, 0.25, 0.025), ({"value": 0, "sig": 2}, 0, 0),
    ({"expr": "-1000/3", "sig": 3}, -1000 / 3, 0.5),
])  # fmt: skip
def test_tolerances_are_absolute_relative_or_digits(answer: dict[str, Any], value: float, tol: float) -> None:
    key = key_of(question("numeric", answer=answer))
    assert (key["value"], key["tol"]) == (pytest.approx(value), pytest.approx(tol))


def test_texts_are_kept_as_written() -> None:
    key = key_of(question("text", answer={"accept": ["KL", "relative entropy"], "typo": True}))
    assert key == {"type": "text", "accept": ["KL", "relative entropy"], "typo": True}
    assert key_of(question("output", code="print(1)", answer={"accept": ["1"]})) == {"type": "output", "accept": ["1"]}


def test_gaps_have_texts_menus_and_numbers() -> None:
    gaps = [{"accept": ["a"], "menu": ["a", "b"]}, {"accept": ["2"], "value": 2, "abs": 0.1}, {"accept": ["c"]}]
    key = key_of(question("cloze", text="{{1}} {{2}} {{3}}", gaps=gaps))
    assert key["gaps"] == [
        {"accept": ["a"], "menu": ["a", "b"]},
        {"accept": ["2"], "value": 2, "tol": 0.1},
        {"accept": ["c"]},
    ]


def test_right_sides_that_read_the_same_are_one() -> None:
    pairs = [
        {"id": "gan", "left": "GAN", "right": "a game"},
        {"id": "vae", "left": "VAE", "right": "a bound"},
        {"id": "wgan", "left": "WGAN", "right": "a game "},
    ]
    key = key_of(question("match", pairs=pairs, distractors=["a flow", "an energy"]))
    assert key["pairs"] == {"gan": "gan", "vae": "vae", "wgan": "gan"}
    assert key["rights"] == ["gan", "vae", "~1", "~2"]


def test_lines_that_may_swap_share_a_slot() -> None:
    items = [LINES[0] | {"group": 7}, LINES[1] | {"group": 7}, LINES[2], LINES[2] | {"id": "again", "indent": 1}]
    key = key_of(question("order", items=items, distractors=["`pass`"]))
    assert [item["slot"] for item in key["items"]] == [0, 0, 1, 1]
    assert key["indents"] and key["spares"] == ["~1"]
    assert not key_of(question("order", items=LINES))["indents"]


def test_cards_know_how_many_points_they_have() -> None:
    assert key_of(question("recall", back="B", must=["a", "b"])) == {"type": "recall", "must": 2}
    assert key_of(question("explain", back="B")) == {"type": "explain", "must": 0}


# The guide's own questions


def test_every_type_of_question_is_in_the_guide() -> None:
    assert {each.type for each in bank()} == set(get_args(QuestionType))


def test_every_key_of_the_guide_passes_its_own_answer_here_and_in_the_browser() -> None:
    keys = [json.loads(json.dumps(key_of(each), allow_nan=False)) for each in bank()]
    answers = [right_answer(key) for key in keys]
    here = [grade(key, answer) for key, answer in zip(keys, answers, strict=True)]
    assert [each.id for each, result in zip(bank(), here, strict=True) if not result["right"]] == []
    assert call("grade.js", [("grade", *pair) for pair in zip(keys, answers, strict=True)]) == here


def test_every_other_option_and_known_wrong_value_of_the_guide_fails() -> None:
    passed = []
    for each in bank():
        key = key_of(each)
        others: list[Any] = [option for option in key.get("options", []) if option != key["right"]]
        others = [[option] for option in others if [option] != key["right"]] if each.type == "multi" else others
        others += [not key["right"]] if each.type == "bool" else []
        others += [repr(known.value) for known in each.wrong]
        passed += [(each.id, other) for other in others if grade(key, other)["right"]]
    assert passed == []


def test_no_question_of_the_guide_has_a_fault() -> None:
    assert [(each.id, fault) for each in bank() for fault in faults(each)] == []


# Faults


def test_a_known_wrong_value_must_not_pass() -> None:
    wrong = [{"value": 0.7, "why": "no"}, {"value": 0.5, "why": "no"}]
    assert said("numeric", answer={"value": 0.75, "abs": 0.1}, wrong=wrong) == [
        ("wrong.0.value", "0.7 is called wrong, and passes as right")
    ]


def test_a_known_wrong_value_stands_once() -> None:
    wrong = [{"value": 2, "why": "no"}, {"value": 2, "why": "another reason"}]
    assert said("numeric", answer={"value": 1, "abs": 0.1}, wrong=wrong) == [
        ("wrong.1.value", "2 stands twice among the known wrong values")
    ]


def test_an_accepted_text_has_something_in_it() -> None:
    assert said("text", answer={"accept": ["fine", "?"]}) == [
        ("answer.accept.1", 'nothing is left of the accepted text "?" when spaces and signs do not count')
    ]
    assert said("output", code="print()", answer={"accept": ["\n"]}) == [
        ("answer.accept.0", 'nothing is left of the accepted text "\n" when spaces and signs do not count')
    ]
    assert said("output", code="print('?')", answer={"accept": ["?"]}) == []


def test_a_gap_accepts_something_and_agrees_with_its_value() -> None:
    gaps = [
        {"accept": []},
        {"accept": ["2.4", "two"], "value": 2.5, "abs": 0.01},
        {"accept": ["a"], "menu": ["a", "b", "b "]},
    ]
    assert said("cloze", text="{{1}} {{2}} {{3}}", gaps=gaps) == [
        ("gaps.0", "the gap accepts nothing"),
        ("gaps.1.accept.0", 'the accepted text "2.4" is not the value 2.5'),
        ("gaps.2.menu.2", "this stands twice on the menu"),
    ]


def test_a_gap_with_a_value_alone_is_enough() -> None:
    each = question("cloze", text="{{1}}", gaps=[{"accept": [], "value": 2.5}])
    assert list(check_entry(each)) == []
    assert grade(key_of(each), right_answer(key_of(each)))["right"]


def test_pairs_and_distractors_do_not_read_alike() -> None:
    pairs = [{"id": "a", "left": "A", "right": "1"}, {"id": "b", "left": "A", "right": "2"}]
    assert said("match", pairs=pairs, distractors=["2", "3", "3"]) == [
        ("pairs.1.left", "two pairs have the same left side"),
        ("distractors.0", "this distractor reads like the right side of a pair"),
        ("distractors.2", "this distractor stands twice"),
    ]


def test_lines_do_not_read_like_distractors() -> None:
    assert said("order", items=LINES, distractors=["`j = 2`"]) == [
        ("distractors.0", "this distractor reads like a line that belongs")
    ]


def test_an_order_has_something_to_order() -> None:
    assert said("order", items=[line | {"group": 1} for line in LINES]) == [
        ("items!", "every order of these lines is right")
    ]


def test_lines_that_may_swap_are_indented_alike() -> None:
    items = [LINES[0] | {"group": 1}, LINES[1] | {"group": 1, "indent": 1}, LINES[2]]
    assert said("order", items=items) == [("items.1", "lines of group 1 may swap places, and are not indented alike")]


def test_lines_that_read_alike_may_stand_for_one_another() -> None:
    twin = {"id": "twin", "text": LINES[0]["text"]}
    assert said("order", items=[*LINES, twin]) == []
    assert said("order", items=[LINES[0] | {"group": 1}, LINES[1] | {"group": 1}, LINES[2], twin]) == [
        ("items.3.text", "this line reads like another one that it may not stand for")
    ]


def test_a_fault_is_a_problem_with_a_place(tmp_path: Path) -> None:
    (tmp_path / "content" / "quiz").mkdir(parents=True)
    (tmp_path / "content" / "guide.yml").write_text("id: x\ntitle: X\n", encoding="utf-8")
    (tmp_path / "content" / "quiz" / "a.yml").write_text(
        "- id: q\n  type: numeric\n  objective: x\n  stem: How much?\n  answer: {value: 0.75, abs: 0.1}\n"
        "  wrong:\n    - {value: 0.7, why: Too low.}\n  explain: Count.\n",
        encoding="utf-8",
    )
    [problem] = load_site(tmp_path).problems
    assert (problem.path, problem.line, problem.column) == ("content/quiz/a.yml", 7, 15)
    assert problem.message == "0.7 is called wrong, and passes as right"
    assert problem.hint == "remove it, or make the answer's tolerance smaller"
