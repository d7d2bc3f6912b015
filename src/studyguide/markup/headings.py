"""Headings: their ids, by GitHub's rule, and the list of them."""

from __future__ import annotations

import re
from unicodedata import normalize
from xml.etree.ElementTree import Element

from markdown.blockprocessors import HashHeaderProcessor

from .draft import Draft
from .values import Heading

TAGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
FIRST_LEVEL = re.compile(r"(?m)^[ ]{0,3}#[ \t]|^[^\n]*\S[^\n]*\n=+[ \t]*$")


class SpacedHeadings(HashHeaderProcessor):
    """Python-Markdown takes `#5 of 7` for a heading; we want a space after the signs, as everybody else does."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


def slug(text: str) -> str:
    """GitHub's rule for anchors.

    >>> slug("Where it breaks: P(X|Y)")
    'where-it-breaks-pxy'
    """
    return re.sub(r"[^\w\- ]", "", normalize("NFKC", text).lower().strip()).replace(" ", "-")


def note_heading(draft: Draft, element: Element, text: str) -> None:
    """Give a heading its id and put it on the list."""
    if element.tag == "h1":
        _refuse(draft, text)
        element.tag = "h2"
    text = " ".join(text.split())
    anchor = element.get("id") or draft.place.prefix + (slug(text) or "section")
    anchor = draft.unique(anchor)
    element.set("id", anchor)
    draft.notes.headings.append(Heading(id=anchor, text=text, level=TAGS[element.tag]))


def _refuse(draft: Draft, text: str) -> None:
    match = next((m for m in FIRST_LEVEL.finditer(draft.text) if m.start() not in draft.refused), None)
    start = match.start() if match else max(0, draft.text.find(text))
    draft.refused.add(start)
    draft.mistake(start, "a text cannot have a heading of the first level", "the title comes from the front matter; begin with ##")
