"""What `new` makes: it passes every check, and nothing that was there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from studyguide import scaffold
from studyguide.build import Options, build, check
from studyguide.problems import StudyguideError

MARKDOWN = ("page", "concept", "model", "metric", "formula")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return scaffold.new_guide(tmp_path, "Try").path


def problems(guide: Path, level: str = "error") -> list[str]:
    found = check(Options(project=guide, output=guide / "site", jobs=1)).problems
    return [f"{p.path}: {p.message}" for p in found if p.level == level]


def refusal(error: pytest.ExceptionInfo[StudyguideError]) -> tuple[str, str]:
    (problem,) = error.value.problems
    return problem.message, problem.hint


def test_a_new_guide_builds_without_a_problem(guide: Path) -> None:
    result = build(Options(project=guide, output=guide / "site", jobs=1))
    assert result.problems == ()
    for page in (
        "index.html",
        "about.html",
        "concepts/first-idea.html",
        "glossary.html",
        "references.html",
        "quiz/index.html",
    ):
        assert (guide / "site" / page).exists(), page


def test_a_new_guide_has_its_name_and_all_that_a_repository_needs(tmp_path: Path) -> None:
    guide = scaffold.new_guide(tmp_path, 'Graphs: "why" & how #1').path
    assert guide.name == "graphs-why-how-1"
    about = yaml.safe_load((guide / "content" / "guide.yml").read_text(encoding="utf-8"))
    assert about["id"] == "graphs-why-how-1"
    assert about["title"] == 'Graphs: "why" & how #1'
    assert "/site/" in (guide / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "studyguide serve" in (guide / "README.md").read_text(encoding="utf-8")
    workflow = (guide / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert "deploy" in yaml.safe_load(workflow)["jobs"]


def test_no_placeholder_is_left(guide: Path) -> None:
    for path in guide.rglob("*"):
        assert not path.is_file() or "%" not in path.read_text(encoding="utf-8"), path


def test_a_new_guide_does_not_go_into_a_folder_that_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "try").mkdir()
    (tmp_path / "try" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyguideError) as error:
        scaffold.new_guide(tmp_path, "Try")
    assert refusal(error)[0].endswith("exists already and is not empty")
    assert [p.name for p in (tmp_path / "try").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("kind", MARKDOWN)
def test_a_new_entry_passes_every_check(guide: Path, kind: str) -> None:
    begun = scaffold.new_entry(guide, kind, 'Fréchet: a "distance" [x] #2')
    assert begun.path.stem == "frechet-a-distance-x-2"
    assert problems(guide) == []
    front = begun.path.read_text(encoding="utf-8").split("---\n")[1]
    assert yaml.safe_load(front)["title"] == 'Fréchet: a "distance" [x] #2'


@pytest.mark.parametrize(
    "name", ["no", "1.5", "~", "a: b", "- a", "# a", "'a'", "{a}", "@a", "a #b", "yes 🌌", "back\\slash"]
)
def test_a_title_is_kept_as_it_was_given(guide: Path, name: str) -> None:
    scaffold.new_entry(guide, "term", name, id="a-term")
    assert yaml.safe_load((guide / "content" / "glossary.yml").read_text(encoding="utf-8"))[-1]["title"] == name
    assert problems(guide) == []


def test_nothing_is_overwritten(guide: Path) -> None:
    path = scaffold.new_entry(guide, "concept", "Rank").path
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StudyguideError) as error:
        scaffold.new_entry(guide, "concept", "Rank")
    message, hint = refusal(error)
    assert message.startswith("rank.md exists already in ")
    assert hint == "choose another name, or another one with --id"
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["term", "question"])
def test_terms_and_questions_go_to_the_end_and_change_no_byte_before(guide: Path, kind: str) -> None:
    path = guide / scaffold.FILES[kind]
    path.write_bytes(b"\xef\xbb\xbf# mine \xc3\xa9\r\n" + path.read_bytes().replace(b"\n", b"\r\n").rstrip())
    before = path.read_bytes()
    scaffold.new_entry(guide, kind, "What is rank?")
    after = path.read_bytes()
    assert after.startswith(before + b"\r\n")
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert problems(guide) == []


@pytest.mark.parametrize("kind", ["term", "question"])
def test_a_file_that_is_not_there_yet_is_begun(guide: Path, kind: str) -> None:
    path = guide / scaffold.FILES[kind]
    page = guide / "content" / "concepts" / "first-idea.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("questions: [spaced-practice-why]\n", ""), encoding="utf-8"
    )
    path.unlink()
    (guide / "content" / "questions.lock").unlink()
    scaffold.new_entry(guide, kind, "Rank")
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))) == 1
    assert problems(guide) == []


def test_a_list_keeps_its_indentation(guide: Path) -> None:
    path = guide / "content" / "glossary.yml"
    path.write_text("  - title: One\n    definition: The first.\n", encoding="utf-8")
    scaffold.new_entry(guide, "term", "Two")
    assert [t["title"] for t in yaml.safe_load(path.read_text(encoding="utf-8"))] == ["One", "Two"]


@pytest.mark.parametrize("text", ["[{title: One, definition: x}]\n", "- title: One\n  definition: x\n...\n"])
def test_a_list_that_cannot_grow_at_its_end_is_refused_and_left_alone(guide: Path, text: str) -> None:
    path = guide / "content" / "glossary.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyguideError) as error:
        scaffold.new_entry(guide, "term", "Two")
    message, hint = refusal(error)
    assert message == "glossary.yml is not a list to which lines can be added"
    assert "title: Two" in hint
    assert path.read_text(encoding="utf-8") == text


def test_a_file_with_a_mistake_is_refused(guide: Path) -> None:
    (guide / "content" / "glossary.yml").write_text("- title: [\n", encoding="utf-8")
    with pytest.raises(StudyguideError, match="not a list of entries"):
        scaffold.new_entry(guide, "term", "Two")


def test_an_id_is_not_used_twice_in_a_list(guide: Path) -> None:
    with pytest.raises(StudyguideError, match='holds an entry "retrieval-practice" already'):
        scaffold.new_entry(guide, "term", "Retrieval Practice")


def test_a_question_tests_the_entry_it_is_about(guide: Path) -> None:
    scaffold.new_entry(guide, "question", "Why?", about="second-idea")
    scaffold.new_entry(guide, "question", "How?")
    asked = yaml.safe_load((guide / "content" / "quiz" / "questions.yml").read_text(encoding="utf-8"))
    assert [q["objective"] for q in asked[-2:]] == ["concepts/second-idea", "concepts/first-idea"]


def test_a_question_about_nothing_is_refused_with_a_suggestion(guide: Path) -> None:
    with pytest.raises(StudyguideError) as error:
        scaffold.new_entry(guide, "question", "Why?", about="secnd-idea")
    assert refusal(error) == ('there is no entry "secnd-idea"', 'did you mean "second-idea"?')


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Fréchet Inception Distance", "frechet-inception-distance"),
        ("Gödel's Theorem", "godels-theorem"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("  C++ (2nd  edition)  ", "c-2nd-edition"),
        ("İstanbul Łódź", "istanbul-lodz"),
        ("Энтропия", ""),
        ("エントロピー 2", ""),
        ("!?", ""),
    ],
)
def test_ids_are_made_from_names(name: str, made: str) -> None:
    assert scaffold.kebab(name) == made


def test_a_name_without_an_id_is_refused_and_one_can_be_given(guide: Path) -> None:
    with pytest.raises(StudyguideError) as error:
        scaffold.new_entry(guide, "concept", "Энтропия")
    assert refusal(error) == (
        'no id can be made from "Энтропия"',
        "name one with --id, in small letters, digits and hyphens",
    )
    assert scaffold.new_entry(guide, "concept", "Энтропия", id="entropy").path.name == "entropy.md"
    assert problems(guide) == []


@pytest.mark.parametrize("id", ["Big", "a--b", "-a", "a_b", "../a", "a/b", ""])
def test_an_id_that_is_none_is_refused(guide: Path, id: str) -> None:
    with pytest.raises(StudyguideError, match="is not an id"):
        scaffold.new_entry(guide, "concept", "Rank", id=id)


@pytest.mark.parametrize(
    ("kind", "name"), [("concept", "Index"), ("concept", "aux"), ("page", "Search"), ("metric", "COM1")]
)
def test_names_that_cannot_be_files_or_pages_are_refused(guide: Path, kind: str, name: str) -> None:
    with pytest.raises(StudyguideError, match="cannot be the name of a page"):
        scaffold.new_entry(guide, kind, name)


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\a"])
def test_a_name_is_one_line(guide: Path, name: str) -> None:
    with pytest.raises(StudyguideError, match="a name is one line of text"):
        scaffold.new_entry(guide, "concept", name)


def test_long_ids_are_cut_between_words(guide: Path) -> None:
    path = scaffold.new_entry(guide, "concept", "word " * 40).path
    assert path.stem == "-".join(["word"] * 12)
