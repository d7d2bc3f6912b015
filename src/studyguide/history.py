"""When each file was last changed, as git tells it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


def days_of_last_change(project: Path) -> Mapping[str, str]:
    """Day (`2026-11-22`, in the committer's time zone) of each content file's last commit, by path from the project.

    Empty without git, and in a shallow clone, where git would call every file new.
    """
    head = _head(project)
    return _days(str(project), head) if head else {}


def history_stamp(project: Path) -> str:
    """Changes when the history may have changed; costs no process."""
    return _head(project)


def _git_folder(project: Path) -> Path | None:
    for folder in (project, *project.absolute().parents):
        git = folder / ".git"
        if git.is_dir():
            return git
        if git.is_file():  # a worktree or a submodule
            target = git.read_text(encoding="utf-8", errors="replace").strip().removeprefix("gitdir: ")
            return (folder / target).resolve()
    return None


def _head(project: Path) -> str:
    """The commit that is checked out, read from git's own files."""
    git = _git_folder(project)
    if git is None:
        return ""
    try:
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        common = git / "commondir"
        root = (git / common.read_text(encoding="utf-8").strip()).resolve() if common.is_file() else git
        for folder in (git, root):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8").strip()
        packed = root / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        return next((line.split()[0] for line in lines if line.endswith(" " + name)), "")
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=8)
def _days(project: str, head: str) -> Mapping[str, str]:
    import subprocess  # slow to import, and seldom needed

    git = ["git", "-C", project, "-c", "core.quotePath=false"]
    try:
        shallow = subprocess.run(
            [*git, "rev-parse", "--is-shallow-repository"], capture_output=True, text=True, check=True
        )
        if shallow.stdout.strip() == "true":
            return {}
        log = subprocess.run(
            [*git, "log", "--format=%x00%cI", "--name-only", "--relative", "--no-renames", head, "--", "content"],
            capture_output=True, text=True, check=True, encoding="utf-8",
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return {}
    days: dict[str, str] = {}
    for commit in log.stdout.split("\0")[1:]:
        moment, *paths = commit.strip().splitlines()
        for path in filter(None, paths):
            days.setdefault(path, moment[:10])
    return days
