"""Programs on pages: what is copied, and which lines light up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab
from .sites import REPOSITORY, Site, build_site, served

pytestmark = pytest.mark.browser

DICE = REPOSITORY / "tests" / "sites" / "dice"
SAMPLE = "code/two-dice.html"
LIT = ".line.lit"


@pytest.fixture(scope="module")
def dice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    project = tmp_path_factory.mktemp("dice")
    shutil.copytree(DICE / "content", project / "content")
    build_site(project, project / "built")
    with served(project / "built") as site:
        yield site


def lit(page: Page) -> list[str]:
    return page.locator(LIT).evaluate_all("lines => lines.map(line => line.dataset.line)")


def test_lines_light_up_while_their_note_has_the_focus(dice: Site, open_tab: OpenTab) -> None:
    page = open_tab(dice.http).go(SAMPLE)
    notes = page.locator(".line-ref")
    notes.nth(1).focus()
    assert lit(page) == ["15", "16"]
    page.keyboard.press("Shift+Tab")
    expect(notes.nth(0)).to_be_focused()
    assert lit(page) == ["13"]
    page.keyboard.press("Shift+Tab")
    assert lit(page) == []


def test_lines_light_up_under_the_pointer_which_goes_before_the_focus(dice: Site, open_tab: OpenTab) -> None:
    page = open_tab(dice.http).go(SAMPLE)
    page.locator(".line-ref").nth(0).focus()
    page.locator(".line-notes li").nth(1).hover()
    assert lit(page) == ["15", "16"]
    page.locator("h1").hover()
    assert lit(page) == ["13"]


@pytest.mark.parametrize("script", [True, False])
def test_a_notes_link_leads_to_its_line(script: bool, dice: Site, open_tab: OpenTab) -> None:
    page = open_tab(dice.http, java_script_enabled=script).go(SAMPLE)
    page.locator(".line-ref").nth(0).click()
    target = page.locator(".line:target")
    expect(target).to_have_attribute("data-line", "13")
    page.locator("h1").hover()
    plain = page.locator(".line[data-line='16']")
    grounds = [line.evaluate("line => getComputedStyle(line).backgroundColor") for line in (target, plain)]
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize(
    ("name", "copied"),
    [("Pairs", 'pairs = list(product(range(1, 7), repeat=2))  # 36 of them\nprint(len(pairs), "pairs")\n'), ("A session", "most - 1\n")],
)  # fmt: skip
def test_what_is_copied_has_no_prompts_numbers_or_output(name: str, copied: str, dice: Site, open_tab: OpenTab) -> None:
    page = open_tab(dice.http, permissions=["clipboard-read", "clipboard-write"]).go(
        SAMPLE if name == "Pairs" else "concepts/sums.html"
    )
    figure = page.locator("figure.code", has=page.locator("figcaption", has_text=name))
    figure.get_by_role("button", name="Copy").click()
    expect(figure.get_by_role("status")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.endswith(copied) and ">>>" not in text and "36 pairs" not in text


def test_downloads_are_the_files(dice: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    page = open_tab(dice.http).go(SAMPLE)
    for label, name in (("program", "two_dice.py"), ("notebook", "two_dice.ipynb")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Download as a {label}").click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == (dice.folder / "code" / name).read_bytes()
