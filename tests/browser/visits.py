"""One visit to each page of a site: everything that a test may ask of all pages, seen in one load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from .sites import Site
from .watch import VIOLATIONS, Watch, in_page

NARROW = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": False}
ZOOMED = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
"""What a window of 1280 × 1024 comes to at 400 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflow:
    """How a page fits a narrow screen."""

    screen: str
    """Which one, and in which colours."""
    width: int
    """Of what can be scrolled to, in pixels."""
    wide: list[str]
    """Elements that stick out, described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    page: str
    """Address from the site's root."""
    faults: list[str]
    lang: str
    headings: list[str]
    """Texts of all h1."""
    ids: frozenset[str]
    links: Mapping[str, str]
    """Absolute address → the first element that names it."""
    reflows: list[Reflow]
    stuck: float
    """Share of the screen taken at 400 % by parts that do not scroll away."""


def visit_all(browser: Browser, site: Site) -> list[Visit]:
    """All pages, one after the other in one tab."""
    context = browser.new_context(viewport={"width": NARROW["width"], "height": NARROW["height"]})
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    watch, devices = Watch(page, site.http), context.new_cdp_session(page)
    visits = [_visit(page, site, address, watch, devices) for address in site.pages]
    context.close()
    return visits


def _visit(page: Page, site: Site, address: str, watch: Watch, devices: CDPSession) -> Visit:
    devices.send("Emulation.setDeviceMetricsOverride", NARROW)
    page.emulate_media(color_scheme="light")
    page.goto(site.http + address)
    facts: dict[str, Any] = in_page(page, "facts")
    reflows = [_reflow(page, "320 px, light")]
    page.emulate_media(color_scheme="dark")
    reflows.append(_reflow(page, "320 px, dark"))
    devices.send("Emulation.setDeviceMetricsOverride", ZOOMED)
    reflows.append(_reflow(page, "400 %"))
    stuck = 0.0 if site.kind(address) == "print" else in_page(page, "stuck")
    ids = frozenset(facts.pop("ids"))
    return Visit(page=address, faults=watch.faults(), ids=ids, reflows=reflows, stuck=stuck, **facts)


def _reflow(page: Page, screen: str) -> Reflow:
    return Reflow(screen=screen, **in_page(page, "reflow"))
