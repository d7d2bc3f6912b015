"""By keyboard alone: into the page, through all that can be focused, search, and tabs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab, Tab
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser

SAMPLE = "concepts/elbo.html"
TABBED = "code.html"
FRAMEWORKS = ["PyTorch", "Keras"]
SLOW_MS = 300
AROUND = 8
"""Pixels around an element in which its focus may be drawn."""


@pytest.fixture
def tab(guide: Site, open_tab: OpenTab) -> Tab:
    return open_tab(guide.http)


# Into the page


def test_the_skip_link_comes_first_and_lands_in_main(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    page.keyboard.press("Tab")
    skip = page.locator("a[href='#main']")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') && document.activeElement.localName !== 'main'")


# Through all that can be focused


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_every_focus_stop_can_be_seen(scheme: str, width: int, guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, width=width, color_scheme=scheme)
    faults = [f"{page}: {fault}" for page in guide.samples() for fault in _focus_faults(tab, page)]
    assert not faults, "\n".join(faults)


def test_no_focus_is_clipped_or_covered(guide: Site, open_tab: OpenTab) -> None:
    """Looks at the pixels around one element of each sort, with and without focus."""
    tab = open_tab(guide.http)
    seen: list[str] = []
    faults = []
    for sample in guide.samples():
        page = tab.go(sample)
        page.keyboard.press("Tab")
        for stop in in_page(page, "stops", seen):
            seen.append(stop["sort"])
            if _shot(page, stop["index"], "focus") == _shot(page, stop["index"], "blur"):
                faults.append(f"{sample}: {stop['sort']}: looks the same with focus and without")
    assert not faults, "\n".join(faults)


def _focus_faults(tab: Tab, address: str) -> list[str]:
    page = tab.go(address)
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    found: list[str] = in_page(page, "focus-faults")
    return found


def _shot(page: Page, index: int, state: str) -> bytes:
    box: dict[str, float] = in_page(page, "put-focus", {"index": index, "state": state})
    left, top = max(0, box["x"] - AROUND), max(0, box["y"] - AROUND)
    clip = {"x": left, "y": top, "width": box["width"] + 2 * AROUND, "height": min(box["height"] + 2 * AROUND, 400)}
    return page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]


# Search


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_search_finds_goes_and_closes(keys: str, tab: Tab) -> None:
    page = tab.go(SAMPLE)
    page.keyboard.press(keys)
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("input")).to_be_focused()
    page.keyboard.type("fid")
    expect(dialog.locator("li a").first).to_have_attribute("href", f"{tab.root}metrics/fid.html")
    expect(dialog.get_by_role("status")).to_contain_text("result")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{tab.root}metrics/fid.html")


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_escape_closes_search_and_gives_the_focus_back(keys: str, tab: Tab) -> None:
    page = tab.go(SAMPLE)
    link = page.locator("main p a").first
    link.focus()
    page.keyboard.press(keys)
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.type("fid")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_arrows_walk_through_the_results(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    search_for(page, "gan")
    results = page.locator("dialog[open] li a")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    wanted = results.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))


def test_a_slash_that_is_typed_is_a_slash(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    search_for(page, "a/b")
    expect(page.locator("dialog[open] input")).to_have_value("a/b")


def test_nothing_is_lost_that_is_typed_at_once(tab: Tab) -> None:
    """Even where the host is slow to answer what the dialog asks for."""
    page = tab.go(SAMPLE)
    page.route("**/static/**", lambda route: (page.wait_for_timeout(SLOW_MS), route.continue_()))
    page.keyboard.press("/")
    page.keyboard.type("fid")
    expect(page.locator("dialog[open] input")).to_have_value("fid")
    expect(page.locator("dialog[open] li a").first).to_have_attribute("href", f"{tab.root}metrics/fid.html")


def test_search_shows_no_raw_tex(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    search_for(page, "elbo")
    for words in ("elbo", "score matching", "which"):
        page.locator("dialog[open] input").fill(words)
        expect(page.locator("dialog[open] li a").first).to_be_visible()
        for text in page.locator("dialog[open] li").all_inner_texts():
            assert "$" not in text and "\\" not in text, text


# Tabs


def test_arrows_choose_a_tab(tab: Tab) -> None:
    page = tab.go(TABBED)
    tabs = page.locator("[role=tablist]").first.get_by_role("tab")
    assert [name for title, name in zip(tabs.all_inner_texts(), FRAMEWORKS, strict=True) if name in title] == FRAMEWORKS
    tabs.nth(0).focus()
    for key, chosen in (("ArrowRight", 1), ("ArrowRight", 0), ("ArrowLeft", 1), ("Home", 0), ("End", 1)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        _assert_chosen(page, chosen)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=tabpanel]') !== null"), (
        "one stop a list, then the panel"
    )


def test_a_chosen_tab_is_remembered(tab: Tab) -> None:
    page = tab.go(TABBED)
    _assert_chosen(page, 0)
    page.locator("[role=tablist]").first.get_by_role("tab").nth(1).click()
    page.reload()
    _assert_chosen(page, 1)


def _assert_chosen(page: Page, chosen: int) -> None:
    tabs = page.locator("[role=tablist]").first.get_by_role("tab")
    for index in range(2):
        expect(tabs.nth(index)).to_have_attribute("aria-selected", str(index == chosen).lower())
        expect(tabs.nth(index)).to_have_attribute("tabindex", "0" if index == chosen else "-1")
        panel = page.locator(f"[id='{tabs.nth(index).get_attribute('aria-controls')}']")
        expect(panel).to_be_visible(visible=index == chosen)
