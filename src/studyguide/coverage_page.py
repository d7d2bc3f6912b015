"""The report on a guide's coverage, as a page of HTML for people and as JSON for programs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .assets import theme_folders
from .coverage import LEVELS, Coverage, PageCoverage
from .kinds import KINDS
from .model import EntryId, Guide
from .problems import StudyguideError
from .recipe import THEME
from .render import make_environment
from .templates import TemplateProblem, guarded

FORMAT = 1
"""Of the JSON; grows when a key changes its meaning or goes."""


def write_report(found: Coverage, guide: Guide, project: Path, site: Path, folder: Path) -> Path:
    """Writes `index.html` and `report.json` into a folder; returns the page. Raises `StudyguideError` for a broken template.

    Pages are linked where the site has been built, sources always, both by the way from the folder to them.
    """
    page = _page(found, guide, project, site, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("report.json", as_json(found, guide)), ("index.html", page)):
        staged = folder / f".{name}.tmp"
        staged.write_text(text, encoding="utf-8", newline="\n")
        staged.replace(folder / name)
    return folder / "index.html"


def as_json(found: Coverage, guide: Guide) -> str:
    """The report as JSON: the same for the same guide, byte for byte."""
    return json.dumps(_plain(found, guide), indent=2, ensure_ascii=False) + "\n"


def _plain(found: Coverage, guide: Guide) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "guide": {"id": guide.id, "title": guide.title, "language": guide.language},
        "totals": dict(found.totals),
        "questions": found.matrix,
        "pages": [_plain_page(page) for page in found.pages],
    }


def _plain_page(page: PageCoverage) -> dict[str, Any]:
    plain = asdict(page)
    plain["readability"] = page.readability._asdict() if page.readability else None
    return plain


def _page(found: Coverage, guide: Guide, project: Path, site: Path, folder: Path) -> str:
    environment = make_environment(map(str, theme_folders(project, "templates")), str(THEME / "templates"))
    ranks = {name: _ranks(found.pages, key) for name, _, key in SORTS}
    context: Mapping[str, Any] = {
        "guide": guide, "coverage": found, "levels": LEVELS,
        "ways": {page.id: _ways(page, project, site, folder) for page in found.pages},
        "sorts": [(name, label) for name, label, _ in SORTS],
        "ranks": {page.id: {name: ranks[name][page.id] for name in ranks} for page in found.pages},
        "kinds": [kind for kind in KINDS.values() if any(page.kind == kind.name for page in found.pages)],
        "has_ease": any(page.readability and page.readability.ease is not None for page in found.pages),
        "code": _sum(page.code for page in found.pages),
    }  # fmt: skip
    try:
        return guarded(lambda: environment.get_template("report.html").render(context), project)
    except TemplateProblem as error:
        raise StudyguideError(*error.problems) from None


SORTS: tuple[tuple[str, str, Callable[[PageCoverage], Any]], ...] = (
    ("reading", "Reading order", lambda page: 0),
    ("title", "Title", lambda page: page.title.casefold()),
    ("gaps", "Most gaps", lambda page: -len(page.gaps)),
    ("words", "Most words", lambda page: -page.words),
    ("minutes", "Most minutes", lambda page: -page.minutes),
    ("hard", "Hardest to read", lambda page: _hardness(page)),
    ("questions", "Fewest questions", lambda page: page.questions),
    ("found", "Fewest links in", lambda page: page.links_in),
)
"""Orders in which the table can be read: a name, what it says, and what sorts it."""


def _hardness(page: PageCoverage) -> tuple[float, float]:
    """Sort key: low reading ease first, or long sentences where the language has no measure; pages without a figure last."""
    if page.readability is None:
        return 1000.0, 0.0
    return page.readability.ease or 0.0, -page.readability.words_a_sentence


def _ranks(pages: tuple[PageCoverage, ...], key: Callable[[PageCoverage], Any]) -> dict[EntryId, int]:
    return {page.id: place for place, page in enumerate(sorted(pages, key=key))}


def _ways(page: PageCoverage, project: Path, site: Path, folder: Path) -> dict[str, str]:
    """Addresses of a page and of its source, from the report's folder; empty where there is nothing to open."""
    made, source = site / page.url, project / page.path
    return {"page": _way(made, folder) if made.exists() else "", "source": _way(source, folder)}


def _way(path: Path, folder: Path) -> str:
    try:
        return quote(os.path.relpath(path, folder).replace(os.sep, "/"))
    except ValueError:  # another drive
        return path.as_uri()


def _sum(tables: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for table in tables:
        for name, count in table.items():
            total[name] = total.get(name, 0) + count
    return total
