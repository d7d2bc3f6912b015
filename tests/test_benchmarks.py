"""The benchmarks: the same words go to both programs, and tables tell what was measured. Nothing is timed here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pages
import pytest
import run
import table
from table import Row

from studyguide.build import Options, check

COUNT = 30


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both projects, beside each other."""
    folder = tmp_path_factory.mktemp("written")
    pages.write_ours(folder / "ours", COUNT)
    pages.write_mkdocs(folder / "peer", COUNT)
    return folder


def words(markdown: str) -> list[str]:
    """What a reader reads, whatever marks it up: titles and summaries too, and links by the page that they lead to."""
    text = re.sub(r"^(?:---|title:|summary:|group: .*)", "", markdown, flags=re.M)
    text = re.sub(r"\[\[page-(\d+)\]\]|\[Page (\d+)\]\([^)]*\)", lambda m: f"to {int(m[1] or m[2])}", text)
    return re.findall(r"[^\s#]+", text)


# The page writer


@pytest.mark.parametrize("number", [0, 7, COUNT - 1])
def test_both_programs_get_the_same_words(written: Path, number: int) -> None:
    ours = (written / "ours" / pages.our_page(number)).read_text(encoding="utf-8")
    theirs = (written / "peer" / pages.mkdocs_page(number)).read_text(encoding="utf-8")
    assert words(ours) == words(theirs)


def test_both_programs_get_as_many_pages(written: Path) -> None:
    assert len(list((written / "ours/content/concepts").glob("*.md"))) == COUNT
    assert len(list((written / "peer/docs").glob("unit-*/*.md"))) == COUNT


def test_a_page_is_as_long_and_as_rich_as_it_says() -> None:
    for number in range(5):
        body = pages.body(number, ["[[a]]", "[[b]]", "[[c]]"])
        prose = re.sub(r"```.*?```|\$\$.*?\$\$|^\|[^\n]*", "", body, flags=re.S | re.M)
        assert 750 < len(prose.split()) < 1000
        assert body.count("```python") == 2
        assert len(re.findall(r"\$[^$\n]+\$", body)) + body.count("$$") // 2 == 8
        assert body.count("| --- | ---: | --- |") == 1 and body.count("\n- ") == 4
        assert all(body.count(f"[[{name}]]") == 1 for name in "abc")


def test_no_two_pages_are_alike_and_each_is_the_same_every_time() -> None:
    bodies = [pages.body(number, ["", "", ""]) for number in range(20)]
    assert len(set(bodies)) == 20
    assert bodies[3] == pages.body(3, ["", "", ""])


def test_links_lead_to_pages_that_are_there(written: Path) -> None:
    for page in (written / "peer/docs").glob("unit-*/*.md"):
        for target in re.findall(r"\]\(([^)]*\.md)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file()


def test_our_guide_has_no_problems(written: Path) -> None:
    result = check(Options(project=written / "ours", output=written / "ours/site", jobs=1))
    assert result.problems == ()


# The table


def test_a_row_compares_medians() -> None:
    row = Row(name="cold", unit="s", ours=[1.0, 9.0, 2.0], peer=[8.0], most_of_peer=0.25)
    assert row.ratio == 0.25
    assert row.met is True


def test_a_bar_that_is_passed_by_little_is_missed() -> None:
    assert Row(name="cold", unit="s", ours=[2.01], peer=[8.0], most_of_peer=0.25).met is False
    assert Row(name="save", unit="ms", ours=[101.0], most=100).met is False


def test_without_a_bar_or_without_figures_nothing_is_judged() -> None:
    assert Row(name="cold", unit="s", ours=[2.0], peer=[8.0]).met is None
    assert Row(name="cold", unit="s", ours=[2.0], most_of_peer=0.5).met is None
    assert Row(name="save", unit="ms", ours=[], most=100).met is None


def test_cells_show_the_median_and_the_least_value() -> None:
    assert table.cell([3.0, 1.0, 2.0], "s") == "2.00 s (1.00)"
    assert table.cell([10_403.2, 9_701.0, 9_900.0], "ms") == "9,900 ms (9,701)"
    assert table.cell([44.4], "MB") == "44 MB"
    assert table.cell([], "s") == ""


def test_the_table_names_what_is_met_and_what_is_missed() -> None:
    rows = [
        Row(name="cold", unit="s", ours=[2.0], peer=[8.0], most_of_peer=0.5),
        Row(name="save", unit="ms", ours=[120.0, 110.0], most=100),
    ]
    assert table.markdown(rows, ("We", "They")) == (
        "|      | We           | They   | ratio | bar                 |            |\n"
        "| ---- | -----------: | -----: | ----: | ------------------: | ---------- |\n"
        "| cold | 2.00 s       | 8.00 s | 0.250 | ≤ 0.5 of the peer's | met        |\n"
        "| save | 115 ms (110) |        |       | ≤ 100 ms            | **missed** |"
    )


def test_without_a_peer_its_columns_are_left_out() -> None:
    text = table.markdown([Row(name="save", unit="ms", ours=[80.0], most=100)], ("We", "They"))
    assert text.splitlines()[0] == "|      | We    | bar      |     |"


# From results to rows


def spent(wall_s: float) -> dict[str, float]:
    return {"wall_s": wall_s, "cpu_s": 2 * wall_s, "peak_mb": 50.0}


def preview(tool: str, count: int, *served_ms: float) -> dict[str, Any]:
    saves = [{"reload_ms": ms - 3, "served_ms": ms} for ms in served_ms]
    return {
        "tool": tool,
        "pages": count,
        "saves": saves,
        "median_served_ms": served_ms[0],
        "cpu_ms": 9.0,
        "memory_mb": 7.0,
    }


@pytest.fixture
def results() -> run.Results:
    seconds = {"Studyguide": (6.0, 0.1, 1.0), "MkDocs Material": (40.0, 39.0, 41.0)}
    return {
        "command": "python benchmarks/run.py --pages 1000",
        "date": "2026-01-02 03:04 UTC",
        "load": [0.5, 2.0],
        "versions": ["mkdocs==1.6.1"],
        "machine": {"processor": "A processor", "cores": 2, "system": "Linux 6.1", "python": "3.11.7"},
        "builds": [
            {"tool": tool, "stage": stage, "runs": [spent(wall)]}
            for tool, walls in seconds.items()
            for stage, wall in zip(run.STAGES, walls, strict=True)
        ],
        "previews": [
            preview("Studyguide", 100, 30.0),
            preview("Studyguide", 1000, 60.0),
            preview("MkDocs Material", 1000, 41_000.0),
        ],
    }


def test_every_bar_is_judged(results: run.Results) -> None:
    judged = {row.name: row.met for row in run.rows(results, 1000) if row.met is not None}
    assert judged == {
        "cold build, wall": True,
        "nothing changed, wall": True,
        "one page edited, wall": True,
        "save to served": True,
        "save to served, 1000 pages by 100": False,
    }


def test_a_run_without_the_peer_still_has_its_rows(results: run.Results) -> None:
    for kind in ("builds", "previews"):
        results[kind] = [figures for figures in results[kind] if figures["tool"] == "Studyguide"]
    assert [row.name for row in run.rows(results, 1000) if row.peer] == []
    assert "MkDocs" not in table.markdown(run.rows(results, 1000), ("Studyguide", "MkDocs Material"))


def test_a_small_site_is_not_compared_with_a_small_one(results: run.Results) -> None:
    assert not [row.name for row in run.rows(results, 100) if " by " in row.name]


def test_results_say_what_was_measured_where_and_when(results: run.Results) -> None:
    assert run.described(results) == (
        "2026-01-02 03:04 UTC, load average 0.5 → 2.0\n"
        "A processor, 2 cores, Linux 6.1, Python 3.11.7\n"
        "python benchmarks/run.py --pages 1000\n"
        "mkdocs==1.6.1"
    )
