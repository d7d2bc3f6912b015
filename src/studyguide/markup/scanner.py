"""One pass over a text, before Python-Markdown sees it, that takes out everything Python-Markdown would spoil.

Because the pass knows offsets, every mistake in code, formulas, links and blocks has an exact line and column.
Whatever begins first wins; at the same place the order in `TOKENS` decides.
"""

from __future__ import annotations

import re

from .brackets import (
    check_footnotes,
    take_address,
    take_citation,
    take_closing,
    take_footnote,
    take_link,
    take_opening,
    take_reference,
    take_unclosed_link,
)
from .characters import without_forbidden
from .draft import Draft
from .edges import close_blocks, take_edge
from .fences import FENCE, FENCE_LEAD, take_fence
from .formulas import take_display, take_environment, take_inline, take_stray_label
from .scan import Match, Outcome, Scan, Tokens
from .tags import TAG, take_tag


def scan(draft: Draft) -> str:
    """The text with placeholders; pieces and mistakes go to the draft."""
    draft.text = without_forbidden(draft)
    state = Scan(draft, TOKENS)
    scanned = state.scanned(0, state.end) + close_blocks(state)
    check_footnotes(state)
    return scanned


def _take_code(scan: Scan, token: Match) -> Outcome:
    """Inline code is Python-Markdown's business; nothing inside it is a token."""
    ticks = token[0]
    end = scan.end_of_paragraph(token.end())
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(scan.text, token.end(), end)
    return (scan.text[token.start() : close.end()], close.end()) if close else (ticks, token.end())


def _take_comment(scan: Scan, token: Match) -> Outcome | None:
    end = scan.text.find("-->", token.end(), scan.end)
    return (scan.text[token.start() : end + 3], end + 3) if end >= 0 else None


def _leave(scan: Scan, token: Match) -> Outcome:
    return token[0], token.end()


def _take_less_than(scan: Scan, token: Match) -> Outcome:
    """No tag begins here; Python-Markdown need not look for one, which takes seconds if there are thousands."""
    return scan.draft.keep_sign("<"), token.end()


def _take_escape(scan: Scan, token: Match) -> Outcome:
    return ("$" if token[0] == r"\$" else token[0]), token.end()


def _take_fence(scan: Scan, token: Match) -> Outcome | None:
    lead = scan.line_before(token.start())
    if not FENCE_LEAD.fullmatch(lead):
        return None
    replacement, end, closed = take_fence(scan.draft, token, lead)
    scan.whole = scan.whole and closed
    return replacement, end


def _take_tag(scan: Scan, token: Match) -> Outcome:
    return take_tag(scan.draft, token)


ENVIRONMENTS = "align|alignat|aligned|alignedat|equation|gather|gathered|multline|split"
TOKENS: Tokens = {
    "`": ((FENCE, _take_fence), (re.compile("`+"), _take_code)),
    "~": ((FENCE, _take_fence),),
    "<": (
        (re.compile("<!--"), _take_comment),
        (TAG, _take_tag),
        (re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*>|<[^<>\s!]+@[^@<>\s]+>"), _leave),
        (re.compile("<"), _take_less_than),
    ),
    "\\": (
        (re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}"), take_environment),
        (re.compile(r"\\[\\`$\[\]<!]"), _take_escape),
    ),
    "$": (
        (re.compile(r"\$\$"), take_display),
        (re.compile(r"\$(?=\S)((?:[^\\$`\n]++|\\.|\n(?![ \t]*\n))++)(?<!\s)\$(?!\d)"), take_inline),
    ),
    "[": (
        (re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|((?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\])*?))?\]\]"), take_link),
        (re.compile(r"\[\[(?=[a-z])"), take_unclosed_link),
        (re.compile(r"\[(@(?:[^\[\]\n]|\n(?![ \t]*\n))+)\](?!\()"), take_citation),
        (re.compile(r"\[\^([^\]\n]+)\](:?)"), take_footnote),
        (re.compile(r"\[[^\[\]\n]+\]:[ \t]+<?([^\s<>]+)"), take_reference),
        (re.compile(r"\["), take_opening),
    ),
    "]": (
        (
            re.compile(r"\]\([ \t]*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?=[ \t\n)])"),
            take_address,
        ),
        (re.compile(r"\]"), take_closing),
    ),
    "{": ((re.compile(r"\{#eq:[^{}\n]*\}"), take_stray_label),),
    ":": ((re.compile(r"(:{3,})[ \t]*([^\n]*)"), take_edge),),
}
