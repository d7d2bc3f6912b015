"""`:::` blocks: the scanner pairs their edges, this folds what lies between into elements.

An edge is a paragraph that holds nothing but its placeholder. Folding happens in the finished tree of blocks, so a
block may stand in a list or a quotation, and lists, tables and headings in it are parsed as everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from ..problems import did_you_mean
from .draft import PLACEHOLDER, Draft, Piece

FIGURE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Block(NamedTuple):
    """What stands between two edges."""

    draft: Draft
    piece: Piece
    title: str
    """Markdown of one line; `piece.label` is the same as the author wrote it."""
    children: list[Element]

    def mistake(self, message: str, hint: str = "") -> None:
        self.draft.mistake(self.piece.start, message, hint)


class _Edge(NamedTuple):
    number: int
    piece: Piece
    title: str


class _Open(NamedTuple):
    number: int
    title: str
    children: list[Element]


def number_figure(draft: Draft, piece: Piece) -> None:
    """Called in the order of the text, before anything refers to the figure."""
    name, figures = piece.label, draft.notes.figures
    if not FIGURE_NAME.fullmatch(name):
        hint = "write ::: figure NAME, in small letters, digits and hyphens; the caption follows the picture"
        draft.mistake(piece.start, f'"{name}" is not a name for a figure' if name else "this figure has no name", hint)
    elif name in figures:
        draft.mistake(piece.start, f'the figure "{name}" stands twice on this page')
    else:
        figures[name] = len(figures) + 1


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
        _astray(draft, draft.pieces[stack[1].number])
        _close(draft, stack, stack[1].number)
    return stack[0].children


def _close(draft: Draft, stack: list[_Open], number: int) -> None:
    while True:
        opened = stack.pop()
        stack[-1].children.append(_element(draft, opened))
        if opened.number == number:
            return


def _astray(draft: Draft, piece: Piece) -> None:
    if draft.position(piece.start)[0] not in {mistake.line for mistake in draft.notes.mistakes}:
        hint = "indent its first line, its last line and what is between them alike"
        draft.mistake(
            piece.start, f'the block "{piece.value}" ends outside of the list or quotation in which it began', hint
        )


def _element(draft: Draft, opened: _Open) -> Element:
    piece = draft.pieces[opened.number]
    make = CONTAINERS.get(piece.value)
    if make is None:
        hint = did_you_mean(piece.value, CONTAINERS) or f"blocks are {', '.join(CONTAINERS)}"
        draft.mistake(piece.start, f'no block is called "{piece.value}"', hint)
        make = _unknown
    return make(Block(draft, piece, opened.title, opened.children))


def _unknown(block: Block) -> Element:
    return _box("div", {"class": "block"}, block.children)


def _story(block: Block) -> Element:
    return _titled(_box("section", {"class": "block story"}, block.children), block.title)


def _callout(block: Block) -> Element:
    name = block.piece.value
    box = _box("aside", {"class": f"block {name}", "role": "note"}, block.children)
    return _titled(box, block.title or name.capitalize())


def _details(block: Block) -> Element:
    box = _box("details", {"class": "block"}, block.children)
    summary = Element("summary")
    summary.text = block.title or "Details"
    box.insert(0, summary)
    return box


def _aside(block: Block) -> Element:
    # A note, not a landmark: a page may have dozens of them.
    return _titled(_box("aside", {"class": "sidenote", "role": "note"}, block.children), block.title)


def _tabs(block: Block) -> Element:
    if not block.children or any(child.get("class") != "tab" for child in block.children):
        block.mistake("a block of tabs holds only tabs", "put everything in it between ::: tab NAME and :::")
    return _box("div", {"class": "tabs", "data-widget": "tabs"}, block.children)


def _tab(block: Block) -> Element:
    if not block.title:
        block.mistake("this tab has no name", "write ::: tab PyTorch")
    box = _box("section", {"class": "tab", "data-title": block.title}, block.children)
    return _titled(box, block.title, "tab-title")


def _figure(block: Block) -> Element:
    """The picture first, everything after it is the caption."""
    name, notes = block.piece.label, block.draft.notes
    box = Element("figure", {"class": "figure"})
    picture, caption, rest = _picture_and_caption(block.children)
    if "![" not in picture:
        block.mistake("a figure begins with a picture", "write ![what can be seen](img/NAME.svg) on its first line")
    box.text = picture
    legend = SubElement(box, "figcaption")
    if name in notes.figures:
        box.set("id", block.draft.unique(f"{block.draft.place.prefix}fig-{name}"))
        number = f'<span class="figure-number">Figure {notes.figures[name]}.</span> '
        caption = block.draft.keep_html(number, "") + caption
    legend.text = caption
    legend.extend(rest)
    return box


def _picture_and_caption(children: list[Element]) -> tuple[str, str, list[Element]]:
    """The picture, the caption's first paragraph, and the rest of the caption."""
    if not children or children[0].tag != "p":
        return "", "", children
    picture, _, caption = (children[0].text or "").partition("\n")
    rest = children[1:]
    if not caption and rest and rest[0].tag == "p":
        return picture, rest[0].text or "", rest[1:]
    return picture, caption, rest


def _box(tag: str, attributes: dict[str, str], children: list[Element]) -> Element:
    box = Element(tag, attributes)
    box.extend(children)
    return box


def _titled(box: Element, title: str, kind: str = "block-title") -> Element:
    if title:
        line = Element("p", {"class": kind})
        line.text = title
        box.insert(0, line)
    return box


CONTAINERS: dict[str, Callable[[Block], Element]] = {
    "story": _story,
    "example": _callout,
    "trap": _callout,
    "note": _callout,
    "tip": _callout,
    "warning": _callout,
    "details": _details,
    "aside": _aside,
    "tabs": _tabs,
    "tab": _tab,
    "figure": _figure,
}
"""What may stand after `:::`, and the function that makes its element."""
