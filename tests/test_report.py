"""Problems and results in words, literally."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from studyguide import report
from studyguide.problems import Problem

TYPO = Problem(
    path="content/metrics/fid.md",
    line=12,
    column=17,
    message='unknown metric "fdi"',
    hint='did you mean "fid"?',
    excerpt="prerequisites: [fdi]",
)


def outcome(**figures: Any) -> Any:
    usual = {"problems": (), "rendered": 3, "reused": 109, "written": 4, "removed": 0, "seconds": 1.2391, "pages": 112}
    return SimpleNamespace(**(usual | {"published": True} | figures))


def test_a_problem_is_shown_with_its_line_a_caret_and_a_way_out() -> None:
    assert report.as_text([TYPO]) == (
        'content/metrics/fid.md:12:17: error: unknown metric "fdi"\n'
        "   12 | prerequisites: [fdi]\n"
        "      |                 ^\n"
        '      = did you mean "fid"?\n'
    )


def test_problems_are_sorted_by_path_and_line_and_shown_once() -> None:
    problems = [
        Problem(path="b", line=2, message="x"),
        Problem(path="b", line=10, message="y"),
        Problem(path="a", message="z"),
    ]
    assert report.as_text(problems * 2) == "a: error: z\nb:2: error: x\nb:10: error: y\n"


def test_a_problem_without_a_file_is_shown_without_a_place() -> None:
    assert report.as_text([Problem(path="", message="git is missing", hint="install it")]) == (
        "error: git is missing\n      = install it\n"
    )


def test_a_prefix_leads_from_the_working_folder_to_the_guide() -> None:
    assert (
        report.as_text([Problem(path="content/a.md", line=3, message="x")], prefix="../")
        == "../content/a.md:3: error: x\n"
    )


def test_a_line_without_a_column_has_no_caret() -> None:
    problem = Problem(path="a", line=3, message="x", excerpt="text", level="warning")
    assert report.as_text([problem]) == "a:3: warning: x\n    3 | text\n"


def test_the_caret_stands_below_its_character_after_wide_joined_and_tab_characters() -> None:
    problem = Problem(path="a", line=1, column=6, message="x", excerpt="\t猫e\N{COMBINING ACUTE ACCENT}🌌!")
    caret = report.as_text([problem]).splitlines()[2]
    assert caret == "      | " + " " * len("_MMeMM") + "^"


def test_of_a_long_line_the_part_around_the_problem_is_shown() -> None:
    problem = Problem(path="a", line=1, column=301, message="x", excerpt="a" * 300 + "b" + "c" * 300)
    _, line, caret = report.as_text([problem]).splitlines()
    assert line == "    1 | …" + "a" * 49 + "b" + "c" * 48 + "…"
    assert line[caret.index("^")] == "b"


def test_nothing_in_a_problem_steers_the_terminal() -> None:
    problem = Problem(path="a\x1b[2J", line=1, message="bad \x07", hint="\x9b1m", excerpt="\x1b]0;title\x07")
    assert not any(c in report.as_text([problem]) for c in "\x1b\x07\x9b")


def test_colours_are_only_colours() -> None:
    coloured = report.as_text([TYPO], colour=True)
    assert "\x1b[1;31merror:\x1b[0m" in coloured
    for code in ("1;31", "1", "2", "36", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == report.as_text([TYPO])


def test_github_gets_commands_with_everything_escaped_that_it_wants_escaped() -> None:
    problem = Problem(path="a,b:c.md", line=1, column=2, message="100%\nsure", hint="a: b, c", level="warning")
    assert report.as_github([problem], prefix="guide/") == (
        "::warning file=guide/a%2Cb%3Ac.md,line=1,col=2,title=Studyguide::100%25%0Asure%0Aa: b, c\n"
    )


def test_github_gets_no_place_for_a_problem_without_one() -> None:
    assert report.as_github([Problem(path="", message="x")]) == "::error title=Studyguide::x\n"


def test_json_is_one_object_in_ascii() -> None:
    text = report.as_json([TYPO, Problem(path="é", message="→")], {"pages": 1})
    assert text.isascii()
    read = json.loads(text)
    assert read["summary"] == {"pages": 1}
    assert read["problems"][0] == {
        "path": "content/metrics/fid.md",
        "line": 12,
        "column": 17,
        "message": 'unknown metric "fdi"',
        "hint": 'did you mean "fid"?',
        "level": "error",
        "excerpt": "prerequisites: [fdi]",
    }
    assert read["problems"][1]["message"] == "→"


def test_a_build_is_told_in_one_line() -> None:
    assert report.sentence(outcome(), "site/") == (
        "Built 112 pages in 1.24 s: 3 rendered, 109 reused, 4 written, 0 problems → site/"
    )


def test_one_of_a_thing_is_told_as_one() -> None:
    told = report.sentence(outcome(pages=1, removed=1, problems=(TYPO,)), "site/")
    assert told == "Built 1 page in 1.24 s: 3 rendered, 109 reused, 4 written, 1 removed, 1 error → site/"


def test_a_build_with_errors_says_that_the_site_is_as_it_was() -> None:
    warning = Problem(path="a", message="x", level="warning")
    told = report.sentence(outcome(published=False, problems=(TYPO, warning, TYPO)), "site/")
    assert told == "Not built: 2 problems (1 error, 1 warning) in 1.24 s; site/ stays as it was"


def test_a_check_is_told_in_one_line() -> None:
    assert report.checked(outcome(seconds=0.5)) == "Checked in 0.50 s: 0 problems"


def test_the_summary_counts_each_problem_once() -> None:
    warning = Problem(path="a", message="x", level="warning")
    assert report.summary(outcome(problems=(TYPO, TYPO, warning))) == {
        "pages": 112,
        "rendered": 3,
        "reused": 109,
        "written": 4,
        "removed": 0,
        "published": True,
        "seconds": 1.239,
        "errors": 1,
        "warnings": 1,
    }
