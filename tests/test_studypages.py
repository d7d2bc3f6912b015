"""Pages for learners, and the questions that they fetch."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from kitchen import Kitchen, loaded, shown, write

from studyguide.build import Options, build
from studyguide.checks import check_site
from studyguide.sitedata import targets
from studyguide.studypages import chunk_of

QUIZ = "content/quiz/bread.yml"


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("kitchen") / "bread")


@pytest.fixture(autouse=True)
def _put_back(kitchen: Kitchen) -> None:
    kitchen.put_back()


def cards(script: str) -> dict[str, str]:
    """Question → HTML, as the script would hand them over."""
    found = re.fullmatch(r"studyguideChunk\((.*)\);\n", script, re.S)
    assert found
    made: dict[str, str] = json.loads(found[1])
    return made


def test_the_questions_of_each_entry_stand_in_a_script_of_their_own(kitchen: Kitchen) -> None:
    chunks = {name: text.decode() for name, text in kitchen.site.items() if name.startswith("static/q/") and text}
    assert set(chunks) == {"static/q/concepts-starter.js", "static/q/concepts-hydration.js", "static/q/terms.js"}
    hydration = cards(chunks["static/q/concepts-hydration.js"])
    assert list(hydration) == ["hydration-of-dough", "wet-or-dry"]
    assert 'data-question="wet-or-dry"' in hydration["wet-or-dry"] and "data-key=" in hydration["wet-or-dry"]
    assert "</" not in chunks["static/q/concepts-hydration.js"]


def test_links_in_fetched_questions_are_as_seen_from_the_root(kitchen: Kitchen) -> None:
    kitchen.change(
        {
            QUIZ: (kitchen.project / QUIZ)
            .read_text()
            .replace("explain: About 80", "see: concepts/hydration\n  explain: About 80")
        }
    )
    kitchen.build()
    made = cards((kitchen.output / "static/q/concepts-hydration.js").read_text())
    assert 'href="concepts/hydration.html"' in made["wet-or-dry"]


def test_each_term_is_two_cards(kitchen: Kitchen) -> None:
    made = cards(kitchen.site["static/q/terms.js"].decode())
    assert list(made) == ["glossary/autolyse", "glossary/autolyse/back", "glossary/crumb", "glossary/crumb/back"]
    front, back = made["glossary/crumb"], made["glossary/crumb/back"]
    stem, answer = front.split("question-stem", 1)[1].split("answer-body")
    assert "Crumb" in stem and "inside of the loaf" not in stem and "inside of the loaf" in answer
    stem, answer = back.split("question-stem", 1)[1].split("answer-body")
    assert "inside of the loaf" in stem and "Crumb" not in stem and "Crumb" in answer


def test_a_page_that_changes_its_text_changes_no_chunk(kitchen: Kitchen) -> None:
    kitchen.build()
    kitchen.change(
        {"content/concepts/starter.md": (kitchen.project / "content/concepts/starter.md").read_text() + "\nMore.\n"}
    )
    assert not [url for url in kitchen.build().changed if url.startswith("static/q/")]


def test_an_edited_question_changes_its_own_chunk_only(kitchen: Kitchen) -> None:
    kitchen.build()
    kitchen.change({QUIZ: (kitchen.project / QUIZ).read_text().replace("It starves.", "It goes hungry.")})
    assert [url for url in kitchen.build().changed if url.startswith("static/q/")] == ["static/q/concepts-starter.js"]


def test_the_pages_say_in_words_what_they_are_and_lead_to_the_list(kitchen: Kitchen) -> None:
    for name in ("practice.html", "review.html"):
        page = kitchen.site[name].decode()
        assert 'href="quiz/index.html"' in page and "needs JavaScript" in page
        assert 'content="noindex"' in page


def test_navigation_leads_to_practice_and_review(kitchen: Kitchen) -> None:
    page = kitchen.site["concepts/starter.html"].decode()
    assert 'href="../practice.html"' in page and 'href="../review.html"' in page


def test_a_guide_without_questions_has_none_of_it(tmp_path: Path) -> None:
    write(tmp_path, {
        "content/guide.yml": "id: x\ntitle: X\n", "content/concepts/oven.md": "---\ntitle: Oven\n---\nHot.\n",
        "content/pages/practice.md": "---\ntitle: Practice makes perfect\n---\nReally.\n",
        "content/glossary.yml": "- {title: Oven, definition: A hot box.}\n",
    })  # fmt: skip
    output = tmp_path / "site"
    result = build(Options(project=tmp_path, output=output, jobs=1))
    assert result.published, shown(result.problems)
    assert not (output / "review.html").exists() and not (output / "static" / "q").exists()
    assert "Practice makes perfect" in (output / "practice.html").read_text()
    assert "review.html" not in (output / "index.html").read_text()
    assert "terms.js" not in (output / "glossary.html").read_text()


def test_where_there_are_questions_their_pages_addresses_are_taken(kitchen: Kitchen) -> None:
    kitchen.change({"content/pages/review.md": "---\ntitle: Mine\n---\n"})
    assert "its address review.html is taken by the generator's own page" in shown(kitchen.problems())


MIXED = "content/guide.yml"


def with_mixed(text: str) -> dict[str, str]:
    return {
        "guide.yml": f"id: x\ntitle: X\nmixed:\n{text}" if text else "id: x\ntitle: X\n",
        "concepts/oven.md": "---\ntitle: Oven\n---\n",
        "concepts/stone.md": "---\ntitle: Stone\n---\n",
        "quiz/a.yml": "- {id: hot, type: bool, objective: oven, stem: Is it hot?, truth: true, explain: It is.}\n",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "  - {title: Hot, entries: [oven, stove]}\n",
            'content/guide.yml:4:34: there is no entry "stove"\n    did you mean "stone"?\n',
        ),
        (
            "  - {title: Hot, entries: [oven, stone]}\n",
            (
                'content/guide.yml:4:34: no question tests "stone", so that it cannot be practised\n'
                "    questions are asked about the entry that their `objective` names\n"
            ),
        ),
        (
            "  - {title: Hot, entries: [oven]}\n",
            (
                "content/guide.yml:4:5: a mixed set of fewer than two entries mixes nothing\n"
                "    name at least two things that are easily confused\n"
            ),
        ),
    ],
)
def test_a_wrong_mixed_set_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    site = loaded(tmp_path, with_mixed(text)).site
    assert shown(p for p in check_site(site) if p.path == MIXED) == told


def test_mixed_sets_are_on_the_practice_page(kitchen: Kitchen) -> None:
    guide = (kitchen.project / MIXED).read_text()
    kitchen.change({MIXED: f"{guide}mixed:\n  - {{title: Wet or alive, entries: [hydration, starter]}}\n"})
    kitchen.build()
    page = (kitchen.output / "practice.html").read_text()
    assert 'data-entries="concepts/hydration concepts/starter"' in page and "Wet or alive" in page


def test_every_chunk_has_an_address_of_its_own(kitchen: Kitchen) -> None:
    made = [target.url for target in targets(loaded(kitchen.project.parent / "other", with_mixed("")).site)]
    assert len(made) == len(set(made))
    assert chunk_of("concepts/oven") in made
