"""Notes whatever goes wrong in an open page: words on the console, errors, failed or foreign requests, broken policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

STEP_MS = 50
VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`));
"""
"""Goes into each document before its own scripts."""
CUT_SHORT = "net::ERR_ABORTED"
"""The test moved on before the request was answered. What the page itself breaks is told on the console as well."""
SEEKS_ROOT = ("/static/site.css", "/static/page.css", "/static/find-root.js")
"""What 404.html asks for at several depths, since without a `base_url` nobody knows its own; all but one of them fail."""
_JS = Path(__file__).with_name("js")


def in_page(page: Page, name: str, argument: Any = None) -> Any:
    """The answer of a function in js/, asked in the page. Works under any policy, and where the page's own scripts are off."""
    return ask(page, _JS / f"{name}.js", argument)


def ask(page: Page, script: Path, argument: Any = None) -> Any:
    """The answer of a function in a file of its own, which may use what js/shared/ defines."""
    shared = "".join(file.read_text(encoding="utf-8") for file in sorted((_JS / "shared").glob("*.js")))
    return page.evaluate(
        f"(argument) => {{\n{shared}\nreturn ({script.read_text(encoding='utf-8')})(argument);\n}}", argument
    )


def search_for(page: Page, words: str) -> None:
    """Opens the search with a key, and types."""
    page.keyboard.press("/")
    expect(page.locator("dialog[open] input")).to_be_focused()
    page.keyboard.type(words)


def until(page: Page, condition: str, limit_ms: int = 5_000) -> None:
    """Waits for something to become true. Playwright's own way evaluates text in the page, which the policy forbids."""
    for _ in range(limit_ms // STEP_MS):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(STEP_MS)
    raise AssertionError(f"did not become true: {condition}")


class Watch:
    """Everything wrong that happened in a page since it was last asked."""

    def __init__(self, page: Page, root: str, tolerated: Sequence[str] = ()) -> None:
        self.page, self.root, self.tolerated = page, root, tolerated
        self._faults: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def faults(self) -> list[str]:
        """What went wrong, each named by its page; then forgets it."""
        found, self._faults = list(dict.fromkeys(self._faults)), []
        return found

    def assert_silent(self) -> None:
        found = self.faults()
        assert not found, "\n".join(found)

    def _note(self, fault: str) -> None:
        page = self.page.url.removeprefix(self.root)
        tolerated = (*self.tolerated, *SEEKS_ROOT) if page == "404.html" else self.tolerated
        if not any(text in fault for text in tolerated):
            self._faults.append(f"{page}: {fault}")

    def _said(self, message: ConsoleMessage) -> None:
        self._note(f"console: {message.type}: {message.text} ({message.location.get('url')})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.root, "data:", "blob:", "about:")):
            self._note(f"request outside of the site: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != CUT_SHORT:
            self._note(f"failed request: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"failed request: {response.url} ({response.status})")
