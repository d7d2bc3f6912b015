"""Mistakes in templates, with the template's own file and line."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from .problems import Problem, line_of

T = TypeVar("T")


class TemplateProblem(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def guarded(work: Callable[[], T], project: Path) -> T:
    """Runs a template; whatever goes wrong inside it is a `TemplateProblem`. What goes wrong outside is ours, and passes."""
    try:
        return work()
    except TemplateSyntaxError as error:
        raise TemplateProblem(
            _problem(project, error.filename or error.name or "", error.lineno, error.message or "")
        ) from None
    except (
        TemplateError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        problems = _located(error, project)
        if not problems:
            raise
        raise TemplateProblem(*problems) from None


def _located(error: Exception, project: Path) -> list[Problem]:
    """The line of the innermost template at work; none where no template had a part in it."""
    if isinstance(error, UnicodeDecodeError) and (unread := _not_text(project)):
        return unread
    message = f'there is no template "{error.name}"' if isinstance(error, TemplateNotFound) else str(error)
    if isinstance(error, RecursionError):
        message = "it includes itself, or is nested too deeply"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith((".html", ".xml"))]
    if frames:
        return [_problem(project, frames[-1].filename, frames[-1].lineno or 0, message)]
    return [Problem(path="templates", message=message)] if isinstance(error, TemplateNotFound) else []


def _not_text(project: Path) -> list[Problem]:
    """Templates that are in another encoding; Jinja's error does not name them."""
    unread = []
    for path in sorted((project / "templates").rglob("*")):
        try:
            if path.is_file():
                path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            name, line = path.relative_to(project).as_posix(), bytes(error.object).count(b"\n", 0, error.start) + 1
            unread.append(
                Problem(
                    path=name, line=line, message="this is not UTF-8 text", hint="save the file with the encoding UTF-8"
                )
            )
    return unread


def _problem(project: Path, filename: str, line: int, message: str) -> Problem:
    try:
        text = Path(filename).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    path = os.path.relpath(filename, project).replace(os.sep, "/") if filename else "templates"
    return Problem(path=path, line=line, message=f"the template fails: {message}", excerpt=line_of(text, line))
