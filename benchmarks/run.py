"""Measures this project beside MkDocs with Material on the same pages, in one run: `python benchmarks/run.py --pages 1000`.

Machines differ and are busy; ratios within one run are what to read. Runs alternate between the two, so that both meet the same noise.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
from collections.abc import Callable
from pathlib import Path

import pages

HOME = Path(__file__).resolve().parent.parent
PEER_PACKAGES = ("mkdocs==1.6.1", "mkdocs-material==9.8.1")
BARS = {"cold": 1 / 2, "unchanged": 1 / 20, "one edit": 1 / 20}
SAVE_BAR_MS, GROWTH_BAR = 100, 1.5


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        peer = None if arguments.alone else make_peer(folder / "peer")
        rows = measure_builds(folder, arguments.pages, arguments.runs, peer)
        saves = {
            count: measure_saves(folder / f"saves-{count}", count, arguments.saves) for count in (100, arguments.pages)
        }
        peer_save = measure_peer_save(folder, arguments.pages, peer) if peer and not arguments.fast else None
    print(table(rows, arguments.pages))
    print(saves_text(saves, peer_save))
    if arguments.json:
        Path(arguments.json).write_text(
            json.dumps({"builds": rows, "saves_ms": saves, "peer_save_ms": peer_save}, indent=1)
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--saves", type=int, default=15)
    parser.add_argument("--alone", action="store_true", help="without MkDocs")
    parser.add_argument("--fast", action="store_true", help="without the preview of MkDocs, which takes minutes")
    parser.add_argument("--json", help="write all figures to this file")
    return parser.parse_args()


# Builds


def make_peer(folder: Path) -> Path:
    """MkDocs with Material in an environment of its own."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
    return folder / "bin/mkdocs"


def timed(command: list[str | Path], folder: Path) -> dict[str, float]:
    """Seconds on the clock, seconds of CPU and peak memory (MB, of the largest process) of a command."""
    code = (
        "import resource, subprocess, sys, time, json; t = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
        "wall = time.perf_counter() - t; r = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(json.dumps({'wall': wall, 'cpu': r.ru_utime + r.ru_stime, 'mb': r.ru_maxrss / 1024}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, check=True, capture_output=True, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure_builds(
    folder: Path, count: int, runs: int, peer: Path | None
) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Case → program → figures of each run."""
    ours, theirs = folder / "ours", folder / "theirs"
    pages.write_ours(ours, count)
    programs: dict[str, tuple[list[str | Path], Path, Path, Path]] = {
        "studyguide": (
            [sys.executable, HOME / "build.py", "build", "--project", ours], ours, ours / "content/concepts/page-00007.md", ours / "site",
        )
    }  # fmt: skip
    if peer:
        pages.write_mkdocs(theirs, count)
        edited = theirs / "docs/unit-000/page-00007.md"
        programs["mkdocs-material"] = ([peer, "build", "--quiet"], theirs, edited, theirs / "site")
    rows: dict[str, dict[str, list[dict[str, float]]]] = {case: {name: [] for name in programs} for case in BARS}
    for run in range(runs):
        for name, (command, project, edited, site) in programs.items():
            shutil.rmtree(site, ignore_errors=True)
            shutil.rmtree(project / ".studyguide", ignore_errors=True)
            rows["cold"][name].append(timed(command, project))
            rows["unchanged"][name].append(timed(command, project))
            edited.write_text(edited.read_text() + f"\nEdited {run}.\n")
            rows["one edit"][name].append(timed(command, project))
    return rows


def table(rows: dict[str, dict[str, list[dict[str, float]]]], count: int) -> str:
    """Medians, least values in brackets, and the ratio to the peer with its bar."""
    lines = [f"{count} pages, load average {os.getloadavg()[0]:.1f}", "", "| case | program | wall s | CPU s | peak MB | ratio | bar |", "| --- | --- | ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    for case, programs in rows.items():
        walls = {name: statistics.median(run["wall"] for run in runs) for name, runs in programs.items()}
        for name, runs in programs.items():
            cells = [
                f"{statistics.median(r[key] for r in runs):.2f} ({min(r[key] for r in runs):.2f})"
                for key in ("wall", "cpu")
            ]
            mb = f"{max(r['mb'] for r in runs):.0f}"
            other = walls.get("mkdocs-material")
            ratio, bar = "", ""
            if name == "studyguide" and other:
                ratio = f"{walls[name] / other:.3f}"
                bar = f"≤ {BARS[case]:.3f}: {'met' if walls[name] / other <= BARS[case] else 'MISSED'}"
            lines.append(f"| {case} | {name} | {cells[0]} | {cells[1]} | {mb} | {ratio} | {bar} |")
    return "\n".join(lines)


# Previews


def measure_saves(folder: Path, count: int, saves: int) -> list[float]:
    """Milliseconds from writing a file to the new text being served, for each of some saves."""
    pages.write_ours(folder, count)
    port = free_port()
    command = [sys.executable, HOME / "build.py", "serve", "--project", folder, "--port", str(port)]
    return saves_of(
        command,
        folder,
        folder / "content/concepts/page-00050.md",
        f"http://127.0.0.1:{port}/concepts/page-00050.html",
        saves,
    )


def measure_peer_save(folder: Path, count: int, peer: Path | None) -> list[float]:
    port = free_port()
    theirs = folder / "theirs"
    command = [peer or "", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    return saves_of(
        command, theirs, theirs / "docs/unit-002/page-00050.md", f"http://127.0.0.1:{port}/unit-002/page-00050/", 2
    )


def saves_of(command: list[str | Path], folder: Path, file: Path, address: str, saves: int) -> list[float]:
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: "Part 1" in fetch(address), 600)
        time.sleep(2)
        return [one_save(file, address, f"Saved{number}for{time.time_ns()}") for number in range(saves)]
    finally:
        server.terminate()
        server.wait()


def one_save(file: Path, address: str, mark: str) -> float:
    text = file.read_text()
    started = time.perf_counter()
    file.write_text(f"{text}\n{mark}\n")
    wait_for(lambda: mark in fetch(address), 300, pause_s=0.002)
    took = (time.perf_counter() - started) * 1000
    time.sleep(1.5)  # what a preview does after the page is there is not part of it
    return took


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=300) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(test: Callable[[], bool], limit_s: float, pause_s: float = 0.05) -> None:
    end = time.monotonic() + limit_s
    while not test():
        if time.monotonic() > end:
            raise TimeoutError("the preview did not answer in time")
        threading.Event().wait(pause_s)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def saves_text(saves: dict[int, list[float]], peer: list[float] | None) -> str:
    """Medians of saves, and whether they meet their bars."""
    medians = {count: statistics.median(times) for count, times in saves.items()}
    lines = ["", "Save to served:"]
    lines += [f"  {count} pages: {median:.0f} ms (least {min(saves[count]):.0f}), bar {SAVE_BAR_MS} ms: {'met' if median < SAVE_BAR_MS else 'MISSED'}" for count, median in medians.items()]  # fmt: skip
    small, large = min(medians), max(medians)
    growth = medians[large] / medians[small]
    lines.append(
        f"  {large} against {small} pages: {growth:.2f}, bar {GROWTH_BAR}: {'met' if growth <= GROWTH_BAR else 'MISSED'}"
    )
    if peer:
        lines.append(f"  MkDocs Material: {statistics.median(peer):.0f} ms")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
