"""What authors get wrong: each mistake is told with its place and a way out, and the last good site stays as it is.

Most cases are golden: `tests/cases/mistakes/*.txt` hold files (`>>> NAME`; `>>> - NAME` deletes one) that are put over those of
`tests/sites/bread`, and after `!!!` what must be said about them. `pytest --accept` writes what was said; read the difference
before you commit it. What cannot be written into a text file stands below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from kitchen import Kitchen, shown

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
def test_a_mistake_is_told_with_its_place_and_leaves_the_site_as_it_was(case: Case, kitchen: Kitchen, accept: bool) -> None:
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
