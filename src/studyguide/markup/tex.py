"""Small repairs to an author's TeX before math-core reads it, and the way back from its offsets to the author's.

math-core converts nearly all of what authors write; these rewrites cover most of the rest. Displayed environments
become their inner forms because the page draws the number itself and a table as wide as the page cannot be
scrolled.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MACROS = {"substack": r"\begin{subarray}{c}#1\end{subarray}", "hexcolored": r"{\color[HTML]{#1}#2}"}
ENVIRONMENTS = {
    "align": "aligned",
    "split": "aligned",
    "alignat": "aligned",
    "alignedat": "aligned",
    "gather": "gathered",
    "multline": "gathered",
    "equation": "",
    "smallmatrix": "matrix",
}
TAG = re.compile(r"\\tag(\*?)\{([^{}$]*)\}")
COLOUR = r"\\(?P<colour>color|textcolor)\s*\{\#(?P<hex>[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\}"
EDGE = (
    r"\\(?P<edge>begin|end)\{(?P<name>align|split|alignat|alignedat|gather|multline|equation|smallmatrix)\*?\}"
    r"(?:(?:(?<=at\})|(?<=at\*\}))\{\d+\})?"  # alignat is told its number of columns
)
REPAIR = re.compile(f"{COLOUR}|{EDGE}")


class Repaired(NamedTuple):
    tex: str
    tag: str
    """What `\\tag{...}` said, with its parentheses; the page draws it."""
    edits: tuple[tuple[int, int], ...]
    """(offset in `tex`, how far the author's text is behind from there on)"""

    def original(self, offset: int) -> int:
        """Offset in the author's TeX of an offset in the repaired one."""
        shift = 0
        for start, change in self.edits:
            if start > offset:
                break
            shift = change
        return max(0, offset - shift)


def repair(tex: str) -> Repaired:
    tag = TAG.search(tex)
    if tag and "\\\\" in tex:
        return _tagged_rows(tex)
    out, edits, at, length = [], [], 0, 0
    for match in _repairs(tex, tag):
        replacement = _replacement(match)
        out += [tex[at : match.start()], replacement]
        length += match.start() - at + len(replacement)
        at = match.end()
        edits.append((length, length - at))
    out.append(tex[at:])
    return Repaired("".join(out), _shown(tag), tuple(edits))


def _repairs(tex: str, tag: re.Match[str] | None) -> list[re.Match[str]]:
    found = list(REPAIR.finditer(tex))
    return sorted([*found, tag], key=lambda m: m.start()) if tag else found


def _replacement(match: re.Match[str]) -> str:
    if match.re is TAG:
        return ""
    if match["colour"]:
        digits = re.sub(r"^(.)(.)(.)$", r"\1\1\2\2\3\3", match["hex"].upper())
        return f"\\color[HTML]{{{digits}}}" if match["colour"] == "color" else f"\\hexcolored{{{digits}}}"
    inner = ENVIRONMENTS[match["name"]]
    return f"\\{match['edge']}{{{inner}}}" if inner else ""


def _shown(tag: re.Match[str] | None) -> str:
    if not tag:
        return ""
    return tag[2] if tag[1] else f"({tag[2]})"


def _tagged_rows(tex: str) -> Repaired:
    """Rows with tags of their own need math-core's numbered environments, which are left as they are."""
    if re.match(r"\s*\\begin\{(align|gather|multline|equation)\*?\}", tex):
        starred = re.sub(r"\\(begin|end)\{(align|gather|multline|equation)\}", r"\\\1{\2*}", tex)
        edits = []
        for behind, match in enumerate(re.finditer(r"\\(?:begin|end)\{(?:align|gather|multline|equation)\}", tex), 1):
            edits.append((match.end() + behind, behind))
        return Repaired(starred, "", tuple(edits))
    opening = r"\begin{align*}"
    return Repaired(f"{opening}{tex}\\end{{align*}}", "", ((len(opening), len(opening)),))
