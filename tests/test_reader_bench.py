"""What says how a site meets its readers: it chooses pages, counts bytes as a host sends them, and sees faults that are there."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks" / "reader")]

playwright = pytest.importorskip("playwright.sync_api")
import bars  # noqa: E402
import choose  # noqa: E402
import lighthouse  # noqa: E402
import measure_pages  # noqa: E402
import shots  # noqa: E402
from bars import BARS, Bar  # noqa: E402
from tests.browser.program import FLAGS, chromium_path  # noqa: E402
from tests.browser.sites import Site, build_site, copy_bread, served  # noqa: E402

# The table


def test_a_bar_holds_for_the_worst_page_that_it_is_about() -> None:
    bar = Bar(name="bytes", most=10, only=frozenset({"overview"}))
    assert bar.met({"overview": 10, "quiz": 99}) is True
    assert bar.met({"overview": 10.1}) is False
    assert bar.met({"quiz": 99}) is None
    assert Bar(name="letters", least=62, most=72).met({"a": 62, "b": None, "c": 73}) is False
    assert Bar(name="told").met({"a": 1}) is None


def test_the_table_has_a_line_a_bar_and_a_verdict() -> None:
    found = {"css": {"overview": 8.04, "quiz": 12}, "axe": {"overview": 0, "quiz": 2}, "paper": {"quiz": 30}}
    lines = bars.markdown(found, ["overview", "quiz"]).splitlines()
    assert lines[2:] == [
        "| CSS, gzip | 8.0 | 12.0 | ≤ 8 KB (overview) | **missed** |",
        "| axe nodes, answers open, 390 and 1440, both schemes | 0 | 2 | 0 | **missed** |",
        "| printed pages, A4 |  | 30 |  |  |",
    ]
    assert sorted(bars.missed(found)) == ["axe", "css"]


def test_lighthouse_gives_medians_in_the_units_of_the_headings() -> None:
    reports = [
        {
            "categories": {name: {"score": score} for name in lighthouse.CATEGORIES},
            "audits": {name: {"numericValue": value} for name in lighthouse.AUDITS},
        }
        for score, value in ((1, 900), (0.5, 1200), (0.9, 5000))
    ]
    found = lighthouse.medians(reports)
    assert (found["performance"], found["largest-contentful-paint"], found["total-blocking-time"]) == (90, 1.2, 1200)
    assert "| quiz | mobile | 90 | 90 | 90 | 90 | 1.20 | 1200 | 1200.000 |" in lighthouse.markdown(
        {("quiz", "mobile"): found}
    )


# Pages and files


def test_pages_are_of_middling_size(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    for name, size in (("index", 900), ("long", 500), ("middle", 50), ("stub", 5)):
        (tmp_path / "models" / f"{name}.html").write_text("x" * size, encoding="utf-8")
    with pytest.raises(SystemExit, match="build the site first"):
        choose.pages_of(tmp_path)
    (tmp_path / "index.html").write_text("", encoding="utf-8")
    assert choose.pages_of(tmp_path) == {"overview": "index.html", "model": "models/middle.html"}


def test_bytes_are_those_that_a_host_sends(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("a" * 5000, encoding="utf-8")
    (tmp_path / "font.woff2").write_bytes(b"a" * 5000)
    site = Site(folder=tmp_path, http="http://127.0.0.1:1/some/where/")
    assert measure_pages.size_of(site, site.http) == len(gzip.compress(b"a" * 5000, 9)) < 100
    assert measure_pages.size_of(site, f"{site.http}font.woff2?v=1") == 5000


def test_physical_properties_are_told_from_logical_ones(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    sheet = tmp_path / "static" / "a.css"
    sheet.write_text(
        ".a{margin-inline-start:1em;inset-inline-end:0;text-align:start;border-start-end-radius:1px}", encoding="utf-8"
    )
    assert measure_pages.physical(tmp_path) == 0
    sheet.write_text(".a{margin-left:1em;left:0;text-align:right;border-top-width:1px}", encoding="utf-8")
    assert measure_pages.physical(tmp_path) == 4


def test_shots_are_fifteen_of_different_names_and_show_what_they_are_for(tmp_path: Path) -> None:
    assert len(shots.SHOTS) == len({shot.name for shot in shots.SHOTS}) == 15
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "long.html").write_text("x" * 100, encoding="utf-8")
    (tmp_path / "concepts" / "aside.html").write_text('<aside class="sidenote">', encoding="utf-8")
    assert shots.pages_of(tmp_path, shots.Shot("a", "concepts/*.html"))[0] == "concepts/long.html"
    assert shots.pages_of(tmp_path, shots.Shot("a", "concepts/*.html", at=".sidenote"))[0] == "concepts/aside.html"


# In a browser


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The bread guide; a page of it has one fault of each sort, and another is left as it was."""
    folder = tmp_path_factory.mktemp("reader")
    build_site(copy_bread(folder / "source"), folder / "site")
    whole = folder / "site" / "concepts" / "hydration.html"
    text = whole.read_text(encoding="utf-8")
    faults = (
        '<p style="color: #ddd" onclick="no()">Pale.</p><p class="prose"><img src="https://elsewhere.invalid/a.png"></p>'
        '<div class="far">.</div><button>Dead</button>'
        f"<p>{'A paragraph of many lines is needed to count letters. ' * 12}</p>"
    )
    page = text.replace('<div class="prose">', f'<div class="prose">{faults}', 1)
    page = page.replace("</head>", '<link rel="stylesheet" href="../static/far.css"></head>', 1)
    (whole.parent / "spoilt.html").write_text(page, encoding="utf-8")
    (folder / "site" / "static" / "far.css").write_text(
        ".far { margin-left: 60rem; inline-size: 5rem }", encoding="utf-8"
    )
    with served(folder / "site") as site:
        yield site


@pytest.fixture(scope="module")
def figures(spoilt: Site) -> measure_pages.Found:
    pages = {"overview": "index.html", "whole": "concepts/hydration.html", "spoilt": "concepts/spoilt.html"}
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        found = measure_pages.measure(browser, spoilt, pages)
        browser.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", ["inline", "foreign", "policy", "without", "axe", "wide", "nu"])
def test_a_fault_counts_on_its_page_only(name: str, figures: measure_pages.Found) -> None:
    if name == "nu" and not shutil.which("java"):
        pytest.skip("needs Java")
    found = figures[name]
    assert (found["spoilt"] or 0) > 0
    assert found["whole"] == 0, f"{name}: {found}"


@pytest.mark.browser
def test_every_bar_is_measured(figures: measure_pages.Found) -> None:
    unmeasured = set(BARS) - set(figures) - ({"nu"} if not shutil.which("java") else set())
    assert not unmeasured
    counted = ("html", "css", "script", "font", "cold", "requests", "nodes", "paper")
    assert {name: figures[name]["whole"] for name in counted if not figures[name]["whole"]} == {}
    assert (figures["narrow"]["spoilt"] or 0) < 50 < (figures["letters"]["spoilt"] or 0) < 90
    assert (figures["warm"]["whole"] or 0) < (figures["cold"]["whole"] or 0)
    assert figures["offline"] == {"overview": 0, "whole": 0, "spoilt": 1}, "the worker keeps what the build made"
    assert (figures["text"]["whole"] or 0) > 12 > (figures["muted"]["whole"] or 0)
