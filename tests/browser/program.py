"""The system's Chromium, and how it is started."""

from __future__ import annotations

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium_path() -> str:
    """The variable `CHROMIUM` names another one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, (
        f"no browser: install Chromium, or name one in the variable CHROMIUM (looked for {', '.join(BROWSERS)})"
    )
    return found
