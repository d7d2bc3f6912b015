"""What comes along with the HTML, and promises about the whole layer: it never raises, forgets or takes ages."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markup_site import VIEW, html_of, mistakes_in

from studyguide.markup import Heading, Html, Place, to_html
from studyguide.markup.convert import House
from studyguide.markup.stages import SIGNS

PAGE = """\
Intro with [[fid]] and [@ho2020] and $x$.

## First *section*

Text about [[gan|duels]], [[fid#pitfalls]].

```python
secret = 1
```

### Inner

$$ y $$ {#eq:y}

[[quiz: gan-one]]

::: figure duel
![Two painters](img/duel.svg)
Caption.
:::

Note[^1], a <b id="own">b</b>.

[^1]: Footnote.
"""


def test_what_a_page_tells_about_itself() -> None:
    made = to_html(PAGE, VIEW, Place(terms=False))
    assert made.headings == (
        Heading(id="first-section", text="First section", level=2),
        Heading(id="inner", text="Inner", level=3),
    )
    assert set(made.anchors) == {"first-section", "inner", "eq-y", "fig-duel", "own", "fn-1", "fnref-1"}
    assert made.entries == ("metrics/fid.html", "models/gan.html")
    assert made.questions == ("gan-one",)
    assert made.search == (
        ("", "Intro with FID and (Ho et al. 2020) and."),
        ("first-section", "First section Text about duels, FID."),
        ("inner", "Inner Two painters Caption. Note, a b. Footnote."),
    )
    assert made.words == 23
    assert made.mistakes == ()


def test_a_prefix_stands_before_every_id() -> None:
    made = to_html(PAGE.replace('<b id="own">b</b>', "b") + "\n[[eq:y]] [[fig:duel]]", VIEW, Place(prefix="story-"))
    assert all(anchor.startswith("story-") for anchor in made.anchors)
    assert 'href="#story-eq-y"' in made.html
    assert 'href="#story-fig-duel"' in made.html
    assert 'id="story-duel-arrow"' in made.html


def test_an_empty_text_is_empty() -> None:
    assert to_html("", VIEW, Place()) == Html(html="")
    assert to_html(" \n\n", VIEW, Place(mode="inline")) == Html(html="")


@pytest.mark.parametrize("text", ["a\n\nb", "- a", "## a", "> a", "$$ a $$", "```\na\n```", "| a |\n|---|\n| b |"])
def test_a_field_of_one_paragraph_refuses_more(text: str) -> None:
    assert any("this field takes one paragraph" in mistake for mistake in mistakes_in(text, mode="inline"))


def test_the_second_paragraph_of_a_field_is_shown() -> None:
    assert mistakes_in("one\n\n two", mode="inline")[0].startswith("3:2: this field takes one paragraph")


def test_nothing_leaks_into_the_next_text() -> None:
    to_html("[a][b] x[^1]\n\n[b]: metrics/fid.html\n[^1]: note", VIEW, Place())
    assert html_of("[a][b] and [^2]") == "<p>[a][b] and [^2]</p>"


def test_texts_can_be_rendered_in_several_threads() -> None:
    texts = [f"## {n}\n\n{'word *em* ' * n} $x_{n}$[^1]\n\n[^1]: {n}" for n in range(40)]
    alone = [html_of(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(html_of, texts)) == alone


def test_the_quick_inline_stage_agrees_with_the_library() -> None:
    text = (
        "*a* **b** ***c*** _d_ `e` ``f ` g`` \\*h\\* [i](j.html 'k') ![l](m.png) [n][o] [p] <q@r.st> <https://u.v>  \n"
        "&amp; <b>z</b> **a *b* c** *d **e** f* [*g*](h) snake_case_name 2 * 3 [^1]\n\n"
        "[o]: p.html\n[p]: q.html\n[^1]: note"
    )
    house = Markdown(extensions=[House()])
    for name in ("fold", "finish"):
        house.treeprocessors.deregister(name)
    plain = Markdown(extensions=[House()])
    for name in ("fold", "finish"):
        plain.treeprocessors.deregister(name)
    from markdown.treeprocessors import InlineProcessor

    plain.treeprocessors.register(InlineProcessor(plain), "inline", 20)
    house.scanned = plain.scanned = text  # type: ignore[attr-defined]
    assert house.convert(text) == plain.convert(text)
    assert all(name in house.inlinePatterns for name in SIGNS)


WORDS = re.findall(
    r"\S+",
    "` `` ``` ~~~ $ $$ \\ [ ] [[ ]] [[fid [[fid]] $x$ | ( ) ]( ![ < <!-- --> <div> </div> <p </p> <script> ::: :::: { "
    "} {#id} [^1] [^1]: [@ * ** _ # > - 1. & &#57344; &#1; \ue000 0 \ue001 \\begin{align} \\end{align} klzzwxh:0000 "
    "javascript: GAN a é 日",
)
SPACES = [" ", "\n", "\n\n", "\t", "    ", "\x02", "\x03", "\r"]
LINES = ["\n::: note\n", "\n:::\n", "\n```python\n", "| a | b |\n|---|---|\n", "\n::: figure duel\n"]
MARKS = st.sampled_from([*WORDS, *SPACES, *LINES])
ANYTHING = st.one_of(st.lists(MARKS, max_size=60).map("".join), st.text(max_size=200))


@settings(max_examples=400, deadline=None)
@given(text=ANYTHING, mode=st.sampled_from(["block", "inline"]), untrusted=st.booleans())
def test_no_text_raises_or_shows_a_placeholder(text: str, mode: str, untrusted: bool) -> None:
    made = to_html(text, VIEW, Place(mode=mode, untrusted=untrusted))  # type: ignore[arg-type]
    assert not set(made.html) & {"\ue000", "\ue001", "\x02", "\x03"}
    assert not any("gives up" in mistake.message for mistake in made.mistakes)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mistake in made.mistakes:
        assert 1 <= mistake.line <= len(lines)
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 5000, "[a](" * 3000, "![" * 3000, "[[a|" * 2000, "{" * 5000, "$a " * 4000, "`" * 5000, "*a " * 4000),
        *("<a " * 4000, "<" * 5000, "> " * 1000, "# a\n" * 1500, "::: note\n" * 500, "\\begin{align}" * 1000),
        "".join("    " * n + "- a\n" for n in range(120)),
        "| a " * 1000 + "\n" + "|---" * 1000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_no_text_takes_ages(text: str) -> None:
    start = time.process_time()
    to_html(text, VIEW, Place())
    assert time.process_time() - start < 3


def test_endless_nesting_is_a_mistake_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(draft: object, text: str) -> str:
        raise RecursionError

    monkeypatch.setattr("studyguide.markup.convert", convert)
    made = to_html("a < b", VIEW, Place())
    assert made.html == "<pre>a &lt; b</pre>"
    assert [mistake.message for mistake in made.mistakes] == ["this text is nested too deeply"]


def test_a_failure_of_the_library_is_a_mistake_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(markdown: Markdown, text: str) -> str:
        raise IndexError("list index out of range")

    monkeypatch.setattr(Markdown, "convert", convert)
    (mistake,) = to_html("a", VIEW, Place()).mistakes
    assert mistake.message == "Python-Markdown gives up on this text (IndexError: list index out of range)"
    monkeypatch.undo()
    assert html_of("a") == "<p>a</p>"


def test_the_layer_is_imported_without_lexers_and_sanitiser() -> None:
    heavy = "{'pygments.lexers', 'nh3', 'pydantic', 'jinja2'}"
    code = f"import sys; import studyguide.markup; print(sorted({heavy} & sys.modules.keys()))"
    source = str(Path(__file__).parents[1] / "src")
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    assert printed.stdout.strip() == "[]"
