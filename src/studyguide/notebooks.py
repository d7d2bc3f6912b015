"""A sample as a Jupyter notebook (nbformat 4.5): its explanations, its code and what came out of it.

The form is that of https://nbformat.readthedocs.io/en/latest/format_description.html. Everything in it follows from the sample: no times, no
random ids.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .markup import fences_of
from .model import CodeSample
from .samples import Part
from .trace import Missing, Ran
from .view import SiteView

LINK = re.compile(r"(?P<ticks>`+).+?(?P=ticks)|\[\[(?P<target>[^\[\]|\\\n]+)(?:\\?\|(?P<text>[^\[\]\n]+))?\]\]", re.S)
"""A link of this house, or code in the line, which stays as it is."""
CITATION = re.compile(r"\s*\[@[^\]]*\]")
EDGE = re.compile(r"(?m)^:{3,}[ \t]*(\w*)[ \t]*(.*)$")


def notebook(sample: CodeSample, parts: list[Part], path: str, ran_with: str, home: str, view: SiteView) -> str:
    """The JSON of a sample's notebook; `home` is the address of its page, if the guide has one."""
    cells = [_text("about", _about(sample, ran_with, home))]
    for number, part in enumerate(parts, 1):
        if part.text:
            cells.append(_text(f"text-{number}", plain_markdown(part.text, view)))
        if part.region:
            found = view.output(path, part.region)
            outputs = [] if found is None or isinstance(found, Missing) else _outputs(found, view)
            cells.append(_code(f"code-{part.region}", part.code, outputs))
    book = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": sample.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _about(sample: CodeSample, ran_with: str, home: str) -> str:
    title = f"# {sample.title}"
    lines = [title, sample.summary, f"[This sample in its guide]({home})" if home else "", ran_with]
    return "\n\n".join(filter(None, lines))


def _text(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code(name: str, code: str, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name[:64],
        "metadata": {},
        "outputs": outputs,
        "source": code,
    }


def _outputs(ran: Ran, view: SiteView) -> list[dict[str, Any]]:
    """Text, and those pictures that are text themselves; others are drawn when the notebook runs."""
    outputs: list[dict[str, Any]] = []
    if ran.text:
        outputs.append({"name": "stdout", "output_type": "stream", "text": ran.text + "\n"})
    for path, alt in ran.figures:
        picture = view.picture(path)
        if not isinstance(picture, Missing) and picture.svg:
            data = {"image/svg+xml": picture.svg, "text/plain": alt}
            outputs.append({"data": data, "metadata": {}, "output_type": "display_data"})
    return outputs


def plain_markdown(text: str, view: SiteView) -> str:
    """Markdown of this house as other programs understand it: links by their words, blocks by their titles. Code stays."""
    parts, at = [], 0
    for start, end in fences_of(text):
        parts += [_plain(text[at:start], view), text[start:end]]
        at = end
    parts.append(_plain(text[at:], view))
    return "".join(parts)


def _plain(text: str, view: SiteView) -> str:
    def words(match: re.Match[str]) -> str:
        target = match["target"]
        if match["text"] or not target:
            return match["text"] or match[0]
        kind, _, name = target.rpartition(":")
        found = view.equation(name) if kind == "eq" else None if kind in ("quiz", "fig") else view.link(target)
        return target if found is None or isinstance(found, Missing) else found.title

    def edge(match: re.Match[str]) -> str:
        title = match[2] or match[1].capitalize()
        return f"**{title}**" if title else ""

    return EDGE.sub(edge, CITATION.sub("", LINK.sub(words, text)))
