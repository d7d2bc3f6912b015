"""What `check` says of a guide that builds: golden cases for each rule, and what is said again without reading.

`tests/cases/editorial/*.txt` hold files below content/ (`>>> NAME`) and after `!!!` what an editor says of them; every case has variants
that pass beside those that fail. `pytest --accept` writes what was said; read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from kitchen import loaded, shown

from studyguide.editorial import RULES, Copy, House, edit
from studyguide.fragments import make_fragments
from studyguide.model import LintRule
from studyguide.problems import Problem
from studyguide.quizlint import HABITS, check_habits
from studyguide.trace import Memo
from studyguide.view import SiteView

FOLDER = Path(__file__).parent / "cases" / "editorial"
DOCS = Path(__file__).parent.parent / "docs" / "authoring.md"


class Case(NamedTuple):
    file: Path
    name: str
    text: str
    expected: str

    @property
    def files(self) -> dict[str, str | bytes | None]:
        parts = re.split(r"^>>> (.*)\n", self.text, flags=re.M)[1:]
        return dict(zip(parts[::2], parts[1::2], strict=True))


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.M)[1:]:
            name, _, rest = part.partition("\n")
            text, _, expected = rest.partition("!!!\n")
            yield Case(file, name, text, expected)


CASES = list(cases())


def edited(project: Path, files: dict[str, str | bytes | None]) -> list[Problem]:
    """What an editor says of a guide of these files, and whatever else is wrong with reading it."""
    read = loaded(project, files)
    house = House(read.site)
    problems = list(read.problems)
    for entry_id, entry in read.site.entries.items():
        if read.site.origins[entry_id].path != "content/guide.yml":
            view = SiteView(read.site, Memo(), about=entry_id)
            facts = make_fragments(entry_id, read.site, view, untrusted=False).facts
            problems += edit(Copy(id=entry_id, entry=entry, facts=facts, house=house))
    problems += check_habits(read.site)
    return sorted(problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}-{case.name}".replace(" ", "-"))
def test_an_editor_says(case: Case, tmp_path: Path, accept: bool) -> None:
    said = shown(edited(tmp_path, case.files))
    if accept and said != case.expected:
        whole = case.file.read_text(encoding="utf-8")
        before = f"=== {case.name}\n{case.text}!!!\n"
        assert before + case.expected in whole
        case.file.write_text(whole.replace(before + case.expected, before + said), encoding="utf-8")
    else:
        assert said == case.expected


def test_every_rule_has_a_row_a_case_and_a_word_for_authors() -> None:
    names = list(dict.fromkeys(name for name, _ in (*RULES, *HABITS)))
    assert len({name for name, _ in RULES}) == len(RULES)
    assert sorted(names) == sorted(get_args(LintRule))
    golden = "".join(case.expected for case in CASES)
    told = DOCS.read_text(encoding="utf-8")
    assert [name for name in names if f"[{name}]" not in golden] == []
    assert [name for name in names if f"| `{name}` |" not in told] == []


def test_a_rule_that_does_not_exist_cannot_be_switched_off(tmp_path: Path) -> None:
    problems = edited(tmp_path, {"concepts/dough.md": "---\ntitle: Dough\nlint: {off: [sentences]}\n---\n"})
    assert [(p.line, p.column, p.hint) for p in problems] == [(3, 14, 'did you mean "sentence"?')]
