"""Glossary terms: the first mention in each section becomes a link.

Words are cut as `view.WORD` cuts them: letters and digits, joined by hyphens and apostrophes. A form matches whole
words, without regard to case unless it is an abbreviation (two capitals or more), and with a plural s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..trace import Link, Mention
from .draft import PLACEHOLDER, Draft
from .links import term_link

CLOSED = frozenset(
    ["a", "button", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "summary"]
)
"""No links in these: they are links or controls themselves, names of things, or not prose."""
CLOSED_CLASSES = frozenset({"block-title", "tab-title"})
APOSTROPHES = "'\u2019"
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}-][^\W_]+)*")
TOKEN = re.compile(f"\ue000\\d+\ue001|{WORD.pattern}")
END = rf"(?!\w|[{APOSTROPHES}-]\w)"


class Form(NamedTuple):
    pattern: re.Pattern[str]
    mention: Mention


Forms = Mapping[str, tuple[Form, ...]]
"""By the first word, in small letters; the longest form first."""


def link_terms(draft: Draft, root: Element) -> None:
    """Link the first mention of each term in each section of a tree whose inline Markdown is done."""
    mentions = draft.view.mentions(draft.text)
    if mentions:
        _Linker(draft, forms_of(mentions)).walk(root)


@lru_cache(maxsize=512)
def forms_of(mentions: tuple[Mention, ...]) -> Forms:
    table: dict[str, list[Form]] = {}
    for mention in sorted(mentions, key=lambda mention: -len(mention.form)):
        words = WORD.findall(mention.form.casefold())
        form = Form(form_pattern(mention.form), mention)
        for first in _first_words(words):
            table.setdefault(first, []).append(form)
    return {first: tuple(forms) for first, forms in table.items()}


def _first_words(words: list[str]) -> list[str]:
    """What the first word of a mention may be: the plural too, if it is the only word."""
    return [words[0], f"{words[0]}s", f"{words[0]}es"] if len(words) == 1 else words[:1]


@cache
def form_pattern(form: str) -> re.Pattern[str]:
    """Finds a form of a term; whoever uses it sees to it that no word goes on before it."""
    words = r"\s+".join(re.escape(word) for word in form.split())
    plural = "(?:s|es)?" if form[-1:].isalpha() else ""
    abbreviation = sum(letter.isupper() for letter in form) > 1
    return re.compile(f"{words}{plural}{END}", 0 if abbreviation else re.IGNORECASE)


class _Linker:
    def __init__(self, draft: Draft, forms: Forms) -> None:
        self.draft = draft
        self.forms = forms
        self.seen: set[str] = set()
        self.awaited = set(forms)
        """First words of forms whose terms have not been seen in this section."""
        self.by_hand = any(piece.value.startswith("term:") for piece in draft.pieces)

    def walk(self, element: Element) -> None:
        if element.tag == "h2":
            self.seen.clear()
            self.awaited = set(self.forms)
        if element.tag in CLOSED or element.get("class") in CLOSED_CLASSES:
            return
        if element.text:
            element.text = self._linked(element.text)
        for child in element:
            self.walk(child)
            if child.tail and not child.tail.isspace():
                child.tail = self._linked(child.tail)

    def _linked(self, text: str) -> str:
        if self.awaited.isdisjoint(WORD.findall(text.casefold())) and not (self.by_hand and "\ue000" in text):
            return text
        out, at = [], 0
        for token in TOKEN.finditer(text):
            if token.start() < at or not (token[0].casefold() in self.forms or token[0][0] == "\ue000"):
                continue
            found = self._form_at(text, token)
            if found:
                end, mention = found
                out += [text[at : token.start()], self._link(mention, text[token.start() : end])]
                at = end
        return "".join((*out, text[at:]))

    def _form_at(self, text: str, token: re.Match[str]) -> tuple[int, Mention] | None:
        if token[0].startswith("\ue000"):
            self._note_explicit(token[0])
            return None
        for form in self.forms.get(token[0].casefold(), ()):
            if match := form.pattern.match(text, token.start()):
                return match.end(), form.mention
        return None

    def _link(self, mention: Mention, text: str) -> str:
        if mention.term in self.seen:
            return text
        self._see(mention.term)
        link = Link(mention.url, mention.title, "term", mention.summary)
        return self.draft.keep_html(term_link(self.draft, link, mention.term, text), text)

    def _note_explicit(self, placeholder: str) -> None:
        """A term that the author has linked by hand counts as mentioned."""
        number = PLACEHOLDER.fullmatch(placeholder)
        value = self.draft.pieces[int(number[1])].value if number else ""
        if value.startswith("term:"):
            self._see(value.removeprefix("term:").partition("#")[0])

    def _see(self, term: str) -> None:
        self.seen.add(term)
        words = [word for word in self.awaited if all(form.mention.term in self.seen for form in self.forms[word])]
        self.awaited.difference_update(words)
