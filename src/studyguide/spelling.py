"""British and American spelling: words that belong to the other side of the ocean.

The list is short on purpose. It leaves out -ise and -ize, which are both British, and every word that is right on both sides in
some sense (program, dialog, disk, meter, practice, license). Words with a capital inside a sentence are taken for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

_STEMS: tuple[tuple[str, str, str], ...] = (
    ("behaviour", "behavior", "s al ally"),
    ("colour", "color", "s ed ing ful less"),
    ("favour", "favor", "s ed ing able ably ite ites"),
    ("flavour", "flavor", "s ed ing"),
    ("honour", "honor", "s ed ing able"),
    ("humour", "humor", ""),
    ("labour", "labor", "s ed er ers"),
    ("neighbour", "neighbor", "s ing hood hoods ly"),
    ("rumour", "rumor", "s"),
    ("vapour", "vapor", "s"),
    ("fibre", "fiber", "s"),
    ("litre", "liter", "s"),
    ("theatre", "theater", "s"),
    ("defence", "defense", "s"),
    ("offence", "offense", "s"),
    ("artefact", "artifact", "s"),
    ("grey", "gray", "s er scale"),
    ("sceptic", "skeptic", "s al ally ism"),
    ("aluminium", "aluminum", ""),
    ("catalogue", "catalog", "s"),
    ("analyse", "analyze", "d r rs"),
    ("analysing", "analyzing", ""),
    ("centre", "center", "s"),
    ("centred", "centered", ""),
    ("centring", "centering", ""),
)
"""British, American, endings that both take."""
_DOUBLED = ("cancel", "channel", "counsel", "fuel", "label", "level", "marvel", "model", "quarrel", "signal", "travel", "tunnel")  # fmt: skip
"""Verbs whose l is doubled before an ending, in Britain only."""
_SURNAMES = frozenset({"gray", "grey"})
_BRITISH = frozenset({"en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in"})
_AMERICAN = frozenset({"en-us"})
_WORD = re.compile(r"[A-Za-z]{4,}")
_OPENING = re.compile(r"(?:\A|[.!?:…])[^\w.!?:…]*\Z")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»")


class Foreign(NamedTuple):
    """A word of the other spelling."""

    start: int
    word: str
    instead: str
    side: str
    """The spelling that the word belongs to."""


def foreign_words(text: str, language: str) -> Iterator[Foreign]:
    """Words of a prose that are not spelt as the guide's language spells them; quotations are left alone.

    >>> [found.instead for found in foreign_words("The color of a labeled center, says Gray.", "en-GB")]
    ['colour', 'labelled', 'centre']
    """
    side, table = _table(language.casefold())
    found = [match for match in _WORD.finditer(text) if match[0].casefold() in table] if table else []
    quoted = [match.span() for match in _QUOTED.finditer(text)] if found else []
    for match in found:
        while quoted and quoted[0][1] <= match.start():
            del quoted[0]
        if not (quoted and quoted[0][0] < match.start()) and not _is_name(text, match):
            yield Foreign(match.start(), match[0], table[match[0].casefold()], side)


def _is_name(text: str, word: re.Match[str]) -> bool:
    capital = word[0][0].isupper()
    return capital and (word[0].casefold() in _SURNAMES or not _OPENING.search(text[: word.start()]))


@cache
def _table(language: str) -> tuple[str, Mapping[str, str]]:
    """Which spelling is the other one, and its words with ours."""
    if language in _BRITISH:
        return "American", {american: british for british, american in _pairs()}
    if language in _AMERICAN:
        return "British", dict(_pairs())
    return "", {}


def _pairs() -> Iterator[tuple[str, str]]:
    for british, american, endings in _STEMS:
        for ending in ("", *endings.split()):
            yield british + ending, american + ending
    for verb in _DOUBLED:
        for ending in ("ed", "ing", "er", "ers"):
            yield f"{verb}l{ending}", verb + ending
