"""Checkers of HTML: the Nu checker, and html-validate where there is no Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .node import package

LIMIT_S = 240
CONFIG = Path(__file__).with_name("html-validate.json")
JAVA = shutil.which("java")
SHARED_STACK = "-Xss8m"
"""Room for deeply nested formulas."""

Fault = tuple[str, str]
"""Place and message."""
Checker = Callable[[Iterable[Path]], Iterator[Fault]]


def html_validate(folders: Iterable[Path]) -> Iterator[Fault]:
    program = package("html-validate") / "bin" / "html-validate.mjs"
    pages = [str(folder / "**" / "*.html") for folder in folders]
    done = _run("node", str(program), "--config", str(CONFIG), "--formatter", "json", *pages)
    for file in json.loads(done.stdout):
        for found in file["messages"]:
            yield f"{file['filePath']}:{found['line']}", f"{found['ruleId']}: {found['message']}"


def nu(folders: Iterable[Path]) -> Iterator[Fault]:
    jar = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    done = _run(str(JAVA), SHARED_STACK, "-jar", str(jar), "--skip-non-html", "--format", "json", *map(str, folders))
    for found in json.loads(done.stderr)["messages"]:
        yield f"{unquote(urlsplit(found['url']).path)}:{found['lastLine']}", found["message"]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S)
