"""The door: finds the guide, runs one command, and leaves with its exit code.

0: done. 1: the guide has problems. 2: wrong usage. 130: stopped by the user. Building with no options, which is what an
author does all day, goes past the parsing of the command line: importing click takes longer than an unchanged build.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from . import actions, terminal
from .problems import StudyguideError

PROBLEMS, INTERRUPTED, PIPE_CLOSED = 1, 130, 141
NOT_OURS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EMFILE, errno.ENAMETOOLONG} | {
    errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY
}  # fmt: skip
"""Errors of the machine that are neither the author's nor the program's fault."""


def main(argv: Sequence[str] | None = None, *, home: Path | None = None) -> NoReturn:
    """Run one command and leave the process. `home` is where a guide is looked for when there is none around."""
    terminal.prepare()
    arguments = sys.argv[1:] if argv is None else list(argv)
    sys.exit(guarded(lambda: run(arguments, home)))


def run(argv: Sequence[str], home: Path | None = None) -> int:
    """Run one command; returns the exit code."""
    project = find_project(Path.cwd(), home) if list(argv) in ([], ["build"]) else None
    if project:
        return actions.build(project, project / "site", terminal.Terminal(project=project))
    from .commands import dispatch

    return dispatch(argv, home)


def find_project(start: Path, home: Path | None = None) -> Path | None:
    """The nearest folder, from a folder upward (and then at home), that holds `content/guide.yml`."""
    folders = [start, *start.parents, *([home] if home else [])]
    return next((f for f in folders if (f / "content" / "guide.yml").is_file()), None)


def guarded(work: Callable[[], int]) -> int:
    """Run something and turn whatever ends it early into an exit code and a sentence."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _close_pipe()
    except StudyguideError as error:
        return _show_problems(error)
    except ModuleNotFoundError as error:
        return _show_missing(error) if error.name and not error.name.startswith("studyguide") else _show_bug()
    except OSError as error:
        return _show_fault(error) if error.errno in NOT_OURS else _show_bug()
    except Exception:
        return _show_bug()


def _close_pipe() -> int:
    """What is still buffered would raise again at exit: see the note on SIGPIPE in Python's signal module."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _show_problems(error: StudyguideError) -> int:
    from . import report

    terminal.hint(report.as_text(error.problems, colour=terminal.colourful(sys.stderr)).rstrip())
    return PROBLEMS


def _show_missing(error: ModuleNotFoundError) -> int:
    terminal.hint(f"error: the Python package {error.name} is not installed")
    terminal.hint("      = install what Studyguide needs, in its folder: python -m pip install -e .")
    return PROBLEMS


def _show_fault(error: OSError) -> int:
    place = f": {error.filename}" if error.filename else ""
    terminal.hint(f"error: {error.strerror}{place}")
    return PROBLEMS


def _show_bug() -> int:
    import traceback

    terminal.hint("This is a bug in Studyguide, not a mistake in your guide. Please report it, with what follows:\n")
    terminal.hint(traceback.format_exc().rstrip())
    return PROBLEMS
