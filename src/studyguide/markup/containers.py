"""The `:::` blocks: what each becomes. A new one is a function here and a row in `CONTAINERS`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from .draft import Draft, Piece
from .guesses import place_of_guesses

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


def make_unknown(block: Block) -> Element:
    return _box("div", {"class": "block"}, block.children)


def _story(block: Block) -> Element:
    return _titled(_box("div", {"class": "block story"}, block.children), block.title)


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
    box = _box("div", {"class": "tab", "data-title": block.title}, block.children)
    return _titled(box, block.title, "tab-title")


def _guess(block: Block) -> Element:
    box = _box("div", {"class": "block guess"}, block.children)
    box.append(place_of_guesses(block.draft, block.piece))
    return _titled(box, "Before you read")


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
    "guess": _guess,
}
"""What may stand after `:::`, and the function that makes its element."""
