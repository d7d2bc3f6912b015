"""The Python-Markdown object: which extensions, in which order, and why.

An object is built once in a thread (they are not thread-safe) and reset for each text, since footnotes and link
references leak into the next text otherwise.
"""

from __future__ import annotations

import re
import threading
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from . import containers, finish, paragraphs
from .draft import Draft
from .headings import SpacedHeadings

_own = threading.local()
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


class GaveUp(Exception):
    """Python-Markdown has failed on a text, which it should not; says how."""


def convert(draft: Draft, text: str) -> str:
    """HTML of a scanned text, with the placeholders of its pieces still in it."""
    markdown: Markdown | None = getattr(_own, "markdown", None)
    _own.markdown = None  # an object that failed half-way is not used again
    if markdown is None:
        markdown = Markdown(extensions=[House()], output_format="html")
    markdown.reset()
    markdown.draft = draft  # type: ignore[attr-defined]
    try:
        html: str = markdown.convert(text)
    except RecursionError:
        raise
    except Exception as error:
        raise GaveUp(f"{type(error).__name__}: {error}") from error
    _own.markdown = markdown
    return html


class House(Extension):
    """Everything that a text of this house may contain."""

    def extendMarkdown(self, md: Markdown) -> None:
        for extension in (
            TableExtension(),
            Footnotes(
                SEPARATOR="-",
                USE_DEFINITION_ORDER=False,
                BACKLINK_TITLE="Back to the text of note %d",
                PLACE_MARKER="\x00",  # no text has it: notes stand at the end
            ),
            DefListExtension(),
            SaneListExtension(),
        ):
            extension.extendMarkdown(md)
        md.preprocessors.register(HtmlBlocks(md), "html_block", 20)  # replaces the library's, at its place
        md.parser.blockprocessors.register(SpacedHeadings(md.parser), "hashheader", 70)  # likewise
        md.inlinePatterns.register(PlainMail(AUTOMAIL_RE, md), "automail", 110)  # likewise
        # After footnotes (50), so that notes may hold blocks; before inline (20), so that titles get inline Markdown.
        md.treeprocessors.register(Fold(md), "fold", 40)
        md.treeprocessors.register(QuickInline(md), "inline", 20)  # replaces the library's, at its place
        # After inline and prettify (10), since it reads the ends of finished elements; the library's own place.
        md.treeprocessors.register(StrictAttributes(md), "attr_list", 8)
        # After unescape (0): the texts are then what a reader sees, so headings and terms can be read off.
        md.treeprocessors.register(Finish(md), "finish", -10)


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
        self.signs = [known.get(index, ("",)) for index in range(len(md.inlinePatterns))]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not SPECIAL.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self.signs)):
            start, matched = 0, any(sign in data for sign in self.signs[index])
            while matched:
                data, matched, start = apply(self.inlinePatterns[index], data, index, start)
        return data


class Fold(Treeprocessor):
    def run(self, root: Element) -> None:
        draft = _draft(self)
        containers.fold(draft, root)
        paragraphs.split(draft, root)
        paragraphs.warn_of_missed_lists(draft, root)


class Finish(Treeprocessor):
    def run(self, root: Element) -> None:
        finish.finish(_draft(self), root)


class StrictAttributes(AttrListTreeprocessor):
    """Only what begins like `{#id`, `{.class` or `{name=` is a list of attributes; sets such as `{1, 2}` stay."""

    BASE_RE = r"\{:?[ ]*((?:[#.][\w-]|[a-zA-Z][\w-]*=)[^\n}]*)\}"  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]


class PlainMail(InlineProcessor):
    """`<me@example.org>`, not disguised by character codes: that stops no robot and confuses screen readers."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": f"mailto:{m[1]}"})
        link.text = m[1]
        return link, m.start(0), m.end(0)


def _draft(processor: Any) -> Draft:
    draft: Draft = processor.md.draft
    return draft
