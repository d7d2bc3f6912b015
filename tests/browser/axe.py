"""axe, run in a page: all its rules by day, and by night those about colours, since nothing else differs."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .node import package
from .watch import in_page

WIDTHS = (1440, 390)
COLOURS = ["color-contrast", "link-in-text-block"]


def source() -> str:
    """The checker itself. A page's policy must be off for it to run."""
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def look_at(tabs: list[Page], root: str, address: str, axe: str) -> list[str]:
    """What is wrong with a page, with all answers open; `tabs` are of the `WIDTHS`, one each."""
    for tab in tabs:
        tab.emulate_media(color_scheme="light")
        tab.goto(root + address)
        in_page(tab, "open-all")
        tab.evaluate(axe)
    faults = _run_all(tabs, f"{address}, light", [])
    for tab in tabs:
        tab.emulate_media(color_scheme="dark")
    return faults + _run_all(tabs, f"{address}, dark", COLOURS)


def _run_all(tabs: list[Page], where: str, rules: list[str]) -> list[str]:
    """Starts axe in all tabs, then gathers what it found: each tab has a process of its own."""
    for tab in tabs:
        in_page(tab, "axe-start", rules)
    return [fault for tab, width in zip(tabs, WIDTHS, strict=True) for fault in _found(tab, f"{where}, {width} px")]


def run(page: Page, where: str, rules: list[str]) -> list[str]:
    in_page(page, "axe-start", rules)
    return _found(page, where)


def _found(page: Page, where: str) -> list[str]:
    nodes: list[dict[str, Any]] = in_page(page, "axe-found")
    return [f"{where}: {node['rule']}: {node['target']}: {node['why']}" for node in nodes]
