"""The first line of a block of code: its language, and options such as `title="A coin" hl=2-3 lines`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..problems import did_you_mean
from .draft import Draft

WORD = re.compile(r"""(?P<name>[^\s="']+)(?:=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*)))?|(?P<stray>\S+)""")


@dataclass(slots=True, kw_only=True)
class Info:
    language: str = ""
    title: str = ""
    highlighted: frozenset[int] = field(default_factory=frozenset)
    """Lines as counted in the block, from 1."""
    numbered: bool = False
    diff: bool = False
    file: str = ""
    region: str = ""
    output: bool = False
    """Show what came out of the file."""
    run: Literal["", "yes", "no"] = ""
    """Whether the block itself runs."""
    reason: str = ""
    """Why it does not."""


def runs(text: str) -> bool:
    """Whether an info string is that of a block that runs."""
    words = text.split()
    return words[:1] == ["python"] and "run" in words


class Refused(ValueError):
    """An option's value that cannot be; says why."""


def parse(draft: Draft, text: str, start: int) -> Info:
    """Read an info string; `start` is its offset in the draft."""
    info = Info()
    for position, word in enumerate(WORD.finditer(text)):
        if position == 0 and "=" not in word[0]:
            info.language = word[0].lower()
            info.diff = info.language == "diff"
        elif problem := _set(info, word):
            draft.mistake(start + word.start(), *problem)
    for message, hint in _disagreements(info):
        draft.mistake(start, message, hint)
    return info


def _disagreements(info: Info) -> Iterator[tuple[str, str]]:
    """Options that make no sense together."""
    if info.run and info.language != "python":
        yield "only Python runs here", "write ```python run"
    if info.run and info.file:
        yield "code from a file does not run on a page", "give the file front matter, and write output in place of run"
    if info.run == "no" and not info.reason:
        yield "run=no needs a reason", 'write run=no reason="needs a large download"'
    if info.reason and info.run != "no":
        yield "a reason is for blocks that do not run", "write run=no before it"
    if info.output and not info.file:
        yield "output needs file=", "write file=code/sample.py before it, or run for a block of the page's own"


def _set(info: Info, word: re.Match[str]) -> tuple[str, str] | None:
    name = word["name"] or word["stray"]
    option = OPTIONS.get(name)
    if option is None:
        return f'a block of code has no option "{name}"', did_you_mean(
            name, OPTIONS
        ) or f"options are {', '.join(OPTIONS)}"
    try:
        option(info, word["bare"] if word["quoted"] is None else word["quoted"])
    except Refused as refused:
        return f'the option "{name}" {refused}', OPTION_HINTS[name]
    return None


def _title(info: Info, value: str | None) -> None:
    info.title = _needed(value)


def _highlight(info: Info, value: str | None) -> None:
    info.highlighted = frozenset(line for part in _needed(value).split(",") for line in _lines(part))


def _lines(part: str) -> range:
    bounds = re.fullmatch(r"\s*(\d{1,4})(?:-(\d{1,4}))?\s*", part)
    if not bounds:
        raise Refused(f'does not understand "{part}"')
    return range(int(bounds[1]), int(bounds[2] or bounds[1]) + 1)


def _numbered(info: Info, value: str | None) -> None:
    info.numbered = _flag(value)


def _diff(info: Info, value: str | None) -> None:
    info.diff = _flag(value)


def _file(info: Info, value: str | None) -> None:
    info.file = _needed(value)


def _region(info: Info, value: str | None) -> None:
    info.region = _needed(value)


def _output(info: Info, value: str | None) -> None:
    info.output = _flag(value)


def _run(info: Info, value: str | None) -> None:
    if value not in (None, "no"):
        raise Refused(f'does not understand "{value}"')
    info.run = "no" if value else "yes"


def _reason(info: Info, value: str | None) -> None:
    info.reason = _needed(value)


def _needed(value: str | None) -> str:
    if not value:
        raise Refused("needs a value")
    return value


def _flag(value: str | None) -> bool:
    if value is not None:
        raise Refused("takes no value")
    return True


OPTIONS: dict[str, Callable[[Info, str | None], None]] = {
    "title": _title,
    "hl": _highlight,
    "lines": _numbered,
    "diff": _diff,
    "file": _file,
    "region": _region,
    "output": _output,
    "run": _run,
    "reason": _reason,
}
OPTION_HINTS = {
    "title": 'write title="A coin"',
    "hl": "write hl=2-3,5",
    "lines": "write lines",
    "diff": "write diff",
    "file": "write file=code/sample.py",
    "region": "write region=NAME",
    "output": "write output",
    "run": 'write run, or run=no reason="..."',
    "reason": 'write run=no reason="needs a large download"',
}
