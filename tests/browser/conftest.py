"""One browser and three built guides for all browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .program import FLAGS, chromium_path
from .sites import PUBLIC, REPOSITORY, Site, build_site, copy_bread, served
from .visits import Visit, visit_all
from .watch import VIOLATIONS, Watch


@pytest.fixture(scope="package")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The built guides: ours, and one on another subject with and without a public address."""
    root = tmp_path_factory.mktemp("browser")
    projects = {
        "guide": REPOSITORY,
        "bread": copy_bread(root / "bread-source"),
        "public": copy_bread(root / "public-source", base_url=PUBLIC),
    }
    for name, project in projects.items():
        build_site(project, root / name)
    return {name: root / name for name in projects}


@pytest.fixture(scope="package")
def guide(folders: dict[str, Path]) -> Iterator[Site]:
    """This project's own guide."""
    with served(folders["guide"]) as site:
        yield site


@pytest.fixture(scope="package")
def bread(folders: dict[str, Path]) -> Iterator[Site]:
    """A second guide, without maths, models and metrics, and without `base_url`."""
    with served(folders["bread"]) as site:
        yield site


@pytest.fixture(scope="package")
def public(folders: dict[str, Path]) -> Iterator[Site]:
    """The second guide with a `base_url`."""
    with served(folders["public"]) as site:
        yield site


@pytest.fixture(scope="package")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A guide with one question of every type."""
    output = tmp_path_factory.mktemp("asking") / "site"
    build_site(REPOSITORY / "tests" / "sites" / "asking", output)
    with served(output) as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; `CHROMIUM` names another one."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@dataclass(frozen=True, slots=True)
class Tab:
    """An open page, and what it did wrong."""

    page: Page
    watch: Watch
    root: str

    def go(self, address: str) -> Page:
        self.page.goto(self.root + address)
        return self.page


OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Opens pages, each with a profile of its own. At the end of the test none of them may have anything to complain about.

    Without motion where the test does not ask for it: one that moves on during a view transition breaks it off.
    """
    opened: list[Tab] = []

    def open_one(
        root: str, *, width: int = 1280, height: int = 800, tolerated: tuple[str, ...] = (), **options: Any
    ) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"reduced_motion": "reduce", **options}
        )
        context.add_init_script(VIOLATIONS)
        page = context.new_page()
        opened.append(Tab(page, Watch(page, root, tolerated), root))
        return opened[-1]

    yield open_one
    faults = [fault for tab in opened for fault in tab.watch.faults()]
    for tab in opened:
        tab.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="package")
def visits(browser: Browser, guide: Site, bread: Site, public: Site) -> dict[str, list[Visit]]:
    """Every page of every guide, visited once over http on a narrow screen."""
    return {name: visit_all(browser, site) for name, site in (("guide", guide), ("bread", bread), ("public", public))}
