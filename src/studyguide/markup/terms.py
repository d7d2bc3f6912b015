"""Glossary terms: the first mention in each section becomes a link.

Words are cut as `view.WORD` cuts them: letters and digits, joined by hyphens and apostrophes. A form matches whole words,
without regard to case unless it is an abbreviation (two capitals or more), and with a plural s.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from ..trace import Link, Mention
from .draft import PLACEHOLDER, Draft
from .links import term_link

CLOSED = frozenset({"a", "button", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "summary"})
"""No links in these: they are links or controls themselves, names of things, or not prose."""
CLOSED_CLASSES = frozenset({"block-title", "tab-title"})
EXPLICIT = re.compile(r"term:([^\s#]+)")


def link_terms(draft: Draft, root: Element) -> None:
    """Link the first mention of each term in each section of a tree whose inline Markdown is done."""
    mentions = draft.view.mentions(draft.text)
    if mentions:
        _Linker(draft, mentions).walk(root)


class _Linker:
    def __init__(self, draft: Draft, mentions: tuple[Mention, ...]) -> None:
        self.draft = draft
        self.pattern, self.by_group = _pattern(mentions)
        self.seen: set[str] = set()

    def walk(self, element: Element) -> None:
        if element.tag == "h2":
            self.seen.clear()
        if element.tag in CLOSED or element.get("class") in CLOSED_CLASSES:
            return
        if element.text:
            element.text = self.linked(element.text)
        for child in element:
            self.walk(child)
            if child.tail:
                child.tail = self.linked(child.tail)

    def linked(self, text: str) -> str:
        return self.pattern.sub(self._link, text)

    def _link(self, match: re.Match[str]) -> str:
        if match[0].startswith("\ue000"):
            self._note_explicit(match[0])
            return match[0]
        mention = self.by_group[match.lastgroup or ""]
        if mention.term in self.seen:
            return match[0]
        self.seen.add(mention.term)
        link = Link(mention.url, mention.title, "term", mention.summary)
        return self.draft.keep_html(term_link(self.draft, link, mention.term, match[0]), match[0])

    def _note_explicit(self, placeholder: str) -> None:
        """A term that the author has linked by hand counts as mentioned."""
        number = PLACEHOLDER.fullmatch(placeholder)
        explicit = EXPLICIT.fullmatch(self.draft.pieces[int(number[1])].value) if number else None
        if explicit:
            self.seen.add(explicit[1])


@lru_cache(maxsize=512)
def _pattern(mentions: tuple[Mention, ...]) -> tuple[re.Pattern[str], dict[str, Mention]]:
    """One pattern for all forms, the longest first, and the mention that each of its groups stands for."""
    ordered = sorted(filter(lambda mention: mention.form.strip(), mentions), key=lambda mention: -len(mention.form))
    groups = {f"t{number}": mention for number, mention in enumerate(ordered)}
    forms = "|".join(f"(?P<{group}>{_form(mention.form)})" for group, mention in groups.items())
    return re.compile(rf"\ue000\d+\ue001|(?<!\w)(?<!\w[-'’])(?:{forms})(?!\w|[-'’]\w)"), groups


def _form(form: str) -> str:
    words = r"\s+".join(re.escape(word) for word in form.split())
    plural = "(?:s|es)?" if words[-1:].isalpha() else ""
    return f"{words}{plural}" if sum(letter.isupper() for letter in form) > 1 else f"(?i:{words}{plural})"
