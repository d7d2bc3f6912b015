"""What a learner knows is a reduction of the log of her answers, whichever way the logs of her devices come together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler
from node import call, run

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOON = 20_000 * DAY + 12 * HOUR
"""Noon in Greenwich on day 20,000."""
Event = dict[str, Any]
Row = Mapping[str, Any]


def answer(uid: str, question: str = "a", rating: int = 3, day: float = 0, **more: Any) -> Event:
    """A first answer at noon, so many days after day 20,000."""
    return {
        "uid": uid, "question": question, "rev": 1, "at_ms": NOON + int(day * DAY), "tz": 0, "rating": rating, "first": True,
        "hints": 0, "duration_ms": 9000, "mode": "practice", "algo": "fsrs-6",
    } | more  # fmt: skip


def undo(uid: str, target: str, day: float = 0) -> Event:
    return {"uid": uid, "undo": target, "at_ms": NOON + int(day * DAY) + MINUTE, "tz": 0}


def replayed(log: Sequence[Event], *rows: Row) -> Any:
    [cards] = call("progress.js", [("replay", log, rows or [{"id": "a", "rev": 1}])])
    return cards


def card(log: Sequence[Event], row: Row | None = None) -> Any:
    row = row or {"id": "a", "rev": 1}
    return replayed(log, row)[row["id"]]


# One grade a day and question


def test_nothing_was_answered() -> None:
    assert replayed([]) == {}


def test_an_answer_makes_a_memory() -> None:
    found = card([answer("1")])
    assert found["memory"]["stability"] == pytest.approx(2.3065)
    assert (found["day"], found["rating"], found["reps"], found["lapses"], found["answers"]) == (20_000, 3, 1, 0, 1)


def test_answers_on_later_days_follow_the_model() -> None:
    found = card([answer("1", rating=1), answer("2", day=1), answer("3", day=4), answer("4", day=12, rating=1)])
    scheduler, reference = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False), Card(card_id=1)
    for day, rating in [(0, 1), (1, 3), (4, 3), (12, 1)]:
        reference, _ = scheduler.review_card(
            reference, Rating(rating), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
        )
    assert found["memory"] == pytest.approx({"stability": reference.stability, "difficulty": reference.difficulty})
    assert (found["reps"], found["lapses"], found["answers"]) == (4, 2, 4)


def test_the_first_answer_of_a_day_is_its_grade() -> None:
    first = card([answer("1", rating=1)])
    both = card([answer("2", rating=3, day=0.1), answer("1", rating=1)])
    assert both == first | {"answers": 2}


def test_a_second_try_after_feedback_is_no_grade() -> None:
    found = card([answer("1", first=False)])
    assert (found["memory"], found["reps"], found["answers"]) == (None, 0, 1)


def test_a_guess_before_reading_is_no_grade() -> None:
    assert card([answer("1", rating=0, mode="guess"), answer("2", day=0.1)])["rating"] == 3


def test_a_day_begins_at_four_in_the_morning() -> None:
    late, early = answer("1", at_ms=NOON + 15 * HOUR), answer("2", at_ms=NOON + 16 * HOUR - 1)
    next_day = answer("3", at_ms=NOON + 16 * HOUR)
    assert card([late, early])["reps"] == 1
    assert card([late, next_day])["reps"] == 2


def test_a_day_is_local() -> None:
    """At 02:00 in Greenwich it is still the day before; in Tokyo the new day is seven hours old."""
    night = NOON + 14 * HOUR
    assert card([answer("1", at_ms=night)])["day"] == 20_000
    assert card([answer("1", at_ms=night, tz=540)])["day"] == 20_001
    assert card([answer("1", at_ms=night, tz=-480)])["day"] == 20_000


def test_flying_west_does_not_give_two_grades_for_a_day() -> None:
    assert card([answer("1", tz=840, at_ms=NOON + 9 * HOUR), answer("2", tz=-720, at_ms=NOON + 10 * HOUR)])["reps"] == 1


# Undo


def test_an_undo_takes_an_answer_back() -> None:
    assert card([answer("1"), answer("2", day=3, rating=1), undo("3", "2", day=3)]) == card([answer("1")])
    assert replayed([answer("1"), undo("2", "1")]) == {}


def test_after_an_undo_the_next_answer_of_the_day_is_its_grade() -> None:
    log = [answer("1", rating=1), undo("2", "1"), answer("3", day=0.1)]
    assert card(log)["rating"] == 3


def test_an_undo_may_itself_be_taken_back() -> None:
    log = [answer("1"), undo("2", "1"), undo("3", "2", day=0.1)]
    assert card(log) == card([answer("1")])
    assert replayed([*log, undo("4", "3", day=0.2)]) == {}


def test_an_undo_of_something_unknown_waits_for_it() -> None:
    assert card([undo("2", "9"), answer("1")]) == card([answer("1")])
    assert replayed([undo("2", "1")]) == {}


# Questions change


def test_a_retired_question_is_hidden() -> None:
    assert set(replayed([answer("1"), answer("2", "gone")])) == {"a"}


def test_history_moves_to_the_question_that_replaces_others() -> None:
    log = [answer("1", "old"), answer("2", "older", day=2), answer("3", "new", day=5)]
    found = replayed(log, {"id": "new", "rev": 1, "replaces": ["old", "older"]})
    same = replayed([each | {"question": "new"} for each in log], {"id": "new", "rev": 1})
    assert found == same
    assert found["new"]["reps"] == 3


def test_merged_questions_share_the_grade_of_a_day() -> None:
    log = [answer("1", "old", rating=1), answer("2", "older", day=0.1)]
    assert replayed(log, {"id": "new", "rev": 1, "replaces": ["old", "older"]})["new"]["reps"] == 1


def test_a_question_that_is_still_asked_keeps_its_history() -> None:
    found = replayed([answer("1", "old")], {"id": "new", "rev": 1, "replaces": ["old"]}, {"id": "old", "rev": 1})
    assert set(found) == {"old"}


def test_the_first_of_two_heirs_inherits() -> None:
    rows = [{"id": "x", "rev": 1, "replaces": ["old"]}, {"id": "y", "rev": 1, "replaces": ["old"]}]
    assert set(replayed([answer("1", "old")], *rows)) == {"x"}


def test_a_corrected_question_starts_afresh_and_says_so() -> None:
    found = card([answer("1"), answer("2", day=3)], {"id": "a", "rev": 2})
    assert (found["memory"], found["reps"], found["answers"], found["corrected"]) == (None, 0, 0, True)
    again = card([answer("1"), answer("2", day=3), answer("3", day=4, rev=2)], {"id": "a", "rev": 2})
    assert (again["reps"], again["corrected"], again["reworded"]) == (1, False, False)


def test_an_answer_to_an_old_page_does_not_undo_a_new_start() -> None:
    """Another device may still have the page as it was."""
    found = card([answer("1", rev=2), answer("2", day=3)], {"id": "a", "rev": 2})
    assert (found["reps"], found["corrected"], found["day"]) == (1, False, 20_000)


def test_ungraded_answers_are_not_corrected() -> None:
    assert card([answer("1", rating=0)], {"id": "a", "rev": 2})["corrected"] is False


def test_new_words_keep_the_history_and_come_within_a_week() -> None:
    log = [answer("1", rating=4), answer("2", rating=4, day=8)]
    usual, reworded = card(log), card(log, {"id": "a", "rev": 2, "edit": "minor"})
    assert reworded == usual | {"reworded": True}
    due = call("due.js", [("dueDay", usual, {}, 20_008), ("dueDay", reworded, {}, 20_008)])
    assert due[0] > 20_040 and due[1] == 20_015
    answered = card([*log, answer("3", day=9, rev=2)], {"id": "a", "rev": 2, "edit": "minor"})
    assert (answered["reworded"], answered["reps"]) == (False, 3)


def test_new_words_do_not_put_off_what_is_due_sooner() -> None:
    reworded = card([answer("1")], {"id": "a", "rev": 2, "edit": "minor"})
    assert call("due.js", [("dueDay", reworded, {}, 20_000)]) == [20_002]


def test_a_minor_edit_covers_one_rev_unless_the_site_knows_more() -> None:
    log = [answer("1"), answer("2", rev=2, day=3)]
    assert card(log, {"id": "a", "rev": 3, "edit": "minor"})["reps"] == 1
    assert card(log, {"id": "a", "rev": 3, "edit": "minor", "since": 1})["reps"] == 2
    assert card(log, {"id": "a", "rev": 5, "since": 2})["reps"] == 1


def test_moved_history_counts_as_one_of_the_first_rev() -> None:
    log = [answer("1", "old", rev=7)]
    assert replayed(log, {"id": "new", "rev": 1, "replaces": ["old"]})["new"]["reps"] == 1
    assert replayed(log, {"id": "new", "rev": 2, "replaces": ["old"]})["new"]["corrected"] is True


def test_answers_to_a_newer_page_than_this_one_count() -> None:
    assert card([answer("1", rev=4)], {"id": "a", "rev": 3})["reps"] == 1


# Merging


def test_a_log_is_in_the_order_of_time_and_has_each_event_once() -> None:
    log = [answer("2", day=1), answer("9"), answer("1"), undo("3", "1")]
    [merged, again] = call("progress.js", [("merge", log), ("merge", log, log[:2], log)])
    assert [event["uid"] for event in merged] == ["1", "9", "3", "2"]
    assert again == merged


def test_of_two_events_with_one_uid_the_same_one_wins_either_way() -> None:
    mine, theirs = answer("1", rating=1), answer("1", rating=4)
    reordered = dict(reversed(mine.items()))
    a, b, c = call(
        "progress.js", [("merge", [mine], [theirs]), ("merge", [theirs], [mine]), ("merge", [theirs], [reordered])]
    )
    assert a == b == c and len(a) == 1


def scenario(dice: Random) -> dict[str, Any]:
    """Logs of three devices, with everything that may happen to a log, and a catalogue that changed meanwhile."""
    rows = [
        {"id": "a", "rev": 2, "edit": "minor"}, {"id": "b", "rev": 2}, {"id": "c", "rev": 1, "replaces": ["old", "gone"]},
        {"id": "d", "rev": 4, "since": 2},
    ]  # fmt: skip
    events: list[Event] = []
    for number in range(dice.randint(0, 25)):
        uid = f"{dice.randint(0, 999)}-{number}"
        at_ms = NOON + dice.choice([0, 0, dice.randint(0, 40 * DAY), dice.randint(0, 40) * DAY])
        if events and dice.random() < 0.25:
            events.append({"uid": uid, "undo": dice.choice(events)["uid"], "at_ms": at_ms, "tz": 0})
            continue
        question = dice.choice(["a", "b", "c", "d", "old", "gone", "retired"])
        more = {
            "at_ms": at_ms,
            "tz": dice.choice([0, 0, 540, -480]),
            "rev": dice.randint(1, 3),
            "first": dice.random() < 0.8,
        }
        events.append(answer(uid, question, dice.randint(0, 4), **more))
    damaged = [event | {"tz": event["tz"] + 60} for event in events if dice.random() < 0.05]
    devices: list[list[Event]] = [[], [], []]
    for event in [*events, *damaged]:
        for device in dice.sample(devices, dice.randint(1, 3)):
            device.append(event)
    interleaved = [event for device in devices for event in device]
    dice.shuffle(interleaved)
    here, there, third = devices
    return {"here": here, "there": there, "third": third, "interleaved": interleaved, "catalogue": rows}


def test_logs_may_come_together_in_any_way() -> None:
    dice = Random(7)
    scenarios = [scenario(dice) for _ in range(500)]
    results = run("merging.js", scenarios)
    several = [
        (case, result) for case, result in zip(scenarios, results, strict=True) if len(set(result["states"])) > 1
    ]
    assert several == []
    assert all(len(set(result["counts"])) == 1 for result in results)
    assert len({result["states"][0] for result in results}) > 450, "the states are too much alike to tell anything"


def expected(case: Mapping[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Question → graded days, lapses and last day: the rules once more, told question by question instead of event by event."""
    known: dict[str, Event] = {}
    for event in case["interleaved"]:
        twin = known.get(event["uid"])
        if twin is None or _text(event) < _text(twin):
            known[event["uid"]] = event
    order = sorted(known.values(), key=lambda event: (event["at_ms"], event["uid"]))

    def stands(position: int) -> bool:
        takers = [n for n in range(position + 1, len(order)) if order[n].get("undo") == order[position]["uid"]]
        return not any(stands(n) for n in takers)

    found = {}
    for row in case["catalogue"]:
        since = row.get("since", row["rev"] - 1 if row.get("edit") else row["rev"])
        names = [row["id"], *row.get("replaces", ())]
        days: dict[int, int] = {}
        for position, event in enumerate(order):
            if event.get("question") not in names or not stands(position) or not event["rating"] or not event["first"]:
                continue
            rev = event["rev"] if event["question"] == row["id"] else 1
            day = (event["at_ms"] + event["tz"] * MINUTE - 4 * HOUR) // DAY
            if rev >= since and day > max(days, default=-1):
                days[day] = event["rating"]
        if days:
            found[row["id"]] = (len(days), sum(rating == 1 for rating in days.values()), max(days))
    return found


def _text(event: Event) -> str:
    return json.dumps([list(pair) for pair in sorted(event.items())], separators=(",", ":"))


def test_states_are_what_the_rules_say_question_by_question() -> None:
    dice = Random(8)
    scenarios = [scenario(dice) for _ in range(300)]
    for case in scenarios:  # an undo may only take back what came before it, or the two ways of telling differ
        times = {event["uid"]: event["at_ms"] for event in case["interleaved"]}
        case["interleaved"] = [e for e in case["interleaved"] if "undo" not in e or times[e["undo"]] < e["at_ms"]]
    results = call("progress.js", [("replay", case["interleaved"], case["catalogue"]) for case in scenarios])
    found = [
        {name: (each["reps"], each["lapses"], each["day"]) for name, each in cards.items() if each["memory"]}
        for cards in results
    ]
    assert [pair for pair in zip(found, map(expected, scenarios), strict=True) if pair[0] != pair[1]] == []
