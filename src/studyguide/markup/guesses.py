"""`::: guess`: questions to guess at before a section is read; the same are asked again at its end.

A section goes on until the next heading of its own level or above. Questions that the author places by `[[quiz: …]]` are asked
there instead.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ..trace import SLOT, Missing
from .draft import PLACEHOLDER, Draft, Piece, Rendered

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMES = re.compile(r"[^\s,]+")


def place_of_guesses(draft: Draft, piece: Piece) -> Element:
    """A paragraph that stands for the questions which a block names in its first line."""
    if not piece.label:
        draft.mistake(piece.start, "this guess names no question", "write ::: guess QUESTION, OTHER-QUESTION")
    asked = Piece(
        kind="guess", source="", start=piece.start, value=piece.label, block=True,
        value_start=piece.start + piece.source.find(piece.label),
    )  # fmt: skip
    return _paragraph(draft.keep(asked))


def render_guesses(draft: Draft, piece: Piece) -> Rendered:
    """A slot for each question, which the page fills."""
    slots = []
    earlier = {
        n
        for other in draft.pieces
        if other.kind == "guess" and other.start < piece.start
        for n in NAMES.findall(other.value)
    }
    for name in NAMES.finditer(piece.value):
        found = draft.view.question(name[0])
        if isinstance(found, Missing):
            draft.mistake(piece.value_start + name.start(), found.message, found.hint)
        elif name[0] in earlier or name[0] in NAMES.findall(piece.value[: name.start()]):
            draft.mistake(piece.value_start + name.start(), f'"{name[0]}" is guessed at twice', "leave out one of them")
        else:
            slots.append(f"{SLOT[0]}guess:{name[0]}{SLOT[1]}")
    return Rendered("\n".join(slots), "", searchable=False)


def ask_again(draft: Draft, root: Element) -> None:
    """Puts the questions of each guess to the end of its section."""
    guesses = [piece for piece in draft.pieces if piece.kind == "guess"]
    if not guesses:
        return
    placed = {name for piece in draft.pieces if piece.kind == "quiz" for name in NAMES.findall(piece.value[5:])}
    for piece in guesses:
        at = next((number for number, element in enumerate(root) if _holds(draft, element, piece)), None)
        if at is None:
            hint = "take it out of the other block, the list or the quotation"
            draft.mistake(piece.start, "a guess stands by itself at the beginning of a section", hint)
            continue
        known = draft.view.question
        names = [n for n in NAMES.findall(piece.value) if n not in placed and not isinstance(known(n), Missing)]
        placed.update(names)
        if names:
            again = Piece(kind="quiz", source="", start=piece.start, value=f"quiz:{', '.join(names)}", block=True)
            line = _paragraph("Now that you have read it:")
            line.set("class", "guess-again")
            end = _end_of_section(root, at)
            root[end:end] = [line, _paragraph(draft.keep(again))]


def _holds(draft: Draft, element: Element, piece: Piece) -> bool:
    inside = element[-1] if element.get("class") == "block guess" and len(element) else None
    match = PLACEHOLDER.fullmatch(inside.text or "") if inside is not None else None
    return bool(match) and draft.pieces[int(match[1])] is piece  # type: ignore[index]


def _end_of_section(root: Element, at: int) -> int:
    """Where the section of a child ends: before the next heading that is not below its own. A page's first part is the whole page."""
    levels = [HEADINGS.index(str(element.tag)) if element.tag in HEADINGS else None for element in root]
    own = next((level for level in reversed(levels[:at]) if level is not None), 0)
    later = (number for number, level in enumerate(levels) if number > at and level is not None and level <= own)
    return next(later, len(levels))


def _paragraph(text: str) -> Element:
    made = Element("p")
    made.text = text
    return made
