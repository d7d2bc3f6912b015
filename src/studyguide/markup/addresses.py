"""Addresses that an author writes out: which ones are allowed, and how they are written into a fragment."""

from __future__ import annotations

import re
from html import unescape

from ..trace import ROOT
from .draft import PLACEHOLDER, Draft

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
ENTITY = re.compile(r"&(?:#\w+|\w+);")
"""A browser reads `javascript&colon;` as what it stands for, so the address is judged by that."""
SCHEMES = ("http", "https", "mailto")


def is_external(url: str) -> bool:
    return SCHEME.match(url) is not None or url.startswith("//")


def resolve(draft: Draft, url: str, start: int, *, picture: bool = False) -> str:
    """The address to put into the HTML; notes its use. An address that cannot work becomes `#`."""
    url = ENTITY.sub(lambda match: unescape(match[0]), url)
    message = _objection(url, picture)
    if message:
        draft.mistake(start, *message)
        return "#"
    draft.use(url, start)
    return url if is_external(url) or url.startswith("#") else ROOT + url.removeprefix("./")


def resolve_placeholder(draft: Draft, text: str, *, picture: bool = False) -> str:
    """The same for an address that the scanner has taken out, or that it has not seen (then it has no good place)."""
    match = PLACEHOLDER.search(text)
    start = draft.pieces[int(match[1])].start if match else max(0, draft.text.find(text.removeprefix("mailto:")))
    return resolve(draft, draft.source(text), start, picture=picture)


def _objection(url: str, picture: bool) -> tuple[str, str] | None:
    scheme = SCHEME.match(url)
    if not url:
        return "this link has no address", "write it between the parentheses: [text](metrics/fid.html)"
    if re.search(r"\s", url):
        return f'the address "{" ".join(url.split())}" has a space in it', "write %20 for it, or rename the file"
    if scheme and scheme[1].lower() not in SCHEMES:
        return f'an address cannot begin with "{scheme[1]}:"', "use http, https or mailto"
    if picture and is_external(url):
        return "a page loads nothing from other sites", "put the file into content/img and write img/NAME"
    if url.startswith(("/", "../")):
        begin = url[: url.index("/") + 1]
        return f'the address "{url}" begins with "{begin}"', "addresses begin at the site's root: metrics/fid.html"
    return None
