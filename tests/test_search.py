"""Search: what is found of which words, what is marked, and what the index holds."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from kitchen import Kitchen
from node import call, run

DOCS = [
    {"u": "m/diffusion.html", "t": "Diffusion model", "k": "model", "s": "Adds noise and learns to remove it.", "a": ["DDPM"],
     "h": [["steps", "Sampling steps"], ["loss", "What it minimises"]]},
    {"u": "c/frechet.html", "t": "Fréchet distance", "k": "concept", "s": "How far two curves are apart."},
    {"u": "m/gan.html", "t": "Generative adversarial network", "k": "model", "a": ["GAN"], "s": "A forger and a critic."},
    {"u": "c/zh.html", "t": "扩散模型入门", "k": "concept", "s": "从噪声到图像"},
    {"u": "g.html#noise", "t": "Noise", "k": "term", "s": "What hides a picture."},
    {"u": "q.html#one", "t": "Why does a diffusion model need noise?", "k": "question"},
    {"u": "c/korean.html", "t": "한국어 안내", "k": "concept"},
    {"u": "c/kana.html", "t": "ノイズ除去", "k": "concept"},
]  # fmt: skip
TEXTS = {
    "m/diffusion.html": [
        ["", "The forward chain has no parameters."],
        ["steps", "Fewer steps are quicker, at some cost in the sharpness of what comes out of the whole long chain."],
        ["details-of-it", "A cosine schedule."],
    ]
}


def found(*queries: str, texts: object = None, any_word: bool = False) -> list[dict[str, Any]]:
    told = run("search.js", {"docs": DOCS, "texts": texts or {}, "queries": queries, "any": any_word})
    assert isinstance(told, list)
    return told


def urls(query: str, **how: Any) -> list[str]:
    return [hit["url"] for hit in found(query, **how)[0]["hits"]]


# Words


def test_the_beginning_of_a_word_finds_it() -> None:
    assert urls("diffu")[0] == "m/diffusion.html"
    assert urls("adversarial netw") == ["m/gan.html"]


def test_accents_and_capitals_do_not_count() -> None:
    assert urls("FRECHET") == urls("fréchet") == ["c/frechet.html"]


def test_all_words_must_occur() -> None:
    assert urls("diffusion curves") == []
    assert urls("diffusion curves", any_word=True)[0] in ("m/diffusion.html", "c/frechet.html")


@pytest.mark.parametrize(
    ("typed", "known", "slips"),
    [("nose", "noise", 1), ("nosie", "noise", 1), ("noisf", "noise", 1), ("noixse", "noise", 1), ("dwtf", "datf", 1),
     ("difusoin", "diffusion", 2), ("advresarila", "adversarial", 2), ("noise", "noise", 0), ("xyzzy", "noise", 3)],
)  # fmt: skip
def test_slips_are_counted(typed: str, known: str, slips: int) -> None:
    assert call("distance.js", [("slips", typed, known, 2)])[0]["whole"] == slips


def test_slips_in_the_beginning_of_a_longer_word_are_counted_apart() -> None:
    assert call("distance.js", [("slips", "advre", "adversarial", 1)]) == [{"whole": 2, "beginning": 1}]


def test_one_slip_is_forgiven_from_four_letters_and_two_from_eight() -> None:
    assert call("distance.js", [("forgiven", n) for n in (3, 4, 7, 8, 20)]) == [0, 1, 1, 2, 2]
    assert urls("gzn") == []
    assert "g.html#noise" in urls("nosie")
    assert urls("niose x") == []
    assert urls("nosei") == [], "two slips in five letters"
    assert urls("difusoin")[0] == "m/diffusion.html"
    assert urls("advresarila") == ["m/gan.html"]


def test_slips_do_not_count_where_the_word_itself_is_there() -> None:
    assert urls("steps", texts=TEXTS) == ["m/diffusion.html#steps"]
    docs_with_step = [hit for hit in found("noise")[0]["hits"] if "noise" not in "".join(hit["title"]).lower()]
    assert [hit["url"] for hit in docs_with_step] == ["m/diffusion.html"], "its summary says noise"


# Scripts without spaces


@pytest.mark.parametrize("query", ["扩散模型", "模型", "型", "散模", "入门", "门"])
def test_any_part_of_a_chinese_name_finds_it(query: str) -> None:
    assert urls(query) == ["c/zh.html"]


def test_letters_in_another_order_do_not() -> None:
    assert urls("型模") == urls("扩模") == []


def test_japanese_and_korean_are_found() -> None:
    assert urls("除去") == urls("イズ") == ["c/kana.html"]
    assert urls("한국") == urls("안내") == ["c/korean.html"]


def test_what_is_found_of_a_chinese_name_is_marked_as_one_piece() -> None:
    assert found("散模型")[0]["hits"][0]["title"] == ["散模型"]


# Places and marks


def test_a_heading_is_a_place_to_go_to() -> None:
    hit = found("sampling")[0]["hits"][0]
    assert (hit["url"], hit["heading"]) == ("m/diffusion.html#steps", "Sampling steps")


def test_the_full_text_leads_to_the_part_that_says_it() -> None:
    assert urls("cosine") == []
    assert urls("cosine schedule", texts=TEXTS) == ["m/diffusion.html#details-of-it"]
    assert urls("parameters", texts=TEXTS) == ["m/diffusion.html"]


def test_a_name_leads_to_the_page_and_not_to_a_part_of_it() -> None:
    assert urls("diffusion steps", texts=TEXTS)[0] == "m/diffusion.html#steps"
    assert urls("ddpm", texts=TEXTS) == ["m/diffusion.html"]


def test_what_answers_the_query_is_marked() -> None:
    hits = found("diff nois")[0]["hits"]
    assert hits[0]["title"] == ["Diff"]
    assert found("difusion")[0]["hits"][0]["title"] == ["Diffusion"], "with a slip, the whole word"
    assert found("frech")[0]["hits"][0]["title"] == ["Fréch"]


def test_an_excerpt_shows_the_words_found() -> None:
    hit = found("sharpness", texts=TEXTS)[0]["hits"][0]
    assert hit["found"] == ["sharpness"] and "sharpness" in hit["excerpt"]
    assert hit["excerpt"].startswith("… ") and hit["excerpt"].endswith(" …") and len(hit["excerpt"]) < 70


def test_hits_come_by_kind_and_the_kind_of_the_best_comes_first() -> None:
    kinds = found("noise")[0]["kinds"]
    assert kinds[0][0] == "term" and {kind for kind, *_ in kinds} == {"term", "model", "question"}
    assert all(shown == min(2, count) for _, count, shown in kinds)


def test_a_page_comes_before_questions_about_it() -> None:
    assert urls("diffusion model")[0] == "m/diffusion.html"


# Addresses that lead nowhere


def test_the_words_of_an_address_are_taken_from_its_last_part_first() -> None:
    paths = ["models/difusion-modle.html", "deep/", "404.html", "", "metrics/fid/"]
    assert call("match.js", [("wordsOfAddress", path) for path in paths]) == [
        ["difusion modle", "models difusion modle"], ["deep"], [], [], ["fid", "metrics fid"],
    ]  # fmt: skip


def test_in_addresses_a_slip_is_forgiven_in_short_words_too() -> None:
    assert urls("gna", any_word=True) == ["m/gan.html"]


# The index


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return Kitchen(tmp_path_factory.mktemp("bread")).site


def of_script(script: bytes) -> Any:
    """The value that a data script hands over."""
    text = script.decode()
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def test_names_and_text_are_apart(bread: dict[str, bytes]) -> None:
    names, texts = of_script(bread["static/search.js"]), of_script(bread["static/search-text.js"])
    page = next(doc for doc in names if doc["u"] == "concepts/hydration.html")
    assert set(page) <= set("utksah") and page["t"] == "Hydration" and page["k"] == "concept"
    anchors = [anchor for anchor, _ in texts["concepts/hydration.html"]]
    assert len(set(anchors)) == len(anchors) and {anchor for anchor, _ in page.get("h", [])} & set(anchors)


def test_answers_are_in_neither(bread: dict[str, bytes]) -> None:
    import yaml

    source = Path(__file__).parent / "sites" / "bread" / "content" / "quiz" / "bread.yml"
    questions = yaml.safe_load(source.read_text(encoding="utf-8"))
    reasons = [question["explain"].strip()[:40] for question in questions]
    assert len(reasons) == 3
    both = (bread["static/search.js"] + bread["static/search-text.js"]).decode()
    assert [reason for reason in reasons if reason in both] == []
    assert sum(doc["k"] == "question" for doc in of_script(bread["static/search.js"])) == len(questions)


def test_a_hundred_pages_load_little(tmp_path: Path) -> None:
    """A first result needs names only: at most 60 KB of them for a hundred pages with two hundred questions and terms."""
    kitchen = Kitchen(tmp_path)
    words = [f"{one}{two}" for one in ("levain", "gluten", "proofing", "crumb", "crust") for two in range(60)]
    page = "---\ntitle: {0}\nsummary: {1}\n---\n" + "\n".join(
        f"## About {{{n % 3}}} and {n}\n\n{' '.join(words[n * 20 : n * 20 + 60])}\n" for n in range(8)
    )
    kitchen.change(
        {
            f"content/concepts/page-{n}.md": page.format(words[n], " ".join(words[n : n + 14]), words[n + 5])
            for n in range(100)
        }
    )
    assert kitchen.build().published
    files = kitchen.files()
    assert len(gzip.compress(files["static/search.js"])) <= 60_000
    assert len(files["static/search-text.js"]) > 2 * len(files["static/search.js"])
