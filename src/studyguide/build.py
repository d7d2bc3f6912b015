"""From a folder of Markdown and YAML to a site in place: what is still current is kept, and all else is made again.

Read `Workshop.build` first: it tells the story.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import recipe
from .manifest import Lock, Manifest, OutputRow, trace_from_json
from .problems import Problem, errors
from .publish import digest_bytes, intact
from .scan import scan

if TYPE_CHECKING:  # imported when there is work: an unchanged build needs none of it
    from .load import Loaded, SourceRecord
    from .model import EntryId
    from .site import Site
    from .sitedata import Target
    from .view import Facts
    from .workers import Bench, MadePage

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""
Published = Callable[[tuple[str, ...]], None]
MOST_STARTS = 3


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
    workshop = Workshop(options, progress=progress)
    try:
        return workshop.build()
    finally:
        workshop.close()


def check(options: Options, *, progress: Progress | None = None) -> BuildResult:
    """Everything but the site: all problems, and nothing is written to the output folder."""
    workshop = Workshop(options, progress=progress)
    try:
        return workshop.build(publish=False)
    finally:
        workshop.close()


def manifest_folder(options: Options) -> Path:
    """Where the last build of a project into one output folder is remembered."""
    name = blake2b(str(options.output).encode(), digest_size=6).hexdigest()
    return options.project / ".studyguide" / name


class Workshop:
    """Keeps a site in memory between builds, so that a preview pays only for what changed."""

    def __init__(self, options: Options, *, progress: Progress | None = None) -> None:
        self.options = options
        self.progress = progress or (lambda what, done, total: None)
        self.manifest: Manifest | None = None
        self.records: dict[str, SourceRecord] | None = None
        self.rows: dict[str, Any] = {}
        self.traces: dict[tuple[str, str], Mapping[tuple[Any, ...], str]] = {}
        self.environment: tuple[str, Any] = ("", None)
        self.stage_folder = options.output

    def close(self) -> None:
        if self.manifest is not None:
            self.manifest.close()
            self.manifest = None

    def build(self, *, on_published: Published | None = None, publish: bool = True) -> BuildResult:
        """One build: read, check, render what is stale, put it in place."""
        from .load import SourceChanged

        folder = manifest_folder(self.options)
        with Lock(folder / "lock"):
            for attempt in range(MOST_STARTS):
                try:
                    return self._build(on_published, publish)
                except SourceChanged:
                    if attempt == MOST_STARTS - 1:
                        raise
            raise AssertionError("unreachable")

    def _build(self, on_published: Published | None, publish: bool) -> BuildResult:
        from .checks import check_pages, check_site

        started = time.perf_counter()
        self.stage_folder = self.options.output if publish else manifest_folder(self.options)
        manifest = self._open()
        recipes = self._recipes(manifest)
        loaded = self._load(manifest)
        problems = [*loaded.problems, *check_site(loaded.site)]
        bench, made = self._markdown(manifest, loaded.site)
        problems += [problem for row in self.rows.values() for problem in _problems_of(row.problems)]
        problems += check_pages(loaded.site, bench.job.facts)
        problems = sorted(set(problems))
        if errors(problems):
            return self._result(started, problems, published=False)
        return self._pages(manifest, bench, recipes, problems, started, on_published if publish else False)

    # Reading

    def _open(self) -> Manifest:
        if self.manifest is None:
            self.manifest = Manifest(manifest_folder(self.options) / "manifest.sqlite")
            if self.options.fresh:
                self.manifest.clear("source", "markup", "product", "printed", "page")
        return self.manifest

    def _recipes(self, manifest: Manifest) -> dict[str, str]:
        """Digests of what shapes the site besides the guide. Whatever an older recipe made is forgotten."""
        now = recipes(self.options)
        if manifest.get("code") != now["code"]:
            manifest.clear("source", "markup", "product", "printed", "page")
            self.rows.clear()
            self.traces.clear()
            self.records = None
        elif manifest.get("templates") != now["templates"]:
            manifest.clear("page", "printed")
            self.traces = {key: trace for key, trace in self.traces.items() if key[0] == "markup"}
        manifest.put({"done": "", "code": now["code"], "templates": now["templates"]})
        return now

    def _load(self, manifest: Manifest) -> Loaded:
        from .load import Stamp, load_site, record_from_plain, record_to_plain

        if self.records is None:
            self.records = {
                path: record_from_plain(path, Stamp(m, s, i), digest, plain) for path, m, s, i, digest, plain in manifest.sources()
            }
        before = self.records
        loaded = load_site(self.options.project, before)
        self.records = dict(loaded.records)
        changed = [record for path, record in loaded.records.items() if before.get(path) is not record]
        manifest.put_sources((r.path, *r.stamp, r.digest, record_to_plain(r)) for r in changed)
        manifest.forget("source", before.keys() - loaded.records.keys())
        return loaded

    # Markdown

    def _markdown(self, manifest: Manifest, site: Site) -> tuple[Bench, int]:
        """Renders the Markdown of entries whose text, or whose answers about others, changed."""
        from .trace import still_holds
        from .workers import Bench, count_of_jobs, make_all

        if not self.rows:
            self.rows = dict(manifest.markup())
        bench = Bench(self._job(site, {}, {}), manifest)
        stale: list[EntryId] = []
        for entry_id, origin in site.origins.items():
            row = self.rows.get(entry_id)
            if row is None or row.key != origin.digest:
                stale.append(entry_id)
                continue
            trace = self._trace("markup", entry_id, row.trace)
            if row.glossary == site.glossary_digest:
                trace = {key: noted for key, noted in trace.items() if key[0] != "mentions_in"}
            if not still_holds(trace, bench.view(entry_id)):
                stale.append(entry_id)
        done = 0
        for chunk in make_all(bench, "fragments", stale, count_of_jobs(self.options.jobs)):
            rows = {made.id: made.row for made in chunk}
            manifest.put_markup(rows, {made.id: made.product for made in chunk})
            self.rows.update(rows)
            for made in chunk:
                self.traces.pop(("markup", made.id), None)
            done += len(chunk)
            self.progress("Markdown", done, len(stale))
        gone = self.rows.keys() - site.origins.keys()
        manifest.forget("markup", gone)
        manifest.forget("product", gone)
        for entry_id in gone:
            del self.rows[entry_id]
        facts = {entry_id: _facts(row.facts) for entry_id, row in self.rows.items()}
        digests = {i: f"{row.key}{row.digest}" for i, row in self.rows.items()}
        return Bench(self._job(site, facts, digests), manifest), len(stale)

    def _trace(self, layer: str, name: str, text: str) -> Mapping[tuple[Any, ...], str]:
        known = self.traces.get((layer, name))
        if known is None:
            known = self.traces[layer, name] = trace_from_json(text)
        return known

    def _job(self, site: Site, facts: Mapping[EntryId, Facts], digests: Mapping[EntryId, str]) -> Any:
        from .workers import Job

        return Job(
            site=site, project=self.options.project, output=self.stage_folder, untrusted=self.options.untrusted,
            manifest=manifest_folder(self.options) / "manifest.sqlite", facts=facts, digests=digests, printed={},
        )  # fmt: skip

    # Pages

    def _pages(
        self, manifest: Manifest, bench: Bench, recipes: Mapping[str, str], problems: list[Problem], started: float,
        on_published: Published | Literal[False] | None,
    ) -> BuildResult:  # fmt: skip
        """Renders stale pages beside their place, looks at all of them together, and moves them in."""
        from .checks import check_anchors
        from .sitedata import targets

        rows = manifest.outputs()
        safe = intact(self.options.output, rows)
        wanted = targets(bench.job.site)
        made: dict[str, MadePage] = {}
        self._lend_environment(bench)
        bench.stage.open()
        try:
            bench, failed = self._printed(manifest, bench)
            known = manifest.pages()
            stale = self._stale(known, bench, wanted, safe)
            failed = failed or self._render(bench, stale, made)
            anchors = {t.url: made[t.url].anchors if t.url in made else known[t.url][1] for t in wanted if not failed}
            failed += check_anchors(bench.job.site, bench.job.facts, _Anchors(anchors))
            problems = sorted({*problems, *failed})
            if errors(failed) or on_published is False:
                return self._result(started, problems, published=False, rendered=len(stale), reused=len(wanted) - len(stale))
            staged = {url: page.digest for url, page in made.items()}
            assets = self._assets(manifest, bench, recipes, rows, safe, staged)
            fresh = {url: digest for url, digest in staged.items() if url not in safe or rows[url].digest != digest}
            all_urls = {target.url for target in wanted} | assets
            published = bench.stage.publish(fresh, rows)
            removed = bench.stage.remove(sorted(rows.keys() - all_urls))
        finally:
            bench.stage.close()
        new_rows = {url: row._replace(digest=fresh[url]) for url, row in published.items()}
        pages = sum(url.endswith(".html") for url in all_urls)
        manifest.finish({url: (page.trace, page.anchors) for url, page in made.items()}, new_rows, removed, {
            **recipes, "done": "yes", "problems": json.dumps([_plain_problem(p) for p in problems], ensure_ascii=False),
            "pages": str(pages), "targets": str(len(wanted)),
        })  # fmt: skip
        changed = tuple(sorted([*published, *removed]))
        if on_published is not None and changed:
            on_published(changed)
        return self._result(
            started, problems, published=True, rendered=len(stale), reused=len(wanted) - len(stale), written=len(published),
            removed=len(removed), changed=changed, pages=pages,
        )  # fmt: skip

    def _printed(self, manifest: Manifest, bench: Bench) -> tuple[Bench, list[Problem]]:
        """Content of every page for the page that has everything on it."""
        from .sitedata import printable
        from .trace import still_holds
        from .workers import Bench, count_of_jobs, make_all

        site = bench.job.site
        known = manifest.printed()
        wanted = printable(site)
        view = bench.view()
        stale = [i for i in wanted if i not in known or not still_holds(self._trace("printed", i, known[i][1]), view)]
        digests = {i: row[0] for i, row in known.items()}
        failed: list[Problem] = []
        for chunk in make_all(bench, "printed", stale, count_of_jobs(self.options.jobs)):
            manifest.put_printed((made.id, made.digest, made.trace, made.html) for made in chunk if not made.problems)
            for made in chunk:
                failed += made.problems
                digests[made.id] = made.digest
                self.traces.pop(("printed", made.id), None)
        manifest.forget("printed", known.keys() - set(wanted))
        after = Bench(replace(bench.job, printed=digests), manifest, memo=bench.memo)
        after.keep_environment(bench.environment)
        return after, failed

    def _stale(
        self, known: Mapping[str, tuple[str, str]], bench: Bench, wanted: Iterable[Target], safe: set[str]
    ) -> list[Target]:
        from .trace import still_holds

        view = bench.view()
        stale = []
        for target in wanted:
            row = known.get(target.url)
            if row is None or target.url not in safe or not still_holds(self._trace("page", target.url, row[0]), view):
                stale.append(target)
                self.traces.pop(("page", target.url), None)
        return stale

    def _render(self, bench: Bench, stale: list[Target], into: dict[str, MadePage]) -> list[Problem]:
        from .workers import count_of_jobs, make_all

        for chunk in make_all(bench, "page", stale, count_of_jobs(self.options.jobs)):
            into.update((made.url, made) for made in chunk)
            self.progress("pages", len(into), len(stale))
        return [problem for made in into.values() for problem in made.problems]

    def _lend_environment(self, bench: Bench) -> None:
        """Templates stay compiled between builds of a preview."""
        now = recipes(self.options)["templates"]
        if self.environment[0] != now:
            self.environment = (now, None)
        if self.environment[1] is None:
            self.environment = (now, bench.environment)
        bench.keep_environment(self.environment[1])

    def _assets(
        self, manifest: Manifest, bench: Bench, recipes: Mapping[str, str], rows: Mapping[str, OutputRow], safe: set[str],
        staged: dict[str, str],
    ) -> set[str]:  # fmt: skip
        """Stages styles, scripts, fonts and pictures that changed; returns the addresses of all."""
        from .assets import static_outputs, theme_files

        site = bench.job.site
        urls = set(json.loads(manifest.get("static_urls") or "[]"))
        shape = recipe.combined({"static": recipes["static"], "guide": repr((site.guide.accent, site.guide.families))})
        if manifest.get("static_shape") != shape or not urls <= safe:
            made = static_outputs(theme_files(self.options.project, "static"), site.guide)
            for url, data in made.items():
                bench.stage.write(url, data)
                staged[url] = digest_bytes(data)
            urls = set(made)
            manifest.put({"static_urls": json.dumps(sorted(urls)), "static_shape": shape})
        for name, file in site.files.items():
            if name.startswith("code/"):
                continue
            urls.add(name)
            if name not in safe or rows[name].digest != file.digest:
                bench.stage.write(name, (self.options.project / file.path).read_bytes())
                staged[name] = file.digest
        return urls

    def _result(self, started: float, problems: Iterable[Problem], **counts: Any) -> BuildResult:
        given: dict[str, Any] = {"rendered": 0, "reused": 0, "written": 0, "removed": 0, "pages": 0, "changed": (), **counts}
        seconds = time.perf_counter() - started
        return BuildResult(problems=tuple(problems), seconds=seconds, output=self.options.output, **given)


class _Anchors(Mapping[str, "frozenset[str]"]):
    """Page → ids on it, decoded when somebody links there."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.decoded: dict[str, frozenset[str]] = {}

    def __getitem__(self, url: str) -> frozenset[str]:
        if url not in self.decoded:
            self.decoded[url] = frozenset(unescape(name) for name in json.loads(self.texts[url]))
        return self.decoded[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


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
        problems = _problems_of(manifest.get("problems"))
        return BuildResult(
            problems=problems, rendered=0, reused=int(manifest.get("targets")), written=0, removed=0,
            seconds=time.perf_counter() - started, pages=int(manifest.get("pages")), changed=(), published=True,
            output=options.output,
        )  # fmt: skip
    finally:
        manifest.close()


def _problems_of(text: str) -> tuple[Problem, ...]:
    return tuple(Problem(**plain) for plain in json.loads(text)) if text and text != "[]" else ()


def _plain_problem(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in Problem.__dataclass_fields__}


def _facts(text: str) -> Facts:
    from .view import facts_from_json

    return facts_from_json(text)


__all__ = ["BuildResult", "Options", "Progress", "Workshop", "build", "check"]
