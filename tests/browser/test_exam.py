"""Practice of the reader's choice, mixed practice, and exams: nothing is shown before it is handed in."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenTab, Tab
from .learner import current, events, fill, sit
from .sites import Site

pytestmark = pytest.mark.browser

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MIXED = ["models/gan", "models/vae", "models/normalizing-flows", "models/diffusion"]


@pytest.fixture
def tab(bread: Site, open_tab: OpenTab) -> Tab:
    return open_tab(bread.http)


def begin(tab: Tab, minutes: str = "") -> Page:
    page = tab.go("practice.html")
    page.get_by_label("Minutes").fill(minutes)
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_have_text("Question 1 of 3")
    expect(page.locator("#exam")).to_be_focused()
    return page


def sheet(page: Page) -> list[str]:
    """What the answer sheet says of each question."""
    return [str(text) for text in page.locator(".exam-sheet button").all_text_contents()]


# Choosing


def test_questions_are_chosen_by_topic_difficulty_and_page(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).go("practice.html?page=models/gan")
    count = page.locator(".study-choose").get_by_role("status")
    expect(page.get_by_label("Page")).to_have_value("models/gan")
    expect(count).to_have_text(re.compile(r"^\d questions fit; "))
    few = int(count.inner_text().split()[0])
    page.get_by_label("Difficulty").select_option("advanced")
    expect(count).not_to_have_text(re.compile(rf"^{few} "))
    page.get_by_label("Page").select_option("")
    page.get_by_label("Topic").select_option("gan")
    page.get_by_label("Difficulty").select_option("")
    assert int(count.inner_text().split()[0]) > few
    page.get_by_label("Page").select_option("metrics/fid")
    expect(count).to_have_text("No question fits. Ask for less.")
    expect(page.get_by_role("button", name="Practise", exact=True)).to_be_disabled()


def test_what_was_missed_can_be_practised_alone(tab: Tab) -> None:
    page = tab.go("practice.html")
    page.get_by_role("button", name="Practise", exact=True).click()
    sit(page, {"wet-or-dry": [False, True]})
    page.get_by_role("button", name="Back to the overview").click()
    page.get_by_label("So far").select_option("missed")
    page.get_by_role("button", name="Practise", exact=True).click()
    assert sit(page) == ["wet-or-dry"]


def test_mixed_practice_never_asks_about_one_thing_twice_in_a_row(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).go("practice.html")
    asked = page.evaluate(
        """async (entries) => {
          const { openDesk, isGraded } = studyguideModules["study/desk"];
          const desk = await openDesk();
          return Object.fromEntries(desk.questions.filter((row) => isGraded(row) && entries.includes(row.objective)).map((row) => [row.id, row.objective]));
        }""",
        MIXED,
    )
    page.get_by_role("button", name="Practise these: Four ways to make a picture").click()
    entries = []
    for _ in range(6):
        question = current(page)
        expect(question).to_be_visible()
        name = str(question.get_attribute("data-question"))
        entries.append(asked[name])
        question.get_by_role("button", name="Show the answer").click()
        grade = question.get_by_role("button", name="Good")
        if grade.is_visible():
            grade.click()
        page.get_by_role("button", name="Next question").click()
        expect(page.locator(f".session-question [data-question='{name}']")).to_have_count(0)
    assert all(one != other for one, other in pairwise(entries[:5])), entries


# An exam


def test_an_exam_says_that_nobody_watches(tab: Tab) -> None:
    page = tab.go("practice.html")
    expect(page.locator(".study-exam")).to_contain_text("Nobody watches: the answers are in the page")


def test_nothing_is_shown_before_an_exam_is_handed_in(tab: Tab) -> None:
    page = begin(tab)
    for number in (1, 2, 3):
        expect(page.locator("#exam")).to_have_text(f"Question {number} of 3")
        fill(current(page), right=number != 2)
        shown = current(page).inner_text()
        assert not re.search("Right|Wrong|Not quite|Check|Hint|Answer and reasons", shown), shown
        assert current(page).locator("[data-mark]:not([data-mark=''])").count() == 0
        if number < 3:
            page.get_by_role("button", name="Next", exact=True).click()
    assert events(page) == []
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("#exam")).to_have_text("How it went")
    expect(page.locator("#exam")).to_be_focused()
    expect(page.locator(".study-exam")).to_contain_text("2 of 3 right.")
    expect(page.locator(".exam-review .feedback[data-result='right']")).to_have_count(2)
    expect(page.locator(".exam-review .feedback[data-result='wrong']")).to_have_count(1)
    log = events(page)
    assert [event["mode"] for event in log] == ["exam"] * 3
    assert sorted(event["rating"] for event in log) == [1, 3, 3]
    assert all(event["algo"] == "fsrs-6" for event in log)


def test_questions_can_be_skipped_flagged_and_found_again(tab: Tab) -> None:
    page = begin(tab)
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Next", exact=True).click()
    fill(current(page))
    page.get_by_role("button", name="Flag", exact=True).click()
    expect(page.get_by_role("button", name="Flag", exact=True)).to_have_attribute("aria-pressed", "true")
    assert sheet(page) == ["1: not answered", "2: answered, flagged", "3: not answered"]
    page.locator(".exam-sheet button").nth(2).click()
    expect(page.locator("#exam")).to_have_text("Question 3 of 3")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    expect(page.locator(".exam-sheet [aria-current=step]")).to_have_text("3: not answered")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("note")).to_contain_text("Not answered: 2. Flagged: 1. Hand in all the same?")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#exam")).to_have_text("Question 1 of 3")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("note").get_by_role("button", name="Hand in").click()
    expect(page.locator("tbody tr").filter(has_text="Not answered")).to_have_count(2)
    expect(page.locator(".exam-review .answer[open]")).to_have_count(2)
    assert len(events(page)) == 1


def test_an_answer_outlasts_going_to_another_question(tab: Tab) -> None:
    page = begin(tab)
    fill(current(page))
    before = current(page).locator("input:checked, input.field-input").first.input_value()
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Back", exact=True).click()
    assert current(page).locator("input:checked, input.field-input").first.input_value() == before


def test_the_time_of_an_exam_ends_it(tab: Tab) -> None:
    tab.page.clock.install(time=MORNING)
    page = begin(tab, "2")
    clock = page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"^(2:00|1:5\d)$"))
    fill(current(page))
    page.clock.fast_forward("01:05")
    expect(page.get_by_role("status").filter(has_text="1 minute left.")).to_be_visible()
    page.clock.fast_forward("01:00")
    expect(page.locator(".study-exam")).to_contain_text("The time is up. 1 of 3 right.")
    assert len(events(page)) == 1


def test_an_exam_without_a_limit_has_no_clock(tab: Tab) -> None:
    page = begin(tab)
    expect(page.get_by_role("timer")).to_have_count(0)


def test_an_exam_by_keyboard_alone(tab: Tab) -> None:
    page = begin(tab)
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "document.activeElement.closest('.exam') ? document.activeElement.textContent || document.activeElement.type : ''"
        )
        seen.add(re.sub(r":.*", "", here))
        if here == "Hand in":
            break
    assert {"Next", "Flag", "1", "2", "3", "Hand in"} <= seen
    page.keyboard.press("Enter")
    expect(page.get_by_role("note").get_by_role("button", name="Hand in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#exam")).to_have_text("How it went")


def test_the_browser_asks_before_an_exam_is_left(tab: Tab) -> None:
    page = begin(tab)
    fill(current(page))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    expect(page.locator("#exam")).to_be_visible()
    assert asked == ["beforeunload"]


def test_what_only_the_reader_can_grade_is_left_out_of_exams(guide: Site, open_tab: OpenTab) -> None:
    page = open_tab(guide.http).go("practice.html")
    page.get_by_label("How many").select_option("")
    page.get_by_label("Topic").select_option("gan")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_contain_text("Question 1 of")
    types = set(page.locator(".session-question .question").evaluate_all("all => all.map((one) => one.dataset.type)"))
    assert types and not types & {"recall", "explain"}
