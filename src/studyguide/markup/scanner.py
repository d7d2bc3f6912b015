"""One pass over a text, before Python-Markdown sees it, that takes out everything Python-Markdown would spoil.

Because the pass knows offsets, every mistake in code, formulas, links and blocks has an exact line and column.
Whatever begins first wins; at the same place the order of `TOKENS` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from .containers import number_figure
from .draft import Draft, Piece
from .fences import FENCE, FENCE_LEAD, take_fence
from .tags import TAG, take_tag

Match = re.Match[str]
Outcome = tuple[str, int]
"""What stands in the text from now on, and the offset at which to go on."""

SIGN = re.compile(r"[`~<\\$\[\]:]")
"""Every token begins with one of these; looking for one character out of a set is what `re` does fastest."""
BLANK_LINE = re.compile(r"\n[ \t]*\n")
QUOTED = re.compile(r"[ \t>]*")
FIRST_PRIVATE = 0xE000
FORBIDDEN_CHARACTER = re.compile("[\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
FORBIDDEN = re.compile(rf"{FORBIDDEN_CHARACTER.pattern}|&#(?:x[0-9a-fA-F]+|[0-9]+);?")
NOTE_TEXT = re.compile(r"[ \t]*(?:\S|\n[ \t]*\S|\n\s*\n(?: {4}|\t)[ \t]*\S)")
"""What stands behind `[^1]:` unless the footnote is empty, which Python-Markdown does not survive."""
ENVIRONMENTS = "align|alignat|aligned|alignedat|equation|gather|gathered|multline|split"
LABEL = re.compile(r"[ \t]*\{#eq:([^{}\n]*)\}")
MOST_OPEN_BRACKETS = 50
"""In one paragraph; Python-Markdown looks for the end of each, which takes seconds at some thousands."""


class Scan:
    """State of one pass."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
        self.end = len(draft.text)
        """No token reaches beyond it."""
        self.open_blocks: list[tuple[int, Match]] = []
        self.footnotes: dict[str, int] = {}
        self.footnote_uses: dict[str, int] = {}
        self.brackets = 0
        self.paragraph_end = -1
        self.whole = True
        """False once a fence that is never closed has swallowed the rest."""


def scan(draft: Draft) -> str:
    """The text with placeholders; pieces and mistakes go to the draft."""
    draft.text = _without_forbidden(draft)
    state = Scan(draft)
    scanned = _scanned(state, 0, state.end) + _close_blocks(state)
    _check_footnotes(state)
    return scanned


def _scanned(scan: Scan, at: int, end: int) -> str:
    outer, scan.end = scan.end, end
    out = []
    while sign := SIGN.search(scan.text, at, end):
        out.append(scan.text[at : sign.start()])
        replacement, at = _take(scan, sign)
        out.append(replacement)
    out.append(scan.text[at:end])
    scan.end = outer
    return "".join(out)


def _take(scan: Scan, sign: Match) -> Outcome:
    for pattern, take in TOKENS[sign[0]]:
        token = pattern.match(scan.text, sign.start(), scan.end)
        outcome = take(scan, token) if token else None
        if outcome:
            return outcome
    return sign[0], sign.end()


def _without_forbidden(draft: Draft) -> str:
    """The text with U+FFFD for characters that mean something to us; offsets stay as they are."""

    def refuse(match: Match) -> str:
        code = ord(unescape(match[0])[0])
        if match[0].startswith("&") and not FORBIDDEN_CHARACTER.match(chr(code)):
            return match[0]
        name = "a private-use character" if code >= FIRST_PRIVATE else "a control character"
        draft.mistake(match.start(), f"{name} (U+{code:04X}) cannot be shown", "delete it, or write what it stands for")
        return "\ufffd" * len(match[0])

    return FORBIDDEN.sub(refuse, draft.text)


def _code(scan: Scan, token: Match) -> Outcome:
    """Inline code is Python-Markdown's business; nothing inside it is a token."""
    ticks = token[0]
    end = _end_of_paragraph(scan, token.end())
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(scan.text, token.end(), end)
    return (scan.text[token.start() : close.end()], close.end()) if close else (ticks, token.end())


def _comment(scan: Scan, token: Match) -> Outcome | None:
    end = scan.text.find("-->", token.end(), scan.end)
    return (scan.text[token.start() : end + 3], end + 3) if end >= 0 else None


def _left_alone(scan: Scan, token: Match) -> Outcome:
    return token[0], token.end()


def _less_than(scan: Scan, token: Match) -> Outcome:
    """No tag begins here; Python-Markdown need not look for one, which takes seconds if there are thousands."""
    return scan.draft.keep_sign("<"), token.end()


def _escape(scan: Scan, token: Match) -> Outcome:
    return ("$" if token[0] == r"\$" else token[0]), token.end()


def _display(scan: Scan, token: Match) -> Outcome:
    start = token.end()
    end = scan.text.find("$$", start, _end_of_paragraph(scan, start))
    if end < 0:
        scan.draft.mistake(token.start(), "this formula is never closed", "write $$ after it; a formula has no empty lines")
        return "$$", start
    return _formula(scan, token.start(), start, end, end + 2)


def _environment(scan: Scan, token: Match) -> Outcome:
    name, depth = token[1], 1
    if scan.text.find(f"\\end{{{name}}}", token.end()) >= 0:
        for edge in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(scan.text, token.end(), scan.end):
            depth += 1 if edge[1] == "begin" else -1
            if not depth:
                return _formula(scan, token.start(), token.start(), edge.end(), edge.end())
    scan.draft.mistake(token.start(), f"\\begin{{{name}}} is never closed", f"write \\end{{{name}}} after the formula")
    return token[0], token.end()


def _formula(scan: Scan, start: int, tex_start: int, tex_end: int, end: int) -> Outcome:
    """A displayed formula; one that stands on lines of its own becomes a block."""
    text = scan.text
    label = LABEL.match(text, end)
    name = ""
    if label:
        end, name = label.end(), _named_formula(scan, label)
    alone = _alone(text, start, end)
    if not text[tex_start:tex_end].strip():
        scan.draft.mistake(start, "this formula is empty", r"write a dollar sign that is not a formula as \$")
    piece = Piece(
        kind="display",
        source=text[start:end],
        start=start,
        value=text[tex_start:tex_end],
        value_start=tex_start,
        label=name,
        block=alone,
    )
    placeholder = scan.draft.keep(piece)
    at_margin = alone and (start == 0 or text[start - 1] == "\n")
    return (f"\n{placeholder}\n" if at_margin else placeholder), end


def _named_formula(scan: Scan, label: Match) -> str:
    name, equations = label[1], scan.draft.notes.equations
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        scan.draft.mistake(label.start(1), f'"{name}" is not a name for a formula', "use small letters, digits and hyphens")
        return ""
    if name in equations:
        scan.draft.mistake(label.start(1), f'the formula "{name}" is named twice on this page')
        return ""
    equations[name] = len(equations) + 1
    return name


def _inline(scan: Scan, token: Match) -> Outcome:
    """Pandoc's rule: no space inside the dollars, no digit after them, so `$5 and $10` is left alone."""
    piece = Piece(kind="math", source=token[0], start=token.start(), value=token[1], value_start=token.start(1))
    return scan.draft.keep(piece), token.end()


def _link(scan: Scan, token: Match) -> Outcome:
    target = " ".join(token[1].split())
    kind = "quiz" if target.startswith("quiz:") else "link"
    piece = Piece(
        kind=kind,
        source=token[0],
        start=token.start(),
        value=target,
        value_start=token.start(1),
        label=" ".join((token[2] or "").split()),
        block=kind == "quiz" and _alone(scan.text, token.start(), token.end()),
    )
    return scan.draft.keep(piece), token.end()


def _unclosed_link(scan: Scan, token: Match) -> None:
    scan.draft.mistake(token.start(), "this link is never closed", r"write ]] after it; plain brackets are written \[[")


def _citation(scan: Scan, token: Match) -> Outcome:
    piece = Piece(kind="cite", source=token[0], start=token.start(), value=token[1], value_start=token.start(1))
    return scan.draft.keep(piece), token.end()


def _footnote(scan: Scan, token: Match) -> Outcome:
    name, start, end = token[1], token.start(), token.end()
    if not token[2]:
        scan.footnote_uses.setdefault(name, start)
        return token[0], end
    if not QUOTED.fullmatch(_line_before(scan.text, start)):
        scan.footnote_uses.setdefault(name, start)
        return f"[^{name}]{scan.draft.keep_sign(':')}", end  # a note that begins in a note confuses Python-Markdown
    scan.footnotes.setdefault(name, start)
    if not NOTE_TEXT.match(scan.text, end):
        scan.draft.mistake(start, f'the footnote "{name}" is empty', "write its text after the colon")
        return "", end
    return token[0], end


def _reference(scan: Scan, token: Match) -> Outcome | None:
    """`[name]: address`"""
    if _line_before(scan.text, token.start()).strip(" "):
        return None
    before = scan.text[token.start() : token.start(1)]
    return before + _kept_address(scan, token, 1), token.end()


def _bracket(scan: Scan, token: Match) -> Outcome:
    """Counts brackets that are open; past a bound they are only characters."""
    if token.start() >= scan.paragraph_end:
        scan.paragraph_end = _end_of_paragraph(scan, token.start())
        scan.brackets = 0
    scan.brackets += 1
    if scan.brackets <= MOST_OPEN_BRACKETS:
        return "[", token.end()
    if scan.brackets == MOST_OPEN_BRACKETS + 1:
        message = f'more than {MOST_OPEN_BRACKETS} "[" are open in this paragraph'
        scan.draft.mistake(token.start(), message, "close them with ]")
    return scan.draft.keep_sign("["), token.end()


def _address(scan: Scan, token: Match) -> Outcome:
    """The end of a link's text, and its address."""
    _count_closed(scan, token)
    return "](" + _kept_address(scan, token, 1 if token[1] is not None else 2), token.end()


def _close_bracket(scan: Scan, token: Match) -> Outcome:
    _count_closed(scan, token)
    opens = scan.text.startswith("(", token.end())
    if opens and scan.text.find(")", token.end(), _end_of_paragraph(scan, token.end())) < 0:
        return "]" + scan.draft.keep_sign("("), token.end() + 1  # else its end is looked for again and again
    return "]", token.end()


def _count_closed(scan: Scan, token: Match) -> None:
    if token.start() < scan.paragraph_end:
        scan.brackets = max(0, scan.brackets - 1)


def _kept_address(scan: Scan, token: Match, group: int) -> str:
    url, start = token[group], token.start(group)
    return scan.draft.keep(Piece(kind="source", source=url, start=start, value=url, value_start=start))


def _block_edge(scan: Scan, token: Match) -> Outcome | None:
    """A line `::: name title` or `:::`; it gets empty lines around it, so that it is a block of its own."""
    lead = _line_before(scan.text, token.start())
    if not QUOTED.fullmatch(lead):
        return None
    edge = _open_block(scan, token) if token[2].strip() else _close_block(scan, token)
    return f"\n{lead}{edge}\n{lead.rstrip()}", token.end()


def _open_block(scan: Scan, token: Match) -> str:
    """The placeholder, and on the same line what has been found in the title."""
    name, _, title = token[2].strip().partition(" ")
    piece = Piece(kind="open", source=token[0], start=token.start(), value=name, label=title.strip(), block=True)
    if name == "figure":
        number_figure(scan.draft, piece)
    scan.open_blocks.append((len(scan.draft.pieces), token))
    title_start = token.start(2) + len(name) + len(token[2]) - len(token[2].lstrip())
    return f"{scan.draft.keep(piece)} {_scanned(scan, title_start, token.end()).strip()}"


def _close_block(scan: Scan, token: Match) -> str:
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


def _close_blocks(scan: Scan) -> str:
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


def _check_footnotes(scan: Scan) -> None:
    for name, start in scan.footnote_uses.items():
        if name not in scan.footnotes:
            scan.draft.mistake(start, f'there is no footnote "{name}"', f"write [^{name}]: and its text on a line of its own")
    for name, start in scan.footnotes.items():
        if name not in scan.footnote_uses:
            scan.draft.mistake(start, f'nothing refers to the footnote "{name}"', f"write [^{name}] where it belongs", "warning")


def _fence(scan: Scan, token: Match) -> Outcome | None:
    lead = _line_before(scan.text, token.start())
    if not FENCE_LEAD.fullmatch(lead):
        return None
    replacement, end, closed = take_fence(scan.draft, token, lead)
    scan.whole = scan.whole and closed
    return replacement, end


def _tag(scan: Scan, token: Match) -> Outcome:
    return take_tag(scan.draft, token)


def _end_of_paragraph(scan: Scan, start: int) -> int:
    blank = BLANK_LINE.search(scan.text, start, scan.end)
    return blank.start() if blank else scan.end


def _line_before(text: str, start: int) -> str:
    """What stands before a place in its line."""
    return text[text.rfind("\n", 0, start) + 1 : start]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the lines from `start` to `end`."""
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    return not rest.strip() and QUOTED.fullmatch(_line_before(text, start)) is not None


TOKENS: dict[str, tuple[tuple[re.Pattern[str], Callable[[Scan, Match], Outcome | None]], ...]] = {
    "`": ((FENCE, _fence), (re.compile("`+"), _code)),
    "~": ((FENCE, _fence),),
    "<": (
        (re.compile("<!--"), _comment),
        (TAG, _tag),
        (re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*>|<[^<>\s!]+@[^@<>\s]+>"), _left_alone),
        (re.compile("<"), _less_than),
    ),
    "\\": (
        (re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}"), _environment),
        (re.compile(r"\\[\\`$\[\]<!]"), _escape),
    ),
    "$": (
        (re.compile(r"\$\$"), _display),
        (re.compile(r"\$(?=\S)((?:[^\\$`\n]++|\\.|\n(?![ \t]*\n))++)(?<!\s)\$(?!\d)"), _inline),
    ),
    "[": (
        (re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|((?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\])*?))?\]\]"), _link),
        (re.compile(r"\[\[(?=[a-z])"), _unclosed_link),
        (re.compile(r"\[(@(?:[^\[\]\n]|\n(?![ \t]*\n))+)\](?!\()"), _citation),
        (re.compile(r"\[\^([^\]\n]+)\](:?)"), _footnote),
        (re.compile(r"\[[^\[\]\n]+\]:[ \t]+<?([^\s<>]+)"), _reference),
        (re.compile(r"\["), _bracket),
    ),
    "]": (
        (re.compile(r"\]\([ \t]*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?=[ \t\n)])"), _address),
        (re.compile(r"\]"), _close_bracket),
    ),
    ":": ((re.compile(r"(:{3,})[ \t]*([^\n]*)"), _block_edge),),
}
"""By their first sign: what a token looks like, and the function that takes it out of the text (or declines)."""
