"""404.html, which hosts serve in place of any address, however deep."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import OpenTab
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser

DEEP = "deep/er/page"
SOUGHT = "/static/"
"""The page asks at several depths, since it does not know how deep it is; all but one of them fail."""
EXPECTED = ("the server responded with a status of 404", f"{DEEP} (404)")
"""What a browser rightly says of an address that leads nowhere."""


def test_it_looks_and_works_as_any_page_where_the_address_of_the_site_is_known(public: Site, open_tab: OpenTab) -> None:
    tab = open_tab(public.http, tolerated=EXPECTED)
    page = tab.go(DEEP)
    expect(page.locator("h1")).to_have_text("Page not found")
    assert in_page(page, "appearance") == []
    search_for(page, "hydration")
    expect(page.locator("dialog[open] li a").first).to_have_attribute("href", f"{public.http}concepts/hydration.html")
    page.keyboard.press("Escape")
    page.locator("main").get_by_role("link", name="front page").click()
    page.wait_for_url(lambda url: url in (public.http, f"{public.http}index.html"))


def test_its_links_lead_somewhere(public: Site, open_tab: OpenTab) -> None:
    page = open_tab(public.http, tolerated=EXPECTED).go(DEEP)
    root = public.http
    links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
    inside = [link for link in links if link.startswith(root) and "#" not in link]
    assert len(inside) > 5
    missing = [link for link in inside if not (public.folder / (link.removeprefix(root) or "index.html")).is_file()]
    assert not missing


@pytest.mark.parametrize("script", [True, False])
def test_it_can_be_read_where_the_address_is_not_known(script: bool, bread: Site, open_tab: OpenTab) -> None:
    tab = open_tab(bread.http, tolerated=(*EXPECTED, SOUGHT), java_script_enabled=script)
    page = tab.go(DEEP)
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.get_by_text("leads nowhere")).to_be_visible()
    assert in_page(page, "appearance") == []


def test_its_links_are_mended_where_the_address_is_not_known(bread: Site, open_tab: OpenTab) -> None:
    page = open_tab(bread.http, tolerated=(*EXPECTED, SOUGHT)).go(DEEP)
    page.locator("main").get_by_role("link", name="front page").click()
    page.wait_for_url(lambda url: url in (bread.http, f"{bread.http}index.html"))


@pytest.mark.parametrize(
    "address", ["concepts/hydratoin.html", "hydration", "old/HYDRATION/", "concepts/hydration-of-dough.html"]
)
def test_it_offers_what_was_meant(address: str, public: Site, open_tab: OpenTab) -> None:
    expected = ("the server responded with a status of 404", f"{address} (404)")
    page = open_tab(public.http, tolerated=expected).go(address)
    meant = page.get_by_role("list", name="Did you mean").get_by_role("link")
    expect(meant.first).to_have_attribute("href", f"{public.http}concepts/hydration.html")
    assert meant.count() <= 5


def test_it_offers_it_where_the_address_of_the_site_is_not_known(bread: Site, open_tab: OpenTab) -> None:
    address = "a/b/hydratoin.html"
    expected = ("the server responded with a status of 404", f"{address} (404)", SOUGHT)
    page = open_tab(bread.http, tolerated=expected).go(address)
    page.get_by_role("list", name="Did you mean").get_by_role("link").first.click()
    page.wait_for_url(f"{bread.http}concepts/hydration.html")


def test_it_offers_nothing_where_nothing_is_near(public: Site, open_tab: OpenTab) -> None:
    expected = ("the server responded with a status of 404", "xqzzy (404)")
    page = open_tab(public.http, tolerated=expected).go("xqzzy")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Did you mean")).to_have_count(0)
    expect(page.get_by_text("leads nowhere")).to_be_visible()
