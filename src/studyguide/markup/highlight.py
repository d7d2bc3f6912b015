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
UNCOLOURED = frozenset({"", "w", "n", "p", "esc", "x"})
"""Classes of names, punctuation and space; a span around each would double a page's elements for nothing."""


class UnknownLanguage(LookupError):
    pass


@lru_cache(maxsize=2048)
def lines_of(language: str, code: str) -> tuple[str, ...]:
    """The HTML of each line, without line ends. Raises UnknownLanguage."""
    if language in PLAIN:
        return tuple(escape(line, quote=False) for line in code.split("\n"))
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
    lines: list[str] = []
    line = run = ""
    colour = ""
    for token, text in lexer.get_tokens(code):
        next_colour = _class(token)
        if next_colour != colour:
            line += _span(run, colour)
            run, colour = "", next_colour
        first, *others = text.split("\n")
        run += first
        for other in others:
            lines.append(line + _span(run, colour))
            line, run = "", other
    return [*lines, line + _span(run, colour)]


def _span(text: str, colour: str) -> str:
    shown = escape(text, quote=False)
    return f'<span class="{colour}">{shown}</span>' if shown and colour else shown


@cache
def _class(token: Any) -> str:
    """Short class of a token type, from itself or the nearest type above it."""
    from pygments.token import STANDARD_TYPES

    while token not in STANDARD_TYPES:
        token = token.parent
    short: str = STANDARD_TYPES[token]
    return "" if short in UNCOLOURED else short
