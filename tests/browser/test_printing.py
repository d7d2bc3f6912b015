"""On paper: answers, whole programs and addresses of links, and nothing that only helps on a screen."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from .conftest import OpenTab, Tab
from .sites import Site
from .watch import in_page

pytestmark = pytest.mark.browser

WORDS = 4
"""Words that are looked for together; a page break may part a few such groups."""
MOST_FOUND = 0.95


@pytest.fixture
def tab(guide: Site, open_tab: OpenTab) -> Tab:
    return open_tab(guide.http)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("address", ["concepts/elbo.html", "quiz/index.html"])
def test_answers_are_printed(address: str, script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http, java_script_enabled=script)
    groups = _groups(in_page(tab.go(address), "words-of", ".answer > :not(summary), .hint > :not(summary)"))
    assert len(groups) > 10, "the page has no answers"
    _assert_printed(groups, _printed(tab, tmp_path))


def test_all_text_is_printed(tab: Tab, tmp_path: Path) -> None:
    groups = _groups(in_page(tab.go("concepts/elbo.html"), "words-of", ".prose"))
    _assert_printed(groups, _printed(tab, tmp_path))


@pytest.mark.parametrize("address", ["concepts/elbo.html", "models/gan.html", "code.html"])
def test_no_furniture_is_printed(address: str, script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http, java_script_enabled=script)
    furniture: list[str] = in_page(tab.go(address), "furniture")
    assert len(furniture) > 10
    printed = _printed(tab, tmp_path)
    found = [text for text in furniture if _plain(text) in printed]
    assert not found, f"{address}: printed: {found}"


def test_no_program_is_cut(script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    """Every line of every program is on paper to its end, those on other tabs too."""
    tab = open_tab(guide.http, java_script_enabled=script)
    lines: list[str] = (
        tab.go("code.html")
        .locator("main pre code")
        .evaluate_all("all => all.flatMap((code) => code.textContent.split('\\n'))")
    )
    wanted = [line for line in lines if len(_plain(line)) > 3]
    assert len(wanted) > 50
    printed = _printed(tab, tmp_path, "-layout")  # line by line, however far a comment stands to the right
    missing = [line for line in wanted if _plain(line) not in printed]
    assert not missing, f"{len(missing)} of {len(wanted)} lines are cut or missing:\n" + "\n".join(missing[:10])


def test_addresses_of_links_are_spelled_out(tab: Tab, tmp_path: Path) -> None:
    links = (
        tab.go("metrics/fid.html")
        .locator("main a[href^='http']")
        .evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    )
    assert links, "the page cites nothing"
    printed = _printed(tab, tmp_path)
    missing = [link for link in links if _plain(_telling(link)) not in printed]
    assert not missing, f"not spelled out: {missing}"


def _telling(link: str) -> str:
    """What must be read of an address: of an identifier of a paper, the identifier."""
    address = link.partition("://")[2]
    return address.removeprefix("arxiv.org/abs/").removeprefix("doi.org/")


def _printed(tab: Tab, folder: Path, *flags: str) -> str:
    """The text of a page on paper, letters and digits only: where lines and hyphens fall does not matter."""
    file = folder / "page.pdf"
    tab.page.pdf(path=file, format="A4", print_background=False)
    return _plain(_text_of(file, *flags))


def _text_of(file: Path, *flags: str) -> str:
    """By poppler where it is installed, else by pypdf."""
    if pdftotext := shutil.which("pdftotext"):
        return subprocess.run(
            [pdftotext, *flags, "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True, text=True
        ).stdout
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _groups(texts: list[str]) -> list[str]:
    """Each few words that follow one another."""
    words = [text.split() for text in texts]
    return ["".join(one[at : at + WORDS]) for one in words for at in range(0, len(one) - WORDS + 1, WORDS)]


def _assert_printed(groups: list[str], printed: str) -> None:
    missing = [group for group in groups if _plain(group) not in printed]
    assert len(missing) <= len(groups) * (1 - MOST_FOUND), (
        f"{len(missing)} of {len(groups)} not printed: {missing[:10]}"
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_pages_are_numbered_and_headed_by_the_guide(paper: str, bread: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    open_tab(bread.http).go("print.html").pdf(path=file, format=paper)
    pages = [page for page in _text_of(file).split("\f") if page.strip()]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text.replace(" ", ""), f"page {number} has no number"
        assert "Sourdough" in text, f"page {number} has no running title"


def test_figures_are_printed_in_one_colour(guide: Site, open_tab: OpenTab) -> None:
    address = next(page for page in guide.pages if page != "print.html" and 'class="figure"' in guide.text(page))
    page = open_tab(guide.http).go(address)
    drawing = page.locator("main .figure :is(svg, img)").first
    assert drawing.evaluate("drawing => getComputedStyle(drawing).filter") == "none"
    page.emulate_media(media="print")
    assert drawing.evaluate("drawing => getComputedStyle(drawing).filter") == "grayscale(1)"
