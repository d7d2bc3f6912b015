"""Notices every save in a guide's folders, and gathers those that belong together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from .scan import NOISE

DEBOUNCE_MS = 40
"""A burst (a branch switch, a search and replace) is reported at the latest after this time."""
STEP_MS = 5
"""A pause of this length ends a burst."""
SETTLING_MS = 250
"""After this long a silence, folders are looked at again: see `changes`."""


def call_on_change(folders: Sequence[Path], apart: Path, call: Callable[[], None]) -> threading.Event:
    """Call, from a thread, after every save in the folders (those that exist), but not in the folder apart.

    Returns the event that ends it.
    """
    stop = threading.Event()
    threading.Thread(target=_call, args=(folders, apart, call, stop), name="watch", daemon=True).start()
    return stop


def _call(folders: Sequence[Path], apart: Path, call: Callable[[], None], stop: threading.Event) -> None:
    for _ in changes(folders, apart, stop):
        call()


def changes(folders: Sequence[Path], apart: Path, stop: threading.Event) -> Iterator[None]:
    """Once for every burst of saves.

    Two things get past an operating system's events. Files put into a folder before it is watched (at the start, or by
    `cp -r`): so there is a second report after a silence. And a watched folder that is removed and made again
    (`git switch`): so watching begins anew when one is gone or is another one.
    """
    wanted, apart = [folder.resolve() for folder in folders], apart.resolve()
    watched = _identities(wanted)
    while not stop.is_set():
        for burst in _bursts(list(watched), apart, stop):
            if burst:
                yield
            if burst is None or _identities(wanted) != watched:
                break
        watched = _identities(wanted)
        yield


def _bursts(folders: Sequence[Path], apart: Path, stop: threading.Event) -> Iterator[bool | None]:
    """True for a burst, for the first silence, and for that after new folders; None when a watched folder went."""
    settling = True  # what was saved before the watch stood
    for burst in _watch(folders, apart, stop):
        yield bool(burst) or settling
        if any(change == Change.deleted and Path(path) in folders for change, path in burst):
            yield None
        settling = any(change == Change.added and Path(path).is_dir() for change, path in burst)


def _watch(folders: Sequence[Path], apart: Path, stop: threading.Event) -> Iterator[set[tuple[Change, str]]]:
    """Bursts of changes, and empty ones for silences."""

    def matters(_: Change, path: str) -> bool:
        return not is_noise(Path(path), folders, apart)

    def events(polling: bool | None = None) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            *folders,
            watch_filter=matters,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            stop_event=stop,
            raise_interrupt=False,
            rust_timeout=SETTLING_MS,
            yield_on_timeout=True,
            force_polling=polling,
        )

    try:
        yield from events() if folders else ()
    except FileNotFoundError:
        pass  # a folder went just now; the caller will notice
    except OSError:
        yield from events(polling=True)  # the system's limit of watched folders is reached
    while not stop.wait(SETTLING_MS / 1000):
        yield set()


def is_noise(path: Path, folders: Sequence[Path], apart: Path) -> bool:
    """Whether a path is an editor's or a tool's own business, or lies in the folder apart.

    >>> is_noise(Path("content/metrics/.fid.md.swp"), [Path("content")], Path("site"))
    True
    """
    if path.is_relative_to(apart):
        return True
    within = next((path.relative_to(folder) for folder in folders if path.is_relative_to(folder)), path)
    return any(NOISE.match(part) for part in within.parts)


def _identities(folders: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    return {folder: identity for folder in folders if (identity := _identity(folder))}


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
