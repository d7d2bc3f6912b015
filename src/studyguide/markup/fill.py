"""Placeholders become what they stand for; the finished HTML is read once more for search."""

from __future__ import annotations

import re
from html import unescape

from . import code, guesses, links, maths
from .draft import PLACEHOLDER, Draft, Renderer, render_source

ALONE = re.compile("<p>\\s*(\ue000(\\d+)\ue001)\\s*</p>")
TORN = re.compile("[\ue000\ue001\x02\x03]")
"""Halves of placeholders: Python-Markdown cuts some tangles of stars in the middle of one."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PREFORMATTED = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
SECTION = re.compile(r'<h[23][^<>]*?\sid="([^"]*)"[^<>]*>')
ANCHOR = re.compile(r'<[a-zA-Z][^<>]*?\sid="([^"]*)"')
NOTE_SIGNS = re.compile(r'<sup id="[^"]*fnref[^"]*">.*?</sup>|<a class="footnote-backref".*?</a>')
INLINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>")
TAG = re.compile(r"<[^<>]*>")
GAP = re.compile(r" ([.,;:!?)])")

RENDERERS: dict[str, Renderer] = {
    "code": code.render,
    "math": maths.render_inline,
    "display": maths.render_display,
    "link": links.render_link,
    "cite": links.render_citation,
    "quiz": links.render_questions,
    "guess": guesses.render_guesses,
    "source": render_source,
    "open": render_source,
    "close": render_source,
}
"""Kinds of pieces, and the function that makes their HTML."""


def fill(draft: Draft, html: str) -> str:
    """The HTML with all pieces in it; a block that is alone in a paragraph takes its place."""
    html = ALONE.sub(lambda match: match[1] if draft.pieces[int(match[2])].block else match[0], html)
    return TORN.sub("", PLACEHOLDER.sub(lambda match: draft.rendered(int(match[1])).html, html))


def anchors_in(html: str) -> list[str]:
    """Ids in HTML whose pieces are not filled in yet (an SVG's inner ids are nobody's business)."""
    return ANCHOR.findall(html)


def search_sections(draft: Draft, html: str) -> list[tuple[str, str]]:
    """(anchor, plain text) of each section, without formulas and blocks of code."""
    parts = SECTION.split(PREFORMATTED.sub(" ", COMMENT.sub("", html)))
    sections = zip(["", *parts[1::2]], parts[0::2], strict=True)
    found = ((anchor, _plain(draft, section)) for anchor, section in sections)
    return [(anchor, text) for anchor, text in found if text]


def _plain(draft: Draft, html: str) -> str:
    def piece(match: re.Match[str]) -> str:
        rendered = draft.rendered(int(match[1]))
        return rendered.plain if rendered.searchable else " "

    text = TAG.sub(" ", INLINE_TAG.sub("", NOTE_SIGNS.sub("", html)))
    return GAP.sub(r"\1", " ".join(unescape(PLACEHOLDER.sub(piece, text)).split()))
