"""What is a formula, a link, a block or code, and where mistakes in them are said to be."""

from __future__ import annotations

import pytest
from markup_site import VIEW, html_of, mistakes_in

from studyguide.markup import Place, to_html


@pytest.mark.parametrize(
    "text",
    ["$5 and $10", "from $5 to $6", "US$3 and C$4", "$ x $", "a $x $ b", "$x$2", r"\$x\$", "`$x$`"],
)
def test_dollars_that_are_not_formulas_are_left_alone(text: str) -> None:
    assert "<math" not in html_of(text)


@pytest.mark.parametrize("text", ["$x$", "($x$)", "$x$.", "$x$-axis", "**$x$**", r"$5\$$", "$a\nb$", "## $x$", "- $x$"])
def test_dollars_that_are_formulas(text: str) -> None:
    assert html_of(text).count("<math") == 1


def test_nothing_inside_code_or_comments_is_a_token() -> None:
    text = "`[[nope]] $` and ``[[nope]] ` $x$`` <!-- [[nope]] $$ ::: -->\n\n```\n[[nope]]\n:::\n$$\n```"
    assert to_html(text, VIEW, Place()).mistakes == ()


def test_a_place_is_exact_after_code_formulas_and_blocks() -> None:
    text = "```python\nx = 1\n```\n\n$$\na\n$$\n\n::: note\ntext [[nope]]\n:::\n\n| a |\n|---|\n| é $x$ [[nope]] |\n"
    assert [m.partition(" ")[0] for m in mistakes_in(text)] == ["10:6:", "15:9:"]


def test_windows_line_ends_do_not_move_a_place() -> None:
    assert mistakes_in("one\r\n\r\ntwo [[nope]]") == ['3:5: there is no entry "nope"']


def test_a_mistake_in_the_title_of_a_block_has_its_place() -> None:
    assert mistakes_in("::: note Not [[nope]] $\\fraq$\ntext\n:::")[0] == '1:14: there is no entry "nope"'


def test_a_mistake_inside_a_repaired_formula_has_the_authors_place() -> None:
    text = "$$\n\\begin{align}\na &= \\color{#c00} \\qqzz \\\\\n\\end{align}\n$$"
    assert mistakes_in(text) == ["3:19: formula: unknown command \\qqzz"]


def test_blocks_with_the_same_number_of_colons_may_be_nested() -> None:
    html = html_of("::: note A\n::: tip B\nx\n:::\ny\n:::")
    assert html.index("tip") < html.index("<p>x</p>") < html.index("</aside>") < html.index("<p>y</p>")
    assert mistakes_in("::: note A\n::: tip B\nx\n:::\ny\n:::") == []


def test_a_block_of_code_that_is_never_closed_does_not_accuse_the_blocks_around_it() -> None:
    assert mistakes_in("::: note\n```\nx\n:::") == [
        "2:1: this block of code is never closed (write ``` on a line of its own after it)"
    ]


def test_addresses_are_noted_with_their_places() -> None:
    made = to_html("[a](metrics/fid.html#x)\n\n<a href='b.html'>b</a> ![c](img/photo.png)", VIEW, Place())
    assert [(use.url, use.line, use.column) for use in made.uses] == [
        ("metrics/fid.html#x", 1, 5),
        ("b.html", 3, 4),
        ("img/photo.png", 3, 29),
    ]


def test_an_entity_cannot_smuggle_in_a_placeholder() -> None:
    text = "$x$ &#xe000;0&#xE001; &#57344;"
    assert to_html(text, VIEW, Place()).html.count("<math") == 1
    assert to_html(text, VIEW, Place(untrusted=True)).html.count("<math") == 1
    assert len(mistakes_in(text)) == 3
