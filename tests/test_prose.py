"""Markdown without its signs: every word stays at its place, blocks and sentences are told apart."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide import printed, prose, readability, spelling
from studyguide.prose import JOINER, blocks, count_words, sentences
from studyguide.readability import syllables


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text.replace(JOINER, "").strip()) for block in blocks(text)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One\ntwo\n\nthree", [("text", "One\ntwo"), ("text", "three")]),
        ("# One\n## Two\ntext", [("heading", "One"), ("heading", "Two"), ("text", "text")]),
        ("Title\n---\ntext", [("heading", "Title"), ("text", "text")]),
        ("* a\n* b\n  c\n1. d", [("item", "a"), ("item", "b\n  c"), ("item", "d")]),
        ("| a | b |\n| --- | --- |\n| c | d |", [("table", "| a | b |"), ("table", "| --- | --- |"), ("table", "| c | d |")]),
        ("a | b\n--- | ---\nc | d", [("table", "a | b"), ("text", "c | d")]),
        ("> said\n> she\n\nI", [("quote", "said\n> she"), ("text", "I")]),
        ("a\n\n```python\nb\n```\n\nc", [("text", "a"), ("code", ""), ("text", "c")]),
        ("::: example Two coins\ntext\n:::", [("title", "Two coins"), ("text", "text")]),
        ("::: figure duel\n![A duel](img/a.svg)\nA *duel*.\n:::", [("text", "A duel.")]),
        ("a <!-- b --> c", [("text", "a            c")]),
        ("[[gan|GAN]]s, [fid](a.html) and [^1]", [("text", "GANs, fid and")]),
        ("[^1]: A note.", [("text", "A note.")]),
        ("`code` and $x$ and **bold**", [("text", "XXXXXX and XXX and bold")]),
        ("it costs $5 or $10, \\$3 \\*now\\*", [("text", "it costs $5 or $10, $3 *now*")]),
        ("as said [@ho2020, p. 3; @song2021].", [("text", f"as said{' ' * 27}.")]),
        ("", []),
    ],
)  # fmt: skip
def test_blocks(markdown: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(markdown) == expected


def test_blocks_know_what_they_stand_in() -> None:
    text = ":::: tabs\n::: tab One\na\n:::\n::::\n\n::: example\n## h\nb\n:::\nc"
    found = [(block.kind, block.inside, block.level) for block in blocks(text)]
    assert found == [
        ("title", ("tabs", "tab"), 0), ("text", ("tabs", "tab"), 0), ("heading", ("example",), 2), ("text", ("example",), 0), ("text", (), 0),
    ]  # fmt: skip


def test_code_keeps_its_info() -> None:
    assert [block.info for block in blocks('```python title="A"\nx\n```\n\n~~~\ny\n~~~')] == ['python title="A"', ""]


def test_formulas_can_stay() -> None:
    assert [block.text for block in blocks("so $x = 2$ is", formulas=True)] == ["so $x = 2$ is"]


@given(st.lists(st.sampled_from(["a b", "$x$", "$$", "`", "```", "\n", "\n\n", "* ", "## ", "| ", ":::", "::: note", "[[a|", "]]", "](b)", "<i>", "> ", "---", "\\", "{#x}", "[@k]"])).map(" ".join))  # fmt: skip
def test_nothing_moves(text: str) -> None:
    """Every letter that is left stands where the author wrote it."""
    for block in blocks(text):
        assert 0 <= block.start <= len(text)
        for offset, letter in enumerate(block.text):
            assert letter in (JOINER, "X", " ", ".", "\n") or text[block.start + offset] == letter


def split(text: str) -> list[str]:
    (block,) = blocks(text)
    starts = [sentence.start for sentence in sentences(block)]
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        ["One.", "Two!", "Three?", "Four …", "Five"],
        ["**Bound.**", "Your helper guesses."],
        ['He said "Go."', "And went."],
        ["(It is.)", "So there."],
        ["See Fig. 3, i.e. the one by J. Ho et al. 2020, vs. others."],
        ["It is 3.5 or e.g. four.", "$x$ is next."],
        ['"Why?" she asked.'],
        ["Wait ... what."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(("text", "words"), [("", 0), ("– — ...", 0), ("a-b c", 2), ("cat—the", 2), ("don't $5", 2)])
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_formula_is_a_word() -> None:
    (block,) = blocks("The loss $-\\log p(x) + 3$ of `f(a, b)` is small.")
    assert [sentence.words for sentence in sentences(block)] == [7]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("a", 1), ("model", 2), ("noise", 1), ("table", 2), ("learned", 1), ("started", 2), ("generative", 4), ("Bayes", 1), ("rhythm", 1)],
)  # fmt: skip
def test_syllables(word: str, expected: int) -> None:
    assert syllables(word) == expected


@pytest.mark.parametrize("module", [prose, printed, spelling, readability], ids=lambda module: module.__name__)
def test_examples_in_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted and not result.failed
