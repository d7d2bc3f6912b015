"""Calls JavaScript modules from tests: values go in and come back as JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "js"
LIMIT_S = 120


def run(script: str, data: object = None) -> Any:
    """What a script of tests/js writes, given a value."""
    node = shutil.which("node")
    assert node, "these tests need Node.js 20.19 or later; tests/all.py installs it"
    done = subprocess.run(
        [node, SCRIPTS / script], input=json.dumps(data), capture_output=True, encoding="utf-8", timeout=LIMIT_S
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def call(module: str, calls: Iterable[Sequence[object]]) -> list[Any]:
    """Results of functions of a module of static/js/core: [name, argument, …] each."""
    results = run("call.js", {"module": module, "calls": [list(each) for each in calls]})
    assert isinstance(results, list)
    return results
