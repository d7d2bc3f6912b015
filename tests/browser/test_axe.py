"""axe finds nothing on any kind of page, with all answers open.

Only colours differ between day and night, so that at night only the rules about colours run again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import OpenTab
from .node import package
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser

WIDTHS = (1440, 390)
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture(scope="module")
def axe() -> str:
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterable[list[Page]]:
    """A page of each width, side by side: they are looked at at the same time. axe's script would break the policy."""
    contexts = [browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) for width in WIDTHS]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_axe_finds_nothing_on_any_kind_of_page(guide: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in guide.samples() for fault in _look_at(tabs, guide.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_on_any_kind_of_page_of_another_guide(bread: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in bread.samples() for fault in _look_at(tabs, bread.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_while_searching(guide: Site, open_tab: OpenTab, axe: str) -> None:
    tab = open_tab(guide.http, bypass_csp=True)
    page = tab.go("index.html")
    search_for(page, "fid")
    page.evaluate(axe)
    faults = _run(page, "search dialog, light", [])
    page.emulate_media(color_scheme="dark")
    faults += _run(page, "search dialog, dark", COLOURS)
    assert not faults, "\n".join(faults)


def _look_at(tabs: list[Page], root: str, address: str, axe: str) -> list[str]:
    for tab in tabs:
        tab.emulate_media(color_scheme="light")
        tab.goto(root + address)
        in_page(tab, "open-all")
        tab.evaluate(axe)
    faults = _run_all(tabs, f"{address}, light", [])
    for tab in tabs:
        tab.emulate_media(color_scheme="dark")
    return faults + _run_all(tabs, f"{address}, dark", COLOURS)


def _run_all(tabs: list[Page], where: str, rules: list[str]) -> list[str]:
    """Starts axe in all tabs, then gathers what it found: each tab has a process of its own."""
    for tab in tabs:
        in_page(tab, "axe-start", rules)
    return [fault for tab, width in zip(tabs, WIDTHS, strict=True) for fault in _found(tab, f"{where}, {width} px")]


def _run(page: Page, where: str, rules: list[str]) -> list[str]:
    in_page(page, "axe-start", rules)
    return _found(page, where)


def _found(page: Page, where: str) -> list[str]:
    nodes: list[dict[str, Any]] = in_page(page, "axe-found")
    return [f"{where}: {node['rule']}: {node['target']}: {node['why']}" for node in nodes]
