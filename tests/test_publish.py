"""Old or new, never half: how a finished site gets into its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kitchen import Kitchen

from studyguide.manifest import OutputRow
from studyguide.problems import StudyguideError
from studyguide.publish import STAGING, Stage, intact
from studyguide.scan import digest_bytes

Rows = dict[str, OutputRow]


def staged(output: Path, files: dict[str, bytes]) -> Stage:
    stage = Stage(output)
    stage.open()
    for url, data in files.items():
        stage.write(url, data)
    return stage


def published(output: Path, files: dict[str, bytes], existing: Rows | None = None) -> Rows:
    stage = staged(output, files)
    rows = stage.publish(files, existing or {})
    stage.close()
    return rows


def tree(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


SITE = {"index.html": b"1", "concepts/a.html": b"2", "static/site.css": b"3"}


def test_staged_files_are_not_in_place(tmp_path: Path) -> None:
    stage = staged(tmp_path, SITE)
    assert set(tree(tmp_path)) == {f"{STAGING}/{url}" for url in SITE}
    stage.close()
    assert tree(tmp_path) == {}


def test_published_files_are_and_nothing_else(tmp_path: Path) -> None:
    published(tmp_path, SITE)
    assert tree(tmp_path) == SITE


def test_what_a_killed_build_staged_is_not_published(tmp_path: Path) -> None:
    staged(tmp_path, {"half.html": b"<p"})
    published(tmp_path, {"index.html": b"1"})
    assert tree(tmp_path) == {"index.html": b"1"}


def test_assets_come_before_pages_and_new_pages_before_changed_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing = published(tmp_path, {"b.html": b"1", "static/a.css": b"1"})
    order: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (order.append(Path(new).name), replace(old, new)))
    published(tmp_path, {"b.html": b"2", "c.html": b"2", "static/a.css": b"2", "img/z.png": b"2"}, existing)
    assert list(dict.fromkeys(order)) == [
        "z.png",
        "a.css",
        "c.html",
        "b.html",
    ]  # some need their folder first, and a second try


def test_each_file_is_whole_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    existing = published(tmp_path, SITE)
    new = {url: data * 1000 for url, data in SITE.items()}
    replace = os.replace

    def watched(old: Path, target: Path) -> None:
        replace(old, target)
        now = {url: data for url, data in tree(tmp_path).items() if not url.startswith(STAGING)}
        assert all(data in (SITE[url], new[url]) for url, data in now.items()) and len(now) == len(SITE)

    monkeypatch.setattr(os, "replace", watched)
    published(tmp_path, new, existing)
    assert tree(tmp_path) == new


def test_a_file_in_place_is_intact_until_somebody_touches_it(tmp_path: Path) -> None:
    rows = published(tmp_path, SITE)
    assert intact(tmp_path, rows) == set(SITE)
    (tmp_path / "index.html").write_bytes(b"9")
    os.utime(tmp_path / "concepts/a.html", ns=(1, 1))
    (tmp_path / "static/site.css").unlink()
    assert intact(tmp_path, rows) == set()


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_not_intact(tmp_path: Path) -> None:
    rows = published(tmp_path, {"index.html": b"1"})
    stat = (tmp_path / "index.html").stat()
    (tmp_path / "other").write_bytes(b"2")
    os.utime(tmp_path / "other", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    os.replace(tmp_path / "other", tmp_path / "index.html")
    assert intact(tmp_path, rows) == set()


def test_what_is_gone_is_removed_with_the_folders_that_are_empty_then(tmp_path: Path) -> None:
    published(tmp_path, {**SITE, "a/b/c.html": b"4", "a/d.html": b"5"})
    stage = Stage(tmp_path)
    assert stage.remove(["a/b/c.html", "concepts/a.html", "never.html"]) == [
        "a/b/c.html",
        "concepts/a.html",
        "never.html",
    ]
    assert set(tree(tmp_path)) == {"index.html", "static/site.css", "a/d.html"}
    assert not (tmp_path / "concepts").exists() and not (tmp_path / "a/b").exists()


def test_files_that_no_build_wrote_stay(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir(parents=True)
    (tmp_path / "concepts" / "mine.txt").write_bytes(b"mine")
    published(tmp_path, SITE)
    Stage(tmp_path).remove(SITE)
    assert tree(tmp_path) == {"concepts/mine.txt": b"mine"}


def test_a_folder_takes_the_place_of_a_file_of_ours(tmp_path: Path) -> None:
    rows = published(tmp_path, {"files/recipe": b"1", "index.html": b"1"})
    published(tmp_path, {"files/recipe/bread.pdf": b"2"}, rows)
    assert Stage(tmp_path).remove(["files/recipe"]) == ["files/recipe"]
    assert tree(tmp_path) == {"files/recipe/bread.pdf": b"2", "index.html": b"1"}


def test_a_file_takes_the_place_of_a_folder_of_ours(tmp_path: Path) -> None:
    rows = published(tmp_path, {"files/recipe/bread.pdf": b"1", "files/recipe/a/b.pdf": b"1", "index.html": b"1"})
    published(tmp_path, {"files/recipe": b"2"}, rows)
    assert Stage(tmp_path).remove(["files/recipe/bread.pdf", "files/recipe/a/b.pdf"])
    assert tree(tmp_path) == {"files/recipe": b"2", "index.html": b"1"}


def test_what_is_not_ours_and_in_the_way_stops_the_work_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "concepts").write_bytes(b"mine")
    (tmp_path / "index.html").mkdir()
    (tmp_path / "index.html" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(StudyguideError) as error:
        published(tmp_path, SITE)
    assert [problem.message for problem in error.value.problems] == [
        f"{tmp_path / name} is in the way" for name in ("concepts", "index.html")
    ]
    now = {url: data for url, data in tree(tmp_path).items() if not url.startswith(STAGING)}
    assert now == {"concepts": b"mine", "index.html/mine.txt": b"mine"}


def test_digests_tell_bytes_apart() -> None:
    assert digest_bytes(b"a") == digest_bytes(b"a") != digest_bytes(b"b")


def test_a_guide_may_turn_a_file_into_a_folder_and_back(tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path)
    kitchen.change({"content/files/recipe": "1"})
    assert kitchen.build().published
    kitchen.change({"content/files/recipe": None, "content/files/recipe/bread.pdf": "2"})
    assert kitchen.build().published
    assert kitchen.files()["files/recipe/bread.pdf"] == b"2"
    kitchen.change({"content/files/recipe/bread.pdf": None})
    (kitchen.project / "content/files/recipe").rmdir()
    kitchen.change({"content/files/recipe": "3"})
    assert kitchen.build().published
    assert kitchen.files()["files/recipe"] == b"3"
    kitchen.change({"content/files/recipe": None})
    assert kitchen.build().published
    assert kitchen.files() == kitchen.site
