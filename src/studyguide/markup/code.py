"""Blocks of code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from textwrap import dedent

from ..problems import did_you_mean
from ..trace import Missing
from . import highlight, info, results
from .draft import Draft, Piece, Rendered, attributes
from .highlight import UnknownLanguage
from .info import Info
from .results import PROMPT

SIGNS = {"+": "add", "-": "del"}


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A block of code as it will be shown."""

    said: Info
    code: str
    numbers: tuple[int, ...]
    """Of its lines: in their file, or from 1."""
    anchor: str = ""
    """Beginning of its lines' ids, where something explains them."""


def sheet_of(draft: Draft, piece: Piece) -> Sheet:
    """Reads a block once: its options, and its code from wherever that stands."""
    found: Sheet | None = draft.sheets.get(piece.start)
    if found is None:
        said = info.parse(draft, piece.label, piece.value_start)
        code, numbers = _included(draft, piece, said) if said.file or said.region else _own(piece)
        found = draft.sheets[piece.start] = Sheet(said=said, code=code, numbers=numbers)
    return found


def render(draft: Draft, piece: Piece) -> Rendered:
    """```` ```python title="A coin" ```` → `<figure class="code">`"""
    sheet = sheet_of(draft, piece)
    lines = _lines(draft, piece, sheet.said, sheet.code)
    _check_highlights(draft, piece, sheet.said, len(lines))
    below = results.below(draft, piece, sheet.said)
    return Rendered(_figure(sheet, lines, below), "", searchable=False)


def _own(piece: Piece) -> tuple[str, tuple[int, ...]]:
    return piece.value, tuple(range(1, piece.value.count("\n") + 2))


def _included(draft: Draft, piece: Piece, said: Info) -> tuple[str, tuple[int, ...]]:
    """Code from the project, and the numbers of its lines in its file."""
    if not said.file:
        draft.mistake(piece.start, "region= needs file=", "write file=code/sample.py before it")
        return _own(piece)
    if piece.value.strip():
        draft.mistake(
            piece.start, "a block with file= is empty: its code comes from the file", "delete the lines in it"
        )
    excerpt = draft.view.excerpt(said.file, said.region)
    if isinstance(excerpt, Missing):
        draft.mistake(piece.value_start + max(0, piece.label.find("file=")), *excerpt)
        return "", (1,)
    if not said.title:
        said.title = said.file
    return dedent(excerpt.text), excerpt.numbers


def _lines(draft: Draft, piece: Piece, said: Info, code: str) -> list[tuple[str, str]]:
    """(class, HTML) of each line."""
    marks = [SIGNS.get(line[:1], "") for line in code.split("\n")] if said.diff else []
    signs = [line[:1] for line in code.split("\n")] if said.diff else []
    if said.diff:
        code = re.sub(r"(?m)^[+\- ]", "", code)
    session = said.run and code.startswith(PROMPT)
    coloured = _coloured(draft, piece, "pycon" if session else said.language, code)
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
        if language == "quiz":
            hint = "take the fence out of lists and fields, into the text of a page, without indentation"
            draft.mistake(piece.start, "questions are not read here", hint)
            return highlight.lines_of("text", code)
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


def _figure(sheet: Sheet, lines: list[tuple[str, str]], below: str) -> str:
    said = sheet.said
    named = {"id": sheet.anchor} if sheet.anchor else {}
    box = attributes({"class": "code", **named, "data-language": said.language or "text"})
    caption = f"<figcaption>{escape(said.title)}</figcaption>" if said.title else ""
    label = said.title or (said.language if said.language not in highlight.PLAIN else "")
    pre = attributes({"tabindex": "0", "role": "group", "aria-label": f"Code: {label}" if label else "Code"})
    shown = "\n".join(_line(sheet, number, mark, html) for number, (mark, html) in enumerate(lines, 1))
    return f"<figure{box}>{caption}<pre{pre}><code>{shown}\n</code></pre>{below}</figure>"


def _line(sheet: Sheet, number: int, mark: str, html: str) -> str:
    classes = " ".join(filter(None, ("line", "hl" if number in sheet.said.highlighted else "", mark)))
    shown = sheet.numbers[number - 1]
    anchor = f' id="{sheet.anchor}-line-{shown}"' if sheet.anchor else ""
    data = f' data-line="{shown}"' if sheet.said.numbered or sheet.anchor else ""
    return f'<span class="{classes}"{anchor}{data}>{html}</span>'
