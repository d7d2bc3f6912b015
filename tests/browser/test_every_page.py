"""Every page of every guide, over http below a sub-path under a strict policy."""

from __future__ import annotations

from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from .conftest import OpenTab
from .sites import PUBLIC, Site
from .visits import Visit
from .watch import SEEKS_ROOT, Watch

pytestmark = pytest.mark.browser

Visits = dict[str, list[Visit]]
AWHILE_MS = 5000
"""Chromium complains of preloads that nobody used after three seconds."""


def test_no_page_says_asks_or_breaks_anything(visits: Visits) -> None:
    faults = [f"{name}: {fault}" for name, seen in visits.items() for visit in seen for fault in visit.faults]
    assert not faults, "\n".join(faults)


def test_no_kind_of_page_says_anything_later(guide: Site, open_tab: OpenTab) -> None:
    """All pages wait at the same time."""
    context = open_tab(guide.http).page.context
    watches = []
    for page in (
        "index.html",
        "concepts/elbo.html",
        "metrics/fid.html",
        "math/elbo.html",
        "code.html",
        "search.html",
        "404.html",
    ):
        watches.append(Watch(context.new_page(), guide.http))
        watches[-1].page.goto(guide.http + page)
    watches[-1].page.wait_for_timeout(AWHILE_MS)
    faults = [fault for watch in watches for fault in watch.faults()]
    assert not faults, "\n".join(faults)


def test_every_page_has_one_first_heading(visits: Visits) -> None:
    faults = [
        f"{name}: {v.page}: {v.headings}"
        for name, seen in visits.items()
        for v in seen
        if len([h for h in v.headings if h]) != 1
    ]
    assert not faults, "\n".join(faults)


def test_every_page_says_its_language(visits: Visits) -> None:
    assert {(name, visit.lang) for name, seen in visits.items() for visit in seen} == {
        ("guide", "en-GB"),
        ("bread", "en"),
        ("public", "en"),
    }


@pytest.mark.parametrize("name", ["guide", "bread", "public"])
def test_every_internal_link_leads_somewhere(name: str, visits: Visits, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    ids = {visit.page: visit.ids for visit in visits[name]}
    faults = [
        f"{visit.page}: {element}: {fault}"
        for visit in visits[name]
        for address, element in visit.links.items()
        if (fault := _fault(site, ids, address)) and not (visit.page == "404.html" and address.endswith(SEEKS_ROOT))
    ]
    assert not faults, f"{len(faults)} dead links\n" + "\n".join(faults[:100])


def _fault(site: Site, ids: dict[str, frozenset[str]], address: str) -> str:
    """Why an address leads nowhere; empty where it leads somewhere, or to another site."""
    address = address.replace(PUBLIC, site.http, 1) if address.startswith(PUBLIC) else address
    root, found = urlsplit(site.http), urlsplit(address)
    if found.scheme in ("invalid", "file", "javascript", "blob"):
        return "not an address for a page"
    if found.netloc != root.netloc:
        return ""
    if not found.path.startswith(root.path):
        return "leaves the site's folder"
    path = unquote(found.path.removeprefix(root.path))
    page = path + "index.html" if path.endswith("/") or not path else path
    if not (site.folder / page).is_file():
        return f"there is no {page}"
    anchor = unquote(urldefrag(address).fragment)
    return f"{page} has no #{anchor}" if anchor and page in ids and anchor not in ids[page] else ""
