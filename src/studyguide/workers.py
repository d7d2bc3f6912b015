"""The two kinds of work that a build does for many entries, in this process or in several: the same functions either way."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from .assets import picture_size, theme_folders
from .manifest import Manifest, MarkupRow, trace_to_json
from .model import EntryId
from .problems import Problem
from .publish import Stage
from .recipe import THEME
from .scan import digest_bytes
from .schema import to_plain
from .site import Site, digest
from .sitedata import Target, make, make_printed
from .trace import Memo
from .view import Facts, SiteView

FEWEST_FOR_PROCESSES = 40
CHUNK = 16
ANCHOR = re.compile(r'\sid="([^"]*)"')


T = TypeVar("T", bound=str | bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that work on one site needs; goes to each process once."""

    site: Site
    project: Path
    output: Path
    manifest: Path
    untrusted: bool
    facts: Mapping[EntryId, Facts]
    digests: Mapping[EntryId, str]
    printed: Mapping[EntryId, str]
    """Digests of content for the page that has everything on it."""


class MadeFragments(NamedTuple):
    """One entry's Markdown, as rows for the manifest."""

    id: EntryId
    row: MarkupRow
    product: tuple[str, str]
    problems: tuple[Problem, ...]


class MadePage(NamedTuple):
    """One file, staged."""

    url: str
    digest: str
    trace: str
    anchors: str
    """JSON list of the ids on a page."""
    problems: tuple[Problem, ...] = ()


class MadePrinted(NamedTuple):
    """One page's content for the page that has everything on it."""

    id: EntryId
    digest: str
    trace: str
    html: str
    problems: tuple[Problem, ...]


class Bench:
    """What one process keeps while it works on one site."""

    def __init__(self, job: Job, manifest: Manifest | None = None, memo: Memo | None = None) -> None:
        self.job = job
        self.memo = memo or Memo()
        self.size = picture_size(job.project)
        self._manifest = manifest
        self._environment: Any = None
        self.stage = Stage(job.output)

    # The shelf: finished Markdown, from the manifest

    @property
    def manifest(self) -> Manifest:
        if self._manifest is None:
            self._manifest = Manifest(self.job.manifest)
        return self._manifest

    def digest(self, entry_id: EntryId) -> str:
        return self.job.digests[entry_id]

    def html(self, entry_id: EntryId) -> dict[str, str]:
        return self.manifest.html(entry_id)

    def search(self, entry_id: EntryId) -> str:
        return self.manifest.search_of(entry_id)

    def printed_digest(self, entry_id: EntryId) -> str:
        return self.job.printed[entry_id]

    def printed_html(self, entry_id: EntryId) -> str:
        return self.manifest.printed_html(entry_id)

    def view(self, about: EntryId = "") -> SiteView:
        return SiteView(self.job.site, self.memo, about=about, facts=self.job.facts, shelf=self, size=self.size)

    # Work

    def fragments(self, entry_id: EntryId) -> MadeFragments:
        from .fragments import make_fragments

        site = self.job.site
        made = make_fragments(entry_id, site, self.view(entry_id), untrusted=self.job.untrusted)
        row = MarkupRow(
            key=site.origins[entry_id].digest, glossary=site.glossary_digest, digest=made.digest,
            trace=trace_to_json(made.trace), facts=json.dumps(to_plain(made.facts), ensure_ascii=False),
            problems=json.dumps([to_plain(problem) for problem in made.problems], ensure_ascii=False),
        )  # fmt: skip
        return MadeFragments(entry_id, row, (json.dumps(made.html, ensure_ascii=False), made.search), made.problems)

    def page(self, target: Target) -> MadePage:
        view = self.view()
        text, problems = self._template_text(lambda page: make(target, page), view, target.url)
        if problems:
            return MadePage(target.url, "", "[]", "[]", problems)
        data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        self.stage.write(target.url, data)
        anchors = "[]"
        if isinstance(text, str) and target.url.endswith(".html") and target.maker != "print":
            anchors = json.dumps(ANCHOR.findall(text))
        return MadePage(target.url, digest_bytes(data), trace_to_json(view.trace), anchors)

    def printed(self, entry_id: EntryId) -> MadePrinted:
        view = self.view()
        text, problems = self._template_text(lambda page: make_printed(page, entry_id), view, "print.html")
        return MadePrinted(entry_id, digest(text), trace_to_json(view.trace), text, problems)

    def _template_text(self, work: Callable[[Any], T], view: SiteView, url: str) -> tuple[T | str, tuple[Problem, ...]]:
        from .render import Page
        from .templates import TemplateProblem, guarded

        page = Page(view, self.environment, url)
        try:
            return guarded(lambda: work(page), self.job.project), ()
        except TemplateProblem as error:
            return "", error.problems

    @property
    def environment(self) -> Any:
        if self._environment is None:
            from .render import make_environment

            folders = [str(folder) for folder in theme_folders(self.job.project, "templates")]
            self._environment = make_environment(folders, str(THEME / "templates"))
        return self._environment

    def keep_environment(self, environment: Any) -> None:
        self._environment = environment


_bench: Bench | None = None


def _begin(job: Job) -> None:
    global _bench
    _bench = Bench(job)


def _work(what: str, chunk: Sequence[Any]) -> list[Any]:
    return [getattr(_bench, what)(item) for item in chunk]


def make_all(bench: Bench, what: str, items: Sequence[Any], jobs: int) -> Iterator[list[Any]]:
    """`fragments`, `printed` or `page` of every item, in chunks as they finish, by as many processes as are worth their start."""
    work: Callable[[Any], Any] = getattr(bench, what)
    if jobs < 2 or len(items) < FEWEST_FOR_PROCESSES:
        for start in range(0, len(items), CHUNK):
            yield [work(item) for item in items[start : start + CHUNK]]
        return
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    with ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin, initargs=(bench.job,)) as pool:
        yield from pool.map(partial(_work, what), chunks)


def _context() -> Any:
    """Forked processes start at once and share the site; elsewhere, or beside other threads, they start from nothing."""
    forks = os.name == "posix" and os.uname().sysname == "Linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def count_of_jobs(jobs: int | None) -> int:
    if jobs:
        return jobs
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(8, available)
