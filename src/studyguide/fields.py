"""The texts inside an entry: found by their types, rendered one by one, and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

MODES = frozenset({"markdown", "inline", "tex", "inline-tex", "code"})
POINTERS = frozenset({"entry", "reference", "question"})


class Piece(NamedTuple):
    field: str
    """Dotted path, as in `options.2.why`."""
    mode: str
    text: str


def texts(entry: Any) -> Iterator[Piece]:
    """All texts of an entry that become HTML."""
    return _walk(entry, "", MODES)


def pointers(entry: Any) -> Iterator[Piece]:
    """All names of other entries; `mode` says of which kind."""
    return _walk(entry, "", POINTERS)


def _walk(value: Any, prefix: str, modes: frozenset[str]) -> Iterator[Piece]:
    for name, mode, many, nested in _plan(cast(Any, type(value))):
        part = getattr(value, name)
        if not part:
            continue
        path = prefix + name
        if mode in modes:
            for index, text in enumerate(part if many else (part,)):
                yield Piece(f"{path}.{index}" if many else path, mode, text)
        elif nested:
            for index, item in enumerate(part if many else (part,)):
                yield from _walk(item, f"{path}.{index}." if many else f"{path}.", modes)


def with_texts(entry: T, made: Mapping[str, str], wrap: Callable[[str], str], prefix: str = "") -> T:
    """The same entry with its texts replaced by what was made of them."""
    changes: dict[str, Any] = {}
    for name, mode, many, nested in _plan(cast(Any, type(entry))):
        part = getattr(entry, name)
        if not part:
            continue
        path = prefix + name
        if mode in MODES:
            if many:
                changes[name] = tuple(wrap(made.get(f"{path}.{i}", "")) for i in range(len(part)))
            else:
                changes[name] = wrap(made.get(path, ""))
        elif nested:
            if many:
                changes[name] = tuple(with_texts(item, made, wrap, f"{path}.{i}.") for i, item in enumerate(part))
            else:
                changes[name] = with_texts(part, made, wrap, f"{path}.")
    return replace(entry, **changes) if changes else entry  # type: ignore[type-var]


@cache
def _plan(cls: Any) -> tuple[tuple[str, str, bool, bool], ...]:
    """(name, mode or "", is a tuple, holds dataclasses) of the fields that matter here."""
    hints = get_type_hints(cls, include_extras=True)
    rows = []
    for item in fields(cls):
        mode, many, nested = _read_hint(hints[item.name])
        if mode or nested:
            rows.append((item.name, mode, many, nested))
    return tuple(rows)


def _read_hint(hint: Any) -> tuple[str, bool, bool]:
    if get_origin(hint) is Annotated:
        return str(hint.__metadata__[0]), False, False
    if get_origin(hint) is tuple:
        mode, _, nested = _read_hint(get_args(hint)[0])
        return mode, True, nested
    if hasattr(hint, "__dataclass_fields__"):
        return "", False, True
    inner = [argument for argument in get_args(hint) if hasattr(argument, "__dataclass_fields__")]
    return "", False, bool(inner) and get_origin(hint) is not dict and "Mapping" not in str(hint)
