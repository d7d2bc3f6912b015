"""A front page with the words, formulas and programs that the bars for an overview were set on stays within them."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from studyguide.build import Options, build

HERE = Path(__file__).parent
KB = 1024
FONTS = ("source-serif", "source-sans", "source-serif-italic", "stix-two-math")
"""What its text is set in; test_axe and benchmarks/reader see what a browser really loads."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("overview")
    shutil.copytree(HERE / "sites" / "overview", folder / "guide", ignore=shutil.ignore_patterns(".studyguide"))
    assert build(Options(project=folder / "guide", output=folder / "site")).published
    return folder / "site"


def compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def test_it_holds_what_the_bars_were_set_on(site: Path) -> None:
    main = (site / "index.html").read_text(encoding="utf-8").partition("<main")[2]
    prose = re.sub(r"<math.*?</math>|<pre.*?</pre>|<[^>]+>", " ", main, flags=re.S)
    assert len(prose.split()) >= 950
    assert main.count("<math") >= 17 and main.count('<math display="block"') == 4
    assert main.count("<pre") == 2 and main.count("<table") == 1 and main.count("<details") >= 3


def test_its_html_is_small(site: Path) -> None:
    assert compressed(site / "index.html") <= 7 * KB
    assert len(re.findall(r"<[a-z]", (site / "index.html").read_text(encoding="utf-8"))) <= 1000


def test_all_of_it_is_small(site: Path) -> None:
    fonts = sum((site / "static" / "fonts" / f"{name}.woff2").stat().st_size for name in FONTS)
    texts = [compressed(site / name) for name in ("index.html", "static/site.css", "static/site.js")]
    assert fonts <= 80 * KB
    assert sum(texts) + fonts <= 100 * KB
