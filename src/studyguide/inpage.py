"""Questions that are written in a page, in fences of YAML; and where the YAML of an entry stands in its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import samples
from .model import Origin
from .yamltext import front_matter

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`\n]*)")
_ID = re.compile(r"^(?:-[ \t]+|[ \t]+)?\{?[ \t]*id:[ \t]*[\"']?([a-z0-9-]+)", re.M)


class Fence(NamedTuple):
    """```quiz … ```, at the beginning of a line."""

    line: int
    """Of its opening line, 1-based."""
    end: int
    """Of its closing line; 0 when it is never closed."""
    yaml: str

    @property
    def ids(self) -> list[str]:
        """Ids that seem to stand in it, for when it cannot be read."""
        return _ID.findall(self.yaml)


def quiz_fences(text: str, first_line: int = 1) -> list[Fence]:
    """The fences of questions in a Markdown text. What stands in another fence is only shown."""
    if "quiz" not in text:
        return []
    found: list[Fence] = []
    lines = text.split("\n")
    numbers = iter(range(first_line - 1, len(lines)))
    for start in numbers:
        opening = _FENCE.match(lines[start])
        if not opening:
            continue
        closing = re.compile(rf"{opening[1][0]}{{{len(opening[1])},}}[ \t]*")
        end = next((number for number in numbers if closing.fullmatch(lines[number])), None)
        if opening[2].strip() == "quiz":
            yaml = "\n".join(lines[start + 1 : end])
            found.append(Fence(start + 1, 0 if end is None else end + 1, yaml))
    return found


def with_slots(body: str, asks: Sequence[str]) -> str:
    """A page's Markdown with places for questions instead of the fences, line by line; `asks` has the ids of each fence."""
    lines = body.split("\n")
    for fence, ids in zip(quiz_fences(body), asks, strict=True):
        end = fence.end or len(lines)
        lines[fence.line - 1 : end] = [""] * (end - fence.line + 1)
        if ids:
            lines[fence.line] = f"[[quiz: {ids}]]"
    return "\n".join(lines)


class Part(NamedTuple):
    """The YAML in which an entry is written."""

    yaml: str
    prefix: str
    """Path of the entry's fields within it, such as `2.`."""
    first_line: int
    shift: int = 0
    """Columns that stand before it in the file."""


def part_of(text: str, origin: Origin) -> Part:
    """Where the fields of an entry stand in the text of its file."""
    prefix = f"{origin.index}." if origin.index >= 0 else ""
    if origin.yaml_line:
        fence = next(fence for fence in quiz_fences(text) if fence.line + 1 == origin.yaml_line)
        return Part(fence.yaml, prefix, origin.yaml_line)
    if prefix:
        return Part(text, prefix, 1)
    if origin.path.endswith(".py"):
        return Part(samples.front_matter(text), "", 2, samples.COMMENT_SIGNS)
    return Part(front_matter(text), "", 2)
