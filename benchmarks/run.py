"""Measures this project beside MkDocs with Material, on the same pages and in turn: `python benchmarks/run.py --pages 1000`.

Says how long builds and previews take, with CPU time and memory, and whether the bars of docs/performance.md are met. On a machine
that does other work too, read the ratios. Needs Linux and this project's own requirements.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import measure
from measure import Spent
from saves import Saves, measure_previews, median_ms
from table import Row, markdown
from tools import MkDocs, Ours, Tool

SMALL = 100
"""Pages of the preview that the large one is compared with."""
STAGES = {"cold": "cold build", "unchanged": "nothing changed", "edit": "one page edited"}
MOST_OF_PEER = {"cold": 0.5, "unchanged": 0.05, "edit": 0.05}
MOST_SERVED_MS = 100
MOST_GROWTH = 1.5
PEERS = ("mkdocs-material", "none")
Builds = dict[tuple[str, str], list[Spent]]
"""What builds took, by program and stage."""
Results = dict[str, Any]
"""Everything that was measured, as plain values; what `--json` writes."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if options.profile:
            from where import show

            show(folder / "ours", options.pages)
            return
        results = run(folder, options)
    print(f"\n{described(results)}\n\n{markdown(rows(results, options.pages), (Ours.name, MkDocs.name))}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages of the site [%(default)s]")
    parser.add_argument("--runs", type=int, default=3, help="builds of each sort [%(default)s]")
    parser.add_argument("--peer-runs", type=int, help="builds of each sort by the slower program [as --runs]")
    parser.add_argument("--saves", type=int, default=20, help="saves in each preview of ours [%(default)s]")
    parser.add_argument("--peer-saves", type=int, default=3, help="saves in the other preview [%(default)s]")
    parser.add_argument("--peer", choices=PEERS, default=PEERS[0], help="[%(default)s]")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every single figure to a file")
    parser.add_argument("--profile", action="store_true", help="show where our time goes, and measure nothing else")
    return parser


# Measuring


def run(folder: Path, options: argparse.Namespace) -> Results:
    ours = Ours(folder / "ours")
    peer = MkDocs(folder / "peer", folder / "environment") if options.peer != "none" else None
    runs = {ours.name: options.runs} | ({peer.name: options.peer_runs or options.runs} if peer else {})
    started, load = datetime.now(UTC), [measure.load()]
    if peer:
        say(f"installing {', '.join(peer.versions)}")
        peer.install()
    tools: list[Tool] = [ours, peer] if peer else [ours]
    warm_up(folder, tools)
    for tool in tools:
        tool.write(options.pages)
    builds = measure_builds(tools, options.pages, runs)
    load.append(measure.load())
    previews = [Saves(ours, options.pages, options.saves)]
    if options.pages > SMALL:
        small = Ours(folder / "small")
        small.write(SMALL)
        previews.insert(0, Saves(small, SMALL, options.saves))
    say(f"saves in previews of {' and '.join(str(preview.count) for preview in previews)} pages")
    measure_previews(previews)
    load.append(measure.load())
    if peer and options.peer_saves:
        say(f"saves in the preview of {peer.name}")
        previews.append(Saves(peer, options.pages, options.peer_saves, warm_up=0))
        measure_previews(previews[-1:])
        load.append(measure.load())
    given = {
        name: value for name, value in vars(options).items() if value is not None and name not in ("json", "profile")
    }
    return {
        "command": " ".join(["python benchmarks/run.py", *(f"--{k.replace('_', '-')} {v}" for k, v in given.items())]),
        "date": f"{started:%Y-%m-%d %H:%M} UTC", "machine": measure.machine(), "load": load,
        "versions": list(peer.versions) if peer else [],
        "builds": [{"tool": tool, "stage": stage, "runs": [s._asdict() for s in spent]} for (tool, stage), spent in builds.items()],
        "previews": [
            {"tool": p.tool.name, "pages": p.count, "saves": [s._asdict() for s in p.saves], "median_served_ms": median_ms(p),
             "cpu_ms": p.cpu_ms, "memory_mb": p.memory_mb}
            for p in previews
        ],
    }  # fmt: skip


def warm_up(folder: Path, tools: Sequence[Tool]) -> None:
    """One small build of each, so that no first figure pays for compiling Python modules."""
    for tool in tools:
        place, tool.folder = tool.folder, folder / f"warm-up-{tool.folder.name}"
        tool.write(3)
        measure.spend(tool.build(), tool.folder)
        tool.folder = place


def measure_builds(tools: Sequence[Tool], count: int, runs: dict[str, int]) -> Builds:
    """Ours, the peer's, ours, the peer's: each from nothing, then with nothing changed, then after an edit."""
    builds: Builds = defaultdict(list)
    for turn in range(max(runs.values())):
        for tool in tools:
            if turn >= runs[tool.name]:
                continue
            tool.clear()
            for stage in STAGES:
                number, mark = (turn * 37 + 5) % count, f"Edit {turn} of {count}."
                if stage == "edit":
                    text = tool.page(number).read_text(encoding="utf-8")
                    tool.page(number).write_text(f"{text}\n{mark}\n", encoding="utf-8")
                spent = measure.spend(tool.build(), tool.folder)
                if stage == "edit" and mark not in tool.made(number).read_text(encoding="utf-8"):
                    raise RuntimeError(f"{tool.name} did not build the edit")
                builds[tool.name, stage].append(spent)
                say(
                    f"{tool.name}, {STAGES[stage]}: {spent.wall_s:.2f} s, CPU {spent.cpu_s:.2f} s, load {measure.load()}"
                )
    return builds


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# Telling


def rows(results: Results, count: int) -> Iterator[Row]:
    """The table of a run's results, with its bars."""
    for stage, name in STAGES.items():
        for field, what, unit in (("wall_s", "wall", "s"), ("cpu_s", "CPU", "s"), ("peak_mb", "peak memory", "MB")):
            yield Row(
                name=f"{name}, {what}", unit=unit, ours=_built(results, Ours.name, stage, field),
                peer=_built(results, MkDocs.name, stage, field),
                most_of_peer=MOST_OF_PEER[stage] if field == "wall_s" else None,
            )  # fmt: skip
    for field, what in (("served_ms", "save to served"), ("reload_ms", "save to reload message")):
        ours, theirs = (_saved(results, tool, count, field) for tool in (Ours.name, MkDocs.name))
        yield Row(name=what, unit="ms", ours=ours, peer=theirs, most=MOST_SERVED_MS if field == "served_ms" else None)
    if count > SMALL:
        small, large = (_preview(results, Ours.name, pages)["median_served_ms"] for pages in (SMALL, count))
        yield Row(name=f"save to served, {SMALL} pages", unit="ms", ours=_saved(results, Ours.name, SMALL, "served_ms"))
        yield Row(name=f"save to served, {count} pages by {SMALL}", unit="×", ours=[large / small], most=MOST_GROWTH)
    for field, what, unit in (("cpu_ms", "CPU a save, all done", "ms"), ("memory_mb", "memory of the preview", "MB")):
        previews = (_preview(results, tool, count) for tool in (Ours.name, MkDocs.name))
        ours, theirs = ([preview[field]] if preview else [] for preview in previews)
        yield Row(name=what, unit=unit, ours=ours, peer=theirs)


def _built(results: Results, tool: str, stage: str, field: str) -> list[float]:
    found = (build["runs"] for build in results["builds"] if (build["tool"], build["stage"]) == (tool, stage))
    return [spent[field] for spent in next(found, [])]


def _preview(results: Results, tool: str, count: int) -> Results:
    found = (preview for preview in results["previews"] if (preview["tool"], preview["pages"]) == (tool, count))
    return next(found, {})


def _saved(results: Results, tool: str, count: int, field: str) -> list[float]:
    return [save[field] for save in _preview(results, tool, count).get("saves", [])]


def described(results: Results) -> str:
    """What was measured, where and when."""
    machine = results["machine"]
    lines = [
        f"{results['date']}, load average {' → '.join(map(str, results['load']))}",
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, Python {machine['python']}",
        results["command"],
        " ".join(results["versions"]),
    ]
    return "\n".join(filter(None, lines))


if __name__ == "__main__":
    main()
