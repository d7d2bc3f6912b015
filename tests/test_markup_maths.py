"""Formulas: what comes out can stand in a strict page, and mistakes have their place."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from studyguide.markup import mathml, tex_to_html
from studyguide.markup.maths import formula
from studyguide.markup.tex import repair

FORMULAS = r"""
p(x \mid z) = \frac{p(z \mid x)\,p(x)}{p(z)}
\mathcal{L}(\theta,\phi) = \mathbb{E}_{q_\phi(z\mid x)}[\log p_\theta(x\mid z)] - D_{\mathrm{KL}}(q_\phi \,\|\, p)
\min_G \max_D \; \mathbb{E}_{x\sim p}[\log D(x)] + \mathbb{E}_{z}[\log(1 - D(G(z)))]
\operatorname*{arg\,min}_\theta \sum_{i=1}^{n} \left\lVert x_i - \hat{x}_i \right\rVert_2^2
\begin{align} a &= b \\ c &= d \tag{x} \end{align}
\begin{align*} a &= b \\ c &= d \end{align*}
\begin{gather} a \\ b \end{gather}
\begin{alignat}{2} a &= b & c &= d \end{alignat}
\begin{equation} \begin{split} a &= b \end{split} \end{equation}
\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{array}{l|c:r} a & b & c \\ \hline d & e & f \end{array}
\sum_{\substack{i < j \\ k}} x_i \qquad \boxed{\frac{a}{b}} \quad \cancel{x} \; \xcancel{y}
\color{#c00} x \textcolor{#00cc00}{y} \textcolor{teal}{z} a\!b \hspace{-2em} c \mkern-7mu d
\underbrace{x + y}_{\text{sum}} \overbrace{z}^{n} \widetilde{x} \xrightarrow{f}
\left.\frac{\partial f}{\partial x}\right|_{x=0}
\displaystyle \int_0^1 f(t)\,\mathrm{d}t \textstyle \prod_i \tfrac12 \log\det\Sigma
E = mc^2 \tag{7}
a < b \& c
""".strip().splitlines()


@pytest.mark.parametrize("tex", FORMULAS)
@pytest.mark.parametrize("display", [True, False], ids=["display", "inline"])
def test_a_formula_is_well_formed_and_free_of_styles(tex: str, display: bool) -> None:
    made = tex_to_html(tex, display=display)
    assert made.mistakes == ()
    assert " style=" not in made.html
    root = ElementTree.fromstring(made.html)
    levels = {
        element.tag for element in root.iter() if "displaystyle" in element.attrib or "scriptlevel" in element.attrib
    }
    assert levels <= {"mstyle"}
    assert "".join(root.find(".//annotation").itertext()) == tex.strip()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tex", "line", "column", "message", "hint"),
    [
        (r"\alhpa", 1, 1, r"formula: unknown command \alhpa", r'did you mean "\alpha"?'),
        ("a +\n  \\fraq{1}{2}", 2, 3, r"formula: unknown command \fraq", r'did you mean "\frac"?'),
        (r"\begin{aligne}x\end{aligne}", 1, 7, 'formula: unknown environment "aligne"', ""),
        ("{a", 1, 3, 'formula: a "{" is never closed', ""),
        ("a}", 1, 2, 'formula: this "}" closes nothing', ""),
        (r"\left( x", 1, 9, r"formula: a \left has no \right", ""),
        ("a & b", 1, 3, 'formula: "&" may only stand in a table such as aligned', r"write \& for the character"),
        ("x^2^3", 1, 4, "formula: two subscripts or two superscripts in a row", "put braces around the first: {x^2}^3"),
        (
            r"\text{if $x$}",
            1,
            10,
            r"formula: a formula cannot stand inside \text",
            r"end the \text before it: \text{if } x",
        ),
        (r"\begin{split}a\end{split} \qqzz", 1, 27, r"formula: unknown command \qqzz", ""),
        (r"\tag{1} \qqzz", 1, 9, r"formula: unknown command \qqzz", ""),
        ("x" * 20_001, 1, 1, "this formula is longer than 20000 characters", "break it into several"),
    ],
)
def test_a_mistake_says_where_and_what_to_do(tex: str, line: int, column: int, message: str, hint: str) -> None:
    (mistake,) = tex_to_html(tex).mistakes
    assert (mistake.line, mistake.column, mistake.message, mistake.hint) == (line, column, message, hint)


def test_a_formula_that_cannot_be_read_shows_its_tex() -> None:
    assert '<code class="bad-math">a &lt; \\nope</code>' in tex_to_html(r"a < \nope").html


def test_nothing_in_a_formula_becomes_an_element_of_the_page() -> None:
    html = tex_to_html(r"\text{x} < \mathrm{img} > \unknown{<svg onload=alert(1)>}").html
    assert "<svg" not in html


def test_an_own_tag_is_drawn_by_the_page() -> None:
    html = tex_to_html(r"x \tag{7}").html
    assert '<span class="eq-number">(7)</span>' in html
    assert 'aria-label="Formula 7"' in html


def test_plain_text_of_a_formula_is_its_letters() -> None:
    assert formula(r"\mathcal{L}(\theta) < \log x", display=False).plain == "ℒ(θ)<logx"


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_repair_knows_the_way_back(tex: str) -> None:
    repaired = repair(tex)
    for match in re.finditer(r"\\(?:frac|mathbb|text|hspace|boxed|nope)\b", repaired.tex):
        assert tex.startswith(match[0], repaired.original(match.start()))


def test_colours_without_a_class_keep_their_value() -> None:
    assert 'mathcolor="#008080"' in tex_to_html(r"\textcolor{teal}{z}").html


def test_levels_move_around_elements_that_may_not_carry_them() -> None:
    moved = mathml._levels_to_mstyle(
        '<mrow><mfrac displaystyle="true" scriptlevel="0"><mi>a</mi><mspace/></mfrac></mrow>'
    )
    assert (
        moved == '<mrow><mstyle displaystyle="true" scriptlevel="0"><mfrac><mi>a</mi><mspace/></mfrac></mstyle></mrow>'
    )
