"""A worked example falls into steps by its punctuation, and gives them away one by one."""

from __future__ import annotations

from typing import Any

import pytest
from node import call

TEXT, ITEM, OTHER = "text", "item", "other"
Part = tuple[str, str]


def steps(*parts: Part) -> Any:
    [found] = call("steps.js", [("stepsOf", [{"kind": kind, "text": text} for kind, text in parts])])
    return found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(TEXT, "Toss a coin.")], []),
        ([(TEXT, "Toss a coin."), (TEXT, "It falls."), (TEXT, "So heads.")], [[1], [2]]),
        ([(TEXT, "Toss a coin."), (TEXT, "Then"), (OTHER, ""), (TEXT, "So heads.")], [[1, 2], [3]]),
        ([(TEXT, "Toss a coin."), (TEXT, "Then"), (OTHER, ""), (TEXT, "which is heads.")], [[1, 2, 3]]),
        ([(TEXT, "Toss a coin."), (TEXT, "It falls."), (OTHER, "")], [[1], [2]]),
        ([(TEXT, "How likely is it:"), (OTHER, ""), (TEXT, "as promised.")], [[1, 2]]),
        ([(TEXT, "Toss:"), (ITEM, "once"), (ITEM, "twice"), (TEXT, "Done.")], [[1], [2], [3]]),
        ([(TEXT, "A coin."), (TEXT, 'He says "heads."'), (OTHER, "")], [[1], [2]]),
        ([(TEXT, "A coin."), (TEXT, "écrit en français"), (TEXT, "élan")], [[1, 2]]),
        ([], []),
    ],
)
def test_steps_end_where_sentences_do(parts: list[Part], expected: list[list[int]]) -> None:
    assert steps(*parts) == expected


def after(*moves: tuple[str, ...], count: int = 3) -> Any:
    """State after some moves, from the beginning."""
    state: Any = {"hidden": 0, "tried": 0}
    for (name,) in moves:
        arguments = {"fade": (state, count), "fadeAll": (count,), "reveal": (state,), "revealAll": (state,)}[name]
        [state] = call("steps.js", [(name, *arguments)])
    return state


def test_each_try_hides_one_step_more_until_none_is_left() -> None:
    state: Any = {"hidden": 0, "tried": 0}
    hidden = []
    for _ in range(5):
        [state] = call("steps.js", [("fade", state, 3)])
        hidden.append(state["hidden"])
        [state] = call("steps.js", [("revealAll", state)])
        assert state["hidden"] == 0
    assert hidden == [1, 2, 3, 3, 3]


def test_steps_come_back_one_by_one_and_never_more_than_there_are() -> None:
    assert after(("fadeAll",)) == {"hidden": 3, "tried": 3}
    assert after(("fadeAll",), ("reveal",)) == {"hidden": 2, "tried": 3}
    assert after(("fadeAll",), *[("reveal",)] * 5) == {"hidden": 0, "tried": 3}


@pytest.mark.parametrize(
    ("tried", "count", "words"),
    [
        (0, 1, "Try it yourself"),
        (1, 1, "Try it once more"),
        (0, 2, "Try the last step yourself"),
        (1, 4, "Try the last 2 steps yourself"),
        (3, 4, "Try every step yourself"),
        (4, 4, "Try every step yourself"),
    ],
)
def test_the_button_says_what_is_next(tried: int, count: int, words: str) -> None:
    assert call("steps.js", [("invitation", {"hidden": 0, "tried": tried}, count)]) == [words]


@pytest.mark.parametrize(
    ("hidden", "count", "words"),
    [
        (0, 3, ""),
        (1, 3, "The last step is hidden."),
        (2, 3, "The last 2 steps are hidden."),
        (3, 3, "Every step is hidden."),
        (1, 1, "The way is hidden."),
    ],
)
def test_what_is_hidden_is_said(hidden: int, count: int, words: str) -> None:
    [said] = call("steps.js", [("account", {"hidden": hidden, "tried": hidden}, count)])
    assert said == (f"{words} Work it out on paper, then look." if words else "")
