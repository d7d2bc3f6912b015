"""Worked examples: all is there at first, without a script and on paper; on demand the last steps are the reader's own work."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab
from .sites import Site

pytestmark = pytest.mark.browser

SAMPLE = "concepts/reparameterisation.html"
"""Has an example of a problem, a list of four items, and a conclusion."""
LAST = "Say the decoder"


@pytest.fixture
def page(guide: Site, open_tab: OpenTab) -> Page:
    return open_tab(guide.http).go(SAMPLE)


def shown(page: Page) -> list[bool]:
    """Which of problem, items and conclusion can be seen."""
    example = page.locator(".example").first
    parts = example.locator(":scope > p:not(.block-title), :scope > ol > li")
    return [part.is_visible() for part in parts.all()]


def test_steps_fade_one_more_each_time(page: Page) -> None:
    tools = page.locator(".example .worked").first
    expect(tools).to_be_visible()
    assert shown(page) == [True] * 6
    tools.get_by_role("button", name="Try the last step yourself").click()
    assert shown(page) == [True] * 5 + [False]
    expect(tools.get_by_role("status")).to_have_text("The last step is hidden. Work it out on paper, then look.")
    tools.get_by_role("button", name="Show step 5 of 5").click()
    assert shown(page) == [True] * 6
    tools.get_by_role("button", name="Try the last 2 steps yourself").click()
    assert shown(page) == [True] * 4 + [False] * 2
    tools.get_by_role("button", name="Show step 4 of 5").click()
    assert shown(page) == [True] * 5 + [False]


def test_every_step_can_be_hidden_and_shown_one_by_one_by_keyboard(page: Page) -> None:
    tools = page.locator(".example .worked").first
    tools.get_by_role("button", name="Hide every step").focus()
    page.keyboard.press("Enter")
    assert shown(page) == [True] + [False] * 5
    for number in range(1, 6):
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == f"Show step {number} of 5"
        page.keyboard.press("Enter")
        assert shown(page) == [True] * (number + 1) + [False] * (5 - number)
    expect(tools.get_by_role("button", name="Try every step yourself")).to_be_focused()


def test_all_steps_can_be_shown_at_once(page: Page) -> None:
    tools = page.locator(".example .worked").first
    tools.get_by_role("button", name="Hide every step").click()
    tools.get_by_role("button", name="Show all").click()
    assert shown(page) == [True] * 6


def test_a_derivation_fades_too(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).go("math/elbo.html")
    items = page.locator("#derivation + .steps > li")
    page.locator(".steps + .worked").get_by_role("button", name="Try the last step yourself").click()
    expect(items.last).to_be_hidden()
    expect(items.nth(items.count() - 2)).to_be_visible()


def test_paper_has_every_step_and_no_buttons(page: Page) -> None:
    tools = page.locator(".example .worked").first
    tools.get_by_role("button", name="Hide every step").click()
    page.emulate_media(media="print")
    assert shown(page) == [True] * 6
    expect(tools).to_be_hidden()


def test_without_a_script_all_is_there(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http, java_script_enabled=False).go(SAMPLE)
    assert shown(page) == [True] * 6
    assert not page.locator(".worked").count()


def test_a_page_without_examples_loads_nothing_for_them(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).page
    script = page.locator('script[src$="static/worked.js"]')
    for address in ("glossary.html", "index.html"):
        page.goto(guide.http + address, wait_until="networkidle")
        expect(script).to_have_count(0)
    page.goto(guide.http + SAMPLE, wait_until="networkidle")
    expect(script).to_have_count(1)


def test_most_examples_of_the_guide_have_steps(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).page
    found, without = 0, []
    for address in guide.pages:
        if address.startswith(("concepts/", "models/", "math/", "metrics/")) and 'example"' in guide.text(address):
            page.goto(guide.http + address)
            page.wait_for_function("window.studyguideModules?.worked")
            for example in page.locator(".example").all():
                found += 1
                if not example.locator(".worked").count():
                    without.append(address)
    assert found > 60 and len(without) < found / 10, without
