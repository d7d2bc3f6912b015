"""Calls JavaScript modules from tests: values go in and come back as JSON."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "js"
LIMIT_S = 120


def _node() -> str:
    found = shutil.which("node")
    assert found, "these tests need Node.js 20.19 or later; tests/all.py installs it"
    return found


def run(script: str, data: object = None) -> Any:
    """What a script of tests/js writes, given a value."""
    done = subprocess.run(
        [_node(), SCRIPTS / script], input=json.dumps(data), capture_output=True, encoding="utf-8", timeout=LIMIT_S
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def call(module: str, calls: Iterable[Sequence[object]]) -> list[Any]:
    """Results of functions of a module of static/js/core: [name, argument, …] each. One process serves all tests."""
    process = _callee()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps({"module": module, "calls": [list(each) for each in calls]}) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline() or '{"error": "node has ended"}')
    assert "error" not in answer, answer["error"]
    results = answer["results"]
    assert isinstance(results, list)
    return results


@cache
def _callee() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [_node(), SCRIPTS / "call.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )

    def end() -> None:
        process.communicate(timeout=LIMIT_S)

    atexit.register(end)
    return process
