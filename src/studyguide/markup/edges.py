"""The first and last lines of `:::` blocks, and which belong together."""

from __future__ import annotations

from .containers import number_figure
from .draft import Piece
from .scan import QUOTED, Match, Outcome, Scan


def take_edge(scan: Scan, token: Match) -> Outcome | None:
    """A line `::: name title` or `:::`; it gets empty lines around it, so that it is a block of its own."""
    lead = scan.line_before(token.start())
    if not QUOTED.fullmatch(lead):
        return None
    edge = _open(scan, token) if token[2].strip() else _close(scan, token)
    return f"\n{lead}{edge}\n{lead.rstrip()}", token.end()


def _open(scan: Scan, token: Match) -> str:
    """The placeholder, and on the same line what has been found in the title."""
    name, _, title = token[2].strip().partition(" ")
    piece = Piece(kind="open", source=token[0], start=token.start(), value=name, label=title.strip(), block=True)
    if name == "figure":
        number_figure(scan.draft, piece)
    scan.open_blocks.append((len(scan.draft.pieces), token))
    title_start = token.start(2) + len(name) + len(token[2]) - len(token[2].lstrip())
    return f"{scan.draft.keep(piece)} {scan.scanned(title_start, token.end()).strip()}"


def _close(scan: Scan, token: Match) -> str:
    colons = token[1]
    if all(opened[1] != colons for _, opened in scan.open_blocks):
        hint = "a block ends with as many colons as it began with" if scan.open_blocks else "no block is open here"
        scan.draft.mistake(token.start(), f"this {colons} closes nothing", hint)
        return ""
    while True:
        number, opened = scan.open_blocks.pop()
        if opened[1] == colons:
            edge = Piece(kind="close", source=token[0], start=token.start(), value=str(number), block=True)
            return scan.draft.keep(edge)
        _unclosed(scan, opened)


def close_blocks(scan: Scan) -> str:
    """At the end of the text."""
    if scan.whole:
        for _, opened in scan.open_blocks:
            _unclosed(scan, opened)
    closing = [
        scan.draft.keep(Piece(kind="close", source="", start=len(scan.text), value=str(number), block=True))
        for number, _ in reversed(scan.open_blocks)
    ]
    return "".join(f"\n\n{placeholder}\n\n" for placeholder in closing)


def _unclosed(scan: Scan, opened: Match) -> None:
    name, colons = opened[2].split()[0], opened[1]
    hint = f"write {colons} on a line of its own after it"
    scan.draft.mistake(opened.start(), f'the block "{name}" is never closed', hint)
