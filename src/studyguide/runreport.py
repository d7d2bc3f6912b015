"""What came of a run, in words and figures. Values in, text out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .programs import RunResult, Verdict
from .report import count, tally


def lines(verdicts: Iterable[Verdict]) -> str:
    """A line for each program that ran: how it went, its name, and seconds of the processor."""
    signs = {"well": "ok  ", "wrong": "FAIL", "passed over": "-   "}
    told = []
    for verdict in verdicts:
        if verdict.id:
            what = f"not run: {verdict.lacks} is not installed" if verdict.lacks else f"{verdict.seconds:.1f} s"
            told.append(f"{signs[verdict.state]} {verdict.id:40} {what}\n")
        told += [f"       → {path}\n" for path in verdict.changed]
    return "".join(told)


def sentence(result: RunResult, seconds: float) -> str:
    """One line about a run."""
    figures = summary(result)
    parts = [f"{count(figures['programs'], 'program')} in {seconds:.0f} s ({figures['cpu_seconds']:.0f} s of CPU)"]
    if figures["failed"]:
        parts.append(f"{figures['failed']} failed")
    if figures["not_run"]:
        parts.append(f"{figures['not_run']} NOT RUN, for lack of {', '.join(figures['lacking'])}")
    return f"Ran {', '.join(parts)}, {tally(result.problems)}"


def summary(result: RunResult) -> dict[str, Any]:
    """Figures of a run, for JSON."""
    named = [verdict for verdict in result.verdicts if verdict.id]
    return {
        "programs": sum(not verdict.lacks for verdict in named),
        "failed": sum(verdict.state == "wrong" and not verdict.lacks for verdict in named),
        "not_run": sum(bool(verdict.lacks) for verdict in named),
        "lacking": sorted({verdict.lacks for verdict in named if verdict.lacks}),
        "cpu_seconds": round(sum(verdict.seconds for verdict in named), 1),
        "changed": [path for verdict in result.verdicts for path in verdict.changed],
        "seconds": {verdict.id: round(verdict.seconds, 2) for verdict in named if not verdict.lacks},
    }
