"""Fenced code: where it begins and ends, and what its first line says."""

from __future__ import annotations

import re

from .draft import Draft, Piece

FENCE = re.compile(r"(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)")
FENCE_LEAD = re.compile(r"(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*")
"""What may stand before it: a fence may begin in a list or a quotation."""


def take_fence(draft: Draft, token: re.Match[str], lead: str) -> tuple[str, int, bool]:
    """Take a block of code out of the text: its placeholder, where the text goes on, and whether the block is closed.

    The placeholder comes after the lead, which stays in the text.
    """
    text, ticks = draft.text, token[1]
    close = _closing_line(ticks).search(text, token.end())
    if not close:
        draft.mistake(
            token.start(), "this block of code is never closed", f"write {ticks} on a line of its own after it"
        )
    body_end, end = (close.start(), close.end()) if close else (len(text), len(text))
    placeholder = draft.keep(
        Piece(
            kind="code",
            source=text[token.start() : end],
            start=token.start(),
            value=_without_lead(text[token.end() + 1 : body_end], lead),
            label=token[2],
            value_start=token.start(2),
            block=True,
        )
    )
    return (placeholder if lead else f"\n{placeholder}\n"), end, close is not None


def _closing_line(ticks: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*{ticks[0]}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)


def _without_lead(body: str, lead: str) -> str:
    """The code without the indentation or the `>` of what it stands in."""
    body = body.removesuffix("\n")
    return re.sub(rf"(?m)^[ \t>]{{0,{len(lead)}}}", "", body) if lead else body
