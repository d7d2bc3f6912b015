"""Runs one program in a process of its own: an empty folder, a bare environment, limited time and memory, no network."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .records import tidy
from .samples import Cell

CHILD = Path(__file__).with_name("child.py")
FEWEST_SECONDS = 60
"""Of the processor; even a short program may wait for slow imports."""
TIMES_AS_LONG = 5
"""How much longer than it says a program may take, and how much longer than that it may wait for a busy machine."""
MOST_BYTES = 16 * 2**30
"""Of addresses, which libraries ask for far more of than they use."""
MOST_PRINTED = 20_000
"""Characters that a cell may print: a page shows them."""
LOOK_S = 0.5
"""How often somebody looks whether the work shall end."""
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "COVERAGE_PROCESS_START")
"""What a program may know of the environment."""
QUIET = {
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": "0",
    "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "",
    "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0",
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1", "MPLBACKEND": "Agg", "COLUMNS": "80",
}  # fmt: skip
"""What makes runs alike, and keeps libraries from reaching out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be run."""

    path: str
    """File that holds the cells, relative to the project."""
    text: str
    """The whole file, for tracebacks."""
    cells: tuple[Cell, ...]
    needs: tuple[str, ...] | None = ()
    """Distributions whose versions are told; found out from the imports when None."""
    seconds: float = 1.0
    """About how long it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a program did not come to its end."""

    line: int
    message: str
    missing: str = ""
    """The module that was not there, when that is the reason."""
    said: str = ""
    """The end of what it wrote to standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one cell did."""

    text: str
    figures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    cells: Mapping[str, Done]
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    failure: Failure | None = None


def execute(job: Job, prepared: Path | None = None, stop: threading.Event | None = None) -> Outcome:
    """Runs a program in a copy of a prepared folder, or in an empty one, until somebody stops it.

    Never raises for what the program does.
    """
    with _folder() as outside:
        folder = outside / "work"
        if prepared is None:
            folder.mkdir()
        else:
            shutil.copytree(prepared, folder)
        return _run(job, folder, outside, stop)


@contextmanager
def prepared_folder(job: Job) -> Iterator[tuple[Path, Failure | None]]:
    """A folder in which a program has run, for other programs to begin with."""
    with _folder() as outside:
        folder = outside / "work"
        folder.mkdir()
        yield folder, _run(job, folder, outside).failure


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="studyguide-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(job: Job, folder: Path, outside: Path, stop: threading.Event | None = None) -> Outcome:
    files = {name: outside / name for name in ("job", "result", "printed", "said")}
    seconds = max(FEWEST_SECONDS, math.ceil(TIMES_AS_LONG * job.seconds))
    plain = {
        "path": job.path, "text": job.text, "cells": [cell._asdict() for cell in job.cells], "needs": job.needs,
        "seconds_limit": seconds, "patience_s": TIMES_AS_LONG * seconds, "bytes_limit": MOST_BYTES,
    }  # fmt: skip
    files["job"].write_text(json.dumps(plain), encoding="utf-8")
    status = _start(files, folder, outside, TIMES_AS_LONG * seconds + 30, stop or threading.Event())
    said = files["said"].read_text(encoding="utf-8", errors="replace")
    if not files["result"].exists():
        return Outcome(cells={}, failure=_killed(job, status, said, seconds))
    result = json.loads(files["result"].read_text(encoding="utf-8"))
    failure = _failure(result["error"], said)
    return Outcome(
        cells=_cells(result["cells"], files["printed"].read_bytes(), folder), python=result["python"],
        packages=result["packages"], seconds=result["seconds"], failure=failure,
    )  # fmt: skip


def _start(files: Mapping[str, Path], folder: Path, outside: Path, patience_s: float, stop: threading.Event) -> int:
    """Runs the child to its end, or ends it with everything that it started; returns its exit status."""
    command = [sys.executable, "-P", str(CHILD), str(files["job"]), str(files["result"])]
    with files["printed"].open("wb") as printed, files["said"].open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(outside), stdin=subprocess.DEVNULL, stdout=printed, stderr=said,
            start_new_session=os.name == "posix",
        )  # fmt: skip
        end = time.monotonic() + patience_s
        try:
            while time.monotonic() < end and not stop.is_set():
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(LOOK_S)
        finally:
            if process.returncode is None:
                _end(process)
        return process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _environment(outside: Path) -> dict[str, str]:
    home = outside / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, **QUIET, "HOME": str(home), "USERPROFILE": str(home), "TMPDIR": str(home)}


def _cells(told: list[dict[str, Any]], printed: bytes, folder: Path) -> dict[str, Done]:
    done, start = {}, 0
    for cell in told:
        text = printed[start : cell["end"]].decode("utf-8", "replace")
        figures = {name: (folder / name).read_bytes() for name in cell["figures"] if (folder / name).is_file()}
        done[cell["name"]] = Done(text=tidy(text), figures=figures)
        start = cell["end"]
    return done


# What went wrong


def _failure(error: Mapping[str, Any] | None, said: str) -> Failure | None:
    if error is None:
        return None
    message = str(error["message"])
    if error["type"] == "SyntaxError":
        message = f"this is not Python: {message}"
    if error["type"] == "AssertionError" and message == "AssertionError":
        message = "this assertion does not hold"
    return Failure(line=error["line"], message=message, missing=error.get("missing", ""), said=_end_of(said))


def _killed(job: Job, status: int, said: str, seconds: int) -> Failure:
    """A child that left no result: too slow, or ended by the system."""
    frames = re.findall(rf'^  File "{re.escape(job.path)}", line (\d+)', said, re.M)
    line = int(frames[0]) if frames else 1
    slow = "Timeout (" in said or status == -getattr(signal, "SIGXCPU", 0)
    message = (
        f"this did not end within {seconds} s" if slow else f"the program was ended by the system (status {status})"
    )
    return Failure(line=line, message=message, said=_end_of(said))


def _end_of(said: str) -> str:
    return "\n".join(said.strip().split("\n")[-12:])
