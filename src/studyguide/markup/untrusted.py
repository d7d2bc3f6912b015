"""Raw HTML from strangers: only what text needs gets through."""

from __future__ import annotations

import nh3

TAGS = frozenset(nh3.ALLOWED_TAGS) | {"section", "figure", "figcaption", "details", "summary", "aside"}
EVERYWHERE = {"id", "class", "title", "role", "aria-label", "tabindex", "lang", "dir"}
ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": EVERYWHERE}


def sanitised(html: str) -> str:
    """Called before pieces are filled in, so that formulas and pictures, which are ours, need not get through it."""
    return nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, link_rel=None, strip_comments=True)
