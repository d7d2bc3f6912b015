"""Finds the files of a guide and takes their stamps; the one thing that every build does."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .problems import Problem

NOISE = re.compile(
    r"""
    ^(?: \.git | \.hg | \.svn | \.studyguide | __pycache__ | \.ipynb_checkpoints | \.DS_Store | Thumbs\.db
      | 4913 | .*\.sw[a-z] | .*\.swpx | .*~      # vim
      | \.\#.* | \#.*\#                          # emacs
      | .*___jb_(?:tmp|old)___                   # JetBrains
      | \.goutputstream-.* | .*\.kate-swp | .*\.tmp )$""",
    re.VERBOSE,
)
"""Names of files and folders that editors and tools keep for themselves."""


class Stamp(NamedTuple):
    """Trusted as git trusts its index: a file with the same stamp is the same file."""

    mtime_ns: int
    size: int
    inode: int


def digest_bytes(data: bytes) -> str:
    """Of a file as read or written. Browsers can compute it, too: see static/js/worker.js."""
    return sha256(data).hexdigest()[:24]


def scan(project: Path) -> tuple[dict[str, Stamp], list[Problem]]:
    """All files under content/, by path from the project, with their stamps."""
    found: dict[str, Stamp] = {}
    problems: list[Problem] = []
    root = os.path.realpath(project)
    visited: set[str] = set()

    def walk(folder: str, prefix: str) -> None:
        real = os.path.realpath(folder)
        if real in visited:
            message = "this link leads to a folder that is read already"
            problems.append(Problem(path=prefix.rstrip("/"), message=message, hint="remove the link"))
            return
        visited.add(real)
        with os.scandir(folder) as items:
            for item in sorted(items, key=lambda item: item.name):
                if item.name.startswith(".") or NOISE.match(item.name):
                    continue
                if _is_text(item.name):
                    look(item, prefix + item.name)
                else:
                    shown = os.fsencode(item.name).decode("utf-8", "replace")
                    message = "the name of this file is not UTF-8 text"
                    problems.append(Problem(path=prefix + shown, message=message, hint="rename it"))

    def look(item: os.DirEntry[str], path: str) -> None:
        try:
            if item.is_symlink() and not _inside(root, item.path):
                message, hint = "this link leads out of the project's folder", "copy the file into the project"
                problems.append(Problem(path=path, message=message, hint=hint))
            elif item.is_dir():
                walk(item.path, path + "/")
            elif item.is_file():
                stat = item.stat()
                found[path] = Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)
            else:
                problems.append(Problem(path=path, message="this is neither a file nor a folder, or a link to nothing"))
        except OSError as error:
            problems.append(Problem(path=path, message=f"cannot be read: {error.strerror or error}"))

    if (project / "content").is_dir():
        walk(str(project / "content"), "content/")
    problems.extend(_case_twins(found))
    return found, problems


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _inside(root: str, path: str) -> bool:
    return os.path.realpath(path).startswith(root + os.sep)


def _case_twins(paths: Mapping[str, Stamp]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            hint = "on many systems these are one file; rename one"
            yield Problem(path=path, message=f"differs from {first} by case only", hint=hint)
