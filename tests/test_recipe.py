"""What shapes a site besides the guide: a digest changes when it does, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kitchen import write

from studyguide import recipe
from studyguide.recipe import code_recipe, combined, theme_recipe


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"templates/page.html": "1", "templates/partials/nav.html": "1", "static/css/a.css": "1"})
    return tmp_path


def test_the_same_theme_has_the_same_digest(project: Path) -> None:
    assert theme_recipe(project, "templates") == theme_recipe(project, "templates")


@pytest.mark.parametrize(
    "change",
    [
        {"templates/page.html": "22"},
        {"templates/new.html": "1"},
        {"templates/page.html": None},
        {"templates/partials/deep/x.html": "1"},
    ],
)
def test_a_template_that_changes_comes_or_goes_changes_it(project: Path, change: dict[str, str | None]) -> None:
    before, static = theme_recipe(project, "templates"), theme_recipe(project, "static")
    write(project, change)
    assert theme_recipe(project, "templates") != before
    assert theme_recipe(project, "static") == static


def test_a_template_that_is_only_touched_changes_it(project: Path) -> None:
    before = theme_recipe(project, "templates")
    os.utime(project / "templates/page.html", ns=(1, 1))
    assert theme_recipe(project, "templates") != before


def test_what_editors_leave_about_does_not_change_it(project: Path) -> None:
    before = theme_recipe(project, "templates")
    (project / "templates/.#page.html").symlink_to("baker@kitchen.1")
    write(project, {"templates/.page.html.swp": "x", "templates/__pycache__/x.pyc": "x"})
    assert theme_recipe(project, "templates") == before


def test_links_that_lead_in_a_circle_or_nowhere_do_no_harm(project: Path) -> None:
    (project / "templates/again").symlink_to(".")
    (project / "templates/partials/up").symlink_to("..")
    (project / "templates/dead.html").symlink_to("nothing.html")
    assert theme_recipe(project, "templates") == theme_recipe(project, "templates")


def test_a_folder_that_is_linked_counts(project: Path) -> None:
    write(project, {"elsewhere/x.html": "1"})
    (project / "templates/linked").symlink_to("../elsewhere")
    before = theme_recipe(project, "templates")
    write(project, {"elsewhere/x.html": "22"})
    assert theme_recipe(project, "templates") != before


def test_a_project_without_a_theme_has_ours(tmp_path: Path) -> None:
    assert theme_recipe(tmp_path, "templates") == theme_recipe(tmp_path / "nowhere", "templates")


def test_our_own_code_the_libraries_and_the_mode_are_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.py": "1", "markup/b.py": "1", "notes.txt": "1"})
    monkeypatch.setattr(recipe, "HERE", tmp_path)
    digests = {code_recipe(False), code_recipe(True)}
    write(tmp_path, {"markup/b.py": "22"})
    digests.add(code_recipe(False))
    write(
        tmp_path / "site-packages", {"jinja2-9.9.dist-info/METADATA": "x", "something_else-1.0.dist-info/METADATA": "x"}
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    digests.add(code_recipe(False))
    assert len(digests) == 4
    before = code_recipe(False)
    write(tmp_path, {"notes.txt": "22"})
    write(tmp_path / "site-packages", {"something_else-2.0.dist-info/METADATA": "x"})
    assert code_recipe(False) == before


def test_every_library_whose_version_shapes_the_output_is_found() -> None:
    found = [name.partition("-")[0].lower() for name in recipe._library_versions()]
    assert set(found) == set(recipe.LIBRARIES)


def test_a_combination_depends_on_its_parts_and_not_on_their_order() -> None:
    assert combined({"a": "1", "b": "2"}) == combined({"b": "2", "a": "1"}) != combined({"a": "2", "b": "1"})
