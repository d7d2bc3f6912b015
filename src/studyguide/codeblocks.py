"""Every block of code that an author wrote into Markdown, with its place and whether anything proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .fields import texts
from .fragments import place_in_file
from .markup import CodeBlock, code_blocks
from .model import EntryId
from .samples import Cell, chained
from .site import Site


class PlacedBlock(NamedTuple):
    entry_id: EntryId
    path: str
    line: int
    """Of its fence, in the file."""
    field: str
    """`body`, or the field of the entry that it stands in."""
    block: CodeBlock


def blocks_of(site: Site, entry_id: EntryId) -> Iterator[PlacedBlock]:
    """The blocks of one entry. A sample has none of its own: its file is one program."""
    origin = site.origins[entry_id]
    if origin.path.endswith(".py"):
        return
    written = [("body", site.text(entry_id))]
    written += [(piece.field, piece.text) for piece in texts(site.entries[entry_id]) if piece.mode == "markdown"]
    for field, text in written:
        if "```" in text or "~~~" in text:
            for block in code_blocks(text):
                line, _ = place_in_file(entry_id, site, field, block.line, 1)
                yield PlacedBlock(entry_id, origin.path, line, field, block)


def all_blocks(site: Site) -> list[PlacedBlock]:
    """The blocks of all entries. `block.state` says what is known of each: see `markup.listing.State`."""
    return [placed for entry_id in site.entries for placed in blocks_of(site, entry_id)]


def cells_of_page(site: Site, entry_id: EntryId) -> list[Cell]:
    """What runs on a page, in order; `markup.results` counts and digests alike."""
    running = [b for b in blocks_of(site, entry_id) if b.field == "body" and b.block.state == "run"]
    return chained([(str(number), b.line + 1, b.block.code) for number, b in enumerate(running, 1)])
