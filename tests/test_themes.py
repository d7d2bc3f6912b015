"""Themes: three examples that a project may copy, what docs/theming.md says of them, and the contrast of an accent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from kitchen import Kitchen

from studyguide.colour import Colour, contrast, custom_properties, faint_links, from_hex, from_oklch, resolve, to_oklch

HOME = Path(__file__).resolve().parent.parent
THEMES = HOME / "tests" / "themes"
DOCS = (HOME / "docs" / "theming.md").read_text(encoding="utf-8")
TOKENS = (HOME / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
PAGE = "concepts/starter.html"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("themes"))


@pytest.fixture
def kitchen(shared: Kitchen) -> Iterator[Kitchen]:
    shared.put_back()
    yield shared
    shared.put_back()


def dressed(kitchen: Kitchen, theme: str) -> dict[str, bytes]:
    """The bread guide in a theme."""
    shutil.copytree(THEMES / theme, kitchen.project, dirs_exist_ok=True)
    result = kitchen.build()
    assert result.published and not [p for p in result.problems if "contrast" in p.message], result.problems
    return kitchen.files()


# The examples


@pytest.mark.parametrize(
    ("theme", "gone", "come"),
    [
        ("plain", "Edit this page|The whole guide on one page", 'class="plain-top"'),
        ("night-first", "Before this", "Tonight"),
        ("wide-serif", 'class="toc', '<blockquote class="wide-story">'),
    ],
)
def test_an_example_changes_pages(theme: str, gone: str, come: str, kitchen: Kitchen) -> None:
    before = kitchen.site[PAGE].decode()
    after = dressed(kitchen, theme)[PAGE].decode()
    assert re.search(gone, before) and come not in before
    assert not re.search(gone, after) and come in after


@pytest.mark.parametrize("theme", sorted(path.name for path in THEMES.iterdir()))
def test_an_example_adds_one_sheet_extends_the_layout_and_replaces_one_partial(theme: str, kitchen: Kitchen) -> None:
    files = {path.relative_to(THEMES / theme).as_posix() for path in (THEMES / theme).rglob("*") if path.is_file()}
    assert "templates/layout.html" in files and len(files) == 3
    (partial,) = (name for name in files if "/partials/" in name)
    assert (HOME / partial).is_file(), "it replaces one of ours"
    (sheet,) = (name for name in files if name.endswith(".css"))
    own = custom_properties((THEMES / theme / sheet).read_text(encoding="utf-8"))
    made = custom_properties(dressed(kitchen, theme)["static/site.css"].decode())
    assert own and {name: made[name] for name in own} == {n: re.sub(r"\s*,\s*", ",", v) for n, v in own.items()}
    assert f"`{theme}`" in DOCS


def test_a_theme_that_is_taken_away_leaves_nothing_behind(kitchen: Kitchen) -> None:
    dressed(kitchen, "plain")
    kitchen.put_back()
    assert kitchen.build().published
    assert kitchen.files() == kitchen.site


# What the docs say


def test_the_docs_name_every_block_template_and_token() -> None:
    layout = (HOME / "templates" / "layout.html").read_text(encoding="utf-8")
    blocks = re.findall(r"\{% block (\w+) %\}", layout)
    assert len(blocks) > 9
    templates = [path.name for path in (HOME / "templates").glob("*.html")]
    kinds = [name.removeprefix("list-").removesuffix(".html") for name in templates if name.startswith("list-")]
    whole = [name for name in templates if not name.startswith("list-")]
    tokens = [f"--{name}" for name in custom_properties(TOKENS) if name not in ("guide-accent", "header", "bad-wash")]
    missing = [name for name in (*blocks, *whole, *kinds, *tokens) if f"`{name}`" not in DOCS]
    assert not missing


# Colours


def test_contrast_is_that_of_the_standard() -> None:
    black, white = Colour(0, 0, 0), Colour(1, 1, 1)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    grey = from_hex("#767676")
    assert grey and contrast(grey, white) == pytest.approx(4.54, abs=0.005)


def test_oklch_is_that_of_browsers() -> None:
    red = from_hex("#f00")
    assert red and to_oklch(red) == pytest.approx((0.628, 0.2577, 29.23), abs=0.005)
    assert from_oklch(*to_oklch(red)) == pytest.approx(red, abs=1e-5)


def test_what_holds_on_paper_only_does_not_count() -> None:
    css = ":root { --a: 1; } @media print { @page { margin: 0; } :root { --a: 2; } } @media (width > 9em) { p { --b: 3; } } p { --c: 4 }"
    assert custom_properties(css) == {"a": "1", "c": "4"}


@pytest.mark.parametrize("value", ["red", "#12345", "oklch(1 2)", "var(--nowhere)", "var(--a)", "light-dark(#fff)", ""])
def test_what_is_not_understood_is_no_colour(value: str) -> None:
    assert resolve(value, {"a": "var(--a)"}, dark=False) is None


def test_the_themes_own_correction_is_computed() -> None:
    known = custom_properties(TOKENS) | {"guide-accent": "#ffff00"}
    light, dark = (resolve(known["accent"], known, dark=dark) for dark in (False, True))
    assert light and dark
    assert to_oklch(light)[0] == pytest.approx(0.42, abs=0.01), "darkened"
    assert to_oklch(dark)[0] == pytest.approx(0.968, abs=0.01), "bright already"


@pytest.mark.parametrize("digits", range(0, 16, 5))
def test_any_accent_can_be_read_in_our_theme(digits: int) -> None:
    for green in range(0, 16, 5):
        for blue in range(0, 16, 5):
            css = f"{TOKENS} :root {{ --guide-accent: #{digits:x}{green:x}{blue:x}; }}"
            assert list(faint_links(css)) == []


def test_a_theme_without_the_correction_is_warned_of_a_faint_accent(kitchen: Kitchen) -> None:
    settings = (kitchen.project / "content/guide.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^accent:.*\n", "", settings, flags=re.M) + 'accent: "#b4ccf5"\n'
    kitchen.change(
        {
            "content/guide.yml": settings,
            "static/css/mine.css": "@layer tokens { @supports (color: red) { :root { --accent: var(--guide-accent); } } }",
        }
    )
    result = kitchen.build()
    faint = [problem for problem in result.problems if "contrast" in problem.message]
    assert len(faint) == 1, faint
    (problem,) = faint
    assert result.published and problem.level == "warning"
    assert problem.path == "content/guide.yml" and settings.splitlines()[problem.line - 1].startswith("accent:")
    assert problem.message == "links have a contrast of only 1.6:1 on paper in the light scheme"
    assert "choose another accent" in problem.hint
    assert [p for p in kitchen.build().problems if "contrast" in p.message] == [problem], "and again on the next build"
    kitchen.change({"static/css/mine.css": None})
    assert not [p for p in kitchen.build().problems if "contrast" in p.message]


def test_what_is_no_colour_is_an_error_with_a_hint(kitchen: Kitchen) -> None:
    settings = (kitchen.project / "content/guide.yml").read_text(encoding="utf-8")
    kitchen.change({"content/guide.yml": re.sub(r"^accent:.*\n", "", settings, flags=re.M) + "accent: purplish\n"})
    (problem,) = [problem for problem in kitchen.problems() if "colour" in problem.message]
    assert problem.level == "error" and problem.hint == "six hexadecimal digits, such as #7a3e9d" and problem.line
