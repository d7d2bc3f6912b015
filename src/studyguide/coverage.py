"""What a guide covers: each page with what teaches it, what tests it, how it reads, and what leads there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from .codeblocks import blocks_of
from .editorial import TEACHING
from .fields import pointers, texts
from .kinds import kind_of
from .model import BloomLevel, EntryId, Lesson, Question, QuestionType, Term
from .prose import Block, blocks
from .readability import Readability, readability
from .render import WORDS_A_MINUTE
from .site import Site
from .trace import Missing
from .view import Facts

FEWEST_WORDS = 50
"""A page with fewer is not yet a text."""
FEWEST_QUESTIONS = 2
TYPES: tuple[str, ...] = get_args(QuestionType)
LEVELS: tuple[str, ...] = get_args(BloomLevel)
_FIGURE = re.compile(r"^[ ]{0,3}:{3,}[ \t]*figure\b", re.M)
_PICTURE = re.compile(r"!\[")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCoverage:
    """One page. The names of the fields are the keys of the JSON report."""

    id: EntryId
    kind: str
    title: str
    url: str
    """From the site's root."""
    path: str
    """Its source, from the project."""
    objective: bool
    """Whether it is something to be learned: a concept, model type, metric or formula."""
    words: int
    minutes: int
    readability: Readability | None
    """None where there is too little prose."""
    examples: int
    """Worked ones."""
    figures: int
    questions: int
    """That test it."""
    levels: Mapping[str, int]
    """Bloom level → its questions; without those that it has none of. Likewise `types`."""
    types: Mapping[str, int]
    terms: tuple[str, ...]
    """Glossary terms whose `see` names the page."""
    paths: tuple[str, ...]
    """Learning paths that it is a step of."""
    references: int
    """That it cites or lists."""
    links_in: int
    """Other entries whose texts or fields name it. Navigation, lists and neighbours do not count."""
    links_out: int
    """Other entries that its texts and fields name."""
    orphan: bool
    """Nothing names it; pages in the navigation are no orphans."""
    code: Mapping[str, int] = field(default_factory=dict)
    """State of a block of Python (see `markup.listing.State`) → how many are in it."""
    gaps: tuple[str, ...] = ()
    """What an objective lacks, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    pages: tuple[PageCoverage, ...]
    """In reading order."""
    totals: Mapping[str, int]
    matrix: Mapping[str, Mapping[str, int]]
    """Type of question → Bloom level → how many the guide has."""


def coverage(site: Site, facts: Mapping[EntryId, Facts]) -> Coverage:
    """Every page of a guide. `facts` are those of its finished Markdown."""
    links = _links(site, facts)
    back: dict[EntryId, set[EntryId]] = defaultdict(set)
    for source, targets in links.items():
        for target in targets:
            back[target].add(source)
    terms = _terms(site)
    pages = tuple(
        _page(site, i, facts[i], links[i], back[i], tuple(terms[i])) for i in site.reading_order if i in facts
    )
    return Coverage(pages=pages, totals=_totals(site, pages), matrix=_matrix(site))


def _page(
    site: Site, entry_id: EntryId, facts: Facts, out: set[EntryId], back: set[EntryId], terms: tuple[str, ...]
) -> PageCoverage:
    entry, kind = site.entries[entry_id], kind_of(entry_id).name
    assert isinstance(entry, Lesson)
    tests = [question for i in site.questions_by_objective.get(entry_id, ()) if (question := _question(site, i))]
    written = [("body", site.text(entry_id)), *((p.field, p.text) for p in texts(entry) if p.mode in _PROSE)]
    read = [(name, block) for name, text in written for block in blocks(text)]
    made = PageCoverage(
        id=entry_id, kind=kind, title=entry.title or site.guide.title, url=site.url(entry_id), path=site.origins[entry_id].path,
        objective=kind in TEACHING, words=facts.words, minutes=entry.minutes or max(1, round(facts.words / WORDS_A_MINUTE)),
        readability=readability((block for _, block in read), site.guide.language),
        examples=_examples(read), figures=sum(_figures(text) for _, text in written),
        questions=len(tests), levels=_count(LEVELS, (q.level for q in tests)), types=_count(TYPES, (q.type for q in tests)),
        terms=terms,
        paths=tuple(site.entries[i].title for i in site.ordered("path") if i in back),
        references=sum(kind_of(i).name == "reference" for i in out), links_in=len(back), links_out=len(out),
        orphan=not back and kind != "page", code=_code(site, entry_id),
    )  # fmt: skip
    return _with_gaps(made)


_PROSE = frozenset({"markdown", "inline"})


def _question(site: Site, entry_id: EntryId) -> Question | None:
    entry = site.entries[entry_id]
    return entry if isinstance(entry, Question) else None


def _examples(read: list[tuple[str, Block]]) -> int:
    """Runs of blocks that stand in an example; a field `worked` is one example."""
    count, inside = 0, False
    for _, block in read:
        here = "example" in block.inside
        count += here and (not inside or (block.kind == "title" and block.inside[-1] == "example"))
        inside = here
    return count + any(name == "worked" for name, _ in read)


def _figures(text: str) -> int:
    return max(len(_FIGURE.findall(text)), len(_PICTURE.findall(text)))


def _terms(site: Site) -> dict[EntryId, list[str]]:
    """Entry → the terms whose `see` names it."""
    table: dict[EntryId, list[str]] = defaultdict(list)
    for term_id in site.ordered("term"):
        term = site.entries[term_id]
        assert isinstance(term, Term)
        for page in dict.fromkeys(map(site.resolve, term.see)):
            if not isinstance(page, Missing):
                table[page].append(term.id)
    return table


def _code(site: Site, entry_id: EntryId) -> dict[str, int]:
    found = Counter(placed.block.state for placed in blocks_of(site, entry_id))
    return {state: found[state] for state in ("run", "excused", "file", "unchecked") if found[state]}


def _count(names: tuple[str, ...], found: Iterator[str]) -> dict[str, int]:
    table = Counter(found)
    return {name: table[name] for name in names if table[name]}


# What leads where


def _links(site: Site, facts: Mapping[EntryId, Facts]) -> dict[EntryId, set[EntryId]]:
    """Entry → the other entries that its texts and fields name."""
    pages = {url.partition("#")[0]: entry_id for url, entry_id in site.by_url.items() if kind_of(entry_id).template}
    found: dict[EntryId, set[EntryId]] = defaultdict(set)
    for entry_id, fact in facts.items():
        for link in fact.links:
            target = site.by_url.get(link) or pages.get(link.partition("#")[0])
            if target is not None:
                found[entry_id].add(target)
        for pointer in pointers(site.entries[entry_id]):
            named = (
                site.resolve(pointer.text) if pointer.mode == "entry" else f"{_FOLDERS[pointer.mode]}/{pointer.text}"
            )
            if not isinstance(named, Missing) and named in site.entries:
                found[entry_id].add(named)
        found[entry_id].discard(entry_id)
    for objective, samples in site.samples_by_objective.items():
        found[objective].update(samples)  # the page lists them by itself
    return found


_FOLDERS = {"reference": "references", "question": "quiz"}


# What is missing

Gap = Callable[[PageCoverage], bool]
GAPS: tuple[tuple[str, Gap], ...] = (
    ("a text", lambda page: page.words < FEWEST_WORDS),
    ("a worked example or a figure", lambda page: not page.examples and not page.figures),
    ("two questions", lambda page: page.questions < FEWEST_QUESTIONS),
    ("a term", lambda page: not page.terms),
)
"""What each objective must have, and how to see that it has not."""


def _with_gaps(page: PageCoverage) -> PageCoverage:
    return replace(page, gaps=tuple(name for name, lacks in GAPS if lacks(page))) if page.objective else page


# The guide as a whole


def _totals(site: Site, pages: tuple[PageCoverage, ...]) -> dict[str, int]:
    objectives = [page for page in pages if page.objective]
    return {
        "pages": len(pages),
        "objectives": len(objectives),
        "covered": sum(not page.gaps for page in objectives),
        "words": sum(page.words for page in pages),
        "minutes": sum(page.minutes for page in pages),
        "questions": len(site.ordered("question")),
        "terms": len(site.ordered("term")),
        "references": len(site.ordered("reference")),
        "orphans": sum(page.orphan for page in pages),
    }


def _matrix(site: Site) -> dict[str, dict[str, int]]:
    asked = [question for i in site.ordered("question") if (question := _question(site, i))]
    found = Counter((question.type, question.level) for question in asked)
    return {
        type_: {level: found[type_, level] for level in LEVELS}  # type: ignore[index]
        for type_ in TYPES
        if any(question.type == type_ for question in asked)
    }
