"""A preview's workshop lives long and takes short cuts: after any saves, its site and its problems are those of a build from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_incremental import BREAD, EDITS, build_at, replace, tree, write

from studyguide.build import BuildResult, Options, build
from studyguide.workshop import Workshop

STARTER, HYDRATION = "content/concepts/starter.md", "content/concepts/hydration.md"
SAVES = 14
ONLY_ONCE = {"accent", "address"}
IN_PREVIEW: dict[str, Callable[[Path], object]] = {
    "link": lambda p: append(p, STARTER, "See [[hydration]] again and [[term:crumb]]."),
    "link gone": lambda p: take(p, STARTER, "See [[hydration]] again and [[term:crumb]]."),
    "link back": lambda p: append(p, HYDRATION, "See [[starter]]."),
    "remark in front matter": lambda p: replace(p, STARTER, "title:", "# a remark\ntitle:"),
    "question placed": lambda p: append(p, HYDRATION, "[[quiz: starter-peak]]"),
    "question taken away": lambda p: take(p, HYDRATION, "[[quiz: starter-peak]]"),
    "heading": lambda p: append(p, HYDRATION, "## More and more"),
    "touched": lambda p: [file.touch() for file in (p / "content").rglob("*.md")],
    "dead link": lambda p: append(p, STARTER, "[[nowhere-to]]"),
    "dead link mended": lambda p: take(p, STARTER, "[[nowhere-to]]"),
    "link to a heading": lambda p: append(p, STARTER, "[[hydration#more-and-more]]"),
    "link to a heading gone": lambda p: take(p, STARTER, "[[hydration#more-and-more]]"),
    "term used": lambda p: append(p, HYDRATION, "The crumb is open."),
    "terms in another order": lambda p: reverse_list(p, "content/glossary.yml"),
    "another process builds": lambda p: build(Options(project=p, output=p / "site", jobs=1)),
    "broken template": lambda p: write(p, "templates/partials/footer.html", "{{ nothing.here }}"),
}


def append(project: Path, path: str, text: str) -> None:
    write(project, path, f"{(project / path).read_text()}\n{text}\n")


def take(project: Path, path: str, text: str) -> None:
    replace(project, path, f"\n{text}\n", "")


def reverse_list(project: Path, path: str) -> None:
    items = f"\n{(project / path).read_text().strip()}".split("\n- ")[1:]
    write(project, path, "".join(f"- {item.strip()}\n" for item in reversed(items)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "bread"
    shutil.copytree(BREAD, folder, ignore=shutil.ignore_patterns("site", ".studyguide"))
    return folder


def workshop_of(project: Path, jobs: int = 1) -> Workshop:
    return Workshop(Options(project=project, output=project / "site", jobs=jobs))


def assert_as_clean(project: Path, result: BuildResult, story: object) -> None:
    copy = project.parent / "clean"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site", ".studyguide"))
    clean = build_at(copy, jobs=1)
    told = [[(p.path, p.line, p.message) for p in of.problems] for of in (result, clean)]
    assert told[0] == told[1], story
    assert result.published == clean.published, story
    if clean.published:
        made, wanted = tree(project / "site"), tree(copy / "site")
        assert sorted(made) == sorted(wanted), story
        assert [name for name in wanted if made[name] != wanted[name]] == [], story


@pytest.mark.parametrize("seed", range(12))
def test_any_saves_give_the_site_and_the_problems_of_a_clean_build(seed: int, project: Path) -> None:
    chance = random.Random(seed)
    edits = {**{name: edit for name, edit in EDITS.items() if not name.startswith("output")}, **IN_PREVIEW}
    workshop = workshop_of(project)
    workshop.build(on_published=lambda _: None)
    story: list[str] = []
    for _ in range(SAVES):
        name = chance.choice(sorted(edits))
        if name in ONLY_ONCE and name in story:
            continue
        story.append(name)
        edits[name](project)
        result = workshop.build(on_published=(lambda _: None) if chance.random() < 0.7 else None)
        if chance.random() < 0.3:
            assert_as_clean(project, result, story)
    assert_as_clean(project, workshop.build(), story)
    workshop.close()


def test_what_workers_asked_is_asked_again(project: Path) -> None:
    """Answers that other processes gave are not at hand; a new link must still reach "used on" of the page it leads to."""
    for number in range(40):
        write(
            project,
            f"content/concepts/more-{number}.md",
            f"---\ntitle: More {number}\nsummary: More.\n---\nText of {number}.\n",
        )
    workshop = workshop_of(project, jobs=2)
    workshop.build(on_published=lambda _: None)
    append(project, "content/concepts/more-3.md", "See [[more-7]].")
    assert_as_clean(project, workshop.build(on_published=lambda _: None), "a link after a build in two processes")
    workshop.close()


@pytest.mark.parametrize("first", ["address", "nothing"])
def test_a_broken_anchor_is_told_whatever_was_saved_before(first: str, project: Path) -> None:
    workshop = workshop_of(project)
    workshop.build(on_published=lambda _: None)
    EDITS[first](project)
    workshop.build(on_published=lambda _: None)
    IN_PREVIEW["link to a heading"](project)
    result = workshop.build(on_published=lambda _: None)
    assert not result.published
    assert_as_clean(project, result, first)
    workshop.close()


def test_a_list_in_another_order_is_another_page(project: Path) -> None:
    workshop = workshop_of(project)
    workshop.build(on_published=lambda _: None)
    for path in ("content/glossary.yml", "content/references.yml"):
        reverse_list(project, path)
        assert_as_clean(project, workshop.build(on_published=lambda _: None), path)
    workshop.close()
