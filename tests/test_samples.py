"""Samples: read from programs with front matter, shown with what came out, and found wrong when that is not of them."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from kitchen import loaded, shown, write
from node import call

from studyguide import samples
from studyguide.build import BuildResult, Options, build, check
from studyguide.codeblocks import all_blocks
from studyguide.model import CodeSample
from studyguide.records import CellRun, Record, differs, figure_path, read, record_path, tidy
from studyguide.records import write as write_record

DICE = Path(__file__).parent / "sites" / "dice"
HEAD = "# ---\n# title: A coin\n# framework: python\n# ---\n"
COIN = f"{HEAD}# region flip\nprint(1)\n# endregion\n"


@pytest.fixture
def dice(tmp_path: Path) -> Path:
    shutil.copytree(DICE / "content", tmp_path / "content")
    return tmp_path


def built(project: Path) -> BuildResult:
    return build(Options(project=project, output=project / "site", jobs=1))


def page(project: Path, name: str) -> str:
    result = built(project)
    assert result.published, shown(result.problems)
    return (project / "site" / name).read_text(encoding="utf-8")


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(project: Path) -> str:
    return shown(check(Options(project=project, output=project / "site", jobs=1)).problems)


# Reading


def test_a_program_with_front_matter_is_a_sample(tmp_path: Path) -> None:
    site = loaded(tmp_path, {"code/my_coin.py": COIN, "code/plain.py": "print(2)\n"}).site
    sample = site.entries["code/my-coin"]
    assert isinstance(sample, CodeSample)
    assert (sample.title, sample.group, sample.needs) == ("A coin", "Python", ())
    assert site.url("code/my-coin") == "code/my-coin.html"
    assert "code/plain" not in site.entries


def test_its_markdown_has_the_lines_of_the_program() -> None:
    text = f"{HEAD}# Words.\n#\n# * more\n\n# region a\nx = 1\n# endregion\n# %% [markdown]\n# End.\n# region check\nassert x\n# endregion\n"
    body = samples.markdown(text, "code/x.py").split("\n")
    assert body == [
        "Words.", "", "* more", "", '```python file=code/x.py region=a title="A" output', "", "```", "", "End.", "", "", "", "",
    ]  # fmt: skip
    assert len(body) == len(text.split("\n")) - HEAD.count("\n")


def test_a_digest_depends_on_all_code_before_and_on_no_comment_between() -> None:
    one = samples.cells(f"{HEAD}# region a\nx = 1\n# endregion\n# region b\ny = 2\n# endregion\n")
    same = samples.cells(f"{HEAD}# Said.\n# region a\nx = 1  \n\n# endregion\n# region b\ny = 2\n# endregion\n")
    other = samples.cells(f"{HEAD}# region a\nx = 3\n# endregion\n# region b\ny = 2\n# endregion\n")
    assert [cell.digest for cell in one] == [cell.digest for cell in same]
    assert not {cell.digest for cell in one} & {cell.digest for cell in other}
    assert [cell.line for cell in same] == [7, 11]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# ---\n# title: A\n", "x.py:1:1: the front matter is not closed\n    each of its lines begins with `# `, and it ends with a line `# ---`\n"),
        (HEAD, "x.py:4:1: this sample has no region\n    put its code between `# region NAME` and `# endregion`\n"),
        (f"{HEAD}x = 1\n", "x.py:5:1: this code stands in no region\n    put it between `# region NAME` and `# endregion`; explanations are comments\n"),
        (f"{HEAD}# region a\nx = 1\n", 'x.py:5:1: the region "a" is not closed\n    end it with a line `# endregion`\n'),
        (f"{HEAD}# region a\n# endregion\n# endregion\n", "x.py:7:1: no region ends here\n    remove this line\n"),
        (f"{HEAD}# region\n# endregion\n", "x.py:5:1: this region has no name\n    small letters, digits and hyphens, as in `# region model`\n"),
        (f"{HEAD}# region a\n# endregion\n# region a\n# endregion\n", 'x.py:7:1: the region "a" stands twice in this file\n    choose another name\n'),
        (COIN.replace("# framework: python\n", ""), 'x.py:2:3: the field "framework" is missing\n    add `framework:`\n'),
        (COIN.replace("python", "python\n# neds: [x]"), 'x.py:4:3: unknown field "neds"\n    did you mean "needs"?\n'),
        (COIN.replace("python", "python\n# group: mine"), "x.py:4:3: the group is the framework\n    remove the field\n"),
        (COIN.replace("python", "python\n# figures: {A.gif: x}"), 'x.py:4:13: "A.gif" is not a name for a picture\n    small letters, digits and hyphens, and .svg, .png or .webp, as in ring.svg\n'),
        (COIN.replace("python", "python\n# title: again"), 'x.py:4:3: the field "title" is given twice\n    keep one of the two\n'),
        (COIN.replace("python", "python\n# tolerance: 0"), "x.py:4:14: tolerance must be more than 0\n"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(text: str, told: str, tmp_path: Path) -> None:
    assert shown(loaded(tmp_path, {"code/x.py": text}).problems) == f"content/code/{told}"


# Pages


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_its_page_shows_the_code_and_what_came_out(dice: Path) -> None:
    html = page(dice, "code/two-dice.html")
    assert "<samp>36 pairs</samp>" in html
    assert 'aria-label="A staircase up to seven and down again"' in html
    assert re.search(r"Ran with Python 3\.\d+ in [\d.]+ s of CPU\. 2 assertions at its end prove it", html)
    assert "sums = Counter(" in text_of(html)
    assert "checked" not in html and "assert sums" not in text_of(html)


def test_what_a_stand_in_printed_is_not_shown(dice: Path) -> None:
    assert "Ran with a stand-in for <em>the</em> die." in page(dice, "code/cheat.html")
    site = dice / "site"
    assert not [path for path in site.rglob("cheat.*") if "<samp>" in path.read_text() or "\n6\n" in path.read_text()]


def test_what_was_recorded_before_somebody_said_so_is_not_shown_either(dice: Path) -> None:
    record = dice / "content/code/cheat.run.yml"
    old = read(record.read_text(), "x")
    assert isinstance(old, Record)
    cells = {**old.cells, "roll": CellRun(code=old.cells["roll"].code, text="six")}
    record.write_text(write_record(Record(python=old.python, seconds=old.seconds, cells=cells)))
    assert "<samp>" not in page(dice, "code/cheat.html")
    change(dice, "code/cheat.py", "# shows_output: false\n", "")
    assert "<samp>six</samp>" in page(dice, "code/cheat.html")


def test_lines_have_their_numbers_in_the_file(dice: Path) -> None:
    """Also after marks of inner regions, which are not shown."""
    change(dice, "code/two_dice.py", "    print(f", "    # shown\n    print(f")
    change(dice, "code/two_dice.py", "# region picture", "# * Line `print(f`: each.\n\n# region picture")
    shutil.rmtree(dice / "content/code/figures")
    (dice / "content/code/two_dice.run.yml").unlink()
    number = (dice / "content/code/two_dice.py").read_text().split("\n").index('    print(f"{total:2} {count}")') + 1
    assert f">Line {number}</a>: each." in page(dice, "code/two-dice.html")


def test_pages_link_to_a_sample_and_it_to_them(dice: Path) -> None:
    page(dice, "code.html")
    (dice / "content/concepts/runs.md").write_text(
        "---\ntitle: Runs\n---\n```python file=code/two_dice.py region=sums\n```\n"
    )
    assert 'href="../code/two-dice.html">Two dice</a></p></figure>' in page(dice, "concepts/runs.html")
    sample = page(dice, "code/two-dice.html")
    assert 'id="belongs-to"' in sample and 'href="../concepts/sums.html">Sums</a>' in sample
    assert 'id="used-on"' in sample and 'href="../concepts/runs.html">Runs</a>' in sample
    assert 'id="in-code"' in page(dice, "concepts/sums.html")
    listing = (dice / "site/code.html").read_text()
    assert '<h2 id="python">Python<' in listing and 'href="code/cheat.html"' in listing


def test_it_is_found_wherever_entries_are(dice: Path) -> None:
    change(dice, "guide.yml", "language", "base_url: https://example.org/dice/\nlanguage")
    page(dice, "index.html")
    site = dice / "site"
    assert "https://example.org/dice/code/two-dice.html" in (site / "sitemap.xml").read_text()
    assert "(code/two-dice.md)" in (site / "llms.txt").read_text()
    assert '"u":"code/two-dice.html"' in (site / "static/search.js").read_text()
    copy = (site / "code/two-dice.md").read_text()
    assert "pairs = list(" in copy and "Output:\n\n```text\n36 pairs\n```" in copy


def test_the_program_can_be_taken_along_as_it_is(dice: Path) -> None:
    page(dice, "code/two-dice.html")
    assert (dice / "site/code/two_dice.py").read_bytes() == (dice / "content/code/two_dice.py").read_bytes()
    assert not (dice / "site/code/helper.py").exists()
    assert not list((dice / "site").rglob("*.run.yml"))


def test_colab_needs_a_repository_and_the_sites_branch(dice: Path) -> None:
    assert "colab" not in page(dice, "code/two-dice.html")
    change(dice, "guide.yml", "language", "repository: https://github.com/me/dice\nlanguage")
    assert "colab" not in page(dice, "code/two-dice.html")
    change(dice, "guide.yml", "language", "site_branch: gh-pages\nlanguage")
    address = "https://colab.research.google.com/github/me/dice/blob/gh-pages/code/two_dice.ipynb"
    assert f'href="{address}"' in page(dice, "code/two-dice.html")
    change(dice, "guide.yml", "github.com", "example.org")
    assert "colab" not in page(dice, "code/two-dice.html")


# What a record proves


def test_the_guide_is_in_order(dice: Path) -> None:
    assert problems(dice) == ""


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("code/two_dice.py", "range(1, 7)", "range(1, 8)", "content/code/two_dice.py:12:1: this sample is not as it was when two_dice.run.yml was made\n    `run two-dice --update` records it\n"),
        ("code/two_dice.py", "sums[7] == 6", "sums[7] == 5", 'content/code/two_dice.py:38:1: the region "check" is not as it was when two_dice.run.yml was made\n    `run two-dice --update` records it\n'),
        ("code/two_dice.run.yml", "36 pairs", "37 pairs", "content/code/two_dice.run.yml:1:1: this record is not as it was written; somebody edited it\n    `run --stale --update` makes it anew\n"),
        ("code/two_dice.run.yml", "cells:", "cells: [", "content/code/two_dice.run.yml:1:1: this record cannot be read"),
        ("code/figures/two_dice-bars.svg", 'x="7"', 'x="8"', 'content/code/two_dice.run.yml:1:1: the recorded picture "bars.svg" is another now\n    `run two-dice --update` records it\n'),
        ("code/two_dice.py", "bars.svg: ", "other.svg: ", 'content/code/two_dice.py:6:12: the picture "bars.svg" has no text for those who cannot see it\n    add `figures: {bars.svg: a sentence that says what can be seen}`\n'),
        ("code/fixtures/loaded_die.py", "666666", "111111", "content/code/cheat.py:10:1: this sample is not as it was when cheat.run.yml was made\n    `run cheat --update` records it\n"),
        ("code/cheat.py", "fixture: loaded_die.py", "fixture: loded_die.py", 'content/code/cheat.py:5:12: there is no program "loded_die.py" in content/code/fixtures/\n    did you mean "loaded_die.py"?\n'),
        ("concepts/sums.md", "6 + 6", "6 + 7", "content/concepts/sums.md:8:1: this block, or one that runs before it, changed since it was recorded\n    `run --stale --update` records what it prints now\n"),
        ("concepts/sums.md", "most - 1\n11", "most - 1\n10", "content/concepts/sums.md:15:1: this block, or one that runs before it, changed since it was recorded\n    `run --stale --update` records what it prints now\n"),
        ("concepts/sums.run.yml", "'12'", "'13'", "content/concepts/sums.md:8:1: warning: nothing is recorded of this block\n"),
        ("code/two_dice.py", "objective: [concepts/sums]", "objective: [concepts/sum]", 'content/code/two_dice.py:5:15: there is no entry "concepts/sum"\n    did you mean "concepts/sums"?\n'),
        ("code/two_dice.py", "[[sums]]", "[[summs]]", 'content/code/two_dice.py:10:37: there is no entry "summs"\n    did you mean "sums"?\n'),
        ("code/cheat.py", "*the* die", "[[dye]]", 'content/code/cheat.py:7:33: there is no entry "dye"\n'),
        ("code/two_dice.py", "Line `product`", "Line `produkt`", 'content/code/two_dice.py:19:5: no line of the code before has "produkt"\n    copy it from the code\n'),
    ],
)  # fmt: skip
def test_whatever_was_changed_is_found(dice: Path, name: str, old: str, new: str, told: str) -> None:
    change(dice, name, old, new)
    assert told in problems(dice)


def test_a_sample_that_never_ran_is_a_warning(dice: Path) -> None:
    (dice / "content/code/cheat.run.yml").unlink()
    told = "content/code/cheat.py:2:3: warning: this sample has no record of what it prints\n    `run cheat --update` runs it and makes one\n"
    assert problems(dice) == told
    assert "Ran with Python" not in page(dice, "code/cheat.html")


def test_a_record_of_nothing_is_a_warning(dice: Path) -> None:
    (dice / "content/concepts/sums.run.yml").rename(dice / "content/concepts/gone.run.yml")
    assert (
        "content/concepts/gone.run.yml: warning: this is a record of a program that is gone\n    delete it\n"
        in problems(dice)
    )


def test_changed_code_keeps_the_last_good_site(dice: Path) -> None:
    before = page(dice, "code/two-dice.html")
    change(dice, "code/two_dice.py", "36 of them", "many")
    assert not built(dice).published
    assert (dice / "site/code/two-dice.html").read_text(encoding="utf-8") == before


def test_a_build_after_an_edit_is_that_of_a_build_from_nothing(
    dice: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page(dice, "index.html")
    record = dice / "content/code/two_dice.run.yml"
    old = read(record.read_text(), "x")
    assert isinstance(old, Record)
    cells = {**old.cells, "pairs": CellRun(code=old.cells["pairs"].code, text="three dozen pairs")}
    record.write_text(write_record(Record(python="3.12.1", seconds=2.0, cells=cells, figures=old.figures)))
    change(dice, "code/two_dice.py", "All sums come", "Every sum comes")
    assert "three dozen pairs" in page(dice, "code/two-dice.html")
    fresh = tmp_path_factory.mktemp("fresh")
    shutil.copytree(dice / "content", fresh / "content")
    assert built(fresh).published
    files = sorted(p.relative_to(fresh / "site") for p in (fresh / "site").rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(dice / "site") for p in (dice / "site").rglob("*") if p.is_file())
    assert [f for f in files if (dice / "site" / f).read_bytes() != (fresh / "site" / f).read_bytes()] == []


# Records


def test_a_record_comes_back_as_it_was_written() -> None:
    record = Record(
        python="3.11.7", packages={"numpy": "2.0"}, seconds=0.1,
        cells={"a": CellRun(code="1234", text="  x: 1\n\n [2]"), "b": CellRun(code="1e10", text="null", figures=("p.svg",))},
        figures={"p.svg": "00"},
    )  # fmt: skip
    assert read(write_record(record), "x") == record


@pytest.mark.parametrize(
    ("recorded", "printed", "how", "tolerance", "line"),
    [
        ("a 1.00", "a 1.00", "exact", 0.05, None),
        ("a 1.00", "a 1.01", "exact", 0.05, 0),
        ("a 1.00", "a 1.01", "close", 0.05, None),
        ("a 1.00", "b 1.00", "close", 0.05, 0),
        ("a 1.00", "a 1.20", "close", 0.05, 0),
        ("x\n0.01", "x\n0.02", "close", 0.05, None),  # one unit of the last digit
        ("x\n0.01", "x\n0.03", "close", 0.05, 1),
        ("step 100", "step 101", "close", 0.005, 0),
        ("[372, 385]", "[376,  385]", "close", 0.05, None),
        ("[372, 385]", "[376, 385]", "close", 0.05, None),
        ("1e-3 of it", "2.1e-3 of it", "close", 0.05, 0),
        ("loss 9.8", "loss 10.1", "close", 0.05, None),
        ("any words 1 2", "other words 3 4", "free", 0.05, None),
        ("any words 1 2", "other words 3", "free", 0.05, 0),
        ("one\ntwo", "one", "free", 0.05, 1),
        ("-0.5", "0.5", "close", 0.05, 0),
        ("1,000 pictures", "1,010 pictures", "close", 0.05, None),
    ],
)
def test_what_is_printed_may_differ_by_as_much_as_is_said(
    recorded: str, printed: str, how: str, tolerance: float, line: int | None
) -> None:
    found = differs(recorded, printed, how, tolerance)  # type: ignore[arg-type]
    assert (found[0] if found else None) == line


def test_printed_text_is_tidied() -> None:
    assert tidy("\n 10%\r 50%\rdone  \nx\r\n\n") == "done\nx"


def test_files_stand_beside_the_program() -> None:
    assert record_path("content/concepts/sums.md") == "content/concepts/sums.run.yml"
    assert figure_path("content/code/two_dice.py", "bars.svg") == "code/figures/two_dice-bars.svg"


# Blocks of code


def test_every_block_is_told_with_its_place_and_state(dice: Path) -> None:
    change(dice, "quiz/dice.yml", "  explain: One and one.", '  explain: |\n    ```python\n    print("why")\n    ```')
    write(dice, {"content/concepts/other.md": "---\ntitle: Other\nstory: |\n  ```bash\n  ls\n  ```\n---\nNothing.\n"})
    found = [(b.path.rpartition("/")[2], b.line, b.block.state, b.block.reason) for b in all_blocks(loaded_site(dice))]
    assert found == [
        ("other.md", 4, "other", ""),
        ("sums.md", 8, "run", ""),
        ("sums.md", 15, "run", ""),
        ("sums.md", 20, "file", ""),
        ("sums.md", 25, "excused", "waits for a key"),
        ("sums.md", 29, "unchecked", ""),
        ("dice.yml", 9, "unchecked", ""),
    ]


def loaded_site(project: Path):  # type: ignore[no-untyped-def]
    from studyguide.load import load_site

    return load_site(project).site


# Copying


@pytest.mark.parametrize(
    ("shown_text", "copied"),
    [
        (">>> x = 1\n>>> for i in range(x):\n...     print(i)\n...\n0\n>>> x\n1\n", "x = 1\nfor i in range(x):\n    print(i)\n\nx\n"),
        ("$ pip install it\nSuccess\n$ it\n", "pip install it\nit\n"),
        ("x = a >>> b\n$ no\n", "x = a >>> b\n$ no\n"),
        ("print(1)\n", "print(1)\n"),
    ],
)  # fmt: skip
def test_copying_leaves_out_prompts_and_output(shown_text: str, copied: str) -> None:
    assert call("session.js", [["inputOf", shown_text]]) == [copied]
