"""Pictures: every one has a text for those who cannot see it, and a size, so that the page does not jump.

SVG files are put into the page, where they follow its colours; their ids get the picture's name, since a page may
hold several.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from ..trace import ROOT, Missing
from .addresses import resolve
from .draft import Draft, attribute_text, attributes

PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
OPENING = re.compile(r"""<svg\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
ATTRIBUTE = re.compile(r"""\s([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
DANGERS = (
    (re.compile(r"<\s*(script|style|foreignObject|iframe)\b", re.IGNORECASE), "the element <{}>"),
    (re.compile(r"<[^>]*\s(style)\s*=", re.IGNORECASE), "the attribute {}="),
    (re.compile(r"<[^>]*\s(on\w+)\s*=", re.IGNORECASE), "the attribute {}="),
    (re.compile(r"""<[^>]*\s(?:xlink:)?href\s*=\s*["'](?!\#)([^"']{1,40})""", re.IGNORECASE), "a link to {}"),
)
OWN_ATTRIBUTES = (
    "width",
    "height",
    "role",
    "aria-label",
    "aria-labelledby",
    "id",
    "xmlns",
    "xmlns:xlink",
    "version",
    "class",
)
"""Attributes of the root that the page decides on."""


class Inlined(NamedTuple):
    html: str
    problem: str = ""


def picture_html(draft: Draft, url: str, alt: str, start: int, extra: dict[str, str]) -> str:
    """The HTML of one picture; a picture that cannot be shown leaves its text."""
    if not alt.strip():
        draft.mistake(
            start,
            f'the picture "{url}" has no text for those who cannot see it',
            "write it between the brackets: ![...]",
        )
    address = resolve(draft, url, start, picture=True)
    if address == "#":
        return attribute_text(alt)
    found = draft.view.picture(url.removeprefix("./"))
    if isinstance(found, Missing):
        draft.mistake(start, found.message, found.hint)
        return attribute_text(alt)
    if found.svg:
        return _inline_svg(draft, url, found.svg, alt, start, extra)
    size = {"width": str(found.width), "height": str(found.height)} if found.width and found.height else {}
    fixed = {"src": ROOT + found.url, "alt": alt, **size, "loading": "lazy", "decoding": "async"}
    return f"<img{attributes({**extra, **fixed})}>"


def _inline_svg(draft: Draft, url: str, svg: str, alt: str, start: int, extra: dict[str, str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(url).stem.lower()).strip("-") or "svg"
    inlined = inline_svg(svg, alt, f"{draft.place.prefix}{draft.unique(stem)}-", extra.get("class", ""))
    if inlined.problem:
        draft.mistake(
            start, f'the picture "{url}" {inlined.problem}', "it is put into the page, where this does not work"
        )
        return attribute_text(alt)
    return inlined.html


@lru_cache(maxsize=256)
def inline_svg(svg: str, alt: str, prefix: str, classes: str = "") -> Inlined:
    """An SVG file as an element of a page: named, without a fixed size, its ids behind a prefix."""
    svg = PROLOG.sub("", svg).strip()
    opening = OPENING.search(svg)
    if not opening or not svg.endswith("</svg>"):
        return Inlined("", "is not a complete SVG file")
    for pattern, name in DANGERS:
        if found := pattern.search(svg):
            return Inlined("", f"has {name.format(found[1])}")
    body = _prefixed(svg[opening.end() :], prefix)
    title = f"<title>{attribute_text(alt)}</title>"
    return Inlined(f"<svg{_root_attributes(opening[1], alt, classes)}>{title}{_without_title(body)}")


def _root_attributes(written: str, alt: str, classes: str) -> str:
    kept = {name: value[1:-1] for name, value in ATTRIBUTE.findall(written)}
    drop = OWN_ATTRIBUTES if "viewBox" in kept else OWN_ATTRIBUTES[2:]
    named = {"class": classes} if classes else {}
    shown = "".join(f' {name}="{value}"' for name, value in kept.items() if name not in drop)
    return attributes({**named, "role": "img", "aria-label": alt}) + shown


def _prefixed(body: str, prefix: str) -> str:
    names = set(re.findall(r"""\sid\s*=\s*["']([^"']+)["']""", body))
    if not names:
        return body
    body = re.sub(r"""(\sid\s*=\s*["'])""", rf"\g<1>{prefix}", body)
    body = re.sub(r"""(href\s*=\s*["']#)""", rf"\g<1>{prefix}", body)
    body = re.sub(r"""(url\(\s*["']?#)""", rf"\g<1>{prefix}", body)
    return re.sub(
        r"""(\saria-(?:labelledby|describedby)\s*=\s*["'])([^"']*)""", lambda m: m[1] + _each(m[2], prefix), body
    )


def _each(names: str, prefix: str) -> str:
    return " ".join(prefix + name for name in names.split())


def _without_title(body: str) -> str:
    """The file's own title; the text that the guide's author wrote takes its place."""
    return re.sub(r"\A(\s*)<title\b[^>]*>.*?</title>", r"\1", body, count=1, flags=re.DOTALL)
