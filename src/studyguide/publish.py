"""Puts a finished site in place: old or new, never half.

Everything is first written beside its place, in `.staging` inside the output folder. When all of it is there, files move in: assets, then
pages that are new, then pages that changed; what is gone is removed last. So at every moment each file is whole and each link leads somewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from .manifest import OutputRow
from .problems import Problem, StudyguideError

STAGING = ".staging"


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
        """Moves staged files into place; returns their stamps. Raises `StudyguideError` before the first if one cannot go there."""
        rows: dict[str, OutputRow] = {}
        urls = list(urls)
        in_the_way = {place for url in urls if url not in existing for place in self._in_the_way(url)}
        if foreign := [place for place in sorted(in_the_way) if not _ours(self.output / place, place, existing)]:
            hint = "move it out of the site's folder, or build into another one"
            raise StudyguideError(
                *(Problem(path="", message=f"{self.output / place} is in the way", hint=hint) for place in foreign)
            )
        for place in in_the_way:
            _delete(self.output / place)
        for url in sorted(urls, key=lambda url: (_rank(url), url in existing, url)):
            target = self.output / url
            staged = self.folder / url
            row = _stamp(staged)
            try:
                os.replace(staged, target)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(staged, target)
            rows[url] = row
        return rows

    def _in_the_way(self, url: str) -> Iterator[str]:
        """A folder where a file is to go, or files where its folders are to go."""
        if (self.output / url).is_dir():
            yield url
        yield from (str(folder) for folder in PurePosixPath(url).parents if (self.output / folder).is_file())

    def remove(self, urls: Iterable[str]) -> list[str]:
        """Deletes files that an earlier build wrote, and folders that are empty then."""
        gone = []
        for url in urls:
            target = self.output / url
            if target.is_file() or target.is_symlink():
                target.unlink()
            gone.append(url)
            for parent in target.relative_to(self.output).parents:
                folder = self.output / parent
                if parent == Path() or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        return gone

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _ours(path: Path, place: str, existing: Mapping[str, OutputRow]) -> bool:
    """Whether a file, or each file in a folder, is one that an earlier build wrote."""
    if not path.is_dir():
        return place in existing
    return all(
        f"{place}/{file.relative_to(path).as_posix()}" in existing for file in path.rglob("*") if not file.is_dir()
    )


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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
