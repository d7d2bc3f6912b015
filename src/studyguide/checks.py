"""What can be wrong with a guide whose files are each in order: names that lead nowhere, circles, things that nobody uses.

A check of entries is one function and one row in `RULES`. Links and anchors are looked at when the texts that hold them have been rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from posixpath import normpath
from urllib.parse import quote, unquote

from . import records
from .fields import pointers
from .fragments import place_in_file
from .inpage import part_of
from .kinds import KINDS, kind_of
from .lockrules import check_lock
from .model import CodeSample, EntryId, FreePage, Lesson, ModelType, Question, Term
from .places import GUIDE, at_field, in_file
from .problems import Problem, did_you_mean, line_of
from .site import Site
from .trace import Missing
from .view import Facts
from .yamltext import locate


def check_site(site: Site) -> list[Problem]:
    """Everything that can be said before a page is rendered."""
    return [problem for rule in RULES for problem in rule(site)]


def check_links(site: Site, facts: Mapping[EntryId, Facts]) -> list[Problem]:
    """Addresses that the authors of some entries wrote out."""
    return list(_links(site, facts))


def check_uses(site: Site, facts: Mapping[EntryId, Facts]) -> list[Problem]:
    """Terms and questions that no page uses."""
    return list(_unused(site, facts))


# Before rendering


def _names(site: Site) -> Iterator[Problem]:
    """Every field that names another entry."""
    for entry_id, entry in site.entries.items():
        for pointer in pointers(entry):
            missing = _resolve(site, pointer.mode, pointer.text)
            if missing is None or site.is_broken(pointer.text):
                continue
            yield at_field(site, entry_id, pointer.field, missing.message, missing.hint)


_FOLDER_OF = {"reference": "references", "question": "quiz"}


def _resolve(site: Site, mode: str, name: str) -> Missing | None:
    if mode == "entry":
        found = site.resolve(name)
        return found if isinstance(found, Missing) else None
    folder = _FOLDER_OF[mode]
    if f"{folder}/{name}" in site.entries:
        return None
    known = [i.partition("/")[2] for i in site.entries if i.startswith(folder + "/")]
    return Missing(f'there is no {mode} "{name}"', did_you_mean(name, known))


def _order(site: Site) -> Iterator[Problem]:
    """Ids in a listing's `order`, and the kinds that pages list."""
    for entry_id, entry in site.entries.items():
        if not isinstance(entry, FreePage):
            continue
        kind = KINDS.get(entry.lists)
        if entry.lists and (kind is None or not kind.listing):
            known = [name for name in KINDS if KINDS[name].listing]
            hint = did_you_mean(entry.lists, known) or f"one of: {', '.join(known)}"
            yield at_field(site, entry_id, "lists", f'"{entry.lists}" is not a kind of entry', hint)
            continue
        if entry.order and not entry.lists:
            yield at_field(
                site, entry_id, "order!", '"order" has no meaning without "lists"', "add `lists:` and a kind of entry"
            )
            continue
        ids = [i.partition("/")[2] for i in site.ordered(entry.lists)] if kind else []
        for number, name in enumerate(entry.order):
            bare = name.rpartition("/")[2]
            if bare not in ids and not site.is_broken(bare):
                message = f'there is no {entry.lists} "{name}"'
                yield at_field(site, entry_id, f"order.{number}", message, did_you_mean(bare, ids))


def _sections(site: Site) -> Iterator[Problem]:
    for number, name in enumerate(site.guide.sections):
        page = f"pages/{name.rpartition('/')[2]}"
        if page not in site.entries and not site.is_broken(page):
            pages = [i.partition("/")[2] for i in site.entries if i.startswith("pages/")]
            hint = did_you_mean(name, pages) or f"write content/pages/{name}.md"
            yield in_file(site, GUIDE, f"sections.{number}", f'there is no page "{name}"', hint)


def _mixed(site: Site) -> Iterator[Problem]:
    """Sets for mixed practice: at least two entries, each with questions of its own."""
    for number, mixed in enumerate(site.guide.mixed):
        if len(mixed.entries) < 2:
            hint = "name at least two things that are easily confused"
            yield in_file(site, GUIDE, f"mixed.{number}", "a mixed set of fewer than two entries mixes nothing", hint)
        for place, name in enumerate(mixed.entries):
            field, found = f"mixed.{number}.entries.{place}", site.resolve(name)
            if isinstance(found, Missing):
                if not site.is_broken(name):
                    yield in_file(site, GUIDE, field, found.message, found.hint)
            elif found not in site.questions_by_objective:
                hint = "questions are asked about the entry that their `objective` names"
                yield in_file(site, GUIDE, field, f'no question tests "{name}", so that it cannot be practised', hint)


def _listings(site: Site) -> Iterator[Problem]:
    """Kinds that are used, and whose front page would stand where an author's page stands."""
    for kind in KINDS.values():
        page = f"pages/{kind.folder}"
        entry = site.entries.get(page)
        if (
            kind.listing
            and site.ordered(kind.name)
            and kind.name not in site.listings
            and isinstance(entry, FreePage)
            and not entry.lists
        ):
            message = f"this page takes the place of the front page of {kind.title.lower()}"
            yield at_field(site, page, "lists", message, f"add `lists: {kind.name}`, or rename the file")


def _see(site: Site) -> Iterator[Problem]:
    """Addresses of paragraphs that questions and their options name."""
    for entry_id in site.ordered("question"):
        question = site.entries[entry_id]
        assert isinstance(question, Question)
        targets = {"see": question.see} | {f"options.{n}.see": option.see for n, option in enumerate(question.options)}
        for field, target in targets.items():
            name = target.partition("#")[0]
            name = name.replace("term:", "glossary/") if name.startswith("term:") else name
            found = site.resolve(name) if target and not site.is_broken(name) else None
            if isinstance(found, Missing):
                yield at_field(site, entry_id, field, found.message, found.hint)


def _families(site: Site) -> Iterator[Problem]:
    known = site.guide.families
    for entry_id, entry in site.entries.items():
        if isinstance(entry, ModelType) and entry.family and known and entry.family not in known:
            hint = did_you_mean(entry.family, known) or f"families in guide.yml: {', '.join(known)}"
            yield at_field(site, entry_id, "family", f'there is no family "{entry.family}"', hint)


def _cycles(site: Site) -> Iterator[Problem]:
    """Prerequisites that lead back to where they began."""
    needs = {
        entry_id: [
            (n, found)
            for n, name in enumerate(entry.prerequisites)
            if not isinstance(found := site.resolve(name), Missing)
        ]
        for entry_id, entry in site.entries.items()
        if isinstance(entry, Lesson)
    }
    done: set[EntryId] = set()
    for start in needs:
        trail: list[EntryId] = []
        stack = [(start, iter(needs[start]))] if start not in done else []
        while stack:
            entry_id, following = stack[-1]
            if entry_id not in trail:
                trail.append(entry_id)
            number, step = next(following, (0, None))
            if step is None:
                done.add(entry_id)
                trail.remove(entry_id)
                stack.pop()
            elif step in trail:
                circle = [*trail[trail.index(step) :], step]
                message = f"prerequisites lead in a circle: {' → '.join(circle)}"
                yield at_field(site, entry_id, f"prerequisites.{number}", message, "remove one of these steps")
            elif step not in done:
                stack.append((step, iter(needs.get(step, ()))))


def _addresses(site: Site) -> Iterator[Problem]:
    """Two entries that would become the same file."""
    taken: dict[str, str] = dict.fromkeys(site.own_pages, "the generator's own page")
    owner: dict[str, EntryId] = {}
    for entry_id in site.entries:
        if not kind_of(entry_id).template:
            continue
        entry = site.entries[entry_id]
        if isinstance(entry, FreePage) and entry.lists not in ("", *KINDS):
            continue
        url = site.url(entry_id)
        path = site.origins[entry_id].path
        if url in taken and path == GUIDE:  # a front page that nobody wrote
            message = f"its address {url} is that of the front page of {entry.title.lower()}"
            yield at_field(site, owner[url], "", message, "choose another name")
        elif url in taken:
            yield at_field(site, entry_id, "", f"its address {url} is taken by {taken[url]}", "choose another name")
        taken.setdefault(url, path)
        owner.setdefault(url, entry_id)


def _twin_terms(site: Site) -> Iterator[Problem]:
    """Two glossary entries that claim the same word."""
    seen: dict[str, EntryId] = {}
    for entry_id in site.ordered("term"):
        entry = site.entries[entry_id]
        assert isinstance(entry, Term)
        for form in (entry.title, *entry.aliases):
            first = seen.setdefault(form.casefold(), entry_id)
            if first != entry_id:
                message = f'"{form}" is claimed by "{site.entries[first].title}" too'
                yield at_field(site, entry_id, "title", message, "keep the word in one of them", "warning")


def _samples(site: Site) -> Iterator[Problem]:
    """Samples whose records are missing, or are not of the code as it is now."""
    for entry_id in site.ordered("sample"):
        entry = site.entries[entry_id]
        assert isinstance(entry, CodeSample)
        if entry.fixture and f"code/fixtures/{entry.fixture}" not in site.files:
            known = [name.rpartition("/")[2] for name in site.files if name.startswith("code/fixtures/")]
            message = f'there is no program "{entry.fixture}" in content/code/fixtures/'
            yield at_field(site, entry_id, "fixture", message, did_you_mean(entry.fixture, known))
            continue
        record = site.record(site.origins[entry_id].path)
        if record is None:
            hint = f"`run {entry.id} --update` runs it and makes one"
            yield at_field(site, entry_id, "", "this sample has no record of what it prints", hint, "warning")
        elif isinstance(record, records.Record):
            yield from _stale_record(site, entry_id, record)


def _stale_record(site: Site, entry_id: EntryId, record: records.Record) -> Iterator[Problem]:
    path, cells = site.origins[entry_id].path, site.cells(entry_id)
    again = f"`run {entry_id.partition('/')[2]} --update` records it"
    stale = records.first_stale(record, cells)
    if stale is not None:
        text = site.read(path)
        line = stale.line - 1
        what = (
            f'the region "{stale.name}" is not as it was' if stale is not cells[0] else "this sample is not as it was"
        )
        message = f"{what} when {records.record_path(path).rpartition('/')[2]} was made"
        yield Problem(path=path, line=line, column=1, message=message, hint=again, excerpt=line_of(text, line))
    for name, digest in record.figures.items():
        file = site.files.get(records.figure_path(path, name))
        if file is None or file.digest != digest:
            message = f'the recorded picture "{name}" is {"gone" if file is None else "another now"}'
            yield Problem(path=records.record_path(path), line=1, column=1, message=message, hint=again)
        elif name not in _described(site, entry_id):
            message = f'the picture "{name}" has no text for those who cannot see it'
            hint = f"add `figures: {{{name}: a sentence that says what can be seen}}`"
            yield at_field(site, entry_id, "figures", message, hint)


def _described(site: Site, entry_id: EntryId) -> Collection[str]:
    sample = site.entries[entry_id]
    assert isinstance(sample, CodeSample)
    return sample.figures


def _records(site: Site) -> Iterator[Problem]:
    """Records that cannot be believed, and those of nothing."""
    sources = {records.record_path(origin.path): origin.path for origin in site.origins.values()}
    for path in site.runs:
        if path not in sources:
            name = path.rpartition("/")[2]
            if not site.is_broken(name.removesuffix(records.ENDING).replace("_", "-")):
                message = "this is a record of a program that is gone"
                yield Problem(path=path, message=message, hint="delete it", level="warning")
            continue
        record = site.record(sources[path])
        if isinstance(record, records.Damaged):
            hint = "`run --stale --update` makes it anew"
            yield Problem(path=path, line=1, column=1, message=record.message, hint=hint)


# After rendering


def _links(site: Site, facts: Mapping[EntryId, Facts]) -> Iterator[Problem]:
    """Addresses that authors wrote out."""
    pages, broken = site.page_urls, site.broken_urls
    for entry_id, fact in facts.items():
        for address, field, line, column in fact.uses:
            path = _path_of(address, pages)
            if (
                path is None
                or path == ""
                or path in pages
                or path in broken
                or path in site.files
                or path.startswith("static/")
            ):
                continue
            hint = did_you_mean(quote(path), [*pages, *map(quote, site.files)])
            if path.endswith(".md") and path[:-3] + ".html" in pages:
                hint = f"link to the page itself: {path[:-3]}.html, or write [[{path[:-3].rpartition('/')[2]}]]"
            hint = hint or "addresses are relative to the site's root, as in metrics/fid.html"
            yield _at_place(site, entry_id, field, line, column, f'the link leads nowhere: "{address}"', hint)


def _path_of(address: str, pages: Container[str]) -> str | None:
    """The file that an address means, from the site's root; empty for the page itself, None for another site."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
        return None  # which schemes may be used is the Markdown layer's business
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path:
        return ""
    path = normpath(path)
    return "index.html" if path == "." else f"{path}/index.html" if f"{path}/index.html" in pages else path


def check_anchors(site: Site, facts: Mapping[EntryId, Facts], anchors: Mapping[str, Collection[str]]) -> list[Problem]:
    """Every `#place` that a text links to must be on the finished page."""
    return list(_anchors(site, facts, anchors))


def _anchors(site: Site, facts: Mapping[EntryId, Facts], anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for entry_id, fact in facts.items():
        own = site.url(entry_id).partition("#")[0]
        written = set()
        for address, field, line, column in fact.uses:
            path = _path_of(address, anchors)
            if path is None:
                continue
            page = path or own
            anchor = address.partition("#")[2]
            written.add(f"{page}#{anchor}")
            if page in anchors and anchor and anchor not in anchors[page]:
                yield _at_place(site, entry_id, field, line, column, *_no_place(page, anchor, anchors))
        for link in fact.links:
            page, mark, anchor = link.partition("#")
            if mark and link not in written and page in anchors and anchor not in anchors[page]:
                yield _at_text(site, entry_id, "#" + anchor, *_no_place(page, anchor, anchors))


def _no_place(page: str, anchor: str, anchors: Mapping[str, Collection[str]]) -> tuple[str, str]:
    return f'there is no place "#{anchor}" on {page}', did_you_mean(anchor, anchors[page])


def _at_place(site: Site, entry_id: EntryId, field: str, line: int, column: int, message: str, hint: str) -> Problem:
    path = site.origins[entry_id].path
    line, column = place_in_file(entry_id, site, field, line, column)
    return Problem(
        path=path, line=line, column=column, message=message, hint=hint, excerpt=line_of(site.read(path), line)
    )


def _at_text(site: Site, entry_id: EntryId, wanted: str, message: str, hint: str) -> Problem:
    """A problem where a text first stands in the entry's part of its file."""
    origin = site.origins[entry_id]
    path, text = origin.path, site.read(origin.path)
    part = part_of(text, origin)
    begin, _ = (
        locate(part.yaml, part.prefix.rstrip("."), first_line=part.first_line) if part.first_line != 2 else (1, 1)
    )
    start = len("\n".join([*text.split("\n")[: begin - 1], ""]))
    found = re.compile(re.escape(wanted) + r"(?![\w-])").search(text, start)
    at = found.start() if found else start
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(path=path, line=line, column=column, message=message, hint=hint, excerpt=line_of(text, line))


def _unused(site: Site, facts: Mapping[EntryId, Facts]) -> Iterator[Problem]:
    """Terms and questions that no page uses; a page that cannot be read may use any."""
    if site.broken:
        return
    linked = {link for entry_id, fact in facts.items() for link in fact.links if kind_of(entry_id).name != "term"}
    asked = {name for fact in facts.values() for name in fact.questions}
    asked |= {
        i.partition("/")[2]
        for entry_id in site.entries
        if kind_of(entry_id).template
        for i in site.questions_by_objective.get(entry_id, ())
    }
    asked |= {
        name.rpartition("/")[2]
        for entry in site.entries.values()
        if isinstance(entry, Lesson)
        for name in entry.questions
    }
    for entry_id, entry in site.entries.items():
        if (
            isinstance(entry, Question)
            and entry.id not in asked
            and not isinstance(site.resolve(entry.objective), Missing)
        ):
            hint = "place it with [[quiz: …]], or list it under `questions:` of a page"
            yield at_field(site, entry_id, "id", f'no page asks the question "{entry.id}"', hint, "warning")
        if isinstance(entry, Term) and site.url(entry_id) not in linked and entry.link and not entry.see:
            yield at_field(site, entry_id, "title", f'no page uses the term "{entry.title}"', "", "warning")


Rule = Callable[[Site], Iterable[Problem]]
RULES: tuple[Rule, ...] = (
    _names,
    _order,
    _sections,
    _mixed,
    _listings,
    _see,
    _families,
    _cycles,
    _addresses,
    _twin_terms,
    _samples,
    _records,
    check_lock,
)
