"""Digests of everything that shapes a site besides the guide: our own code, the libraries, templates and static files.

Nothing heavy is imported here: an unchanged build gets no further than this.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "math_core",
    "nh3",
    "pillow",
    "pydantic",
    "pygments",
    "pyyaml",
    "rjsmin",
    "tree_sitter",
    "tree_sitter_javascript",
    "imagesize",
)
HERE = Path(__file__).resolve().parent
THEME = HERE / "theme" if (HERE / "theme").is_dir() else HERE.parents[1]
"""Holds templates/ and static/ of the default theme: inside the wheel, or at the top of the checkout."""


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=12).hexdigest()


def code_recipe(untrusted: bool) -> str:
    """Of this package's files, the libraries' versions and the Python version."""
    return _digest((_stamps(HERE, ".py"), _library_versions(), sys.version_info[:2], untrusted))


def theme_recipe(project: Path, name: str) -> str:
    """Of all files below templates/ or static/, the project's and ours."""
    folders = [folder for folder in (project / name, THEME / name) if folder.is_dir()]
    return _digest([_stamps(folder, "") for folder in folders])


def _stamps(folder: Path, ending: str, linked: frozenset[str] = frozenset()) -> list[tuple[str, int, int]]:
    """`linked` are the targets of links on the way here, since links can lead in a circle."""
    found = []
    with os.scandir(folder) as items:
        for item in items:
            if item.name.startswith(".") or item.name == "__pycache__":
                continue
            further = linked | {os.path.realpath(item.path)} if item.is_symlink() else linked
            if item.is_symlink() and (further == linked or not os.path.exists(item.path)):
                continue
            if item.is_dir():
                found += [(f"{item.name}/{name}", m, s) for name, m, s in _stamps(Path(item.path), ending, further)]
            elif item.name.endswith(ending):
                stat = item.stat()
                found.append((item.name, stat.st_mtime_ns, stat.st_size))
    return sorted(found)


def _library_versions() -> list[str]:
    """Names such as `jinja2-3.1.6.dist-info`; reading the metadata itself would cost more than an unchanged build."""
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and name.partition("-")[0].lower() in LIBRARIES:
                found.add(name)
    return sorted(found)


def combined(parts: Mapping[str, str]) -> str:
    return _digest(sorted(parts.items()))
