"""Style sheets that only some pages need: what goes into them, and how a page tells that it needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Sheet(NamedTuple):
    """Some sheets of static/css/, joined to a file of their own beside site.css."""

    name: str
    """File below static/ in the site."""
    parts: frozenset[str]
    """Sheets of css/ORDER, without the ending."""
    sign: re.Pattern[str]
    """What a finished page has in its HTML that needs the sheet."""


_BELOW_THE_FRONT = (
    *("article", "toc", "page-head", "notes", "steps", "worked", "where", "sample", "comparison", "diagram-more"),
    *("facts", "myths", "question-kinds", "listing", "refs", "pager", "index", "paper"),
)
SHEETS = (
    Sheet(
        "page.css",
        frozenset(_BELOW_THE_FRONT),
        re.compile(
            r'class="(?:[^"]* )?(?:article|anchor|eq-number|example|sidenote|footnote|steps|where|output|line-notes|sample-facts|add|del'
            r'|g[dehiopsu]|comparison|facts|myths|options|lines|match|gaps?|reasons|wrong-values|pairs|refs|index|direction|rating|d-(?:title|math|end|halo|dots|axis|paper|area|grain|on|on-line))[ "]'
        ),
    ),
    Sheet(
        "formulas.css",
        frozenset({"math-more"}),
        re.compile(r'<menclose|<m\w+ [^>]*class="(?:[^"]* )?(?:m-(?!(?:left|right|pl0|pr0)[ "])|menclose-)'),
    ),
)
"""All that the front page needs is in site.css: one request, and pages that follow have it already."""


def sheet_of(part: str) -> str:
    """The file that a sheet of css/ORDER goes into.

    >>> sheet_of("pager"), sheet_of("base")
    ('page.css', 'site.css')
    """
    return next((sheet.name for sheet in SHEETS if part in sheet.parts), "site.css")


def needed(html: str) -> Iterator[str]:
    """Files of the sheets that a finished page needs beside site.css."""
    return (sheet.name for sheet in SHEETS if sheet.sign.search(html))
