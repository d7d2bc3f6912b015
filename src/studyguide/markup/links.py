"""`[[links]]` to entries, citations, and questions placed in the text."""

from __future__ import annotations

import re
from html import escape

from ..problems import did_you_mean
from ..trace import ROOT, SLOT, Link, Missing
from .draft import Draft, Piece, Rendered, attributes

CITED = re.compile(r"@(?P<key>[\w][\w:./-]*[\w]|\w)(?:,\s*(?P<where>.+))?", re.DOTALL)


def render_link(draft: Draft, piece: Piece) -> Rendered:
    """`[[target|text]]`"""
    prefix, _, name = piece.value.partition(":")
    if prefix == "fig":
        return _figure(draft, piece, name)
    if prefix == "eq" and name in draft.notes.equations:
        number = draft.notes.equations[name]
        return _within(draft, f"eq-{name}", piece.label or f"equation\u00a0({number})")
    found = draft.view.equation(name) if prefix == "eq" else draft.view.link(piece.value)
    if isinstance(found, Missing):
        draft.mistake(piece.start, found.message, found.hint or _named_here(draft, prefix, name))
        return _text(piece.label or name or piece.value)
    return _entry(draft, found, piece.label or found.title, name if prefix == "term" else "")


def term_link(draft: Draft, link: Link, term: str, text: str) -> str:
    draft.notes.terms[term] = None
    shown = attributes(
        {"class": "term", "data-title": link.title, "data-summary": link.summary, "href": ROOT + link.url}
    )
    return f"<a{shown}>{escape(text, quote=False)}</a>"


def render_citation(draft: Draft, piece: Piece) -> Rendered:
    """`[@key, p. 3; @other]`"""
    shown, start = [], piece.value_start
    for part in piece.value.split(";"):
        at = start + len(part) - len(part.lstrip())
        shown.append(_cited(draft, part.strip(), at))
        start += len(part) + 1
    html = "; ".join(html for html, _ in shown)
    plain = "; ".join(plain for _, plain in shown)
    return Rendered(f'<span class="cites">({html})</span>', f"({plain})")


def _cited(draft: Draft, part: str, start: int) -> tuple[str, str]:
    cited = CITED.fullmatch(part)
    if not cited:
        draft.mistake(start, f'"{part}" is not a citation', "write [@key], [@key, p. 3] or [@key; @other]")
        return escape(part, quote=False), part
    found = draft.view.citation(cited["key"])
    where = f", {' '.join(cited['where'].split())}" if cited["where"] else ""
    if isinstance(found, Missing):
        draft.mistake(start, found.message, found.hint)
        return escape(part, quote=False), part
    shown = attributes(
        {"class": "cite", "data-title": found.label, "data-summary": found.summary, "href": ROOT + found.url}
    )
    return f"<a{shown}>{escape(found.label, quote=False)}</a>{escape(where, quote=False)}", found.label + where


def render_questions(draft: Draft, piece: Piece) -> Rendered:
    """`[[quiz: id, id]]`: a slot for each question, which the page fills."""
    if not piece.block:
        draft.mistake(piece.start, "questions stand on a line of their own", "put an empty line before and after it")
        return Rendered("", "", searchable=False)
    slots = []
    for name in re.finditer(r"[^\s,]+", piece.value.removeprefix("quiz:")):
        found = draft.view.question(name[0])
        if isinstance(found, Missing):
            draft.mistake(piece.value_start + len("quiz:") + name.start(), found.message, found.hint)
        else:
            draft.notes.questions[name[0]] = None
            slots.append(f"{SLOT[0]}quiz:{name[0]}{SLOT[1]}")
    return Rendered("\n".join(slots), "", searchable=False)


def _figure(draft: Draft, piece: Piece, name: str) -> Rendered:
    number = draft.notes.figures.get(name)
    if number is None:
        hint = did_you_mean(name, draft.notes.figures) or "figures are named by ::: figure NAME, on the same page"
        draft.mistake(piece.start, f'there is no figure "{name}" on this page', hint)
        return _text(piece.label or name)
    return _within(draft, f"fig-{name}", piece.label or f"Figure\u00a0{number}")


def _within(draft: Draft, anchor: str, text: str) -> Rendered:
    html = f"<a{attributes({'class': 'ref', 'href': f'#{draft.place.prefix}{anchor}'})}>"
    return Rendered(f"{html}{escape(text, quote=False)}</a>", text)


def _entry(draft: Draft, link: Link, text: str, term: str) -> Rendered:
    if term:
        return Rendered(term_link(draft, link, term, text), text)
    draft.notes.entries[link.url.partition("#")[0]] = None
    shown = {
        "class": "entry",
        "data-kind": link.kind,
        "data-title": link.title,
        "data-summary": link.summary,
        "href": ROOT + link.url,
    }
    return Rendered(f"<a{attributes(shown)}>{escape(text, quote=False)}</a>", text)


def _named_here(draft: Draft, prefix: str, name: str) -> str:
    return did_you_mean(name, draft.notes.equations) if prefix == "eq" else ""


def _text(text: str) -> Rendered:
    return Rendered(escape(text, quote=False), text)
