"""What goes into the Markdown layer and what comes out of it, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from ..problems import Level
from ..trace import Citation, Excerpt, Link, Mention, Missing, Picture, Ran


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A problem inside one text; the caller knows the file and makes a `Problem` of it."""

    line: int
    """1-based, within the text given."""
    column: int
    """1-based, in characters."""
    message: str
    hint: str = ""
    level: Level = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    id: str
    text: str
    """Plain text."""
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An ordinary link or picture address (not `[[...]]`), to be checked against the finished site."""

    url: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """One text, rendered, and everything that the rest of the site needs to know about it."""

    html: str
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """All ids that an address may point to: headings, figures, equations, footnotes and the author's own."""
    uses: tuple[Use, ...] = ()
    entries: tuple[str, ...] = ()
    """Addresses of entries linked by `[[...]]`, in order, each once."""
    terms: tuple[str, ...] = ()
    """Ids of glossary terms linked."""
    questions: tuple[str, ...] = ()
    """Ids placed by `[[quiz: ...]]`."""
    search: tuple[tuple[str, str], ...] = ()
    """(anchor of the section or "", its plain text), without TeX, code and questions."""
    mistakes: tuple[Mistake, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text will stand, as far as that changes its HTML."""

    mode: Literal["block", "inline"] = "block"
    terms: bool = True
    """Link the first mention of glossary terms."""
    prefix: str = ""
    """Stands before generated ids, so that several texts on one page do not clash."""
    untrusted: bool = False
    """Raw HTML is sanitised."""
    runs: bool = False
    """Blocks of code may run here: the text is the body of a Markdown file."""
    page: str = ""
    """Address of the page that the text is on, if it has one: its code needs no link there."""


class SiteView(Protocol):
    """The questions that a text may ask about the rest of the site; see `studyguide.trace`."""

    def link(self, target: str) -> Link | Missing: ...
    def equation(self, id: str) -> Link | Missing: ...
    def citation(self, key: str) -> Citation | Missing: ...
    def excerpt(self, path: str, region: str) -> Excerpt | Missing: ...
    def sample(self, path: str) -> Link | None: ...
    def output(self, path: str, region: str) -> Ran | Missing | None: ...
    def ran(self, number: str) -> Ran | None: ...
    def picture(self, path: str) -> Picture | Missing: ...
    def question(self, id: str) -> Link | Missing: ...
    def mentions(self, text: str) -> tuple[Mention, ...]: ...
