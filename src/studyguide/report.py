"""Problems and results in words: for people, for programs, and for GitHub's annotations. Values in, text out."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .problems import Problem

if TYPE_CHECKING:  # making a protocol takes a millisecond of every run
    from typing import Protocol

    class Outcome(Protocol):
        """What is told of a build; `build.BuildResult` is one."""

        @property
        def problems(self) -> tuple[Problem, ...]: ...
        @property
        def rendered(self) -> int: ...
        @property
        def reused(self) -> int: ...
        @property
        def written(self) -> int: ...
        @property
        def removed(self) -> int: ...
        @property
        def seconds(self) -> float: ...
        @property
        def pages(self) -> int: ...
        @property
        def published(self) -> bool: ...

    class LockOutcome(Protocol):
        """What is told of a lock; `locking.Locking` is one."""

        @property
        def changes(self) -> tuple[tuple[str, str, str], ...]:
            """(what, id, note)."""
            ...

        @property
        def questions(self) -> int: ...
        @property
        def needed(self) -> bool: ...


GUTTER = 6
"""Columns for the line's number and the space before the bar."""
EXCERPT_WIDTH = 100
"""Columns of an excerpt; of longer lines only the part around the problem is shown."""
JOINED = {"Mn", "Me", "Cf"}
"""Categories of characters that take no column of their own."""
STYLES = {"error": "1;31", "warning": "1;33", "path": "1", "quiet": "2", "hint": "36"}
"""SGR codes (ECMA-48, 8.3.117)."""


def as_text(problems: Iterable[Problem], *, colour: bool = False, prefix: str = "") -> str:
    """Problems for a terminal, by path and line, each with its line and a caret. `prefix` goes before each path."""
    return "".join(_block(p, colour, prefix) for p in sorted(set(problems)))


def as_github(problems: Iterable[Problem], *, prefix: str = "") -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    return "".join(_command(p, prefix) for p in sorted(set(problems)))


def as_json(problems: Iterable[Problem], summary: dict[str, Any] | None = None) -> str:
    """One object, in ASCII, so that no console's encoding can spoil it."""
    listed = [as_data(p) for p in sorted(set(problems))]
    return json.dumps({"problems": listed, "summary": summary or {}}, indent=2) + "\n"


def as_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain values, for JSON."""
    return asdict(problem)


def summary(outcome: Outcome) -> dict[str, Any]:
    """A build's figures as plain values, for JSON."""
    names = ("pages", "rendered", "reused", "written", "removed", "published")
    figures: dict[str, Any] = {name: getattr(outcome, name) for name in names}
    failed = sum(p.level == "error" for p in set(outcome.problems))
    return figures | {
        "seconds": round(outcome.seconds, 3),
        "errors": failed,
        "warnings": len(set(outcome.problems)) - failed,
    }


def sentence(outcome: Outcome, site: str) -> str:
    """A build in one line.

    `Built 112 pages in 1.24 s: 3 rendered, 109 reused, 4 written, 0 problems → site/`
    """
    seconds = f"{outcome.seconds:.2f} s"
    if not outcome.published:
        return f"Not built: {tally(outcome.problems)} in {seconds}; {site} stays as it was"
    removed = f", {outcome.removed} removed" if outcome.removed else ""
    work = f"{outcome.rendered} rendered, {outcome.reused} reused, {outcome.written} written{removed}"
    return f"Built {count(outcome.pages, 'page')} in {seconds}: {work}, {tally(outcome.problems)} → {site}"


def checked(outcome: Outcome) -> str:
    """A check in one line."""
    return f"Checked in {outcome.seconds:.2f} s: {tally(outcome.problems)}"


def locked(made: LockOutcome, file: str, *, dry_run: bool = False) -> str:
    """What a lock was told, a line a change, and how it stands.

    `Wrote content/questions.lock: 2 new, 1 reworded (190 questions)`
    """
    lines = [f"{what:>10}  {question}  {note}".rstrip() for what, question, note in made.changes]
    counts: dict[str, int] = {}
    for what, _, _ in made.changes:
        counts[what] = counts.get(what, 0) + 1
    told = ", ".join(f"{number} {word}" for word, number in counts.items()) or "nothing but its form"
    verb = "Would write" if dry_run else "Wrote"
    of = f"({count(made.questions, 'question')})"
    lines.append(f"{verb} {file}: {told} {of}" if made.needed else f"{file} is up to date {of}")
    return "\n".join(lines) + "\n"


def not_locked(problems: Iterable[Problem], file: str) -> str:
    """A lock that was refused, in one line."""
    return f"Not locked: {tally(problems)}; {file} stays as it was"


def tally(problems: Iterable[Problem]) -> str:
    """`0 problems`, `1 error`, `3 problems (1 error, 2 warnings)`."""
    levels = [p.level for p in set(problems)]
    kinds = [count(levels.count(level), level) for level in ("error", "warning") if level in levels]
    if len(kinds) == 1:
        return kinds[0]
    return count(len(levels), "problem") + (f" ({', '.join(kinds)})" if kinds else "")


def count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _block(problem: Problem, colour: bool, prefix: str) -> str:
    level = _styled(f"{problem.level}:", problem.level, colour)
    place = _place(problem, prefix)
    head = f"{_styled(place, 'path', colour)} {level}" if place else level
    lines = [f"{head} {_plain(problem.message)}", *_excerpt(problem, colour)]
    lines += [f"{' ' * GUTTER}= {_styled(_plain(line), 'hint', colour)}" for line in problem.hint.splitlines()]
    return "\n".join(lines) + "\n"


def _place(problem: Problem, prefix: str) -> str:
    if not problem.path:
        return ""
    numbers = [str(n) for n in (problem.line, problem.column) if n]
    return ":".join([prefix + _plain(problem.path), *numbers, ""])


def _excerpt(problem: Problem, colour: bool) -> list[str]:
    if not problem.excerpt.strip() or not problem.line:
        return []
    number = f"{problem.line:>{GUTTER - 1}}"
    before, after = _around(_plain(problem.excerpt.rstrip()), problem.column)
    lines = [f"{_styled(f'{number} |', 'quiet', colour)} {before}{after}"]
    if problem.column:
        caret = " " * _width(before) + _styled("^", problem.level, colour)
        lines.append(f"{_styled(' ' * GUTTER + '|', 'quiet', colour)} {caret}")
    return lines


def _around(line: str, column: int) -> tuple[str, str]:
    """The text before and from a column, both cut so that they fit a terminal together."""
    before, after = line[: max(column - 1, 0)], line[max(column - 1, 0) :]
    room = EXCERPT_WIDTH - min(len(after), EXCERPT_WIDTH // 2)
    if len(before) > room:
        before = "…" + before[-room + 1 :]
    room = EXCERPT_WIDTH - len(before)
    if len(after) > room:
        after = after[: room - 1] + "…"
    return before, after


def _width(text: str) -> int:
    """Columns that a terminal gives a text: two for wide signs, none for those that join the one before."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.category(c) not in JOINED for c in text)


def _plain(text: str) -> str:
    """A text in which nothing steers the terminal: tabs become spaces, other control characters a sign."""
    return "".join(" " if c in "\t\n\r" else "\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)


def _styled(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour else text


def _command(problem: Problem, prefix: str) -> str:
    """See "Workflow commands for GitHub Actions", setting an error message."""
    place = {"file": prefix + problem.path if problem.path else "", "line": problem.line, "col": problem.column}
    properties = [f"{name}={_escaped(str(value), ':,')}" for name, value in place.items() if value]
    text = "\n".join(filter(None, [problem.message, problem.hint]))
    return f"::{problem.level} {','.join([*properties, 'title=Studyguide'])}::{_escaped(text)}\n"


def _escaped(text: str, more: str = "") -> str:
    """As the toolkit's `escapeData` and `escapeProperty` do it; the percent sign goes first."""
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
