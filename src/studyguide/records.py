"""The record of a run: what a program printed and drew, with what it ran, and a digest of each cell that ran.

A record stands beside its program, is readable, and is committed. Its seal is a digest of all the rest: a digit changed by hand shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

from .samples import Cell
from .schema import from_plain, to_plain
from .yamltext import YamlMistake, read_yaml, write_yaml

ENDING = ".run.yml"
FIGURES = "code/figures/"
"""Where recorded pictures stand, below content/."""
HEADER = "# What came out when this ran. Made by `run --update`; not to be edited.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRun:
    """What one cell did."""

    code: str
    """Digest of the cell."""
    text: str = ""
    """What it printed, without space at the ends of lines."""
    figures: tuple[str, ...] = ()
    """Pictures that it saved, as it named them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    python: str
    packages: Mapping[str, str] = field(default_factory=dict)
    """Distribution → version."""
    seconds: float = 0.0
    """Of the processor."""
    cells: Mapping[str, CellRun]
    figures: Mapping[str, str] = field(default_factory=dict)
    """Picture → digest of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A record that cannot be believed."""

    message: str


def record_path(path: str) -> str:
    """Where the record of a program or page stands.

    >>> record_path("content/code/gan_ring.py")
    'content/code/gan_ring.run.yml'
    """
    return re.sub(r"\.\w+$", "", path) + ENDING


def figure_path(path: str, name: str) -> str:
    """Where a picture of a sample stands, below content/.

    >>> figure_path("content/code/gan_ring.py", "ring.svg")
    'code/figures/gan_ring-ring.svg'
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return f"{FIGURES}{stem}-{name}"


# Reading and writing


def write(record: Record) -> str:
    plain = _ordered(to_plain(record))
    return HEADER + write_yaml({**plain, "seal": _seal(plain)})


def read(text: str, path: str) -> Record | Damaged:
    """A record, if nobody touched it since it was written."""
    try:
        plain = read_yaml(text, path)
    except YamlMistake as mistake:
        return Damaged(message=f"this record cannot be read: {mistake.problem.message}")
    if not isinstance(plain, dict) or plain.get("seal") != _seal({k: v for k, v in plain.items() if k != "seal"}):
        return Damaged(message="this record is not as it was written; somebody edited it")
    del plain["seal"]
    cells = {name: from_plain(CellRun, cell) for name, cell in plain.pop("cells").items()}
    return Record(**plain, cells=cells)


def _ordered(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: plain[name] for name in ("python", "packages", "seconds", "cells", "figures") if plain.get(name)}


def _seal(plain: Mapping[str, Any]) -> str:
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# Comparing


def first_stale(record: Record, cells: Sequence[Cell]) -> Cell | None:
    """The first cell that is not the one that ran; the last, when only cells after it have gone."""
    for cell in cells:
        ran = record.cells.get(cell.name)
        if ran is None or ran.code != cell.digest:
            return cell
    return cells[-1] if cells and len(record.cells) != len(cells) else None


NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?(?!\w)", re.I)


def differs(
    recorded: str, printed: str, how: Literal["exact", "close", "free"], tolerance: float
) -> tuple[int, str] | None:
    """The first line (0-based) that is not as it was recorded, and why; None when all is well.

    `exact` compares letter by letter. `close` compares words letter by letter and numbers within the tolerance, as a share of the larger,
    or within one unit of their last printed digit. `free` only wants as many lines, and as many numbers in each.
    """
    old, new = recorded.split("\n"), printed.split("\n")
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other and (reason := _why(one, other, how, tolerance)):
            return index, reason
    if len(old) != len(new):
        return min(len(old), len(new)), f"{_lines(len(new))} came out, and {_lines(len(old))} were recorded"
    return None


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _why(one: str, other: str, how: str, tolerance: float) -> str:
    changed = f'printed "{_short(other)}", and "{_short(one)}" is recorded'
    if how == "exact":
        return changed
    if len(NUMBER.findall(one)) != len(NUMBER.findall(other)):
        return changed
    if how == "free":
        return ""
    if NUMBER.sub("#", one).split() != NUMBER.sub("#", other).split():
        return changed
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    far = [f"{b} where {a} is recorded" for a, b in pairs if not _near(a, b, tolerance)]
    return f"printed {far[0]}, which is more than {tolerance:.3g} of it away" if far else ""


def _near(one: str, other: str, tolerance: float) -> bool:
    a, b = float(one.replace(",", "")), float(other.replace(",", ""))
    unit = max(_unit(one), _unit(other)) if tolerance else 0.0
    return abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1.000001 * unit)


def _unit(number: str) -> float:
    """One unit of the last digit of a number as printed; whole numbers are exact."""
    mantissa, _, power = number.lower().partition("e")
    digits = len(mantissa.partition(".")[2])
    return float(10 ** (int(power or 0) - digits)) if "." in mantissa or power else 0.0


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 60 else line[:59] + "…"


def tidy(text: str) -> str:
    """Printed text as it is recorded: progress bars as they ended, no space at the ends of lines, no empty lines at its own ends."""
    lines = (line.rstrip("\r").rpartition("\r")[2].rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")
