"""Checks plain values against the kinds' dataclasses, and says in an author's words what does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

from .keys import tolerance
from .model import CodeSample, Concept, Entry, Formula, FreePage, Metric, ModelType, Question, Reference
from .numbers import ExpressionError, evaluate
from .problems import Level, did_you_mean

T = TypeVar("T")

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Mismatch(NamedTuple):
    """Something wrong with one field. The path is dotted; a `!` at its end means the field's name itself."""

    field: str
    message: str
    hint: str = ""
    level: Level = "error"


def parse(cls: type[T], plain: Mapping[str, Any]) -> T | list[Mismatch]:
    """An instance of a model class, or all that keeps it from being one."""
    from pydantic import ValidationError

    try:
        made: T = _adapter(cast(Any, cls)).validate_json(
            json.dumps(plain)
        )  # JSON mode: lists may become tuples even when strict
    except ValidationError as error:
        return [_mismatch(cls, item) for item in error.errors(include_url=False)]
    return made


@cache
def _adapter(cls: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


def _mismatch(cls: type, error: Any) -> Mismatch:
    parts = [str(part) for part in error["loc"]]
    path, name = ".".join(parts), parts[-1] if parts else ""
    kind, given = error["type"], error.get("input")
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        known = sorted(_known_fields(cls, parts[:-1]) - _MADE.get(cls if len(parts) == 1 else None, set()))
        if " " in name:
            return Mismatch(
                path + "!", f'unknown field "{name}"', "inside { } a text that holds a comma or a colon needs quotes"
            )
        return Mismatch(
            path + "!", f'unknown field "{name}"', did_you_mean(name, known) or f"known here: {', '.join(known)}"
        )
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return Mismatch(".".join(parts[:-1]), f'the field "{name}" is missing', f"add `{name}:`")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
        hint = did_you_mean(str(given), choices) or f"one of: {', '.join(filter(None, choices))}"
        return Mismatch(path, f"{_show(given)} is not a value of {path or 'this field'}", hint)
    wanted = _WANTED.get(kind)
    if wanted is None:
        return Mismatch(path, str(error["msg"]))
    hint = _HINTS.get((kind, type(given)), "write a list: [a, b], or one `- a` a line" if kind == "tuple_type" else "")
    return Mismatch(path, f"{_subject(error['loc'])} must be {wanted}, and is {_describe(given)}", hint)


_MADE: Mapping[Any, set[str]] = {cls: {"id"} for cls in (Concept, ModelType, Metric, Formula, FreePage)} | {
    Question: {"title"},
    CodeSample: {"id", "group"},
}
"""Fields that authors do not write."""
_HINTS: Mapping[tuple[str, type], str] = {
    **{("string_type", cls): "write it in quotes" for cls in (int, float, bool)},
    **{("string_type", cls): 'a text that begins with [ or {, or contains ": ", needs quotes' for cls in (list, dict)},
}


def _subject(loc: Sequence[int | str]) -> str:
    """What is wrong, by name: a field, an item of a list, or a name that the author gave."""
    name = loc[-1] if loc else "this"
    if isinstance(name, int):
        return f"item {name + 1} of {loc[-2]}" if len(loc) > 1 else f"item {name + 1}"
    return name if re.fullmatch(r"[a-z_]+", name) else f'"{name}"'


_WANTED = {
    "string_type": "text", "int_type": "a whole number", "int_from_float": "a whole number", "float_type": "a number",
    "bool_type": "true or false", "tuple_type": "a list", "dataclass_type": "a mapping of fields",
    "dataclass_exact_type": "a mapping of fields", "dict_type": "a mapping", "mapping_type": "a mapping",
}  # fmt: skip


def _describe(value: object) -> str:
    if value is None:
        return "empty"
    words = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    word = next((word for kind, word in words.items() if isinstance(value, kind)), "something else")
    return f"{word} ({_show(value)})" if isinstance(value, (bool, int, float, str)) else word


def _show(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text[:40]}{"…" if len(text) > 40 else ""}"'


def _known_fields(cls: Any, path: list[str]) -> set[str]:
    """Fields of the class that stands at a path below another class."""
    for part in path:
        hints = get_type_hints(cls)
        if part in hints:  # others are positions in lists and names in mappings
            cls = _inner_class(hints[part])
            if cls is None:
                return set()
    return {field.name for field in fields(cls)}


def _inner_class(hint: Any) -> Any:
    if hasattr(hint, "__dataclass_fields__"):
        return hint
    for argument in get_args(hint) if get_origin(hint) is not None or get_args(hint) else ():
        found = _inner_class(argument)
        if found is not None:
            return found
    return None


# What the types alone do not say.


def check_entry(entry: Entry) -> Iterator[Mismatch]:
    """What is wrong with an entry that has all its fields."""
    if not entry.title.strip():
        yield Mismatch("title", "the title is empty")
    if isinstance(entry, Reference) and entry.url and not re.match(r"https?://", entry.url):
        yield Mismatch("url", "this is not an address", "such as https://example.org/paper.pdf")
    if isinstance(entry, CodeSample):
        yield from _check_sample(entry)
    if isinstance(entry, Question):
        rules = (_check_options, _check_reasons, _check_key, _check_numeric, _check_parts)
        found = [item for rule in rules for item in rule(entry)]
        yield from found
        if all(item.level == "warning" for item in found):
            yield from _check_answers(entry)


def _check_sample(sample: CodeSample) -> Iterator[Mismatch]:
    for name in ("tolerance", "seconds"):
        if getattr(sample, name) <= 0:
            yield Mismatch(name, f"{name} must be more than 0")
    for name, shows in sample.figures.items():
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*\.(?:svg|png|webp)", name):
            hint = "small letters, digits and hyphens, and .svg, .png or .webp, as in ring.svg"
            yield Mismatch(f"figures.{name}!", f'"{name}" is not a name for a picture', hint)
        if not shows.strip():
            message = f'the picture "{name}" has no text for those who cannot see it'
            yield Mismatch(f"figures.{name}", message, "write a sentence that says what can be seen")
    if sample.fixture and not re.fullmatch(r"[\w-]+\.py", sample.fixture):
        hint = "the name of a file in content/code/fixtures/, such as tiny_gpt2.py"
        yield Mismatch("fixture", f'"{sample.fixture}" is not a program', hint)


_NEEDS: Mapping[str, tuple[str, ...]] = {
    "single": ("options",), "multi": ("options",), "bool": ("truth",), "numeric": ("answer",), "text": ("answer",),
    "cloze": ("text", "gaps"), "match": ("pairs",), "order": ("items",), "output": ("code", "answer"),
    "recall": ("back",), "explain": ("back",),
}  # fmt: skip
_KEYS = ("options", "truth", "answer", "text", "gaps", "pairs", "items", "code", "back")


def _check_key(question: Question) -> Iterator[Mismatch]:
    needed = _NEEDS[question.type]
    for name in needed:
        if getattr(question, name) in (None, "", ()):
            yield Mismatch("", f'a question of type "{question.type}" needs the field "{name}"', f"add `{name}:`")
    for name in _KEYS:
        if name not in needed and getattr(question, name) not in (None, "", ()):
            yield Mismatch(name + "!", f'"{name}" has no meaning for a question of type "{question.type}"')


def _check_options(question: Question) -> Iterator[Mismatch]:
    right = [option for option in question.options if option.correct]
    if question.type == "single" and question.options and len(right) != 1:
        message = f"a single question needs one correct option, and has {len(right)}"
        yield Mismatch("options!", message, "write `correct: true` beside the right one")
    if question.type == "multi" and question.options and not right:
        yield Mismatch("options!", "no option is correct", "write `correct: true` beside the right ones")
    yield from _twins("options", [option.id for option in question.options])


def _check_reasons(question: Question) -> Iterator[Mismatch]:
    """Whoever answers learns why."""
    for index, option in enumerate(question.options):
        if not option.why.strip():
            yield Mismatch(f"options.{index}.why", "an option needs a reason", "say why it is right or wrong")
    for index, value in enumerate(question.wrong):
        if not value.why.strip():
            yield Mismatch(f"wrong.{index}.why", "a wrong value needs a reason", "say which mistake leads to it")
    if not question.explain.strip():
        yield Mismatch("explain", "the explanation is empty", "say why the answer is what it is")


def _check_numeric(question: Question) -> Iterator[Mismatch]:
    answer = question.answer
    if answer is None:
        return
    if question.type in ("text", "output") and not answer.accept:
        yield Mismatch("answer", f'a question of type "{question.type}" needs accepted texts', "add `accept: [...]`")
    if question.type == "numeric":
        if answer.value is None and not answer.expr:
            yield Mismatch("answer", "a numeric question needs a value or an expr")
        if not (answer.abs or answer.rel or answer.sig):
            yield Mismatch("answer", "a numeric question needs a tolerance", "add abs, rel or sig")
        yield from _check_expression("answer", answer.value, answer.expr, tolerance(answer, answer.value or 0.0))


def _check_answers(question: Question) -> Iterator[Mismatch]:
    from .answers import faults  # graders are not needed to see that nothing changed

    for fault in faults(question):
        yield Mismatch(*fault)


def _check_expression(field: str, value: float | None, expression: str, tolerance: float) -> Iterator[Mismatch]:
    if not expression:
        return
    try:
        computed = evaluate(expression)
    except ExpressionError as error:
        yield Mismatch(f"{field}.expr", f"the expression cannot be evaluated: {error}")
        return
    if value is not None and not abs(computed - value) <= max(tolerance, 1e-9 * abs(value)):
        yield Mismatch(f"{field}.value", f"the expression gives {computed:.6g}, not {value:g}")


def _check_parts(question: Question) -> Iterator[Mismatch]:
    yield from _twins("pairs", [pair.id for pair in question.pairs])
    yield from _twins("items", [item.id for item in question.items])
    if question.type == "cloze":
        gaps = {int(number) for number in re.findall(r"\{\{(\d+)\}\}", question.text)}
        if gaps != set(range(1, len(question.gaps) + 1)):
            yield Mismatch(
                "text", f"the text has gaps {sorted(gaps)}, and `gaps` has {len(question.gaps)}", "write {{1}}, {{2}} …"
            )
    for index, gap in enumerate(question.gaps):
        if gap.menu and not set(gap.accept) & set(gap.menu):
            yield Mismatch(f"gaps.{index}.menu", "no accepted text is on the menu")
        yield from _check_expression(f"gaps.{index}", gap.value, gap.expr, gap.abs)


def _twins(field: str, ids: list[str]) -> Iterator[Mismatch]:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Mismatch(f"{field}.{index}.id", f'the id "{name}" is used twice in this question')
        if not ID.fullmatch(name):
            yield Mismatch(f"{field}.{index}.id", f'"{name}" is not an id', "use small letters, digits and hyphens")


# Entries as plain values, for the manifest; faster than validating again.


def to_plain(value: Any) -> Any:
    """An entry as JSON values, without the fields that have their defaults."""
    if hasattr(value, "__dataclass_fields__"):
        return {
            name: to_plain(part)
            for name, default in _defaults(cast(Any, type(value)))
            if (part := getattr(value, name)) != default
        }
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    return value


@cache
def _defaults(cls: Any) -> tuple[tuple[str, object], ...]:
    from dataclasses import MISSING

    return tuple((f.name, f.default if f.default is not MISSING else MISSING) for f in fields(cls))


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The reverse of `to_plain`. Trusts its input: it was validated when it was made."""
    makers = _makers(cast(Any, cls))
    return cls(**{name: make(value) if (make := makers.get(name)) else value for name, value in plain.items()})


@cache
def _makers(cls: Any) -> dict[str, Callable[[Any], Any] | None]:
    return {name: _maker(hint) for name, hint in get_type_hints(cls).items()}


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    inner = _inner_class(hint)
    origin = get_origin(hint)
    if origin is tuple:
        return (lambda items: tuple(from_plain(inner, item) for item in items)) if inner else tuple
    if origin is not None and issubclass(origin if isinstance(origin, type) else object, Mapping):
        return (lambda table: {key: from_plain(inner, item) for key, item in table.items()}) if inner else None
    return (lambda item: item if item is None else from_plain(inner, item)) if inner else None
