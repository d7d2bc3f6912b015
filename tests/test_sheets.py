"""What only some pages need is in sheets of their own, and no page lacks one of them."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyguide.build import Options, build
from studyguide.sheets import SHEETS, needed, sheet_of

ROOT = Path(__file__).parents[1]
CSS = ROOT / "static" / "css"
MOST_BYTES = 8192
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bread guide, built once."""
    folder = tmp_path_factory.mktemp("sheets")
    shutil.copytree(ROOT / "tests" / "sites" / "bread", folder / "bread", ignore=shutil.ignore_patterns(".studyguide"))
    assert build(Options(project=folder / "bread", output=folder / "site")).published
    return folder / "site"


def selectors(css: str) -> Iterator[str]:
    """What stands before braces, but not within strings and not of at-rules."""
    for found in re.findall(r"([^{};]+)\{", re.sub(r'"[^"]*"|/\*.*?\*/', "", css, flags=re.S)):
        if not found.strip().startswith("@"):
            yield found


def classes_of(css: str) -> set[str]:
    return {name for selector in selectors(css) for name in CLASS.findall(selector)}


def test_every_part_is_a_sheet_of_the_order() -> None:
    order = (CSS / "ORDER").read_text(encoding="utf-8").split()
    assert [part for sheet in SHEETS for part in sorted(sheet.parts) if part not in order] == []
    assert {sheet_of(part) for part in order} == {"site.css", *(sheet.name for sheet in SHEETS)}


def test_no_page_has_a_class_without_its_sheet(site: Path) -> None:
    static = site / "static"
    shared = classes_of((static / "site.css").read_text(encoding="utf-8"))
    own = {sheet.name: classes_of((static / sheet.name).read_text(encoding="utf-8")) - shared for sheet in SHEETS}
    pages = sorted(site.rglob("*.html"))
    faults = []
    for page in pages:
        html = page.read_text(encoding="utf-8")
        used = {name for value in re.findall(r' class="([^"]*)"', html) for name in value.split()}
        for name, classes in own.items():
            if (lost := used & classes) and f'static/{name}"' not in html:
                faults.append(f"{page.name} lacks {name}: {sorted(lost)}")
    assert len(pages) > 10 and not faults, "\n".join(faults)


def test_what_every_page_loads_is_small(site: Path) -> None:
    assert len(gzip.compress((site / "static" / "site.css").read_bytes(), 9)) <= MOST_BYTES


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<article class="home"><figure class="code">', []),
        ('<div class="prose sidenote">', ["page.css"]),
        ('<ol class="options" type="A">', ["page.css"]),
        ('<mtd class="m-right m-pr0">', []),
        ('<mspace class="m-back3">', ["formulas.css"]),
        ('<mtd class="m-right m-br">', ["formulas.css"]),
        ('<p class="m-red">', []),
    ],
)
def test_a_page_tells_which_sheets_it_needs(html: str, names: list[str]) -> None:
    assert list(needed(html)) == names
