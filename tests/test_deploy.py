"""Deploying into a folder and onto a branch of a repository."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from studyguide import cli, deploy, scaffold
from studyguide.problems import StudyguideError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", {"index.html": "front", "metrics/fid.html": "fid", "static/site.css": "css"})


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


# Folders


def test_a_folder_gets_the_whole_site_and_a_list_of_it(site: Path, tmp_path: Path) -> None:
    done = deploy.to_folder(site, tmp_path / "www")
    files = read(tmp_path / "www")
    assert files.pop(deploy.LIST) == "index.html\nmetrics/fid.html\nstatic/site.css\n"
    assert files == read(site)
    assert deploy.told(done, "www/") == "Copied 3 files, 11 bytes → www/ (3 added, 0 replaced, 0 removed, 0 kept)"


def test_the_second_time_only_what_differs_is_written(site: Path, tmp_path: Path) -> None:
    deploy.to_folder(site, tmp_path / "www")
    kept = (tmp_path / "www" / "index.html").stat().st_ino
    write(site, {"metrics/fid.html": "FID", "new.html": "new"})
    (site / "static" / "site.css").unlink()
    done = deploy.to_folder(site, tmp_path / "www")
    assert (done.added, done.replaced, done.removed, done.kept) == (
        ("new.html",),
        ("metrics/fid.html",),
        ("static/site.css",),
        1,
    )
    assert (tmp_path / "www" / "index.html").stat().st_ino == kept
    assert not (tmp_path / "www" / "static").exists()


def test_files_of_others_are_left_alone(site: Path, tmp_path: Path) -> None:
    www = write(tmp_path / "www", {"robots.txt": "mine", "static/mine.css": "mine"})
    deploy.to_folder(site, www)
    for path in site.rglob("*.*"):
        path.unlink()
    write(site, {"index.html": "front"})
    deploy.to_folder(site, www)
    assert read(www) == {
        "robots.txt": "mine",
        "static/mine.css": "mine",
        "index.html": "front",
        deploy.LIST: "index.html\n",
    }


def test_a_file_of_others_in_the_way_is_refused_before_anything_is_written(site: Path, tmp_path: Path) -> None:
    www = write(tmp_path / "www", {"index.html": "mine"})
    with pytest.raises(StudyguideError) as error:
        deploy.to_folder(site, www)
    (problem,) = error.value.problems
    assert problem.message == f"{www} holds other files where the site's would go: index.html"
    assert problem.hint == "--overwrite replaces them"
    assert read(www) == {"index.html": "mine"}
    deploy.to_folder(site, www, overwrite=True)
    assert read(www)["index.html"] == "front"


def test_a_list_that_somebody_wrote_never_removes_anything_outside(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"precious.txt": "mine"})
    evil = f"../precious.txt\n{tmp_path / 'precious.txt'}\na/../../precious.txt\n..\\precious.txt\n"
    www = write(tmp_path / "www", {deploy.LIST: evil})
    deploy.to_folder(site, www)
    assert (tmp_path / "precious.txt").exists()


def test_a_dry_run_tells_and_writes_nothing(site: Path, tmp_path: Path) -> None:
    done = deploy.to_folder(site, tmp_path / "www", dry_run=True)
    assert deploy.told(done, "www/", dry_run=True).startswith("Would copy 3 files, 11 bytes → www/")
    assert not (tmp_path / "www").exists()


def test_a_deploy_that_breaks_off_can_be_completed(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    www = tmp_path / "www"
    whole = deploy._write

    def fail(path: Path, content: bytes) -> None:
        if path.name == "fid.html":
            raise OSError(28, "No space left on device")
        whole(path, content)

    monkeypatch.setattr(deploy, "_write", fail)
    with pytest.raises(OSError, match="No space"):
        deploy.to_folder(site, www)
    assert "metrics/fid.html" not in read(www)
    monkeypatch.undo()
    deploy.to_folder(site, www)
    assert {k: v for k, v in read(www).items() if k != deploy.LIST} == read(site)


@pytest.mark.parametrize("folder", ["site", "site/deeper", "."])
def test_a_site_is_not_deployed_into_itself(site: Path, tmp_path: Path, folder: str) -> None:
    with pytest.raises(StudyguideError, match="overlap"):
        deploy.to_folder(site, (tmp_path / folder).resolve())


def test_sizes_are_readable() -> None:
    assert [deploy.readable(n) for n in (0, 1, 999, 1500, 3_400_000)] == [
        "0 bytes",
        "1 byte",
        "999 bytes",
        "1.5 kB",
        "3.4 MB",
    ]


# Branches


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada Author", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed guide whose remote is a bare repository beside it."""
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(write(tmp_path, {"gitconfig": IDENTITY}) / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    guide = scaffold.new_guide(tmp_path, "Try").path
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(guide, "init", "--quiet")
    git(guide, "remote", "add", "origin", str(tmp_path / "remote.git"))
    commit(guide)
    return guide


IDENTITY = "[user]\n\tname = Ada Author\n\temail = ada@example.org\n"


def commit(guide: Path) -> None:
    git(guide, "add", "--all")
    git(guide, "commit", "--quiet", "--message", "Write")


def run(guide: Path, *arguments: str) -> int:
    return cli.guarded(lambda: cli.run(["deploy", "--project", str(guide), "--jobs", "1", *arguments]))


def published(tmp_path: Path, name: str = "gh-pages") -> list[str]:
    return git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", name).splitlines()


def test_a_branch_gets_the_site_and_the_remote_gets_the_branch(guide: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(guide, "--branch", "gh-pages") == 0
    names = published(tmp_path)
    assert {"index.html", "concepts/first-idea.html", ".nojekyll"} <= set(names)
    assert not any(name.startswith(("content/", ".studyguide/")) for name in names)
    source = git(guide, "rev-parse", "--short", "HEAD")
    log = git(tmp_path / "remote.git", "log", "--format=%an <%ae> %s", "gh-pages")
    assert log == f"Ada Author <ada@example.org> Publish the site built from {source}"
    assert capsys.readouterr().out.splitlines()[-1].endswith(", pushed to origin")
    assert git(guide, "status", "--porcelain") == ""
    assert git(guide, "branch", "--show-current") == "main"


def test_the_same_site_is_not_committed_twice(guide: Path, tmp_path: Path, capsys: Any) -> None:
    run(guide, "--branch", "gh-pages")
    first = git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    assert run(guide, "--branch", "gh-pages") == 0
    assert git(tmp_path / "remote.git", "rev-parse", "gh-pages") == first
    assert capsys.readouterr().out.splitlines()[-1] == f"Branch gh-pages holds this site already ({first[:7]})"


def test_a_commit_follows_what_somebody_else_published(guide: Path, tmp_path: Path) -> None:
    run(guide, "--branch", "gh-pages")
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "other")
    write(tmp_path / "other", {"other.html": "theirs"})
    commit(tmp_path / "other")
    git(tmp_path / "other", "push", "--quiet")
    write(guide / "content" / "pages", {"about.md": "---\ntitle: About\n---\nNew.\n"})
    commit(guide)
    assert run(guide, "--branch", "gh-pages") == 0
    assert git(tmp_path / "remote.git", "rev-list", "--count", "gh-pages") == "3"
    assert "other.html" not in published(tmp_path)


def test_uncommitted_changes_are_refused_by_name(guide: Path, tmp_path: Path, capsys: Any) -> None:
    write(
        guide / "content" / "pages",
        {"index.md": "---\ntitle: Try\n---\nNew.\n", "neu – é.md": "---\ntitle: Neu\n---\nx\n"},
    )
    assert run(guide, "--branch", "gh-pages") == 1
    told = capsys.readouterr().err
    assert "there are uncommitted changes: content/pages/index.md," in told
    assert "publish them all the same with --allow-dirty" in told
    (guide / "content" / "pages" / "neu – é.md").unlink()
    assert run(guide, "--branch", "gh-pages", "--allow-dirty") == 0


def test_a_site_that_git_does_not_ignore_is_no_uncommitted_change(guide: Path) -> None:
    (guide / ".gitignore").unlink()
    commit(guide)
    assert run(guide, "--branch", "gh-pages") == 0
    assert run(guide, "--branch", "gh-pages") == 0


def test_a_guide_with_errors_is_not_published(guide: Path, tmp_path: Path, capsys: Any) -> None:
    write(guide / "content" / "pages", {"about.md": "---\ntitle: About\n---\n[[nowhere]]\n"})
    commit(guide)
    assert run(guide, "--branch", "gh-pages") == 1
    assert "Not built: " in capsys.readouterr().out
    assert git(tmp_path / "remote.git", "branch") == ""


def test_a_dry_run_builds_and_says_what_it_would_do(guide: Path, tmp_path: Path, capsys: Any) -> None:
    assert run(guide, "--branch", "gh-pages", "--dry-run", "--message", "Spring term") == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("Would commit ")
    assert told.endswith(' to branch gh-pages, now at nothing, as "Spring term" and push it to origin')
    assert git(guide, "branch", "--list", "gh-pages") == ""


def test_without_a_push_the_remote_is_left_alone(guide: Path, tmp_path: Path) -> None:
    assert run(guide, "--branch", "gh-pages", "--no-push") == 0
    assert git(tmp_path / "remote.git", "branch") == ""
    assert git(guide, "log", "--format=%s", "gh-pages").startswith("Publish the site built from ")


def test_the_domain_that_the_host_wrote_into_the_branch_is_kept(guide: Path, tmp_path: Path) -> None:
    run(guide, "--branch", "gh-pages", "--cname", "guide.example.org")
    write(guide / "content" / "pages", {"about.md": "---\ntitle: About\n---\nNew.\n"})
    commit(guide)
    run(guide, "--branch", "gh-pages")
    assert git(tmp_path / "remote.git", "show", "gh-pages:CNAME") == "guide.example.org"


def test_the_domain_may_stand_in_the_guide(guide: Path, tmp_path: Path) -> None:
    write(guide / "content", {"CNAME": "guide.example.org\n"})
    commit(guide)
    assert run(guide, "--branch", "gh-pages") == 0
    assert git(tmp_path / "remote.git", "show", "gh-pages:CNAME") == "guide.example.org"


def test_the_branch_being_worked_on_is_refused(guide: Path, capsys: Any) -> None:
    assert run(guide, "--branch", "main") == 1
    assert "branch main is checked out, and its files would be replaced" in capsys.readouterr().err


def test_a_guide_outside_git_is_refused_for_a_branch_but_not_for_a_folder(tmp_path: Path, capsys: Any) -> None:
    guide = scaffold.new_guide(tmp_path, "Try").path
    assert run(guide, "--branch", "gh-pages") == 1
    assert "not a git repository" in capsys.readouterr().err
    assert run(guide, "--to", str(tmp_path / "www")) == 0
    assert (tmp_path / "www" / "index.html").exists()


def test_a_remote_that_is_not_there_is_refused(guide: Path, capsys: Any) -> None:
    assert run(guide, "--branch", "gh-pages", "--remote", "upstream") == 1
    assert (
        "there is no remote upstream\n      = git remote add makes one; --no-push only commits"
        in capsys.readouterr().err
    )


def test_a_committer_is_found_wherever_git_finds_one(guide: Path, tmp_path: Path) -> None:
    write(tmp_path, {"gitconfig": "[committer]\n\tname = Grace\n\temail = grace@example.org\n"})
    assert run(guide, "--branch", "gh-pages") == 0
    assert git(tmp_path / "remote.git", "log", "--format=%cn <%ce>", "gh-pages") == "Grace <grace@example.org>"


def test_a_committer_without_a_name_is_told_by_git(guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    write(guide.parent, {"gitconfig": "[user]\n\tuseConfigOnly = true\n"})
    assert run(guide, "--branch", "gh-pages") == 1
    assert "git var failed" in capsys.readouterr().err


def test_somewhere_to_deploy_must_be_named(guide: Path) -> None:
    assert run(guide) == 2
    assert run(guide, "--to", "www", "--branch", "gh-pages") == 2
