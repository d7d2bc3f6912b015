"""One table of figures: medians and best values of two programs, their ratio, and whether a bar is met."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIGITS = {"s": 2, "ms": 0, "MB": 0, "×": 2}
"""Decimals by unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    unit: str
    ours: Sequence[float]
    """One value a run."""
    peer: Sequence[float] = ()
    most: float | None = None
    """Our median may be this much."""
    most_of_peer: float | None = None
    """Our median may be this share of the peer's."""

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's."""
        return statistics.median(self.ours) / statistics.median(self.peer) if self.ours and self.peer else None

    @property
    def bar(self) -> str:
        bars = [f"≤ {self.most:g} {self.unit}"] if self.most is not None else []
        bars += [f"≤ {self.most_of_peer:g} of the peer's"] if self.most_of_peer is not None else []
        return ", ".join(bars)

    @property
    def met(self) -> bool | None:
        """None where there is no bar, or nothing to hold against it."""
        verdicts = []
        if self.most is not None and self.ours:
            verdicts.append(statistics.median(self.ours) <= self.most)
        if self.most_of_peer is not None and self.ratio is not None:
            verdicts.append(self.ratio <= self.most_of_peer)
        return all(verdicts) if verdicts else None


def markdown(rows: Iterable[Row], names: tuple[str, str]) -> str:
    """Median, and the least value in brackets, of every row."""
    heads = ["", names[0], names[1], "ratio", "bar", ""]
    lines = [
        [row.name, cell(row.ours, row.unit), cell(row.peer, row.unit), _ratio(row), row.bar, _verdict(row)]
        for row in rows
    ]
    if not any(line[2] for line in lines):
        heads, *lines = [[line[0], line[1], *line[4:]] for line in (heads, *lines)]
    widths = [max(len(line[column]) for line in (heads, *lines)) for column in range(len(heads))]
    rule = [
        ("-" * width if column in (0, len(heads) - 1) else "-" * (width - 1) + ":")
        for column, width in enumerate(widths)
    ]
    padded = [[text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in (heads, rule, *lines)]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def cell(values: Sequence[float], unit: str) -> str:
    """
    >>> cell([3.0, 1.0, 2.0], "s")
    '2.00 s (1.00)'
    """
    if not values:
        return ""
    digits = DIGITS[unit]
    middle = f"{statistics.median(values):,.{digits}f} {unit}"
    return f"{middle} ({min(values):,.{digits}f})" if len(values) > 1 else middle


def _ratio(row: Row) -> str:
    return f"{row.ratio:.3f}" if row.ratio is not None else ""


def _verdict(row: Row) -> str:
    return {True: "met", False: "**missed**", None: ""}[row.met]
