"""What each command does: calls the works, shows what came of it, returns the exit code. Imports them when called."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import report, terminal
from .problems import StudyguideError
from .terminal import Terminal

if TYPE_CHECKING:
    from .build import BuildResult
    from .problems import Problem

DONE = 0


def build(project: Path, output: Path, shown: Terminal, **options: Any) -> int:
    """Build a guide; further options are those of `build.Options`."""
    new = not (output / "index.html").exists()
    problems = _build(project, output, shown, **options)
    if new and shown.form == "text" and (output / "index.html").exists():
        site = terminal.shown(output)
        terminal.hint(f"Open {site}index.html, or preview as you write: {terminal.program()} serve")
    return shown.code(problems)


def _build(project: Path, output: Path, shown: Terminal, **options: Any) -> tuple[Problem, ...]:
    """Build a guide and show what came of it; returns the problems."""
    from .build import Options
    from .build import build as build_site

    result = _with_progress(build_site, Options(project=project, output=output, **options), shown)
    if isinstance(result, StudyguideError):
        return result.problems
    shown.show(result.problems, report.sentence(result, terminal.shown(output)), report.summary(result))
    return result.problems


def check(project: Path, output: Path, folder: Path | None, shown: Terminal, **options: Any) -> int:
    """Check a guide, and report on it into a folder if there is one; further options are those of `build.Options`."""
    from .build import Options
    from .build import check as check_site

    work = partial(check_site, report=folder)
    result = _with_progress(work, Options(project=project, output=output, **options), shown)
    if not isinstance(result, StudyguideError):
        shown.show(result.problems, report.checked(result), report.summary(result))
        if folder is not None:
            terminal.hint(f"The report is in {terminal.shown(folder)}index.html")
    return shown.code(result.problems)


def _with_progress(work: Callable[..., BuildResult], options: Any, shown: Terminal) -> BuildResult | StudyguideError:
    """The result; or the error, already shown, when the work had to stop."""
    try:
        with terminal.progress() as progress:
            return work(options, progress=progress)
    except StudyguideError as error:
        shown.show(error.problems)
        return error


def run(project: Path, shown: Terminal, *, jobs: int | None, **options: Any) -> int:
    """Run a guide's programs; further options are those of `programs.RunOptions`."""
    from . import runreport
    from .programs import RunOptions
    from .programs import run as run_programs
    from .workers import count_of_jobs

    started = time.monotonic()
    try:
        with terminal.progress() as progress:
            result = run_programs(RunOptions(project=project, jobs=count_of_jobs(jobs), **options), progress=progress)
    except StudyguideError as error:
        shown.show(error.problems)
        return shown.code(error.problems)
    if shown.form == "text":
        terminal.say(runreport.lines(result.verdicts), end="")
    shown.show(result.problems, runreport.sentence(result, time.monotonic() - started), runreport.summary(result))
    return shown.code(result.problems)


def preview(project: Path, output: Path, host: str, port: int | None, browse: bool, **options: Any) -> int:
    """Build a guide, then serve it and build it after every save, until interrupted."""
    from .build import Options
    from .recipe import THEME
    from .serve import Server, listen
    from .workshop import Workshop

    listening = listen(host, port)
    shown = Terminal(project=project)
    problems = _build(project, output, shown, **options)
    theme = [folder / name for folder in (project, THEME) for name in ("templates", "static")]
    Server(
        workshop=Workshop(Options(project=project, output=output, jobs=1, untrusted=options["untrusted"])),
        site=output,
        folders=list(dict.fromkeys([project / "content", *theme])),
        host=host,
        base=_base(project),
        on_ready=lambda address: _announce(address, output, browse),
        on_built=_Teller(shown, terminal.shown(output), problems),
    ).serve(listening)
    return DONE


def _base(project: Path) -> str:
    """The path of the guide's `base_url`; a guide.yml with a mistake in it has none."""
    from urllib.parse import urlsplit

    import yaml

    try:
        about = yaml.safe_load((project / "content" / "guide.yml").read_text(encoding="utf-8"))
        return urlsplit(str(about.get("base_url") or "")).path.strip("/")
    except (ValueError, AttributeError, yaml.YAMLError):
        return ""


def _announce(address: str, output: Path, browse: bool) -> None:
    terminal.hint(f"Preview of {terminal.shown(output)} at {address} (Ctrl+C ends it)")
    if browse:
        import webbrowser

        webbrowser.open(address)


class _Teller:
    """Tells of a preview's builds: of those that changed something, or found other problems than the one before."""

    def __init__(self, shown: Terminal, site: str, last: tuple[Problem, ...]) -> None:
        self._shown, self._site, self._last = shown, site, last

    def __call__(self, result: Any) -> None:
        problems = getattr(result, "problems", ())
        if isinstance(result, Exception) and not problems:
            import traceback

            terminal.hint("This is a bug in Studyguide; the preview goes on. Please report it, with what follows:\n")
            traceback.print_exception(result, file=sys.stderr)
        elif isinstance(result, Exception) and problems != self._last:
            self._shown.show(problems)
        elif not isinstance(result, Exception) and (result.changed or problems != self._last):
            self._shown.show(problems, report.sentence(result, self._site))
        self._last = problems


def lock(project: Path, shown: Terminal, *, retire: Sequence[str], dry_run: bool) -> int:
    """Bring a guide's questions.lock up to date, and say what changed."""
    from .lockfile import LOCK
    from .locking import lock

    try:
        made = lock(project, retire=retire, dry_run=dry_run)
    except StudyguideError as error:
        shown.show(error.problems, report.not_locked(error.problems, LOCK))
        return shown.code(error.problems)
    terminal.say(report.locked(made, LOCK, dry_run=dry_run), end="")
    return DONE


def publish(
    project: Path,
    output: Path,
    shown: Terminal,
    folder: Path | None,
    branch: str | None,
    *,
    remote: str,
    message: str | None,
    push: bool,
    cname: str | None,
    allow_dirty: bool,
    overwrite: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Build a guide and put its site into a folder or onto a branch."""
    from . import branch as onto
    from . import deploy

    if not allow_dirty:
        onto.refuse_uncommitted(project, output, required=branch is not None)
    if code := build(project, output, shown, **options):
        return code
    if folder is not None:
        delivery = deploy.to_folder(output, folder.resolve(), overwrite=overwrite, dry_run=dry_run)
        terminal.say(deploy.told(delivery, terminal.shown(folder), dry_run=dry_run))
    elif branch is not None:
        name = cname or onto.cname_of(project)
        where = onto.Branch(
            project=project, name=branch, remote=remote, message=message or "", push=push, cname=name
        )  # fmt: skip
        terminal.say(onto.to_branch(output, where, dry_run=dry_run))
    return DONE
