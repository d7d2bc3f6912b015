"""With JavaScript off: all content, all answers, every section, and nothing that does not work."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import OpenTab, Tab
from .sites import Site
from .watch import in_page, until

pytestmark = pytest.mark.browser

SECTIONS = 10
MENU = ".nav-sections > li > a"


@pytest.fixture(scope="module")
def plain(browser: Browser, guide: Site, bread: Site) -> dict[str, dict[str, list[str]]]:
    """What is missing from each page and what is dead on it, by guide and page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    pages = [
        guide.http + address for address in guide.pages if guide.kind(address) != "print"
    ]  # it is only what the others are
    pages += [bread.http + address for address in bread.pages]
    found = {address: _look(page, address) for address in pages}
    context.close()
    return found


def _look(page: Page, address: str) -> dict[str, list[str]]:
    page.goto(address)
    found: dict[str, list[str]] = in_page(page, "without-script")
    return found


@pytest.mark.parametrize("what", ["hidden", "dead", "unanswered", "raw"])
def test_no_page_has_anything(what: str, plain: dict[str, dict[str, list[str]]]) -> None:
    faults = [f"{page}: {fault}" for page, found in plain.items() for fault in found[what]]
    assert not faults, "\n".join(faults)


OWN_TO_SCRIPT = ("practice.html", "review.html")
"""What they are about is known to the reader's browser alone; without a script they say so, and where the questions are."""
READY = "!document.querySelector('script[src$=\"quiz.js\"]') || !document.querySelector('[data-widget=question]:not([data-ready])')"
"""The front page loads what answers need only when its reader comes to a question."""


def test_script_adds_no_content(guide: Site, open_tab: OpenTab) -> None:
    """What only a script would write, a reader without one would miss. It may put the options of questions into another order."""
    without, within = open_tab(guide.http, java_script_enabled=False), open_tab(guide.http)
    faults = []
    for sample in guide.samples():
        plain = in_page(without.go(sample), "text")
        if sample in OWN_TO_SCRIPT:
            assert "needs JavaScript" in " ".join(plain), sample
            continue
        page = within.go(sample)
        until(page, READY)
        scripted = in_page(page, "text")
        if sorted(plain) != sorted(scripted):
            faults.append(f"{sample}: {sorted(set(scripted) ^ set(plain))[:5]}")
    assert not faults, "\n".join(faults)


def test_answers_open(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http, java_script_enabled=False, width=390).go("quiz/index.html")
    answer = page.locator("details.answer").first
    expect(answer.locator(".explain")).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator(".explain")).to_be_visible()
    assert answer.locator(".explain").inner_text().strip()


def test_colours_follow_the_system(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, java_script_enabled=False)
    for sample in guide.samples():
        page = tab.go(sample)
        page.emulate_media(color_scheme="light")
        assert in_page(page, "paper") > 0.9, sample
        page.emulate_media(color_scheme="dark")
        assert in_page(page, "paper") < 0.2, sample


def test_every_section_is_a_menu_away_on_a_phone(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, java_script_enabled=False, width=390, height=844)
    sections = _opened_menu(tab, "index.html")
    assert len(sections) == SECTIONS
    for sample in guide.samples():
        assert _opened_menu(tab, sample) == sections, sample
    for at, section in enumerate(sections):
        _opened_menu(tab, "metrics/fid.html")
        tab.page.locator(MENU).nth(at).click()
        tab.page.wait_for_url(section)
        expect(tab.page.locator("h1")).to_be_visible()


def _opened_menu(tab: Tab, address: str) -> list[str]:
    """Where the menu of a page leads; only what can be seen once it is open."""
    page = tab.go(address)
    page.locator("nav summary").first.click()
    shown: list[str] = page.locator(MENU).evaluate_all(
        "all => all.filter((link) => link.checkVisibility()).map((link) => link.href)"
    )
    return shown
