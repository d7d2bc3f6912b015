"""`:::` blocks: the scanner pairs their edges, this folds what lies between into elements.

An edge is a paragraph that begins with its placeholder; a title may follow. Folding happens in the finished tree of
blocks, so a block may stand in a list or a quotation, and lists, tables and headings in it are parsed as everywhere
else.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..problems import did_you_mean
from .containers import CONTAINERS, Block, make_unknown
from .draft import PLACEHOLDER, Draft, Piece


class _Edge(NamedTuple):
    number: int
    piece: Piece
    title: str


class _Open(NamedTuple):
    number: int
    title: str
    children: list[Element]


def fold(draft: Draft, root: Element) -> None:
    """Put the elements between the edges of each block into the block's own element."""
    if any(piece.kind == "open" for piece in draft.pieces):
        for parent in list(root.iter()):
            if any(edge_of(draft, child) for child in parent):
                parent[:] = _folded(draft, list(parent))


def edge_of(draft: Draft, element: Element) -> _Edge | None:
    text = element.text
    if element.tag != "p" or not text or "\ue000" not in text:
        return None
    match = PLACEHOLDER.match(text)
    if not match or draft.pieces[int(match[1])].kind not in ("open", "close"):
        return None
    return _Edge(int(match[1]), draft.pieces[int(match[1])], text[match.end() :].strip())


def _folded(draft: Draft, children: list[Element]) -> list[Element]:
    stack = [_Open(-1, "", [])]
    for child in children:
        edge = edge_of(draft, child)
        if edge is None:
            stack[-1].children.append(child)
        elif edge.piece.kind == "open":
            stack.append(_Open(edge.number, edge.title, []))
        elif any(opened.number == int(edge.piece.value) for opened in stack):
            _close(draft, stack, int(edge.piece.value))
    if len(stack) > 1:
        _astray(draft, stack[1].number)
        _close(draft, stack, stack[1].number)
    return stack[0].children


def _close(draft: Draft, stack: list[_Open], number: int) -> None:
    while True:
        opened = stack.pop()
        stack[-1].children.append(_element(draft, opened))
        if opened.number == number:
            return


def _astray(draft: Draft, number: int) -> None:
    """A last line that the author did write stands in another list or quotation, or in none."""
    last = next((piece for piece in draft.pieces if piece.kind == "close" and piece.value == str(number)), None)
    if last and last.source:
        first = draft.pieces[number]
        hint = "indent its first line, its last line and what is between them alike"
        message = f'the block "{first.value}" ends outside of the list or quotation in which it began'
        draft.mistake(first.start, message, hint)


def _element(draft: Draft, opened: _Open) -> Element:
    piece = draft.pieces[opened.number]
    make = CONTAINERS.get(piece.value)
    if make is None:
        hint = did_you_mean(piece.value, CONTAINERS) or f"blocks are {', '.join(CONTAINERS)}"
        draft.mistake(piece.start, f'no block is called "{piece.value}"', hint)
        make = make_unknown
    return make(Block(draft, piece, opened.title, opened.children))
