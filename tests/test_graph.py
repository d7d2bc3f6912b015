"""The map: every lesson right of all that it needs, no box on another, no arrow that a longer way says already."""

from __future__ import annotations

import random
from pathlib import Path

from kitchen import Kitchen, loaded

from studyguide.graph import BOX_HEIGHT, BOX_WIDTH, Drawing, draw


def some_graph(seed: int) -> dict[str, list[str]]:
    chance = random.Random(seed)
    names = [f"n{number}" for number in range(chance.randint(1, 40))]
    return {name: chance.sample(names[:at], min(at, chance.randint(0, 3))) for at, name in enumerate(names)}


def ways(needs: dict[str, list[str]]) -> dict[str, set[str]]:
    """Node → everything that it needs, directly or not."""
    found: dict[str, set[str]] = {}
    for name, others in needs.items():
        found[name] = set(others).union(*(found[other] for other in others))
    return found


def test_each_lesson_stands_to_the_right_of_what_it_needs() -> None:
    for seed in range(30):
        needs = some_graph(seed)
        x = {box.id: box.x for box in draw(needs).boxes}
        assert set(x) == set(needs)
        assert all(x[other] + BOX_WIDTH < x[name] for name, others in needs.items() for other in others)


def test_no_box_covers_another_and_all_are_inside() -> None:
    for seed in range(30):
        drawing = draw(some_graph(seed))
        for at, one in enumerate(drawing.boxes):
            assert (
                one.x >= 0
                and one.x + BOX_WIDTH <= drawing.width
                and one.y >= 0
                and one.y + BOX_HEIGHT <= drawing.height
            )
            for two in drawing.boxes[at + 1 :]:
                assert abs(one.x - two.x) >= BOX_WIDTH or abs(one.y - two.y) >= BOX_HEIGHT


def arrows(drawing: Drawing) -> set[tuple[str, str]]:
    return {(arrow.start, arrow.end) for arrow in drawing.arrows}


def test_arrows_say_all_that_is_needed_and_nothing_twice() -> None:
    for seed in range(30):
        needs = some_graph(seed)
        drawn: dict[str, list[str]] = {name: [] for name in needs}
        for start, end in arrows(draw(needs)):
            drawn[end].append(start)
        assert ways(drawn) == ways(needs)
        for name, others in drawn.items():
            reach = ways(drawn)
            assert not any(one in reach[two] for one in others for two in others), name


def test_a_detour_is_left_out() -> None:
    assert arrows(draw({"a": [], "b": ["a"], "c": ["a", "b"]})) == {("a", "b"), ("b", "c")}


def test_crossings_are_avoided_where_that_is_easy() -> None:
    boxes = {box.id: box.y for box in draw({"a": [], "b": [], "c": ["b"], "d": ["a"]}).boxes}
    assert (boxes["a"] < boxes["b"]) == (boxes["d"] < boxes["c"])


def test_circles_and_strangers_do_no_harm() -> None:
    assert {box.id for box in draw({"a": ["b"], "b": ["a"], "c": ["nobody", "c"]}).boxes} == {"a", "b", "c"}


def test_a_guide_whose_lessons_need_nothing_has_no_map(tmp_path: Path) -> None:
    assert not loaded(
        tmp_path, {"concepts/a.md": "---\ntitle: A\n---\n", "concepts/b.md": "---\ntitle: B\n---\n"}
    ).site.mapped


def test_the_map_of_a_guide_shows_its_lessons_twice_once_drawn_and_once_as_a_list(tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path)
    kitchen.change({"content/concepts/oven.md": "---\ntitle: The oven\nprerequisites: [hydration]\n---\nHot.\n"})
    assert kitchen.build().published
    html = kitchen.files()["map.html"].decode()
    assert html.count('data-entry="concepts/oven"') == 2
    assert 'href="concepts/oven.html"' in html and "builds on" in html
    kitchen.change({"content/concepts/oven.md": "---\ntitle: The big oven\nprerequisites: [hydration]\n---\nHot.\n"})
    assert "map.html" in kitchen.build().changed
