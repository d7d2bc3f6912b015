"""A text on its way to HTML: its pieces, and the notes that the steps take about it.

A piece is something that Python-Markdown must not see: code, a formula, a `[[link]]`. It is kept here and a
placeholder of private-use characters stands for it until the very end, so that bars in tables, underscores and
stars in it are safe.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from ..problems import Level
from .values import Heading, Mistake, Place, SiteView, Use

PLACEHOLDER = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a text that is kept away from Python-Markdown."""

    kind: str
    """Row of the table of renderers that makes its HTML."""
    source: str
    """Exactly as the author wrote it."""
    start: int
    """Offset in the text."""
    value: str = ""
    """What matters of it: TeX, an address, a target, the code."""
    value_start: int = 0
    """Offset of `value` in the text, for mistakes inside it."""
    label: str = ""
    """A name, a title or an info string."""
    block: bool = False
    """Stands on lines of its own and becomes a block."""


class Rendered(NamedTuple):
    html: str
    plain: str
    """The same as plain text, for headings and attributes."""
    searchable: bool = True


Renderer = Callable[["Draft", Piece], Rendered]


@dataclass(slots=True, kw_only=True)
class Notes:
    """What the steps found out about a text, in the order in which they did."""

    mistakes: list[Mistake] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    entries: dict[str, None] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)
    equations: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)


class Draft:
    """One text, the door to the site, and the pieces taken out of it."""

    def __init__(self, text: str, view: SiteView, place: Place, renderers: Mapping[str, Renderer]) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.view = view
        self.place = place
        self.notes = Notes()
        self.pieces: list[Piece] = []
        self.sheets: dict[int, Any] = {}
        """Blocks of code that have been read, by their places; see `code.sheet_of`."""
        self.addresses: set[str] = set()
        """Addresses outside the site that a link has led to, up to here."""
        self._ids: dict[str, int] = {}
        self._signs: dict[str, str] = {}
        self._renderers = renderers
        self._rendered: dict[int, Rendered] = {}

    def keep(self, piece: Piece) -> str:
        """Take a piece out of the text; returns the placeholder to put in its place."""
        self.pieces.append(piece)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def keep_html(self, html: str, plain: str, *, block: bool = False) -> str:
        """A piece whose HTML is known already."""
        self._rendered[len(self.pieces)] = Rendered(html, plain)
        return self.keep(Piece(kind="source", source=plain, start=0, block=block))

    def unique(self, name: str) -> str:
        """An id that no other part of this text has: `name`, `name-1`, `name-2` …"""
        taken = name
        while taken in self._ids:
            self._ids[name] += 1
            taken = f"{name}-{self._ids[name]}"
        self._ids[taken] = 0
        return taken

    def keep_sign(self, sign: str) -> str:
        """The placeholder of a sign that shall mean nothing; the same one for each."""
        if sign not in self._signs:
            self._signs[sign] = self.keep(Piece(kind="source", source=sign, start=0))
        return self._signs[sign]

    def rendered(self, number: int) -> Rendered:
        found = self._rendered.get(number)
        if found is None:
            piece = self.pieces[number]
            found = self._rendered[number] = self._renderers[piece.kind](self, piece)
        return found

    def flatten(self, number: int) -> None:
        """Let a piece be nothing but its text."""
        plain = self.rendered(number).plain
        self._rendered[number] = Rendered(escape(plain, quote=False), plain)

    def plain(self, text: str) -> str:
        """Placeholders replaced by the plain text of their pieces."""
        return PLACEHOLDER.sub(lambda m: self.rendered(int(m[1])).plain, text)

    def source(self, text: str) -> str:
        """Placeholders replaced by what the author wrote."""
        return PLACEHOLDER.sub(lambda m: self.pieces[int(m[1])].source, text)

    def mistake(self, start: int, message: str, hint: str = "", level: Level = "error") -> None:
        line, column = self.position(start)
        self.notes.mistakes.append(Mistake(line=line, column=column, message=message, hint=hint, level=level))

    def use(self, url: str, start: int) -> None:
        line, column = self.position(start)
        self.notes.uses.append(Use(url=url, line=line, column=column))

    def position(self, start: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = bisect_right(self._line_starts, start)
        return line, start - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]


def render_source(draft: Draft, piece: Piece) -> Rendered:
    """A piece that turned out to stand for nothing but itself."""
    return Rendered(escape(piece.source, quote=False), piece.source)


def attributes(values: Mapping[str, str]) -> str:
    """HTML attributes, escaped, each with a space before it.

    >>> attributes({"class": "entry", "title": 'a "b"'})
    ' class="entry" title="a &quot;b&quot;"'
    """
    return "".join(f' {name}="{attribute_text(value)}"' for name, value in values.items())


def attribute_text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
