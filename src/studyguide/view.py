"""The questions that a page may ask about the rest of the site."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from .books import Book
from .catalogue import LessonCard, Lineage, QuestionCard, lesson_cards, lineage, question_cards
from .kinds import KINDS, kind_of
from .model import CodeSample, EntryId, FreePage, Guide, Question, Reference, Term
from .problems import did_you_mean
from .records import Record, figure_path
from .samples import FRONT_MATTER, HIDDEN, body_line
from .site import Card, File, Group, Site, plain_text
from .trace import Citation, Excerpt, Link, Memo, Mention, Missing, Picture, Ran, asked

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
"""How texts are cut into words when glossary terms are looked for; `markup.terms` cuts alike."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What others need to know of an entry's finished Markdown; small, kept in the manifest."""

    headings: tuple[tuple[str, str, int], ...] = ()
    """(anchor, text, level), of the body."""
    anchors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses within the site that the text links to, from the site's root."""
    uses: tuple[tuple[str, str, int, int], ...] = ()
    """(address, field, line, column) of links and images that an author wrote out; line and column within the field."""
    questions: tuple[str, ...] = ()
    words: int = 0
    has_math: bool = False
    has_code: bool = False

    @cached_property
    def linked(self) -> frozenset[str]:
        """What the text links to, by the addresses that entries have."""
        return frozenset(url if url.startswith(LISTED) else url.partition("#")[0] for url in self.links)


def facts_from_json(text: str) -> Facts:
    plain = json.loads(text)
    fields: dict[str, Any] = {
        name: tuple(map(_tuple, value)) if isinstance(value, list) else value for name, value in plain.items()
    }
    return Facts(**fields)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class NavEntry(NamedTuple):
    id: EntryId
    title: str
    url: str


class NavSection(NamedTuple):
    id: EntryId
    title: str
    mark: str
    url: str
    groups: tuple[tuple[str, tuple[NavEntry, ...]], ...]


class Shelf(Protocol):
    """Where finished Markdown is kept."""

    def digest(self, entry_id: EntryId) -> str: ...
    def html(self, entry_id: EntryId) -> dict[str, str]: ...
    def search(self, entry_id: EntryId) -> str: ...
    def printed_digest(self, entry_id: EntryId) -> str: ...
    def printed_html(self, entry_id: EntryId) -> str: ...


class Rendered:
    """An entry with its finished Markdown, which is fetched only when somebody reads it: a trace needs the digest alone."""

    __slots__ = ("_html", "_shelf", "digest", "entry", "entry_id", "facts")

    def __init__(self, entry_id: EntryId, entry: Any, facts: Facts, shelf: Shelf) -> None:
        self.entry_id = entry_id
        self.entry = entry
        self.facts = facts
        self.digest = shelf.digest(entry_id)
        self._shelf = shelf
        self._html: dict[str, str] | None = None

    @property
    def html(self) -> dict[str, str]:
        """Field → HTML."""
        if self._html is None:
            self._html = self._shelf.html(self.entry_id)
        return self._html

    @property
    def search(self) -> str:
        """JSON list of [anchor, text]."""
        return self._shelf.search(self.entry_id)

    def forget(self) -> None:
        """Lets go of the HTML, so that memory does not grow with the pages made."""
        self._html = None


class Body:
    """An entry as written, fetched only when somebody reads it."""

    __slots__ = ("_entry_id", "_site", "digest")

    def __init__(self, site: Site, entry_id: EntryId) -> None:
        self._site = site
        self._entry_id = entry_id
        self.digest = site.origins[entry_id].digest

    @property
    def text(self) -> str:
        return self._site.text(self._entry_id)


class Program:
    """A sample's file, fetched only when somebody reads it."""

    __slots__ = ("_path", "_site", "digest")

    def __init__(self, site: Site, entry_id: EntryId) -> None:
        self._site = site
        self._path = site.origins[entry_id].path
        self.digest = site.files[self._path.removeprefix("content/")].digest

    @property
    def text(self) -> str:
        return self._site.read(self._path)


class Printed:
    """A page's content as the page with everything on it shows it, fetched only when somebody reads it."""

    __slots__ = ("_entry_id", "_shelf", "digest")

    def __init__(self, entry_id: EntryId, shelf: Shelf) -> None:
        self._entry_id = entry_id
        self._shelf = shelf
        self.digest = shelf.printed_digest(entry_id)

    @property
    def html(self) -> str:
        return self._shelf.printed_html(self._entry_id)


MOST_IN_NAVIGATION = 60
"""A longer section shows its group headings and only the open group's entries."""


class SiteView:
    """One page's view of the site. Every public method is a question; its answer is a plain value."""

    def __init__(
        self,
        site: Site,
        memo: Memo,
        *,
        about: EntryId = "",
        facts: Mapping[EntryId, Facts] | None = None,
        shelf: Shelf | None = None,
        size: Callable[[File], tuple[int, int]] | None = None,
    ) -> None:
        self._site = site
        self.memo = memo
        self.trace: dict[tuple[Any, ...], str] = {}
        self._about = about
        self._facts = facts or {}
        self._shelf = shelf
        self._size = size

    # Asked while Markdown becomes HTML

    @asked
    def link(self, target: str) -> Link | Missing:
        """Where `[[target]]` leads."""
        site = self._site
        name, _, anchor = target.partition("#")
        if name.startswith("term:"):
            entry_id: str | Missing = self._find("glossary", name.removeprefix("term:"), "term")
        else:
            entry_id = site.resolve(name)
        if isinstance(entry_id, Missing):
            return Link("", name, "broken") if site.is_broken(name.removeprefix("term:")) else entry_id
        card = site.card(entry_id)
        entry = site.entries[entry_id]
        summary = plain_text(entry.definition) if isinstance(entry, Term) else card.summary
        url = card.url + (f"#{anchor}" if anchor else "")
        return Link(url, card.title or site.guide.title, card.kind, summary)

    @asked
    def equation(self, name: str) -> Link | Missing:
        """A formula, by its number."""
        entry_id = self._find("math", name, "formula")
        if isinstance(entry_id, Missing):
            return Link("", name, "broken") if self._site.is_broken(name) else entry_id
        card = self._site.card(entry_id)
        number = self._site.formula_numbers[entry_id]
        summary = f"{card.title}. {card.summary}" if card.summary else card.title
        return Link(card.url, f"equation\u00a0{number}", "formula", summary)

    @asked
    def citation(self, key: str) -> Citation | Missing:
        entry_id = self._find("references", key, "reference")
        if isinstance(entry_id, Missing):
            return Citation(key, "", "") if self._site.is_broken(key) else entry_id
        entry = self._site.entries[entry_id]
        assert isinstance(entry, Reference)
        summary = f"{entry.authors} ({entry.year}). {entry.title}. {entry.venue}."
        return Citation(cite_label(entry), self._site.url(entry_id), summary)

    @asked
    def question(self, name: str) -> Link | Missing:
        entry_id = self._find("quiz", name, "question")
        if isinstance(entry_id, Missing):
            return Link("", name, "broken") if self._site.is_broken(name) else entry_id
        card = self._site.card(entry_id)
        return Link(card.url, card.title, card.kind)

    @asked
    def excerpt(self, path: str, region: str) -> Excerpt | Missing:
        """Lines of a file under content/code/."""
        file = self._site.files.get(path)
        if file is None or not path.startswith("code/"):
            known = [name for name in self._site.files if name.startswith("code/")]
            hint = did_you_mean(path, known) or "code stands in content/code/, and is named as in file=code/gan.py"
            return Missing(f'there is no code file "{path}"', hint)
        return cut_region(self._site.read(file.path), path, region)

    @asked
    def sample(self, path: str) -> Link | None:
        """The page of the sample that a file below content/ is."""
        entry_id = self._site.samples_by_path.get(f"content/{path}")
        if entry_id is None:
            return None
        card = self._site.card(entry_id)
        return Link(card.url, card.title, card.kind, card.summary)

    @asked
    def output(self, path: str, region: str) -> Ran | Missing | None:
        """What a region of a sample printed and drew, or all of it; None when nothing is recorded."""
        site = self._site
        entry_id = site.samples_by_path.get(f"content/{path}")
        if entry_id is None:
            message = f"{path} is no sample, so nothing is known of what it prints"
            return Missing(message, "begin it with front matter; see docs/authoring.md")
        sample = site.entries[entry_id]
        assert isinstance(sample, CodeSample)
        cells = {cell.name: cell for cell in site.cells(entry_id) if not region or cell.name == region}
        if not cells:
            names = [cell.name for cell in site.cells(entry_id)]
            return Missing(f'"{region}" is a region within another', f"output is kept for {', '.join(names)}")
        record = site.record(f"content/{path}")
        if not isinstance(record, Record) or not sample.shows_output:
            return None
        ran = [cell for name, cell in record.cells.items() if name in cells and (region or name not in HIDDEN)]
        figures = [(figure_path(path, f), sample.figures[f]) for c in ran for f in c.figures if f in sample.figures]
        text = "\n".join(cell.text for cell in ran if cell.text)
        return Ran(ran[-1].code if ran else "", text, tuple(figures))

    def ran(self, number: str) -> Ran | None:
        """What a block of this page printed, by its number among those that run."""
        return self.ran_on(self._about, number)

    @asked
    def ran_on(self, entry_id: EntryId, number: str) -> Ran | None:
        record = self._site.record(self._site.origins[entry_id].path)
        cell = record.cells.get(number) if isinstance(record, Record) else None
        return Ran(cell.code, cell.text) if cell else None

    @asked
    def picture(self, path: str) -> Picture | Missing:
        """A picture under content/, by its address."""
        file = self._site.files.get(unquote(path))
        if file is None:
            hint = (
                did_you_mean(path, self._site.files)
                or "pictures stand in content/img/, and are named as in img/duel.svg"
            )
            return Missing(f'there is no picture "{path}"', hint)
        if path.lower().endswith(".svg"):
            return Picture(path, 0, 0, self._site.read(file.path))
        width, height = self._size(file) if self._size else (0, 0)
        return Picture(path, width, height)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Glossary forms that may occur in this entry; asked once for all of its texts."""
        return self.mentions_in(self._about) if self._about else ()

    @asked
    def mentions_in(self, entry_id: EntryId) -> tuple[Mention, ...]:
        site = self._site
        entry = site.entries[entry_id]
        from .fields import texts

        words: set[str] = set()
        for text in (site.text(entry_id), *(piece.text for piece in texts(entry))):
            words.update(word.casefold() for word in WORD.findall(text))
        return tuple(
            mention
            for first, mentions in self._forms_by_first_word.items()
            if first in words or f"{first}s" in words or f"{first}es" in words
            for mention in mentions
            if mention.term != entry.id or kind_of(entry_id).name != "term"
        )

    @property
    def _forms_by_first_word(self) -> dict[str, tuple[Mention, ...]]:
        return _glossary_forms(self._site)

    def _find(self, folder: str, name: str, word: str) -> EntryId | Missing:
        entry_id = f"{folder}/{name}"
        if entry_id in self._site.entries:
            return entry_id
        known = [i.partition("/")[2] for i in self._site.ordered(KINDS_BY_FOLDER[folder])]
        return Missing(f'there is no {word} "{name}"', did_you_mean(name, known))

    # Asked while a page is made

    @asked
    def guide(self) -> Guide:
        return self._site.guide

    @asked
    def card(self, name: str) -> Card | Missing:
        entry_id = self._site.resolve(name)
        return entry_id if isinstance(entry_id, Missing) else self._site.card(entry_id)

    @asked
    def groups(self, kind: str) -> tuple[Group, ...]:
        return self._site.groups(kind)

    @asked
    def ordered(self, kind: str) -> tuple[EntryId, ...]:
        return self._site.ordered(kind)

    @asked
    def sections(self) -> tuple[Card, ...]:
        return tuple(self._site.card(i) for i in self._site.sections)

    @asked
    def lists(self, page_id: EntryId) -> str:
        entry = self._site.entries[page_id]
        return entry.lists if isinstance(entry, FreePage) else ""

    @asked
    def navigation(self, section: str, group: str) -> NavSection:
        """One open section of the navigation; a long one shows only the open group."""
        site = self._site
        card = site.card(section)
        page = site.entries[section]
        kind = page.lists if isinstance(page, FreePage) else ""
        groups = site.groups(kind) if kind and KINDS[kind].template else ()
        if sum(len(g.ids) for g in groups) > MOST_IN_NAVIGATION:
            groups = (
                tuple(g if g.title == group else Group(g.title, ()) for g in groups if g.title)
                if len(groups) > 1
                else ()
            )
        shown = tuple(
            (g.title, tuple(NavEntry(i, site.entries[i].title, site.url(i)) for i in g.ids[: 3 * MOST_IN_NAVIGATION]))
            for g in groups
        )
        return NavSection(section, card.title, card.mark, card.url, shown)

    @asked
    def other_pages(self) -> tuple[Card, ...]:
        return tuple(self._site.card(i) for i in self._site.other_pages)

    @asked
    def mapped(self) -> bool:
        """Whether any lesson needs another, so that there is a map."""
        return self._site.mapped

    @asked
    def needs(self, kind: str) -> tuple[tuple[EntryId, tuple[EntryId, ...]], ...]:
        """Each lesson of a kind, in order, with the lessons that it needs."""
        return self._site.needs(kind)

    @asked
    def section_of(self, entry_id: EntryId) -> str:
        return self._site.section_of(entry_id) or ""

    @asked
    def neighbours(self, entry_id: EntryId) -> tuple[Card | None, Card | None]:
        before, after = self._site.neighbours.get(entry_id, (None, None))
        return (self._site.card(before) if before else None, self._site.card(after) if after else None)

    @asked
    def date(self, entry_id: EntryId) -> str:
        return self._site.dates.get(self._site.origins[entry_id].path, "")

    @asked
    def url(self, entry_id: EntryId) -> str:
        return self._site.url(entry_id)

    @asked
    def dated(self) -> bool:
        """Whether anything is known of when files changed."""
        return bool(self._site.dates)

    @asked
    def path(self, entry_id: EntryId) -> str:
        return self._site.origins[entry_id].path

    @asked
    def source(self, entry_id: EntryId) -> Body:
        """The Markdown of an entry's body, with all fields of the entry."""
        return Body(self._site, entry_id)

    @asked
    def questions_about(self, entry_id: EntryId) -> tuple[EntryId, ...]:
        """Questions that test an entry and that no text places."""
        return tuple(
            i for i in self._site.questions_by_objective.get(entry_id, ()) if i.partition("/")[2] not in self._placed
        )

    @asked
    def has_questions(self) -> bool:
        """Whether there is anything to practise and to review."""
        return bool(self._site.ordered("question"))

    @asked
    def questions_testing(self, entry_id: EntryId) -> tuple[EntryId, ...]:
        """All questions that test an entry, wherever they are asked; easy ones first."""
        return self._site.questions_by_objective.get(entry_id, ())

    @property
    def _placed(self) -> dict[str, EntryId]:
        """Question → the page whose text places it, the first in reading order."""
        known = self.memo.answers.get(("_placed",))
        if known is None:
            order = self._site.place_in_reading
            pages = sorted(
                (i for i, facts in self._facts.items() if facts.questions), key=lambda i: (order.get(i, len(order)), i)
            )
            placed = {name: page for page in reversed(pages) for name in self._facts[page].questions}
            known = self.memo.keep(("_placed",), placed, "")
        return known[0]  # type: ignore[no-any-return]

    @asked
    def samples_about(self, entry_id: EntryId) -> tuple[EntryId, ...]:
        """Samples that belong to an entry."""
        return self._site.samples_by_objective.get(entry_id, ())

    @asked
    def run_of(self, entry_id: EntryId) -> Record | None:
        """With what a sample last ran."""
        record = self._site.record(self._site.origins[entry_id].path)
        return record if isinstance(record, Record) else None

    @asked
    def asserts(self, entry_id: EntryId) -> int:
        """How many assertions prove a sample."""
        code = "\n".join(cell.code for cell in self._site.cells(entry_id))
        return len(re.findall(r"^\s*assert\b", code, re.M))

    @asked
    def program(self, entry_id: EntryId) -> Program:
        """A sample as written."""
        return Program(self._site, entry_id)

    @asked
    def lineage(self, question_id: EntryId) -> Lineage:
        question = self._site.entries[question_id]
        assert isinstance(question, Question)
        return lineage(self._site, question)

    @asked
    def question_cards(self) -> tuple[QuestionCard, ...]:
        return question_cards(self._site, self._placed)

    @asked
    def lesson_cards(self) -> tuple[LessonCard, ...]:
        return lesson_cards(self._site)

    @asked
    def retired_questions(self) -> tuple[str, ...]:
        return self._site.known_lock.retired

    @asked
    def formula_number(self, entry_id: EntryId) -> int:
        return self._site.formula_numbers.get(entry_id, 0)

    @asked
    def facts(self, entry_id: EntryId) -> Facts:
        return self._facts[entry_id]

    @asked
    def rendered(self, entry_id: EntryId) -> Rendered:
        """An entry with its finished Markdown."""
        assert self._shelf is not None
        return Rendered(entry_id, self._site.entries[entry_id], self._facts[entry_id], self._shelf)

    @asked
    def printed(self, entry_id: EntryId) -> Printed:
        """A page's content for the page that has everything on it."""
        assert self._shelf is not None
        return Printed(entry_id, self._shelf)

    @asked
    def book(self, url: str) -> Book:
        """What stands on one page, to be printed together."""
        return self._site.books[url]

    @asked
    def book_about(self, entry_id: EntryId) -> str:
        """Address of the page that has all of a section or of a learning path, or of the guide for no name; empty where there is none."""
        return self._site.book_about.get(entry_id, "")

    @asked
    def used_on(self, entry_id: EntryId) -> tuple[Card, ...]:
        """Pages whose text links to an entry, in reading order."""
        site = self._site
        pages = self._links_to.get(site.url(entry_id), ())
        order = site.place_in_reading
        found = sorted((page for page in pages if page != entry_id and page in order), key=order.__getitem__)
        return tuple(site.card(page) for page in found)

    @property
    def _links_to(self) -> dict[str, list[EntryId]]:
        known = self.memo.answers.get(("_links_to",))
        if known is None:
            table: dict[str, list[EntryId]] = defaultdict(list)
            for page, facts in self._facts.items():
                for url in facts.linked:
                    table[url].append(page)
            known = self.memo.keep(("_links_to",), table, "")
        return known[0]  # type: ignore[no-any-return]


KINDS_BY_FOLDER = {kind.folder: kind.name for kind in KINDS.values()}
LISTED = tuple(f"{kind.listing}#" for kind in KINDS.values() if not kind.template)
"""Beginnings of addresses of entries without a page of their own."""


def cite_label(entry: Reference) -> str:
    """`Ho et al. 2020`, `Kingma and Welling 2014`, `Rabiner 1989`."""
    names = [name.strip() for name in re.split(r",|;|\band\b|&", entry.authors) if name.strip()]
    several = "et al." in entry.authors or len(names) > 2
    surnames = [name.removesuffix("et al.").strip() for name in names]
    if several:
        return f"{surnames[0]} et al. {entry.year}"
    return f"{' and '.join(surnames)} {entry.year}"


_REGION = re.compile(r"^[ \t]*(?:#|//|--|;|%)[ \t]*(region|endregion)\b[ \t]*(\S*)", re.M)


def cut_region(text: str, path: str, region: str) -> Excerpt | Missing:
    """A file's text, or the part between `# region NAME` and its `# endregion`; marks of regions and front matter are left out."""
    lines = text.rstrip("\n").split("\n")
    marks = [(number, m[1], m[2]) for number, line in enumerate(lines) if (m := _REGION.match(line))]
    marked = {number for number, _, _ in marks}
    if not region:
        begin = body_line(text) - 1 if FRONT_MATTER.match(text) else 0
        return _excerpt(lines, [n for n in range(begin, len(lines)) if n not in marked])
    start = next((n for n, word, name in marks if word == "region" and name == region), None)
    if start is None:
        names = [name for _, word, name in marks if word == "region" and name]
        hint = (
            did_you_mean(region, names) or f"its regions: {', '.join(names) or 'none; mark one with `# region NAME`'}"
        )
        return Missing(f'{path} has no region "{region}"', hint)
    depth = 0
    for number, word, _ in marks:
        if number < start:
            continue
        depth += 1 if word == "region" else -1
        if depth == 0:
            return _excerpt(lines, [n for n in range(start + 1, number) if n not in marked])
    return Missing(f'the region "{region}" of {path} is not closed', "end it with a line `# endregion`")


def _excerpt(lines: list[str], chosen: list[int]) -> Excerpt:
    """Some lines of a file, without the empty ones at their beginning and end."""
    full = [number for number in chosen if lines[number].strip()]
    kept = [number for number in chosen if full and full[0] <= number <= full[-1]]
    return Excerpt("\n".join(lines[number] for number in kept), tuple(number + 1 for number in kept))


def _glossary_forms(site: Site) -> dict[str, tuple[Mention, ...]]:
    return _forms(site).table


class _Forms:
    def __init__(self, site: Site) -> None:
        table: dict[str, list[Mention]] = defaultdict(list)
        for entry_id in site.ordered("term"):
            term = site.entries[entry_id]
            assert isinstance(term, Term)
            if not term.link:
                continue
            summary = plain_text(term.definition)
            for form in (term.title, *term.aliases):
                words = WORD.findall(form)
                if words:
                    mention = Mention(form, term.id, term.title, site.url(entry_id), summary)
                    table[words[0].casefold()].append(mention)
        self.table = {first: tuple(mentions) for first, mentions in table.items()}


def _forms(site: Site) -> _Forms:
    forms: _Forms | None = site.__dict__.get("_glossary_forms")
    if forms is None:
        forms = site.__dict__["_glossary_forms"] = _Forms(site)
    return forms
