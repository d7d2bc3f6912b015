"""Checkers from npm: axe, html-validate and the Nu checker, of exactly the versions that package.json names.

Installed when they are not there, without their install scripts: none needs one (the Nu checker's would download a Java).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

from .sites import REPOSITORY

MODULES = REPOSITORY / "node_modules"
INSTALL = ("install", "--no-package-lock", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund")
INSTALL_LIMIT_S = 180


@cache
def package(name: str) -> Path:
    """The folder of a package."""
    if not _installed():
        npm = shutil.which("npm")
        assert npm, "the browser tests need Node.js with npm, for axe and the HTML checkers"
        subprocess.run([npm, *INSTALL], cwd=REPOSITORY, check=True, capture_output=True, timeout=INSTALL_LIMIT_S)
    return MODULES / name


def _installed() -> bool:
    wanted: dict[str, str] = json.loads((REPOSITORY / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    return all(_version(name) == version for name, version in wanted.items())


def _version(name: str) -> str:
    try:
        found: str = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        return ""
    return found
