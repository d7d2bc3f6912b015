"""Lighthouse, three times a page, on a phone and on a desk: the median of each figure."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from tests.browser.node import MODULES
from tests.browser.program import FLAGS

RUNS = 3
LIMIT_S = 180
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {"largest-contentful-paint": "LCP, s", "total-blocking-time": "TBT, ms", "cumulative-layout-shift": "CLS"}
SCREENS: Mapping[str, Sequence[str]] = {"mobile": (), "desktop": ("--preset=desktop",)}
Scores = dict[str, float]


def run(root: str, pages: Mapping[str, str], chromium: str) -> dict[tuple[str, str], Scores]:
    """Medians by kind of page and screen."""
    return {
        (kind, screen): medians([_report(root + address, flags, chromium) for _ in range(RUNS)])
        for kind, address in pages.items()
        for screen, flags in SCREENS.items()
    }


def _report(url: str, flags: Sequence[str], chromium: str) -> dict[str, Any]:
    program = MODULES / "lighthouse" / "cli" / "index.js"
    if not program.is_file():
        raise SystemExit("Lighthouse is not installed: `npm install` installs the version that package.json names")
    command = [
        "node",
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        *flags,
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def medians(reports: Sequence[Mapping[str, Any]]) -> Scores:
    """Scores from 0 to 100, and times in the units of the headings."""
    scores = {name: [100 * (report["categories"][name]["score"] or 0) for report in reports] for name in CATEGORIES}
    audits = {name: [report["audits"][name]["numericValue"] for report in reports] for name in AUDITS}
    audits["largest-contentful-paint"] = [value / 1000 for value in audits["largest-contentful-paint"]]
    return {name: statistics.median(values) for name, values in (*scores.items(), *audits.items())}


def markdown(found: Mapping[tuple[str, str], Scores]) -> str:
    heads = ["page", "screen", *CATEGORIES, *AUDITS.values()]
    digits = {"largest-contentful-paint": 2, "cumulative-layout-shift": 3}
    lines = [[kind, screen, *(f"{scores[name]:.{digits.get(name, 0)}f}" for name in (*CATEGORIES, *AUDITS))]
             for (kind, screen), scores in found.items()]  # fmt: skip
    rule = ["---", "---", *["---:"] * (len(heads) - 2)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *lines))
