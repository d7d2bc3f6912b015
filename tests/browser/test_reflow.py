"""Narrow screens and great zoom: nothing sideways, nothing lost, little that stays in the way."""

from __future__ import annotations

import pytest

from .visits import NARROW, Visit

pytestmark = pytest.mark.browser

MOST_STUCK = 0.10
"""Share of the screen that parts may take which do not scroll away."""


@pytest.mark.parametrize("screen", ["320 px, light", "320 px, dark", "400 %"])
def test_no_page_scrolls_sideways(screen: str, visits: dict[str, list[Visit]]) -> None:
    faults = [
        f"{name}: {visit.page}: {reflow.width} px wide\n    " + "\n    ".join(reflow.wide)
        for name, seen in visits.items()
        for visit in seen
        for reflow in visit.reflows
        if reflow.screen == screen and (reflow.width > NARROW["width"] or reflow.wide)
    ]
    assert not faults, "\n".join(faults)


def test_sticky_parts_leave_room_at_400_percent(visits: dict[str, list[Visit]]) -> None:
    faults = [
        f"{name}: {visit.page}: {visit.stuck:.0%}"
        for name, seen in visits.items()
        for visit in seen
        if visit.stuck > MOST_STUCK
    ]
    assert not faults, "\n".join(faults)
