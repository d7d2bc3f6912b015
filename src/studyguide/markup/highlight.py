"""Source code as lines of HTML, coloured by Pygments' short classes.

An own loop over the tokens: `HtmlFormatter` spends longer on wrapping than the lexer on reading.
"""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "plain", "plaintext", "txt", "diff", "output"})
SESSIONS = frozenset({"pycon", "python-console", "console", "shell-session"})
"""Prompts, input and output; their lexers take a last line without an end for a mistake."""
UNCOLOURED = frozenset({"", "w", "n", "p", "esc", "x"})
"""Classes of names, punctuation and space; a span around each would double a page's elements for nothing."""


class UnknownLanguage(LookupError):
    pass


@lru_cache(maxsize=2048)
def lines_of(language: str, code: str) -> tuple[str, ...]:
    """The HTML of each line, without line ends. Raises UnknownLanguage."""
    if language in PLAIN:
        return tuple(escape(line, quote=False) for line in code.split("\n"))
    if language in SESSIONS:
        return tuple(_coloured(_lexer(language), code + "\n")[:-1])
    return tuple(_coloured(_lexer(language), code))


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name  # imported on need: it costs more than a page
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound as error:
        raise UnknownLanguage(language) from error


def languages() -> list[str]:
    """All names by which a language can be called, for suggestions."""
    from pygments.lexers import get_all_lexers

    return [alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases]


def _coloured(lexer: Lexer, code: str) -> list[str]:
    parts: list[str] = []
    run: list[str] = []
    colour = ""
    for token, text in lexer.get_tokens(code):
        own = _class(token)
        if own != colour:
            parts.append(_span("".join(run), colour))
            run, colour = [], own
        run.append(text)
    parts.append(_span("".join(run), colour))
    return "".join(parts).split("\n")


def _span(text: str, colour: str) -> str:
    """A run of one colour; each line of it is a span of its own."""
    shown = escape(text, quote=False)
    if not colour or not shown:
        return shown
    begin, end = f'<span class="{colour}">', "</span>"
    html = f"{begin}{shown}{end}"
    return html.replace("\n", f"{end}\n{begin}").replace(begin + end, "") if "\n" in shown else html


@cache
def _class(token: Any) -> str:
    """Short class of a token type, from itself or the nearest type above it."""
    from pygments.token import STANDARD_TYPES

    while token not in STANDARD_TYPES:
        token = token.parent
    short: str = STANDARD_TYPES[token]
    return "" if short in UNCOLOURED else short
