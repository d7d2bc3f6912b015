"""Lint of questions: each rule finds what it is for, and is silent once that is mended."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from kitchen import loaded

from studyguide.editorial import Copy, House, edit
from studyguide.model import Question
from studyguide.quizlint import at_least, check_habits
from studyguide.schema import check_entry, parse
from studyguide.view import Facts

OVEN = "---\ntitle: Oven\n---\n"
MINDFUL = {"explain": "Because.", "objective": "oven"}


def single(*texts: str, right: int = 0, **more: Any) -> dict[str, Any]:
    """A question with options of these texts."""
    options = [{"id": f"o{n}", "text": text, "why": "w", "correct": n == right} for n, text in enumerate(texts)]
    return {"type": "single", "stem": "Which?", "options": options, **MINDFUL, **more}


def told(folder: Path, *questions: dict[str, Any], language: str = "en", lint: str = "") -> list[str]:
    """What lint says of these questions, as file, line, message and hint."""
    listed = json.loads(json.dumps([{"id": f"q{number}", **plain} for number, plain in enumerate(questions)]))
    guide = loaded(folder, {
        "guide.yml": f"id: x\ntitle: X\nlanguage: {language}\n{lint}", "concepts/oven.md": OVEN,
        "quiz/q.yml": yaml.safe_dump(listed, sort_keys=False, width=1000, allow_unicode=True),
    })  # fmt: skip
    assert guide.problems == ()
    site, house = guide.site, House(guide.site)
    found = [
        p for i in site.ordered("question") for p in edit(Copy(id=i, entry=site.entries[i], facts=Facts(), house=house))
    ]
    found += check_habits(site)
    assert all(problem.level == "warning" for problem in found)
    return [f"{p.path.removeprefix('content/')}:{p.line}: {p.message} = {p.hint}" for p in found]


def test_good_questions_are_let_alone(tmp_path: Path) -> None:
    assert (
        told(tmp_path, single("Hot", "Cold", "Warm", right=1), single("One", "Two", right=1), single("Red", "Blue"))
        == []
    )


# One question


def test_six_options_are_too_many(tmp_path: Path) -> None:
    six = single(*"ABCDEF")
    assert told(tmp_path, six) == [
        "quiz/q.yml:4: more than five options [options] = keep the ones that somebody would choose"
    ]
    assert told(tmp_path, single(*"ABCDE")) == []


LONG = "It grows with the square of the distance between the means, and so does its gradient with respect to them"


def test_a_right_option_that_is_far_longer_stands_out(tmp_path: Path) -> None:
    assert told(tmp_path, single("It stays as it was", LONG, "It falls", right=1)) == [
        (
            "quiz/q.yml:10: the right option is far longer than all others (105 characters to 18) [longest] = "
            "say less in it and more in its `why`, or make a wrong one as precise"
        ),
    ]
    assert told(tmp_path, single("It stays as it was", LONG, "It falls", right=0)) == [], "a wrong one may be long"
    assert told(tmp_path, single(LONG.replace("square", "root"), LONG, "It falls", right=1)) == []


@pytest.mark.parametrize(
    ("right", "wrong"), [("x" * 39, "x" * 4), ("x" * 100, "x" * 63), ("`" + "x" * 60 + "`", "x" * 22)], ids=["40 more", "1.6 times", "as shown"]
)  # fmt: skip
def test_a_right_option_may_be_somewhat_longer(right: str, wrong: str, tmp_path: Path) -> None:
    assert told(tmp_path, single(right, wrong, wrong + "y")) == []
    assert len(told(tmp_path, single(right + "x" * 30, wrong, wrong + "y"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The loss falls.", "the loss falls"),
        ("It samples from the prior", "It is sampling from a prior"),
        ("**Never**", "never"),
        ("It is $p(x)$", "It's  $p(x)$".replace("It's", "It")),
    ],
)
def test_options_that_say_the_same_are_told(one: str, other: str, tmp_path: Path) -> None:
    assert [t.partition(" = ")[0] for t in told(tmp_path, single(one, other, "Something else"))] == [
        "quiz/q.yml:10: two options say the same [twins]"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It rises", "It falls"),
        ("$p(x \\mid z)$", "$p(z \\mid x)$"),
        ("$x + y$", "$x - y$"),
        ("0.5", "-0.5"),
        ("1.5", "15"),
        ("It is conditional", "It is unconditional"),
        ("noise, then data", "data, then noise"),
        ("`a[0]`", "`a[1]`"),
        ("It does change", "It does not change"),
    ],
)
def test_options_that_differ_in_little_may_still_differ(one: str, other: str, tmp_path: Path) -> None:
    assert told(tmp_path, single(one, other, "Something else")) == []


# Many questions


def lengths(*rights: int, topic: str = "gan") -> list[dict[str, Any]]:
    """One question each: its right option is the longest (0), or is not (1)."""
    texts = ("A long one indeed", "Longish one", "Short", "Brief")
    return [
        single(*texts[-n:], *texts[:-n], right=(n + rank) % 4 if n else rank, topic=topic)
        for n, rank in enumerate(rights)
    ]


def test_the_longest_option_must_not_tell(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, *lengths(0, 0, 0, 0))
    assert problem == (
        'quiz/q.yml:4: the longest option is a right one in 4 of 4 questions on "gan" [longest] = shorten some of them, or sharpen wrong ones: q0, q1, q2, q3'
    )
    assert told(tmp_path, *lengths(0, 0, 0, 1)) == [], "as one set of twenty has it by chance"


def test_a_habit_over_all_topics_is_found_too(tmp_path: Path) -> None:
    """Three in each of two topics are within chance; six of six are not."""
    both = [*lengths(0, 0, 0), *lengths(0, 0, 0, topic="vae")]
    (problem,) = told(tmp_path, *both)
    assert "6 of 6 questions of the guide" in problem
    assert told(tmp_path, *both[:3]) == []


def test_where_no_topic_is_named_a_file_is_judged(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, *lengths(0, 0, 0, 0, topic=""))
    assert "4 of 4 questions of content/quiz/q.yml" in problem


def test_in_multi_questions_chance_is_the_share_of_right_options(tmp_path: Path) -> None:
    def multi(*right: bool) -> dict[str, Any]:
        options = [{"id": f"o{n}", "text": "x" * (9 - n), "why": "w", "correct": yes} for n, yes in enumerate(right)]
        return single("A") | {"type": "multi", "options": options, "topic": "gan"}

    many = [multi(True, True, True, False)] * 8
    assert told(tmp_path, *many) == [], "three quarters of the options are right, so that the longest often is"
    assert len(told(tmp_path, *[multi(True, False, False, False)] * 8)) == 1


def test_the_right_option_must_not_always_stand_in_one_place(tmp_path: Path) -> None:
    texts = ("Red", "Green", "Yellow", "Blue")
    fixed = [single(*texts[n:], *texts[:n], right=2, topic="gan") for n in range(4)] * 2
    (problem,) = told(tmp_path, *fixed)
    assert problem.startswith(
        'quiz/q.yml:4: the right option is number 3 in 8 of 8 questions on "gan" [place] = put it elsewhere in some of them: q0, q1,'
    )
    spread = [
        single(*texts[n:], *texts[:n], right=place, topic="gan")
        for n, place in zip([0, 1, 2, 3] * 2, [0, 2, 1, 3, 2, 2, 0, 1], strict=True)
    ]
    assert told(tmp_path, *spread) == []


def test_the_chance_of_many_hits_is_that_of_the_binomial_distribution() -> None:
    from math import comb

    for n in (0, 1, 5, 12):
        for k in range(n + 1):
            binomial = sum(comb(n, j) * 0.25**j * 0.75 ** (n - j) for j in range(k, n + 1))
            assert at_least(k, [0.25] * n) == pytest.approx(binomial)
    assert at_least(2, [0.5, 0.2]) == pytest.approx(0.1)
    assert at_least(1, [0.5, 0.2]) == pytest.approx(0.6)
    assert all(more > fewer for fewer, more in pairwise(at_least(k, [0.3, 0.6, 0.1]) for k in (3, 2, 1, 0)))


# Words


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Which of these is not a metric?", "not"),
        ("Which loss is never negative?", "never"),
        ("All of these are metrics except one. Which of them fit, except for FID?", "except"),
        ("Which one can't be inverted?", "can't"),
        ("Which statement is false?", "false"),
        ("Read the text.\n\nWhich one cannot be sampled? Choose all that apply.", "cannot"),
    ],
)
def test_a_small_word_that_turns_the_question_round_must_be_seen(stem: str, word: str, tmp_path: Path) -> None:
    (problem,) = told(tmp_path, single("A", "B", stem=stem))
    assert (
        f'"{word}" turns this question round, and is easily overlooked [negative] = ask for what is true; or emphasise it'
        in problem
    )
    assert told(tmp_path, single("A", "B", stem=stem.replace(word, f"**{word}**"))) == []
    assert told(tmp_path, single("A", "B", stem=stem.replace(word, word.upper()))) == []


@pytest.mark.parametrize(
    "stem",
    [
        "The loss does not fall. What do you try first?",
        "Which one is not only fast but exact?",
        "Does it matter whether or not the data are scaled?",
        "What does `x is not None` do?",
        "What is wrong with this loss?",
        "Which of the notations is common?",
    ],
)
def test_a_negation_elsewhere_is_let_alone(stem: str, tmp_path: Path) -> None:
    assert told(tmp_path, single("A", "B", stem=stem)) == []


def test_the_statement_of_a_true_or_false_question_is_its_last_sentence(tmp_path: Path) -> None:
    statement = {"type": "bool", "truth": True, **MINDFUL}
    assert len(told(tmp_path, {**statement, "stem": "A flow is given. It is not invertible."})) == 1
    assert told(tmp_path, {**statement, "stem": "A flow is given. It is **not** invertible."}) == []
    assert told(tmp_path, {**statement, "stem": "It is not trained. It has random weights."}) == []


@pytest.mark.parametrize(
    "text", ["All of the above", "None of the above.", "All of these are right", "Both of them", "None of the other options", "A and all of the above"]
)  # fmt: skip
def test_an_option_about_the_other_options_is_told(text: str, tmp_path: Path) -> None:
    (problem,) = told(tmp_path, single("Red", text, "Green"))
    assert problem == (
        "quiz/q.yml:10: an option about the other options [above] = name what is meant; where several hold, make it a `multi` question"
    )


@pytest.mark.parametrize(
    "text", ["All pixels at once", "None of the layers", "Both networks", "Neither rises", "All of these pixels move"]
)
def test_an_option_about_something_else_is_let_alone(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, single("Red", text, "Green")) == []


def test_rules_about_english_words_are_for_english_guides(tmp_path: Path) -> None:
    german = single("Rot", "None of the above", "Blau", stem="Which is not red?")
    assert told(tmp_path, german, language="de") == []
    assert len(told(tmp_path, german, language="en-GB")) == 2


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    habit = lengths(0, 0, 0, 0)
    assert told(tmp_path, *habit, lint="lint: {off: [longest]}\n") == []
    assert told(tmp_path, *habit[:3], habit[3] | {"lint": {"off": ["longest"]}}) == []
    assert told(tmp_path, single("A", "B", stem="Which is not red?", lint={"off": ["negative"]})) == []


# Reasons


def reasons(**plain: Any) -> list[str]:
    made = parse(Question, {"id": "q", "title": "Q", "stem": "?", "objective": "x", "explain": "!"} | plain)
    assert isinstance(made, Question), made
    return [f"{mismatch.field}: {mismatch.message}" for mismatch in check_entry(made) if mismatch.level == "error"]


def test_every_option_wrong_value_and_answer_has_a_reason() -> None:
    options = [{"id": "a", "text": "A", "correct": True, "why": " "}, {"id": "b", "text": "B", "why": "n"}]
    assert reasons(type="single", options=options) == ["options.0.why: an option needs a reason"]
    wrong = [{"value": 2, "why": ""}]
    assert reasons(type="numeric", answer={"value": 1, "abs": 0.1}, wrong=wrong) == [
        "wrong.0.why: a wrong value needs a reason"
    ]
    assert reasons(type="bool", truth=True, explain="\n") == ["explain: the explanation is empty"]


def test_a_reason_that_is_not_written_is_an_error() -> None:
    option = {"id": "a", "text": "A", "correct": True}
    wanting = parse(
        Question,
        {"id": "q", "title": "Q", "stem": "?", "objective": "x", "explain": "!", "type": "single", "options": [option]},
    )
    assert [m.message for m in wanting if not isinstance(wanting, Question)] == ['the field "why" is missing']
    wanting = parse(Question, {"id": "q", "title": "Q", "stem": "?", "objective": "x", "type": "bool", "truth": True})
    assert [m.message for m in wanting if not isinstance(wanting, Question)] == ['the field "explain" is missing']
