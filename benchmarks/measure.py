"""What a command costs: wall seconds, CPU seconds and memory of all of its processes."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

PROC = Path("/proc")
LOOK_S = 0.05
"""How often memory is looked at."""
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    wall_s: float
    cpu_s: float
    peak_mb: float
    """Most memory that all processes had at one time; pages shared between them are counted once."""


def spend(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command to its end. Raises CalledProcessError, with its output, when it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        memory = _Memory(process.pid)
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)  # counts all processes that it waited for in turn
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak_mb = max(memory.end(), usage.ru_maxrss / 1024 if not PROC.exists() else 0.0)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Spent(wall_s, usage.ru_utime + usage.ru_stime, peak_mb)


class _Memory(threading.Thread):
    """Looks at a process and its descendants again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._peak_mb = pid, 0.0
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(LOOK_S):
            self._peak_mb = max(self._peak_mb, memory_mb(self._pid))

    def end(self) -> float:
        self._ended.set()
        self.join()
        return self._peak_mb


# From Linux's /proc; elsewhere there are no figures


def family(pid: int) -> Iterator[int]:
    """A process and its living descendants."""
    yield pid
    for children in PROC.glob(f"{pid}/task/*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from family(int(child))


def memory_mb(pid: int) -> float:
    """Proportional set size of a process and its descendants."""
    total_kb = 0
    for member in family(pid):
        with suppress(OSError):
            for line in (PROC / str(member) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total_kb += int(line.split()[1])
    return total_kb / 1024


def cpu_s(pid: int) -> float:
    """CPU seconds so far of a process, its living descendants, and those that it waited for."""
    ticks = 0
    for member in family(pid):
        with suppress(OSError):
            fields = (PROC / str(member) / "stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS_PER_S


def load() -> float:
    """Load average of the last minute."""
    return round(os.getloadavg()[0], 1)


def machine() -> dict[str, Any]:
    """What the figures depend on besides the program."""
    processor = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = (PROC / "cpuinfo").read_text().splitlines()
        processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), processor)
    return {
        "processor": processor,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
    }
