"""Formulas in a text: where they begin and end, and what they are called."""

from __future__ import annotations

import re

from .draft import Piece
from .scan import Match, Outcome, Scan

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LABEL = re.compile(r"[ \t]*\{#eq:([^{}\n]*)\}")


def take_display(scan: Scan, token: Match) -> Outcome:
    start = token.end()
    end = scan.text.find("$$", start, scan.end_of_paragraph(start))
    if end < 0:
        scan.draft.mistake(
            token.start(), "this formula is never closed", "write $$ after it; a formula has no empty lines"
        )
        return "$$", start
    return _formula(scan, token.start(), start, end, end + 2)


def take_environment(scan: Scan, token: Match) -> Outcome:
    name, depth = token[1], 1
    if scan.text.find(f"\\end{{{name}}}", token.end()) >= 0:
        for edge in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(scan.text, token.end(), scan.end):
            depth += 1 if edge[1] == "begin" else -1
            if not depth:
                return _formula(scan, token.start(), token.start(), edge.end(), edge.end())
    scan.draft.mistake(token.start(), f"\\begin{{{name}}} is never closed", f"write \\end{{{name}}} after the formula")
    return token[0], token.end()


def take_inline(scan: Scan, token: Match) -> Outcome:
    """Pandoc's rule: no space inside the dollars, no digit after them, so `$5 and $10` is left alone."""
    piece = Piece(kind="math", source=token[0], start=token.start(), value=token[1], value_start=token.start(1))
    return scan.draft.keep(piece), token.end()


def take_stray_label(scan: Scan, token: Match) -> Outcome:
    scan.draft.mistake(
        token.start(), "this names no formula", "the name stands right after the formula: $$ ... $$ {#eq:name}"
    )
    return "", token.end()


def _formula(scan: Scan, start: int, tex_start: int, tex_end: int, end: int) -> Outcome:
    """A displayed formula; one that stands on lines of its own becomes a block."""
    text = scan.text
    label = LABEL.match(text, end)
    name = ""
    if label:
        end, name = label.end(), _name(scan, label)
    alone = scan.alone(start, end)
    if not text[tex_start:tex_end].strip():
        scan.draft.mistake(start, "this formula is empty", r"write a dollar sign that is not a formula as \$")
    piece = Piece(
        kind="display",
        source=text[start:end],
        start=start,
        value=text[tex_start:tex_end],
        value_start=tex_start,
        label=name,
        block=alone,
    )
    placeholder = scan.draft.keep(piece)
    at_margin = alone and (start == 0 or text[start - 1] == "\n")
    return (f"\n{placeholder}\n" if at_margin else placeholder), end


def _name(scan: Scan, label: Match) -> str:
    name, equations = label[1], scan.draft.notes.equations
    if not NAME.fullmatch(name):
        scan.draft.mistake(
            label.start(1), f'"{name}" is not a name for a formula', "use small letters, digits and hyphens"
        )
        return ""
    if name in equations:
        scan.draft.mistake(label.start(1), f'the formula "{name}" is named twice on this page')
        return ""
    equations[name] = len(equations) + 1
    return name
