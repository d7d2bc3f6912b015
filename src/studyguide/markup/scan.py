"""State of the scanner's pass over one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .draft import Draft

Match = re.Match[str]
Outcome = tuple[str, int]
"""What stands in the text from now on, and the offset at which to go on."""
Take = Callable[["Scan", Match], Outcome | None]
"""Takes a token out of the text, or declines."""
Tokens = Mapping[str, tuple[tuple[re.Pattern[str], Take], ...]]
"""By their first sign: what a token looks like, and the function that takes it."""

SIGN = re.compile(r"[`~<\\$\[\]:{]")
"""Every token begins with one of these; looking for one character out of a set is what `re` does fastest."""
BLANK_LINE = re.compile(r"\n[ \t]*\n")
QUOTED = re.compile(r"[ \t>]*")


class Scan:
    """What the pass has to remember."""

    def __init__(self, draft: Draft, tokens: Tokens) -> None:
        self.draft = draft
        self.text = draft.text
        self.tokens = tokens
        self.end = len(draft.text)
        """No token reaches beyond it."""
        self.open_blocks: list[tuple[int, Match]] = []
        self.footnotes: dict[str, int] = {}
        self.footnote_uses: dict[str, int] = {}
        self.brackets = 0
        self.paragraph_end = -1
        self.whole = True
        """False once a fence that is never closed has swallowed the rest."""

    def scanned(self, at: int, end: int) -> str:
        """A part of the text, with its tokens replaced."""
        outer, self.end = self.end, end
        out = []
        while sign := SIGN.search(self.text, at, end):
            out.append(self.text[at : sign.start()])
            replacement, at = self._take(sign)
            out.append(replacement)
        out.append(self.text[at:end])
        self.end = outer
        return "".join(out)

    def _take(self, sign: Match) -> Outcome:
        for pattern, take in self.tokens[sign[0]]:
            token = pattern.match(self.text, sign.start(), self.end)
            outcome = take(self, token) if token else None
            if outcome:
                return outcome
        return sign[0], sign.end()

    def end_of_paragraph(self, start: int) -> int:
        blank = BLANK_LINE.search(self.text, start, self.end)
        return blank.start() if blank else self.end

    def line_before(self, start: int) -> str:
        """What stands before a place in its line."""
        return self.text[self.text.rfind("\n", 0, start) + 1 : start]

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the lines from `start` to `end`."""
        stop = self.text.find("\n", end)
        rest = self.text[end : stop if stop >= 0 else len(self.text)]
        return not rest.strip() and QUOTED.fullmatch(self.line_before(start)) is not None
