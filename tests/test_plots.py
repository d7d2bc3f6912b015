"""The computed pictures: every script draws exactly the file that is committed, and its numbers are those of the pages."""

from __future__ import annotations

import math
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from studyguide.load import load_site

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(path for path in (ROOT / "content" / "plots").glob("[a-z]*.py") if path.stem != "axes")
DRAWN = ROOT / "content" / "img" / "plots"


@pytest.fixture(autouse=True)
def _scripts_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "content" / "plots"))


def script(name: str) -> ModuleType:
    return import_module(name)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_draws_the_committed_picture(path: Path) -> None:
    drawn = script(path.stem).draw().encode()
    committed = script("axes").place(str(path))
    assert committed.read_bytes() == drawn, f"draw it anew: python {path.relative_to(ROOT)}"


def test_every_drawn_picture_has_a_script() -> None:
    axes = script("axes")
    assert {axes.place(str(path)) for path in SCRIPTS} == set(DRAWN.glob("*"))


def test_one_digit_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    temperature = script("temperature")
    committed = (DRAWN / "temperature.svg").read_text(encoding="utf-8")
    monkeypatch.setattr(temperature, "LOGITS", (2.0, 1.0, 0.5, -1.1))
    assert temperature.draw() != committed


def test_scripts_are_not_published_and_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "content" / "plots").mkdir(parents=True)
    (tmp_path / "content" / "guide.yml").write_text("id: a\ntitle: A\n", encoding="utf-8")
    (tmp_path / "content" / "plots" / "bell.py").write_text("print('not run')\n", encoding="utf-8")
    loaded = load_site(tmp_path)
    assert loaded.problems == () and loaded.site.files == {}


# The numbers that the pages print


def test_temperature_has_the_numbers_of_its_page() -> None:
    temperature = script("temperature")
    rows = {T: [round(p, 4) for p in temperature.softmax(temperature.LOGITS, T)] for T in temperature.TEMPERATURES}
    assert rows == {
        0.5: [0.8420, 0.1140, 0.0419, 0.0021],
        1.0: [0.6095, 0.2242, 0.1360, 0.0303],
        2.0: [0.4344, 0.2635, 0.2052, 0.0969],
    }
    assert [temperature.kept(row, 0.9) for row in rows.values()] == [2, 3, 3]


def test_schedules_have_the_numbers_of_their_page() -> None:
    schedules = script("noise_schedules")
    linear, cosine = schedules.linear(), schedules.cosine()
    assert [float(f"{linear[t - 1]:.4f}") for t in (100, 250, 500)] == [0.8970, 0.5241, 0.0786]
    assert [float(f"{cosine[t - 1]:.4f}") for t in (100, 250, 500, 750)] == [0.9721, 0.8470, 0.4938, 0.1443]
    assert script("sand_over_fresco").KEPT[1:] == linear


def test_the_reverse_fit_is_a_minimum() -> None:
    kl = script("forward_reverse_kl")
    mean, deviation = kl.reverse_fit()
    best = kl.reverse_kl(mean, deviation)
    assert all(kl.reverse_kl(mean + a, deviation + b) > best for a, b in ((0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05)))
    assert best < kl.reverse_kl(*kl.forward_fit())


def test_fid_of_known_gaussians() -> None:
    """Equal covariances, means one apart in each of two dimensions: 2."""
    import numpy as np

    fid = script("fid_sample_size").fid
    cross = np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    assert fid(cross, cross + 1) == pytest.approx(2)
    assert fid(cross, cross * 2) == pytest.approx(2 * (2 / 3) ** 1 * (2 - 1) ** 2)


def test_velocity_of_the_crossroads() -> None:
    """The number of the flow-matching page: at 0.5, half-way, the rule says 0.5232."""
    assert script("crossing_walks").velocity(0.5, 0.5) == pytest.approx(0.5232, abs=5e-5)


def test_radii_of_balls_reach_the_nearest_neighbour() -> None:
    balls = script("balls")
    assert balls.radius((0.0, 0.0), ((0.0, 0.0), (3.0, 4.0), (6.0, 8.0))) == 5
    assert balls.inside((1.0, 0.0), ((0.0, 0.0), (0.0, 1.0))) and not balls.inside((1.1, 0.0), ((0.0, 0.0), (0.0, 1.0)))


# The kit


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 7, [0, 2, 4, 6]),
        (-2.3, 2.3, [-2, -1, 0, 1, 2]),
        (0, 0.03, [0, 0.01, 0.02, 0.03]),
        (95, 1010, [200, 400, 600, 800, 1000]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, expected: list[float]) -> None:
    assert script("axes").ticks(low, high) == expected


@pytest.mark.parametrize(
    ("value", "shown"), [(1.04, "1"), (1.06, "1.1"), (-0.04, "0"), (-2.0, "-2"), (123.456, "123.5")]
)
def test_coordinates_have_one_decimal_at_most(value: float, shown: str) -> None:
    assert script("axes").number(value) == shown


def test_scales_take_numbers_to_places() -> None:
    axes = script("axes")
    assert axes.Scale(low=0, high=10, start=100, end=0)(2.5) == 75
    assert axes.Scale(low=1, high=100, start=0, end=2, log=True)(10) == pytest.approx(1)


def test_points_on_a_straight_line_are_left_out() -> None:
    axes = script("axes")
    assert axes.line([(0, 0), (1, 1), (2, 2), (2, 5)]) == "M0 0l2 2 0 3"


def test_steps_of_a_line_do_not_add_up_their_rounding() -> None:
    axes = script("axes")
    drawn = axes.line([(i * 1.26, math.sin(i)) for i in range(50)])
    steps = re.findall(r"-?\d*\.?\d+", drawn)
    assert sum(map(float, steps[0::2])) == pytest.approx(round(49 * 1.26, 1))
    assert sum(map(float, steps[1::2])) == pytest.approx(round(math.sin(49), 1))


def test_a_ring_around_a_round_hill_is_a_circle() -> None:
    axes = script("axes")
    ring = axes.ring(lambda x, y: -math.hypot(x, y), (0.0, 0.0), -1.0, 3.0)
    assert all(math.hypot(x, y) == pytest.approx(1) for x, y in ring)


def test_normals_are_standard_and_repeatable() -> None:
    draw = script("axes").normals(1)
    values = [draw() for _ in range(4000)]
    assert abs(sum(values) / 4000) < 0.06 and abs(sum(v * v for v in values) / 4000 - 1) < 0.08
    again = script("axes").normals(1)
    assert values[:5] == [again() for _ in range(5)]


def test_words_cannot_break_a_picture() -> None:
    axes = script("axes")
    assert axes.text(1, 2, "p < q & r") == '<text class="d-text" x="1" y="2">p &lt; q &amp; r</text>'
