"""What is measured in a browser, by the same functions as in tests/browser."""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Response
from tests.browser import axe, markup
from tests.browser.sites import PREFIX, Site
from tests.browser.visits import NARROW, ZOOMED
from tests.browser.watch import VIOLATIONS, Watch, ask, in_page, search_for, until

JS = Path(__file__).with_name("js")
WIDE, SLIM = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SETTLED_MS = 1500
KEPT_MS = 30_000
BYTES_A_KB = 1024
SORTS = {"document": "html", "stylesheet": "css", "script": "script", "font": "font", "image": "image"}
ICON = "favicon.svg"
BLOCKED = "Service Worker registration blocked"
"""By us: what a worker fetches ahead would count as fetched by the page."""
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom)\s*:"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)
Found = dict[str, dict[str, float | None]]
"""Name of a bar → kind of page → figure."""


def measure(browser: Browser, site: Site, pages: Mapping[str, str]) -> Found:
    """All figures, for the pages given by kind; the first is the overview."""
    found: Found = defaultdict(dict)
    overview = next(iter(pages.values()))
    for kind, address in pages.items():
        print(f"{kind}: {address}", file=sys.stderr, flush=True)
        for name, figure in (
            *_weight(browser, site, address, overview), *_at_work(browser, site, address), *_look(browser, site, address),
            *_elsewhere(browser, site, address),
        ):  # fmt: skip
            found[name][kind] = figure
    _axe(browser, site, pages, found)
    _nu(site, pages, found)
    _offline(browser, site, pages, found)
    found["search"]["search"] = _search_ms(browser, site, overview)
    found["physical"]["overview"] = physical(site.folder)
    return dict(found)


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[tuple[BrowserContext, Page]]:
    context = browser.new_context(**{"viewport": WIDE, "service_workers": "block", **options})
    try:
        yield context, context.new_page()
    finally:
        context.close()


# Bytes


def size_of(site: Site, url: str) -> int:
    """Bytes that a host sends for an address: gzipped, but for what is packed already."""
    path = unquote(urlsplit(url).path).removeprefix(PREFIX)
    file = site.folder / (f"{path}index.html" if not path or path.endswith("/") else path)
    raw = file.read_bytes() if file.is_file() else b""
    return len(raw) if file.suffix in (".woff2", ".png", ".jpg", ".webp", ".avif") else len(gzip.compress(raw, 9))


def _weight(browser: Browser, site: Site, address: str, overview: str) -> Iterator[tuple[str, float]]:
    with opened(browser) as (_, page):
        cold = _loaded(page, site.http + address)
    with opened(browser) as (_, page):
        kept = set(_loaded(page, site.http + overview))
        second = {} if address == overview else _loaded(page, site.http + address)
    sums = dict.fromkeys(SORTS.values(), 0.0)
    for url, sort in cold.items():
        sums[sort] = sums.get(sort, 0.0) + size_of(site, url) / BYTES_A_KB
    yield from sums.items()
    yield "cold", sum(sums.values())
    yield "requests", len([url for url in cold if not url.endswith(ICON)])
    if second:
        yield "warm", sum(size_of(site, url) for url in second if url not in kept) / BYTES_A_KB


def _loaded(page: Page, url: str) -> dict[str, str]:
    """Address → sort, of all that a page fetches by itself."""
    seen: dict[str, str] = {}

    def note(response: Response) -> None:
        seen[response.url] = SORTS.get(response.request.resource_type, response.request.resource_type)

    page.on("response", note)
    page.goto(url)
    page.wait_for_timeout(SETTLED_MS)
    page.remove_listener("response", note)
    return seen


# In use


def _at_work(browser: Browser, site: Site, address: str) -> Iterator[tuple[str, float]]:
    with opened(browser) as (context, page):
        context.add_init_script(VIOLATIONS)
        watch = Watch(page, site.http, (BLOCKED,))
        page.goto(site.http + address)
        counts = ask(page, JS / "counts.js")
        yield from counts.items()
        search_for(page, "a")
        page.locator("dialog[open] li a").first.wait_for()
        page.keyboard.press("Escape")
        page.locator("header button").last.click()
        for option in (
            page.locator("main [data-widget=question]")
            .locator("input[type=radio]:visible, input[type=checkbox]:visible")
            .all()[:1]
        ):
            option.check()
        page.wait_for_timeout(SETTLED_MS)
        faults = watch.faults()
        foreign = [fault for fault in faults if "outside of the site" in fault]
        policy = [fault for fault in faults if "policy" in fault.lower() and fault not in foreign]
        yield "foreign", len(foreign)
        yield "policy", len(policy)
        yield "said", len(faults) - len(foreign) - len(policy)


def _search_ms(browser: Browser, site: Site, address: str) -> float:
    """The slowest of a few keys, once the data are there."""
    with opened(browser) as (_, page):
        page.goto(site.http + address)
        search_for(page, "a")
        page.locator("dialog[open] li a").first.wait_for()
        times = []
        for key in "uto":
            ask(page, JS / "first-result.js")
            page.keyboard.type(key)
            times.append(float(page.evaluate("window.firstResult")))
        return max(times)


# Looks


def _look(browser: Browser, site: Site, address: str) -> Iterator[tuple[str, float | None]]:
    least: dict[str, float | None] = {}
    with opened(browser, reduced_motion="reduce") as (context, page):
        page.goto(site.http + address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            seen = ask(page, JS / "type.js")
            for sort, ratio in seen["contrasts"].items():
                known = least.get(sort)
                least[sort] = ratio if known is None or ratio is None else min(ratio, known)
        yield from least.items()
        yield "letters", seen["letters"] or None
        yield "motion", len(in_page(page, "motion"))
        page.keyboard.press("Tab")
        yield "focus", len(in_page(page, "focus-faults"))
        page.set_viewport_size(SLIM)  # type: ignore[arg-type]
        yield "narrow", ask(page, JS / "type.js")["letters"] or None
        devices = context.new_cdp_session(page)
        wide = 0
        for screen in (NARROW, ZOOMED):
            devices.send("Emulation.setDeviceMetricsOverride", screen)
            wide = max(wide, in_page(page, "reflow")["width"] - int(screen["width"]))
        yield "wide", wide
        yield "stuck", 100 * in_page(page, "stuck")


def _elsewhere(browser: Browser, site: Site, address: str) -> Iterator[tuple[str, float]]:
    with opened(browser) as (_, page):
        page.goto(site.http + address)
        yield "paper", len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        page.goto(site.disk + address)
        yield "disk", len(in_page(page, "appearance"))
    with opened(browser, java_script_enabled=False, viewport=SLIM) as (_, page):
        page.goto(site.http + address)
        yield "without", sum(len(faults) for faults in in_page(page, "without-script").values())


# All pages at once


def _axe(browser: Browser, site: Site, pages: Mapping[str, str], found: Found) -> None:
    source = axe.source()
    contexts = [browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) for width in axe.WIDTHS]
    tabs = [context.new_page() for context in contexts]
    for kind, address in pages.items():
        found["axe"][kind] = len(axe.look_at(tabs, site.http, address, source))
    for context in contexts:
        context.close()


def _nu(site: Site, pages: Mapping[str, str], found: Found) -> None:
    """Nothing is said where there is no Java."""
    if not markup.JAVA:
        return
    places = [place for place, _ in markup.nu([site.folder / address for address in pages.values()])]
    for kind, address in pages.items():
        found["nu"][kind] = sum(place.startswith(f"{site.folder / address}:") for place in places)


def _offline(browser: Browser, site: Site, pages: Mapping[str, str], found: Found) -> None:
    with opened(browser, service_workers="allow") as (context, page):
        page.goto(site.http + next(iter(pages.values())))
        until(page, "Boolean(navigator.serviceWorker.controller)", KEPT_MS)
        context.set_offline(True)
        for kind, address in pages.items():
            try:
                page.goto(site.http + address)
                styled = page.evaluate("document.styleSheets[0].cssRules.length") > 0
            except Error:
                styled = False
            found["offline"][kind] = 0 if styled and page.locator("h1").count() else 1


def physical(folder: Path) -> int:
    """Declarations in the style sheets that would not turn over in a text that runs from right to left."""
    return sum(
        len(PHYSICAL.findall(file.read_text(encoding="utf-8"))) for file in sorted((folder / "static").rglob("*.css"))
    )
