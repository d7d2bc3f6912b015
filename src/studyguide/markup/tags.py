"""Raw HTML in a text: what would break the site's promises is refused, addresses in it are made relative to the page.

The site promises to work under `default-src 'self'` without `unsafe-inline`, so scripts, style sheets, `style=` and
`on…=` do nothing in it; it is kinder to say so while building.
"""

from __future__ import annotations

import re

from .addresses import resolve
from .draft import Draft, attribute_text

TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9:-]*+)"""
    r"""((?:\s++[^\s"'<>/=`]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=`]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
VERBATIM = frozenset({"pre", "code", "kbd", "samp", "textarea"})
"""Nothing inside these is Markdown, a formula or a link."""
REFUSED = {
    "script": "scripts cannot stand in a text; a widget belongs into static/js",
    "style": "style sheets cannot stand in a text; a rule belongs into static/css",
}
LOADED = frozenset({"src", "poster"})
ADDRESSES = frozenset({"href", "src", "poster", "action", "formaction"})


def take_tag(draft: Draft, token: re.Match[str]) -> tuple[str, int]:
    name = token[1].lower()
    if name in REFUSED:
        return _refuse(draft, token, name)
    if name == "img" and not re.search(r"\salt\s*=", token[2], re.IGNORECASE):
        draft.mistake(
            token.start(), "this picture has no text for those who cannot see it", 'write alt="what can be seen"'
        )
    if name in VERBATIM and not token[0].startswith("</"):
        return _verbatim(draft, token, name)
    return _checked(draft, token), token.end()


def _refuse(draft: Draft, token: re.Match[str], name: str) -> tuple[str, int]:
    if token[0].startswith("</"):
        return "", token.end()
    draft.mistake(token.start(), f"<{name}> does not work here", REFUSED[name])
    return "", _end_of(draft, token, name)


def _verbatim(draft: Draft, token: re.Match[str], name: str) -> tuple[str, int]:
    end = _end_of(draft, token, name)
    return _checked(draft, token) + draft.text[token.end() : end], end


def _end_of(draft: Draft, token: re.Match[str], name: str) -> int:
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(draft.text, token.end())
    return close.end() if close else token.end()


def _checked(draft: Draft, token: re.Match[str]) -> str:
    """The tag, without attributes that do not work and with addresses that do."""
    if not token[2]:
        return token[0]
    start = token.start(2) - token.start()
    stop = token.end(2) - token.start()

    def attribute(match: re.Match[str]) -> str:
        return _attribute(draft, match, token.start(2))

    return token[0][:start] + ATTRIBUTE.sub(attribute, token[2]) + token[0][stop:]


def _attribute(draft: Draft, match: re.Match[str], offset: int) -> str:
    name, start = match[1].lower(), offset + match.start(1)
    if reason := refusal(name):
        draft.mistake(start, f"{name}= does not work here", reason)
        return ""
    if name in ADDRESSES and match[2]:
        url = match[2].strip("\"'")
        return f' {name}="{attribute_text(resolve(draft, url, start, picture=name in LOADED))}"'
    return match[0]


def refusal(attribute: str) -> str:
    """Why an attribute cannot stand in a page; empty if it can."""
    if attribute == "style":
        return "the site forbids styles inside HTML; use a class and a rule in static/css"
    if attribute.startswith("on"):
        return "the site forbids scripts inside HTML; a widget belongs into static/js"
    return ""
