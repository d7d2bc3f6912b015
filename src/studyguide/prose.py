"""Markdown as prose: what is left to read once code, formulas and signs are taken away, every word still at its place.

No character moves. Signs become `JOINER`, so that `[[gan|GAN]]s` is one word; a formula or a piece of code becomes a run of
`STAND_IN`, which counts as one word. Offsets into the result are therefore offsets into what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

JOINER = "\u2060"
"""Stands for signs inside words; no word ends there."""
STAND_IN = "X"
"""Stands for each character of a formula or of code."""

BlockKind = Literal["text", "item", "heading", "title", "table", "quote", "code"]


class Block(NamedTuple):
    """A paragraph, a list item, a heading, the title of a `:::` block, a row of a table, or a block of code."""

    kind: BlockKind
    start: int
    """Offset of its first character in the author's text."""
    text: str
    """As many characters as the author wrote."""
    inside: tuple[str, ...] = ()
    """Names of the `:::` blocks around it, outermost first."""
    level: int = 0
    """Of a heading."""
    info: str = ""
    """What stands behind the ``` of a block of code."""


class Sentence(NamedTuple):
    start: int
    """Offset in the author's text."""
    words: int


def blocks(markdown: str, *, formulas: bool = False) -> list[Block]:
    """The blocks of a text in their order. With `formulas`, those stay as they are written."""
    masked, fences = _masked(markdown, formulas)
    found = _Lines(masked, fences).blocks
    return found if formulas else _joined_by_formulas(markdown, masked, found)


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block. A dot after an abbreviation or an initial, or before a small letter, ends none."""
    start = 0
    for match in _END.finditer(block.text):
        if not _goes_on(block.text, start, match):
            yield from _sentence(block, start, match.end())
            start = match.end()
    yield from _sentence(block, start, len(block.text))


def count_words(text: str) -> int:
    """Words of prose: whatever has a letter or a digit in it. Long dashes part words, hyphens do not.

    >>> count_words("a state-of-the-art model—trained on 50,000 images")
    7
    """
    return sum(1 for token in _TOKEN.findall(text) if _LETTER.search(token))


_TOKEN = re.compile(r"[^\s—]+")
_LETTER = re.compile(r"\w")
_END = re.compile(rf"(?<![.!?…])[.!?…]+[\"'”’»)\]{JOINER}]*(?=\s)")
_NOT_LAST = frozenset(["al", "approx", "bzw", "ca", "cf", "ch", "dr", "e.g", "ed", "eds", "eq", "fig", "i.e", "mr", "mrs", "ms", "nr", "p", "pp", "prof", "resp", "sec", "st", "vol", "vs", "z.b"])  # fmt: skip
"""Abbreviations that end no sentence."""


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(f" \n\t{JOINER}\"'“‘«([")[:1]
    if following.islower():
        return True
    if match[0][0] != ".":
        return False
    word = text[start : match.start()].replace(JOINER, "").rpartition(" ")[2].rpartition("\n")[2].lstrip("([“\"'")
    return word.casefold() in _NOT_LAST or (len(word) == 1 and word.isalpha() and word.isupper() and word != STAND_IN)


def _sentence(block: Block, start: int, end: int) -> Iterator[Sentence]:
    text = block.text[start:end]
    words = count_words(text)
    if words:
        yield Sentence(block.start + start + len(text) - len(text.lstrip()), words)


# Taking signs away

Fill = Callable[[str], str]


def _stand_in(text: str) -> str:
    return STAND_IN * len(text)


def _joined(text: str) -> str:
    return JOINER * len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _escaped(text: str) -> str:
    return JOINER + text[1:]


def _display(text: str) -> str:
    """One word of the sentence around it; a full stop at its end ends that sentence."""
    ends = re.search(r"\.\s*(?:\\end\{\w+\*?\}\s*)*(?:\$\$)?\Z", text)
    return STAND_IN * (len(text) - 1) + ("." if ends else STAND_IN)


_ENVIRONMENTS = "align|alignat|aligned|alignedat|equation|gather|gathered|multline|split"
_DISPLAY = rf"\$\$.+?\$\$|\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}.+?\\end\{{(?P=name)\}}"
_INLINE = r"\$(?=\S)(?:[^\\$`\n]++|\\.|\n(?![ \t]*\n))++(?<!\s)\$(?!\d)"
FORMULA = re.compile(f"{_DISPLAY}|{_INLINE}", re.S)
_SIGNS: tuple[tuple[str, str, Fill], ...] = (
    ("fence", r"(?P<ticks>`{3,}|~{3,})(?P<info>[^`\n]*)\n(?:.*?^[ \t>]*(?P=ticks)[`~]*[ \t]*$|.*\Z)", _blank),
    ("comment", r"<!--.*?(?:-->|\Z)", _blank),
    ("display", _DISPLAY, _display),
    ("attributes", r"\{[#.:][^{}\n]*\}", _blank),
    ("code", r"(?P<quote>`+)(?!`)[^\n].*?(?<!`)(?P=quote)(?!`)", _stand_in),
    ("escape", r"\\[^\w\s]", _escaped),
    ("formula", _INLINE, _stand_in),
    ("citation", r"\[@[^\[\]]+\]", _blank),
    ("questions", r"\[\[quiz:[^\[\]]*\]\]", _blank),
    ("link", r"\[\[[^\[\]|\n]+\]\]", _stand_in),
    ("target", r"\[\[[^\[\]|\n]+\||\]\]", _joined),
    ("picture", r"!\[[^\[\]]*\]\([^()\n]*\)", _blank),
    ("note", r"\[\^[^\]\n]+\]:?", _blank),
    ("address", r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)|\[(?=[^\[\]\n]+\]\()", _joined),
    ("tag", r"</?[a-zA-Z][^<>]*>", _joined),
    ("url", r"\bhttps?://[^\s)\]>]*[^\s)\]>.,;]", _stand_in),
    ("emphasis", r"(?<!^)\*+|^\*+(?=[^\s*])|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", _joined),
)
"""Whatever begins first wins; at the same place, the row above."""
_FILLS = {name: fill for name, _, fill in _SIGNS}
_FORMULAS = frozenset({"display", "formula"})
_ANY_SIGN = re.compile(
    r"(?=[`~<$\\{\[\]!*_]|https?://)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _SIGNS) + ")",
    re.M | re.S,
)
"""The look ahead is for speed: most characters begin nothing."""


class _Fence(NamedTuple):
    start: int
    end: int
    info: str


def _masked(markdown: str, formulas: bool) -> tuple[str, list[_Fence]]:
    fences: list[_Fence] = []

    def masked(match: re.Match[str]) -> str:
        name = match.lastgroup or ""
        if name == "fence":
            fences.append(_Fence(match.start(), match.end(), match["info"].strip()))
        return match[0] if formulas and name in _FORMULAS else _FILLS[name](match[0])

    return _ANY_SIGN.sub(masked, markdown), fences


# Lines into blocks

_EDGE = re.compile(r"[ ]*(:{3,})[ \t]*([\w-]*)[ \t]*(.*)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ ]+")
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,3}[.)]|:)[ \t]+(?=\S)")
_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
UNTITLED = frozenset({"figure"})
"""Blocks whose name is followed by an id, not by a title."""


class _Lines:
    """Puts the lines of a masked text together to blocks."""

    def __init__(self, masked: str, fences: list[_Fence]) -> None:
        self.masked = masked
        self.blocks: list[Block] = []
        self.inside: list[str] = []
        self.fences = fences
        self.open: tuple[BlockKind, int, int] | None = None
        """Kind, start and end of the block that the next line may belong to."""
        at = 0
        for line in masked.split("\n"):
            self._fences_before(at)
            self._take(line, at)
            at += len(line) + 1
        self._fences_before(len(masked) + 1)
        self._close()

    def _fences_before(self, at: int) -> None:
        while self.fences and self.fences[0].start < at:
            fence = self.fences.pop(0)
            self._close()
            self._add("code", fence.start, fence.end, info=fence.info)

    def _take(self, line: str, at: int) -> None:
        if not line.strip():
            self._close()
        elif edge := _EDGE.fullmatch(line):
            self._edge(edge, at)
        elif heading := _HEADING.match(line):
            self._close()
            self._add("heading", at + heading.end(), at + len(line), level=len(heading[1]))
        elif line.lstrip().startswith("|"):
            self._close()
            self._add("table", at, at + len(line))
        elif self.open and _RULER.fullmatch(line):
            self._rule(line)
        elif quote := _QUOTE.match(line):
            self._open_or_go_on("quote", at + quote.end(), at + len(line))
        elif marker := _MARKER.match(line):
            self._close()
            self.open = ("item", at + marker.end(), at + len(line))
        else:
            self._open_or_go_on("text", at, at + len(line))

    def _edge(self, edge: re.Match[str], at: int) -> None:
        self._close()
        if edge[2]:
            self.inside.append(edge[2])
            if edge[3].strip() and edge[2] not in UNTITLED:
                self._add("title", at + edge.start(3), at + edge.end(3))
        elif self.inside:
            self.inside.pop()

    def _rule(self, line: str) -> None:
        """A line of dashes makes a heading, or the head of a table, of the line above it."""
        if self.open is not None:
            _, start, end = self.open
            self.open = None
            if "|" in line:
                self._add("table", start, end)
            else:
                self._add("heading", start, end, level=2)

    def _open_or_go_on(self, kind: BlockKind, start: int, end: int) -> None:
        if self.open is not None:
            self.open = (self.open[0], self.open[1], end)
        else:
            self.open = (kind, start, end)

    def _close(self) -> None:
        if self.open is not None:
            kind, start, end = self.open
            self.open = None
            self._add(kind, start, end)

    def _add(self, kind: BlockKind, start: int, end: int, *, level: int = 0, info: str = "") -> None:
        self.blocks.append(Block(kind, start, self.masked[start:end], tuple(self.inside), level, info))


def _joined_by_formulas(markdown: str, masked: str, found: list[Block]) -> list[Block]:
    """Paragraphs put together where a displayed formula stands in the middle of a sentence."""
    joined: list[Block] = []
    for block in found:
        last = joined[-1] if joined else None
        if last is not None and last.kind in ("text", "item") and block.kind == "text" and last.inside == block.inside:
            shown = _is_display(markdown, block)
            after = _is_display(markdown, found[found.index(block) - 1]) and block.text.lstrip()[:1].islower()
            if shown or after:
                joined[-1] = last._replace(text=masked[last.start : block.start + len(block.text)])
                continue
        joined.append(block)
    return joined


def _is_display(markdown: str, block: Block) -> bool:
    written = markdown[block.start :].lstrip()[:7]
    return written.startswith(("$$", "\\begin{")) and not block.text.strip().strip(STAND_IN + ".")
