"""A problem is a value: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing wrong with a guide. Nothing below the command line prints, logs or exits."""

    path: str
    """File, relative to the project, with forward slashes."""
    line: int = 0
    """1-based; 0 when the problem is about the file as a whole."""
    column: int = 0
    """1-based, in characters; 0 when it is about the line as a whole."""
    message: str
    hint: str = ""
    """The way out, in words that an author can follow."""
    level: Level = "error"
    excerpt: str = ""
    """The offending line as it stood when the problem was found."""


class StudyguideError(Exception):
    """An author's mistake that stops the work at once; carries its problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or an empty string.

    >>> did_you_mean("fdi", ["fid", "kid"])
    'did you mean "fid"?'
    """
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [p for p in problems if p.level == "error"]


def line_of(text: str, line: int) -> str:
    """The given 1-based line of a text, without its end; empty when there is none. Only line feeds end lines."""
    lines = text.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""
