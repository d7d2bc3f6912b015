"""The script that pages get, joined and squeezed, decides as the modules do."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from node import call, run
from test_grading import vectors

from studyguide.assets import ThemeFile, join_modules, theme_files

HOME = Path(__file__).resolve().parent.parent
CORE = sorted(path.name for path in (HOME / "static" / "js" / "core").glob("*.js"))
QUESTION_PAGE = ("grade.js", "shuffle.js")


def joined(tmp_path: Path, *lines: str) -> str:
    """The classic script of a module of these lines."""
    entry = tmp_path / "entry.js"
    entry.write_text("\n".join(lines), encoding="utf-8")
    files = theme_files(HOME, "static") | {"js/entry.js": ThemeFile("js/entry.js", entry, 0, 0)}
    return join_modules(files, "js/entry.js")[0]


def test_the_joined_grader_grades_the_vectors(tmp_path: Path) -> None:
    script = joined(tmp_path, 'import { grade } from "./core/grade.js";', "globalThis.grade = grade;")
    pairs = [[key, answer] for _, key, answer, _ in vectors()]
    assert run("joined.js", {"script": script, "pairs": pairs}) == call(
        "grade.js", [("grade", *pair) for pair in pairs]
    )


@pytest.mark.parametrize("name", CORE)
def test_every_module_can_be_joined(tmp_path: Path, name: str) -> None:
    assert "import" not in joined(tmp_path, f'import "./core/{name}";')


def test_grading_and_shuffling_weigh_little(tmp_path: Path) -> None:
    """Of the 20 KB that a page with questions may load."""
    script = joined(tmp_path, *(f'import "./core/{name}";' for name in QUESTION_PAGE))
    assert len(gzip.compress(script.encode())) < 4096


def test_core_needs_no_page_no_clock_and_no_chance() -> None:
    banned = (
        "document",
        "window",
        "localStorage",
        "indexedDB",
        "Date.now",
        "Math.random",
        "new Date()",
        "fetch(",
        "navigator",
    )
    for name in CORE:
        source = (HOME / "static" / "js" / "core" / name).read_text(encoding="utf-8")
        code = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("//", "*", "/*")))
        assert [word for word in banned if word in code] == [], name
