"""The guide's pictures: well-formed, described, readable on a telephone, without colours of their own, and used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

ROOT = Path(__file__).parents[1]
PICTURES = sorted((ROOT / "content" / "img").rglob("*.svg"))
SHEETS = (ROOT / "static" / "css" / name for name in ("diagram.css", "diagram-more.css"))
CSS = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
PAGES = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))}
MODELS = [path for path in PAGES if path.parent.name == "models"]

SVG = "{http://www.w3.org/2000/svg}"
COLUMN_PX = 350
"""What a page that is 390 pixels wide leaves for its text: 390 less twice 1.1 rem of 18 px."""
SMALLEST_PX = 12
PAINT = {"none", "currentColor"}
TAGS = {"svg", "title", "desc", "defs", "g", "use", "path", "rect", "circle", "ellipse", "text", "tspan"}

each_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)


def font_sizes() -> dict[str, float]:
    """Class → font size in units of the drawing, as diagram.css sets it; the last rule wins."""
    sizes: dict[str, float] = {}
    for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        if found := re.search(r"font-size:\s*([\d.]+)px", rules):
            sizes |= {name: float(found[1]) for name in re.findall(r"\.(d-[a-z-]+)", selectors)}
    return sizes


SIZES = font_sizes()


def read(picture: Path) -> Element:
    return ElementTree.fromstring(picture.read_text(encoding="utf-8"))


def elements(root: Element, path: tuple[Element, ...] = ()) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Every element with those it stands in, outermost first."""
    yield root, path
    for child in root:
        yield from elements(child, (*path, root))


def width(root: Element) -> float:
    return float(root.attrib["viewBox"].split()[2])


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def sizes_of_text(root: Element) -> Iterator[tuple[str, float]]:
    """Every text with its size in pixels on a narrow page."""
    for element, path in elements(root):
        if element.tag in (f"{SVG}text", f"{SVG}tspan"):
            named = [SIZES[name] for around in (element, *reversed(path)) for name in classes(around) if name in SIZES]
            yield "".join(element.itertext()), (named[0] if named else 0) * COLUMN_PX / width(root)


def test_there_are_pictures() -> None:
    assert len(PICTURES) >= 40


@each_picture
def test_a_picture_says_what_is_to_be_seen(picture: Path) -> None:
    root = read(picture)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root[0] is title, "the title comes first, so that the page's own text can take its place"
    assert title is not None and desc is not None and title.text and desc.text
    assert len(title.text) >= 10 and len(desc.text) >= 60


@each_picture
def test_a_picture_is_drawn_in_our_vocabulary(picture: Path) -> None:
    root = read(picture)
    assert root.tag == f"{SVG}svg" and "data-diagram" in root.attrib
    assert re.fullmatch(r"0 0 3\d\d \d+", root.attrib["viewBox"]), "about as wide as a telephone's column"
    assert {element.tag.removeprefix(SVG) for element, _ in elements(root)} <= TAGS
    used = {name for element, _ in elements(root) for name in classes(element)}
    assert [name for name in sorted(used) if not re.search(rf"\.{name}\b(?!-)", CSS)] == []


@each_picture
def test_a_picture_has_no_colours_and_no_styles_of_its_own(picture: Path) -> None:
    for element, _ in elements(read(picture)):
        assert not {"style", "color", "font-size", "font-family"} & element.attrib.keys()
        assert {element.get(name, "none") for name in ("fill", "stroke")} <= PAINT


@each_picture
def test_all_text_can_be_read_on_a_telephone(picture: Path) -> None:
    small = [(text, round(size, 1)) for text, size in sizes_of_text(read(picture)) if size < SMALLEST_PX]
    assert not small


@each_picture
def test_no_text_is_scaled(picture: Path) -> None:
    for element, path in elements(read(picture)):
        if element.tag == f"{SVG}text":
            assert not any("scale" in around.get("transform", "") for around in (element, *path))


@each_picture
def test_links_inside_a_picture_lead_somewhere(picture: Path) -> None:
    root = read(picture)
    ids = [element.attrib["id"] for element, _ in elements(root) if "id" in element.attrib]
    used = {element.attrib["href"] for element, _ in elements(root) if "href" in element.attrib}
    assert used == {f"#{name}" for name in ids}, "each id is used, and each use has one"
    assert len(set(ids)) == len(ids)


def test_no_two_pictures_share_an_id() -> None:
    ids = Counter(
        element.attrib["id"] for picture in PICTURES for element, _ in elements(read(picture)) if "id" in element.attrib
    )
    assert [name for name, count in ids.items() if count > 1] == []


@each_picture
def test_a_picture_is_used_on_a_page(picture: Path) -> None:
    address = picture.relative_to(ROOT / "content").as_posix()
    assert any(f"]({address})" in text for text in PAGES.values())


@pytest.mark.parametrize("page", MODELS, ids=lambda path: path.stem)
def test_a_model_page_shows_how_it_works(page: Path) -> None:
    """Before its first heading, beside the steps."""
    assert "\n::: figure " in PAGES[page].partition("\n## ")[0]


@pytest.mark.parametrize("page", [path for path in PAGES if "::: figure" in PAGES[path]], ids=lambda path: path.stem)
def test_captions_say_what_to_look_for(page: Path) -> None:
    for alt, caption in re.findall(r"^::: figure .*\n!\[(.*)\]\(.*\)\n((?:.+\n)*?):::$", PAGES[page], re.M):
        assert len(alt) >= 40 and alt.endswith(".")
        assert re.search(r"[.:?!]", caption) and len(caption) >= 40


def test_the_smallest_class_is_found_out() -> None:
    """The measuring itself: a drawing twice as wide halves its letters."""
    wide = ElementTree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 9"><text class="d-note">a</text><text>b</text></svg>'
    )
    assert [(text, round(size, 2)) for text, size in sizes_of_text(wide)] == [("a", 6.32), ("b", 0.0)]
