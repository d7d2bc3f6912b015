"""What the reader's system asks for: no motion, or colours of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab
from .sites import Site
from .watch import in_page, search_for, until

pytestmark = pytest.mark.browser

SETTLED_MS = 200
MOTION = """
for (const type of ["transitionrun", "animationstart"]) {
  addEventListener(type, (event) => console.error(`motion: ${type} of ${event.propertyName ?? event.animationName} on
    ${event.target.localName}.${event.target.className}${event.pseudoElement}`), true);
}
for (const type of ["pageswap", "pagereveal"]) {
  addEventListener(type, (event) => event.viewTransition && console.error(`motion: view transition at ${type}`));
}
"""


def test_nothing_would_move_for_who_asks_for_less_motion(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, reduced_motion="reduce")
    faults = [f"{page}: {fault}" for page in guide.samples() for fault in in_page(tab.go(page), "motion")]
    assert not faults, "\n".join(faults)


def test_nothing_moves_while_the_page_is_used(guide: Site, open_tab: OpenTab) -> None:
    """Motion is said on the console, where each test hears it."""
    tab = open_tab(guide.http, reduced_motion="reduce")
    tab.page.add_init_script(MOTION)
    for sample in ("index.html", "code.html", "concepts/elbo.html", "models/index.html"):
        _use(tab.go(sample))


def _use(page: Page) -> None:
    """Does a bit of everything that a page answers to."""
    for summary in page.locator("main .prose summary:not(.question summary)").all()[:3]:  # a question puts its own away
        summary.click()
    for button in page.locator("header button, main button").all()[:6]:
        if button.is_visible() and button.is_enabled():
            button.click()
    link = page.locator("main a[data-summary]").first
    if link.count():
        link.scroll_into_view_if_needed()
        page.wait_for_timeout(SETTLED_MS)  # scrolling puts a card away
        link.hover()
        expect(page.locator(".preview:popover-open")).to_be_visible()
    search_for(page, "fid")
    page.locator("dialog[open] li a").first.click()
    page.wait_for_url("**/metrics/fid.html")
    assert page.evaluate("document.getAnimations().length") == 0


def test_pages_move_into_one_another_without_a_complaint(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http, reduced_motion="no-preference").go("concepts/elbo.html")
    for _ in range(3):
        page.locator(".pager-next").click()
        until(page, "document.readyState === 'complete' && !document.activeViewTransition")


def test_focus_can_be_seen_in_forced_colours(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, forced_colors="active")
    faults = []
    for sample in guide.samples():
        page = tab.go(sample)
        page.keyboard.press("Tab")
        faults += [f"{sample}: {fault}" for fault in in_page(page, "focus-faults")]
    assert not faults, "\n".join(faults)
