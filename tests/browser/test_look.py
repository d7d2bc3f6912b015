"""Pages to look things up on: tables, the chooser, the map. With the keyboard, and without a script where that makes sense."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import OpenTab, Tab
from .sites import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(guide: Site, open_tab: OpenTab) -> Tab:
    return open_tab(guide.http)


def rows(tab: Tab) -> list[str]:
    found: list[str] = tab.page.locator(".comparison tbody tr:visible th a").all_inner_texts()
    return [name.split(" ", 1)[-1] for name in found]


def test_a_table_is_narrowed_down(tab: Tab) -> None:
    page = tab.go("models/index.html")
    all_rows = len(rows(tab))
    page.get_by_label("Likelihood").select_option("exact")
    assert 0 < len(rows(tab)) < all_rows
    assert set(
        page.locator(".comparison tbody tr:visible td:nth-child(2)").evaluate_all(
            "all => all.map(c => c.firstChild.textContent.trim())"
        )
    ) == {"exact"}
    expect(page.locator(".table-status")).to_have_text(f"{len(rows(tab))} of {all_rows} rows")
    page.get_by_label("Likelihood").select_option("")
    assert len(rows(tab)) == all_rows


def test_chosen_rows_stand_side_by_side_and_in_the_address(tab: Tab, guide: Site) -> None:
    page = tab.go("models/index.html")
    for name in ("Variational autoencoders", "Generative adversarial networks"):
        page.get_by_label(f"Compare ● {name}" if name.startswith("V") else f"Compare ▲ {name}").check()
    page.get_by_role("button", name="Compare these 2").click()
    assert len(rows(tab)) == 2
    assert page.url.endswith("?compare=vae.gan")
    page.reload()
    assert len(rows(tab)) == 2
    page.get_by_role("button", name="Show all").click()
    assert len(rows(tab)) > 10 and "compare" not in page.url


def test_a_table_is_put_in_order(tab: Tab) -> None:
    page = tab.go("models/index.html")
    before = rows(tab)
    page.locator(".comparison").get_by_role("button", name="Family").click()
    assert rows(tab) != before and sorted(rows(tab)) == sorted(before)


def test_the_chooser_recommends_and_says_why(tab: Tab) -> None:
    page = tab.go("chooser.html")
    result = page.locator(".chosen")
    expect(result).to_contain_text("0 of 6 answered")
    page.locator("#exact-likelihood").get_by_label("Yes, exact ones").focus()
    page.keyboard.press("Space")
    page.locator("#discrete").get_by_label("Yes", exact=True).check()
    expect(result).to_contain_text("Look at this first")
    expect(result.locator(".chosen-one a")).to_have_text("Autoregressive models")
    expect(result.locator(".chosen-one li")).to_have_count(2)
    expect(result).to_contain_text("2 of 6 answered")


def test_the_chooser_says_everything_without_a_script(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http, java_script_enabled=False).go("chooser.html")
    expect(page.locator(".need")).to_have_count(16)
    assert page.locator("input").count() == 0


def test_the_map_is_walked_with_arrows(tab: Tab) -> None:
    page = tab.go("map.html")
    page.locator(".map-node").first.focus()
    seen = [page.evaluate("document.activeElement.dataset.entry")]
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate("document.activeElement.dataset.entry"))
    assert len(set(seen)) == 4
    for wanted in reversed(seen[:-1]):
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("document.activeElement.classList.contains('map-node')"), wanted
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "map.html" not in url)


def test_the_map_leaves_out_a_kind(tab: Tab) -> None:
    page = tab.go("map.html")
    page.get_by_label("Model types").uncheck()
    assert page.locator(".map-node.map-out").count() == page.locator(".map-node[data-kind=model]").count() > 5
    expect(page.locator(".map-node[data-kind=concept]").first).not_to_have_class("map-node map-out")
