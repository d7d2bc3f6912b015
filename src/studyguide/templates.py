"""Mistakes in templates, with the template's own file and line."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from .problems import Problem, line_of


class TemplateProblem(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def guarded(work: Callable[[], str], project: Path) -> str:
    """Runs a template; whatever goes wrong inside it is a `TemplateProblem`. What goes wrong outside is ours, and passes."""
    try:
        return work()
    except TemplateSyntaxError as error:
        raise TemplateProblem(_problem(project, error.filename or error.name or "", error.lineno, error.message or "")) from None
    except TemplateNotFound as error:
        message = f'there is no template "{error.name}"'
        raise TemplateProblem(Problem(path="templates", message=message)) from None
    except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith((".html", ".xml"))]
        if not frames:
            raise
        raise TemplateProblem(_problem(project, frames[-1].filename, frames[-1].lineno or 0, str(error))) from None


def _problem(project: Path, filename: str, line: int, message: str) -> Problem:
    try:
        text = Path(filename).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    path = os.path.relpath(filename, project).replace(os.sep, "/") if filename else "templates"
    return Problem(path=path, line=line, message=f"the template fails: {message}", excerpt=line_of(text, line))
