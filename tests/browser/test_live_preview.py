"""The preview, as a process of its own: an open page follows its file, and says what is wrong with it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab
from .sites import REPOSITORY, copy_bread

pytestmark = pytest.mark.browser

LIMIT_MS = 20_000
"""Generous: what takes this long has failed."""
ADDRESS = re.compile(r"http://[^ ]+/")
MANY = "\n\nWait, and look at it again tomorrow." * 40
"""So that there is something to scroll."""


@dataclass(frozen=True, slots=True)
class Preview:
    address: str
    project: Path

    @property
    def text(self) -> Path:
        return self.project / "content" / "concepts" / "starter.md"

    def edit(self, old: str, new: str) -> None:
        before = self.text.read_text(encoding="utf-8")
        assert old in before
        self.text.write_text(before.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    project = copy_bread(tmp_path / "bread")
    running = Preview("", project)
    running.text.write_text(
        running.text.read_text(encoding="utf-8") + MANY + "\n\n## Where I stopped\n" + MANY, encoding="utf-8"
    )
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--project", str(project), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stderr
            found = next((match for line in process.stderr if (match := ADDRESS.search(line))), None)
            assert found, "the preview ended without telling its address"
            threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop it
            yield Preview(found[0], project)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(LIMIT_MS / 1000)


@pytest.fixture
def page(preview: Preview, open_tab: OpenTab) -> Page:
    """The starter's page, once the first build is there."""
    tab = open_tab(preview.address, height=600, tolerated=("404",))
    page = tab.go("concepts/starter.html")
    expect(page.locator("main h1")).to_contain_text("starter", timeout=LIMIT_MS, ignore_case=True)
    return page


def test_an_edit_shows_by_itself_where_the_reader_was(preview: Preview, page: Page) -> None:
    page.locator("#where-i-stopped").evaluate(
        "heading => scrollTo(0, scrollY + heading.getBoundingClientRect().top + 40)"
    )
    before = _top(page)
    assert before < 0, "the reader is in the section"
    preview.edit("Wait, and look", "Three more words above.\n\nWait, and look")
    expect(page.get_by_text("Three more words above.")).to_have_count(1, timeout=LIMIT_MS)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert abs(_top(page) - before) <= 2, f"was {before} px from the top, is {_top(page)} px"


def test_a_broken_file_is_told_and_a_mended_one_no_more(preview: Preview, page: Page) -> None:
    panel = page.get_by_role("status", name="Problems of the guide")
    preview.edit("Wait, and look", "See [[no-such-thing]]. Wait, and look")
    expect(panel).to_be_visible(timeout=LIMIT_MS)
    expect(panel).to_contain_text("no-such-thing")
    expect(panel).to_contain_text("concepts/starter.md:")
    expect(page.locator("main h1")).to_be_visible()
    preview.edit("See [[no-such-thing]]. Wait, and look", "Wait, and look")
    expect(panel).to_be_hidden(timeout=LIMIT_MS)


def test_a_mended_file_shows_its_new_text(preview: Preview, page: Page) -> None:
    panel = page.get_by_role("status", name="Problems of the guide")
    preview.edit("title:", "titel:")
    expect(panel).to_be_visible(timeout=LIMIT_MS)
    preview.edit("titel:", "title: Mended ")
    expect(page.locator("main h1")).to_contain_text("Mended", timeout=LIMIT_MS)
    expect(panel).to_be_hidden(timeout=LIMIT_MS)


def _top(page: Page) -> float:
    """Where the reader's heading is in the window, in pixels."""
    top: float = page.locator("#where-i-stopped").evaluate("heading => heading.getBoundingClientRect().top")
    return top
