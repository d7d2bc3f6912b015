"""Search in the page: results by kind, what it loads, recent searches, and keys."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from .conftest import OpenTab, Tab
from .sites import Site
from .watch import search_for

pytestmark = pytest.mark.browser

MOST_BEFORE_FIRST_RESULT = 60_000
"""Bytes, compressed, that a first result may cost."""


@pytest.fixture
def tab(bread: Site, open_tab: OpenTab) -> Tab:
    return open_tab(bread.http)


def test_results_stand_by_kind_with_what_was_found_marked(tab: Tab) -> None:
    page = tab.go("index.html")
    search_for(page, "hydra")
    dialog = page.locator("dialog[open]")
    groups = dialog.locator("ol.result-list")
    expect(groups.nth(1)).to_be_visible()
    names = [group.get_attribute("aria-labelledby") for group in groups.all()]
    assert all(dialog.locator(f"[id='{name}']").inner_text().strip() for name in names)
    expect(dialog.locator("mark").first).to_have_text("Hydra")


def test_a_slip_of_the_finger_is_forgiven(tab: Tab) -> None:
    page = tab.go("index.html")
    search_for(page, "hydratoin")
    expect(page.locator("dialog[open] li a").first).to_contain_text("Hydration")


def test_a_first_result_needs_names_only(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http)
    page = tab.go("concepts/elbo.html")
    page.route("**/static/search-text.js", lambda route: route.abort())
    tab.watch.tolerated = ("search-text.js",)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type("fid")
    expect(page.locator("dialog[open] li a").first).to_have_attribute("href", f"{tab.root}metrics/fid.html")
    scripts = [url.removeprefix(tab.root) for url in asked if "search-text" not in url and url.startswith(tab.root)]
    assert "static/search.js" in scripts
    assert sum(len(gzip.compress((guide.folder / name).read_bytes())) for name in scripts) < MOST_BEFORE_FIRST_RESULT


def test_the_full_text_answers_what_names_do_not(bread: Site, open_tab: OpenTab) -> None:
    """Straight from disk, too."""
    page = open_tab(bread.disk).go("index.html")
    search_for(page, "baguette")
    first = page.locator("dialog[open] li a").first
    expect(first).to_have_attribute("href", f"{bread.disk}concepts/hydration.html#worked-example")
    expect(first.locator("mark").first).to_have_text("baguette")


def test_recent_searches_show_while_the_box_is_empty_and_can_be_removed(tab: Tab) -> None:
    page = tab.go("index.html")
    for words in ("starter", "hydration"):
        search_for(page, words)
        expect(page.locator("dialog[open] li a").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/concepts/**")
        page.go_back()
    search_for(page, "")
    recent = page.locator("dialog[open] .recent-query")
    expect(recent).to_have_text(["hydration", "starter"])
    page.keyboard.type("h")
    expect(recent).to_have_count(0)
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="Remove “hydration” from recent searches").click()
    expect(recent).to_have_text(["starter"])
    expect(recent.first).to_be_focused()
    recent.first.click()
    expect(page.locator("dialog[open] input")).to_have_value("starter")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    page.locator("dialog[open] input").fill("")
    page.get_by_role("button", name="Remove all").click()
    expect(recent).to_have_count(0)
    page.reload()
    search_for(page, "")
    expect(page.locator("dialog[open] input")).to_be_focused()
    expect(recent).to_have_count(0)


def test_enter_on_nothing_goes_nowhere_and_removes_nothing(tab: Tab) -> None:
    page = tab.go("index.html")
    search_for(page, "starter")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    page.locator("dialog[open] li a").first.click()
    page.wait_for_url("**/concepts/**")
    search_for(page, "")
    expect(page.locator("dialog[open] .recent-query")).to_have_text(["starter"])
    here = page.url
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .recent-query")).to_have_text(["starter"])
    assert page.url == here


def test_arrows_walk_through_all_kinds_and_round(tab: Tab) -> None:
    page = tab.go("index.html")
    search_for(page, "hydration")
    links = page.locator("dialog[open] li a")
    expect(page.locator("dialog[open] ol").nth(1)).to_be_visible()
    page.wait_for_timeout(500)  # the full text has come, nothing changes any more
    for at in range(links.count()):
        page.keyboard.press("ArrowDown")
        expect(links.nth(at)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="All results")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog[open] input")).to_be_focused()


def test_all_results_stand_on_the_search_page(tab: Tab) -> None:
    page = tab.go("index.html")
    search_for(page, "dough")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    page.get_by_role("link", name="All results").click()
    page.wait_for_url("**/search.html?q=dough")
    expect(page.locator("main .results a").first).to_be_visible()
    expect(page.locator("main .results mark").first).to_be_visible()
