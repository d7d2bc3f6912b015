"""content/questions.lock as text: sorted, one line a question, so that two people's changes merge."""

from __future__ import annotations

import re

from .identity import Locked, QuestionLock
from .problems import Problem, line_of
from .schema import ID, parse
from .yamltext import YamlMistake, locate, read_yaml

LOCK = "content/questions.lock"
HEAD = """\
# What readers' progress hangs on, one line a question. Commit this file; `studyguide lock` (or `python build.py lock`) writes it.
# A question that is taken out for good goes under `retired`: `lock --retire ID`, or by hand.
"""


def as_text(lock: QuestionLock) -> str:
    """The file's text, the same for the same lock."""
    lines = ["questions:" if lock.questions else "questions: {}"]
    lines += [f"  {_quoted(name)}: {_row(row)}" for name, row in lock.questions.items()]
    lines += ["retired:" if lock.retired else "retired: []"]
    lines += [f"  - {_quoted(name)}" for name in lock.retired]
    lines += ["replaced:" if lock.replaced else "replaced: {}"]
    lines += [f"  {_quoted(old)}: {_quoted(new)}" for old, new in lock.replaced.items()]
    return HEAD + "\n".join(lines) + "\n"


def _row(row: Locked) -> str:
    since = f", since: {row.since}" if row.since else ""
    return f'{{type: {row.type}, rev: {row.rev}{since}, key: "{row.key}", text: "{row.text}"}}'


def _quoted(name: str) -> str:
    """An id as YAML: some would be read as a number, or as a truth."""
    return name if re.match(r"[a-z]", name) and name not in ("true", "false", "null") else f'"{name}"'


def read_lock(text: str) -> QuestionLock | list[Problem]:
    """The lock, or what is wrong with its file."""
    if conflict := re.search(r"^(?:<{7}|={7}|>{7})", text, re.MULTILINE):
        line = text.count("\n", 0, conflict.start()) + 1
        hint = "keep the lines of both sides and none of the marks; then run `lock`"
        message = "two versions of this file were not merged"
        return [Problem(path=LOCK, line=line, column=1, message=message, hint=hint, excerpt=line_of(text, line))]
    try:
        plain = read_yaml(text, LOCK)
    except YamlMistake as mistake:
        return [mistake.problem]
    if not isinstance(plain, dict):
        hint = "`lock` writes it; take the last good one from the history"
        return [Problem(path=LOCK, line=1, column=1, message="the lock must hold fields", hint=hint)]
    lock = parse(QuestionLock, {name: value for name, value in plain.items() if value is not None})
    if isinstance(lock, list):
        return [_problem(text, mismatch.field, mismatch.message, mismatch.hint) for mismatch in lock]
    wrong = [f"retired.{n}" for n, name in enumerate(lock.retired) if not ID.fullmatch(name)]
    return [
        _problem(text, place, "this is not an id", "use small letters, digits and hyphens") for place in wrong
    ] or lock


def _problem(text: str, place: str, message: str, hint: str) -> Problem:
    line, column = locate(text, place)
    return Problem(path=LOCK, line=line, column=column, message=message, hint=hint, excerpt=line_of(text, line))
