"""What an editor said is said again without reading, as long as nothing changed that it depends on."""

from __future__ import annotations

from pathlib import Path

import pytest
from kitchen import write

from studyguide import review as module
from studyguide.build import Options, build, check
from studyguide.editorial import Copy, edit

FILES = {
    "content/guide.yml": "id: x\ntitle: X\nlanguage: en-GB\n",
    "content/concepts/dough.md": "---\ntitle: Dough\nlint: {off: [example]}\n---\n#### The color\n",
    "content/concepts/oven.md": "---\ntitle: Oven\nlint: {off: [example]}\n---\nHot, near the center.\n",
    "content/glossary.yml": "- {title: Crumb, definition: The gray inside., see: [oven]}\n",
}


@pytest.fixture
def options(tmp_path: Path) -> Options:
    write(tmp_path, FILES)
    return Options(project=tmp_path, output=tmp_path / "site", jobs=1)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Entries that are read again."""
    seen: list[str] = []

    def noting(copy: Copy) -> object:
        seen.append(copy.id)
        return edit(copy)

    monkeypatch.setattr(module, "edit", noting)
    return seen


def said(options: Options) -> list[str]:
    return [
        f"{p.path.rpartition('/')[2]}:{p.line}:{p.column} {p.message.rpartition(' ')[2]}"
        for p in check(options).problems
    ]


def test_it_is_said_by_check_and_not_by_build(options: Options) -> None:
    assert build(options).problems == ()
    assert said(options) == [
        "dough.md:5:6 [heading]", "dough.md:5:10 [spelling]", "oven.md:5:15 [spelling]", "glossary.yml:1:34 [spelling]",
    ]  # fmt: skip


def test_it_is_said_again_without_reading(options: Options, read: list[str]) -> None:
    first = said(options)
    assert sorted(read) == ["concepts/dough", "concepts/oven", "glossary/crumb"]
    read.clear()
    assert said(options) == first and len(first) == 4
    assert read == []


def test_only_what_changed_is_read_again(options: Options, read: list[str]) -> None:
    said(options)
    read.clear()
    write(options.project, {"content/concepts/oven.md": FILES["content/concepts/oven.md"].replace("center", "centre")})
    assert len(said(options)) == 3
    assert read == ["concepts/oven"]


def test_a_comment_above_moves_the_line(options: Options) -> None:
    before = said(options)
    text = FILES["content/concepts/oven.md"].replace("title:", "# a comment\ntitle:")
    write(options.project, {"content/concepts/oven.md": text})
    assert [line.replace("oven.md:6:", "oven.md:5:") for line in said(options)] == before
    assert said(options) != before


def test_all_is_read_again_when_the_house_changes(options: Options, read: list[str]) -> None:
    said(options)
    for name, text in [
        ("content/guide.yml", FILES["content/guide.yml"].replace("en-GB", "en-US")),
        ("content/guide.yml", FILES["content/guide.yml"] + "lint: {off: [spelling]}\n"),
        ("content/paths.yml", "- {title: Way, steps: [dough, oven]}\n"),
    ]:
        read.clear()
        write(options.project, {name: text})
        said(options)
        assert {"concepts/dough", "concepts/oven", "glossary/crumb"} <= set(read), name


def test_an_entry_that_is_gone_says_nothing(options: Options) -> None:
    said(options)
    write(options.project, {"content/concepts/dough.md": None})
    assert [line for line in said(options) if "dough" in line] == []
