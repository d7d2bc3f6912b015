"""Who a question is: readers' progress is kept under its id, and counts for as long as its key is the one that they answered.

`content/questions.lock` remembers every question as it was when the lock was last written. Against it a build sees that a key
was changed, that a question went away, or that an id is used a second time (`lockrules.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, ClassVar, NamedTuple

from .model import Answer, Question, QuestionType, Strict
from .numbers import ExpressionError, evaluate
from .schema import to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One question as it was when the lock was written."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    type: QuestionType
    rev: int
    since: int = 0
    """First revision whose answers still count; 0 for `rev` itself."""
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLock:
    """The file."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    questions: Mapping[str, Locked] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    """Questions that were taken out for good. Their ids are never used again."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Old id → the question that its history went to."""


# Digests


def key_digest(question: Question) -> str:
    """Of what makes an answer right; when it differs, answers given before may be graded differently now.

    The key is the type and, for
    `single`, `multi`: the options' ids, and which of them are correct;
    `bool`: the truth;
    `numeric`: the value to ten significant digits (however it is written), the tolerance, the unit;
    `text`, `output`: the accepted texts, and whether a slip may pass;
    `cloze`: accepted texts, menu, value and tolerance of each gap;
    `match`: the pairs' ids;
    `order`: the items' ids in their order and groups, with their indents;
    `recall`, `explain`: how many points there are to tick off, since the learner grades herself.

    Not the key are wording, reasons, hints and explanations, known wrong values, spare distractors, and the order in which
    options, pairs, menus and accepted texts are written.
    """
    return _digest([question.type, _KEYS[question.type](question)])


def text_digest(question: Question) -> str:
    """Of everything that the author wrote for a question but its id, `rev`, `edit` and `replaces`; folding of lines is no change."""
    plain = to_plain(question)
    for name in ("id", "title", "rev", "edit", "replaces"):
        plain.pop(name, None)
    return _digest(_unfolded(plain))


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def _unfolded(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_unfolded(item) for item in value]
    return {name: _unfolded(item) for name, item in value.items()} if isinstance(value, dict) else value


def _options(question: Question) -> Any:
    return sorted([option.id, option.correct] for option in question.options)


def _numeric(question: Question) -> Any:
    answer = question.answer or Answer()
    return [_value(answer), _number(answer.abs), _number(answer.rel), answer.sig, answer.unit]


def _value(answer: Answer) -> str:
    if answer.value is not None or not answer.expr:
        return _number(answer.value)
    try:
        return _number(evaluate(answer.expr))
    except ExpressionError:  # told as a problem of the question
        return answer.expr


def _number(value: float | None) -> str:
    """Ten digits: the last ones differ between machines' libraries."""
    return "" if value is None else f"{value + 0.0:.10g}"


def _accepted(question: Question) -> Any:
    answer = question.answer or Answer()
    return [sorted(answer.accept), answer.typo]


def _gaps(question: Question) -> Any:
    return [[sorted(gap.accept), sorted(gap.menu), _number(gap.value), _number(gap.abs)] for gap in question.gaps]


def _order(question: Question) -> Any:
    """Where each line and each group stands, and who is in a group; what the group is called does not matter."""
    groups: dict[int, list[Any]] = {}
    places: list[Any] = []
    for item in question.items:
        line = [item.id, item.indent]
        if item.group:
            groups.setdefault(item.group, []).append(line)
            places.append([*groups].index(item.group))
        else:
            places.append(line)
    return [places, [sorted(lines) for lines in groups.values()]]


_KEYS: Mapping[QuestionType, Callable[[Question], Any]] = {
    "single": _options, "multi": _options, "bool": lambda question: question.truth, "numeric": _numeric, "text": _accepted,
    "cloze": _gaps, "match": lambda question: sorted(pair.id for pair in question.pairs), "order": _order, "output": _accepted,
    "recall": lambda question: len(question.must), "explain": lambda question: len(question.must),
}  # fmt: skip


def counts_from(question: Question, locked: Locked | None) -> int:
    """First revision whose answers still count: `edit: minor` keeps those before it, any other new revision starts afresh."""
    minor = question.edit == "minor"
    if locked is None:
        return max(1, question.rev - minor)
    if question.rev == locked.rev or minor:
        return min(locked.since or locked.rev, question.rev)
    return question.rev


# The next lock


def renewed(lock: QuestionLock | None, questions: Iterable[Question], retire: Iterable[str] = ()) -> QuestionLock:
    """The lock for the questions as they are now. What it remembers of others is kept: ids are never used again."""
    before = lock or QuestionLock()
    now = {question.id: question for question in questions}
    replaced = {**before.replaced, **{old: q.id for q in now.values() for old in q.replaces}}
    return QuestionLock(
        questions={name: _locked(now[name], before.questions.get(name)) for name in sorted(now)},
        retired=tuple(sorted({*before.retired, *retire} - replaced.keys())),
        replaced=dict(sorted(replaced.items())),
    )


def _locked(question: Question, before: Locked | None) -> Locked:
    since = counts_from(question, before)
    return Locked(
        type=question.type, rev=question.rev, since=0 if since == question.rev else since, key=key_digest(question),
        text=text_digest(question),
    )  # fmt: skip


class Change(NamedTuple):
    """What a new lock says otherwise than the old one."""

    what: str
    """`new`, `revised`, `reworded`, `replaced`, `retired`."""
    id: str
    note: str = ""


def changes(before: QuestionLock | None, after: QuestionLock) -> list[Change]:
    """Question by question. A key that differs under the same revision cannot be locked; see `lockrules.py`."""
    old = before or QuestionLock()
    found = [Change("retired", name) for name in after.retired if name not in old.retired]
    found += [
        Change("replaced", name, f"by {new}") for name, new in after.replaced.items() if old.replaced.get(name) != new
    ]
    for name, row in after.questions.items():
        was = old.questions.get(name)
        if was is None:
            found.append(Change("new", name, row.type))
        elif was.rev != row.rev:
            kept = " (minor: answers still count)" if row.since else ""
            found.append(Change("revised", name, f"rev {was.rev} → {row.rev}{kept}"))
        elif was.text != row.text:
            found.append(Change("reworded", name))
    return sorted(found)


def left_behind(lock: QuestionLock, questions: Mapping[str, Question]) -> list[Change]:
    """What the lock should be told: all changes but rewordings, which nobody's progress depends on."""
    told = [change for change in changes(lock, renewed(lock, questions.values())) if change.what != "reworded"]
    return told + [Change("retired", name) for name in lock.retired if name in lock.questions and name not in questions]
