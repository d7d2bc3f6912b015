"""Code: the lines are the author's, whatever the lexer makes of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_site import html_of

from studyguide.markup.highlight import lines_of

SAMPLE = '''
def f(x):
    """A string
    over lines."""
    return f"{x!r} <&> {x}"  # comment
'''


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", ["python", "bash", "json", "yaml", "html", "js", "toml", "text"])
def test_lines_come_out_as_they_went_in(language: str) -> None:
    assert "\n".join(text_of(line) for line in lines_of(language, SAMPLE)) == SAMPLE


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=120))
def test_any_program_keeps_its_lines(code: str) -> None:
    code = code.replace("\ufeff", "")
    assert [text_of(line) for line in lines_of("python", code)] == code.split("\n")


def test_every_line_is_closed_in_itself() -> None:
    for line in lines_of("python", SAMPLE):
        assert line.count("<span") == line.count("</span")


def test_colours_are_those_of_pygments() -> None:
    assert lines_of("python", "def f(): return 'a'  # b") == (
        '<span class="k">def</span> <span class="nf">f</span>(): <span class="k">return</span> '
        '<span class="s1">&#x27;a&#x27;</span>  <span class="c1"># b</span>'.replace("&#x27;", "'"),
    )


def test_code_in_a_list_loses_the_lists_indentation_only() -> None:
    html = html_of("1. item\n\n    ```text\n    a\n      b\n    ```\n")
    assert [text_of(line) for line in re.findall(r'<span class="line">(.*?)</span>\n', html)] == ["a", "  b"]


def test_the_last_line_of_a_session_is_output() -> None:
    assert lines_of("pycon", ">>> 1 + 1\n2")[-1] == '<span class="go">2</span>'
