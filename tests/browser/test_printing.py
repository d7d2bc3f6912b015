"""On paper: answers, whole programs and addresses of links, and nothing that only helps on a screen."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import OpenTab, Tab
from .sites import Site, served_bread
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


# Questions and their answers

ASKED = ".question:has(.answer) > .question-stem, .question:has(.answer) .options"
RIGHT = ".reason-right .why, .answer .explain"
REASONS = ".reason:not(.reason-right) .why, .answer .solution, .hint > :not(summary)"


@pytest.mark.parametrize("address", ["metrics/fid.html", "quiz/index.html"])
def test_the_key_follows_all_questions(
    address: str, script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path
) -> None:
    """In short, if nothing else is chosen: what is right, and why."""
    tab = open_tab(guide.http, java_script_enabled=script)
    page = tab.go(address)
    asked, right, reasons = (_groups(in_page(page, "words-of", part)) for part in (ASKED, RIGHT, REASONS))
    assert min(len(asked), len(right), len(reasons)) > 10
    printed = _printed(tab, tmp_path)
    questions, key = printed.rsplit("answers1", 1)
    _assert_printed(asked, questions)
    _assert_printed(right, key)
    assert _share(right, questions) < 0.1 and _share(reasons, printed) < 0.1


def test_every_reason_is_printed_for_who_wants_it(script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http, java_script_enabled=script)
    page = tab.go("metrics/fid.html")
    wanted = _groups(
        in_page(page, "words-of", ".answer > :not(summary) :not(.question-see, .question-see *), .hint > :not(summary)")
    )
    _choose(page, "at the end, with every reason")
    _assert_printed(wanted, _printed(tab, tmp_path).rsplit("answers1", 1)[1])


def test_a_test_for_class_has_no_answers(script: bool, guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http, java_script_enabled=script)
    page = tab.go("metrics/fid.html")
    asked, right, text = (_groups(in_page(page, "words-of", part)) for part in (ASKED, RIGHT, ".prose > p"))
    _choose(page, "not at all")
    _choose(page, "Nothing but the questions")
    printed = _printed(tab, tmp_path)
    _assert_printed(asked, printed)
    assert _share(right, printed) < 0.1 and _share(text, printed) < 0.1


def test_the_key_of_a_test_has_a_sheet_of_its_own(guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http)
    _choose(tab.go("metrics/fid.html"), "Nothing but the questions")
    pages = _sheets(tab, tmp_path)
    [first] = [number for number, text in enumerate(pages) if "answers1" in _plain(text)]
    assert first > 0 and _plain(pages[first]).find("answers1") < 80


def test_letters_of_the_key_are_those_of_the_options(script: bool, guide: Site, open_tab: OpenTab) -> None:
    """Also where a script has shuffled them."""
    page = open_tab(guide.http, java_script_enabled=script).go("metrics/fid.html")
    page.emulate_media(media="print")
    checked = 0
    for question in page.locator(".question:has(.reason-right)").all():
        options = question.locator(".options > li").all()
        reasons = question.locator(".reasons > li").all()
        for option, reason in zip(options, reasons, strict=True):
            assert option.get_attribute("data-id") == reason.get_attribute("data-id")
            assert reason.evaluate("row => getComputedStyle(row).counterIncrement") == "option 1"
            checked += 1
    assert checked > 4


def test_questions_are_numbered_and_the_key_by_the_same_numbers(guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http)
    count = tab.go("metrics/fid.html").locator(".question:has(.answer)").count()
    printed = _printed(tab, tmp_path)
    questions, _key = printed.rsplit("answers1", 1)
    assert count > 2
    for number in range(1, count + 1):
        assert f"question{number}" in questions
    assert f"question{count + 1}" not in printed


def test_a_page_without_questions_has_no_key(guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(guide.http)
    page = tab.go("paths.html")
    assert not page.locator(".paper").count()
    page.emulate_media(media="print")
    assert page.locator(".prose").evaluate("prose => getComputedStyle(prose, '::before').content") == "none"


def test_each_page_of_a_book_has_its_own_key(bread: Site, open_tab: OpenTab) -> None:
    page = open_tab(bread.http).go("print.html")
    page.emulate_media(media="print")
    keys = page.locator(".book-page").evaluate_all(
        "all => all.map((page) => [getComputedStyle(page, '::before').content, page.querySelector('.answer') !== null])"
    )
    assert {asks for _, asks in keys} == {True, False}
    assert all((content == '"Answers"') is asks for content, asks in keys), keys
    assert page.locator(".prose").evaluate("prose => getComputedStyle(prose, '::before').content") == "none"


# Texts, programs, links


TEXT = ".prose > :not(.questions, .used-on, .figure)"


def test_all_text_is_printed(tab: Tab, tmp_path: Path) -> None:
    groups = _groups(in_page(tab.go("concepts/elbo.html"), "words-of", TEXT))
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


def test_an_address_is_spelled_out_once(guide: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    """Behind the first link to it, and not behind a link that is the address; links within the guide are plain words."""
    tab = open_tab(guide.http)
    page = tab.go("concepts/elbo.html")
    page.emulate_media(media="print")
    page.locator(".prose").evaluate(
        """prose => prose.insertAdjacentHTML("beforeend", '<p class="try"><a href="https://example.org/">out</a>'
            + '<a class="again" href="https://example.org/">out</a><a href="vae.html">in</a></p>')"""
    )
    behind = page.locator(".try a").evaluate_all("all => all.map((link) => getComputedStyle(link, '::after').content)")
    assert "https://example.org/" in behind[0] or "attr(href)" in behind[0]
    assert behind[1:] == ["none", "none"]


def _telling(link: str) -> str:
    """What must be read of an address: of an identifier of a paper, the identifier."""
    address = link.partition("://")[2]
    return address.removeprefix("arxiv.org/abs/").removeprefix("doi.org/")


def _choose(page: Page, label: str) -> None:
    page.locator(".paper > summary").click()
    page.get_by_label(label).check()
    page.locator(".paper > summary").click()


def _printed(tab: Tab, folder: Path, *flags: str) -> str:
    """The text of a page on paper, letters and digits only: where lines and hyphens fall does not matter."""
    return _plain("".join(_sheets(tab, folder, flags=flags)))


def _sheets(tab: Tab, folder: Path, paper: str = "A4", flags: Sequence[str] = ()) -> list[str]:
    """The text of each sheet."""
    file = folder / "page.pdf"
    tab.page.pdf(path=file, format=paper, print_background=False)
    return _text_of(file, *flags).removesuffix("\f").split("\f")


def _text_of(file: Path, *flags: str) -> str:
    """By poppler where it is installed, else by pypdf."""
    if pdftotext := shutil.which("pdftotext"):
        return subprocess.run(
            [pdftotext, *flags, "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True, text=True
        ).stdout
    from pypdf import PdfReader

    return "\f".join(page.extract_text() for page in PdfReader(file).pages)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _groups(texts: list[str]) -> list[str]:
    """Each few words that follow one another."""
    words = [text.split() for text in texts]
    return ["".join(one[at : at + WORDS]) for one in words for at in range(0, len(one) - WORDS + 1, WORDS)]


def _share(groups: list[str], printed: str) -> float:
    """How many groups of words occur; questions and reasons share some."""
    return sum(_plain(group) in printed for group in groups) / len(groups)


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


# Pages that fit one sheet

SMALLEST_PT = 7.5
PX_A_PT = 96 / 72
INSIDE_PX = {"A4": (210 - 16) / 25.4 * 96, "Letter": (215.9 - 16) / 25.4 * 96}
"""Width of a sheet between its margins."""
ROWS = "".join(
    f"| grams for loaf {n} | flour {n}00, water {n}50 | and a pinch of salt at the end |\n" for n in range(1, 25)
)
LEAFLET = f"""---
title: Leaflet
compact: true
---
Flour, water, salt, and time.

## By weight

| loaf | what goes in | and then |
| --- | --- | --- |
{ROWS}
## By loaf

| loaf | flour | water | salt |
| --- | --- | --- | --- |
| small | 300 | 210 | 6 |

* Fold.
* Wait.
"""


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The bread guide with a compact page of its own."""
    with served_bread(tmp_path_factory.mktemp("leaflet"), {"pages/leaflet.md": LEAFLET}) as site:
        yield site


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("name", "address"), [("guide", "cheatsheet.html"), ("leaflet", "leaflet.html")])
def test_a_compact_page_fits_one_sheet_and_can_be_read(
    name: str, address: str, paper: str, script: bool, open_tab: OpenTab, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    tab = open_tab(site.http, java_script_enabled=script)
    wanted = _groups(in_page(tab.go(address), "words-of", TEXT))
    assert len(wanted) > 20
    [sheet] = _sheets(tab, tmp_path, paper)
    _assert_printed(wanted, _plain(sheet))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("name", "address"), [("guide", "cheatsheet.html"), ("leaflet", "leaflet.html")])
def test_type_on_a_compact_page_is_not_too_small(
    name: str, address: str, paper: str, open_tab: OpenTab, request: pytest.FixtureRequest
) -> None:
    """As it is set, and nothing sticks out: a browser would make the whole page smaller for that."""
    site: Site = request.getfixturevalue(name)
    page = open_tab(site.http, width=int(INSIDE_PX[paper])).go(address)
    page.emulate_media(media="print")
    sizes: dict[str, str] = in_page(page, "type-sizes")
    assert min(map(float, sizes)) >= SMALLEST_PT * PX_A_PT, sizes
    assert page.evaluate("document.documentElement.scrollWidth") <= INSIDE_PX[paper]
