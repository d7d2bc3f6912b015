"""Markdown to HTML, for texts of a study guide. Python-Markdown is known here and nowhere else.

A text goes through four steps. The *scanner* takes out code, formulas, links and blocks, with their places in the
text, and leaves placeholders. *Python-Markdown* makes a tree of what is left; our passes over the tree fold blocks,
wrap tables, name headings and link glossary terms. The tree becomes a string; *fill* puts the pieces in. What other
pages need to know of the text, and what is wrong with it, comes along as values.
"""

from __future__ import annotations

import re
from html import escape

from . import maths
from .convert import GaveUp, convert
from .draft import Draft
from .fill import RENDERERS, anchors_in, fill, search_sections
from .listing import CodeBlock, code_blocks, fences_of
from .scanner import scan
from .values import Heading, Html, Mistake, Place, SiteView, Use

__all__ = [
    "CodeBlock",
    "Heading",
    "Html",
    "Mistake",
    "Place",
    "SiteView",
    "Use",
    "code_blocks",
    "fences_of",
    "tex_to_html",
    "to_html",
]


def to_html(text: str, view: SiteView, place: Place) -> Html:
    """Render one text of an author. Never raises for what the text says."""
    draft = Draft(text, view, place, RENDERERS)
    try:
        return _to_html(draft)
    except RecursionError:
        draft.mistake(0, "this text is nested too deeply", "take some lists, quotations or brackets apart")
    except GaveUp as error:
        draft.mistake(
            0, f"Python-Markdown gives up on this text ({error})", "halve it until you find the place, and report it"
        )
    return Html(html=f"<pre>{escape(draft.text)}</pre>", mistakes=_mistakes(draft))


def tex_to_html(latex: str, *, display: bool = True) -> Html:
    """Render a field that holds nothing but LaTeX; mistakes have their place in it."""
    found = maths.formula(latex, display)
    html = maths.wrapped(found.html, number=found.tag) if display else found.html
    if not found.message:
        return Html(html=html)
    before = latex[: found.offset]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Html(html=html, mistakes=(Mistake(line=line, column=column, message=found.message, hint=found.hint),))


def _to_html(draft: Draft) -> Html:
    shell = convert(draft, scan(draft))
    if draft.place.untrusted:
        from .untrusted import sanitised

        shell = sanitised(shell)
    if draft.place.mode == "inline":
        shell = _unwrapped(draft, shell)
    html = fill(draft, shell)
    sections = search_sections(draft, shell)
    notes, prefix = draft.notes, draft.place.prefix
    return Html(
        html=html,
        headings=tuple(notes.headings),
        anchors=(*anchors_in(shell), *(f"{prefix}eq-{name}" for name in notes.equations)),
        uses=tuple(sorted(notes.uses, key=lambda use: (use.line, use.column))),
        entries=tuple(notes.entries),
        terms=tuple(notes.terms),
        questions=tuple(notes.questions),
        search=tuple(sections),
        mistakes=_mistakes(draft),
        words=sum(len(text.split()) for _, text in sections),
    )


def _unwrapped(draft: Draft, shell: str) -> str:
    """The inside of the only paragraph of an inline text."""
    inside = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", shell, re.DOTALL)
    if inside and not any(piece.block for piece in draft.pieces):
        return inside[1]
    if shell:
        hint = "no empty lines, lists, headings, blocks of code or displayed formulas"
        draft.mistake(_second_block(draft.text), "this field takes one paragraph", hint)
    return shell


def _second_block(text: str) -> int:
    blank = re.search(r"\S[^\n]*\n\s*\n(?=\s*(\S))", text)
    return blank.start(1) if blank else 0


def _mistakes(draft: Draft) -> tuple[Mistake, ...]:
    return tuple(sorted(draft.notes.mistakes, key=lambda mistake: (mistake.line, mistake.column)))
