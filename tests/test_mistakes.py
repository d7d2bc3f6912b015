"""What authors get wrong: each mistake is told with its place and a way out, and the last good site stays as it is.

Most cases are golden: `tests/cases/mistakes/*.txt` hold files (`>>> NAME`; `>>> - NAME` deletes one) that are put over those of
`tests/sites/bread`, and after `!!!` what must be said about them. `pytest --accept` writes what was said; read the difference
before you commit it. What cannot be written into a text file stands below.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from kitchen import BESIDE_THE_POINT, Kitchen, shown

from studyguide.build import Options, build
from studyguide.problems import StudyguideError

FOLDER = Path(__file__).parent / "cases" / "mistakes"
OVEN = "content/concepts/oven.md"


class Case(NamedTuple):
    file: Path
    name: str
    text: str
    expected: str

    @property
    def files(self) -> dict[str, str | None]:
        parts = re.split(r"^>>> (.*)\n", self.text, flags=re.M)[1:]
        return {
            name.removeprefix("- "): None if name.startswith("- ") else content
            for name, content in zip(parts[::2], parts[1::2], strict=True)
        }


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.M)[1:]:
            name, _, rest = part.partition("\n")
            text, _, expected = rest.partition("!!!\n")
            yield Case(file, name, text, expected.rstrip("\n"))


CASES = list(cases())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("bread"))


@pytest.fixture
def kitchen(built: Kitchen) -> Iterator[Kitchen]:
    built.put_back()
    yield built
    if built.files() != built.site:  # so that one failure does not cause others
        built.put_back()
        built.build()
        built.site = built.files()


def told(kitchen: Kitchen) -> str:
    """What is said about the guide as it is now; whatever it is, the site must be whole, and the excerpts the files' lines."""
    problems = kitchen.problems()
    if any(problem.level == "error" for problem in problems):
        assert kitchen.files() == kitchen.site
    for problem in problems:
        if problem.excerpt:
            lines = (kitchen.project / problem.path).read_text(encoding="utf-8-sig").split("\n")
            assert problem.excerpt == lines[problem.line - 1]
            assert problem.column <= len(problem.excerpt) + 1
    assert len(problems) == len(set(problems))
    return shown(problems)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file.stem}: {case.name}" for case in CASES])
def test_a_mistake_is_told_with_its_place_and_leaves_the_site_as_it_was(
    case: Case, kitchen: Kitchen, accept: bool
) -> None:
    kitchen.change(case.files)
    said = told(kitchen).rstrip("\n")
    if accept:
        text = case.file.read_text(encoding="utf-8")
        head = f"=== {case.name}\n{case.text}!!!\n"
        assert text.count(head) == 1
        before, _, after = text.partition(head)
        _, mark, others = after.partition("\n=== ")
        case.file.write_text(f"{before}{head}{said}\n{mark}{others}", encoding="utf-8")
    else:
        assert said == case.expected


# What a text file cannot hold


def lesson(body: str = "Hot.\n", front: str = "") -> str:
    return f"---\ntitle: Oven\n{front}---\n{body}"


def entry(text: str) -> str:
    return f"- title: Cheap\n  side: advantage\n  text: {text}\n"


OUTPUT = "- {id: oven-heat, type: output, objective: starter, stem: What?, explain: That., answer: {accept: [x]}"
INTERVALS = "".join(f"- {{title: In {n}, side: advantage, text: '{'[0, 1) ' * 10}'}}\n" for n in range(200))
NOT_UTF8 = "this is not UTF-8 text\n    save the file with the encoding UTF-8\n"
DEEP = "the YAML is nested too deeply\n"
FRAQ = 'formula: unknown command \\fraq\n    did you mean "\\frac"?\n'
RESULT = "the expression cannot be evaluated: "

BYTES: dict[str, tuple[str, bytes | str, str]] = {
    "Latin-1": (OVEN, b"---\ntitle: Kn\xe4ckebrot\n---\n", f"{OVEN}:2:10: {NOT_UTF8}"),
    "Latin-1 behind UTF-8": (OVEN, "---\ntitle: Brötchen und ".encode() + b"Kn\xe4cke\n---\n", f"{OVEN}:2:23: {NOT_UTF8}"),
    "Latin-1 in the guide": ("content/guide.yml", b"id: bread\ntitle: Kn\xe4cke\n", f"content/guide.yml:2:10: {NOT_UTF8}"),
    "Latin-1 in a list": ("content/tradeoffs.yml", b"- title: Kn\xe4cke\n", f"content/tradeoffs.yml:1:12: {NOT_UTF8}"),
    "UTF-16": (OVEN, lesson().encode("utf-16"), f"{OVEN}:1:1: {NOT_UTF8}"),
    "UTF-16 without its mark": (OVEN, lesson().encode("utf-16-le"), f"{OVEN}:1: this is not text: it holds a NUL character\n"),
    "a NUL": (OVEN, lesson("Hot.\n\0\n"), f"{OVEN}:5: this is not text: it holds a NUL character\n"),
    "a picture": (OVEN, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", f"{OVEN}:1:1: {NOT_UTF8}"),
    "nothing": (OVEN, b"", f"{OVEN}: this file is empty\n    write something, or delete it\n"),
    "nothing but a mark": (OVEN, b"\xef\xbb\xbf", f"{OVEN}: this file is empty\n    write something, or delete it\n"),
    "two megabytes and more": (OVEN, lesson("Hot. " * 500_000), f"{OVEN}: this file is too large (2,500,020 bytes)\n    split it\n"),
    "a byte order mark": (OVEN, b"\xef\xbb\xbf" + lesson("Hot $\\fraq$.\n").encode(), f"{OVEN}:4:6: {FRAQ}"),
    "ends of lines from Windows": (OVEN, lesson("Hot $\\fraq$.\n").replace("\n", "\r\n"), f"{OVEN}:4:6: {FRAQ}"),
    "ends of lines from old Macs": (OVEN, lesson("Hot $\\fraq$.\n").replace("\n", "\r"), f"{OVEN}:4:6: {FRAQ}"),
    "a line separator, which ends no line in an editor": (
        OVEN, '---\ntitle: "Oven\u2028here\u0085there"\nsumary: Hot.\n---\n',
        f'{OVEN}:3:1: unknown field "sumary"\n    did you mean "summary"?\n',
    ),
    "a form feed, which ends no line in an editor": (
        OVEN, lesson("Hot.\x0cHotter.\n\n$\\fraq$\n"),
        f"{OVEN}:4:5: a control character (U+000C) cannot be shown\n    delete it, or write what it stands for\n{OVEN}:6:2: {FRAQ}",
    ),
    "a control character in YAML": (
        OVEN, lesson(front="trap: Hot\x07ter\n"), f"{OVEN}:3:10: this is not YAML: control characters are not allowed\n    delete it\n",
    ),
    "a private-use character in a program": (
        "content/quiz/oven.yml", OUTPUT + ', code: "heat = 1\\nprint(\ue000)"}\n',
        "content/quiz/oven.yml:1:128: a private-use character (U+E000) cannot be shown\n    delete it, or write what it stands for\n",
    ),
    "brackets, ten thousand deep": (OVEN, lesson(front="aliases: " + "[" * 10_000 + "\n"), f"{OVEN}:3:69: {DEEP}"),
    "closed brackets, ten thousand deep": (
        OVEN, lesson(front="aliases: " + "[" * 10_000 + "]" * 10_000 + "\n"), f"{OVEN}:3:69: {DEEP}",
    ),
    "braces, ten thousand deep": (OVEN, lesson(front="numbers: " + "{a: " * 10_000 + "\n"), f"{OVEN}:3:246: {DEEP}"),
    "lists in a line, ten thousand deep": ("content/tradeoffs.yml", "- " * 10_000, f"content/tradeoffs.yml:1:121: {DEEP}"),
    "lists in a line, so deep that reading them ended the process": (
        "content/tradeoffs.yml", "-  " * 600_000, f"content/tradeoffs.yml:1:181: {DEEP}",
    ),
    "keys in a line, ten thousand deep": ("content/tradeoffs.yml", "? " * 10_000, f"content/tradeoffs.yml:1:121: {DEEP}"),
    "lists by indentation, two hundred deep": (
        "content/tradeoffs.yml", "".join(" " * n + "-\n" for n in range(200)), f"content/tradeoffs.yml:61:61: {DEEP}",
    ),
    "many brackets that are no nesting": ("content/tradeoffs.yml", INTERVALS, ""),
    "many lists that are no nesting": ("content/tradeoffs.yml", entry("x") + "  aliases: [" + "x, " * 2_000 + "x]\n", ""),
    "brackets in an expression, ten thousand deep": (
        OVEN, lesson("42 1\n", "numbers:\n  '1': " + "(" * 2_000 + "1" + ")" * 2_000 + "\n"),
        f"{OVEN}:4:8: {RESULT}not an expression: too many nested parentheses\n",
    ),
    "signs in an expression, thousands deep": (
        OVEN, lesson("42 1\n", "numbers:\n  '1': " + "-" * 4_000 + "1\n"), f"{OVEN}:4:8: {RESULT}nested too deeply\n",
    ),
    "a number with thousands of digits": (
        OVEN, lesson(front="minutes: " + "9" * 5_000 + "\n"),
        f'{OVEN}:3:10: minutes must be a whole number, and is text ("{"9" * 40}…")\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_no_editor_shows_is_told_with_its_place(name: str, kitchen: Kitchen) -> None:
    path, content, expected = BYTES[name]
    kitchen.change({path: content})
    assert told(kitchen) == expected


DEEP_TEXTS = {
    "brackets": "[" * 10_000, "lists": "- " * 10_000 + "x", "brackets of links": "[[" * 1_000, "quotations": "> " * 1_000 + "x",
    "stars": "*a " * 1_000, "braces in a formula": "$" + "{" * 10_000 + "$", "roots in a formula": "$" + r"\sqrt" * 3_000 + "$",
    "closed braces in a formula": "$" + "{" * 5_000 + "}" * 5_000 + "$", "elements": "<b>" * 1_000, "parentheses": "](" * 1_000,
    "blocks": "".join(f"{':' * (300 - n)} note\n" for n in range(290)), "citations": "[@" * 1_000, "footnotes": "[^x" * 1_000,
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP_TEXTS)
def test_markdown_nested_thousands_deep_is_told_or_shown(name: str, kitchen: Kitchen) -> None:
    kitchen.change({OVEN: lesson(DEEP_TEXTS[name] + "\n")})
    assert all(problem.path == OVEN and problem.line >= 4 for problem in kitchen.problems() if problem.level == "error")


def link(path: str, target: str | Path, to: Kitchen) -> None:
    (to.project / path).parent.mkdir(parents=True, exist_ok=True)
    (to.project / path).symlink_to(target)


LINKS: dict[str, tuple[str, str, str]] = {
    "to the folder above": ("content/concepts/again", "..", "this link leads to a folder that is read already\n    remove the link\n"),
    "to its own folder": ("content/files/again", ".", "this link leads to a folder that is read already\n    remove the link\n"),
    "to itself": ("content/concepts/oven.md", "oven.md", "cannot be read: Too many levels of symbolic links\n"),
    "to nothing": ("content/concepts/oven.md", "stove.md", "this is neither a file nor a folder, or a link to nothing\n"),
    "to a file elsewhere": ("content/concepts/oven.md", "/etc/hostname", "this link leads out of the project's folder\n    copy the file into the project\n"),
    "to a folder elsewhere": ("content/files", "/etc", "this link leads out of the project's folder\n    copy the file into the project\n"),
    "to a folder with a similar name": ("content/files", "../../bread-secrets", "this link leads out of the project's folder\n    copy the file into the project\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_cannot_be_followed_is_told(name: str, kitchen: Kitchen) -> None:
    path, target, message = LINKS[name]
    link(path, target, kitchen)
    assert told(kitchen) == f"{path}: {message}"


def test_a_link_within_the_project_is_followed(kitchen: Kitchen) -> None:
    (kitchen.project / "notes.md").write_text(lesson("[[hydratoin]]\n"), encoding="utf-8")
    link(OVEN, "../../notes.md", kitchen)
    assert told(kitchen) == f'{OVEN}:4:1: there is no entry "hydratoin"\n    did you mean "hydration"?\n'


def test_a_pipe_is_not_waited_for(kitchen: Kitchen) -> None:
    os.mkfifo(kitchen.project / OVEN)
    assert told(kitchen) == f"{OVEN}: this is neither a file nor a folder, or a link to nothing\n"


def test_a_name_that_is_not_text_is_told(kitchen: Kitchen) -> None:
    kitchen.change({"content/files/recipe.pdf": "x"})
    (kitchen.project / "content/files" / os.fsdecode(b"\xff.pdf")).write_bytes(b"x")
    assert told(kitchen) == "content/files/\ufffd.pdf: the name of this file is not UTF-8 text\n    rename it\n"


def test_a_folder_in_the_place_of_a_file_is_told(kitchen: Kitchen) -> None:
    kitchen.change({"content/guide.yml": None, "content/guide.yml/x": "x"})
    assert told(kitchen).startswith("content/guide.yml: there is no guide here\n")


def test_templates_and_styles_that_are_not_text_are_told(kitchen: Kitchen) -> None:
    latin = "<p>\n\nKnäcke".encode("latin-1")
    kitchen.change({"templates/concept.html": latin})
    assert told(kitchen) == f"templates/concept.html:3: {NOT_UTF8}"
    kitchen.put_back()
    kitchen.change({"static/css/tokens.css": latin})
    assert told(kitchen) == f"static/css/tokens.css:3: {NOT_UTF8}"
    kitchen.put_back()
    kitchen.change({"static/js/main.js": latin})
    assert told(kitchen) == f"static/js/main.js:3: {NOT_UTF8}"


def test_locks_of_editors_and_circles_of_links_in_the_theme_are_passed_over(kitchen: Kitchen) -> None:
    link("templates/.#concept.html", "baker@kitchen.123", kitchen)
    link("static/img/again", "..", kitchen)
    link("static/dead.css", "nothing.css", kitchen)
    assert told(kitchen) == ""


# All at once, each once


TEN = {
    "content/guide.yml": "id: sourdough\ntitle: Sourdough\naccent: brown\nsections: [concepts, start]\n",
    "content/concepts/oven.md": lesson("$\\fraq$\n"),
    "content/concepts/stone.md": "---\ntitle: Stone: hot\n---\n",
    "content/concepts/peel.md": "---\ntitel: Peel\n---\n",
    "content/concepts/scale.md": b"---\ntitle: \xe4\n---\n",
    "content/metrics/rise.md": "---\ntitle: Rise\ndirection: up\n---\n",
    "content/math/baker.md": "---\ntitle: Baker\nlatex: p\nprerequisites: [flour]\n---\n",
    "content/quiz/oven.yml": "- {id: hot, type: bool, objective: oven, stem: Hot?, explain: Yes.}\n",
    "content/tradeoffs.yml": "- {title: Cheap, side: none, text: x}\n",
    "content/Notes.yaml": "x",
}


def test_ten_mistakes_in_ten_files_are_told_at_once_and_told_again(kitchen: Kitchen) -> None:
    kitchen.change(TEN)
    said = told(kitchen)
    assert {line.partition(":")[0] for line in said.splitlines() if not line.startswith(" ")} == set(TEN)
    assert said.count("\ncontent/") + 1 == len(TEN) + 1  # peel.md has two: a field unknown, a field missing
    assert told(kitchen) == said


def test_what_is_mended_makes_the_site_that_was(kitchen: Kitchen) -> None:
    kitchen.change(TEN)
    kitchen.problems()
    kitchen.put_back()
    result = kitchen.build()
    assert result.published
    assert kitchen.files() == kitchen.site
    assert result.written == 0


BREAKAGES = {
    "not YAML": "---\ntitle: The: starter\n---\n",
    "an unknown field": "---\ntitle: The starter\nzzz: 1\n---\n",
    "no title": "---\nsummary: x\n---\n",
    "no front matter": "The starter.\n",
    "not text": b"---\ntitle: \xe4\n---\n",
    "empty": b"",
    "a NUL": b"\0",
    "too large": b"x" * 2_000_001,
}
NAMED = {
    "concepts": "---\ntitle: Oven\nprerequisites: [starter, concepts/starter]\n---\n[[starter]], [[concepts/starter#feeding|it]], [it](concepts/starter.html#feeding)\n",
    "paths": "- {title: In a hurry, steps: [starter]}\n",
    "quiz": "- {id: oven-heat, type: bool, objective: starter, see: 'starter#feeding', stem: Hot?, truth: true, explain: 'See [[starter]].'}\n",
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_naming_an_entry_whose_file_is_broken_is_no_further_mistake(breakage: str, kitchen: Kitchen) -> None:
    kitchen.change({"content/concepts/starter.md": BREAKAGES[breakage]})
    kitchen.change(
        {OVEN: NAMED["concepts"], "content/paths.yml": NAMED["paths"], "content/quiz/oven.yml": NAMED["quiz"]}
    )
    problems = [problem for problem in kitchen.problems() if not problem.message.startswith(BESIDE_THE_POINT)]
    assert [problem.path for problem in problems] == ["content/concepts/starter.md"]


def test_naming_entries_of_broken_lists_is_no_further_mistake(kitchen: Kitchen) -> None:
    kitchen.change({
        OVEN: lesson(
            "[[term:autolyse]], [[autolyse]], [@hamelman2004], [[eq:baker]]\n\n[[quiz: wet-or-dry]]\n",
            "questions: [starter-peak]\nreading: [hamelman2004]\n",
        ),
        "content/glossary.yml": "- title: Autolyse\n  definition: Rest: of dough\n",
        "content/references.yml": "- {id: hamelman2004, title: Bread\n",
        "content/quiz/bread.yml": b"- id: wet-or-dry\n- id: starter-peak\n- id: hydration-of-dough\n- \xe4\n",
        "content/math/baker.md": "---\ntitle: Baker\n---\n",
    })  # fmt: skip
    broken = ["content/glossary.yml", "content/math/baker.md", "content/quiz/bread.yml", "content/references.yml"]
    assert [problem.path for problem in kitchen.problems()] == broken


def test_a_page_whose_text_is_wrong_is_still_a_page(kitchen: Kitchen) -> None:
    kitchen.change(
        {OVEN: lesson("$\\fraq$\n"), "content/concepts/stone.md": lesson("[[oven]], [oven](concepts/oven.html)\n")}
    )
    assert told(kitchen) == f"{OVEN}:4:2: {FRAQ}"


def test_a_guide_of_nothing_but_its_guide_yml_is_built(kitchen: Kitchen) -> None:
    shutil.rmtree(kitchen.project / "content")
    kitchen.change({"content/guide.yml": "id: x\ntitle: X\n"})
    result = kitchen.build()
    assert result.published and result.problems == ()


def test_a_folder_without_a_guide_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyguideError) as error:
        build(Options(project=tmp_path, output=tmp_path / "site"))
    assert shown(error.value.problems).startswith("content/guide.yml: there is no guide here\n")
    assert not (tmp_path / "site").exists()
