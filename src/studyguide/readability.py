"""How hard a text is to read, as far as counting can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .prose import JOINER, Block, sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_STAND_IN = re.compile(r"X{2,}")
_VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 30
"""Below that, a figure says nothing."""


class Readability(NamedTuple):
    sentences: int
    words_a_sentence: float
    letters_a_word: float
    ease: float | None
    """Flesch's reading ease; for English only."""


def readability(blocks: Iterable[Block], language: str) -> Readability | None:
    """Figures of a page's prose, without its formulas, code, tables and headings; None where there is too little of it.

    Reading ease = 206.835 - 1.015 * words a sentence - 84.6 * syllables a word (R. Flesch, "A new readability yardstick", Journal
    of Applied Psychology 32, 1948): 60 to 70 is plain English, below 30 is for specialists. Its constants are those of English,
    so that other languages get the two averages alone.
    """
    count, words = 0, []
    for block in blocks:
        if block.kind in ("text", "item"):
            count += sum(1 for _ in sentences(block))
            words += _WORD.findall(_STAND_IN.sub(" ", block.text.replace(JOINER, "")))
    if len(words) < FEWEST_WORDS:
        return None
    long = len(words) / count
    ease = None
    if language.casefold().partition("-")[0] == "en":
        ease = round(206.835 - 1.015 * long - 84.6 * sum(map(syllables, words)) / len(words), 1)
    return Readability(count, round(long, 1), round(sum(map(len, words)) / len(words), 1), ease)


def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels; right for nine words in ten.

    >>> [syllables(word) for word in ("noise", "entropy", "sample", "generated", "the")]
    [1, 3, 2, 4, 1]
    """
    plain = word.casefold()
    groups = len(_VOWELS.findall(plain))
    silent = (plain.endswith("e") and not plain.endswith(("le", "ee", "ie", "ye"))) or (
        plain.endswith("ed") and not plain.endswith(("ted", "ded", "ied"))
    )
    return max(1, groups - silent)
