"""The house keeps its shape: README.md says on which floor a module lives, and an import points down or to the same floor."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from studyguide.kinds import KINDS
from studyguide.markup.containers import CONTAINERS
from studyguide.model import Guide, Question

HOME = Path(__file__).resolve().parent.parent
PACKAGE = HOME / "src" / "studyguide"
AUTHORING = (HOME / "docs" / "authoring.md").read_text(encoding="utf-8")
ENTRANCE = {"__init__", "__main__"}


def floors() -> dict[str, int]:
    """Module → floor, counted from the ground, as README.md has them."""
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| (`[^|]+`) \|$", (HOME / "README.md").read_text(encoding="utf-8"), re.M)
    names = [re.findall(r"`(\w+)(?:/\*)?`", modules) for _, modules in rows]
    return {name: len(names) - number for number, row in enumerate(names) for name in row}


FLOORS = floors()


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "starter" not in path.parts)


def home(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Modules of this package that a file names, at its top or later, with the line."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module.partition(".")[0]] if node.module else [alias.name for alias in node.names]
            yield from ((name, node.lineno) for name in names if name in FLOORS)


def test_readme_knows_every_module_and_no_other() -> None:
    assert {home(path) for path in modules()} - ENTRANCE == set(FLOORS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    floor = FLOORS.get(home(path), len(FLOORS))
    up = [f"{path.name}:{line} imports {name}" for name, line in imports(path) if FLOORS[name] > floor]
    assert not up, up


def test_only_markup_knows_python_markdown_and_pygments() -> None:
    knows = {
        home(path)
        for path in modules()
        if re.search(r"^\s*(?:from|import) (?:markdown|pygments|math_core)\b", path.read_text(encoding="utf-8"), re.M)
    }
    assert knows == {"markup"}


def test_pages_and_markup_never_see_the_whole_site() -> None:
    """What they learn about others goes through a `SiteView`, which takes notes."""
    for path in [PACKAGE / "render.py", *(PACKAGE / "markup").glob("*.py")]:
        named = [alias.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                 if isinstance(node, ast.ImportFrom) for alias in node.names]  # fmt: skip
        assert "Site" not in named, path


def test_nothing_below_the_door_prints_or_exits() -> None:
    for path in modules():
        if FLOORS.get(home(path), 99) >= FLOORS["cli"]:
            continue
        called = [
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        assert not {"print", "sys.exit", "exit"} & set(called), path


# What authors may write is in docs/authoring.md


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_authors_are_told_of_every_field(kind: object) -> None:
    own = {field.name for field in fields(kind.cls)}  # type: ignore[attr-defined]
    silent = {name for name in own if f"`{name}`" not in AUTHORING and f"`{name}:" not in AUTHORING and f"- {name}:" not in AUTHORING
              and not re.search(rf"^[ {{-]*{name}:", AUTHORING, re.M)}  # fmt: skip
    assert not silent, f"docs/authoring.md does not name {sorted(silent)} of {kind.name}"  # type: ignore[attr-defined]


def test_authors_are_told_of_every_setting() -> None:
    silent = [
        field.name for field in fields(Guide) if not re.search(rf"`{field.name}`|^{field.name}:", AUTHORING, re.M)
    ]
    assert not silent


def test_authors_are_told_of_every_block() -> None:
    silent = [name for name in CONTAINERS if f"::: {name}" not in AUTHORING]
    assert not silent


def test_authors_are_told_of_every_type_of_question() -> None:
    types = Question.__annotations__["type"]
    assert types == "QuestionType"
    from typing import get_args

    from studyguide.model import QuestionType

    assert [name for name in get_args(QuestionType) if f"| `{name}` |" not in AUTHORING] == []
