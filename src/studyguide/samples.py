"""A sample is a program with front matter in comments, cut into regions: as fields, as Markdown, and as cells to run.

The Markdown has as many lines as the program, so that a mistake in it has the program's line: a comment between regions loses its `# `, a
region becomes a block of code that names it, and its inside becomes empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from .schema import ID

FRONT_MATTER = re.compile(r"# ---[ \t]*\n((?:#[^\n]*\n)*?)# ---[ \t]*(?:\n|\Z)")
"""At the beginning of a sample; its first group is YAML in comments that starts at line 2."""
MARK = re.compile(r"[ \t]*#[ \t]*(region|endregion)\b[ \t]*(\S*)")
"""A line that begins or ends a region."""
CELL = re.compile(r"# %%")
"""How editors mark cells; means nothing here."""
COMMENT_SIGNS = 2
"""Characters of `# `, by which Markdown in comments is indented."""
HIDDEN = frozenset({"check"})
"""Regions that run and are not shown."""
FRAMEWORKS = {
    "python": "Python", "numpy": "NumPy", "pytorch": "PyTorch", "keras": "Keras", "tensorflow": "TensorFlow",
    "transformers": "Hugging Face Transformers", "diffusers": "Hugging Face Diffusers", "scikit-learn": "scikit-learn",
}  # fmt: skip


class Cell(NamedTuple):
    """Code that runs in one go; the cells of a program share their names."""

    name: str
    """The region, or the number of the block on its page."""
    line: int
    """Of its first line in the file, 1-based."""
    code: str
    digest: str
    """Of its code and of all cells before it: what ran earlier may change what it does."""


class Misplaced(NamedTuple):
    """What is wrong with the regions of a sample."""

    line: int
    message: str
    hint: str


class Part(NamedTuple):
    """A piece of a sample as its readers meet it: some Markdown, and the region that follows it (none at the end)."""

    text: str
    region: str
    code: str


def front_matter(text: str) -> str:
    """The YAML at the beginning of a sample, or an empty string; it starts at line 2, and at column 3."""
    match = FRONT_MATTER.match(text)
    return re.sub(r"(?m)^# ?", "", match[1]) if match else ""


def body_line(text: str) -> int:
    """The first line after the front matter."""
    match = FRONT_MATTER.match(text)
    return text.count("\n", 0, match.end()) + 1 if match else 1


def framework_name(framework: str) -> str:
    return FRAMEWORKS.get(framework.lower(), framework)


class _Region(NamedTuple):
    name: str
    first: int
    """Index of the line that begins it."""
    last: int
    """Index of the line that ends it."""


def _regions(lines: list[str], start: int) -> tuple[list[_Region], list[Misplaced]]:
    """Outermost regions, from a line on, and what is wrong with them."""
    found: list[_Region] = []
    mistakes: list[Misplaced] = []
    opened: list[tuple[str, int]] = []
    for index in range(start, len(lines)):
        mark = MARK.match(lines[index])
        if mark is None:
            if not opened and lines[index].strip() and not lines[index].lstrip().startswith("#"):
                hint = "put it between `# region NAME` and `# endregion`; explanations are comments"
                mistakes.append(Misplaced(index + 1, "this code stands in no region", hint))
        elif mark[1] == "region":
            opened.append((mark[2], index))
        elif not opened:
            mistakes.append(Misplaced(index + 1, "no region ends here", "remove this line"))
        else:
            name, first = opened.pop()
            if not opened:
                mistakes += _misnamed(name, first, found)
                found.append(_Region(name, first, index))
    mistakes += [
        Misplaced(i + 1, f'the region "{name}" is not closed', "end it with a line `# endregion`") for name, i in opened
    ]
    return found, mistakes


def _misnamed(name: str, index: int, found: list[_Region]) -> Iterator[Misplaced]:
    if not ID.fullmatch(name.replace("_", "-")):
        hint = "small letters, digits and hyphens, as in `# region model`"
        yield Misplaced(index + 1, f'"{name}" is not a name for a region' if name else "this region has no name", hint)
    elif any(region.name == name for region in found):
        yield Misplaced(index + 1, f'the region "{name}" stands twice in this file', "choose another name")


def misplaced(text: str) -> list[Misplaced]:
    """Everything that is wrong with the regions of a sample."""
    lines = text.split("\n")
    start = body_line(text) - 1
    found, mistakes = _regions(lines, start)
    if not found and not mistakes:
        hint = "put its code between `# region NAME` and `# endregion`"
        return [Misplaced(start, "this sample has no region", hint)]
    return mistakes


def cells(text: str, seed: str = "") -> list[Cell]:
    """What runs, in order. The seed stands for everything else that shapes the run."""
    lines = text.split("\n")
    found, _ = _regions(lines, body_line(text) - 1)
    return chained([(r.name, r.first + 2, "\n".join(lines[r.first + 1 : r.last])) for r in found], seed)


def chained(pieces: list[tuple[str, int, str]], seed: str = "") -> list[Cell]:
    """Cells of (name, line, code); each digest depends on all code so far."""
    made, digest = [], seed
    for name, line, code in pieces:
        digest = next_digest(digest, code)
        made.append(Cell(name, line, code, digest))
    return made


def next_digest(digest: str, code: str) -> str:
    """The digest of a cell, from that of the cell before it. Space at the ends of lines and of the code does not count."""
    plain = "\n".join(line.rstrip() for line in code.split("\n")).strip("\n")
    return blake2b(f"{digest}\n{plain}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def parts(text: str) -> list[Part]:
    """A sample piece by piece, for notebooks. Marks of inner regions are left out."""
    lines = text.split("\n")
    found, _ = _regions(lines, body_line(text) - 1)
    made, at = [], body_line(text) - 1
    for region in found:
        code = [line for line in lines[region.first + 1 : region.last] if not MARK.match(line)]
        made.append(Part(_words(lines[at : region.first]), region.name, "\n".join(code).strip("\n")))
        at = region.last + 1
    rest = _words(lines[at:])
    return [*made, Part(rest, "", "")] if rest else made


def _words(lines: list[str]) -> str:
    return "\n".join(map(_uncommented, lines)).strip("\n")


def _uncommented(line: str) -> str:
    return "" if CELL.match(line) else line.removeprefix("#").removeprefix(" ")


def markdown(text: str, path: str) -> str:
    """A sample from its `body_line` on as Markdown, line by line; `path` is its name below content/."""
    lines = text.split("\n")
    start = body_line(text) - 1
    made = [_uncommented(line) for line in lines]
    for region in _regions(lines, start)[0]:
        inside = region.last - region.first - 1
        block = ["", *[""] * inside, ""]
        if region.name not in HIDDEN:
            title = region.name.replace("-", " ").replace("_", " ").capitalize()
            opening = f'```python file={path} region={region.name} title="{title}" output'
            block = [opening, *[""] * inside, "```"]
        made[region.first : region.last + 1] = block
    return "\n".join(made[start:])
