"""Without a network: every page and the search, of one version; and a way to turn that off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from .conftest import OpenTab
from .sites import Site, build_site, copy_bread, served
from .watch import search_for

pytestmark = pytest.mark.browser

KEPT_MS = 20_000


@pytest.fixture
def bread_copy(tmp_path: Path) -> Path:
    return copy_bread(tmp_path / "bread")


@pytest.fixture
def host(bread_copy: Path, tmp_path: Path) -> Iterator[Site]:
    """A guide that can change while it is open."""
    build_site(bread_copy, tmp_path / "site")
    with served(tmp_path / "site") as site:
        yield site


def _kept(page: Page) -> None:
    """Waits until the copy is whole."""
    page.wait_for_load_state("load")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _ in range(KEPT_MS // 100):
        if page.evaluate("Boolean(navigator.serviceWorker.controller)"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("no worker took over")


def _versions(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return names


def test_every_page_and_search_work_without_a_network(host: Site, open_tab: OpenTab) -> None:
    tab = open_tab(host.http, tolerated=("ERR_FAILED", "print.html"))
    page = tab.go("index.html")
    _kept(page)
    page.context.set_offline(True)
    for address in host.pages:
        if not address.startswith(("print", "404")):  # pages to be printed are large, and made of the others
            page.goto(host.http + address)
            assert page.evaluate("document.styleSheets[0].cssRules.length"), f"{address} has no style"
            expect(page.locator("h1")).to_be_visible()
    page.goto(host.http)
    expect(page.locator("h1")).to_be_visible()
    search_for(page, "hydration")
    expect(page.locator("dialog[open] li a").first).to_have_attribute("href", f"{host.http}concepts/hydration.html")
    with pytest.raises(Error, match="ERR_FAILED"):  # the network is truly gone: what is not kept is not there
        page.goto(f"{host.http}print.html")


def test_a_new_version_takes_over_whole(host: Site, bread_copy: Path, open_tab: OpenTab) -> None:
    page = open_tab(host.http).go("concepts/hydration.html")
    _kept(page)
    before = _versions(page)
    text = bread_copy / "content/concepts/hydration.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nSomething new.\n", encoding="utf-8")
    build_site(bread_copy, host.folder)
    page.reload()
    expect(page.get_by_text("Something new.")).to_be_visible()  # the network comes first
    page.wait_for_timeout(100)
    for _ in range(100):
        if _versions(page) != before and len(_versions(page)) == 1:
            break
        page.wait_for_timeout(100)
    assert len(_versions(page)) == 1 and _versions(page) != before
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Something new.")).to_be_visible()


def test_half_a_new_version_is_never_kept(host: Site, bread_copy: Path, tmp_path: Path, open_tab: OpenTab) -> None:
    """The host is in the middle of an upload: the worker is there already, a page is not."""
    page = open_tab(host.http, tolerated=("500",)).go("concepts/hydration.html")
    _kept(page)
    before = _versions(page)
    text = bread_copy / "content/concepts/hydration.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nSomething new.\n", encoding="utf-8")
    build_site(bread_copy, tmp_path / "next")
    shutil.copy(tmp_path / "next" / "sw.js", host.folder / "sw.js")
    page.reload()
    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update()).catch(() => {})")
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.get_by_text("Something new.").count() == 0
    assert before[0] in _versions(page)


def test_the_copy_can_be_removed_and_stays_away(host: Site, open_tab: OpenTab) -> None:
    page = open_tab(host.http).go("index.html")
    _kept(page)
    button = page.get_by_role("button", name="Remove the copy for offline reading")
    button.click()
    expect(page.get_by_role("button", name="Save for offline reading")).to_be_enabled()
    assert _versions(page) == []
    page.reload()
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.get_by_role("button", name="Save for offline reading").click()
    expect(page.locator(".footer [role=status]")).to_have_text(re.compile(r"Saved: \d+([.,]\d)? MB\."))
    assert len(_versions(page)) == 1
