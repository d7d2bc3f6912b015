"""What the last build left behind: it comes back as it was, and is thrown away when it cannot be believed."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kitchen import Kitchen

from studyguide.build import manifest_folder
from studyguide.manifest import FORMAT, Lock, Manifest, MarkupRow, trace_from_json, trace_to_json
from studyguide.problems import StudyguideError


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    opened = Manifest(tmp_path / "below" / "manifest.sqlite")
    yield opened
    opened.close()


def test_a_value_comes_back_by_its_name(manifest: Manifest) -> None:
    manifest.put({"a": "1", "b": "ä 🍞"})
    manifest.put({"a": "2"})
    assert (manifest.get("a"), manifest.get("b"), manifest.get("c")) == ("2", "ä 🍞", "")


def test_sources_come_back_with_their_stamps(manifest: Manifest) -> None:
    rows = [("content/a.md", 2**62, 5, 2**62, "d", "plain"), ("content/b.md", -1, 0, 1, "", "")]
    manifest.put_sources(rows)
    assert manifest.sources() == rows
    assert manifest.stamps() == {"content/a.md": (2**62, 5, 2**62), "content/b.md": (-1, 0, 1)}


def test_a_row_replaces_the_row_of_its_name(manifest: Manifest) -> None:
    manifest.put_sources([("a", 1, 1, 1, "x", "")])
    manifest.put_sources([("a", 2, 2, 2, "y", "")])
    assert manifest.sources() == [("a", 2, 2, 2, "y", "")]


def test_markdown_comes_back_with_its_html_apart(manifest: Manifest) -> None:
    row = MarkupRow("key", "glossary", "digest", "[]", "{}", "[]")
    manifest.put_markup({"concepts/a": row}, {"concepts/a": ('{"body": "<p>ä</p>"}', '[["", "ä"]]')})
    assert manifest.markup() == {"concepts/a": row}
    assert manifest.html("concepts/a") == {"body": "<p>ä</p>"}
    assert manifest.search_of("concepts/a") == '[["", "ä"]]'
    assert (manifest.html("concepts/b"), manifest.search_of("concepts/b")) == ({}, "[]")


def test_what_is_forgotten_does_not_come_back(manifest: Manifest) -> None:
    manifest.put_sources([("a", 1, 1, 1, "", ""), ("b", 1, 1, 1, "", "")])
    manifest.put_printed([("x", "d", "[]", "<p>")])
    manifest.forget("source", ["a", "never"])
    manifest.forget("printed", ["x"])
    assert set(manifest.stamps()) == {"b"}
    assert manifest.printed_html("x") == ""


def test_a_table_is_cleared_alone(manifest: Manifest) -> None:
    manifest.put_sources([("a", 1, 1, 1, "", "")])
    manifest.put({"a": "1"})
    manifest.clear("source")
    assert manifest.sources() == [] and manifest.get("a") == "1"


def test_another_process_sees_what_was_put(tmp_path: Path) -> None:
    first, second = Manifest(tmp_path / "m.sqlite"), Manifest(tmp_path / "m.sqlite")
    first.put({"a": "1"})
    assert second.get("a") == "1"
    first.close()
    second.close()


def test_a_manifest_of_another_format_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    old = Manifest(path)
    old.put({"format": "0", "a": "1"})
    old.put_sources([("a", 1, 1, 1, "", "")])
    old.close()
    new = Manifest(path)
    assert (new.get("format"), new.get("a"), new.sources()) == (FORMAT, "", [])
    new.close()


questions = st.tuples(st.text(), st.text()) | st.tuples(st.text()) | st.tuples(st.text(), st.text(), st.integers())


@settings(deadline=None)
@given(st.dictionaries(questions, st.text()))
def test_a_trace_comes_back_as_it_was(trace: dict[tuple[str, ...], str]) -> None:
    assert trace_from_json(trace_to_json(trace)) == trace


# Damage


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    return Kitchen(tmp_path_factory.mktemp("bread"))


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def scattered(seed: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        generator = random.Random(seed)
        data = bytearray(path.read_bytes())
        for _ in range(generator.choice([1, 5, 40])):
            at = generator.randrange(100, len(data))
            data[at] ^= 1 << generator.randrange(8)
        path.write_bytes(data)

    return damage


def overwritten(seed: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        generator = random.Random(seed)
        data = path.read_bytes()
        at = generator.randrange(100, len(data) - 5_000)
        path.write_bytes(data[:at] + generator.randbytes(5_000) + data[at + 5_000 :])

    return damage


def nonsense(table: str, column: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        db = sqlite3.connect(path)
        with db:
            db.execute(f"update {table} set {column} = '[[nonsense'")
        db.close()

    return damage


DAMAGE: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b"") and None,
    "text": lambda path: path.write_bytes(b"no database " * 1_000) and None,
    "cut in half": half,
    "a folder": folder,
    **{f"overwritten, {seed}": overwritten(seed) for seed in range(6)},
    **{
        f"nonsense in {table}.{column}": nonsense(table, column)
        for table, column in [
            ("source", "plain"), ("markup", "trace"), ("markup", "facts"), ("markup", "problems"), ("product", "html"), ("page", "trace"),
            ("page", "anchors"), ("printed", "trace"), ("meta", "value"),
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("edit", [False, True], ids=["nothing changed", "a text changed"])
@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_manifest_costs_a_build_from_nothing_and_no_more(name: str, edit: bool, kitchen: Kitchen) -> None:
    kitchen.put_back()
    assert kitchen.build().published
    DAMAGE[name](manifest_folder(kitchen.options) / "manifest.sqlite")
    path = kitchen.project / "content" / "concepts" / "starter.md"
    if edit:
        path.write_text(path.read_text(encoding="utf-8").replace("ferments", "effervesces"), encoding="utf-8")
    assert kitchen.build().published
    made = kitchen.files()
    assert (b"effervesces" in made["concepts/starter.html"]) is edit
    if not edit:
        assert made == kitchen.site


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits_never_end_a_build_with_anything_but_a_site(seed: int, kitchen: Kitchen) -> None:
    kitchen.put_back()
    kitchen.build()
    scattered(seed)(manifest_folder(kitchen.options) / "manifest.sqlite")
    assert kitchen.build().published


# One build at a time


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    done: list[str] = []
    entered = threading.Event()

    def second() -> None:
        entered.set()
        with Lock(tmp_path / "lock"):
            done.append("second")

    with Lock(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        entered.wait()
        thread.join(0.1)
        done.append("first")
    thread.join(10)
    assert done == ["first", "second"]


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lock, "PATIENCE_S", 0.05)
    with Lock(tmp_path / "lock"), pytest.raises(StudyguideError) as error:
        Lock(tmp_path / "lock").__enter__()
    assert error.value.problems[0].message == "another build of this guide is at work"


def test_a_lock_is_free_after_a_mistake_inside_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Lock(tmp_path / "lock"):
        raise KeyError
    with Lock(tmp_path / "lock"):
        pass
