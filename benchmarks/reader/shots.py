"""Pictures of the fifteen most telling views of a built site: `python benchmarks/reader/shots.py site --to shots`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[2] / "src")]

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from tests.browser.program import FLAGS, chromium_path  # noqa: E402
from tests.browser.sites import Site, served  # noqa: E402
from tests.browser.watch import search_for  # noqa: E402

SETTLED_MS = 600
HEIGHTS = {1440: 900, 390: 844}


class Shot(NamedTuple):
    name: str
    page: str
    """Address, or a pattern of which the largest page is taken: there is most to see."""
    width: int = 1440
    scheme: str = "light"
    at: str = ""
    """Selector of what shall be at the top."""
    search: str = ""
    """Words to type into the search."""
    paper: bool = False


SHOTS = (
    Shot("front", "index.html"),
    Shot("front-narrow", "index.html", 390),
    Shot("front-dark", "index.html", scheme="dark"),
    Shot("model", "models/*.html"),
    Shot("model-narrow-dark", "models/*.html", 390, "dark"),
    Shot("metric", "metrics/*.html"),
    Shot("concept-sidenotes", "concepts/*.html", at=".sidenote"),
    Shot("concept-formulas-narrow", "concepts/*.html", 390, at="main .math"),
    Shot("comparison", "models/index.html", at=".comparison"),
    Shot("search-dark", "index.html", scheme="dark", search="score"),
    Shot("quiz", "quiz/index.html", at="[data-question]"),
    Shot("map", "map.html"),
    Shot("glossary-narrow", "glossary.html", 390),
    Shot("code", "code.html", at="figure.code"),
    Shot("print", "concepts/*.html", paper=True),
)


def pages_of(site: Path, shot: Shot) -> list[str]:
    """Addresses that a shot may show, the largest page first; those that have what it shall show before the others."""
    files = [file for file in site.glob(shot.page) if file.name != "index.html" or "*" not in shot.page]
    sign = shot.at.lstrip(".") if shot.at.startswith(".") else ""
    files.sort(key=lambda file: (bool(sign) and sign not in file.read_text(encoding="utf-8"), -file.stat().st_size))
    return [file.relative_to(site).as_posix() for file in files]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("site", type=Path, help="folder of a built site")
    parser.add_argument("--to", type=Path, default=Path("shots"), help="where the pictures go [%(default)s]")
    options = parser.parse_args(arguments)
    options.to.mkdir(parents=True, exist_ok=True)
    with served(options.site.resolve()) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for number, shot in enumerate(SHOTS, 1):
            for address in pages_of(site.folder, shot)[:1]:
                file = options.to / f"{number:02}-{shot.name}.{'pdf' if shot.paper else 'png'}"
                take(browser, site, shot, address, file)
                print(f"{file}  {address}")
        browser.close()


def take(browser: Browser, site: Site, shot: Shot, address: str, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHTS[shot.width]},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.goto(site.http + address)
    _prepare(page, shot)
    page.wait_for_timeout(SETTLED_MS)
    if shot.paper:
        page.pdf(path=file, format="A4", print_background=False)
    else:
        page.screenshot(path=file)
    context.close()


def _prepare(page: Page, shot: Shot) -> None:
    if shot.at and page.locator(shot.at).count():
        page.locator(shot.at).first.evaluate("(part) => part.scrollIntoView({ block: 'start' })")
    if shot.search:
        search_for(page, shot.search)
        page.locator("dialog[open] li a").first.wait_for()


if __name__ == "__main__":
    main()
