"""Pictures beside links to pages: there when the site's address is known, the right size, and the same every time."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from kitchen import Kitchen
from PIL import Image

from studyguide import cards

BASE = "https://bread.example/some/where/"


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    kitchen = Kitchen(tmp_path_factory.mktemp("bread"))
    settings: Path = kitchen.project / "content" / "guide.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8').rstrip()}\nbase_url: {BASE}\n", encoding="utf-8")
    assert kitchen.build().published
    return kitchen


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def ink(data: bytes) -> int:
    """How many pixels are dark."""
    return sum(picture(data).convert("L").histogram()[:100])


def test_each_page_names_a_picture_that_is_there(kitchen: Kitchen) -> None:
    files = kitchen.files()
    page = files["concepts/starter.html"].decode()
    assert f'<meta property="og:image" content="{BASE}static/cards/concepts/starter.png">' in page
    assert picture(files["static/cards/concepts/starter.png"]).size == (cards.WIDTH, cards.HEIGHT)


def test_without_an_address_there_are_none(tmp_path: Path) -> None:
    files = Kitchen(tmp_path).site
    assert not [name for name in files if "cards/" in name]
    assert b"og:image" not in files["concepts/starter.html"]


def test_a_picture_depends_on_its_title_and_not_on_the_text(kitchen: Kitchen) -> None:
    path: Path = kitchen.project / "content" / "concepts" / "starter.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nMore.\n", encoding="utf-8")
    assert "static/cards/concepts/starter.png" not in kitchen.build().changed
    path.write_text(text.replace("title: The starter", "title: The old starter"), encoding="utf-8")
    assert "static/cards/concepts/starter.png" in kitchen.build().changed


@pytest.mark.parametrize(
    "title",
    [
        "FID",
        "Classifier-free guidance, temperature and all the other ways to ask a model for more of the same thing " * 2,
        "Überall Øl",
    ],
)
def test_titles_of_all_lengths_stay_inside(title: str) -> None:
    image = picture(cards.draw(title, "Metrics", "A guide", "#5b2a78"))
    edge = image.crop((cards.WIDTH - cards.MARGIN + 10, 0, cards.WIDTH, cards.HEIGHT))
    assert len(set(edge.get_flattened_data())) == 1, "nothing runs over the edge"
    assert ink(cards.draw(title, "", "", "#fdfcf9")) > 2_000, "the title is there"


def test_letters_outside_of_the_first_font_are_drawn_and_unknown_ones_left_out() -> None:
    assert ink(cards.draw("Ćąż", "", "", "#fdfcf9")) > ink(cards.draw("", "", "", "#fdfcf9"))
    assert cards.draw("A", "", "", "red") == cards.draw("A\U0001f35e", "", "", "red")
    assert cards.draw("A", "", "", "oklch(50% 0.2 20)")


def test_the_manifest_names_icons_that_are_there(kitchen: Kitchen) -> None:
    files = kitchen.files()
    manifest = json.loads(files["site.webmanifest"])
    assert manifest["start_url"] == "index.html" and manifest["name"]
    for icon in manifest["icons"]:
        assert icon["src"] in files
        if icon["type"] == "image/png":
            assert "x".join(map(str, Image.open(BytesIO(files[icon["src"]])).size)) == icon["sizes"]
    assert b'<link rel="manifest" href="../site.webmanifest">' in files["concepts/starter.html"]
