"""Raw HTML from strangers: only what a text needs gets through."""

from __future__ import annotations

import nh3

TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "details", "summary", "aside"}
EVERYWHERE = {"id", "class", "title", "role", "aria-label", "tabindex", "lang", "dir"}
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": EVERYWHERE,
    "a": nh3.ALLOWED_ATTRIBUTES["a"] | {"rel"},
    "div": {"data-title"},
}
VALUES = {"div": {"data-widget": {"tabs"}}}


def sanitised(html: str) -> str:
    """Called before pieces are filled in, so that formulas and pictures, which are ours, need not get through it."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, tag_attribute_values=VALUES, link_rel=None)
