"""Puts a finished site onto a branch of the guide's repository, as GitHub Pages and others serve it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .deploy import SHOWN, files_of, readable
from .problems import Problem, StudyguideError
from .report import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Where a site goes, and how."""

    project: Path
    name: str
    remote: str = "origin"
    message: str = ""
    """Of the commit; empty names the commit that was built."""
    push: bool = True
    cname: str = ""
    """The site's own domain; empty keeps the one that the branch has."""


def to_branch(site: Path, branch: Branch, *, dry_run: bool = False) -> str:
    """Commit a site to a branch and push it; returns what was done, in one line.

    Raises StudyguideError when git refuses, or when the branch is the one being worked on.
    """
    _refuse_checked_out(branch)
    remote = _has_remote(branch)
    if remote and branch.push:
        _fetch(branch)
    before = _tip(branch, remote)
    message = branch.message or f"Publish the site built from {_git(branch.project, 'rev-parse', '--short', 'HEAD')}"
    names = list(files_of(site))
    size = readable(sum((site / name).stat().st_size for name in names))
    what = f"{count(len(names), 'file')} ({size}) to branch {branch.name}"
    if dry_run:
        pushed = f" and push it to {branch.remote}" if branch.push else ""
        return f'Would commit {what}, now at {before[:7] or "nothing"}, as "{message}"{pushed}'
    after = _commit(site, branch, message, before)
    if branch.push:
        _push(branch)
    if after == before:
        return f"Branch {branch.name} holds this site already ({after[:7]})"
    return f"Committed {what} as {after[:7]}" + (f", pushed to {branch.remote}" if branch.push else "")


def refuse_uncommitted(project: Path, output: Path, *, required: bool) -> None:
    """Refuse a project with changes that no commit holds; and, if required, one that is not in a repository."""
    try:
        _git(project, "rev-parse", "--git-dir")
    except StudyguideError:
        if required:
            raise
        return
    aside = [f":(exclude,top){p}" for p in _from_top(project, output, project / ".studyguide")]
    changed = _git(project, "status", "--porcelain", "--", str(project), *aside).splitlines()
    if changed:
        names = ", ".join(line[2:].strip() for line in changed[:SHOWN])
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        hint = "commit them first, or publish them all the same with --allow-dirty"
        raise StudyguideError(Problem(path="", message=f"there are uncommitted changes: {names}{more}", hint=hint))


def cname_of(project: Path) -> str:
    """The domain in content/CNAME, or nothing."""
    file = project / "content" / "CNAME"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def _commit(site: Path, branch: Branch, message: str, before: str) -> str:
    """Write the commit; returns it, or the one before when nothing differs."""
    from ghp_import import GhpError, ghp_import

    kept = _git(branch.project, "show", f"{before}:CNAME", check=False) if before else ""
    options = {"remote": branch.remote, "branch": branch.name, "mesg": message, "cname": branch.cname or kept or None}
    try:
        with _as_committer(branch.project), contextlib.chdir(branch.project):
            ghp_import(str(site), nojekyll=True, push=False, **options)
    except (GhpError, OSError, TypeError) as error:  # TypeError: it prints git's failure as bytes
        raise _refusal(f"git could not write branch {branch.name}: {error}") from error
    return _unless_same(branch, before)


def _unless_same(branch: Branch, before: str) -> str:
    """The branch's new tip; but an empty commit is taken back."""
    after = _git(branch.project, "rev-parse", f"refs/heads/{branch.name}")
    trees = [_git(branch.project, "rev-parse", f"{tip}^{{tree}}") for tip in (before, after) if tip]
    if len(trees) == 2 and trees[0] == trees[1]:
        _git(branch.project, "update-ref", f"refs/heads/{branch.name}", before)
        return before
    return after


def _tip(branch: Branch, remote: bool) -> str:
    """The commit that ours follows: the remote branch's, else the local one's, else nothing."""
    refs = [f"refs/remotes/{branch.remote}/{branch.name}"] if remote else []
    refs.append(f"refs/heads/{branch.name}")
    return next(
        filter(None, (_git(branch.project, "rev-parse", "--verify", "--quiet", r, check=False) for r in refs)), ""
    )


def _has_remote(branch: Branch) -> bool:
    known = branch.remote in _git(branch.project, "remote").splitlines()
    if branch.push and not known:
        raise _refusal(f"there is no remote {branch.remote}", "git remote add makes one; --no-push only commits")
    return known


def _fetch(branch: Branch) -> None:
    """Get what others published, so that our commit follows theirs."""
    listed = _git(branch.project, "ls-remote", "--heads", branch.remote, f"refs/heads/{branch.name}")
    if listed:
        way = f"+refs/heads/{branch.name}:refs/remotes/{branch.remote}/{branch.name}"
        _git(branch.project, "fetch", "--quiet", "--no-tags", branch.remote, way)


def _push(branch: Branch) -> None:
    way = f"refs/heads/{branch.name}:refs/heads/{branch.name}"
    _git(branch.project, "push", "--quiet", branch.remote, way)


def _refuse_checked_out(branch: Branch) -> None:
    worktrees = _git(branch.project, "worktree", "list", "--porcelain").splitlines()
    if f"branch refs/heads/{branch.name}" in worktrees:
        raise _refusal(
            f"branch {branch.name} is checked out, and its files would be replaced", "name a branch of the site's own"
        )


@contextlib.contextmanager
def _as_committer(project: Path) -> Iterator[None]:
    """ghp-import knows only part of where git finds the committer's name; so it is told."""
    who = re.match(r"(.*) <(.*)> ", _git(project, "var", "GIT_COMMITTER_IDENT"))
    names = dict(zip(("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"), who.groups() if who else (), strict=False))
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _from_top(project: Path, *paths: Path) -> list[str]:
    top = Path(_git(project, "rev-parse", "--show-toplevel")).resolve()
    return [path.relative_to(top).as_posix() for path in paths if path.is_relative_to(top)]


def _git(project: Path, *arguments: str, check: bool = True) -> str:
    command = ["git", "-C", str(project), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except FileNotFoundError:
        raise _refusal("git is not installed") from None
    if done.returncode and check:
        raise _refusal(f"git {arguments[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
    return "" if done.returncode else done.stdout.rstrip("\n")


def _refusal(message: str, hint: str = "") -> StudyguideError:
    return StudyguideError(Problem(path="", message=message, hint=hint))
