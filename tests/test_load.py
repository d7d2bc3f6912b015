"""From a folder to a site: what is read, what is remembered, and what is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kitchen import loaded, shown, write

from studyguide.load import SourceChanged, decode, load_site
from studyguide.model import Concept, FreePage, Question, Term
from studyguide.problems import StudyguideError

CONCEPT = "---\ntitle: Oven\n---\nHot.\n"


def test_each_file_becomes_its_entries(tmp_path: Path) -> None:
    site = loaded(tmp_path, {
        "concepts/oven.md": CONCEPT,
        "glossary.yml": "- {title: Crumb, definition: Inside.}\n- {id: crust, title: The crust, definition: Outside.}\n",
        "quiz/a.yml": "- {id: hot, type: bool, objective: oven, stem: Is *it* hot?, truth: true, explain: Yes.}\n",
    }).site  # fmt: skip
    assert site.entries["concepts/oven"] == Concept(id="oven", title="Oven")
    assert site.entries["glossary/crumb"] == Term(id="crumb", title="Crumb", definition="Inside.")
    assert site.entries["glossary/crust"].title == "The crust"
    assert isinstance(site.entries["quiz/hot"], Question)
    assert site.entries["quiz/hot"].title == "Is it hot?"


def test_an_entry_knows_where_it_stands(tmp_path: Path) -> None:
    site = loaded(tmp_path, {
        "concepts/oven.md": "---\ntitle: Oven\naliases:\n  - stove\n---\n\nHot.\n",
        "glossary.yml": "- {title: Crumb, definition: Inside.}\n- {title: Crust, definition: Outside.}\n",
    }).site  # fmt: skip
    oven, crust = site.origins["concepts/oven"], site.origins["glossary/crust"]
    assert (oven.path, oven.index, oven.body_line) == ("content/concepts/oven.md", -1, 6)
    assert (crust.path, crust.index, crust.body_line) == ("content/glossary.yml", 1, 0)
    assert site.text("concepts/oven") == "\nHot.\n"
    assert site.text("glossary/crust") == ""


def test_a_kind_that_no_page_lists_gets_a_front_page(tmp_path: Path) -> None:
    site = loaded(tmp_path, {"concepts/oven.md": CONCEPT}).site
    assert site.entries["pages/concepts"] == FreePage(id="concepts", title="Concepts", lists="concept")
    assert "pages/glossary" not in site.entries


def test_a_kind_that_a_page_lists_gets_no_other_front_page(tmp_path: Path) -> None:
    site = loaded(
        tmp_path, {"concepts/oven.md": CONCEPT, "pages/ideas.md": "---\ntitle: Ideas\nlists: concept\n---\n"}
    ).site
    assert site.listings["concept"] == "pages/ideas"
    assert "pages/concepts" not in site.entries


def test_every_guide_has_a_front_page(tmp_path: Path) -> None:
    assert loaded(tmp_path, {}).site.entries["pages/index"] == FreePage(id="index", title="")


def test_the_author_s_front_page_is_kept(tmp_path: Path) -> None:
    assert (
        loaded(tmp_path, {"pages/index.md": "---\ntitle: Welcome\n---\n"}).site.entries["pages/index"].title
        == "Welcome"
    )


def test_files_of_pictures_samples_and_downloads_are_taken_as_they_are(tmp_path: Path) -> None:
    site = loaded(
        tmp_path,
        {
            "img/a.png": b"\x89PNG",
            "code/x/a.py": "1",
            "files/a b.pdf": "%PDF",
            "code/README.md": "x",
            "files/a.yml": "a: b: c",
        },
    ).site
    assert set(site.files) == {"img/a.png", "code/x/a.py", "files/a b.pdf", "code/README.md", "files/a.yml"}
    assert site.files["img/a.png"].path == "content/img/a.png"


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md",
        "concepts/oven.md~",
        "concepts/.oven.md.swp",
        "concepts/a.tmp",
        "__pycache__/x.md",
        "README.md",
        "concepts/README.md",
        "CNAME",
        "notes.txt",
        ".git/config.yml",
    ],
)
def test_what_editors_and_systems_leave_about_is_passed_over(tmp_path: Path, name: str) -> None:
    result = loaded(tmp_path, {name: "x"})
    assert result.problems == ()
    assert set(result.site.entries) == {"pages/index"}


def test_an_empty_list_holds_no_entries(tmp_path: Path) -> None:
    result = loaded(tmp_path, {"glossary.yml": "[]\n", "paths.yml": "# none yet\n"})
    assert result.problems == ()
    assert set(result.site.entries) == {"pages/index"}


def test_an_id_is_made_of_a_term_s_title(tmp_path: Path) -> None:
    titles = {
        "Bulk fermentation": "bulk-fermentation",
        "$p(x)$ & more": "p-x-more",
        "Baker's *percentage*": "baker-s-percentage",
    }
    text = "".join(f'- title: "{title}"\n  definition: x\n' for title in titles)
    site = loaded(tmp_path, {"glossary.yml": text}).site
    assert {i.partition("/")[2] for i in site.ordered("term")} == set(titles.values())


def test_of_two_entries_with_one_name_the_first_stays(tmp_path: Path) -> None:
    result = loaded(tmp_path, {
        "quiz/a.yml": "- {id: hot, type: bool, objective: oven, stem: A?, truth: true, explain: x}\n",
        "quiz/b.yml": "- {id: cold, type: bool, objective: oven, stem: B?, truth: true, explain: x}\n- {id: hot, type: bool, objective: oven, stem: C?, truth: true, explain: x}\n",
    })  # fmt: skip
    assert result.site.entries["quiz/hot"].title == "A?"
    assert shown(result.problems).startswith(
        'content/quiz/b.yml:2:8: the id "hot" is taken by an entry in content/quiz/a.yml\n'
    )


# Numbers


NUMBERS = "---\ntitle: Oven\nnumbers:\n  {}: {}\n---\n{}\n"


@pytest.mark.parametrize(
    ("printed", "expression", "body", "said"),
    [
        ("'0.33'", "1/3", "It is 0.33.", ""),
        ("'1,000'", "10**3", "It is 1,000.", ""),
        ("'1,000'", "10**3", "It is $1{,}000$.", ""),
        ("'0.34'", "1/3", "It is 0.34.", "the expression gives 0.33333333, and the page prints 0.34"),
        ("'0.33'", "1/3", "It is a third.", "the number 0.33 does not occur on the page"),
        ("'1,000'", "10**3", "It is 1000.", ""),
        ("'1,000'", "10**3", "It is 11000, or 1,000,000.", "the number 1,000 does not occur on the page"),
        ("a third", "1/3", "It is a third.", "the expression gives 0.33333333, and the page prints a third"),
        ("'0.33'", "x", "It is 0.33.", 'the expression cannot be evaluated: unknown name "x"'),
    ],
)
def test_a_printed_number_must_be_what_its_expression_gives(
    tmp_path: Path, printed: str, expression: str, body: str, said: str
) -> None:
    result = loaded(tmp_path, {"concepts/oven.md": NUMBERS.format(printed, f'"{expression}"', body)})
    assert [problem.message for problem in result.problems] == ([said] if said else [])


# What is remembered


def age(project: Path, path: str) -> None:
    """Sets a file's time so far back that its stamp is believed."""
    os.utime(project / path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))


def test_a_file_with_the_stamp_that_it_had_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"content/guide.yml": "id: x\ntitle: X\n", "content/concepts/oven.md": CONCEPT})
    for name in ("content/guide.yml", "content/concepts/oven.md"):
        age(tmp_path, name)
    first = load_site(tmp_path)
    again = load_site(tmp_path, first.records)
    assert again.changed == frozenset()
    assert again.records["content/concepts/oven.md"] is first.records["content/concepts/oven.md"]


def test_a_file_that_was_only_touched_is_read_and_found_the_same(tmp_path: Path) -> None:
    first = loaded(tmp_path, {"concepts/oven.md": CONCEPT})
    os.utime(tmp_path / "content/concepts/oven.md", ns=(1, 1))
    again = load_site(tmp_path, first.records)
    assert again.changed == frozenset()
    assert again.records["content/concepts/oven.md"].entries is first.records["content/concepts/oven.md"].entries


def test_files_that_changed_came_and_went_are_told(tmp_path: Path) -> None:
    first = loaded(tmp_path, {"concepts/oven.md": CONCEPT, "concepts/stone.md": CONCEPT})
    write(
        tmp_path / "content",
        {"concepts/oven.md": CONCEPT + "Hotter.\n", "concepts/stone.md": None, "concepts/peel.md": CONCEPT},
    )
    again = load_site(tmp_path, first.records)
    assert again.changed == {f"content/concepts/{name}.md" for name in ("oven", "stone", "peel")}
    assert "concepts/stone" not in again.site.entries


def test_problems_of_a_file_that_was_not_read_again_are_told_again(tmp_path: Path) -> None:
    first = loaded(tmp_path, {"concepts/oven.md": "---\ntitle: 1\n---\n"})
    assert load_site(tmp_path, first.records).problems == first.problems != ()


def test_a_text_that_changed_since_it_was_loaded_is_not_given_out(tmp_path: Path) -> None:
    site = loaded(tmp_path, {"concepts/oven.md": CONCEPT}).site
    write(tmp_path / "content", {"concepts/oven.md": CONCEPT.replace("Hot", "Hit")})
    with pytest.raises(SourceChanged):
        site.text("concepts/oven")
    write(tmp_path / "content", {"concepts/oven.md": None})
    with pytest.raises(SourceChanged):
        site.text("concepts/oven")


def test_a_digest_stands_for_all_that_the_author_wrote_of_an_entry(tmp_path: Path) -> None:
    def digests(name: str, text: str) -> tuple[str, str]:
        origins = loaded(tmp_path / name, {"glossary.yml": text}).site.origins
        return origins["glossary/a"].digest, origins["glossary/b"].digest

    before = digests("1", "- {title: A, definition: x}\n- {title: B, definition: y}\n")
    assert digests("2", "# a remark\n- title: A\n  definition: 'x'\n- {definition: y, title: B}\n") == before
    after = digests("3", "- {title: A, definition: z}\n- {title: B, definition: y}\n")
    assert after[0] != before[0] and after[1] == before[1]


def test_without_a_guide_there_is_nothing_to_load(tmp_path: Path) -> None:
    write(tmp_path, {"content/concepts/oven.md": CONCEPT})
    with pytest.raises(StudyguideError) as error:
        load_site(tmp_path)
    assert error.value.problems[0].message == "there is no guide here"


# Bytes


def test_lines_end_in_one_way_whatever_the_system() -> None:
    assert decode(b"a\r\nb\rc\n", "") == ("a\nb\nc\n", None)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_told_with_a_place_in_them(data: bytes) -> None:
    text, problem = decode(data, "x.md")
    if problem is None:
        assert text.strip() and "\r" not in text and "\0" not in text
    else:
        assert 0 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert problem.path == "x.md"


def test_what_editors_leave_beside_a_file_is_no_part_of_the_guide(tmp_path: Path) -> None:
    names = ["img/loaf.svg~", "img/#loaf.svg#", "img/4913", "img/.loaf.svg.swp", "img/loaf.tmp", "img/.DS_Store"]
    site = loaded(tmp_path, {"img/loaf.svg": "<svg/>", **dict.fromkeys(names, "x")}).site
    assert [path for path in site.files if path.startswith("img/")] == ["img/loaf.svg"]
