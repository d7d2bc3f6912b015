"""One pass over a text, before Python-Markdown sees it, that takes out everything Python-Markdown would spoil.

Because the pass knows offsets, every mistake in code, formulas, links and blocks has an exact line and column.
Whatever begins first wins; at the same place the order of `TOKENS` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .containers import number_figure
from .draft import Draft, Piece
from .fences import FENCE, take_fence
from .tags import TAG, take_tag

Match = re.Match[str]
Outcome = tuple[str, int]
"""What stands in the text from now on, and the offset at which to go on."""

BLANK_LINE = re.compile(r"\n[ \t]*\n")
FORBIDDEN = re.compile("[\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
ENVIRONMENTS = "align|alignat|aligned|alignedat|equation|gather|gathered|multline|split"
LABEL = re.compile(r"[ \t]*\{#eq:([^\s{}]*)\}")
INLINE = re.compile(r"\$(?=\S)((?:[^\\$`\n]++|\\.|\n(?![ \t]*\n))++)(?<!\s)\$(?!\d)")
LINK = re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|((?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\])*?))?\]\]")
CITATION = re.compile(r"\[(@(?:[^\[\]\n]|\n(?![ \t]*\n))+)\](?!\()")
FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\](:?)")
ADDRESS = re.compile(r"\]\([ \t]*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?=[ \t\n)])")
MOST_OPEN_BRACKETS = 200
"""In one paragraph; Python-Markdown looks for the end of each, which takes seconds at some thousands."""


class Scan:
    """State of one pass."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
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
    text, out, at = draft.text, [], 0
    while token := TOKEN.search(text, at):
        out.append(text[at : token.start()])
        replacement, at = TOKENS[token.lastgroup or ""](state, token)
        out.append(replacement)
    out.append(text[at:])
    out.append(_close_blocks(state))
    _check_footnotes(state)
    return "".join(out)


def _without_forbidden(draft: Draft) -> str:
    text = draft.text
    for match in FORBIDDEN.finditer(text):
        private = "\ue000" <= match[0]
        name = "a private-use character" if private else "a control character"
        draft.mistake(match.start(), f"{name} (U+{ord(match[0]):04X}) cannot be shown", "delete it, or write what it stands for")
    return FORBIDDEN.sub("\ufffd", text)


def _code(scan: Scan, token: Match) -> Outcome:
    """Inline code is Python-Markdown's business; nothing inside it is a token."""
    ticks = token[0]
    end = _end_of_paragraph(scan, token.end())
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(scan.text, token.end(), end)
    return (scan.text[token.start() : close.end()], close.end()) if close else (ticks, token.end())


def _comment(scan: Scan, token: Match) -> Outcome:
    end = scan.text.find("-->", token.end())
    if end < 0:
        return token[0], token.end()
    return scan.text[token.start() : end + 3], end + 3


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
    name = token["environment_name"]
    depth = 1
    for edge in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(scan.text, token.end()):
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
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>") and not _rest_of_line(text, end).strip()
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
    formula = INLINE.match(scan.text, token.start())
    if not formula:
        return "$", token.end()
    piece = Piece(
        kind="math", source=formula[0], start=formula.start(), value=formula[1], value_start=formula.start(1)
    )
    return scan.draft.keep(piece), formula.end()


def _link(scan: Scan, token: Match) -> Outcome:
    link = LINK.match(scan.text, token.start())
    if not link:
        if re.match(r"\[\[[a-z][a-z0-9:/-]*[\n|#\]]", scan.text[token.start() : token.start() + 80]):
            scan.draft.mistake(token.start(), "this link is never closed", r"write ]] after it; plain brackets are written \[[")
        return _bracket(scan, token)
    target = " ".join(link[1].split())
    kind = "quiz" if target.startswith("quiz:") else "link"
    block = kind == "quiz" and _own_line(scan.text, link.start(), link.end())
    piece = Piece(
        kind=kind,
        source=link[0],
        start=link.start(),
        value=target,
        value_start=link.start(1),
        label=" ".join((link[2] or "").split()),
        block=block,
    )
    return scan.draft.keep(piece), link.end()


def _citation(scan: Scan, token: Match) -> Outcome:
    cites = CITATION.match(scan.text, token.start())
    if not cites:
        return _bracket(scan, token)
    piece = Piece(kind="cite", source=cites[0], start=cites.start(), value=cites[1], value_start=cites.start(1))
    return scan.draft.keep(piece), cites.end()


def _footnote(scan: Scan, token: Match) -> Outcome:
    note = FOOTNOTE.match(scan.text, token.start())
    if not note:
        return _bracket(scan, token)
    defines = note[2] and not scan.text[scan.text.rfind("\n", 0, note.start()) + 1 : note.start()].strip()
    (scan.footnotes if defines else scan.footnote_uses).setdefault(note[1], note.start())
    return note[0], note.end()


def _bracket(scan: Scan, token: Match) -> Outcome:
    """Counts brackets that are open; past a bound they are only characters."""
    if token.start() >= scan.paragraph_end:
        scan.paragraph_end = _end_of_paragraph(scan, token.start())
        scan.brackets = 0
    scan.brackets += 1
    if scan.brackets <= MOST_OPEN_BRACKETS:
        return "[", token.start() + 1
    if scan.brackets == MOST_OPEN_BRACKETS + 1:
        scan.draft.mistake(token.start(), f'more than {MOST_OPEN_BRACKETS} "[" are open in this paragraph', r"close them with ]")
    return "&#91;", token.start() + 1


def _close_bracket(scan: Scan, token: Match) -> Outcome:
    """The end of a link's text, and its address if there is one."""
    if token.start() < scan.paragraph_end:
        scan.brackets = max(0, scan.brackets - 1)
    address = ADDRESS.match(scan.text, token.start())
    if not address:
        if scan.text.startswith("(", token.end()) and scan.text.find(")", token.end(), _end_of_paragraph(scan, token.end())) < 0:
            return "]&#40;", token.end() + 1
        return "]", token.end()
    number = 1 if address[1] is not None else 2
    return "](" + _address(scan, address, number), address.end()


def _reference(scan: Scan, token: Match) -> Outcome:
    """`[name]: address`"""
    before = scan.text[token.start() : token.start("reference_url")]
    return before + _address(scan, token, "reference_url"), token.end()


def _address(scan: Scan, match: Match, group: int | str) -> str:
    url, start = match[group], match.start(group)
    return scan.draft.keep(Piece(kind="source", source=url, start=start, value=url, value_start=start))


def _block_edge(scan: Scan, token: Match) -> Outcome:
    """A line `::: name title` or `:::`; it gets empty lines around it, so that it is a block of its own."""
    lead, colons, rest = token["lead"], token["colons"], token["rest"].strip()
    placeholder = _open_block(scan, token, rest) if rest else _close_block(scan, token, colons)
    return f"{lead.rstrip() if '>' in lead else ''}\n{lead}{placeholder}\n{lead.rstrip()}", token.end()


def _open_block(scan: Scan, token: Match, rest: str) -> str:
    name, _, title = rest.partition(" ")
    start = token.start("colons")
    piece = Piece(kind="open", source=token[0], start=start, value=name, label=title.strip(), block=True)
    if name == "figure":
        number_figure(scan.draft, piece)
    scan.open_blocks.append((len(scan.draft.pieces), token))
    return scan.draft.keep(piece)


def _close_block(scan: Scan, token: Match, colons: str) -> str:
    lengths = [len(opened["colons"]) for _, opened in scan.open_blocks]
    if len(colons) not in lengths:
        hint = "the block before it has ended already" if not lengths else "a block ends with as many colons as it began with"
        scan.draft.mistake(token.start("colons"), "this ::: closes nothing", hint)
        return ""
    while True:
        number, opened = scan.open_blocks.pop()
        if len(opened["colons"]) == len(colons):
            return scan.draft.keep(Piece(kind="close", source=token[0], start=token.start(), value=str(number), block=True))
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
    name, colons = opened["rest"].split()[0], opened["colons"]
    scan.draft.mistake(opened.start("colons"), f'the block "{name}" is never closed', f"write {colons} on a line of its own after it")


def _check_footnotes(scan: Scan) -> None:
    for name, start in scan.footnote_uses.items():
        if name not in scan.footnotes:
            scan.draft.mistake(start, f'there is no footnote "{name}"', f"write [^{name}]: and its text on a line of its own")
    for name, start in scan.footnotes.items():
        if name not in scan.footnote_uses:
            scan.draft.mistake(start, f'nothing refers to the footnote "{name}"', f"write [^{name}] where it belongs", "warning")


def _fence(scan: Scan, token: Match) -> Outcome:
    replacement, end, closed = take_fence(scan.draft, token)
    scan.whole = scan.whole and closed
    return replacement, end


def _tag(scan: Scan, token: Match) -> Outcome:
    return take_tag(scan.draft, token)


def _end_of_paragraph(scan: Scan, start: int) -> int:
    blank = BLANK_LINE.search(scan.text, start)
    return blank.start() if blank else len(scan.text)


def _rest_of_line(text: str, end: int) -> str:
    stop = text.find("\n", end)
    return text[end : stop if stop >= 0 else len(text)]


def _own_line(text: str, start: int, end: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>") and not _rest_of_line(text, end).strip()


TOKENS: dict[str, Callable[[Scan, Match], Outcome]] = {
    "fence": _fence,
    "code": _code,
    "comment": _comment,
    "tag": _tag,
    "environment": _environment,
    "escape": _escape,
    "display": _display,
    "inline": _inline,
    "link": _link,
    "citation": _citation,
    "footnote": _footnote,
    "reference": _reference,
    "bracket": _bracket,
    "close": _close_bracket,
    "block": _block_edge,
}
TOKEN = re.compile(
    rf"""
      (?P<fence>{FENCE})
    | (?P<block>^(?P<lead>(?:[ \t]*>)*[ \t]*)(?P<colons>:{{3,}})[ \t]*(?P<rest>[^\n]*)$)
    | (?P<reference>^[ ]{{0,3}}\[(?![\^@\[])[^\[\]\n]+\]:[ \t]+<?(?P<reference_url>[^\s<>]+))
    | (?P<code>`+)
    | (?P<comment><!--)
    | (?P<tag>{TAG})
    | (?P<environment>\\begin\{{(?P<environment_name>(?:{ENVIRONMENTS})\*?)\}})
    | (?P<escape>\\[\\`$\[\]<!])
    | (?P<display>\$\$)
    | (?P<inline>\$)
    | (?P<link>\[\[)
    | (?P<citation>\[@)
    | (?P<footnote>\[\^)
    | (?P<bracket>\[)
    | (?P<close>\])
    """,
    re.MULTILINE | re.VERBOSE,
)
