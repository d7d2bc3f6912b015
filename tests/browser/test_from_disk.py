"""Straight from disk: styled, linked, with formulas and search, and nothing to complain about."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import OpenTab
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["guide", "bread"])
def test_every_kind_of_page_works(name: str, open_tab: OpenTab, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    tab = open_tab(site.disk)
    faults = [f"{page}: {fault}" for page in site.samples() for fault in in_page(tab.go(page), "appearance")]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["guide", "bread"])
def test_links_lead_to_pages(name: str, open_tab: OpenTab, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    tab = open_tab(site.disk)
    followed = 0
    for sample in _one_of_each(site):
        page = tab.go(sample)
        link = page.locator("main .prose a[href*='.html']:not(svg a)").first
        if not link.count():
            continue
        followed += 1
        wanted = link.evaluate("link => link.href")
        link.evaluate("link => link.click()")
        page.wait_for_url(wanted)
        expect(page.locator("h1")).to_be_visible()
    assert followed >= 5


def _one_of_each(site: Site) -> list[str]:
    """A page of each kind; of all listings, one."""
    return list({site.kind(page).split()[0]: page for page in site.samples() if site.kind(page) != "error"}.values())


def test_search_works(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.disk).go("concepts/elbo.html")
    search_for(page, "fid")
    expect(page.locator("dialog[open] li a").first).to_have_attribute("href", f"{guide.disk}metrics/fid.html")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{guide.disk}metrics/fid.html")


def test_the_search_page_works(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.disk).go("search.html?q=fid")
    expect(page.locator("main .results a").first).to_have_attribute("href", f"{guide.disk}metrics/fid.html")


def test_a_choice_of_colours_lasts(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.disk, color_scheme="light")
    page = tab.go("concepts/elbo.html")
    page.get_by_role("button", name="night").click()
    assert in_page(page, "paper") < 0.2
    page = tab.go("metrics/fid.html")
    assert in_page(page, "paper") < 0.2
