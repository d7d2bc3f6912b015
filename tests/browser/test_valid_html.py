"""All pages are valid HTML.

The Nu checker is the judge: no error and no warning. But it is a Java program, and a Java cannot be assumed where these tests
run; there html-validate judges, which needs only Node.js and knows less. Some checker always runs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .node import package

pytestmark = pytest.mark.browser

LIMIT_S = 240
FEW = 5
"""Places shown of each fault."""
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


@pytest.mark.parametrize("checker", [nu if JAVA else html_validate])
def test_all_pages_are_valid(checker: Checker, folders: dict[str, Path]) -> None:
    root = next(iter(folders.values())).parent
    faults: dict[str, list[str]] = defaultdict(list)
    for place, message in checker(folders.values()):
        faults[message].append(str(place).replace(f"{root}/", ""))
    told = [f"{len(places)} × {message}\n    " + "\n    ".join(places[:FEW]) for message, places in faults.items()]
    assert not told, "\n".join(told)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S)
