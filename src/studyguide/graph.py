"""Draws what needs what: a graph without circles in columns, each node to the right of all that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

SWEEPS = 6
COLUMN, ROW = 196, 46
"""Distance between two columns and two rows, in pixels."""
BOX_WIDTH, BOX_HEIGHT = 162, 36
EDGE = 4


class Box(NamedTuple):
    """A node; x and y are of its upper left corner."""

    id: str
    column: int
    x: float
    y: float


class Arrow(NamedTuple):
    start: str
    end: str
    path: str
    """The `d` of an SVG path."""


class Drawing(NamedTuple):
    width: float
    height: float
    boxes: tuple[Box, ...]
    """Column by column, downwards."""
    arrows: tuple[Arrow, ...]


def draw(needs: Mapping[str, Sequence[str]]) -> Drawing:
    """Node → the nodes that it needs directly. Needs of others, and arrows that longer ways say too, are left out."""
    needs = {
        node: [other for other in dict.fromkeys(others) if other in needs and other != node]
        for node, others in needs.items()
    }
    columns = _columns(needs)
    direct = _without_detours(needs)
    rows = _in_order(columns, direct)
    height = max((len(column) for column in rows), default=0) * ROW
    boxes = {}
    for number, column in enumerate(rows):
        above = (height - len(column) * ROW) / 2
        for place, node in enumerate(column):
            boxes[node] = Box(node, number, EDGE + number * COLUMN, EDGE + above + place * ROW + (ROW - BOX_HEIGHT) / 2)
    arrows = [
        Arrow(other, node, _curve(boxes[other], boxes[node])) for node in boxes for other in direct[node]
    ]  # fmt: skip
    width = max(len(rows) - 1, 0) * COLUMN + BOX_WIDTH
    return Drawing(width + 2 * EDGE, height + 2 * EDGE, tuple(boxes.values()), tuple(arrows))


def _columns(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Node → length of the longest way to it. Circles, which are errors elsewhere, are cut."""
    found: dict[str, int] = {}

    def depth(node: str, trail: frozenset[str]) -> int:
        if node not in found:
            ways = [depth(other, trail | {node}) + 1 for other in needs[node] if other not in trail]
            found[node] = max(ways, default=0)
        return found[node]

    for node in needs:
        depth(node, frozenset())
    return found


def _without_detours(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Needs that no other need of the same node has already."""
    reach: dict[str, set[str]] = {}

    def all_of(node: str, trail: frozenset[str]) -> set[str]:
        if node not in reach:
            reach[node] = set(needs[node])
            for other in needs[node]:
                if other not in trail:
                    reach[node] |= all_of(other, trail | {node})
        return reach[node]

    return {
        node: [one for one in others if not any(one in all_of(two, frozenset({node})) for two in others if two != one)]
        for node, others in needs.items()
    }


def _in_order(columns: Mapping[str, int], needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Nodes of each column from top to bottom, so that few arrows cross: each near the middle of its neighbours."""
    rows: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for node, column in columns.items():
        rows[column].append(node)
    followers: dict[str, list[str]] = {node: [] for node in columns}
    for node, others in needs.items():
        for other in others:
            followers[other].append(node)
    place = {node: index - len(column) / 2 for column in rows for index, node in enumerate(column)}

    def middle(node: str, neighbours: Mapping[str, Sequence[str]]) -> float:
        near = [place[other] for other in neighbours[node]]
        return sum(near) / len(near) if near else place[node]

    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for row in rows if forward else rows[::-1]:
            row.sort(key=partial(middle, neighbours=needs if forward else followers))
            place |= {node: index - len(row) / 2 for index, node in enumerate(row)}
    return rows


def _curve(start: Box, end: Box) -> str:
    x1, y1 = start.x + BOX_WIDTH, start.y + BOX_HEIGHT / 2
    x2, y2 = end.x, end.y + BOX_HEIGHT / 2
    bend = max(20.0, (x2 - x1) / 2)
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
