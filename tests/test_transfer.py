"""Progress leaves and enters as a file, and due days leave as a calendar."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from node import call
from test_progress import DAY, NOON, answer, replayed, undo

LOG = [
    answer("1"),
    answer("2", "b", rating=1, day=1),
    undo("3", "2", day=1),
    answer("4", "b", day=2, sure=0.5, note="unknown field"),
]


def export(log: list[Any], **more: Any) -> str:
    [text] = call("transfer.js", [("exportText", {"guide": "bread", "log": log, "now_ms": NOON} | more)])
    assert isinstance(text, str)
    return text


def read(text: str, guide: str = "bread") -> Any:
    [found] = call("transfer.js", [("readExport", text, guide)])
    return found


def file(**more: Any) -> str:
    return json.dumps({"format": "studyguide-progress", "schema": 1, "guide": "bread", "events": LOG} | more)


def test_what_goes_out_comes_in() -> None:
    found = read(export(LOG, settings={"retention": 0.85}))
    assert found == {
        "problem": "", "schema": 1, "events": LOG, "settings": {"retention": 0.85}, "unreadable": 0, "exported_ms": NOON,
    }  # fmt: skip
    assert read(export([]))["events"] == []


def test_an_export_is_json_with_an_event_a_line() -> None:
    text = export(LOG)
    assert json.loads(text) == {
        "format": "studyguide-progress", "schema": 1, "guide": "bread", "exported_ms": NOON, "settings": {}, "events": LOG,
    }  # fmt: skip
    assert sum(line.startswith('{"uid"') for line in text.split("\n")) == len(LOG)


@pytest.mark.parametrize(("text", "problem"), [
    ("", "json"), ("{", "json"), ("null", "format"), ("[]", "format"), ("3", "format"), ('{"events": []}', "format"),
    (file(format="other"), "format"), (file(schema="1"), "format"), (file(events={}), "format"), (file(guide="cheese"), "guide"),
])  # fmt: skip
def test_other_files_are_refused(text: str, problem: str) -> None:
    found = read(text)
    assert (found["problem"], found["events"]) == (problem, [])


def test_a_newer_file_may_be_looked_at_and_no_more() -> None:
    found = read(file(schema=2))
    assert (found["problem"], found["schema"], len(found["events"])) == ("newer", 2, len(LOG))


@pytest.mark.parametrize("damage", [
    {"uid": ""}, {"uid": 7}, {"uid": "x" * 201}, {"question": None}, {"rev": 1.5}, {"rev": "1"}, {"at_ms": -1}, {"at_ms": 9e15}, {"at_ms": None},
    {"tz": 2000}, {"tz": 0.5}, {"tz": None}, {"rating": 5}, {"rating": -1}, {"rating": None}, {"first": 1}, {"first": None}, {"hints": -1}, {"hints": "2"},
    {"duration_ms": -5}, {"sure": 1.5}, {"sure": "yes"}, {"undo": 3}, {"undo": ""},
], ids=str)  # fmt: skip
def test_a_damaged_event_is_left_out_and_counted(damage: dict[str, Any]) -> None:
    found = read(file(events=[answer("1"), answer("2") | damage]))
    assert [event["uid"] for event in found["events"]] == ["1"]
    assert (found["problem"], found["unreadable"]) == ("", 1)


@pytest.mark.parametrize("event", [None, 3, "x", [], {}])
def test_other_things_are_no_events(event: object) -> None:
    assert call("transfer.js", [("isEvent", event)]) == [False]


def test_events_of_other_makers_may_leave_out_what_is_not_needed() -> None:
    bare = {name: answer("1")[name] for name in ("uid", "question", "rev", "at_ms", "tz", "rating", "first")}
    assert read(file(events=[bare, undo("2", "1")]))["unreadable"] == 0


def test_damaged_settings_are_left_out() -> None:
    assert read(file(settings=[1]))["settings"] == {}


def test_a_preview_says_what_would_come() -> None:
    theirs = [*LOG, answer("5", "c", day=5), answer("6", "c", day=9), answer("7", "b", day=7), undo("8", "7", day=8)]
    [found] = call("transfer.js", [("preview", LOG, theirs)])
    assert found == {
        "added": 4,
        "answers": 3,
        "known": 4,
        "questions": 2,
        "from_ms": NOON + 5 * DAY,
        "to_ms": NOON + 9 * DAY,
    }
    [nothing] = call("transfer.js", [("preview", LOG, LOG)])
    assert nothing == {"added": 0, "answers": 0, "known": 4, "questions": 0, "from_ms": 0, "to_ms": 0}


def test_importing_twice_is_importing_once() -> None:
    mine, theirs = [answer("9", day=3), answer("1")], read(export(LOG))["events"]
    [once] = call("progress.js", [("merge", mine, theirs)])
    [twice] = call("progress.js", [("merge", once, theirs)])
    [preview] = call("transfer.js", [("preview", once, theirs)])
    assert once == twice
    assert preview["added"] == 0
    rows = [{"id": "a", "rev": 1}, {"id": "b", "rev": 1}]
    assert replayed(once, *rows) == replayed([*theirs, *mine, *theirs], *rows)
    assert read(export(once))["events"] == once


# The calendar


def calendar(*entries: dict[str, Any], **more: Any) -> str:
    about = {"id": "bread", "name": "Bread, and more", "stamp_ms": NOON} | more
    [text] = call("ics.js", [("calendar", entries, about)])
    assert isinstance(text, str)
    return text


def test_a_calendar_has_an_entry_a_day() -> None:
    text = calendar(
        {"day": 20_000, "title": "Review 12 questions"},
        {"day": 20_513, "title": "Review", "note": "One", "url": "https://example.org/"},
    )
    assert text.replace("\r\n", "\n") == (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Studyguide//bread//EN\nX-WR-CALNAME:Bread\\, and more\n"
        "BEGIN:VEVENT\nUID:2024-10-04@bread.studyguide\nDTSTAMP:20241004T120000Z\n"
        "DTSTART;VALUE=DATE:20241004\nDTEND;VALUE=DATE:20241005\nSUMMARY:Review 12 questions\nTRANSP:TRANSPARENT\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:2026-03-01@bread.studyguide\nDTSTAMP:20241004T120000Z\n"
        "DTSTART;VALUE=DATE:20260301\nDTEND;VALUE=DATE:20260302\nSUMMARY:Review\nDESCRIPTION:One\nURL:https://example.org/\n"
        "TRANSP:TRANSPARENT\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)


def test_an_empty_calendar_is_one() -> None:
    assert calendar().split("\r\n")[-2:] == ["END:VCALENDAR", ""]


def test_texts_are_escaped() -> None:
    text = calendar({"day": 1, "title": "a;b,c\\d\ne\r\nf: g"})
    assert "SUMMARY:a\\;b\\,c\\\\d\\ne\\nf: g\r\n" in text


@pytest.mark.parametrize("shift", range(8))
def test_long_lines_are_folded_between_letters(shift: int) -> None:
    title = "x" * shift + "Wiederholung ✓ für Übende, 😀 " * 12
    text = calendar({"day": 1, "title": title})
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    assert "SUMMARY:" + title.replace(",", "\\,") in text.replace("\r\n ", "")
