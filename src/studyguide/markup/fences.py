"""Fenced code: where it begins and ends, and what its first line says."""

from __future__ import annotations

import re

from .draft import Draft, Piece

FENCE = r"""^(?P<fence_lead>(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)(?P<ticks>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*)$"""
"""Opening line; it may stand in a list or a quotation."""


def take_fence(draft: Draft, token: re.Match[str]) -> tuple[str, int, bool]:
    """Take a block of code out of the text: its placeholder, where the text goes on, and whether the block is closed."""
    text, ticks, lead = draft.text, token["ticks"], token["fence_lead"]
    close = _closing_line(ticks).search(text, token.end())
    if not close:
        draft.mistake(token.start("ticks"), "this block of code is never closed", f"write {ticks} on a line of its own after it")
    body_end, end = (close.start(), close.end()) if close else (len(text), len(text))
    placeholder = draft.keep(
        Piece(
            kind="code",
            source=text[token.start("ticks") : end],
            start=token.start("ticks"),
            value=_without_lead(text[token.end() + 1 : body_end], lead),
            label=token["info"],
            value_start=token.start("info"),
            block=True,
        )
    )
    return (f"{lead}{placeholder}" if lead else f"\n{placeholder}\n"), end, close is not None


def _closing_line(ticks: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*{ticks[0]}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)


def _without_lead(body: str, lead: str) -> str:
    """The code without the indentation or the `>` of what it stands in."""
    body = body.removesuffix("\n")
    return re.sub(rf"(?m)^[ \t>]{{0,{len(lead)}}}", "", body) if lead else body
