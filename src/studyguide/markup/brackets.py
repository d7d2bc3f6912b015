"""What stands in brackets: `[[links]]`, citations, footnotes, and ordinary links, whose addresses are kept."""

from __future__ import annotations

import re

from .draft import Piece
from .scan import QUOTED, Match, Outcome, Scan

NOTE_TEXT = re.compile(r"[ \t]*(?:\S|\n[ \t]*\S|\n\s*\n(?: {4}|\t)[ \t]*\S)")
"""What stands behind `[^1]:` unless the footnote is empty, which Python-Markdown does not survive."""
MOST_OPEN = 50
"""In one paragraph; Python-Markdown looks for the end of each, which takes seconds at some thousands."""


def take_link(scan: Scan, token: Match) -> Outcome:
    target = " ".join(token[1].split())
    kind = "quiz" if target.startswith("quiz:") else "link"
    piece = Piece(
        kind=kind,
        source=token[0],
        start=token.start(),
        value=target,
        value_start=token.start(1),
        label=" ".join((token[2] or "").split()),
        block=kind == "quiz" and scan.alone(token.start(), token.end()),
    )
    return scan.draft.keep(piece), token.end()


def take_unclosed_link(scan: Scan, token: Match) -> None:
    scan.draft.mistake(token.start(), "this link is never closed", r"write ]] after it; plain brackets are written \[[")


def take_citation(scan: Scan, token: Match) -> Outcome:
    piece = Piece(kind="cite", source=token[0], start=token.start(), value=token[1], value_start=token.start(1))
    return scan.draft.keep(piece), token.end()


def take_footnote(scan: Scan, token: Match) -> Outcome:
    name, start, end = token[1], token.start(), token.end()
    if not token[2]:
        scan.footnote_uses.setdefault(name, start)
        return token[0], end
    if not QUOTED.fullmatch(scan.line_before(start)):
        scan.footnote_uses.setdefault(name, start)
        return f"[^{name}]{scan.draft.keep_sign(':')}", end  # a note that begins in a note confuses Python-Markdown
    scan.footnotes.setdefault(name, start)
    if not NOTE_TEXT.match(scan.text, end):
        scan.draft.mistake(start, f'the footnote "{name}" is empty', "write its text after the colon")
        return "", end
    return token[0], end


def check_footnotes(scan: Scan) -> None:
    for name, start in scan.footnote_uses.items():
        if name not in scan.footnotes:
            scan.draft.mistake(
                start, f'there is no footnote "{name}"', f"write [^{name}]: and its text on a line of its own"
            )
    for name, start in scan.footnotes.items():
        if name not in scan.footnote_uses:
            scan.draft.mistake(
                start, f'nothing refers to the footnote "{name}"', f"write [^{name}] where it belongs", "warning"
            )


def take_reference(scan: Scan, token: Match) -> Outcome | None:
    """`[name]: address`"""
    if scan.line_before(token.start()).strip(" "):
        return None
    before = scan.text[token.start() : token.start(1)]
    return before + _kept(scan, token, 1), token.end()


def take_address(scan: Scan, token: Match) -> Outcome:
    """The end of a link's text, and its address."""
    _count_closed(scan, token)
    return "](" + _kept(scan, token, 1 if token[1] is not None else 2), token.end()


def take_closing(scan: Scan, token: Match) -> Outcome:
    _count_closed(scan, token)
    opens = scan.text.startswith("(", token.end())
    if opens and scan.text.find(")", token.end(), scan.end_of_paragraph(token.end())) < 0:
        return "]" + scan.draft.keep_sign("("), token.end() + 1  # else its end is looked for again and again
    return "]", token.end()


def take_opening(scan: Scan, token: Match) -> Outcome:
    """Counts brackets that are open; past a bound they are only characters."""
    if token.start() >= scan.paragraph_end:
        scan.paragraph_end = scan.end_of_paragraph(token.start())
        scan.brackets = 0
    scan.brackets += 1
    if scan.brackets <= MOST_OPEN:
        return "[", token.end()
    if scan.brackets == MOST_OPEN + 1:
        message = f'more than {MOST_OPEN} "[" are open in this paragraph'
        scan.draft.mistake(token.start(), message, "close them with ]")
    return scan.draft.keep_sign("["), token.end()


def _count_closed(scan: Scan, token: Match) -> None:
    if token.start() < scan.paragraph_end:
        scan.brackets = max(0, scan.brackets - 1)


def _kept(scan: Scan, token: Match, group: int) -> str:
    url, start = token[group], token.start(group)
    return scan.draft.keep(Piece(kind="source", source=url, start=start, value=url, value_start=start))
