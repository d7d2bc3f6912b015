"""The bank of the first guide: it is locked, its programs print what is said, and jumbled programs are programs."""

from __future__ import annotations

import io
import textwrap
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from typing import get_args

import pytest

from studyguide.load import load_site
from studyguide.lockrules import check_lock
from studyguide.model import Question, QuestionType
from studyguide.quizlint import check_habits
from studyguide.site import Site

HOME = Path(__file__).resolve().parent.parent
SITE: Site = load_site(HOME).site
OUTPUT = [q for q in SITE.questions.values() if q.type == "output"]
PARSONS = [q for q in SITE.questions.values() if q.type == "order" and any(item.indent for item in q.items)]


def test_the_lock_is_up_to_date() -> None:
    assert check_lock(SITE) == []


def test_neither_length_nor_place_tells_the_right_option() -> None:
    assert list(check_habits(SITE)) == []


def test_every_type_of_question_is_used() -> None:
    used = Counter(question.type for question in SITE.questions.values())
    assert set(used) == set(get_args(QuestionType))
    assert len(PARSONS) + len(OUTPUT) >= 10


@pytest.mark.parametrize("question", OUTPUT, ids=lambda question: question.id)
def test_a_program_prints_what_is_said(question: Question) -> None:
    assert question.answer
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(question.code, question.id, "exec"), {"__name__": "__main__"})
    assert " ".join(printed.getvalue().split()) == " ".join(question.answer.accept[0].split())


@pytest.mark.parametrize("question", PARSONS, ids=lambda question: question.id)
def test_a_jumbled_program_in_its_order_is_a_program(question: Question) -> None:
    lines = [textwrap.indent(item.text.strip("`"), "    " * item.indent) for item in question.items]
    compile("\n".join(lines), question.id, "exec")
    assert question.distractors
    assert not {line.strip("`") for line in question.distractors} & {line.strip() for line in lines}
