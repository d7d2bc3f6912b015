"""The last pass over the tree, when all Markdown in it is done: addresses, pictures, tables, headings, terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element

from .addresses import is_external, resolve_placeholder
from .draft import PLACEHOLDER, Draft
from .headings import TAGS, note_headings
from .pictures import picture_html
from .tags import refusal
from .terms import link_terms

STASHED = re.compile("\x02[^\x02\x03]*\x03")
"""Python-Markdown's own placeholders, for raw HTML."""
ATTRIBUTE_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_:-]*")
ALIGNED = re.compile(r"text-align:\s*(left|center|right)")
OWN_IDS = frozenset({*TAGS, "figure"})
"""These see to it themselves that their ids are unique."""
LINKS = frozenset({"link", "cite"})
FOOTNOTES = frozenset({"footnote-ref", "footnote-backref"})


def finish(draft: Draft, root: Element) -> None:
    headings, replaced = [], []
    for element in root.iter():
        if element.attrib:
            _finish_attributes(draft, element)
        if element.tag == "code":
            element.text = _escaped(draft.source(element.text)) if element.text else None
        elif element.tag in TAGS:
            headings.append(element)
        replaced += [(element, child) for child in element if child.tag in REPLACED]
    for parent, child in replaced:
        REPLACED[str(child.tag)](draft, parent, child)
    note_headings(draft, [(heading, plain_text(draft, heading)) for heading in headings])
    if draft.place.terms:
        link_terms(draft, root)


def plain_text(draft: Draft, element: Element) -> str:
    return unescape(draft.plain(STASHED.sub("", "".join(element.itertext()))))


def _finish_attributes(draft: Draft, element: Element) -> None:
    for name, value in list(element.items()):
        if value is None or not ATTRIBUTE_NAME.fullmatch(name):
            del element.attrib[name]
        elif name in ("id", "href") and re.match(r"#?fn(ref\d*)?-", value):
            element.set(name, _footnote_address(draft, value))
        elif name == "id" and element.tag not in OWN_IDS and draft.unique(value) != value:
            draft.mistake(max(0, draft.text.rfind(f"#{value}")), f'the id "{value}" stands twice in this text')
            del element.attrib[name]
        elif name == "href" and element.get("class") not in FOOTNOTES:
            _finish_link(draft, element, value)
        elif name == "style" and element.tag in ("td", "th"):
            _align(element, value)
        elif reason := refusal(name):
            written = re.search(rf"\{{[^{{}}\n]*?({re.escape(name)})=", draft.text)
            draft.mistake(written.start(1) if written else 0, f"{name}= does not work here", reason)
            del element.attrib[name]
        elif "\ue000" in value and name != "src":
            element.set(name, draft.plain(value))


def _footnote_address(draft: Draft, value: str) -> str:
    """The library's ids of notes, behind the text's prefix and without spaces."""
    hash_sign, head, name = re.fullmatch(r"(#?)(\w+)-(.*)", value, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{hash_sign}{draft.place.prefix}{head}-{re.sub(r'[^a-zA-Z0-9_-]+', '-', name)}"


def _finish_link(draft: Draft, element: Element, value: str) -> None:
    address = resolve_placeholder(draft, value)
    element.set("href", address)
    _unlink(draft, element, value)
    if is_external(address) and not address.startswith("mailto:"):
        element.set("rel", "noopener")
        if address in draft.addresses or draft.source(element.text or "") == address:
            element.set("class", f"{element.get('class', '')} again".strip())  # on paper, its address has been read
        draft.addresses.add(address)


def _unlink(draft: Draft, link: Element, address: str) -> None:
    """Links inside a link, which HTML forbids, become text."""
    inner = [part for part in link.iter("a") if part is not link]
    placeholders = PLACEHOLDER.finditer("".join(link.itertext()))
    linking = [number for number in (int(match[1]) for match in placeholders) if draft.pieces[number].kind in LINKS]
    if inner or linking:
        match = PLACEHOLDER.search(address)
        start = draft.pieces[int(match[1])].start if match else 0
        draft.mistake(start, "there is a link inside the text of this link", "link one or the other")
    for part in inner:
        part.tag = "span"
        part.attrib.pop("href", None)
    for number in linking:
        draft.flatten(number)


def _align(element: Element, style: str) -> None:
    """Python-Markdown aligns columns by `style=`, which the site's policy forbids."""
    del element.attrib["style"]
    if aligned := ALIGNED.search(style):
        element.set("class", aligned[1])


def _replace_picture(draft: Draft, parent: Element, picture: Element) -> None:
    source = picture.get("src") or ""
    match = PLACEHOLDER.search(source)
    start = draft.pieces[int(match[1])].start if match else 0
    extra = {name: value for name, value in picture.items() if name not in ("src", "alt") and value is not None}
    alt = unescape(picture.get("alt") or "")
    html = picture_html(draft, draft.source(source), alt, start, extra)
    _replace_by_text(parent, picture, draft.keep_html(html, alt))


def _replace_by_text(parent: Element, child: Element, text: str) -> None:
    index = list(parent).index(child)
    text += child.tail or ""
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def _wrap_table(_draft: Draft, parent: Element, table: Element) -> None:
    """A box that scrolls by itself, also by keyboard; header cells say what they head."""
    for cell in table.iter("th"):
        if len(cell) or (cell.text or "").strip():
            cell.set("scope", "col")
        else:
            cell.tag = "td"  # an empty header heads nothing
    box = Element("div", {"class": "table", "tabindex": "0", "role": "group", "aria-label": "Table"})
    box.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = box
    box.append(table)


def _escaped(code: str) -> str:
    return re.sub("[<>]", lambda match: {"<": "&lt;", ">": "&gt;"}[match[0]], code)


REPLACED: dict[str, Callable[[Draft, Element, Element], None]] = {"img": _replace_picture, "table": _wrap_table}
