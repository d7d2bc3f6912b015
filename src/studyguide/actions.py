"""What each command does: calls the works, shows what came of it, returns the exit code. Imports them when called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import report, terminal
from .problems import StudyguideError
from .terminal import Terminal

if TYPE_CHECKING:
    from .build import BuildResult

DONE, PROBLEMS = 0, 1


def build(project: Path, output: Path, shown: Terminal, **options: Any) -> int:
    """Build a guide; further options are those of `build.Options`."""
    from .build import Options
    from .build import build as build_site

    new = not (output / "index.html").exists()
    site = terminal.shown(output)
    result = _with_progress(build_site, Options(project=project, output=output, **options), shown)
    if result is None:
        return PROBLEMS
    code = shown.show(result.problems, report.sentence(result, site), report.summary(result))
    if new and result.published and shown.form == "text":
        terminal.hint(f"Open {site}index.html, or preview as you write: {terminal.program()} serve")
    return code


def check(project: Path, output: Path, shown: Terminal, **options: Any) -> int:
    """Check a guide; further options are those of `build.Options`."""
    from .build import Options
    from .build import check as check_site

    result = _with_progress(check_site, Options(project=project, output=output, **options), shown)
    if result is None:
        return PROBLEMS
    return shown.show(result.problems, report.checked(result), report.summary(result))


def _with_progress(work: Callable[..., BuildResult], options: Any, shown: Terminal) -> BuildResult | None:
    """The result; None when the work had to stop, which is then shown."""
    try:
        with terminal.progress() as progress:
            return work(options, progress=progress)
    except StudyguideError as error:
        shown.show(error.problems)
        return None


def preview(project: Path, output: Path, host: str, port: int | None, browse: bool, **options: Any) -> int:
    """Serve a guide and build it after every save, until interrupted."""
    from .build import Options
    from .recipe import THEME
    from .serve import Server
    from .workshop import Workshop

    workshop = Workshop(Options(project=project, output=output, **options))
    theme = [folder / name for folder in (project, THEME) for name in ("templates", "static")]
    server = Server(
        workshop=workshop,
        site=output,
        folders=list(dict.fromkeys([project / "content", *theme])),
        host=host,
        port=port,
        base=_base(project),
        on_ready=lambda address: _announce(address, output, browse),
        on_built=_Teller(Terminal(project=project), terminal.shown(output)),
    )
    server.serve()
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

    def __init__(self, shown: Terminal, site: str) -> None:
        self._shown, self._site = shown, site
        self._last: object = None

    def __call__(self, result: Any) -> None:
        problems = getattr(result, "problems", None)
        if problems is None:
            import traceback

            terminal.hint("This is a bug in Studyguide; the preview goes on. Please report it, with what follows:\n")
            traceback.print_exception(result, file=sys.stderr)
        elif isinstance(result, StudyguideError):
            self._shown.show(problems)
        elif result.changed or problems != self._last:
            self._shown.show(problems, report.sentence(result, self._site))
        self._last = problems


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
