"""When files were last changed, as git tells it, and silence where git knows nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from kitchen import write

from studyguide.history import days_of_last_change, history_stamp


def git(folder: Path, *arguments: str, day: str = "2026-01-02") -> None:
    moment = f"{day}T23:30:00+02:00"
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    settings = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "protocol.file.allow=always",
    ]
    subprocess.run(["git", *settings, "-C", str(folder), *arguments], check=True, env=environment, capture_output=True)


def commit(folder: Path, day: str, files: dict[str, str | bytes | None]) -> None:
    write(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x", day=day)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, "2026-01-02", {"content/a.md": "1", "content/b c/ä.md": "1", "notes.md": "1"})
    commit(folder, "2026-02-03", {"content/a.md": "2"})
    return folder


def test_a_file_s_day_is_that_of_the_last_commit_that_changed_it(project: Path) -> None:
    assert days_of_last_change(project) == {"content/a.md": "2026-02-03", "content/b c/ä.md": "2026-01-02"}


def test_what_is_not_committed_has_no_day(project: Path) -> None:
    write(project, {"content/new.md": "1", "content/a.md": "3"})
    assert "content/new.md" not in days_of_last_change(project)
    assert days_of_last_change(project)["content/a.md"] == "2026-02-03"


def test_a_commit_changes_the_stamp_and_an_edit_does_not(project: Path) -> None:
    before = history_stamp(project)
    write(project, {"content/a.md": "3"})
    assert history_stamp(project) == before
    commit(project, "2026-03-04", {"content/a.md": "4"})
    assert history_stamp(project) != before


def test_days_follow_a_new_commit(project: Path) -> None:
    days_of_last_change(project)
    commit(project, "2026-03-04", {"content/a.md": "4"})
    assert days_of_last_change(project)["content/a.md"] == "2026-03-04"


def test_a_project_within_a_repository_has_its_own_names(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2026-01-02", {"guides/bread/content/a.md": "1", "content/a.md": "1"})
    commit(tmp_path, "2026-02-03", {"content/a.md": "2"})
    assert days_of_last_change(tmp_path / "guides" / "bread") == {"content/a.md": "2026-01-02"}


def test_a_checkout_of_a_commit_is_known_by_it(project: Path) -> None:
    branch = history_stamp(project)
    git(project, "checkout", "-q", "--detach")
    assert history_stamp(project) == branch
    git(project, "checkout", "-q", "HEAD~1")
    assert history_stamp(project) != branch
    assert days_of_last_change(project)["content/a.md"] == "2026-01-02"


def test_packed_branches_are_found(project: Path) -> None:
    before = history_stamp(project)
    git(project, "pack-refs", "--all")
    assert history_stamp(project) == before != ""


def test_a_worktree_has_a_history_of_its_own(project: Path) -> None:
    git(project, "worktree", "add", "-q", "-b", "other", "../other")
    other = project.parent / "other"
    assert history_stamp(other) == history_stamp(project) != ""
    commit(other, "2026-05-06", {"content/a.md": "9"})
    assert days_of_last_change(other)["content/a.md"] == "2026-05-06"
    assert days_of_last_change(project)["content/a.md"] == "2026-02-03"


def test_a_shallow_clone_tells_nothing(project: Path) -> None:
    git(project.parent, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    assert days_of_last_change(project.parent / "shallow") == {}


def test_a_whole_clone_tells_as_much(project: Path) -> None:
    git(project.parent, "clone", "-q", project.as_uri(), "whole")
    assert days_of_last_change(project.parent / "whole") == days_of_last_change(project)


def test_a_repository_without_commits_tells_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert (history_stamp(tmp_path), days_of_last_change(tmp_path)) == ("", {})


@pytest.mark.parametrize(
    "damage",
    [
        {".git/HEAD": None},
        {".git/HEAD": ""},
        {".git/HEAD": "ref: refs/heads/nowhere\n"},
        {".git/HEAD": b"\xff\xfe"},
        {".git/HEAD": "f" * 40},
    ],
)
def test_a_damaged_repository_tells_nothing(project: Path, damage: dict[str, str | bytes | None]) -> None:
    write(project, damage)
    assert days_of_last_change(project) == {}
    history_stamp(project)


def test_without_git_on_the_machine_nothing_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(project, "2026-07-08", {"content/a.md": "no other test may have asked for this commit"})
    monkeypatch.setenv("PATH", "/nowhere")
    assert days_of_last_change(project) == {}
