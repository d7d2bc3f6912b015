"""SVG files inside a page."""

from __future__ import annotations

import pytest

from studyguide.markup.pictures import inline_svg


def test_a_file_becomes_an_element_of_the_page() -> None:
    svg = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><!-- c -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2" viewBox="0 0 1 2" id="root">'
        '<title>File</title><g id="a" aria-labelledby="b c"><use xlink:href="#b"/><path fill="url(#c)"/></g></svg>\n'
    )
    assert inline_svg(svg, 'A "text"', "duel-").html == (
        '<svg role="img" aria-label="A &quot;text&quot;" viewBox="0 0 1 2"><title>A &quot;text&quot;</title>'
        '<g id="duel-a" aria-labelledby="duel-b duel-c">'
        '<use xlink:href="#duel-b"/><path fill="url(#duel-c)"/></g></svg>'
    )


def test_a_file_without_a_view_box_keeps_its_size() -> None:
    assert 'width="1" height="2"' in inline_svg('<svg width="1" height="2"></svg>', "a", "p-").html


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ("<script>x()</script>", "has the element <script>"),
        ("<style>p{}</style>", "has the element <style>"),
        ("<foreignObject/>", "has the element <foreignObject>"),
        ('<path style="fill:red"/>', "has the attribute style="),
        ('<path onClick="x()"/>', "has the attribute onClick="),
        ('<a href="javascript:x()">a</a>', "has a link to javascript:x()"),
        ('<image xlink:href="https://example.org/a.png"/>', "has a link to https://example.org/a.png"),
    ],
)
def test_what_a_strict_page_forbids_is_refused(inside: str, problem: str) -> None:
    assert inline_svg(f'<svg viewBox="0 0 1 1">{inside}</svg>', "a", "p-").problem == problem


def test_what_is_not_svg_is_refused() -> None:
    assert inline_svg("<html></html>", "a", "p-").problem == "is not a complete SVG file"
