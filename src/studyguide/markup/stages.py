"""Steps of Python-Markdown that we do in another way, and the two that are our own."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from . import finish, guesses, linenotes, paragraphs
from .draft import Draft
from .fold import fold

SPECIAL = re.compile(r"[`\\\[<&*_]|  \n")
SIGNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text must contain for an inline pattern to match."""


class Footnotes(FootnoteExtension):
    """The library stumbles over a note without any text when it puts notes in order."""

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        notes = super().makeFootnotesDiv(root)
        for notes_list in notes.findall("ol") if notes is not None else ():
            notes_list[:] = [note for note in notes_list if len(note)]
        return notes


class HtmlBlocks(HtmlBlockPreprocessor):
    """The library's search for raw HTML, left out for texts that cannot contain any: it is a third of a page's time."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line for line in lines) else lines


class QuickInline(treeprocessors.InlineProcessor):
    """The library's inline stage, which tries each of twenty patterns on each text; here only those that can match.

    It reaches for two of the library's private methods, so a test compares the outcome with the library's own.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        known = {md.inlinePatterns.get_index_for_name(name): signs for name, signs in SIGNS.items()}
        self.patterns = list(md.inlinePatterns)
        self.signs = [known.get(index, ("",)) for index in range(len(self.patterns))]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not SPECIAL.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self.signs)):
            start, matched = 0, any(sign in data for sign in self.signs[index])
            while matched:
                data, matched, start = apply(self.patterns[index], data, index, start)
        return data


class Fold(Treeprocessor):
    def run(self, root: Element) -> None:
        draft = _draft(self)
        fold(draft, root)
        guesses.ask_again(draft, root)
        paragraphs.split(draft, root)
        linenotes.explain(draft, root)
        paragraphs.warn_of_missed_lists(draft, root)
        paragraphs.warn_of_shallow_lists(draft, self.md.scanned)  # type: ignore[attr-defined]


class Finish(Treeprocessor):
    def run(self, root: Element) -> None:
        finish.finish(_draft(self), root)


class QuickUnescape(UnescapeTreeprocessor):
    """The library's last step, left out for texts without a backslash."""

    def run(self, root: Element) -> None:
        if "\\" in self.md.scanned:  # type: ignore[attr-defined]
            super().run(root)


class StrictAttributes(AttrListTreeprocessor):
    """Only what begins like `{#id`, `{.class` or `{name=` is a list of attributes; sets such as `{1, 2}` stay."""

    BASE_RE = r"\{:?[ ]*((?:[#.][\w-]|[a-zA-Z][\w-]*=)[^\n}]*)\}"  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]

    def run(self, doc: Element) -> None:
        if "{" in self.md.scanned:  # type: ignore[attr-defined]
            super().run(doc)


class PlainMail(InlineProcessor):
    """`<me@example.org>`, not disguised by character codes: that stops no robot and confuses screen readers."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": f"mailto:{m[1]}"})
        link.text = m[1]
        return link, m.start(0), m.end(0)


def _draft(processor: Any) -> Draft:
    draft: Draft = processor.md.draft
    return draft
