"""The terminal: what is shown there, in which form, and how long work is seen to move."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from . import report

if TYPE_CHECKING:
    from .build import Progress
    from .problems import Problem

Format = Literal["text", "json", "github"]
PATIENCE_S = 0.5
"""Work that takes longer than this shows a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """How results are shown. Problems and figures go to stdout, whatever passes by goes to stderr."""

    project: Path
    form: Format = "text"
    strict: bool = False
    """Warnings fail, too."""

    def show(self, problems: Sequence[Problem], line: str = "", figures: dict[str, Any] | None = None) -> None:
        """Show problems and the line that sums up."""
        say(self._text(problems, line, figures), end="")

    def code(self, problems: Sequence[Problem]) -> int:
        """The exit code that problems lead to."""
        return 1 if any(self.strict or p.level == "error" for p in problems) else 0

    def _text(self, problems: Sequence[Problem], line: str, figures: dict[str, Any] | None) -> str:
        end = f"{line}\n" if line else ""
        if self.form == "json":
            return report.as_json(problems, figures)
        if self.form == "github":
            return report.as_github(problems, prefix=prefix(self.project, _checkout())) + end
        text = report.as_text(problems, colour=colourful(sys.stdout), prefix=prefix(self.project))
        return "\n".join(filter(None, [text, end]))


def say(text: str, *, end: str = "\n") -> None:
    print(text, end=end, flush=True)


def hint(text: str) -> None:
    """Words beside the result: they leave stdout as it is for other programs."""
    print(text, file=sys.stderr, flush=True)


def program() -> str:
    """How this program is called, as its user would type it."""
    typed = sys.argv[0]
    return f"python {typed}" if typed.endswith(".py") and not typed.endswith("__main__.py") else "studyguide"


def prefix(project: Path, start: Path | None = None) -> str:
    """What turns a path in the project into one from a folder (the working folder): a terminal can then open it."""
    try:
        way = os.path.relpath(project, start or Path.cwd())
    except ValueError:  # another drive
        way = str(project)
    return "" if way == "." else way.replace(os.sep, "/") + "/"


def shown(path: Path) -> str:
    """A folder as it is best named to somebody in the working folder."""
    return prefix(path) or "./"


def colourful(stream: TextIO) -> bool:
    """Whether a stream takes colours; see no-color.org and force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb" and _understands_codes()


def prepare() -> None:
    """Let no console's encoding stop a sentence: what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


@contextmanager
def progress(stream: TextIO | None = None) -> Iterator[Progress | None]:
    """A bar on stderr, if that is a terminal and once the work turns out to be long."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield None
        return
    bar = _Bar(stream)
    try:
        yield bar
    finally:
        bar.close()


class _Bar:
    """Imports rich when it is first drawn: most builds are over before that."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._start = time.monotonic()
        self._shown: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._shown is None and time.monotonic() - self._start < PATIENCE_S:
            return
        if self._shown is None:
            self._shown, self._task = _open_bar(self._stream)
        self._shown.update(self._task, description=what, completed=done, total=total or None)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()


def _open_bar(stream: TextIO) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bar = Progress(*columns, console=Console(file=stream), transient=True)
    bar.start()
    return bar, bar.add_task("", total=None)


def _checkout() -> Path:
    """The folder from which GitHub counts paths."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())


def _understands_codes() -> bool:
    """Old Windows consoles must be asked; starting the shell once does that (bpo-29059)."""
    if sys.platform == "win32":
        os.system("")
    return True
