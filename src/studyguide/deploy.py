"""Puts a finished site into a folder: another disk, a web server's root, a stick."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .problems import Problem, StudyguideError
from .report import count

LIST = ".studyguide-files"
"""In the folder: names of the files that deploys wrote there, one a line. Only these are ever replaced or removed."""
SHOWN = 5
"""Files named in a refusal; of more, the number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a deploy to a folder does there. Names are relative to the folder, with forward slashes."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    """Files that are there already, with the same bytes."""
    size_bytes: int
    """Of the files added and replaced."""


def to_folder(site: Path, folder: Path, *, overwrite: bool = False, dry_run: bool = False) -> Delivery:
    """Make a folder hold the site, besides what else it holds. Every file appears whole or not at all.

    Raises StudyguideError when that would destroy a file that no deploy wrote, or mix two folders.
    """
    _refuse_nesting(site, folder)
    names = sorted(files_of(site), key=_order)
    ours = _listed(folder)
    present = {name for name in names if os.path.lexists(folder / name)}
    same = {name for name in present if _same(site / name, folder / name)}
    if not overwrite:
        _refuse_foreign(folder, sorted(present - same - ours))
    new = [name for name in names if name not in same]
    delivery = Delivery(
        added=tuple(name for name in new if name not in present),
        replaced=tuple(name for name in new if name in present),
        removed=tuple(sorted(name for name in ours - set(names) if (folder / name).is_file())),
        kept=len(same),
        size_bytes=sum((site / name).stat().st_size for name in new),
    )
    if not dry_run:
        _deliver(site, folder, new, delivery.removed, ours | set(names))
        _write(folder / LIST, "".join(f"{name}\n" for name in sorted(names)).encode())
    return delivery


def told(delivery: Delivery, folder: str, *, dry_run: bool = False) -> str:
    """A delivery in one line."""
    parts = [
        f"{len(delivery.added)} added",
        f"{len(delivery.replaced)} replaced",
        f"{len(delivery.removed)} removed",
        f"{delivery.kept} kept",
    ]
    size = f"{count(len(delivery.added) + len(delivery.replaced), 'file')}, {readable(delivery.size_bytes)}"
    return f"{'Would copy' if dry_run else 'Copied'} {size} → {folder} ({', '.join(parts)})"


def readable(size_bytes: int) -> str:
    """`812 bytes`, `3.4 kB`, `1.2 MB`."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size_bytes >= factor:
            return f"{size_bytes / factor:.1f} {unit}"
    return count(size_bytes, "byte")


def files_of(site: Path) -> Iterator[str]:
    """Names of all files below a folder, with forward slashes."""
    for folder, _, names in os.walk(site):
        within = Path(folder).relative_to(site)
        yield from ((within / name).as_posix() for name in names if name != LIST)


def _order(name: str) -> tuple[bool, str]:
    """Pages go last: when a new page can be seen, its pictures and styles are there."""
    return name.endswith(".html"), name


def _listed(folder: Path) -> set[str]:
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return set()
    return {line for line in lines if line and _stays_inside(PurePosixPath(line))}


def _stays_inside(name: PurePosixPath) -> bool:
    """Whether a name from the list, which anybody may have edited, can only mean a file in the folder."""
    return not name.is_absolute() and ".." not in name.parts and ":" not in str(name) and "\\" not in str(name)


def _same(one: Path, other: Path) -> bool:
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    return one.read_bytes() == other.read_bytes()


def _deliver(site: Path, folder: Path, new: list[str], removed: tuple[str, ...], listed: set[str]) -> None:
    """The list goes first and names old and new files: a deploy that is cut off can be completed or undone."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / LIST, "".join(f"{name}\n" for name in sorted(listed)).encode())
    for name in new:
        _write(folder / name, (site / name).read_bytes())
    for name in removed:
        (folder / name).unlink()
        _remove_empty((folder / name).parent, folder)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:  # not empty
            return
        folder = folder.parent


def _refuse_nesting(site: Path, folder: Path) -> None:
    if folder.is_relative_to(site) or site.is_relative_to(folder):
        hint = "name a folder beside it; `build --output DIR` builds into another folder"
        raise StudyguideError(Problem(path="", message=f"{folder} and the site's own folder overlap", hint=hint))
    if folder.exists() and not folder.is_dir():
        raise StudyguideError(Problem(path="", message=f"{folder} is a file", hint="name a folder"))


def _refuse_foreign(folder: Path, names: list[str]) -> None:
    if not names:
        return
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    message = f"{folder} holds other files where the site's would go: {', '.join(names[:SHOWN])}{more}"
    raise StudyguideError(Problem(path="", message=message, hint="--overwrite replaces them"))
