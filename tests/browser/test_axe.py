"""axe finds nothing on any kind of page, with all answers open.

Only colours differ between day and night, so that at night only the rules about colours run again.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page

from .axe import COLOURS, WIDTHS, look_at, run, source
from .conftest import OpenTab
from .sites import Site
from .watch import search_for

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
