"""The guide of this repository: every objective is covered, nothing is out of the way, and an editor has nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyguide.coverage import Coverage, PageCoverage, coverage
from studyguide.editorial import Copy, House, edit
from studyguide.fragments import make_fragments
from studyguide.load import load_site
from studyguide.model import EntryId
from studyguide.site import Site
from studyguide.trace import Memo
from studyguide.view import Facts, SiteView

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(PROJECT).site


@pytest.fixture(scope="module")
def facts(site: Site) -> dict[EntryId, Facts]:
    memo = Memo()
    views = ((i, SiteView(site, memo, about=i)) for i in site.entries)
    return {i: make_fragments(i, site, view, untrusted=False).facts for i, view in views}


@pytest.fixture(scope="module")
def found(site: Site, facts: dict[EntryId, Facts]) -> Coverage:
    return coverage(site, facts)


def objectives(found: Coverage) -> list[PageCoverage]:
    return [page for page in found.pages if page.objective]


def test_the_guide_has_the_objectives_that_it_set_out_with(found: Coverage) -> None:
    kinds = [page.kind for page in objectives(found)]
    assert {kind: kinds.count(kind) for kind in kinds} == {"concept": 26, "model": 16, "metric": 15, "formula": 30}
    assert (found.totals["terms"], found.totals["questions"] >= 150) == (97, True)


def test_every_objective_has_a_text_an_example_or_figure_two_questions_and_a_term(found: Coverage) -> None:
    assert {page.id: page.gaps for page in objectives(found) if page.gaps} == {}


def test_every_objective_names_a_source(found: Coverage) -> None:
    assert [page.id for page in objectives(found) if not page.references] == []


def test_every_page_is_named_by_another(found: Coverage) -> None:
    assert [page.id for page in found.pages if page.orphan] == []


def test_an_editor_has_nothing_to_say(site: Site, facts: dict[EntryId, Facts]) -> None:
    house = House(site)
    said = [
        f"{problem.path}:{problem.line} {problem.message}"
        for i, entry in site.entries.items()
        if site.origins[i].path != "content/guide.yml"
        for problem in edit(Copy(id=i, entry=entry, facts=facts[i], house=house))
    ]
    assert said == []
