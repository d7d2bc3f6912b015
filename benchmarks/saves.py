"""From a save to what an author sees: the message that reloads an open page, and the page itself."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import measure
from tools import Preview, Tool

PAUSE_S = 1.0
"""Between two saves; an author who saves faster than that reads nothing in between."""
LISTENING_S = 0.1
_marks = itertools.count(time.time_ns())


class Save(NamedTuple):
    reload_ms: float
    """From before the file is written until the open page is told."""
    served_ms: float
    """Until the page, asked for as soon as that message came, is there with the new text."""


@dataclass
class Saves:
    """What was measured of one preview."""

    tool: Tool
    count: int
    """Pages of its site."""
    wanted: int
    warm_up: int = 2
    """Saves before those that count."""
    saves: list[Save] = field(default_factory=list)
    cpu_ms: float = 0.0
    """CPU time for one save, with whatever is done after the page was shown."""
    memory_mb: float = 0.0


def measure_previews(wanted: Sequence[Saves]) -> None:
    """Runs all previews at once and saves in each in turn, so that noise on the machine meets all alike."""
    asyncio.run(_measure(wanted))


async def _measure(wanted: Sequence[Saves]) -> None:
    running = [(saves, saves.tool.serve()) for saves in wanted]
    try:
        for saves, preview in running:
            for number in range(saves.warm_up):
                await _save(saves, preview, number)
        begun = [measure.cpu_s(preview.pid) for _, preview in running]
        for turn in range(max(saves.wanted for saves in wanted)):
            for saves, preview in running:
                if turn < saves.wanted:
                    saves.saves.append(await _save(saves, preview, turn))
        for (saves, preview), before in zip(running, begun, strict=True):
            saves.cpu_ms = 1000 * (measure.cpu_s(preview.pid) - before) / saves.wanted
            saves.memory_mb = measure.memory_mb(preview.pid)
    finally:
        for _, preview in running:
            preview.close()


async def _save(saves: Saves, preview: Preview, turn: int) -> Save:
    number = turn * 37 % saves.count
    page, address = saves.tool.page(number), saves.tool.address(number)
    news = await saves.tool.listen(preview, number)
    told = asyncio.create_task(news.reload())
    await asyncio.sleep(LISTENING_S)
    text, mark = page.read_text(encoding="utf-8"), f"Mark {next(_marks)}."
    started = time.perf_counter()
    page.write_text(f"{text}\n{mark}\n", encoding="utf-8")
    await told
    reload_s = time.perf_counter() - started
    while mark not in await preview.get(address):
        await asyncio.sleep(0.002)
    served_s = time.perf_counter() - started
    await asyncio.sleep(PAUSE_S)
    return Save(1000 * reload_s, 1000 * served_s)


def median_ms(saves: Saves) -> float:
    return statistics.median(save.served_ms for save in saves.saves)
