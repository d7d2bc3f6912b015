"""Drawings on a telephone: their words are large enough, inside, and clear of each other."""

from __future__ import annotations

import pytest

from .conftest import OpenTab
from .sites import Site
from .watch import in_page

pytestmark = pytest.mark.browser

SMALLEST_PX = 12


def test_words_of_drawings_can_be_read(guide: Site, open_tab: OpenTab) -> None:
    tab = open_tab(guide.http, width=390)
    pages = [page for page in guide.pages if "data-diagram" in guide.text(page) and guide.kind(page) != "print"]
    faults = [f"{page}: {fault}" for page in pages for fault in in_page(tab.go(page), "figures", SMALLEST_PX)]
    assert pages and not faults, "\n".join(faults)
