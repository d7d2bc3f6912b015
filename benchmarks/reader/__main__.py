"""Measures a built site as its readers meet it, and says which bars it passes: `python benchmarks/reader site`.

Looks at one page of each kind, by the functions of tests/browser, in the system's Chromium. With `--lighthouse`, also what
Lighthouse says, three times each. Leaves with 1 where a bar is missed and `--strict` is given.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[2] / "src"), str(HERE.parent)]

import bars  # noqa: E402
import lighthouse  # noqa: E402
import measure_pages  # noqa: E402
from choose import pages_of  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from tests.browser.program import FLAGS, chromium_path  # noqa: E402
from tests.browser.sites import served  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python benchmarks/reader", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path, help="folder of a built site")
    parser.add_argument("--lighthouse", action="store_true", help="also run Lighthouse, three times a page")
    parser.add_argument("--strict", action="store_true", help="leave with 1 where a bar is missed")
    options = parser.parse_args(arguments)
    pages = pages_of(options.site.resolve())
    with served(options.site.resolve()) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        found = measure_pages.measure(browser, site, pages)
        browser.close()
        print(f"{datetime.now(UTC):%Y-%m-%d}: {', '.join(pages.values())}\n\n{bars.markdown(found, list(pages))}")
        if options.lighthouse:
            print(f"\n{lighthouse.markdown(lighthouse.run(site.http, pages, chromium_path()))}")
    return int(options.strict and any(bars.missed(found)))


if __name__ == "__main__":
    sys.exit(main())
