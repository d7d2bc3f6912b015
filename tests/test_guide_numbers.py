"""The guide of this repository: change one digit of a worked example, or of an expression, and it is told.

Every number that a page lists is changed wherever its worked examples print it, and in the list itself; the check of numbers is run on
the changed text alone, so that thousands of changes take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from studyguide.editorial import known_numbers
from studyguide.fields import texts
from studyguide.load import load_site
from studyguide.model import Lesson, Question
from studyguide.numbers import agrees, evaluate
from studyguide.printed import printed_numbers, without_reason
from studyguide.prose import Block, blocks
from studyguide.site import Site

PROJECT = Path(__file__).parent.parent
SITE: Site = load_site(PROJECT).site
PAGES = {i: entry for i, entry in SITE.entries.items() if isinstance(entry, Lesson) and entry.numbers}


class Example(NamedTuple):
    block: Block
    known: frozenset[float]
    listed: frozenset[float]

    def faults(self) -> int:
        return len(list(without_reason(self.block, self.known, strict=True)))


def examples(entry_id: str) -> Iterator[Example]:
    entry = PAGES[entry_id]
    listed = frozenset(number.value for name in entry.numbers for number in printed_numbers(name))
    worked = [piece.text for piece in texts(entry) if piece.field == "worked"]
    for text, wanted in [*((text, ()) for text in worked), (SITE.text(entry_id), ("example",))]:
        for block in blocks(text, formulas=True):
            if set(wanted) <= set(block.inside) and block.kind not in ("code", "heading"):
                yield Example(block, known_numbers(entry), listed)


def changed_digits(text: str) -> Iterator[str]:
    """A number with each of its digits raised by one, two and three; the first digit stays off 0."""
    for match in re.finditer(r"\d", text):
        for step in (1, 2, 3):
            digit = (int(match[0]) + step) % 10
            yield f"{text[: match.start()]}{digit}{text[match.end() :]}"


def test_the_guide_has_numbers_to_speak_of() -> None:
    assert sum(len(entry.numbers) for entry in PAGES.values()) > 500


@pytest.mark.parametrize("entry_id", PAGES)
def test_a_changed_digit_in_a_worked_example_is_told(entry_id: str) -> None:
    """A change that makes of one listed number another one (of 0.6 a 0.8) cannot be told; such changes are rare, and are not tried."""
    for example in examples(entry_id):
        text = example.block.text
        assert example.faults() == 0
        for number in printed_numbers(text):
            if number.value not in example.listed or (number.whole and number.value < 10):
                continue
            tried = 0
            for printed in changed_digits(number.text):
                value = next(printed_numbers(printed)).value
                if value in example.known or value / 100 in example.known or (value < 10 and number.whole):
                    continue
                changed = text[: number.start] + printed + text[number.start + len(number.text) :]
                assert example._replace(block=example.block._replace(text=changed)).faults() > 0, printed
                tried += 1
            assert tried > 0, f"no change of {number.text} could be told"


@pytest.mark.parametrize("entry_id", PAGES)
def test_a_changed_digit_in_the_list_of_numbers_is_told(entry_id: str) -> None:
    for printed, expression in PAGES[entry_id].numbers.items():
        value = evaluate(expression)
        assert agrees(printed, value)
        for changed in changed_digits(printed):
            assert not agrees(changed, value), f"{changed} for {printed}"


def test_every_numeric_key_has_an_expression() -> None:
    keys = [entry.answer for entry in SITE.entries.values() if isinstance(entry, Question) and entry.type == "numeric"]
    assert len(keys) >= 50
    assert all(key is not None and key.expr for key in keys)
