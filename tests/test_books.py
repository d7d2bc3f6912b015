"""Pages that stand on one page, to be printed: the whole guide, a section, a learning path."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from kitchen import Kitchen

from studyguide.books import Book, Chapter
from studyguide.sitedata import _inside

PATHS = """
- id: short
  title: The short way
  summary: Two pages and a half.
  steps: [hydration, starter, pages/start, hydration]
"""
SALT = "---\ntitle: Salt\nsummary: Two percent.\n---\nSee [[starter]], [[hydration]] and [[term:crumb]].\n\n## Why\n\nSee [[salt#why]].\n"


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("bread"))


@pytest.fixture
def bread(kitchen: Kitchen) -> Kitchen:
    kitchen.put_back()
    return kitchen


def printing(kitchen: Kitchen, wanted: str) -> None:
    settings = kitchen.project / "content" / "guide.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8').rstrip()}\nprint: {wanted}\n", encoding="utf-8")


def built(kitchen: Kitchen) -> set[str]:
    """Addresses of the books of a site."""
    result = kitchen.build()
    assert result.published, result.problems
    return {path.name for path in kitchen.output.glob("print*.html")}


def text(kitchen: Kitchen, name: str) -> str:
    return (kitchen.output / name).read_text(encoding="utf-8")


def order(html: str) -> list[str]:
    """Anchors of the pages of a book, as they stand."""
    return re.findall(r'<(?:section|div) class="book-page" id="([^"]*)"', html)


def test_the_guide_and_its_sections_can_be_printed(bread: Kitchen) -> None:
    assert built(bread) == {"print.html", "print-concepts.html"}
    assert order(text(bread, "print-concepts.html")) == ["concepts-index", "concepts-starter", "concepts-hydration"]
    whole = order(text(bread, "print.html"))
    assert whole[:4] == ["concepts-index", "concepts-starter", "concepts-hydration", "start"]
    assert {"quiz-index", "glossary"} < set(whole)


def test_a_guide_says_what_can_be_printed(bread: Kitchen) -> None:
    (bread.project / "content" / "paths.yml").write_text(PATHS, encoding="utf-8")
    printing(bread, "[paths]")
    assert built(bread) == {"print-path-short.html"}
    assert order(text(bread, "print-path-short.html")) == ["concepts-hydration", "concepts-starter", "start"]
    assert "print.html" not in text(bread, "index.html")
    assert "print-path-short.html" in text(bread, "paths.html")


def test_a_guide_need_not_be_printed(bread: Kitchen) -> None:
    printing(bread, "[]")
    assert built(bread) == set()
    linking = [
        path.name for path in bread.output.rglob("*.html")
        if re.search(r'href="[^"]*\bprint[\w-]*\.html', path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert not linking


def test_what_cannot_be_printed_is_told(bread: Kitchen) -> None:
    printing(bread, "[guide, section]")
    [problem] = [p for p in bread.problems() if p.level == "error"]
    assert problem.path == "content/guide.yml" and problem.line and problem.column
    assert problem.message == '"section" is not a value of print.1'
    assert problem.hint == 'did you mean "sections"?'


def test_a_page_cannot_take_the_address_of_a_book(bread: Kitchen) -> None:
    (bread.project / "content" / "pages" / "print-concepts.md").write_text(
        "---\ntitle: Mine\n---\nMine.\n", encoding="utf-8"
    )
    [problem] = [p for p in bread.problems() if p.level == "error"]
    assert problem.message == "its address print-concepts.html is taken by the generator's own page"
    printing(bread, "[guide]")
    assert "print-concepts.html" in built(bread)


@pytest.mark.parametrize("name", ["print.html", "print-concepts.html", "print-path-short.html"])
def test_no_anchor_stands_twice_and_no_link_within_leads_nowhere(name: str, bread: Kitchen) -> None:
    (bread.project / "content" / "concepts" / "salt.md").write_text(SALT, encoding="utf-8")
    (bread.project / "content" / "paths.yml").write_text(PATHS, encoding="utf-8")
    printing(bread, "[guide, sections, paths]")
    built(bread)
    html = text(bread, name)
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'\shref="#([^"]*)"', html)
    assert len(targets) > 3 and set(map(unescape, targets)) <= {*map(unescape, ids)}


def test_links_lead_to_the_inside_where_there_is_one(bread: Kitchen) -> None:
    (bread.project / "content" / "concepts" / "salt.md").write_text(SALT, encoding="utf-8")
    built(bread)

    def links(name: str) -> list[str]:
        salt = text(bread, name).partition('id="concepts-salt"')[2].partition("</section>")[0]
        return re.findall(r'href="([^"]*)"', salt)[:4]

    assert links("print.html") == [
        "#concepts-starter",
        "#concepts-hydration",
        "#glossary--crumb",
        "#concepts-salt--why",
    ]
    assert links("print-concepts.html") == [
        "#concepts-starter",
        "#concepts-hydration",
        "glossary.html#crumb",
        "#concepts-salt--why",
    ]


def test_a_place_that_is_not_printed_becomes_its_page() -> None:
    html = '<main><a href="a.html#gone">x</a><a href="a.html#here">y</a><a href="b.html#here">z</a><p id="a--here"></main><a href="a.html">'
    wanted = '<main><a href="#a">x</a><a href="#a--here">y</a><a href="b.html#here">z</a><p id="a--here"></main><a href="a.html">'
    assert _inside(html, {"a.html": "a"}) == wanted


def test_the_list_of_questions_leaves_out_what_pages_ask(bread: Kitchen) -> None:
    built(bread)
    html = text(bread, "print.html")
    asked = set(re.findall(r'data-question="([^"]*)"', html))
    listed = set(re.findall(r'data-question="([^"]*)"', text(bread, "quiz/index.html")))
    assert len(asked) > 2 and listed <= asked
    assert 'class="topic"' in text(bread, "quiz/index.html") and 'class="topic"' not in html
    assert "All other questions stand at the end of the pages that they test." in html
    assert "All other questions" not in text(bread, "quiz/index.html")


def test_books_are_left_out_of_search_sitemap_and_what_is_kept(bread: Kitchen) -> None:
    settings = bread.project / "content" / "guide.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "base_url: https://example.org/\n", encoding="utf-8")
    built(bread)
    for name in ("sitemap.xml", "sw.js", "static/search.js", "static/search-text.js", "llms.txt"):
        assert not re.search(r"\bprint(?:-[\w-]+)?\.html", text(bread, name)), name
    for name in ("print.html", "print-concepts.html"):
        assert '<meta name="robots" content="noindex">' in text(bread, name)


def test_a_saved_page_makes_only_its_books_anew(bread: Kitchen) -> None:
    (bread.project / "content" / "paths.yml").write_text(PATHS, encoding="utf-8")
    printing(bread, "[guide, sections, paths]")
    built(bread)
    path: Path = bread.project / "content" / "pages" / "start.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore flour.\n", encoding="utf-8")
    changed = set(bread.build().changed)
    assert {"print.html", "print-path-short.html"} <= changed and "print-concepts.html" not in changed


def test_a_book_knows_its_chapters(bread: Kitchen) -> None:
    from studyguide.load import load_site

    site = load_site(bread.project).site
    assert site.books["print-concepts.html"] == Book(
        "pages/concepts", site.entries["pages/concepts"].title, site.entries["pages/concepts"].summary,
        (Chapter(site.entries["pages/concepts"].title, "pages/concepts", ("concepts/starter", "concepts/hydration")),),
    )  # fmt: skip
    assert [c.front for c in site.books["print.html"].chapters if c.front] == list(site.sections)
