"""Questions in the page: every type answered right, wrong and partly, by mouse and by keyboard, and read out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from .asking import PAGE, click_answer, key_answer, kinds, question, result_of, status
from .conftest import OpenTab
from .sites import REPOSITORY, Site, build_site, served

pytestmark = pytest.mark.browser

Answer = Callable[[Locator, str, str], None]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A guide with one question of every type."""
    output = tmp_path_factory.mktemp("asking") / "site"
    build_site(REPOSITORY / "tests" / "sites" / "asking", output)
    with served(output) as site:
        yield site


@pytest.fixture
def page(asking: Site, open_tab: OpenTab) -> Page:
    return open_tab(asking.http).go(PAGE)


@pytest.mark.parametrize("how", ["right", "wrong", "partly"])
@pytest.mark.parametrize("answer", [click_answer, key_answer], ids=["mouse", "keyboard"])
def test_every_type_can_be_answered(answer: Answer, how: str, page: Page) -> None:
    """The result is said, and gets the focus."""
    for kind in kinds(how):
        asked = question(page, kind)
        answer(asked, kind, how)
        expect(status(asked)).to_have_text(result_of(kind, how))
        expect(asked.get_by_role("group", name="Feedback")).to_be_focused()
