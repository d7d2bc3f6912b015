"""The memory model of the browser against the reference implementation, PyPI `fsrs`, with whole-day gaps."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler, State
from node import call, run

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
HISTORIES = 10_000
History = list[tuple[int, int]]
"""Days since the last review, and rating."""


def reference(history: History) -> list[list[float]]:
    """Stability, difficulty and retrievability before the review, for each step. No learning steps: all reviews count alike."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now, steps = Card(card_id=1), START, []
    for days, rating in history:
        now += timedelta(days=days)
        before = scheduler.get_card_retrievability(card, now) if card.last_review else 1.0
        card, _ = scheduler.review_card(card, Rating(rating), now)
        assert card.stability is not None and card.difficulty is not None
        steps.append([card.stability, card.difficulty, before])
    assert card.state == State.Review
    return steps


def random_history(dice: Random) -> History:
    """Gaps from none to years; mostly the lengths that a schedule makes."""
    gaps = [
        0,
        *(
            dice.choice([0, 1, 2, 3, 8, 21, dice.randint(0, 60), dice.randint(0, 2000)])
            for _ in range(dice.randint(0, 14))
        ),
    ]
    weights = dice.choice([(1, 1, 1, 1), (1, 1, 8, 1), (6, 2, 1, 1), (0, 0, 1, 3)])
    return [(gap, dice.choices((1, 2, 3, 4), weights)[0]) for gap in gaps]


def test_ten_thousand_histories_agree_with_the_reference() -> None:
    dice = Random(6)
    histories = [random_history(dice) for _ in range(HISTORIES)]
    found = run("fsrs.js", histories)
    worst = 0.0
    for history, steps in zip(histories, found, strict=True):
        for ours, theirs in zip(steps, reference(history), strict=True):
            worst = max(worst, *(abs(a - b) / max(1, abs(b)) for a, b in zip(ours, theirs, strict=True)))
    assert worst < 1e-6


def test_first_ratings() -> None:
    found = run("fsrs.js", [[(0, rating)] for rating in (1, 2, 3, 4)])
    stability, difficulty = [0.212, 1.2931, 2.3065, 8.2956], [6.4133, 5.11217071, 2.11810397, 1]
    assert [step[0] for [step] in found] == pytest.approx(stability, abs=1e-8)
    assert [step[1] for [step] in found] == pytest.approx(difficulty, abs=1e-8)


def test_a_history_that_is_known() -> None:
    [steps] = run("fsrs.js", [[(0, 1), (0, 3), (1, 3), (3, 3), (8, 3), (21, 3)]])
    assert steps[-1][:2] == pytest.approx([53.62691, 6.3574867], abs=1e-5)


def test_intervals_for_each_retention() -> None:
    retentions = [n / 10 for n in range(1, 11)]
    assert call("fsrs.js", [("interval", 1, r) for r in retentions]) == [36500, 34793, 2508, 387, 90, 27, 9, 3, 1, 1]


def test_forgetting_curve() -> None:
    found = call("fsrs.js", [("retrievability", t, 10) for t in (0, 1, 5, 10, 20, 50, 100)])
    assert found == pytest.approx([1, 0.98568241, 0.94034429, 0.9, 0.84588465, 0.76052756, 0.69282664], abs=1e-8)


def test_a_clock_that_runs_backwards_forgets_nothing() -> None:
    assert call("fsrs.js", [("retrievability", -3, 10)]) == [1]


def test_half_the_forgetting_doubles_the_gap() -> None:
    [usual, longer] = call("fsrs.js", [("interval", 1000, 0.9), ("interval", 1000, 0.85)])
    assert usual == 1000
    assert math.isclose(longer / usual, 1.9, abs_tol=0.1)
