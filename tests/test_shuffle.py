"""Options stand in the same order as long as an attempt lasts, in any order over many, and pinned ones stay where they are."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import Any

from node import run

ALL = {"".join(order) for order in permutations("abcd")}


@cache
def made() -> Any:
    return run("shuffle.js")


def evenly(times: dict[str, int], orders: set[str]) -> bool:
    """Whether all these orders, and no others, come about equally often (chi square below three times its mean)."""
    wanted = made()["attempts"] / len(orders)
    return set(times) == orders and sum((n - wanted) ** 2 / wanted for n in times.values()) < 3 * len(orders)


def test_all_orders_come_equally_often() -> None:
    assert evenly(made()["plain"], ALL)


def test_a_pinned_item_keeps_its_place() -> None:
    assert evenly(made()["pinned"], {order for order in ALL if order[1] == "b"})


def test_unwanted_orders_are_passed_over() -> None:
    assert evenly(made()["avoiding"], {order for order in ALL if order[0] != "a"})
    assert made()["helpless"] == 4


def test_an_attempt_has_one_order_and_the_list_itself_stays() -> None:
    first, again, second, third = made()["again"]
    assert first == again
    assert len({first, second, third}) > 1
    assert made()["untouched"] == "abcd"
    assert made()["empty"] == []


def test_numbers_lie_between_0_and_1() -> None:
    low, high = made()["range"]
    assert 0 <= low < 0.01 and 0.99 < high < 1
    assert abs(made()["mean"] - 0.5) < 0.02
