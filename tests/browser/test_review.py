"""The review: answers are kept, come back on later days, survive edits, tabs, crashes and moves to another device."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab, Tab
from .learner import BLOCKED, STORE, answer, at, bring, current, events, exported, record, sit, start_review
from .sites import Site
from .watch import until

pytestmark = pytest.mark.browser

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
QUESTIONS = {"starter-peak", "hydration-of-dough", "wet-or-dry"}
BLOCKED_WORKER = "Service Worker registration blocked"
"""Said by Playwright where it is asked to block them; requests of a worker could not be changed."""
MANY = 20_000


@pytest.fixture
def tab(bread: Site, open_tab: OpenTab) -> Tab:
    return open_tab(bread.http)


def practise_all(page: Page, right: dict[str, list[bool]] | None = None) -> list[str]:
    page.get_by_role("button", name="Practise", exact=True).click()
    return sit(page, right)


def review_of(question: str, rating: int, when: datetime, **more: Any) -> dict[str, Any]:
    return {
        "question": question, "rev": 1, "at_ms": int(when.timestamp() * 1000), "tz": 0, "rating": rating, "first": True, "hints": 0,
        "duration_ms": 4000, "mode": "review", "algo": "fsrs-6", **more,
    }  # fmt: skip


# A first visit, and the days after it


def test_on_a_first_visit_nothing_is_due_and_the_page_says_what_it_is_for(tab: Tab) -> None:
    page = tab.go("review.html")
    expect(page.locator("#today")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Nothing is due today.")
    expect(page.locator("main")).to_contain_text("Your answers stay in this browser")
    expect(page.locator(".study-plain")).to_have_count(0)
    page.get_by_role("link", name="practise").click()
    expect(page).to_have_url(f"{tab.root}practice.html")


def test_three_days_of_review(tab: Tab) -> None:
    page = at(tab, MONDAY, "practice.html")
    asked = practise_all(page, {"wet-or-dry": [False, True]})
    assert sorted(asked) == sorted([*QUESTIONS, "wet-or-dry"])
    expect(page.locator("main")).to_contain_text("3 questions answered, 2 of them right at once.")
    expect(page.locator("main")).to_contain_text("The next review is tomorrow")

    page = at(tab, MONDAY, "review.html")
    expect(page.locator(".study-today")).to_contain_text("Nothing is due today.")

    page = at(tab, MONDAY + DAY, "review.html")
    expect(page.locator(".study-today")).to_contain_text("1 question due.")
    page.get_by_text("Which ones, and why").click()
    expect(page.locator(".study-today tbody")).to_contain_text("you missed it the last time")
    start_review(page)
    assert sit(page) == ["wet-or-dry"]
    expect(page.locator("tbody")).to_contain_text("Right at once")

    page = at(tab, MONDAY + 2 * DAY, "review.html")
    expect(page.locator(".study-today")).to_contain_text("2 questions due.")
    start_review(page)
    assert set(sit(page)) == QUESTIONS - {"wet-or-dry"}
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator(".study-today")).to_contain_text("Nothing is due today.")
    expect(page.locator(".study-ahead tbody tr")).not_to_have_count(0)


def test_a_backlog_is_spread_and_nobody_is_blamed(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    record(page, *(review_of(name, 3, MONDAY - 60 * DAY) for name in sorted(QUESTIONS)))
    page.evaluate(f"async () => {{ {STORE} await store.set('reviewsADay', 2); }}")
    page.reload()
    expect(page.locator(".study-today")).to_contain_text("2 questions due.")
    words = page.locator("main").inner_text().lower()
    assert not re.search(r"\b(streak|overdue|late|behind)\b", words)


def test_the_day_begins_at_four(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    record(page, review_of("starter-peak", 1, MONDAY))
    night = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    zone = page.evaluate("-new Date().getTimezoneOffset()")
    page = at(tab, night - timedelta(minutes=zone), "review.html")
    expect(page.locator(".study-today")).to_contain_text("Nothing is due today.")
    page = at(tab, night + timedelta(hours=1) - timedelta(minutes=zone), "review.html")
    expect(page.locator(".study-today")).to_contain_text("1 question due.")


# A sitting


def test_what_was_missed_comes_again_until_it_is_right(tab: Tab) -> None:
    page = tab.go("practice.html")
    asked = practise_all(page, {"starter-peak": [False, False, True]})
    assert asked.count("starter-peak") == 3
    ratings = [event["rating"] for event in events(page) if event["question"] == "starter-peak"]
    assert ratings == [1, 1, 3]
    expect(page.locator("tbody")).to_contain_text("Right after 3 tries")


def test_an_answer_can_be_taken_back(tab: Tab) -> None:
    page = tab.go("practice.html")
    page.get_by_role("button", name="Practise", exact=True).click()
    first = current(page).get_attribute("data-question")
    answer(current(page), right=False)
    page.get_by_role("button", name="Next question").click()
    expect(page.locator("#session")).to_have_text("Question 2 of 3")
    page.get_by_role("button", name="Take back the last answer").click()
    expect(page.locator("#session")).to_have_text("Question 1 of 3")
    expect(current(page)).to_have_attribute("data-question", str(first))
    expect(page.get_by_role("status").filter(has_text="taken back")).to_be_visible()
    assert sorted(sit(page)) == sorted(QUESTIONS)
    log = events(page)
    assert log[1]["undo"] == log[0]["uid"]
    page = tab.go("review.html")
    page.get_by_text("The latest answers").click()
    expect(page.locator(".study-answers tbody")).to_contain_text("taken back")


def test_a_sitting_can_be_stopped(tab: Tab) -> None:
    page = tab.go("practice.html")
    page.get_by_role("button", name="Practise", exact=True).click()
    answer(current(page))
    page.get_by_role("button", name="Stop here").click()
    expect(page.locator("#session")).to_have_text("Stopped here")
    expect(page.locator("main")).to_contain_text("1 question answered, 1 of them right at once.")
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.get_by_role("button", name="Practise", exact=True)).to_be_visible()


def test_a_sitting_by_keyboard_alone(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    record(page, review_of("starter-peak", 1, MONDAY - DAY))
    page.reload()
    button = page.get_by_role("button", name="Start the review")
    expect(button).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#session")).to_be_focused()
    page.keyboard.press("Tab")
    expect(current(page).get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(current(page).locator(".feedback[data-result]")).to_be_visible()
    following = page.get_by_role("button", name=re.compile("Next question|Finish"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if following.evaluate("element => element === document.activeElement"):
            break
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#session")).to_be_focused()


def test_a_sitting_says_when_a_question_cannot_be_fetched(bread: Site, open_tab: OpenTab) -> None:
    tab = open_tab(bread.http, tolerated=("static/q/", "ERR_FAILED", BLOCKED_WORKER), service_workers="block")
    page = tab.go("practice.html")
    page.route("**/static/q/*", lambda route: route.abort())
    page.get_by_role("button", name="Practise", exact=True).click()
    expect(page.locator("main")).to_contain_text("This question could not be loaded.")
    page.unroute("**/static/q/*")
    page.get_by_role("button", name="Try again").click()
    expect(current(page)).to_be_visible()


# From disk, without storage, with newer storage


def test_it_works_from_disk(bread: Site, open_tab: OpenTab) -> None:
    tab = open_tab(bread.disk)
    page = tab.go("practice.html")
    practise_all(page)
    page = tab.go("review.html")
    expect(page.locator(".study-answers")).to_contain_text("3 answers, kept in this browser")
    page = tab.go("concepts/index.html")
    expect(page.get_by_role("link", name="Hydration (known)").first).to_be_visible()


def test_where_storage_is_refused_it_works_and_says_so(bread: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    tab = open_tab(bread.http)
    tab.page.add_init_script(BLOCKED)
    page = tab.go("review.html")
    expect(page.get_by_role("note")).to_contain_text("does not let the guide keep anything here")
    record(page, review_of("wet-or-dry", 3, datetime.now(UTC)))
    expect(page.locator(".study-answers")).to_contain_text("1 answer, kept for as long as this page is open.")
    assert [event["question"] for event in exported(page, tmp_path)["events"]] == ["wet-or-dry"]
    page = tab.go("practice.html")
    practise_all(page)
    expect(page.locator("main")).to_contain_text("3 questions answered")


NEWER = """
async () => {
  const name = `studyguide-${document.body.dataset.guide}`;
  const old = await new Promise((resolve) => { const asked = indexedDB.open(name); asked.onsuccess = () => resolve(asked.result); });
  old.close();
  const made = await new Promise((resolve) => { const asked = indexedDB.open(name, 99); asked.onsuccess = () => resolve(asked.result); });
  made.close();
}
"""


def test_what_a_newer_version_keeps_is_read_and_not_touched(tab: Tab) -> None:
    page = tab.go("review.html")
    record(page, review_of("wet-or-dry", 3, datetime.now(UTC)))
    page.evaluate(NEWER)
    page.reload()
    expect(page.get_by_role("note")).to_contain_text("kept by a newer version")
    expect(page.locator(".study-answers")).to_contain_text("1 answer")
    record(page, review_of("starter-peak", 3, datetime.now(UTC)))
    assert len(events(page)) == 2
    page.reload()
    expect(page.locator(".study-answers")).to_contain_text("1 answer")
    assert len(events(page)) == 1


# Two tabs, and a crash


def test_two_tabs_lose_no_event_and_know_of_each_other(tab: Tab) -> None:
    first = tab.go("review.html")
    expect(first.locator("#today")).to_be_visible()
    second = first.context.new_page()
    second.goto(f"{tab.root}review.html")
    expect(second.locator("#today")).to_be_visible()
    write = f"""async (question) => {{ {STORE}
      await Promise.all(Array.from({{ length: 40 }}, () => store.record({{ question, rev: 1, rating: 3, first: true, mode: "review" }}))); }}"""
    for page, question in ((first, "wet-or-dry"), (second, "starter-peak")):
        page.evaluate(f"(question) => {{ window.written = ({write})(question); }}", question)
    for page in (first, second):
        page.evaluate("() => window.written")
    assert len(events(first)) == len(events(second)) == 80
    for page in (first, second):
        expect(page.locator(".study-answers")).to_contain_text("80 answers")


def test_two_tabs_that_pack_the_log_at_once_lose_nothing(tab: Tab) -> None:
    first = tab.go("review.html")
    second = first.context.new_page()
    second.goto(f"{tab.root}review.html")
    pack = f"""async (name) => {{ {STORE}
      for (let n = 0; n < 20; n += 1) {{ await store.record({{ question: name, rev: 1, rating: 3, first: true, mode: "review" }}); await store.pack(); }} }}"""
    for page, name in ((first, "wet-or-dry"), (second, "starter-peak")):
        page.evaluate(f"(name) => {{ window.written = ({pack})(name); }}", name)
    for page in (first, second):
        page.evaluate("() => window.written")
    assert len({event["uid"] for event in events(first)}) == 40


def test_a_crash_in_the_middle_of_a_write_loses_at_most_that_event(tab: Tab) -> None:
    page = tab.go("review.html")
    record(page, *(review_of("wet-or-dry", 3, MONDAY) for _ in range(5)))
    for _ in range(5):
        other = page.context.new_page()
        other.goto(f"{tab.root}review.html")
        other.evaluate(
            f"() => {{ (async () => {{ {STORE} for (;;) await store.record({{ question: 'starter-peak', rev: 1, rating: 3, first: true, mode: 'review' }}); }})(); }}"
        )
        other.close(run_before_unload=False)
    page.reload()
    log = events(page)
    assert sum(event["question"] == "wet-or-dry" for event in log) == 5
    assert all(set(event) >= {"uid", "at_ms", "tz", "question", "rating"} for event in log)
    record(page, review_of("hydration-of-dough", 3, MONDAY))
    assert len(events(page)) == len(log) + 1


# Many answers


def test_a_long_log_is_packed_and_read_whole(tab: Tab) -> None:
    page = tab.go("review.html")
    made = page.evaluate(
        f"""async (many) => {{ {STORE}
          const names = ["starter-peak", "hydration-of-dough", "wet-or-dry"];
          const from = Date.now() - 800 * 86_400_000;
          return store.add(Array.from({{ length: many }}, (_, n) => ({{ uid: `u${{n}}`, at_ms: from + n * 3_000_000, tz: 0, question: names[n % 3],
            rev: 1, rating: n % 9 ? 3 : 1, first: true, hints: 0, duration_ms: 1, mode: "review", algo: "fsrs-6" }}))); }}""",
        MANY,
    )
    assert made == MANY
    record(page, *(review_of("wet-or-dry", 3, MONDAY) for _ in range(310)))
    page.reload()
    expect(page.locator(".study-answers")).to_contain_text(f"{MANY + 310} answers")
    count = """async () => { const db = await new Promise((done) => { const asked = indexedDB.open(`studyguide-${document.body.dataset.guide}`); asked.onsuccess = () => done(asked.result); });
      const count = (name) => new Promise((done) => { const asked = db.transaction(name).objectStore(name).count(); asked.onsuccess = () => done(asked.result); });
      const found = [await count("log"), await count("blocks")]; db.close(); return found; }"""
    until(page, f"({count})().then(([alone, blocks]) => alone < 300 && blocks <= 5)")
    assert len(events(page)) == MANY + 310


# Edits of the guide


@pytest.fixture
def edited(bread: Site, open_tab: OpenTab) -> Callable[[Callable[[dict[str, Any]], None]], Page]:
    """The review page on Monday, after the guide's questions were edited; each was answered on Sunday."""
    tab = open_tab(bread.http, tolerated=(BLOCKED_WORKER,), service_workers="block")

    def open_edited(edit: Callable[[dict[str, Any]], None]) -> Page:
        page = at(tab, MONDAY, "review.html")
        record(page, *(review_of(name, 3, MONDAY - DAY) for name in sorted(QUESTIONS)))

        def fulfil(route: Any) -> None:
            text = route.fetch().text()
            data = json.loads(text[text.index("(") + 1 : text.rindex(")")])
            edit(data)
            route.fulfill(body=f"studyguideQuestions({json.dumps(data)});", content_type="text/javascript")

        page.context.route("**/static/questions.js", fulfil)
        page.reload()
        expect(page.locator("#today")).to_be_visible()
        return page

    return open_edited


def row_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in data["questions"] if row["id"] == name)


Edited = Callable[[Callable[[dict[str, Any]], None]], Page]


def test_a_corrected_key_starts_afresh_and_says_so(edited: Edited) -> None:
    page = edited(lambda data: row_of(data, "wet-or-dry").update(rev=2, since=2))
    note = page.get_by_role("note").filter(has_text="was corrected")
    expect(note.get_by_role("link")).to_have_count(1)
    expect(page.locator(".study-today")).to_contain_text("1 new question can be begun.")


def test_a_reworded_stem_keeps_its_history_and_comes_within_a_week(edited: Edited) -> None:
    def reword(data: dict[str, Any]) -> None:
        row_of(data, "wet-or-dry").update(rev=2, since=1, edit="minor")

    page = edited(reword)
    record(page, *(review_of("wet-or-dry", 4, MONDAY - n * DAY) for n in (400, 380, 300, 100, 1)))
    page.reload()
    expect(page.locator(".study-ahead tbody th")).to_have_count(2)
    assert page.get_by_role("note").count() == 0
    days = page.locator(".study-ahead tbody time").evaluate_all("all => all.map((time) => time.dateTime)")
    assert max(days) <= (MONDAY + 6 * DAY).date().isoformat()


def test_a_renamed_question_keeps_its_history(edited: Edited) -> None:
    def rename(data: dict[str, Any]) -> None:
        row_of(data, "wet-or-dry").update(id="wetter-dough", replaces=["wet-or-dry"])
        for entry in data["entries"]:
            entry["questions"] = [
                "wetter-dough" if name == "wet-or-dry" else name for name in entry.get("questions", [])
            ]

    page = edited(rename)
    expect(page.locator(".study-today")).to_contain_text("Nothing is due today.")
    assert sum(int(text.split()[0]) for text in page.locator(".study-ahead tbody td").all_inner_texts()) == 3


def test_a_removed_question_is_hidden_and_its_history_kept(edited: Edited) -> None:
    def remove(data: dict[str, Any]) -> None:
        data["questions"].remove(row_of(data, "wet-or-dry"))
        data["retired"] = ["wet-or-dry"]
        for entry in data["entries"]:
            entry["questions"] = [name for name in entry.get("questions", []) if name != "wet-or-dry"]

    page = edited(remove)
    assert sum(int(text.split()[0]) for text in page.locator(".study-ahead tbody td").all_inner_texts()) == 2
    page.get_by_text("The latest answers").click()
    expect(page.locator(".study-answers tbody")).to_contain_text("wet-or-dry (no longer asked)")
    assert len(events(page)) == 3


# Another device


def test_answers_move_to_another_device_and_merge(tab: Tab, bread: Site, open_tab: OpenTab, tmp_path: Path) -> None:
    page = at(tab, MONDAY, "review.html")
    page.get_by_label("How much you want to remember").select_option("0.85")
    record(page, review_of("wet-or-dry", 3, MONDAY - 3 * DAY), review_of("starter-peak", 1, MONDAY - 2 * DAY))
    file = exported(page, tmp_path)
    expect(page.locator(".study-answers")).to_contain_text("Your last copy was made today.")

    other = at(open_tab(bread.http), MONDAY, "review.html")
    record(other, review_of("hydration-of-dough", 3, MONDAY - DAY))
    bring(other, file)
    preview = other.locator(".bring-preview")
    expect(preview).to_contain_text(
        "2 answers to 2 questions that are not here yet, from November 20, 2026 to November 21, 2026."
    )
    assert len(events(other)) == 1
    preview.get_by_role("button", name="Add them").click()
    expect(other.get_by_role("status").filter(has_text="2 answers added.")).to_be_visible()
    assert {event["question"] for event in events(other)} == QUESTIONS
    other.reload()
    expect(other.get_by_label("How much you want to remember")).to_have_value("0.85")
    bring(other, file)
    expect(other.get_by_role("status").filter(has_text="All 2 answers of this file are here already.")).to_be_visible()

    bring(page, exported(other, tmp_path))
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".study-answers")).to_contain_text("3 answers")
    both = [sorted(events(one), key=lambda event: str(event["uid"])) for one in (page, other)]
    assert both[0] == both[1]
    assert page.locator(".study-ahead tbody").inner_text() == other.locator(".study-ahead tbody").inner_text()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("{", "damaged"),
        ({"some": "thing"}, "not a file of answers"),
        ({"format": "studyguide-progress", "schema": 1, "guide": "another", "events": []}, "another guide"),
        ({"format": "studyguide-progress", "schema": 99, "guide": "sourdough", "events": []}, "newer version"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(file: object, said: str, tab: Tab) -> None:
    page = tab.go("review.html")
    expect(page.locator("#answers")).to_be_visible()
    bring(page, file)
    expect(page.locator(".study-answers").get_by_role("status")).to_contain_text(said)
    assert events(page) == []


def test_coming_days_can_be_put_into_a_calendar(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    record(page, review_of("wet-or-dry", 1, MONDAY))
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Put these days into my calendar").click()
    text = Path(download.value.path()).read_text(encoding="utf-8").replace("\n ", "")
    assert download.value.suggested_filename == "reviews-2026-11-23.ics"
    assert "DTSTART;VALUE=DATE:20261124" in text and "1 question to review" in text
    assert f"URL:{tab.root}review.html" in text


# How the reader likes it


def test_settings_are_kept_and_say_what_they_do(tab: Tab) -> None:
    page = tab.go("review.html")
    page.get_by_label("How much you want to remember").select_option("0.8")
    expect(page.locator("#retention-effect")).to_contain_text("16 of 20 answers")
    expect(page.locator(".study-wishes").get_by_role("status")).to_have_text("Saved.")
    page.get_by_label("New questions a day").fill("3")
    page.get_by_label("Day of your exam").fill("2026-12-24")
    page.get_by_label("Ask me how sure I am").check()
    number = page.get_by_label("Reviews a day")
    number.fill("-4")
    number.blur()
    expect(page.locator(".study-wishes").get_by_role("status")).to_contain_text("Give a whole number")
    expect(number).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(page.get_by_label("How much you want to remember")).to_have_value("0.8")
    expect(page.get_by_label("New questions a day")).to_have_value("3")
    expect(page.get_by_label("Reviews a day")).to_have_value("60")
    expect(page.get_by_label("Day of your exam")).to_have_value("2026-12-24")
    expect(page.get_by_label("Ask me how sure I am")).to_be_checked()


def test_an_exam_brings_everything_back_in_the_week_before_it(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    record(page, *(review_of(name, 4, MONDAY) for name in sorted(QUESTIONS)))
    page.get_by_label("Day of your exam").fill("2026-12-01")
    expect(page.locator(".study-ahead tbody tr")).not_to_have_count(0)
    until(
        page, "[...document.querySelectorAll('.study-ahead tbody time')].every((time) => time.dateTime < '2026-12-01')"
    )


def test_one_who_says_how_sure_she_is_sees_how_well_she_judges(tab: Tab) -> None:
    page = at(tab, MONDAY, "review.html")
    expect(page.locator("#judgement")).to_have_count(0)
    record(page, *(review_of("wet-or-dry", 3 if n % 2 else 1, MONDAY - n * DAY, sure=0.95) for n in range(12)))
    page.reload()
    expect(page.locator(".study-judgement")).to_contain_text("You tend to feel surer than you should.")
    assert page.locator(".study-judgement tbody tr").inner_text().split("\t")[1:] == ["95\u00a0%", "50\u00a0%", "12"]


def test_starting_over_asks_for_a_word(tab: Tab) -> None:
    page = tab.go("review.html")
    record(page, review_of("wet-or-dry", 3, datetime.now(UTC)))
    page.get_by_text("Start over").click()
    button = page.get_by_role("button", name="Delete all my answers")
    expect(button).to_be_disabled()
    expect(page.get_by_role("button", name="Save them to a file first")).to_be_visible()
    page.get_by_label("To go on, type").fill("Delete")
    button.click()
    expect(page.get_by_role("status").filter(has_text="are deleted")).to_be_visible()
    assert events(page) == []
    expect(page.locator(".study-answers")).to_contain_text("0 answers")


# Glossary cards


def test_terms_become_cards_both_ways(tab: Tab) -> None:
    page = tab.go("glossary.html")
    button = page.locator("#autolyse").get_by_role("button")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page = tab.go("review.html")
    expect(page.locator(".study-today")).to_contain_text("2 new questions can be begun.")
    start_review(page)
    asked = sit(page)
    assert sorted(asked) == ["glossary/autolyse", "glossary/autolyse/back"]
    page.get_by_role("button", name="Back to the overview").click()
    page.get_by_text("Your terms").click()
    page.get_by_role("button", name="Remove Autolyse").click()
    expect(page.locator(".deck > li")).to_have_count(0)
    page.get_by_label("A term to learn").fill("autolyse")
    page.keyboard.press("Enter")
    expect(page.locator(".study-deck").get_by_role("status")).to_contain_text("among your cards")
    expect(page.locator(".deck > li")).to_have_count(1)


# Signs on other pages


def test_pages_show_what_is_known_and_what_is_due(tab: Tab) -> None:
    page = at(tab, MONDAY, "practice.html")
    practise_all(page, {"starter-peak": [False, True]})
    page = at(tab, MONDAY, "concepts/index.html")
    known = page.get_by_role("link", name="Hydration (known)")
    expect(known.first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"\(learning\)")).first).to_be_visible()
    page = at(tab, MONDAY + 3 * DAY, "concepts/index.html")
    expect(page.get_by_role("link", name="Hydration (due for review)").first).to_be_visible()
    expect(page.locator(".tool-due")).to_have_text("3 due")
    page.locator(".tool-due").click()
    expect(page).to_have_url(f"{tab.root}review.html")


def test_the_front_page_tells_where_the_reader_left(tab: Tab) -> None:
    page = tab.go("concepts/hydration.html")
    page = tab.go("index.html")
    link = page.locator(".again").get_by_role("link", name="Hydration")
    expect(link).to_have_attribute("href", re.compile(r"concepts/hydration\.html"))
    assert page.locator(".tool-due").count() == 0


def test_one_who_only_reads_loads_nothing_of_it(tab: Tab) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    for address in ("index.html", "search.html"):
        tab.go(address).wait_for_load_state("load")
    scripts = {url.rpartition("/")[2] for url in asked if url.endswith(".js")}
    assert not scripts & {"review.js", "practice.js", "progress.js", "questions.js"}
    assert {"site.js", "scheme.js"} <= scripts


def test_a_returning_reader_loads_a_summary_and_no_log(tab: Tab) -> None:
    practise_all(tab.go("practice.html"))
    until(
        tab.page,
        "localStorage.getItem('studyguide-progress-sourdough') && !localStorage.getItem('studyguide-stale-sourdough')",
    )
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    page = tab.go("concepts/index.html")
    expect(page.locator(".mastery").first).to_be_attached()
    assert not [url for url in asked if url.endswith(("progress.js", "questions.js"))]
