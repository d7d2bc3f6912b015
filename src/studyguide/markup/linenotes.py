"""Lists that explain the lines of the block of code before them: `* Line 12: why` and ``* Line `BatchNorm`: why``."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from . import code
from .draft import PLACEHOLDER, Draft, Piece

NOTE = re.compile(
    r"(Lines?)[ ]+(?:(?P<from>\d{1,5})(?:[ ]*[-–][ ]*(?P<to>\d{1,5}))?|(?P<ticks>`+)(?P<code>.+?)(?P=ticks))[ ]*:(?=\s)"
)


def explain(draft: Draft, root: Element) -> None:
    """Ties each list of notes to the block of code right before it."""
    if not any(piece.kind == "code" for piece in draft.pieces):
        return
    for parent in list(root.iter()):
        for before, after in pairwise([None, *parent]):
            if after is not None and after.tag in ("ul", "ol"):
                _explain(draft, _code_in(draft, before), after)


def _code_in(draft: Draft, element: Element | None) -> Piece | None:
    """The block of code that a paragraph consists of."""
    match = PLACEHOLDER.fullmatch((element.text or "").strip()) if element is not None and element.tag == "p" else None
    piece = draft.pieces[int(match[1])] if match else None
    return piece if piece and piece.kind == "code" else None


def _explain(draft: Draft, piece: Piece | None, notes: Element) -> None:
    found = [(item, match) for item in notes if (match := NOTE.match(_place(item).text or ""))]
    if not found:
        return
    if piece is None:
        start = max(0, draft.text.find(draft.source(found[0][1][0])))
        hint = "such a list stands right after the block of code that it explains"
        draft.mistake(start, "this explains a line, but no code stands right before the list", hint, "warning")
        return
    sheet = code.sheet_of(draft, piece)
    sheet.anchor = sheet.anchor or draft.place.prefix + draft.unique("explained-code")
    notes.set("class", "line-notes")
    for item, match in found:
        _tie(draft, piece, sheet, item, match)


def _place(item: Element) -> Element:
    """The element that holds the text of a list's item."""
    return item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item


def _tie(draft: Draft, piece: Piece, sheet: code.Sheet, item: Element, match: re.Match[str]) -> None:
    place = _place(item)
    lines = _lines(draft, piece, sheet, match)
    if not lines:
        return
    shown = _in_words(lines)
    html = f'<a class="line-ref" href="#{sheet.anchor}-line-{lines[0]}">{shown}</a>:'
    item.set("data-lines", ",".join(map(str, lines)))
    place.text = draft.keep_html(html, f"{shown}:") + (place.text or "")[match.end() :]


def _lines(draft: Draft, piece: Piece, sheet: code.Sheet, match: re.Match[str]) -> list[int]:
    """Numbers of the lines that a note is about, as they are shown."""
    numbered = list(zip(sheet.numbers, sheet.code.split("\n"), strict=False))
    start = max(0, draft.text.find(draft.source(match[0]), piece.start))
    if wanted := match["code"]:
        found = [number for number, line in numbered if wanted.strip() in line]
        if not found:
            draft.mistake(start, f'no line of the code before has "{wanted.strip()}"', "copy it from the code")
        return found if match[1] == "Lines" else found[:1]
    begin, end = int(match["from"]), int(match["to"] or match["from"])
    first, last = sheet.numbers[0], sheet.numbers[-1]
    if not first <= begin <= end <= last:
        hint = f"its lines are {first} to {last}; code from a file is numbered as in its file"
        draft.mistake(start, f"the code before has no {match[0].removesuffix(':').lower()}", hint)
        return []
    return [number for number, _ in numbered if begin <= number <= end]


def _in_words(lines: list[int]) -> str:
    """`Line 12`, `Lines 3–5`, `Lines 3, 7`."""
    if len(lines) == 1:
        return f"Line {lines[0]}"
    in_one_piece = lines[-1] - lines[0] == len(lines) - 1
    return f"Lines {lines[0]}–{lines[-1]}" if in_one_piece else f"Lines {', '.join(map(str, lines))}"
