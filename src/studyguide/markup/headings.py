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


def note_headings(draft: Draft, headings: list[tuple[Element, str]]) -> None:
    """Give headings (with their plain texts) their ids, and put them on the list."""
    refused = FIRST_LEVEL.finditer(draft.text)
    for element, text in headings:
        if element.tag == "h1":
            element.tag = "h2"
            where = next(refused, None)
            hint = "the title comes from the front matter; begin with ##"
            draft.mistake(where.start() if where else 0, "a text cannot have a heading of the first level", hint)
        text = " ".join(text.split())
        anchor = draft.unique(element.get("id") or draft.place.prefix + (slug(text) or "section"))
        element.set("id", anchor)
        draft.notes.headings.append(Heading(id=anchor, text=text, level=TAGS[element.tag]))
