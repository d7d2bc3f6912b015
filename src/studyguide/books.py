"""Pages that stand on one page, to be printed together: the whole guide, a section, a learning path."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .kinds import KINDS, kind_of
from .model import EntryId, FreePage, LearningPath
from .trace import Missing

if TYPE_CHECKING:
    from .site import Site

WHOLE = "print.html"
"""Address of the page that has everything on it."""


class Chapter(NamedTuple):
    """A front page, where there is one, and the pages behind it."""

    title: str
    front: EntryId
    pages: tuple[EntryId, ...]


class Book(NamedTuple):
    """One page to be printed."""

    about: EntryId
    """The section or the learning path; empty for the whole guide."""
    title: str
    summary: str
    chapters: tuple[Chapter, ...]


def books(site: Site) -> dict[str, Book]:
    """Address → book, of all that the guide's `print` asks for. Addresses are in the site's root, like those of the links within."""
    wanted = site.guide.print
    found: dict[str, Book] = {}
    if "guide" in wanted:
        found[WHOLE] = Book("", site.guide.title, site.guide.description, _all(site))
    if "sections" in wanted:
        for front in site.sections:
            chapter, entry = _section(site, front), site.entries[front]
            if chapter.pages:
                found[_address(front)] = Book(front, entry.title, entry.summary, (chapter,))
    if "paths" in wanted:
        for path_id in site.ordered("path"):
            path = site.entries[path_id]
            assert isinstance(path, LearningPath)
            steps = (i for name in path.steps if not isinstance(i := site.resolve(name), Missing))
            pages = tuple(dict.fromkeys(i for i in steps if kind_of(i).template))
            if pages:
                found[_address(path_id)] = Book(path_id, path.title, path.summary, (Chapter("", "", pages),))
    return found


def _all(site: Site) -> tuple[Chapter, ...]:
    """Every page but the front page, in reading order."""
    chapters = [_section(site, i) for i in site.sections]
    listed = {i for chapter in chapters for i in (chapter.front, *chapter.pages)}
    others = tuple(i for i in site.other_pages if i not in listed)
    return (*chapters, *((Chapter("More", "", others),) if others else ()))


def _section(site: Site, front: EntryId) -> Chapter:
    page = site.entries[front]
    kind = page.lists if isinstance(page, FreePage) else ""
    pages = site.ordered(kind) if kind in KINDS and KINDS[kind].template else ()
    return Chapter(page.title, front, tuple(i for i in pages if i != front))


def _address(entry_id: EntryId) -> str:
    """
    >>> _address("pages/models"), _address("paths/student")
    ('print-models.html', 'print-path-student.html')
    """
    kind, name = kind_of(entry_id).name, entry_id.partition("/")[2]
    return f"print-{name}.html" if kind == "page" else f"print-{kind}-{name}.html"
