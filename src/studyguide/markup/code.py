"""Blocks of code."""

from __future__ import annotations

import re
from html import escape
from textwrap import dedent

from ..problems import did_you_mean
from ..trace import Missing
from . import highlight, info
from .draft import Draft, Piece, Rendered, attributes
from .highlight import UnknownLanguage
from .info import Info

SIGNS = {"+": "add", "-": "del"}


def render(draft: Draft, piece: Piece) -> Rendered:
    """```` ```python title="A coin" ```` → `<figure class="code">`"""
    said = info.parse(draft, piece.label, piece.value_start)
    code, first_line = _included(draft, piece, said) if said.file or said.region else (piece.value, 1)
    lines = _lines(draft, piece, said, code)
    _check_highlights(draft, piece, said, len(lines))
    return Rendered(_figure(said, lines, first_line), "", searchable=False)


def _included(draft: Draft, piece: Piece, said: Info) -> tuple[str, int]:
    """Code from the project, and the number of its first line in its file."""
    if not said.file:
        draft.mistake(piece.start, "region= needs file=", "write file=code/sample.py before it")
        return piece.value, 1
    if piece.value.strip():
        draft.mistake(
            piece.start, "a block with file= is empty: its code comes from the file", "delete the lines in it"
        )
    excerpt = draft.view.excerpt(said.file, said.region)
    if isinstance(excerpt, Missing):
        draft.mistake(piece.value_start + max(0, piece.label.find("file=")), *excerpt)
        return "", 1
    if not said.title:
        said.title = said.file
    return dedent(excerpt.text).strip("\n"), excerpt.first_line


def _lines(draft: Draft, piece: Piece, said: Info, code: str) -> list[tuple[str, str]]:
    """(class, HTML) of each line."""
    marks = [SIGNS.get(line[:1], "") for line in code.split("\n")] if said.diff else []
    signs = [line[:1] for line in code.split("\n")] if said.diff else []
    if said.diff:
        code = re.sub(r"(?m)^[+\- ]", "", code)
    coloured = _coloured(draft, piece, said.language, code)
    if said.diff:
        return [
            (mark, f"{sign if sign in '+- ' else ''}{html}")
            for mark, sign, html in zip(marks, signs, coloured, strict=False)
        ]
    return [("", html) for html in coloured]


def _coloured(draft: Draft, piece: Piece, language: str, code: str) -> tuple[str, ...]:
    try:
        return highlight.lines_of(language, code)
    except UnknownLanguage:
        hint = did_you_mean(language, highlight.languages())
        start = piece.value_start + len(piece.label) - len(piece.label.lstrip())
        draft.mistake(start, f'no language is called "{language}"; it is shown without colours', hint, "warning")
        return highlight.lines_of("text", code)


def _check_highlights(draft: Draft, piece: Piece, said: Info, lines: int) -> None:
    beyond = max(said.highlighted, default=0)
    if beyond > lines:
        start = piece.value_start + max(0, piece.label.find("hl="))
        draft.mistake(
            start, f"hl= names line {beyond}, but the block has {lines}", "lines are counted in the block, from 1"
        )


def _figure(said: Info, lines: list[tuple[str, str]], first_line: int) -> str:
    box = attributes({"class": "code", "data-language": said.language or "text"})
    caption = f"<figcaption>{escape(said.title)}</figcaption>" if said.title else ""
    label = said.title or (said.language if said.language not in highlight.PLAIN else "")
    pre = attributes({"tabindex": "0", "role": "group", "aria-label": f"Code: {label}" if label else "Code"})
    shown = "\n".join(_line(said, number, mark, html, first_line) for number, (mark, html) in enumerate(lines, 1))
    return f"<figure{box}>{caption}<pre{pre}><code>{shown}\n</code></pre></figure>"


def _line(said: Info, number: int, mark: str, html: str, first_line: int) -> str:
    classes = " ".join(filter(None, ("line", "hl" if number in said.highlighted else "", mark)))
    data = f' data-line="{number + first_line - 1}"' if said.numbered else ""
    return f'<span class="{classes}"{data}>{html}</span>'
