"""Small comforts: a link beside each heading, formulas copied as TeX, and looks at what stands elsewhere on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .conftest import OpenTab, Tab
from .sites import Site, served_bread

pytestmark = pytest.mark.browser

SAMPLE = "concepts/elbo.html"


@pytest.fixture
def tab(guide: Site, open_tab: OpenTab) -> Tab:
    return open_tab(guide.http)


# Headings


def test_a_heading_offers_its_address_on_hover_and_on_focus(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    heading = page.locator("main h2[id]").first
    link = heading.get_by_role("link", name="Link to this section")
    expect(link).to_have_css("opacity", "0")
    heading.hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    link.focus()
    expect(link).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{heading.get_attribute('id')}")


def test_the_list_of_headings_does_not_repeat_the_links(guide: Site) -> None:
    html = guide.text(SAMPLE)
    assert html.count('class="anchor"') >= 3
    contents = re.search(r'<nav class="toc.*?</nav>', html, re.S)
    assert contents and "Link to this section" not in contents[0] and 'class="anchor"' not in contents[0]


def test_the_address_of_a_heading_is_not_printed(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    page.emulate_media(media="print")
    expect(page.locator("main h2 .anchor").first).to_be_hidden()


# Formulas


def test_a_formula_is_copied_as_tex(tab: Tab) -> None:
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tab.go(SAMPLE)
    formula = page.locator("main .math").first
    expect(page.get_by_role("button", name="Copy TeX")).to_have_count(0)
    formula.hover()
    button = formula.get_by_role("button", name="Copy TeX")
    button.click()
    expect(formula.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == formula.locator("annotation").text_content() and "\\" in copied


def test_the_button_comes_by_keyboard_and_goes_again(tab: Tab) -> None:
    page = tab.go(SAMPLE)
    formula = page.locator("main .math").first
    formula.focus()
    expect(formula.get_by_role("button", name="Copy TeX")).to_be_visible()
    page.keyboard.press("Tab")
    expect(formula.get_by_role("button", name="Copy TeX")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy TeX")).to_have_count(0)


# Looks


REFERRING = """---
title: Gas
summary: How much of it there is.
---
$$ v = n \\cdot 24 $$ {#eq:volume}

::: figure bubble
![A bubble in dough](img/bubble.svg)
A bubble.
:::

Far below, see [[eq:volume]] and [[fig:bubble]].
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'


@pytest.fixture(scope="module")
def referring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The bread guide with a page that refers to its own formula and figure."""
    with served_bread(
        tmp_path_factory.mktemp("referring"), {"concepts/gas.md": REFERRING, "img/bubble.svg": DRAWING}
    ) as site:
        yield site


@pytest.mark.parametrize("way", ["hover", "focus"])
@pytest.mark.parametrize(("target", "part"), [("#eq-volume", "math"), ("#fig-bubble", "figcaption")])
def test_a_link_to_a_formula_or_a_figure_shows_it(
    target: str, part: str, way: str, referring: Site, open_tab: OpenTab
) -> None:
    page = open_tab(referring.http).go("concepts/gas.html")
    link = page.locator(f"main a.ref[href='{target}']")
    if way == "hover":
        link.hover()
    else:
        page.keyboard.press("Tab")
        link.focus()
    shown = page.locator(".preview .preview-copy")
    expect(shown).to_be_visible()
    wanted = page.locator(target).locator(part).first.text_content()
    assert wanted and shown.locator(part).first.text_content() == wanted
    assert shown.locator("[id], [tabindex]").count() == 0
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
