"""A key must pass its own answer and fail what it calls wrong. Found here before a learner finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .grade import Grade, fold, fold_output, grade
from .keys import Key, key_of
from .model import Question
from .numeral import read_number


class Fault(NamedTuple):
    field: str
    """Dotted, as in `wrong.0.value`."""
    message: str
    hint: str = ""


def faults(question: Question) -> Iterator[Fault]:
    """What is wrong with the key of a question whose fields are in order."""
    yield from _FAULTS.get(question.type, _none)(question, key_of(question))


def right_answer(key: Key) -> Any:
    """An answer with full marks, in the shape that `grade` takes."""
    return _RIGHT[key["type"]](key)


_RIGHT: Mapping[str, Callable[[Key], Any]] = {
    "single": lambda key: key["right"],
    "multi": lambda key: key["right"],
    "bool": lambda key: key["right"],
    "numeric": lambda key: repr(key["value"]),
    "text": lambda key: key["accept"][0],
    "output": lambda key: key["accept"][0],
    "cloze": lambda key: [_shown(gap) for gap in key["gaps"]],
    "match": lambda key: key["pairs"],
    "order": lambda key: [{"id": item["id"], "indent": item["indent"]} for item in key["items"]],
    "recall": lambda key: {"rating": 3, "ticked": list(range(key["must"]))},
    "explain": lambda key: {"done": True, "ticked": list(range(key["must"]))},
}


def _shown(gap: Key) -> str:
    """The first accepted text, of those that a menu offers where there is one."""
    offered = [text for text in gap["accept"] if "menu" not in gap or text in gap["menu"]]
    return offered[0] if offered else repr(gap.get("value"))


def _none(question: Question, key: Key) -> Iterator[Fault]:
    yield from ()


def _numeric(question: Question, key: Key) -> Iterator[Fault]:
    if not grade(key, right_answer(key))["right"]:
        yield Fault("answer.value", f"the value {key['value']:g} does not pass as an answer")
    for index, known in enumerate(question.wrong):
        result: Grade = grade(key, repr(known.value))
        if result["right"]:
            hint = "remove it, or make the answer's tolerance smaller"
            yield Fault(f"wrong.{index}.value", f"{known.value:g} is called wrong, and passes as right", hint)
        elif result.get("wrong") != index:
            message = f"{known.value:g} stands twice among the known wrong values"
            yield Fault(f"wrong.{index}.value", message, "keep one of them")


def _words(question: Question, key: Key) -> Iterator[Fault]:
    same = fold_output if question.type == "output" else fold
    yield from _accepted("answer", key["accept"], same)


def _accepted(field: str, accept: Sequence[str], same: Callable[[str], str]) -> Iterator[Fault]:
    for index, text in enumerate(accept):
        if not same(text):
            message = f'nothing is left of the accepted text "{text}" when spaces and signs do not count'
            yield Fault(f"{field}.accept.{index}", message, "ask for words, or use another type of question")


def _cloze(question: Question, key: Key) -> Iterator[Fault]:
    for number, gap in enumerate(key["gaps"]):
        field = f"gaps.{number}"
        if not gap["accept"] and "value" not in gap:
            yield Fault(field, "the gap accepts nothing", "add `accept: [...]`")
        if "menu" in gap:
            yield from _twins(f"{field}.menu", gap["menu"], "this stands twice on the menu")
            continue
        yield from _accepted(field, gap["accept"], fold)
        for index, text in enumerate(gap["accept"] if "value" in gap else ()):
            alone = {"type": "numeric", "value": gap["value"], "tol": gap["tol"]}
            if read_number(text) and not grade(alone, text)["right"]:
                message = f'the accepted text "{text}" is not the value {gap["value"]:g}'
                yield Fault(f"{field}.accept.{index}", message, "correct one of them")


def _match(question: Question, key: Key) -> Iterator[Fault]:
    yield from _twins("pairs", [pair.left for pair in question.pairs], "two pairs have the same left side", ".left")
    yield from _alike(question, [pair.right for pair in question.pairs], "the right side of a pair")


def _order(question: Question, key: Key) -> Iterator[Fault]:
    yield from _alike(question, [item.text for item in question.items], "a line that belongs")
    slots = {item["id"]: item["slot"] for item in key["items"]}
    if len(set(slots.values())) == 1:
        yield Fault("items!", "every order of these lines is right", "give groups to fewer of them")
    indents: dict[int, int] = {}
    texts: dict[str, int] = {}
    for index, item in enumerate(question.items):
        if item.group and indents.setdefault(item.group, item.indent) != item.indent:
            message = f"lines of group {item.group} may swap places, and are not indented alike"
            yield Fault(f"items.{index}", message, "give them different groups")
        if texts.setdefault(item.text.strip(), slots[item.id]) != slots[item.id]:
            message = "this line reads like another one that it may not stand for"
            yield Fault(f"items.{index}.text", message, "give both the same `group`, or different texts")


def _alike(question: Question, texts: Sequence[str], what: str) -> Iterator[Fault]:
    known = {text.strip() for text in texts}
    for index, text in enumerate(question.distractors):
        if text.strip() in known:
            yield Fault(f"distractors.{index}", f"this distractor reads like {what}", "write another one")
    yield from _twins("distractors", question.distractors, "this distractor stands twice")


def _twins(field: str, texts: Sequence[str], message: str, part: str = "") -> Iterator[Fault]:
    plain = [text.strip() for text in texts]
    for index, text in enumerate(plain):
        if text in plain[:index]:
            yield Fault(f"{field}.{index}{part}", message, "change or remove one of them")


_FAULTS: Mapping[str, Callable[[Question, Key], Iterator[Fault]]] = {
    "numeric": _numeric, "text": _words, "output": _words, "cloze": _cloze, "match": _match, "order": _order,
}  # fmt: skip
