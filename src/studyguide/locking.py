"""Writes content/questions.lock anew, when nothing speaks against it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from .identity import Change, QuestionLock, changes, renewed
from .load import Loaded, load_site
from .lockfile import LOCK, as_text
from .lockrules import check_against, check_lock
from .problems import Problem, StudyguideError, did_you_mean, errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Locking:
    """What came of it."""

    changes: tuple[Change, ...]
    questions: int
    needed: bool
    """False when the file said all this already."""


def lock(project: Path, *, retire: Iterable[str] = (), dry_run: bool = False) -> Locking:
    """Brings the lock up to date. Raises `StudyguideError`, and writes nothing, where that would spoil readers' progress."""
    loaded = load_site(project)
    site = loaded.site
    before = site.lock if isinstance(site.lock, QuestionLock) else None
    known = before or QuestionLock()
    retired = tuple(dict.fromkeys(retire))
    told = check_against(site, replace(known, retired=(*known.retired, *retired))) if before else check_lock(site)
    wrong = _unreadable(loaded) or _cannot_retire(known, site.questions, retired) or errors(told)
    if wrong:
        raise StudyguideError(*wrong)
    after = renewed(before, site.questions.values(), retired)
    needed = (before is not None or bool(after.questions)) and as_text(after) != _text_of(project / LOCK)
    if needed and not dry_run:
        _write(project / LOCK, as_text(after))
    return Locking(changes=tuple(changes(before, after)), questions=len(after.questions), needed=needed)


def _unreadable(loaded: Loaded) -> list[Problem]:
    """Errors in the files that count: questions that cannot be read would be missing in the lock."""
    lost = any(name.startswith("quiz/") for name in loaded.site.broken)  # perhaps in a page
    return [
        p for p in errors(loaded.problems)
        if p.path == LOCK or p.path.startswith("content/quiz/") or (lost and p.path.endswith(".md"))
    ]  # fmt: skip


def _cannot_retire(lock: QuestionLock, present: Collection[str], retired: tuple[str, ...]) -> list[Problem]:
    found = []
    for name in retired:
        if name in present:
            message, hint = f'the question "{name}" is still there', "take it out of its file in content/quiz/ first"
        elif name not in {*lock.questions, *lock.retired}:
            message = f'the lock knows no question "{name}"'
            hint = (
                did_you_mean(name, [n for n in lock.questions if n not in present])
                or "--retire names questions that were taken out"
            )
        else:
            continue
        found.append(Problem(path="", message=message, hint=hint))
    return found


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    """Old or new, never half; the name begins with a dot, so that no build reads it."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, path)
