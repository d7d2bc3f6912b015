"""What came out of code that ran, below the code; and whether it is still what would come out."""

from __future__ import annotations

from html import escape

from ..samples import next_digest
from ..trace import ROOT, Missing, Ran
from . import info
from .draft import Draft, Piece, attributes
from .info import Info
from .pictures import picture_html

PROMPT = ">>> "
"""Begins a session: what it prints stands in it."""


def below(draft: Draft, piece: Piece, said: Info) -> str:
    """The HTML that follows a block: its output, and where the whole program is."""
    if said.file:
        return _of_sample(draft, piece, said) + _source(draft, said)
    return _of_block(draft, piece) if said.run == "yes" and said.language == "python" else ""


def _source(draft: Draft, said: Info) -> str:
    """Where a sample can be read as a whole; noticing who links to it is how its page knows who uses it."""
    link = draft.view.sample(said.file)
    if link is None or link.url == draft.place.page:
        return ""
    draft.notes.entries[link.url] = None
    shown = {
        "class": "entry", "data-kind": link.kind, "data-title": link.title, "data-summary": link.summary,
        "href": ROOT + link.url,
    }  # fmt: skip
    return f'<p class="code-source">From <a{attributes(shown)}>{escape(link.title, quote=False)}</a></p>'


def _of_sample(draft: Draft, piece: Piece, said: Info) -> str:
    if not said.output:
        return ""
    found = draft.view.output(said.file, said.region)
    if isinstance(found, Missing):
        draft.mistake(piece.value_start + max(0, piece.label.find("output")), *found)
        return ""
    return _shown(draft, piece, found) if found else ""


def _of_block(draft: Draft, piece: Piece) -> str:
    """Output of a block of the page's own. All blocks of a page that run share their names, so earlier ones count."""
    if not draft.place.runs:
        draft.mistake(piece.start, "code runs only in the body of a Markdown file", "move the block there")
        return ""
    number, digest = _place_among_runs(draft, piece)
    found = draft.view.ran(str(number))
    if found is None:
        hint = "`run --stale --update` runs it and records what it prints"
        draft.mistake(piece.start, "nothing is recorded of this block", hint, "warning")
        return ""
    if found.code != digest:
        hint = "`run --stale --update` records what it prints now"
        draft.mistake(piece.start, "this block, or one that runs before it, changed since it was recorded", hint)
    return "" if piece.value.startswith(PROMPT) else _shown(draft, piece, found)


def _place_among_runs(draft: Draft, piece: Piece) -> tuple[int, str]:
    """A block's number among those of its text that run, and the digest of them up to it."""
    number, digest = 0, ""
    for other in sorted((p for p in draft.pieces if p.kind == "code"), key=lambda p: p.start):
        if info.runs(other.label):
            number, digest = number + 1, next_digest(digest, other.value)
        if other.start == piece.start:
            break
    return number, digest


def _shown(draft: Draft, piece: Piece, ran: Ran) -> str:
    pictures = [
        f'<div class="output-picture">{picture_html(draft, path, alt, piece.start, {})}</div>'
        for path, alt in ran.figures
    ]
    if ran.text:
        pre = attributes({"class": "output-text", "tabindex": "0", "role": "group", "aria-label": "Output"})
        pictures.insert(0, f"<pre{pre}><samp>{escape(ran.text, quote=False)}</samp></pre>")
    if not pictures:
        return ""
    return '<div class="output"><p class="output-title">Output</p>' + "".join(pictures) + "</div>"
