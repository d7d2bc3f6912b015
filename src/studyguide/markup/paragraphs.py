"""Paragraphs that hold more than a paragraph: blocks of code and formulas in them become blocks."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .draft import Draft

BLOCK = re.compile("[ \\t]*\ue000(\\d+)\ue001[ \\t]*\\n?")
MISSED_LIST = re.compile(r"\n((?:[-*+]|1\.)[ ]+\S.*)")


SHALLOW_LIST = re.compile(r"(?m)^(?:[-*+]|\d+\.)[ ]+\S[^\n]*\n[ ]{1,3}((?:[-*+]|\d+\.)[ ]+\S[^\n]*)")
EDGES = ("open", "close")


def split(draft: Draft, root: Element) -> None:
    """Cut paragraphs at code and formulas that stand on lines of their own, since a `<p>` cannot hold them."""
    if not any(piece.block and piece.kind not in EDGES for piece in draft.pieces):
        return
    for parent in list(root.iter()):
        if any(child.tag == "p" and _blocks(draft, child.text) for child in parent):
            parent[:] = [part for child in parent for part in _parts(draft, child)]


def warn_of_missed_lists(draft: Draft, root: Element) -> None:
    """A list right after a line of text silently stays text, because Markdown needs an empty line before it."""
    for paragraph in root.iter("p"):
        match = MISSED_LIST.search(paragraph.text or "")
        if match:
            start = draft.text.find(draft.source(match[1]))
            hint = "put an empty line before its first line"
            draft.mistake(max(0, start), "this looks like a list, but is read as text", hint, "warning")


def warn_of_shallow_lists(draft: Draft, scanned: str) -> None:
    """A list that is indented by less than four spaces silently becomes part of the list around it."""
    for match in SHALLOW_LIST.finditer(scanned):
        start = max(0, draft.text.find(draft.source(match[1])))
        hint = "indent a list inside a list by four spaces"
        draft.mistake(start, "this list is read as part of the one around it", hint, "warning")


def _blocks(draft: Draft, text: str | None) -> list[re.Match[str]]:
    if not text or "\ue000" not in text:
        return []
    return [match for match in BLOCK.finditer(text) if draft.pieces[int(match[1])].block]


def _parts(draft: Draft, child: Element) -> list[Element]:
    blocks = _blocks(draft, child.text) if child.tag == "p" else []
    if not blocks:
        return [child]
    text, parts, at = child.text or "", [], 0
    for block in blocks:
        parts += [text[at : block.start()], block[0]]
        at = block.end()
    parts.append(text[at:])
    return [_paragraph(part.strip()) for part in parts if part.strip()]


def _paragraph(text: str) -> Element:
    paragraph = Element("p")
    paragraph.text = text
    return paragraph
