"""Identity of questions: what their keys are, what a lock remembers, and which edits would spoil somebody's progress."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kitchen import BREAD, loaded, write

from studyguide import cli
from studyguide.build import BuildResult, Options, build
from studyguide.identity import Locked, QuestionLock, changes, counts_from, key_digest, renewed, text_digest
from studyguide.load import SourceRecord, record_from_plain, record_to_plain
from studyguide.lockfile import LOCK, as_text, read_lock
from studyguide.locking import lock
from studyguide.lockrules import check_lock
from studyguide.model import Question
from studyguide.problems import Problem, StudyguideError
from studyguide.scan import Stamp
from studyguide.schema import parse

SINGLE = {
    "type": "single",
    "options": [
        {"id": "a", "text": "A", "correct": True, "why": "y"}, {"id": "b", "text": "B", "why": "n"}, {"id": "c", "text": "C", "why": "n"},
    ],
}  # fmt: skip
MULTI = {**SINGLE, "type": "multi"}
BOOL = {"type": "bool", "truth": True}
NUMERIC = {
    "type": "numeric",
    "answer": {"value": 0.5, "abs": 0.01, "unit": "nats"},
    "wrong": [{"value": 3, "why": "no"}],
}
TEXT = {"type": "text", "answer": {"accept": ["flow", "a flow"]}}
CLOZE = {"type": "cloze", "text": "{{1}} {{2}}", "gaps": [{"accept": ["a"]}, {"accept": ["b"], "menu": ["b", "c"]}]}
MATCH = {
    "type": "match",
    "pairs": [{"id": "a", "left": "A", "right": "1"}, {"id": "b", "left": "B", "right": "2"}],
    "distractors": ["3"],
}
ORDER = {
    "type": "order",
    "items": [
        {"id": "a", "text": "A"}, {"id": "b", "text": "B", "group": 1}, {"id": "c", "text": "C", "group": 1}, {"id": "d", "text": "D", "indent": 1},
    ],
}  # fmt: skip
OUTPUT = {"type": "output", "code": "print(1)", "answer": {"accept": ["1"]}}
RECALL = {"type": "recall", "back": "b", "must": ["m", "n"]}
ALL = {"single": SINGLE, "multi": MULTI, "bool": BOOL, "numeric": NUMERIC, "text": TEXT, "cloze": CLOZE, "match": MATCH, "order": ORDER, "output": OUTPUT, "recall": RECALL}  # fmt: skip


def question(plain: dict[str, Any], **more: Any) -> Question:
    made = parse(Question, {"id": "q", "title": "Q", "stem": "?", "objective": "oven", "explain": "!"} | plain | more)
    assert isinstance(made, Question), made
    return made


def with_item(plain: dict[str, Any], name: str, index: int, **changes: Any) -> dict[str, Any]:
    """A question with one of its options, gaps, pairs or items changed."""
    return {**plain, name: [item | changes if n == index else item for n, item in enumerate(plain[name])]}


def with_answer(plain: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**plain, "answer": {name: v for name, v in (plain["answer"] | changes).items() if v is not None}}


# The key

TOUCHED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another right option": (SINGLE, with_item(with_item(SINGLE, "options", 0, correct=False), "options", 1, correct=True)),
    "an option more": (SINGLE, {**SINGLE, "options": [*SINGLE["options"], {"id": "d", "text": "D", "why": "n"}]}),
    "an option's id": (MULTI, with_item(MULTI, "options", 2, id="z")),
    "single to multi": (SINGLE, MULTI),
    "the truth": (BOOL, {**BOOL, "truth": False}),
    "the value": (NUMERIC, with_answer(NUMERIC, value=0.6)),
    "the tolerance": (NUMERIC, with_answer(NUMERIC, abs=0.02)),
    "another kind of tolerance": (NUMERIC, with_answer(NUMERIC, abs=None, rel=0.01)),
    "significant digits": (NUMERIC, with_answer(NUMERIC, abs=None, sig=2)),
    "the unit": (NUMERIC, with_answer(NUMERIC, unit="bits")),
    "an accepted text": (TEXT, with_answer(TEXT, accept=["flow"])),
    "slips pass": (TEXT, with_answer(TEXT, typo=True)),
    "what is printed": (OUTPUT, with_answer(OUTPUT, accept=["2"])),
    "a gap's text": (CLOZE, with_item(CLOZE, "gaps", 0, accept=["z"])),
    "a gap's menu": (CLOZE, with_item(CLOZE, "gaps", 1, menu=["b", "d"])),
    "a gap's number": (CLOZE, with_item(CLOZE, "gaps", 0, value=1.0, abs=0.1)),
    "a pair less": (MATCH, {**MATCH, "pairs": MATCH["pairs"][:1]}),
    "two lines change places": (ORDER, {**ORDER, "items": [ORDER["items"][3], *ORDER["items"][:3]]}),
    "two lines may no longer swap": (ORDER, with_item(ORDER, "items", 2, group=0)),
    "an indent": (ORDER, with_item(ORDER, "items", 3, indent=2)),
    "a point to tick off": (RECALL, {**RECALL, "must": ["m"]}),
}  # fmt: skip
UNTOUCHED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "order of options": (SINGLE, {**SINGLE, "options": SINGLE["options"][::-1]}),
    "an option's text": (SINGLE, with_item(SINGLE, "options", 0, text="Another")),
    "a reason": (SINGLE, with_item(SINGLE, "options", 1, why="because")),
    "a pin": (SINGLE, with_item(SINGLE, "options", 1, pin=True)),
    "the stem": (BOOL, {**BOOL, "stem": "Really?"}),
    "hints and explanation": (BOOL, {**BOOL, "hints": ["h"], "explain": "e", "solution": "s", "see": "oven"}),
    "what it tests": (BOOL, {**BOOL, "objective": "stone", "level": "apply", "difficulty": "advanced", "topic": "t"}),
    "the value as an expression": (NUMERIC, with_answer(NUMERIC, value=None, expr="1/2")),
    "a known wrong value": (NUMERIC, {**NUMERIC, "wrong": []}),
    "order of accepted texts": (TEXT, with_answer(TEXT, accept=["a flow", "flow"])),
    "the program": (OUTPUT, {**OUTPUT, "code": "print(2 - 1)"}),
    "order of a menu": (CLOZE, with_item(CLOZE, "gaps", 1, menu=["c", "b"])),
    "words around gaps": (CLOZE, {**CLOZE, "text": "x {{1}} y {{2}}"}),
    "order of pairs": (MATCH, {**MATCH, "pairs": MATCH["pairs"][::-1]}),
    "words of pairs": (MATCH, with_item(MATCH, "pairs", 0, left="AA")),
    "distractors": (MATCH, {**MATCH, "distractors": []}),
    "lines that may swap from afar": (
        with_item(ORDER, "items", 0, group=1), {**ORDER, "items": [ORDER["items"][2], *ORDER["items"][1:2], ORDER["items"][0] | {"group": 1}, ORDER["items"][3]]},
    ),
    "lines that may swap": (ORDER, {**ORDER, "items": [ORDER["items"][n] for n in (0, 2, 1, 3)]}),
    "what a group is called": (ORDER, with_item(with_item(ORDER, "items", 1, group=7), "items", 2, group=7)),
    "a line's text": (ORDER, with_item(ORDER, "items", 0, text="AA")),
    "the back of a card": (RECALL, {**RECALL, "back": "c"}),
    "words of a point": (RECALL, {**RECALL, "must": ["m", "o"]}),
}  # fmt: skip


@pytest.mark.parametrize("name", TOUCHED)
def test_what_makes_an_answer_right_is_the_key(name: str) -> None:
    before, after = TOUCHED[name]
    assert key_digest(question(before)) != key_digest(question(after))


@pytest.mark.parametrize("name", UNTOUCHED)
def test_wording_is_not_the_key_and_changes_the_text(name: str) -> None:
    before, after = UNTOUCHED[name]
    assert key_digest(question(before)) == key_digest(question(after))
    assert text_digest(question(before)) != text_digest(question(after))


def test_rev_edit_and_replaces_are_no_text_and_folding_is_no_change() -> None:
    before = question(BOOL, stem="Is it\nhot?")
    assert text_digest(before) == text_digest(question(BOOL, stem="Is it hot?", rev=3, edit="minor", replaces=["p"]))
    assert text_digest(before) != text_digest(question(BOOL, stem="Is it cold?"))


def test_every_type_has_a_key_of_its_own() -> None:
    assert len({key_digest(question(plain)) for plain in ALL.values()}) == len(ALL)
    assert key_digest(question({**RECALL, "type": "explain"})) != key_digest(question(RECALL))


def test_a_value_is_the_same_on_machines_whose_last_digits_differ() -> None:
    one, other = (question(with_answer(NUMERIC, value=value)) for value in (0.1 + 0.2, 0.3))
    assert key_digest(one) == key_digest(other)
    assert key_digest(question(with_answer(NUMERIC, value=0.0))) == key_digest(
        question(with_answer(NUMERIC, value=-0.0))
    )


def test_digests_do_not_change_with_the_program() -> None:
    """They stand in files that authors have committed: a change here would ask every author to raise every rev."""
    assert {name: key_digest(question(plain)) for name, plain in ALL.items()} == KEYS
    assert text_digest(question(SINGLE)) == "e367c201fb"


KEYS = {
    "single": "7a8d825658", "multi": "6d122b97dc", "bool": "2ae7412ee5", "numeric": "fd5c65514a", "text": "aabfa06b8e",
    "cloze": "cf1d29c22b", "match": "79e3453282", "order": "6538d8b092", "output": "d48d5b7f7e", "recall": "af524d1da4",
}  # fmt: skip


# Revisions


def test_answers_count_from_the_last_change_of_meaning() -> None:
    first = question(BOOL)
    locked = renewed(None, [first]).questions["q"]
    assert (locked.rev, locked.since) == (1, 0)
    minor = question(BOOL, rev=2, edit="minor")
    assert counts_from(minor, locked) == 1
    locked = renewed(QuestionLock(questions={"q": locked}), [minor]).questions["q"]
    assert (locked.rev, locked.since) == (2, 1)
    assert counts_from(question(BOOL, rev=2), locked) == 1, "the word may go once it was heard"
    assert counts_from(question(BOOL, rev=3, edit="minor"), locked) == 1
    assert counts_from(question(BOOL, rev=3), locked) == 3


def test_without_a_lock_a_minor_revision_counts_from_the_one_before() -> None:
    assert counts_from(question(BOOL, rev=4, edit="minor"), None) == 3
    assert counts_from(question(BOOL, rev=4), None) == 4
    assert counts_from(question(BOOL, edit="minor"), None) == 1


# The file

EXAMPLE = QuestionLock(
    questions={
        "hot": Locked(type="bool", rev=3, since=2, key="00aa", text="1e10"),
        "1e5": Locked(type="single", rev=1, key="1234", text="abcd"),
        "null": Locked(type="text", rev=1, key="k", text="t"),
    },
    retired=("007", "true"),
    replaced={"cold": "hot", "1": "null"},
)


def test_a_lock_survives_being_written_down() -> None:
    assert read_lock(as_text(EXAMPLE)) == EXAMPLE
    assert read_lock(as_text(QuestionLock())) == QuestionLock()


def test_a_lock_has_one_line_a_question_sorted() -> None:
    made = as_text(renewed(EXAMPLE, [question(BOOL, id="b"), question(SINGLE, id="a")]))
    body = [line for line in made.splitlines() if not line.startswith("#")]
    assert [re.sub('"[0-9a-f]{10}"', "DIGEST", line) for line in body] == [
        "questions:",
        "  a: {type: single, rev: 1, key: DIGEST, text: DIGEST}",
        "  b: {type: bool, rev: 1, key: DIGEST, text: DIGEST}",
        "retired:",
        '  - "007"',
        '  - "true"',
        "replaced:",
        '  "1": "null"',
        "  cold: hot",
    ]


def test_a_lock_survives_the_manifest() -> None:
    record = SourceRecord(path=LOCK, stamp=Stamp(1, 2, 3), digest="d", lock=EXAMPLE)
    assert record_from_plain(LOCK, Stamp(1, 2, 3), "d", record_to_plain(record)) == record


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("questions:\n<<<<<<< ours\n  a: {type: bool, rev: 1, key: k, text: t}\n=======\n", 2, "two versions of this file were not merged"),
        ("questions: {}\nretired: @x\n", 2, "this is not YAML: "),
        ("- hot\n", 1, "the lock must hold fields"),
        ("questions:\n  hot: {type: bool, rev: one, key: k, text: t}\n", 2, 'rev must be a whole number, and is text ("one")'),
        ("questions:\n  hot: {type: blue, rev: 1, key: k, text: t}\n", 2, '"blue" is not a value of questions.hot.type'),
        ("questions: {}\nretried: []\n", 2, 'unknown field "retried"'),
        ("questions: {}\nretired:\n  - fine\n  - Not one\n", 4, "this is not an id"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_read_is_told_with_its_place(text: str, line: int, message: str, tmp_path: Path) -> None:
    guide = loaded(tmp_path, {"questions.lock": text, "concepts/oven.md": OVEN, "quiz/q.yml": HOT})
    (problem,) = guide.problems
    assert (problem.path, problem.line) == (LOCK, line)
    assert problem.message.startswith(message)
    assert check_lock(guide.site) == [], "one complaint is enough"
    with pytest.raises(StudyguideError, match=re.escape(problem.message[:20])):
        lock(tmp_path)
    assert (tmp_path / LOCK).read_text() == text


# Rules

OVEN = "---\ntitle: Oven\nlint: {off: [example]}\n---\n"
HOT = "- id: hot\n  type: bool\n  objective: oven\n  stem: Hot?\n  truth: true\n  explain: Yes.\n"
BIG = "- id: big\n  type: single\n  objective: oven\n  stem: Big?\n  options:\n    - {id: a, text: A, correct: true, why: y}\n    - {id: b, text: B, why: n}\n  explain: Yes.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A guide of two questions, locked."""
    loaded(tmp_path, {"concepts/oven.md": OVEN, "quiz/q.yml": HOT + BIG})
    lock(tmp_path)
    return tmp_path


def told(project: Path, quiz: str | None = None) -> list[str]:
    """What is said of the guide's lock, as path, line, level, message and hint; with other questions, if given."""
    if quiz is not None:
        write(project, {"content/quiz/q.yml": quiz})
    guide = loaded(project, {})
    assert guide.problems == ()
    return [said(problem) for problem in check_lock(guide.site)]


def said(problem: Problem) -> str:
    hint = problem.hint.replace("\n", " ")
    return f"{problem.path.removeprefix('content/')}:{problem.line} {problem.level}: {problem.message} = {hint}"


BEHIND = "questions.lock:0 warning: the lock is behind the questions: {} = run `studyguide lock` (or `python build.py lock`), and commit content/questions.lock"


def test_questions_as_they_were_have_nothing_told(project: Path) -> None:
    assert told(project) == []


def test_another_text_is_silent(project: Path) -> None:
    assert told(project, (HOT + BIG).replace("Hot?", "Is it hot?").replace("Yes.", "It is.")) == []


def test_another_key_needs_another_rev(project: Path) -> None:
    assert told(project, HOT.replace("truth: true", "truth: false") + BIG) == [
        (
            'quiz/q.yml:1 error: the key of "hot" changed, and its rev did not = write `rev: 2`: readers will then start afresh with '
            "this question; if their answers still hold (one more accepted form, say), also write `edit: minor`"
        ),
    ]
    assert told(project, HOT.replace("truth: true", "truth: false\n  rev: 2") + BIG) == [BEHIND.format("hot")]


def test_the_place_is_that_of_the_rev_where_one_is_written(project: Path) -> None:
    write(project, {"content/quiz/q.yml": HOT + BIG + "  rev: 4\n"})
    lock(project)
    (problem,) = told(project, HOT + BIG.replace("{id: b", "{id: c") + "  rev: 4\n")
    assert problem.startswith("quiz/q.yml:15 error: the key of")


def test_a_rev_never_goes_back(project: Path) -> None:
    write(project, {"content/quiz/q.yml": HOT + "  rev: 3\n" + BIG})
    lock(project)
    assert told(project, HOT + "  rev: 2\n" + BIG) == [
        "quiz/q.yml:7 error: rev is 2, and was 3 when the lock was written = it only rises: write `rev: 3`, or more if the key changed"
    ]


def test_a_question_that_goes_away_needs_a_word(project: Path) -> None:
    assert told(project, HOT) == [
        (
            'questions.lock:4 error: the question "big" is gone = if another question took its place, write `replaces: [big]` there; '
            "if it was taken out for good, run `lock --retire big`, or add it to `retired:` in this file"
        ),
    ]


def test_a_renamed_question_is_recognised(project: Path) -> None:
    (problem,) = told(project, HOT + BIG.replace("id: big", "id: huge"))
    assert 'if it is "huge" now, write `replaces: [big]` there' in problem
    assert told(project, HOT + BIG.replace("id: big", "id: huge") + "  replaces: [big]\n") == [
        BEHIND.format("big, huge")
    ]


def test_retiring_by_hand_is_heard(project: Path) -> None:
    text = (project / LOCK).read_text()
    (project / LOCK).write_text(text.replace("retired: []", "retired:\n  - big"))
    assert told(project, HOT) == [BEHIND.format("big")]
    lock(project)
    assert told(project) == []
    assert "  big:" not in (project / LOCK).read_text()


def test_the_id_of_a_retired_question_is_never_used_again(project: Path) -> None:
    write(project, {"content/quiz/q.yml": HOT})
    lock(project, retire=["big"])
    assert told(project, HOT + BIG) == [
        (
            'quiz/q.yml:7 error: the id "big" is that of a retired question = choose an id that was never used; if this is the old '
            "question come back, take it out of `retired:` in the lock"
        ),
    ]


def test_the_id_of_a_replaced_question_is_never_used_again(project: Path) -> None:
    huge = BIG.replace("id: big", "id: huge")
    write(project, {"content/quiz/q.yml": HOT + huge + "  replaces: [big]\n"})
    lock(project)
    assert told(project, HOT + huge) == [], "the lock remembers"
    assert told(project, HOT + huge + BIG) == [
        'quiz/q.yml:15 error: the id "big" was given up for "huge" = choose an id that was never used'
    ]


def test_a_history_comes_from_a_question_that_there_was(project: Path) -> None:
    huge = BIG.replace("id: big", "id: huge")
    assert told(project, HOT + BIG + "  replaces: [hott]\n") == [
        'quiz/q.yml:15 error: there never was a question "hott" = name the id that the question had before'
    ]
    assert (
        'there never was a question "bigg" = did you mean "big"?'
        in told(project, HOT + huge + "  replaces: [bigg]\n")[1]
    )


def test_a_history_is_not_split_or_taken_from_a_question_that_stays(project: Path) -> None:
    huge, vast = (BIG.replace("id: big", f"id: {name}") + "  replaces: [big]\n" for name in ("huge", "vast"))
    assert told(project, BIG + HOT + "  replaces: [big]\n") == [
        'quiz/q.yml:15 error: the question "big" is still there = take it out, or out of `replaces`'
    ]
    both = told(project, HOT + huge + vast)
    assert [problem.partition(" = ")[0] for problem in both] == [
        'quiz/q.yml:15 error: two questions replace "big"', 'quiz/q.yml:24 error: two questions replace "big"',
    ]  # fmt: skip
    assert told(project, HOT + huge) == [BEHIND.format("big, huge")]
    lock(project)
    (later,) = told(
        project,
        HOT
        + huge
        + vast.replace("[big]", "[big]")[:0]
        + vast.replace("replaces: [big]", "replaces: [huge]").replace("vast", "vast")[:0]
        + BIG.replace("id: big", "id: vast")
        + "  replaces: [big]\n",
    )[:1]
    assert 'two questions replace "big"' in later


def test_a_history_that_moved_moves_on_with_its_question(project: Path) -> None:
    huge, vast = BIG.replace("id: big", "id: huge"), BIG.replace("id: big", "id: vast")
    write(project, {"content/quiz/q.yml": HOT + huge + "  replaces: [big]\n"})
    lock(project)
    assert told(project, HOT + huge + vast + "  replaces: [big]\n") == [
        'quiz/q.yml:23 error: the history of "big" went to "huge" already = take it out of `replaces`'
    ]
    assert told(project, HOT + vast + "  replaces: [huge]\n") == [BEHIND.format("huge, vast")]
    lock(project)
    assert loaded(project, {}).site.known_lock.replaced == {"big": "huge", "huge": "vast"}


def test_a_broken_file_makes_no_question_go_away(project: Path) -> None:
    write(project, {"content/quiz/q.yml": HOT + BIG.replace("stem: Big?", "stem: [Big?")})
    assert check_lock(loaded(project, {}).site) == []
    with pytest.raises(StudyguideError, match="this is not YAML"):
        lock(project)


def test_a_lock_that_is_behind_is_one_warning(project: Path) -> None:
    more = "".join(HOT.replace("id: hot", f"id: hot-{number}") for number in range(8))
    assert told(project, HOT + BIG + more) == [BEHIND.format("hot-0, hot-1, hot-2, hot-3, hot-4 and 3 more")]


def test_without_a_lock_there_is_one_warning_and_without_questions_none(tmp_path: Path) -> None:
    assert check_lock(loaded(tmp_path, {"concepts/oven.md": OVEN}).site) == []
    write(tmp_path, {"content/quiz/q.yml": HOT + BIG})
    (problem,) = told(tmp_path)
    assert problem.startswith(
        "questions.lock:0 warning: there is no lock yet, so that a changed key goes unnoticed (2 questions) = run"
    )


def test_a_build_goes_on_when_the_lock_is_behind_and_stops_when_a_key_changed(tmp_path: Path) -> None:
    shutil.copytree(BREAD / "content", tmp_path / "content")
    quiz = tmp_path / "content/quiz/bread.yml"
    text = quiz.read_text()

    def made() -> BuildResult:
        return build(Options(project=tmp_path, output=tmp_path / "site", jobs=1))

    assert made().published
    quiz.write_text(text.replace("truth: true", "truth: false"))
    stopped = made()
    assert not stopped.published
    assert [(p.path, p.line, p.level) for p in stopped.problems if "key of" in p.message] == [
        ("content/quiz/bread.yml", 18, "error")
    ]
    assert made().problems == stopped.problems, "and says so again"
    quiz.write_text(text.replace("truth: true", "truth: false\n  rev: 2"))
    assert [p.message for p in made().problems if p.path == LOCK] == ["the lock is behind the questions: wet-or-dry"]
    lock(tmp_path)
    assert [p for p in made().problems if p.path == LOCK] == []


# Writing it


def test_writing_twice_changes_nothing(project: Path) -> None:
    before = (project / LOCK).read_bytes()
    stamp = (project / LOCK).stat().st_mtime_ns
    assert lock(project).needed is False
    assert (project / LOCK).read_bytes() == before
    assert (project / LOCK).stat().st_mtime_ns == stamp
    assert not [path.name for path in (project / "content").iterdir() if path.name.startswith(".")]


def test_a_dry_run_tells_and_writes_nothing(project: Path) -> None:
    before = (project / LOCK).read_bytes()
    new = BIG.replace("id: big", "id: huge") + "  replaces: [big]\n"
    write(project, {"content/quiz/q.yml": HOT.replace("Hot?", "Warm?") + "  rev: 2\n" + new})
    made = lock(project, dry_run=True)
    assert made.needed
    assert [tuple(change) for change in made.changes] == [
        ("new", "huge", "single"), ("replaced", "big", "by huge"), ("revised", "hot", "rev 1 → 2"),
    ]  # fmt: skip
    assert (project / LOCK).read_bytes() == before


def test_what_changed_is_told_by_kind() -> None:
    before = renewed(None, [question(BOOL, id="a"), question(BOOL, id="b"), question(BOOL, id="c")])
    after = renewed(before, [question(BOOL, id="a", stem="New?"), question(BOOL, id="b", rev=2, edit="minor")], ["c"])
    assert [tuple(change) for change in changes(before, after)] == [
        ("retired", "c", ""), ("revised", "b", "rev 1 → 2 (minor: answers still count)"), ("reworded", "a", ""),
    ]  # fmt: skip
    assert changes(before, before) == []


@pytest.mark.parametrize(
    "quiz",
    [
        HOT.replace("truth: true", "truth: false") + BIG,
        HOT,
        HOT + BIG + "  replaces: [bigg]\n",
        HOT + BIG.replace("stem: Big?\n", ""),
    ],
    ids=["a key", "a removal", "a history", "a mistake in the file"],
)
def test_nothing_is_written_over_an_error(quiz: str, project: Path) -> None:
    before = (project / LOCK).read_bytes()
    write(project, {"content/quiz/q.yml": quiz})
    with pytest.raises(StudyguideError):
        lock(project)
    assert (project / LOCK).read_bytes() == before


def test_only_what_was_taken_out_is_retired(project: Path) -> None:
    def refused(*names: str) -> list[str]:
        with pytest.raises(StudyguideError) as error:
            lock(project, retire=names)
        return [f"{problem.message} = {problem.hint}" for problem in error.value.problems]

    assert refused("hot") == ['the question "hot" is still there = take it out of its file in content/quiz/ first']
    write(project, {"content/quiz/q.yml": HOT})
    assert refused("bgi") == ['the lock knows no question "bgi" = did you mean "big"?']
    assert [tuple(change) for change in lock(project, retire=["big"]).changes] == [("retired", "big", "")]
    assert lock(project, retire=["big"]).needed is False


def test_a_guide_without_questions_leaves_no_trace(tmp_path: Path) -> None:
    loaded(tmp_path, {"concepts/oven.md": OVEN})
    assert lock(tmp_path).needed is False
    assert not (tmp_path / LOCK).exists()
    build(Options(project=tmp_path, output=tmp_path / "site", jobs=1))
    assert not (tmp_path / "site/static/questions.js").exists()


def test_the_command_says_what_it_did(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = cli.run(["lock", "--project", str(project), *arguments])
        return code, capsys.readouterr().out

    assert run() == (0, "content/questions.lock is up to date (2 questions)\n")
    write(project, {"content/quiz/q.yml": HOT + BIG + HOT.replace("id: hot", "id: hotter")})
    assert run("--dry-run") == (
        0,
        "       new  hotter  bool\nWould write content/questions.lock: 1 new (3 questions)\n",
    )
    assert run() == (0, "       new  hotter  bool\nWrote content/questions.lock: 1 new (3 questions)\n")
    write(project, {"content/quiz/q.yml": HOT + BIG})
    code, out = run()
    assert code == 1
    assert 'the question "hotter" is gone' in out
    assert out.endswith("Not locked: 1 error; content/questions.lock stays as it was\n")
    assert run("--retire", "hotter")[1].endswith("Wrote content/questions.lock: 1 retired (2 questions)\n")
    (project / LOCK).write_text((project / LOCK).read_text() + "# mine\n")
    assert run()[1] == "Wrote content/questions.lock: nothing but its form (2 questions)\n"


def test_strict_checks_fail_on_a_lock_that_is_behind(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check = ["check", "--strict", "--project", str(project)]
    assert cli.run(check) == 0, capsys.readouterr().out
    write(project, {"content/quiz/q.yml": HOT + BIG + HOT.replace("id: hot", "id: hotter")})
    assert cli.run(check) == 1
    assert cli.run(check[:1] + check[2:]) == 0


# What the browser is told


def data_of(project: Path) -> Any:
    assert build(Options(project=project, output=project / "site", jobs=1)).published
    text = (project / "site/static/questions.js").read_text()
    match = re.fullmatch(r"studyguideQuestions\((.*)\);\n", text, re.S)
    assert match
    return json.loads(match[1])


@pytest.fixture
def bread(tmp_path: Path) -> Callable[..., Any]:
    """The example with files written over it: what its pages are told of the questions."""

    def data(files: dict[str, str | bytes | None]) -> Any:
        if not (tmp_path / "content").exists():
            shutil.copytree(BREAD / "content", tmp_path / "content")
        write(tmp_path, files)
        return data_of(tmp_path)

    return data


def test_pages_are_told_of_every_question_and_lesson_and_of_no_key(bread: Callable[..., Any]) -> None:
    data = bread({})
    assert list(data) == ["questions", "retired", "topics", "entries"]
    assert data["questions"][1] == {
        "id": "hydration-of-dough", "type": "numeric", "rev": 1, "since": 1, "objective": "concepts/hydration",
        "url": "concepts/hydration.html#q-hydration-of-dough", "title": "400 g flour, 280 g water. What is the hydration?",
        "level": "apply", "difficulty": "beginner",
    }  # fmt: skip
    hydration = next(entry for entry in data["entries"] if entry["id"] == "concepts/hydration")
    assert hydration == {
        "id": "concepts/hydration", "kind": "concept", "title": "Hydration", "url": "concepts/hydration.html",
        "needs": ["concepts/starter"], "questions": ["hydration-of-dough", "wet-or-dry"],
    }  # fmt: skip
    assert data["retired"] == []


def test_topics_are_told_as_readers_read_them(bread: Callable[..., Any]) -> None:
    quiz = (
        (BREAD / "content/quiz/bread.yml")
        .read_text(encoding="utf-8")
        .replace("  type: numeric\n", "  type: numeric\n  topic: wet-dough\n", 1)
    )
    assert bread({"content/quiz/bread.yml": quiz})["topics"] == {"wet-dough": "Wet dough"}
    guide = (BREAD / "content/guide.yml").read_text(encoding="utf-8")
    assert bread({"content/guide.yml": f"{guide}topics: {{wet-dough: Doughs that stick}}\n"})["topics"] == {
        "wet-dough": "Doughs that stick"
    }


def test_the_address_is_where_the_question_is_asked(bread: Callable[..., Any]) -> None:
    def url(data: Any, name: str) -> str:
        return next(q["url"] for q in data["questions"] if q["id"] == name)

    page = "---\ntitle: Quick\n---\n[[quiz: wet-or-dry]]\n"
    assert url(bread({"content/pages/quick.md": page}), "wet-or-dry") == "quick.html#q-wet-or-dry"
    bread({"content/pages/quick.md": None})
    about_all = (
        (BREAD / "content/quiz/bread.yml")
        .read_text()
        .replace("objective: concepts/hydration", "objective: pages/index")
    )
    assert url(bread({"content/quiz/bread.yml": about_all}), "wet-or-dry") == "concepts/hydration.html#q-wet-or-dry"
    unlisted = (
        (BREAD / "content/concepts/hydration.md")
        .read_text()
        .replace("questions: [hydration-of-dough, wet-or-dry]\n", "")
    )
    assert url(bread({"content/concepts/hydration.md": unlisted}), "wet-or-dry") == "quiz/index.html#q-wet-or-dry"


def test_what_the_lock_remembers_is_told(bread: Callable[..., Any]) -> None:
    text = (BREAD / "content/quiz/bread.yml").read_text()
    old = (
        (BREAD / LOCK)
        .read_text()
        .replace("retired: []", "retired:\n  - older")
        .replace("replaced: {}", "replaced:\n  oldest: wet-or-dry")
    )
    new = text.replace("id: wet-or-dry", "id: which-is-wetter").replace(
        "  truth: true\n", "  truth: true\n  replaces: [wet-or-dry]\n"
    )
    new = new.replace("  answer: {expr", "  rev: 2\n  edit: minor\n  answer: {expr")
    hydration = (BREAD / "content/concepts/hydration.md").read_text().replace("wet-or-dry", "which-is-wetter")
    data = bread({"content/quiz/bread.yml": new, LOCK: old, "content/concepts/hydration.md": hydration})
    assert data["retired"] == ["older"]
    minor = next(q for q in data["questions"] if q["id"] == "hydration-of-dough")
    assert (minor["rev"], minor["since"], minor["edit"]) == (2, 1, "minor")
    assert next(q for q in data["questions"] if q["id"] == "which-is-wetter")["replaces"] == ["oldest", "wet-or-dry"]


def test_a_question_s_html_says_which_revision_it_is(bread: Callable[..., Any], tmp_path: Path) -> None:
    text = (BREAD / "content/quiz/bread.yml").read_text()
    bread({"content/quiz/bread.yml": text.replace("  answer: {expr", "  rev: 2\n  edit: minor\n  answer: {expr")})
    html = (tmp_path / "site/concepts/hydration.html").read_text()
    assert (
        'data-question="hydration-of-dough" data-type="numeric" data-rev="2" data-since="1" data-edit="minor"' in html
    )
    other = html[html.index('data-question="wet-or-dry"') :].partition(">")[0]
    assert 'data-rev="1" data-since="1"' in other
    assert "data-edit" not in other and "data-replaces" not in other
