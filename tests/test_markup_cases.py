"""Golden cases: every syntax, its HTML and its mistakes, in text files.

A case is Markdown, a line `---`, and what must come out; `pytest --accept` writes it. Read the difference before
you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from markup_site import VIEW, shown

from studyguide.markup import Place, to_html

CASES = sorted((Path(__file__).parent / "cases" / "markup").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_case_comes_out_as_written(case: Path, accept: bool) -> None:
    text, _, expected = case.read_text(encoding="utf-8").rpartition("\n---\n")
    text = text or expected
    mode = "inline" if case.stem.startswith("inline-") else "block"
    untrusted = case.stem.startswith("untrusted-")
    prefix = "p-" if "prefix" in case.stem else ""
    place = Place(mode=mode, untrusted=untrusted, prefix=prefix, runs=case.stem.startswith("code-run"))
    outcome = shown(to_html(text, VIEW, place))
    if accept:
        case.write_text(f"{text.rstrip()}\n---\n{outcome}", encoding="utf-8")
    else:
        assert outcome == expected


def test_there_is_a_case_for_every_block() -> None:
    from studyguide.markup.containers import CONTAINERS

    texts = "\n".join(case.read_text(encoding="utf-8") for case in CASES)
    assert [name for name in CONTAINERS if f"::: {name}" not in texts] == []


def test_there_is_a_case_for_every_option_of_code() -> None:
    from studyguide.markup.info import OPTIONS

    texts = "\n".join(case.read_text(encoding="utf-8") for case in CASES)
    assert [name for name in OPTIONS if f" {name}" not in texts] == []
