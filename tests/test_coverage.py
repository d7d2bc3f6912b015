"""The report of `check --report`: what it counts, how it is written, and that it is the same each time."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kitchen import BREAD, loaded

from studyguide import cli
from studyguide.build import Options, build, check
from studyguide.coverage import GAPS, Coverage, PageCoverage, coverage
from studyguide.coverage_page import SORTS, as_json
from studyguide.fragments import make_fragments
from studyguide.problems import StudyguideError
from studyguide.trace import Memo
from studyguide.view import SiteView

FILES = {
    "guide.yml": "id: x\ntitle: X\nlanguage: en\n",
    "references.yml": "- {id: ho2020, title: T, authors: Ho, year: 2020, venue: V, doi: 10.1/1}\n",
    "glossary.yml": "- {title: Crumb, definition: The inside., see: [oven]}\n",
    "paths.yml": "- {title: The baker, steps: [oven]}\n",
    "quiz/q.yml": "".join(
        f"- {{id: {name}, type: {type_}, objective: oven, level: {level}, stem: S, explain: E, {key}}}\n"
        for name, type_, level, key in [("a", "bool", "remember", "truth: true"), ("b", "recall", "analyse", "back: B")]
    ),
    "concepts/oven.md": "---\ntitle: Oven\nprerequisites: [dough]\n---\n" + "Hot it is [@ho2020]. " * 20
    + "\n\n::: example One\nBake.\n\nAnd wait.\n:::\n\n::: example Two\nBake.\n:::\n\n```python\nbake()\n```\n",
    "concepts/dough.md": "---\ntitle: Dough\n---\nFlour.\n\n::: figure\n![A bowl](img/a.svg)\nA bowl.\n:::\n",
    "concepts/stone.md": "---\ntitle: Stone\n---\nSee [[oven]] and [[stone]].\n",
    "img/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><title>A</title><desc>B</desc></svg>\n",
}  # fmt: skip


def covered(project: Path, files: dict[str, str] = FILES) -> Coverage:
    site = loaded(project, files).site
    made = {i: make_fragments(i, site, SiteView(site, Memo(), about=i), untrusted=False) for i in site.entries}
    return coverage(site, {i: fragments.facts for i, fragments in made.items()})


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, PageCoverage]:
    return {page.id: page for page in covered(tmp_path).pages}


def test_a_page_is_counted(pages: dict[str, PageCoverage]) -> None:
    oven = pages["concepts/oven"]
    assert (oven.examples, oven.figures, oven.questions, oven.terms, oven.references) == (2, 0, 2, ("crumb",), 1)
    assert oven.levels == {"remember": 1, "analyse": 1}
    assert oven.types == {"bool": 1, "recall": 1}
    assert oven.code == {"unchecked": 1}
    assert oven.paths == ("The baker",)
    assert pages["concepts/dough"].figures == 1


def test_links_are_those_of_texts_and_fields(pages: dict[str, PageCoverage]) -> None:
    """The oven is named by a term, a path, two questions and a stone; it names a reference and the dough."""
    assert (pages["concepts/oven"].links_in, pages["concepts/oven"].links_out) == (5, 2)
    assert (pages["concepts/dough"].links_in, pages["concepts/dough"].links_out) == (1, 0)


def test_an_orphan_is_named_by_nobody_else(pages: dict[str, PageCoverage]) -> None:
    assert [page.id for page in pages.values() if page.orphan] == ["concepts/stone"]


def test_what_an_objective_lacks(pages: dict[str, PageCoverage]) -> None:
    assert pages["concepts/oven"].gaps == ()
    assert pages["concepts/stone"].gaps == tuple(name for name, _ in GAPS)
    assert pages["concepts/dough"].gaps == ("a text", "two questions", "a term")
    assert all(not page.gaps for page in pages.values() if not page.objective)


def test_english_has_a_reading_ease_and_other_languages_have_averages(tmp_path: Path) -> None:
    english = covered(tmp_path / "en")
    german = covered(tmp_path / "de", {**FILES, "guide.yml": "id: x\ntitle: X\nlanguage: de\n"})
    for found, has_ease in ((english, True), (german, False)):
        figures = next(page.readability for page in found.pages if page.id == "concepts/oven")
        assert figures is not None and (figures.ease is not None) is has_ease
        assert (figures.sentences, figures.words_a_sentence, figures.letters_a_word) == (23, 2.8, 2.4)


def test_pages_with_little_prose_have_no_figure(pages: dict[str, PageCoverage]) -> None:
    assert pages["concepts/stone"].readability is None


# As files


@pytest.fixture
def bread(tmp_path: Path) -> Options:
    shutil.copytree(BREAD / "content", tmp_path / "content")
    return Options(project=tmp_path, output=tmp_path / "site", jobs=1)


def written(options: Options) -> tuple[dict[str, object], str]:
    folder = options.project / "report"
    check(options, report=folder)
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "report.json"]
    return json.loads((folder / "report.json").read_text()), (folder / "index.html").read_text()


def test_the_report_on_bread(bread: Options) -> None:
    plain, page = written(bread)
    assert plain["totals"] == {
        "pages": 8, "objectives": 2, "covered": 1, "words": 177, "minutes": 8, "questions": 3, "terms": 2, "references": 1, "orphans": 0,
    }  # fmt: skip
    assert [(p["id"], p["gaps"]) for p in plain["pages"] if p["objective"]] == [
        ("concepts/starter", ["two questions", "a term"]), ("concepts/hydration", []),
    ]  # fmt: skip
    assert plain["questions"]["bool"] == {"remember": 0, "understand": 1, "apply": 0, "analyse": 0, "evaluate": 0}
    assert "lacks two questions, a term." in page


def test_the_report_is_the_same_each_time_and_leaves_the_site_alone(bread: Options) -> None:
    build(bread)
    before = {path: path.read_bytes() for path in bread.output.rglob("*") if path.is_file()}
    first = written(bread)
    assert written(bread) == first
    assert {path: path.read_bytes() for path in bread.output.rglob("*") if path.is_file()} == before


def test_pages_are_linked_once_they_are_built_and_sources_always(bread: Options) -> None:
    _, page = written(bread)
    assert 'href="../content/concepts/starter.md"' in page and "../site/" not in page
    build(bread)
    _, page = written(bread)
    for way in re.findall(r'href="([^"]+)"', page):
        assert (bread.project / "report" / way).exists(), way
    assert 'href="../site/concepts/starter.html"' in page


def test_the_page_needs_nothing_else_and_no_script(bread: Options) -> None:
    _, page = written(bread)
    assert not re.search(r"<script|<link|\bsrc=|url\(|@import|https?:", page)
    assert "default-src 'none'" in page


def test_every_order_has_its_button_its_rule_and_a_place_for_each_row(bread: Options) -> None:
    plain, page = written(bread)
    for name, label, _ in SORTS:
        assert f'id="by-{name}"' in page and f"> {label}</label>" in page
        assert f"#by-{name}:checked) tbody tr {{ order: var(--{name}); }}" in page
        places = [int(place) for place in re.findall(rf"--{name}:(\d+);", page)]
        assert sorted(places) == list(range(len(plain["pages"])))
    words = [p["words"] for p in plain["pages"]]
    places = [int(place) for place in re.findall(r"--words:(\d+);", page)]
    assert [words[i] for i in sorted(range(len(words)), key=places.__getitem__)] == sorted(words, reverse=True)


def test_titles_are_escaped(tmp_path: Path) -> None:
    content = {"guide.yml": "id: x\ntitle: '<b>X</b>'\n", "concepts/a.md": "---\ntitle: '<i>A</i>'\n---\nHot.\n"}
    loaded(tmp_path, content)
    _, page = written(Options(project=tmp_path, output=tmp_path / "site", jobs=1))
    assert "<b>" not in page and "<i>" not in page and "&lt;i&gt;A&lt;/i&gt;" in page


def test_a_broken_template_of_the_project_is_told(bread: Options) -> None:
    (bread.project / "templates").mkdir()
    (bread.project / "templates" / "report.html").write_text("\n{{ nobody }}\n")
    with pytest.raises(StudyguideError) as error:
        check(bread, report=bread.project / "report")
    assert [(p.path, p.line) for p in error.value.problems] == [("templates/report.html", 2)]
    assert not (bread.project / "report").exists()


def test_json_keys_are_documented(tmp_path: Path) -> None:
    told = (Path(__file__).parent.parent / "docs" / "authoring.md").read_text(encoding="utf-8")
    told = told[told.index("### The report") :]
    site = loaded(tmp_path, FILES).site
    plain = json.loads(as_json(covered(tmp_path / "again"), site.guide))
    keys = {*plain, *plain["totals"], *plain["pages"][0]} | {"sentences", "words_a_sentence", "letters_a_word", "ease"}
    assert [key for key in sorted(keys) if f"`{key}`" not in told] == []


# On the command line


@pytest.fixture
def command(bread: Options, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.chdir(bread.project)
    return lambda *arguments: cli.guarded(lambda: cli.run(["check", *arguments]))


def test_the_command_writes_where_it_is_told(
    bread: Options, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--report") == 0
    assert "The report is in report/index.html" in capsys.readouterr().err
    assert command("--report", "there", "--format", "json") == 0
    said = capsys.readouterr()
    assert "The report is in there/index.html" in said.err and json.loads(said.out)["summary"]["errors"] == 0
    assert sorted(path.name for path in bread.project.iterdir() if path.is_dir()) == [
        ".studyguide",
        "content",
        "report",
        "there",
    ]


@pytest.mark.parametrize("folder", ["content/report", "site", "site/report", ".", ".."])
def test_a_report_does_not_go_where_other_files_are(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    assert command("--report", folder) == 2
    assert "the report cannot go to" in capsys.readouterr().err
