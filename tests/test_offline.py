"""The worker knows every file that a reader needs without a network, and changes exactly when one of them does."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from kitchen import Kitchen


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("bread"))


def files_of(kitchen: Kitchen) -> dict[str, str]:
    text = (kitchen.output / "sw.js").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text[text.index("FILES=") + 6 : text.index("};") + 1])
    return found


def test_it_keeps_pages_styles_scripts_and_fonts_by_their_digests(kitchen: Kitchen) -> None:
    kitchen.put_back()
    kitchen.build()
    files = files_of(kitchen)
    assert {
        "index.html",
        "concepts/starter.html",
        "search.html",
        "static/site.css",
        "static/site.js",
        "static/search.js",
    } <= set(files)
    assert any(name.endswith(".woff2") for name in files)
    assert not {"sw.js", "print.html", "404.html"} & set(files)
    for name, digest in files.items():
        assert sha256((kitchen.output / name).read_bytes()).hexdigest().startswith(digest), name


def test_it_changes_when_a_page_does_and_only_then(kitchen: Kitchen) -> None:
    kitchen.put_back()
    kitchen.build()
    before = (kitchen.output / "sw.js").read_bytes()
    kitchen.build()
    assert (kitchen.output / "sw.js").read_bytes() == before
    path: Path = kitchen.project / "content" / "concepts" / "starter.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert "sw.js" in kitchen.build().changed
    assert (kitchen.output / "sw.js").read_bytes() != before


def test_it_comes_back_when_somebody_deleted_it(kitchen: Kitchen) -> None:
    kitchen.put_back()
    kitchen.build()
    (kitchen.output / "sw.js").unlink()
    kitchen.build()
    assert (kitchen.output / "sw.js").is_file()
