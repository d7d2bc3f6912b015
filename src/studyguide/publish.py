"""Puts a finished site in place: old or new, never half.

Everything is first written beside its place, in `.staging` inside the output folder. When all of it is there, files move in: assets, then
pages that are new, then pages that changed; what is gone is removed last. So at every moment each file is whole and each link leads somewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from .manifest import OutputRow

STAGING = ".staging"


def digest_bytes(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


class Stage:
    """Files that wait to be moved into place."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output / STAGING

    def open(self) -> None:
        """An empty staging folder; what a killed build left behind goes."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def write(self, url: str, data: bytes) -> None:
        path = self.folder / url
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def publish(self, urls: Iterable[str], existing: Mapping[str, OutputRow]) -> dict[str, OutputRow]:
        """Moves staged files into place; returns their stamps."""
        rows: dict[str, OutputRow] = {}
        for url in sorted(urls, key=lambda url: (_rank(url), url in existing, url)):
            target = self.output / url
            staged = self.folder / url
            row = _stamp(staged)
            try:
                os.replace(staged, target)
            except (FileNotFoundError, NotADirectoryError):
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(staged, target)
            rows[url] = row
        return rows

    def remove(self, urls: Iterable[str]) -> list[str]:
        """Deletes files that an earlier build wrote, and folders that are empty then."""
        gone = []
        for url in urls:
            target = self.output / url
            target.unlink(missing_ok=True)
            gone.append(url)
            for parent in target.relative_to(self.output).parents:
                folder = self.output / parent
                if parent == Path() or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        return gone

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _rank(url: str) -> int:
    return 1 if url.endswith(".html") else 0


def _stamp(path: Path) -> OutputRow:
    stat = path.stat()
    return OutputRow("", stat.st_mtime_ns, stat.st_size, stat.st_ino)


def intact(output: Path, rows: Mapping[str, OutputRow]) -> set[str]:
    """Addresses of outputs that are still as they were written."""
    found = set()
    root = str(output) + os.sep
    for url, row in rows.items():
        try:
            stat = os.stat(root + url)
        except OSError:
            continue
        if stat.st_mtime_ns == row.mtime_ns and stat.st_size == row.size and stat.st_ino == row.inode:
            found.add(url)
    return found
