"""axe finds nothing on any kind of page, with all answers open.

Only colours differ between day and night, so that at night only the rules about colours run again.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page, expect

from .axe import COLOURS, WIDTHS, look_at, run, source
from .conftest import OpenTab
from .learner import answer, current, fill, sit
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    return source()


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterable[list[Page]]:
    """A page of each width, side by side: they are looked at at the same time. axe's script would break the policy."""
    contexts = [browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) for width in WIDTHS]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_axe_finds_nothing_on_any_kind_of_page(guide: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in guide.samples() for fault in look_at(tabs, guide.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_on_any_kind_of_page_of_another_guide(bread: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in bread.samples() for fault in look_at(tabs, bread.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_while_searching(guide: Site, open_tab: OpenTab, axe: str) -> None:
    tab = open_tab(guide.http, bypass_csp=True)
    page = tab.go("index.html")
    search_for(page, "fid")
    page.evaluate(axe)
    faults = run(page, "search dialog, light", [])
    page.emulate_media(color_scheme="dark")
    faults += run(page, "search dialog, dark", COLOURS)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_while_learning(width: int, bread: Site, open_tab: OpenTab, axe: str) -> None:
    tab = open_tab(bread.http, width=width, bypass_csp=True)
    faults: list[str] = []

    def look(where: str) -> None:
        tab.page.evaluate(axe)
        tab.page.emulate_media(color_scheme="light")
        faults.extend(run(tab.page, f"{where}, light, {width} px", []))
        tab.page.emulate_media(color_scheme="dark")
        faults.extend(run(tab.page, f"{where}, dark, {width} px", COLOURS))

    page = tab.go("practice.html")
    page.get_by_label("Minutes").fill("30")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_be_visible()
    fill(current(page), right=False)
    page.get_by_role("button", name="Flag", exact=True).click()
    page.get_by_role("button", name="Hand in").click()
    look("exam")
    page.get_by_role("note").get_by_role("button", name="Hand in").click()
    look("exam handed in")
    page.get_by_role("button", name="Back to practice").click()
    expect(page.get_by_role("button", name="Practise", exact=True)).to_be_visible()
    look("choosing")
    page.get_by_role("button", name="Practise", exact=True).click()
    expect(current(page)).to_be_visible()
    look("asked")
    answer(current(page), right=False)
    look("missed")
    page.get_by_role("button", name="Next question").click()
    sit(page)
    look("end of a sitting")
    tab.go("glossary.html").locator("#autolyse").get_by_role("button").click()
    look("glossary")
    tab.go("concepts/starter.html")
    page = tab.go("index.html")
    expect(page.locator(".again")).to_be_visible()
    look("front page")
    page = tab.go("review.html")
    expect(page.locator(".study-ahead tbody tr").first).to_be_visible()
    in_page(page, "open-all")
    expect(page.get_by_label("To go on, type")).to_be_visible()
    look("review")
    assert not faults, "\n".join(faults)
