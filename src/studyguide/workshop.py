"""The work of a build: read, check, render what is stale, put it in place. Read `Workshop._build` first.

A workshop may live for one build or for a whole preview. In a preview it knows what the last build knew, and when an author changed nothing but
the text of some entries, it asks again only those questions whose answers depend on texts (`BODY_QUESTIONS`); all other answers come from the
entries' fields, and those are the same. `tests/test_incremental.py` holds it to the site that a build from nothing would make.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from json import dumps, loads
from pathlib import Path
from typing import Any

from . import recipe
from .askers import Askers
from .assets import accent_problems, static_outputs, theme_files
from .build import (
    BuildResult,
    Options,
    Progress,
    Published,
    manifest_folder,
    problems_from_json,
    problems_to_json,
    recipes,
)
from .checks import check_anchors, check_links, check_site, check_uses
from .load import GUIDE, Loaded, SourceChanged, SourceRecord, load_site, record_from_plain, record_to_plain
from .manifest import DAMAGED, Damaged, Lock, Manifest, MarkupRow, OutputRow, discard
from .model import EntryId
from .offline import WORKER, worker
from .problems import Problem, StudyguideError, errors
from .publish import intact
from .records import FIGURES
from .scan import Stamp, digest_bytes
from .site import Site
from .sitedata import AGGREGATES, Target, printable, targets
from .trace import Memo, Question, digest_of, still_holds
from .view import Facts, facts_from_json
from .workers import Bench, Job, MadePage, count_of_jobs, make_all

BODY_QUESTIONS = frozenset({"mentions_in", "source", "rendered", "printed", "facts"})
"""Questions about one entry whose answers depend on its text."""
LINK_QUESTIONS = frozenset({"used_on", "questions_about", "question_cards"})
"""Questions whose answers depend on what all texts link to and place."""
MOST_STARTS = 3


class Failed(Exception):
    """Errors that show only when pages are made; the last good site stays."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class Workshop:
    """Builds one project into one folder, as often as asked."""

    def __init__(self, options: Options, *, progress: Progress | None = None) -> None:
        self.options = options
        self.progress = progress or (lambda what, done, total: None)
        self.manifest: Manifest | None = None
        self.recipes: dict[str, str] = {}
        self._forget()

    def _forget(self) -> None:
        """Begins as a new process would, with nothing but the manifest."""
        self.records: dict[str, SourceRecord] | None = None
        self.site: Site | None = None
        self.settled = False
        """Whether the last build ended well, so that everything known is of the site in place."""
        self.rows: dict[EntryId, MarkupRow] = {}
        self.facts: dict[EntryId, Facts] = {}
        self.askers = Askers()
        self.memo = Memo()
        self.environment: Any = None
        self.printed: dict[EntryId, str] = {}
        self.anchors: dict[str, str] = {}
        self.outputs: dict[str, OutputRow] = {}
        self.assets: set[str] = set()
        self.wanted: list[Target] = []
        self.site_problems: list[Problem] = []
        self.link_problems: dict[EntryId, list[Problem]] = {}
        self.use_problems: list[Problem] = []
        self.theme_problems: tuple[object, list[Problem]] | None = None

    def close(self) -> None:
        if self.manifest is not None:
            self.manifest.close()
            self.manifest = None

    def report(self, folder: Path) -> None:
        """Writes the report on the guide as it was last read."""
        from .coverage import coverage
        from .coverage_page import write_report

        assert self.site is not None
        try:
            found = coverage(self.site, self.facts)
        except SourceChanged as change:
            raise _still_changing(change) from None
        write_report(found, self.site.guide, self.options.project, self.options.output, folder)

    def build(self, *, on_published: Published | None = None, publish: bool = True) -> BuildResult:
        """One build. `on_published` is told the addresses of files in place, the edited pages before the files made of all pages."""
        with Lock(manifest_folder(self.options) / "lock"):
            for start in range(MOST_STARTS):
                try:
                    return self._build(on_published, publish)
                except SourceChanged as change:
                    if start == MOST_STARTS - 1:
                        raise _still_changing(change) from None
                except DAMAGED:
                    if start:
                        raise
                    self.close()
                    discard(manifest_folder(self.options) / "manifest.sqlite")
                    self._forget()
        raise AssertionError("unreachable")

    def _build(self, on_published: Published | None, publish: bool) -> BuildResult:
        started = time.perf_counter()
        manifest = self._open()
        loaded, bodies = self._read(manifest)
        changed = self._markdown(manifest, loaded.site, bodies, loaded.changed)
        problems = self._check(loaded, changed if bodies is not None else None)
        if not publish:
            problems += self._review(manifest, loaded)
        if errors(problems):
            return self._result(started, problems)
        if bodies is None or not self.wanted:
            self.wanted = targets(loaded.site)
        batches = self._batches(early=on_published is not None)
        stage_folder = self.options.output if publish else manifest_folder(self.options)
        bench = replace_job(self._bench(loaded.site), output=stage_folder)
        bench.stage.open()
        counts = {"rendered": 0, "written": 0, "removed": 0}
        changes: list[str] = []
        try:
            for batch in batches:
                made, bench = self._make(manifest, bench, batch, changed if bodies is not None else None)
                counts["rendered"] += len(made)
                if batch is batches[0]:
                    problems += self._check_anchors(loaded.site, made, changed if bodies is not None else None)
                if errors(problems) or not publish:
                    return self._result(started, problems, **counts)
                written, removed = self._put_in_place(
                    manifest, bench, made, first=batch is batches[0], last=batch is batches[-1]
                )
                if on_published is not None and (written or removed):
                    on_published((*written, *removed))
                changes += [*written, *removed]
                counts["written"] += len(written)
                counts["removed"] += len(removed)
            written = self._put_worker(manifest, bench)
            changes += written
            counts["written"] += len(written)
        except Failed as failure:
            return self._result(started, [*problems, *failure.problems])
        finally:
            bench.stage.close()
        wanted = sum(map(len, batches))
        pages = sum(url.endswith(".html") for url in self.anchors)
        manifest.put({
            **self.recipes, "done": "yes", "problems": problems_to_json(problems), "pages": str(pages), "targets": str(wanted),
        })  # fmt: skip
        self.settled = True
        if on_published is not None:
            self.askers.indexed()  # now, rather than at the next save
            self.memo.let_go()
        return self._result(
            started,
            problems,
            published=True,
            reused=wanted - counts["rendered"],
            pages=pages,
            changed=tuple(sorted(changes)),
            **counts,
        )

    def _result(self, started: float, problems: Iterable[Problem], **known: Any) -> BuildResult:
        given: dict[str, Any] = {
            "rendered": 0, "reused": 0, "written": 0, "removed": 0, "pages": 0, "changed": (), "published": False, **known,
        }  # fmt: skip
        seconds = time.perf_counter() - started
        return BuildResult(problems=tuple(sorted(set(problems))), seconds=seconds, output=self.options.output, **given)

    # Reading

    def _open(self) -> Manifest:
        """The manifest, without whatever an older recipe made."""
        if self.manifest is None:
            self.manifest = Manifest(manifest_folder(self.options) / "manifest.sqlite")
            if self.options.fresh:
                self.manifest.clear("source", "markup", "product", "printed", "page", "review")
        manifest = self.manifest
        now = recipes(self.options)
        if manifest.get("code") != now["code"]:
            manifest.clear("source", "markup", "product", "printed", "page", "review")
            self._forget()
        elif manifest.get("templates") != now["templates"]:
            manifest.clear("printed", "page")
            self._forget()
        elif self.recipes and self.recipes != now:
            self.settled = False
        manifest.put({"done": "", "code": now["code"], "templates": now["templates"]})
        self.recipes = now
        return manifest

    def _read(self, manifest: Manifest) -> tuple[Loaded, frozenset[EntryId] | None]:
        """The site as it is now, and the entries whose texts changed, when that is all that changed since the last build."""
        first = self.records is None
        before = self.records if self.records is not None else _remembered(manifest)
        loaded = load_site(self.options.project, before)
        changed = [record for path, record in loaded.records.items() if before.get(path) is not record]
        manifest.put_sources((r.path, *r.stamp, r.digest, record_to_plain(r)) for r in changed)
        manifest.forget("source", before.keys() - loaded.records.keys())
        self.records = dict(loaded.records)
        if first:
            self._recall(manifest)
        bodies = None
        if self.site is not None and self.settled:
            bodies = loaded.site.bodies_changed_since(self.site)
        if bodies is not None and self.site is not None:
            loaded.site.inherit(self.site)
        else:
            self.memo = Memo()
        self.site = loaded.site
        self.settled = False
        return loaded, bodies

    def _recall(self, manifest: Manifest) -> None:
        """What earlier processes left in the manifest."""
        self.rows = dict(manifest.markup())
        self.facts = {i: facts_from_json(row.facts) for i, row in self.rows.items()}
        self.askers.put("markup", {i: row.trace for i, row in self.rows.items()})
        for entry_id, (digest, trace) in manifest.printed().items():
            self.printed[entry_id] = digest
            self.askers.put("printed", {entry_id: trace})
        pages = manifest.pages()
        self.anchors = {url: anchors for url, (_, anchors) in pages.items()}
        self.askers.put("page", {url: trace for url, (trace, _) in pages.items()})
        self.outputs = manifest.outputs()

    # Markdown

    def _bench(self, site: Site) -> Bench:
        job = Job(
            site=site, project=self.options.project, output=self.options.output, untrusted=self.options.untrusted,
            manifest=manifest_folder(self.options) / "manifest.sqlite", facts=self.facts, printed=self.printed,
            digests={i: f"{row.key}{row.digest}" for i, row in self.rows.items()},
        )  # fmt: skip
        bench = Bench(job, self.manifest, self.memo)
        if self.environment is None:
            self.environment = bench.environment
        bench.keep_environment(self.environment)
        return bench

    def _markdown(
        self, manifest: Manifest, site: Site, bodies: frozenset[EntryId] | None, changed_files: Collection[str]
    ) -> dict[Question, str]:
        """Renders the Markdown of entries whose text, or whose answers about others, changed.

        Returns the questions whose answers may differ since the last build, with the digests that they had then.
        """
        self.memo.let_go()
        dropped = self.memo.drop((name, i) for i in bodies or () for name in BODY_QUESTIONS)
        bench = self._bench(site)
        stale = list(self._stale_markup(site, bench, bodies, changed_files))
        before = {i: self.facts.get(i, Facts()) for i in stale}
        done = 0
        for chunk in make_all(bench, "fragments", stale, count_of_jobs(self.options.jobs)):
            rows = {made.id: made.row for made in chunk}
            manifest.put_markup(rows, {made.id: made.product for made in chunk})
            self.rows.update(rows)
            self.facts.update((i, facts_from_json(row.facts)) for i, row in rows.items())
            self.askers.put("markup", {i: row.trace for i, row in rows.items()})
            done += len(chunk)
            self.progress("Markdown", done, len(stale))
        gone = self.rows.keys() - site.origins.keys()
        for table in ("markup", "product"):
            manifest.forget(table, gone)
        self.askers.forget("markup", gone)
        for entry_id in gone:
            del self.rows[entry_id], self.facts[entry_id]
        dropped |= self.memo.drop(self._asked_of_links(site, before))
        self.memo.let_go()  # answers so far were given without the new facts at hand
        return dropped

    def _asked_of_links(self, site: Site, before: Mapping[EntryId, Facts]) -> set[Question]:
        """Questions about what texts link to and place, whose answers may differ now."""
        now = {i: self.facts[i] for i in before}
        urls = {url for i in now if now[i].links != before[i].links for url in now[i].linked ^ before[i].linked}
        asked: set[Question] = {("used_on", site.by_url[url]) for url in urls if url in site.by_url}
        if any(now[i].questions != before[i].questions for i in now):
            asked |= {("question_cards",), *(("questions_about", entry_id) for entry_id in site.entries)}
        return asked

    def _stale_markup(
        self, site: Site, bench: Bench, bodies: frozenset[EntryId] | None, changed_files: Collection[str]
    ) -> Iterator[EntryId]:
        for entry_id, origin in site.origins.items():
            row = self.rows.get(entry_id)
            if row is None or row.key != origin.digest:
                yield entry_id
            elif row.problems != "[]" and origin.path in changed_files:
                yield entry_id  # its mistakes may stand on other lines now
            elif bodies is None:
                trace = self.askers.trace("markup", entry_id) or {}
                if row.glossary == site.glossary_digest:
                    trace = {key: noted for key, noted in trace.items() if key[0] != "mentions_in"}
                if not still_holds(trace, bench.view(entry_id)):
                    yield entry_id

    # Checking

    def _check(self, loaded: Loaded, dropped: Mapping[Question, str] | None) -> list[Problem]:
        """All that is wrong so far. Where only texts changed, what was found about the rest still stands."""
        site = loaded.site
        texts = {key[1] for key in dropped or () if key[0] == "mentions_in"}
        if dropped is None:
            self.site_problems = check_site(site)
            self.link_problems = {i: check_links(site, {i: facts}) for i, facts in self.facts.items() if facts.uses}
            self.use_problems = check_uses(site, self.facts)
        else:
            self.link_problems |= {i: check_links(site, {i: self.facts[i]}) for i in texts}
            if any(key[0] in LINK_QUESTIONS for key in dropped):
                self.use_problems = check_uses(site, self.facts)
        problems = [*loaded.problems, *self.site_problems, *self.use_problems]
        problems += [problem for found in self.link_problems.values() for problem in found]
        problems += [problem for row in self.rows.values() for problem in problems_from_json(row.problems)]
        return [*problems, *self._theme_problems(site)]

    def _theme_problems(self, site: Site) -> list[Problem]:
        """What the theme makes of the guide's accent; looked at again when either changes."""
        key = (self.recipes["static"], site.read(GUIDE))
        if self.theme_problems is None or self.theme_problems[0] != key:
            files = theme_files(self.options.project, "static")
            self.theme_problems = key, accent_problems(files, site.guide, key[1])
        return self.theme_problems[1]

    def _review(self, manifest: Manifest, loaded: Loaded) -> list[Problem]:
        """What `check` says beyond what every build says."""
        from .review import review

        files = {path: record.digest for path, record in loaded.records.items()}
        return review(loaded.site, self.facts, self.rows, files, manifest)

    def _check_anchors(
        self, site: Site, made: Mapping[str, MadePage], dropped: Mapping[Question, str] | None
    ) -> list[Problem]:
        """Problems with `#places`. Where only texts changed and no page lost a place, only those texts can be wrong."""
        lost = any(
            not set(loads(self.anchors.get(url, "[]"))) <= set(loads(page.anchors)) for url, page in made.items()
        )
        self.anchors |= {url: page.anchors for url, page in made.items()}
        facts = self.facts
        if dropped is not None and not lost:
            facts = {key[1]: self.facts[key[1]] for key in dropped if key[0] == "mentions_in"}
        return check_anchors(site, facts, _Anchors(self.anchors))

    # Pages

    def _batches(self, *, early: bool) -> list[list[Target]]:
        """What is made and put in place together: everything, or in a preview the pages before what is made of all pages."""
        wanted = self.wanted
        if not early:
            return [wanted]
        return [[t for t in wanted if t.maker not in AGGREGATES], [t for t in wanted if t.maker in AGGREGATES]]

    def _make(
        self, manifest: Manifest, bench: Bench, batch: list[Target], dropped: Mapping[Question, str] | None
    ) -> tuple[dict[str, MadePage], Bench]:
        """Renders the stale ones of a batch beside their place."""
        changed: set[Question] | None = None
        if dropped is not None:
            view = bench.view()
            changed = {k for k, was in dropped.items() if k[0] != "printed" and (not was or digest_of(k, view) != was)}
        if any(target.maker in AGGREGATES for target in batch):
            bench, reprinted = self._print(manifest, bench, changed)
            if changed is not None:
                changed |= reprinted
        safe = intact(self.options.output, self.outputs) if changed is None else self.outputs.keys()
        suspects = self.askers.asking(changed) if changed is not None else None
        view = bench.view()
        stale = [t for t in batch if t.url not in safe or self._is_stale("page", t.url, suspects, view)]
        made: dict[str, MadePage] = {}
        for chunk in make_all(bench, "page", stale, count_of_jobs(self.options.jobs)):
            made.update((page.url, page) for page in chunk)
            self.progress("pages", len(made), len(stale))
        failed = [problem for page in made.values() for problem in page.problems]
        if failed:
            raise Failed(failed)
        return made, bench

    def _is_stale(self, layer: str, name: str, suspects: set[tuple[str, str]] | None, view: Any) -> bool:
        if suspects is not None and (layer, name) not in suspects:
            return not self.askers.knows(layer, name)
        trace = self.askers.trace(layer, name)
        return trace is None or not still_holds(trace, view)

    def _print(self, manifest: Manifest, bench: Bench, changed: set[Question] | None) -> tuple[Bench, set[Question]]:
        """Content of every page for the page that has everything on it; returns what may be answered differently now."""
        wanted = printable(bench.job.site)
        suspects = self.askers.asking(changed) if changed is not None else None
        view = bench.view()
        stale = [i for i in wanted if i not in self.printed or self._is_stale("printed", i, suspects, view)]
        for chunk in make_all(bench, "printed", stale, count_of_jobs(self.options.jobs)):
            failed = [problem for made in chunk for problem in made.problems]
            if failed:
                raise Failed(failed)
            manifest.put_printed((made.id, made.digest, made.trace, made.html) for made in chunk)
            self.printed |= {made.id: made.digest for made in chunk}
            self.askers.put("printed", {made.id: made.trace for made in chunk})
        gone = self.printed.keys() - set(wanted)
        manifest.forget("printed", gone)
        self.askers.forget("printed", gone)
        for entry_id in gone:
            del self.printed[entry_id]
        reprinted: set[Question] = {("printed", i) for i in stale}
        self.memo.drop(reprinted)
        return replace_job(bench, printed=dict(self.printed)), reprinted

    # In place

    def _put_in_place(
        self, manifest: Manifest, bench: Bench, made: Mapping[str, MadePage], *, first: bool, last: bool
    ) -> tuple[list[str], list[str]]:
        """Moves what differs to where readers find it, and removes what nobody wants any more."""
        staged = {url: page.digest for url, page in made.items()}
        if first:
            self.assets = self._stage_assets(manifest, bench, staged)
        old = self.outputs
        safe = intact(self.options.output, {url: old[url] for url in staged if url in old})
        fresh = {url: digest for url, digest in staged.items() if url not in safe or old[url].digest != digest}
        placed = {url: row._replace(digest=fresh[url]) for url, row in bench.stage.publish(fresh, old).items()}
        removed: list[str] = []
        if last:
            keep = {target.url for target in self.wanted} | self.assets | {WORKER}
            removed = bench.stage.remove(sorted(old.keys() - keep))
        manifest.finish({url: (page.trace, page.anchors) for url, page in made.items()}, placed, removed)
        self.outputs |= placed
        self.askers.put("page", {url: page.trace for url, page in made.items()})
        self.askers.forget("page", removed)
        for url in removed:
            self.outputs.pop(url, None)
            self.anchors.pop(url, None)
        return sorted(placed), removed

    def _put_worker(self, manifest: Manifest, bench: Bench) -> list[str]:
        """The script for reading without a network; it knows all other files, and so comes last."""
        theme = theme_files(self.options.project, "static")
        assert self.site is not None
        large = self.site.books
        data = worker(theme, {url: row.digest for url, row in self.outputs.items() if url not in large})
        old = {url: row for url, row in self.outputs.items() if url == WORKER}
        if data is None:
            manifest.finish({}, {}, bench.stage.remove(old))
            self.outputs.pop(WORKER, None)
            return list(old)
        digest = digest_bytes(data)
        if intact(self.options.output, old) and old[WORKER].digest == digest:
            return []
        bench.stage.write(WORKER, data)
        row = bench.stage.publish([WORKER], old)[WORKER]._replace(digest=digest)
        manifest.finish({}, {WORKER: row}, [])
        self.outputs[WORKER] = row
        return [WORKER]

    def _stage_assets(self, manifest: Manifest, bench: Bench, staged: dict[str, str]) -> set[str]:
        """Stages styles, scripts, fonts and pictures that changed; returns the addresses of all."""
        site, old = bench.job.site, self.outputs
        urls = set(loads(manifest.get("static_urls") or "[]"))
        safe = intact(self.options.output, {url: old[url] for url in (*urls, *site.files) if url in old})
        shape = recipe.combined(
            {
                "static": self.recipes["static"],
                "guide": repr((site.guide.title, site.guide.accent, site.guide.families)),
            }
        )
        if manifest.get("static_shape") != shape or not urls <= safe:
            made = static_outputs(theme_files(self.options.project, "static"), site.guide)
            for url, data in made.items():
                bench.stage.write(url, data)
                staged[url] = digest_bytes(data)
            urls = set(made)
            manifest.put({"static_urls": dumps(sorted(urls)), "static_shape": shape})
        for name, file in site.files.items():
            if name.startswith("code/") and not name.startswith(FIGURES):
                continue
            urls.add(name)
            if name not in safe or old[name].digest != file.digest:
                bench.stage.write(name, (self.options.project / file.path).read_bytes())
                staged[name] = file.digest
        return urls


def _still_changing(change: SourceChanged) -> StudyguideError:
    message = "this file changes while it is read, or cannot be read"
    return StudyguideError(Problem(path=str(change), message=message, hint="build again"))


def _remembered(manifest: Manifest) -> dict[str, SourceRecord]:
    """Sources as the last build read them."""
    try:
        return {
            path: record_from_plain(path, Stamp(m, s, i), digest, plain)
            for path, m, s, i, digest, plain in manifest.sources()
        }
    except (TypeError, KeyError, ValueError) as damage:
        raise Damaged(str(damage)) from damage


def replace_job(bench: Bench, **changes: Any) -> Bench:
    """A bench for the same work with some of it changed."""
    after = Bench(replace(bench.job, **changes), bench.manifest, bench.memo)
    after.keep_environment(bench.environment)
    return after


class _Anchors(Mapping[str, "frozenset[str]"]):
    """Page → ids on it, decoded when somebody links there."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.decoded: dict[str, frozenset[str]] = {}

    def __getitem__(self, url: str) -> frozenset[str]:
        if url not in self.decoded:
            self.decoded[url] = frozenset(unescape(name) for name in loads(self.texts[url]))
        return self.decoded[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)
