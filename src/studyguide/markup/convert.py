"""The Python-Markdown object: which extensions, in which order, and why.

An object is built once in a thread (they are not thread-safe) and reset for each text, since footnotes and link
references leak into the next text otherwise.
"""

from __future__ import annotations

import threading

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import AUTOMAIL_RE

from .draft import Draft
from .headings import SpacedHeadings
from .stages import Finish, Fold, Footnotes, HtmlBlocks, PlainMail, QuickInline, QuickUnescape, StrictAttributes

_own = threading.local()


class GaveUp(Exception):
    """Python-Markdown has failed on a text, which it should not; says how."""


def convert(draft: Draft, text: str) -> str:
    """HTML of a scanned text, with the placeholders of its pieces still in it."""
    markdown: Markdown | None = getattr(_own, "markdown", None)
    _own.markdown = None  # an object that failed half-way is not used again
    if markdown is None:
        markdown = Markdown(extensions=[House()], output_format="html")
    markdown.reset()
    markdown.draft, markdown.scanned = draft, text  # type: ignore[attr-defined]
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
        md.treeprocessors.register(QuickUnescape(md), "unescape", 0)  # replaces the library's, at its place
        # After unescape (0): the texts are then what a reader sees, so headings and terms can be read off.
        md.treeprocessors.register(Finish(md), "finish", -10)
