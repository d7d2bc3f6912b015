"""The blocks of code of a text, without rendering it: for whoever runs or counts them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from . import info
from .draft import Draft, Piece
from .scanner import scan
from .values import Place

State = Literal["file", "run", "excused", "unchecked", "other"]
"""From a file, run, not run for a reason, neither, or in another language than Python."""


class CodeBlock(NamedTuple):
    language: str
    state: State
    reason: str
    """Why it does not run."""
    line: int
    """Of its fence, 1-based, in the text."""
    code: str


class _Nowhere:
    """Stands where a text could ask about the site; scanning asks nothing."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"scanning asked for {name}")


def code_blocks(text: str) -> list[CodeBlock]:
    """All blocks of code of a text, in order."""
    draft = _scanned(text)
    return [_block(draft, piece) for piece in _code_pieces(draft)]


def fences_of(text: str) -> list[tuple[int, int]]:
    """Begin and end of each block of code."""
    return [(piece.start, piece.start + len(piece.source)) for piece in _code_pieces(_scanned(text))]


def _scanned(text: str) -> Draft:
    draft = Draft(text, _Nowhere(), Place(terms=False), {})
    scan(draft)
    return draft


def _code_pieces(draft: Draft) -> list[Piece]:
    return sorted((piece for piece in draft.pieces if piece.kind == "code"), key=lambda piece: piece.start)


def _block(draft: Draft, piece: Piece) -> CodeBlock:
    said = info.parse(draft, piece.label, piece.value_start)
    line, _ = draft.position(piece.start)
    return CodeBlock(said.language, _state(said), said.reason, line, piece.value)


def _state(said: info.Info) -> State:
    if said.file:
        return "file"
    if said.run:
        return "run" if said.run == "yes" else "excused"
    return "unchecked" if said.language in ("python", "py", "python3", "pycon") else "other"
