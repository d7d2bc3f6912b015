"""What to ask when: ratings, days, due dates, the order of a sitting, mastery and calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from node import call
from test_progress import DAY, HOUR, NOON, answer, card, replayed, undo

TODAY = 20_000
RIGHT, WRONG = {"score": 1, "right": True}, {"score": 0.5, "right": False}


def known(id: str, day: int = TODAY, stability: float = 10, **more: Any) -> dict[str, Any]:
    """A card last asked on a day; with retention 0.9 it is due as many days later as its stability says."""
    return {
        "id": id, "memory": {"stability": stability, "difficulty": 5}, "day": day, "rating": 3, "rev": 1, "reps": 2, "lapses": 0,
        "answers": 2, "done": False, "reworded": False, "corrected": False,
    } | more  # fmt: skip


def cards(*all: Mapping[str, Any]) -> dict[str, Any]:
    return {"Map": {each["id"]: each for each in all}}


def one(module: str, name: str, *arguments: object) -> Any:
    [result] = call(module, [(name, *arguments)])
    return result


# Ratings


@pytest.mark.parametrize(("kind", "grade", "said", "rating"), [
    ("single", RIGHT, {}, 3), ("single", WRONG, {}, 1), ("multi", WRONG, {"easy": True}, 1), ("single", RIGHT, {"hints": 1}, 1),
    ("numeric", RIGHT, {"guessed": True}, 2), ("numeric", RIGHT, {"easy": True}, 4), ("text", RIGHT, {"revealed": True}, 1),
    ("text", RIGHT, {"guessed": True, "hints": 2}, 1), ("text", WRONG, {"guessed": True}, 1), ("bool", RIGHT, {"guessed": True, "easy": True}, 2),
    ("recall", RIGHT, {"rating": 2}, 2), ("recall", RIGHT, {"rating": 4}, 4), ("recall", WRONG, {"rating": 1}, 1),
    ("recall", RIGHT, {"rating": 4, "hints": 1}, 1), ("explain", RIGHT, {}, 0), ("explain", RIGHT, {"easy": True}, 0),
])  # fmt: skip
def test_only_full_marks_without_help_pass(kind: str, grade: Any, said: Any, rating: int) -> None:
    assert one("rating.js", "ratingOf", kind, grade, said) == rating


# Days


def test_days_begin_at_four_and_have_dates() -> None:
    midnight = NOON - 12 * HOUR
    moments = [midnight + 4 * HOUR - 1, midnight + 4 * HOUR, midnight + DAY]
    assert call("days.js", [("dayOf", moment, 0) for moment in moments]) == [19_999, 20_000, 20_000]
    assert call("days.js", [("dayOf", moments[0], tz) for tz in (0, 60, -840)]) == [19_999, 20_000, 19_999]
    assert call("days.js", [("dateOf", day) for day in (0, 20_000, 20_513)]) == [
        "1970-01-01",
        "2024-10-04",
        "2026-03-01",
    ]


# Due


def due(each: Mapping[str, Any], today: int = TODAY, **goal: Any) -> Any:
    return one("due.js", "dueDay", each, goal, today)


def test_the_wanted_retention_sets_the_gap() -> None:
    each = known("a", stability=10)
    assert due(each) == TODAY + 10
    assert due(each, retention=0.85) == TODAY + 19
    assert due(each, retention=0.95) == TODAY + 4


def test_a_question_without_a_grade_is_never_due() -> None:
    assert due(card([answer("1", rating=0)])) == "Infinity"


def test_before_an_exam_every_question_comes_once_more() -> None:
    exam = TODAY + 30
    days = [due(known(f"q-{n}", stability=500), exam=exam) for n in range(70)]
    assert set(days) == set(range(exam - 7, exam))
    assert due(known("q-1", stability=3), exam=exam) == TODAY + 3
    assert due(known("q-1", day=exam - 5, stability=500), today=exam - 4, exam=exam) == exam + 495


def test_a_past_exam_changes_nothing() -> None:
    assert due(known("a", day=TODAY - 20, stability=50), exam=TODAY) == TODAY + 30


def test_recall_fades() -> None:
    each = known("a", day=TODAY - 10)
    assert one("due.js", "recall", each, TODAY) == pytest.approx(0.9)
    assert one("due.js", "recall", known("a", memory=None), TODAY) == 0


# The order of a sitting


def sitting(all: Mapping[str, Any], **more: Any) -> Any:
    return one("queue.js", "sitting", all, {"today": TODAY} | more)


def test_due_questions_come_before_new_ones() -> None:
    late = [known(f"due-{n}", day=TODAY - 20) for n in range(3)]
    queue = sitting(cards(*late, known("later", day=TODAY - 1)), fresh=["new-1", "new-2", "due-1"])
    assert set(queue[:3]) == {"due-0", "due-1", "due-2"}
    assert set(queue[3:]) == {"new-1", "new-2"}


def test_new_questions_keep_to_the_order_of_the_guide_and_to_a_limit_a_day() -> None:
    fresh = [f"new-{n}" for n in range(20)]
    assert sorted(sitting(cards(), fresh=fresh), key=fresh.index) == fresh[:10]
    assert set(sitting(cards(), fresh=fresh, limits={"fresh": 3})) == set(fresh[:3])
    begun = [known(name, reps=1) for name in fresh[:4]]
    assert set(sitting(cards(*begun), fresh=fresh)) == set(fresh[4:10])
    reviewed = [known(f"old-{n}", reps=2) for n in range(5)]
    assert set(sitting(cards(*reviewed), fresh=fresh)) == set(fresh[:10])
    yesterday = [known(name, reps=1, day=TODAY - 1) for name in fresh[:4]]
    assert set(sitting(cards(*yesterday), fresh=fresh)) == set(fresh[4:14])


def test_a_corrected_question_is_new_again() -> None:
    assert sitting(cards(known("a", memory=None, corrected=True)), fresh=["a"]) == ["a"]


def test_reviews_keep_to_a_limit_a_day_those_of_today_included() -> None:
    late = [known(f"due-{n}", day=TODAY - 50) for n in range(200)]
    assert len(sitting(cards(*late))) == 60
    assert len(sitting(cards(*late), limits={"reviews": 25})) == 25
    done = [known(f"done-{n}", reps=2) for n in range(40)]
    assert len(sitting(cards(*late, *done))) == 20
    begun = [known(f"begun-{n}", reps=1) for n in range(40)]
    assert len(sitting(cards(*late, *begun))) == 60
    assert len(sitting(cards(*late, *done), limits={"reviews": 30})) == 0


def test_a_backlog_is_spread() -> None:
    late = [known(f"due-{n:03}", day=TODAY - 20 - n) for n in range(200)]
    planned = one("queue.js", "plan", cards(*late), {"today": TODAY})
    assert one("queue.js", "forecast", planned) == [
        {"day": TODAY, "count": 60}, {"day": TODAY + 1, "count": 60}, {"day": TODAY + 2, "count": 60}, {"day": TODAY + 3, "count": 20},
    ]  # fmt: skip
    assert [each["id"] for each in planned[:2]] == ["due-000", "due-001"], "what is best known has the most to lose"


def test_plans_keep_every_rule() -> None:
    dice = Random(5)
    decks = [
        [known(f"q-{n}", TODAY - dice.randint(0, 40), dice.choice([1, 5, 20, 90]), reps=dice.randint(1, 3)) for n in range(dice.randint(0, 60))]
        for _ in range(200)
    ]  # fmt: skip
    limits = [dice.randint(1, 12) for _ in decks]
    plans = call("queue.js", [
        ("plan", cards(*deck), {"today": TODAY, "limits": {"reviews": limit}}) for deck, limit in zip(decks, limits, strict=True)
    ])  # fmt: skip
    for deck, limit, plan in zip(decks, limits, plans, strict=True):
        days = {each["id"]: each["day"] for each in plan}
        assert set(days) == {each["id"] for each in deck} and len(plan) == len(deck)
        done = sum(each["day"] == TODAY and each["reps"] > 1 for each in deck)
        assert all(
            count <= (limit if day > TODAY else max(0, limit - done)) for day, count in Counter(days.values()).items()
        )
        assert all(days[each["id"]] >= max(TODAY, each["day"] + each["memory"]["stability"]) for each in deck)
        assert [each["day"] for each in plan] == sorted(days.values())
        # Nobody waits for a day that has room.
        full = {day for day, count in Counter(days.values()).items() if count == limit}
        full |= {TODAY} if limit <= done or Counter(days.values())[TODAY] == limit - done else set()
        for each in deck:
            first = max(TODAY, int(each["day"] + each["memory"]["stability"]))
            assert set(range(first, days[each["id"]])) <= full


def test_a_missed_question_comes_again_in_the_same_sitting_until_it_is_right() -> None:
    queue, asked = list("abcdefg"), []
    verdicts = {"b": [False, False, True], "g": [False, True]}
    while queue:
        asked.append(queue[0])
        right = verdicts[queue[0]].pop(0) if queue[0] in verdicts else True
        queue = one("queue.js", "afterAnswer", queue, right)
    assert "".join(asked) == "abcdefbgbg"
    assert one("queue.js", "afterAnswer", ["a"], False) == ["a"]
    assert one("queue.js", "afterAnswer", ["a"], True) == []


def mixed(groups: Sequence[Mapping[str, str]], seed: str = "s") -> list[list[str]]:
    return call("queue.js", [("mix", list(each), each, seed) for each in groups])


def test_neighbours_are_about_different_things_wherever_possible() -> None:
    dice = Random(3)
    groups = [
        {f"q-{n}": dice.choice("abcd"[: dice.randint(1, 4)]) for n in range(dice.randint(0, 14))} for _ in range(400)
    ]
    tight = 0
    for group, order in zip(groups, mixed(groups), strict=True):
        assert sorted(order) == sorted(group)
        most = max(Counter(group.values()).values(), default=0)
        repeats = sum(group[a] == group[b] for a, b in pairwise(order))
        assert repeats == max(0, most - (len(group) - most) - 1)
        tight += repeats > 0
    assert 50 < tight < 350


def test_an_order_is_the_same_for_a_seed_and_not_the_reading_order() -> None:
    group = {f"q-{n}": "abc"[n % 3] for n in range(12)}
    [first], [again], [other] = mixed([group]), mixed([group]), mixed([group], "t")
    assert first == again != other
    assert first != list(group)


def test_questions_without_groups_are_mixed_as_well() -> None:
    assert sorted(one("queue.js", "mix", ["a", "b", "c"], {"a": "x"}, "s")) == ["a", "b", "c"]


# Mastery


def mastery(ids: Sequence[str], *all: Mapping[str, Any]) -> Any:
    return one("mastery.js", "mastery", ids, cards(*all), {}, TODAY)


def test_mastery_has_a_word_for_each_state() -> None:
    fine, late = known("a", TODAY - 1), known("b", TODAY - 11)
    assert mastery([]) == {"status": "none", "recall": None, "seen": 0, "due": 0, "of": 0}
    assert mastery(["a", "b"]) == {"status": "new", "recall": None, "seen": 0, "due": 0, "of": 2}
    assert mastery(["a", "c"], fine)["status"] == "learning"
    assert mastery(["a"], known("a", TODAY - 1, rating=1))["status"] == "learning"
    assert mastery(["a"], fine)["status"] == "known"
    found = mastery(["a", "b"], fine, late, known("other", TODAY - 99))
    assert (found["status"], found["seen"], found["due"], found["of"]) == ("due", 2, 1, 2)
    assert found["recall"] == pytest.approx(0.892, abs=0.01)


def test_a_completed_explanation_is_seen_and_a_guess_is_only_a_start() -> None:
    [explained] = replayed([answer("1", rating=0)]).values()
    [guessed] = replayed([answer("1", rating=0, mode="guess")]).values()
    assert mastery(["a"], explained) == {"status": "known", "recall": None, "seen": 1, "due": 0, "of": 1}
    assert mastery(["a"], guessed) == {"status": "learning", "recall": None, "seen": 0, "due": 0, "of": 1}


def what_next(statuses: Mapping[str, str], due: int = 0) -> Any:
    pages = [
        {"id": "intro"}, {"id": "vae", "needs": ["elbo"]}, {"id": "elbo", "needs": ["intro"]},
        {"id": "gan", "needs": ["intro", "essay"]},
    ]  # fmt: skip
    return one("mastery.js", "whatNext", pages, {"Map": statuses}, due)


def test_what_is_due_comes_next() -> None:
    assert what_next({"intro": "new"}, due=3) == {"do": "review"}


@pytest.mark.parametrize(("statuses", "page"), [
    ({"intro": "new", "vae": "new", "elbo": "new", "gan": "new"}, "intro"),
    ({"intro": "known", "vae": "new", "elbo": "new", "gan": "new"}, "elbo"),
    ({"intro": "due", "vae": "new", "elbo": "new", "gan": "new"}, "elbo"),
    ({"intro": "known", "vae": "new", "elbo": "known", "gan": "new"}, "vae"),
    ({"intro": "known", "vae": "new", "elbo": "new", "gan": "learning"}, "gan"),
    ({"intro": "known", "vae": "known", "elbo": "known", "gan": "new"}, "gan"),
    ({"intro": "known", "vae": "new", "elbo": "known"}, "vae"),
    ({"vae": "new", "elbo": "new", "intro": "learning"}, "intro"),
])  # fmt: skip
def test_then_the_nearest_page_whose_prerequisites_are_known(statuses: Mapping[str, str], page: str) -> None:
    assert what_next(statuses) == {"do": "read", "page": page}


def test_when_nothing_is_ready_the_first_new_page_is() -> None:
    pages = [{"id": "b", "needs": ["a"]}, {"id": "a", "needs": ["b"]}]
    assert one("mastery.js", "whatNext", pages, {"Map": {"a": "new", "b": "new"}}, 0) == {"do": "read", "page": "b"}


def test_when_everything_is_known_nothing_is_next() -> None:
    assert what_next({"intro": "known", "vae": "known", "elbo": "known", "gan": "due"}) is None


# Calibration


def test_calibration_compares_what_was_said_with_what_came() -> None:
    log = [
        answer("1", sure=1, rating=3), answer("2", sure=1, rating=1), answer("3", sure=0.5, rating=2), answer("4", rating=1),
        answer("5", sure=0.5, rating=3, hints=1), answer("6", sure=0.5, first=False), answer("7", sure=0.5, rating=0),
        answer("8", sure=1, rating=1), undo("9", "8"),
    ]  # fmt: skip
    found = one("calibration.js", "calibration", log)
    assert found == {
        "levels": [{"sure": 0.5, "count": 1, "right": 1}, {"sure": 1, "count": 2, "right": 0.5}],
        "sure": pytest.approx(5 / 6), "count": 3, "right": pytest.approx(2 / 3),
    }  # fmt: skip


def test_without_answers_there_is_nothing_to_compare() -> None:
    assert one("calibration.js", "calibration", []) == {"levels": [], "sure": 0, "count": 0, "right": 0}
