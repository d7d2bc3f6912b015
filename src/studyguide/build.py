"""From a folder of Markdown and YAML to a site in place: what is still current is kept, and all else is made again.

`workshop.py` does the work; here is what others call, and the shortest way: to find that there is nothing to do.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from . import recipe
from .manifest import DAMAGED, Manifest
from .problems import Problem
from .publish import intact
from .scan import scan

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""
Published = Callable[[tuple[str, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    project: Path
    """The folder that holds content/."""
    output: Path
    jobs: int | None = None
    """Processes at work; as many as help when not said."""
    fresh: bool = False
    """Forget earlier builds."""
    untrusted: bool = False
    """Clean raw HTML in Markdown, so that a stranger's work can be built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    problems: tuple[Problem, ...]
    rendered: int
    """Pages and data files made by this build."""
    reused: int
    """Pages and data files that were still current."""
    written: int
    removed: int
    seconds: float
    pages: int
    """HTML pages of the site."""
    changed: tuple[str, ...]
    """Addresses of files written or removed."""
    published: bool
    """False when errors kept the last good site."""
    output: Path


def build(options: Options, *, progress: Progress | None = None) -> BuildResult:
    """Builds the site once. Raises `StudyguideError` where there is no guide."""
    started = time.perf_counter()
    unchanged = _unchanged(options, started)
    if unchanged is not None:
        return unchanged
    from .workshop import Workshop

    workshop = Workshop(options, progress=progress)
    try:
        return workshop.build()
    finally:
        workshop.close()


def check(options: Options, *, report: Path | None = None, progress: Progress | None = None) -> BuildResult:
    """Everything but the site: all problems, and nothing is written to the output folder.

    With a folder for it, a report of what the guide covers is written there. Raises `StudyguideError` where there is no guide.
    """
    from .workshop import Workshop

    workshop = Workshop(options, progress=progress)
    try:
        result = workshop.build(publish=False)
        if report is not None:
            workshop.report(report)
        return result
    finally:
        workshop.close()


def manifest_folder(options: Options) -> Path:
    """Where the last build of a project into one output folder is remembered."""
    name = blake2b(str(options.output).encode(), digest_size=6).hexdigest()
    return options.project / ".studyguide" / name


def recipes(options: Options) -> dict[str, str]:
    """Digests of code, templates and static files, and the commit that dates come from."""
    from .history import history_stamp

    return {
        "code": recipe.code_recipe(options.untrusted),
        "templates": recipe.theme_recipe(options.project, "templates"),
        "static": recipe.theme_recipe(options.project, "static"),
        "history": history_stamp(options.project),
    }


def _unchanged(options: Options, started: float) -> BuildResult | None:
    """The result of a build that has nothing to do, found by comparing stamps; None when there may be work."""
    path = manifest_folder(options) / "manifest.sqlite"
    if options.fresh or not path.exists():
        return None
    manifest = Manifest(path)
    try:
        if manifest.get("done") != "yes":
            return None
        if any(manifest.get(name) != now for name, now in recipes(options).items()):
            return None
        if manifest.stamps() != scan(options.project)[0]:
            return None
        outputs = manifest.outputs()
        if len(intact(options.output, outputs)) != len(outputs):
            return None
        problems = problems_from_json(manifest.get("problems"))
        return BuildResult(
            problems=problems, rendered=0, reused=int(manifest.get("targets")), written=0, removed=0,
            seconds=time.perf_counter() - started, pages=int(manifest.get("pages")), changed=(), published=True,
            output=options.output,
        )  # fmt: skip
    except DAMAGED:
        return None  # there is work: to throw it away
    finally:
        manifest.close()


def problems_from_json(text: str) -> tuple[Problem, ...]:
    return tuple(Problem(**plain) for plain in json.loads(text)) if text and text != "[]" else ()


def problems_to_json(problems: Iterable[Problem]) -> str:
    plain = [{name: getattr(problem, name) for name in Problem.__dataclass_fields__} for problem in problems]
    return json.dumps(plain, ensure_ascii=False)
