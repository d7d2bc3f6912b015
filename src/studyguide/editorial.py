"""What an editor would say of a guide that builds: long sentences, words used too early, claims without a source.

A rule is one function and one row in `RULES`; it looks at one entry at a time. Everything found is a warning and names its rule,
which an author can switch off for the guide or for an entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .fields import texts
from .fragments import place_in_file
from .kinds import kind_of
from .markup.terms import form_pattern
from .model import (
    Entry,
    EntryId,
    FreePage,
    LearningPath,
    Lesson,
    LintRule,
    Metric,
    ModelType,
    Question,
    Reference,
    Term,
)
from .places import at_field
from .printed import literals, printed_numbers, without_reason
from .problems import Problem, line_of
from .prose import Block, blocks, sentences
from .quizlint import QUESTION_RULES, QuestionRule
from .site import Site, digest
from .spelling import foreign_words
from .trace import Missing
from .view import WORD, Facts

MOST_WORDS = 40
"""In a sentence, where an author does not say otherwise."""
LONG_PAGE_WORDS = 300
"""A shorter free page, such as one about the authors, need not ask anything."""
TEACHING = frozenset({"concept", "model", "metric", "formula"})
"""Kinds whose pages owe the reader an example, a question and a source."""
PROTOCOL = ("libraries", "setup")
"""Fields of a metric that state how others measure; `published` states what they measured."""


class Finding(NamedTuple):
    field: str
    start: int
    """Offset in the field's text; -1 for the field as a whole."""
    message: str
    hint: str = ""


class Text(NamedTuple):
    """A text of an entry; `body` is the Markdown below the front matter."""

    field: str
    text: str
    blocks: list[Block]


class Early(NamedTuple):
    """A term whose page comes later in a learning path."""

    term: Term
    addresses: frozenset[str]
    """Links that explain the term: its own, and those of its pages."""
    path: str
    """Title of the learning path."""
    page: str
    """Title of the first of the term's pages."""


class House:
    """What the rules need of the guide as a whole."""

    def __init__(self, site: Site) -> None:
        self.site = site
        folders = {entry_id.partition("/")[0] for entry_id in site.entries}
        self.asks = "quiz" in folders
        """A guide without questions owes none, and one without references no source."""
        self.cites = "references" in folders

    @cached_property
    def digest(self) -> str:
        """Changes when something does that a finding may depend on, besides the entry itself."""
        site = self.site
        paths = [entry for entry in site.entries.values() if isinstance(entry, LearningPath)]
        return digest(repr((site.guide.lint, site.guide.language, site.glossary_digest, paths, sorted(site.entries))))

    @cached_property
    def early(self) -> Mapping[EntryId, tuple[Early, ...]]:
        """Page → the terms whose own page a reader has not come to, in some learning path."""
        site = self.site
        found: dict[EntryId, dict[str, Early]] = defaultdict(dict)
        homes = {i: self._homes(term) for i, term in site.entries.items() if isinstance(term, Term)}
        for path in (entry for entry in site.entries.values() if isinstance(entry, LearningPath)):
            steps = self._known(path.steps)
            for term_id, pages in homes.items():
                places = [steps.index(page) for page in pages if page in steps]
                term = site.entries[term_id]
                assert isinstance(term, Term)
                for page in steps[: min(places, default=0)]:
                    addresses = frozenset({site.url(term_id), *map(site.url, pages)})
                    early = Early(term, addresses, path.title, site.entries[steps[min(places)]].title)
                    found[page].setdefault(term_id, early)
        return {page: tuple(terms.values()) for page, terms in found.items()}

    def _homes(self, term: Term) -> list[EntryId]:
        return self._known(term.see)

    def _known(self, names: tuple[str, ...]) -> list[EntryId]:
        return [found for found in map(self.site.resolve, names) if not isinstance(found, Missing)]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One entry on the editor's desk."""

    id: EntryId
    entry: Entry
    facts: Facts
    house: House

    @cached_property
    def texts(self) -> list[Text]:
        """Everything that a reader reads as prose, in the order of the fields, the body last."""
        plain = [("title", self.entry.title)] if not isinstance(self.entry, (Question, Reference)) else []
        plain += [("summary", self.entry.summary)]
        written = [(piece.field, piece.text) for piece in texts(self.entry) if piece.mode in ("markdown", "inline")]
        body = ("body", self.house.site.text(self.id))
        return [Text(field, text, blocks(text)) for field, text in (*plain, *written, body) if text.strip()]

    @property
    def most_words(self) -> int:
        return self.entry.lint.sentence_words or self.house.site.guide.lint.sentence_words or MOST_WORDS

    @property
    def teaches(self) -> bool:
        return kind_of(self.id).name in TEACHING


def edit(copy: Copy) -> Iterator[Problem]:
    """What is to be said of one entry."""
    off = {*copy.entry.lint.off, *copy.house.site.guide.lint.off}
    for name, rule in RULES:
        if name not in off:
            for finding in rule(copy):
                yield _problem(copy, name, finding)


def _problem(copy: Copy, rule: LintRule, finding: Finding) -> Problem:
    site, message = copy.house.site, f"{finding.message} [{rule}]"
    if finding.start < 0:
        return at_field(site, copy.id, finding.field, message, finding.hint, "warning")
    text = next(text.text for text in copy.texts if text.field == finding.field)
    line, column = text.count("\n", 0, finding.start) + 1, finding.start - text.rfind("\n", 0, finding.start)
    line, column = place_in_file(copy.id, site, finding.field, line, column)
    path = site.origins[copy.id].path
    excerpt = line_of(site.read(path), line)
    return Problem(
        path=path, line=line, column=column, message=message, hint=finding.hint, level="warning", excerpt=excerpt
    )


# How it reads


def _sentence(copy: Copy) -> Iterator[Finding]:
    most = copy.most_words
    for text in copy.texts:
        for block in text.blocks:
            if block.kind in ("text", "item") and block.text.count(" ") + block.text.count("\n") >= most:
                for sentence in sentences(block):
                    if sentence.words > most:
                        message = f"this sentence has {sentence.words} words"
                        yield Finding(text.field, sentence.start, message, f"split it: {most} are enough")


def _heading(copy: Copy) -> Iterator[Finding]:
    """The title is the first level, and no level is left out on the way down."""
    for text in copy.texts:
        above = 1 if text.field == "body" else 6
        for block in text.blocks:
            if block.kind == "heading":
                if block.level > above + 1:
                    marks = "#" * (above + 1)
                    yield Finding(text.field, block.start, "this heading skips a level", f"begin it with {marks}")
                above = max(block.level, 2)


def _spelling(copy: Copy) -> Iterator[Finding]:
    language = copy.house.site.guide.language
    for text in copy.texts:
        for block in text.blocks:
            if block.kind not in ("code", "quote"):
                for word in foreign_words(block.text, language):
                    message = f'"{word.word}" is {word.side} spelling, and the guide is in {language}'
                    yield Finding(text.field, block.start + word.start, message, f'write "{word.instead}"')


_LINK = re.compile(r"\[\[[^\[\]]*\]\]|\[[^\[\]\n]*\]\([^()\n]*\)")


def _term(copy: Copy) -> Iterator[Finding]:
    """A glossary term that is used, and linked nowhere on the page, before the learning path comes to its own page."""
    early = copy.house.early.get(copy.id, ())
    words = {word.casefold() for text in copy.texts for word in WORD.findall(text.text)} if early else set()
    linked = {address for link in copy.facts.links for address in (link, link.partition("#")[0])}
    for about in early:
        if linked.isdisjoint(about.addresses):
            yield from _first_mention(copy, about, words)


def _first_mention(copy: Copy, about: Early, words: set[str]) -> Iterator[Finding]:
    """The first time that the page says the word, unless an author has linked it to some other page."""
    forms = [form for form in (about.term.title, *about.term.aliases) if _may_occur(form, words)]
    for text in copy.texts if forms else ():
        start = min(
            (place for block in text.blocks if block.kind != "code" for place in _places(block, forms)), default=-1
        )
        if start >= 0:
            if not any(link.start() < start < link.end() for link in _LINK.finditer(text.text)):
                message = f'"{about.term.title}" is used here before its page, "{about.page}"'
                where = f'which comes later in the learning path "{about.path}"'
                yield Finding(text.field, start, message, f"{where}: link the word, as in [[term:{about.term.id}]]")
            return


def _may_occur(form: str, words: set[str]) -> bool:
    first = (WORD.findall(form.casefold()) or [""])[0]
    return bool(words & {first, f"{first}s", f"{first}es"})


def _places(block: Block, forms: list[str]) -> Iterator[int]:
    for form in forms:
        for match in form_pattern(form).finditer(block.text):
            if not re.match(r"[\w'’\-]", block.text[match.start() - 1 : match.start()]):
                yield block.start + match.start()


# What a page owes its reader


def _question(copy: Copy) -> Iterator[Finding]:
    """Lessons are tested; long free pages ask something. Front pages of sections lead to pages that do."""
    entry, site = copy.entry, copy.house.site
    if not copy.house.asks or not isinstance(entry, Lesson):
        return
    tested = site.questions_by_objective.get(copy.id)
    asked = tested or entry.questions or copy.facts.questions
    long = isinstance(entry, FreePage) and site.ends_with_questions(copy.id) and copy.facts.words >= LONG_PAGE_WORDS
    if not asked and (copy.teaches or long):
        hint = f"write one in quiz/ with `objective: {copy.id}`, or place one with [[quiz: …]]"
        yield Finding("title", -1, "no question is asked on this page", hint)
    elif copy.teaches and not tested:
        hint = f"write one in quiz/ with `objective: {copy.id}`"
        yield Finding("title", -1, "no question tests what this page teaches", hint)


def _example(copy: Copy) -> Iterator[Finding]:
    if copy.teaches and not getattr(copy.entry, "worked", "") and not any(_examples(copy)):
        hint = "work one through in a block `::: example`"
        yield Finding("title", -1, "there is no example on this page", hint)


def _source(copy: Copy) -> Iterator[Finding]:
    if copy.teaches and copy.house.cites:
        named = getattr(copy.entry, "reading", ()) or getattr(copy.entry, "papers", ())
        if not named and not any(link.startswith("references.html#") for link in copy.facts.links):
            hint = "cite one with [@key], or list some under `reading:`"
            yield Finding("title", -1, "this page names no source", hint)


def _identifier(copy: Copy) -> Iterator[Finding]:
    entry = copy.entry
    if isinstance(entry, Reference) and not (entry.arxiv or entry.doi or entry.url or entry.isbn):
        yield Finding("title", -1, "nobody can find this reference", "add one of arxiv, doi, url and isbn")


_CITED = re.compile(r"\[@|\]\(https?:")


def _citation(copy: Copy) -> Iterator[Finding]:
    """Measured values, and protocols with numbers in them, say where they are from."""
    if not isinstance(copy.entry, (ModelType, Metric)):
        return
    for text in copy.texts:
        name = text.field.partition(".")[0]
        if _CITED.search(text.text):
            continue
        if name == "published":
            yield Finding(text.field, 0, "this value has no source", "cite where it was published, as in [@ho2020]")
        elif name in PROTOCOL:
            for block in text.blocks:
                numbers = (n for n in printed_numbers(block.text) if n.value >= 10 and block.kind != "code")
                for number in list(numbers)[:1]:
                    message, start = f"the number {number.text} has no source", block.start + number.start
                    yield Finding(text.field, start, message, "cite it, or write a default as code: `subsets=100`")


# Numbers


def _number(copy: Copy) -> Iterator[Finding]:
    """Every number of a worked example is computed, goes into what is computed, or is said to be given."""
    entry = copy.entry
    if not isinstance(entry, Lesson):
        return
    known, said = known_numbers(entry), set()
    for field, block in _examples(copy):
        for number in without_reason(block, known, strict=bool(entry.numbers)):
            if number.value in said:
                continue
            said.add(number.value)
            hint = "add it to `numbers:` with the expression that gives it; to `given:` if the example begins with it"
            yield Finding(field, block.start + number.start, f"the number {number.text} has no expression", hint)


def known_numbers(entry: Lesson) -> frozenset[float]:
    """The numbers that an entry computes, those that go into them, and those that are given."""
    printed = (number.value for name in entry.numbers for number in printed_numbers(name))
    used = (value for expression in entry.numbers.values() for value in literals(expression))
    return frozenset((*printed, *used, *map(abs, entry.given)))


def _examples(copy: Copy) -> Iterator[tuple[str, Block]]:
    """The blocks of worked examples, with their formulas."""
    for text in copy.texts:
        if text.field == "worked" or ":::" in text.text:
            for block in blocks(text.text, formulas=True):
                if (text.field == "worked" or "example" in block.inside) and block.kind not in ("code", "heading"):
                    yield text.field, block


def _key(copy: Copy) -> Iterator[Finding]:
    entry = copy.entry
    if not isinstance(entry, Question):
        return
    hint = "add `expr:` with the expression that gives it"
    if entry.type == "numeric" and entry.answer is not None and not entry.answer.expr:
        yield Finding("answer.value", -1, "the key of this question has no expression", hint)
    for index, gap in enumerate(entry.gaps):
        if gap.value is not None and not gap.value.is_integer() and not gap.expr:
            yield Finding(f"gaps.{index}.value", -1, f"the key of gap {index + 1} has no expression", hint)


# Questions


def _of_question(rule: QuestionRule) -> Rule:
    def found(copy: Copy) -> Iterator[Finding]:
        if isinstance(copy.entry, Question):
            for remark in rule(copy.entry, copy.house.site.guide.language):
                yield Finding(remark.field, -1, remark.message, remark.hint)

    return found


Rule = Callable[[Copy], Iterator[Finding]]
RULES: tuple[tuple[LintRule, Rule], ...] = (
    ("sentence", _sentence),
    ("heading", _heading),
    ("spelling", _spelling),
    ("term", _term),
    ("question", _question),
    ("example", _example),
    ("source", _source),
    ("identifier", _identifier),
    ("citation", _citation),
    ("number", _number),
    ("key", _key),
    *((name, _of_question(rule)) for name, rule in QUESTION_RULES),
)
