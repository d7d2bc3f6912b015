"""Questions in the page: every type answered right, wrong and partly, by mouse and by keyboard, and read out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .asking import LINES, PAGE, TYPES, click_answer, key_answer, kinds, question, result_of, status
from .conftest import OpenTab, Tab
from .learner import STORE, events
from .sites import Site

pytestmark = pytest.mark.browser

Answer = Callable[[Locator, str, str], None]
HOWS = ("right", "wrong", "partly")
TREES = Path(__file__).with_name("trees")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def tab(asking: Site, open_tab: OpenTab) -> Tab:
    return open_tab(asking.http)


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.go(PAGE)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("answer", [click_answer, key_answer], ids=["mouse", "keyboard"])
def test_every_type_can_be_answered(answer: Answer, how: str, page: Page) -> None:
    """The result is said, and gets the focus."""
    for kind in kinds(how):
        asked = question(page, kind)
        answer(asked, kind, how)
        expect(status(asked)).to_have_text(result_of(kind, how))
        expect(asked.get_by_role("group", name="Feedback")).to_be_focused()


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_reads_well(kind: str, tab: Tab, accept: bool) -> None:
    """Roles, names and states, as assistive programs are told them, before an answer and after each."""
    tab.page.clock.install(time=MONDAY)  # options and lines are shuffled by the day
    told = []
    for how in ("", *HOWS):
        if how and kind not in kinds(how):
            continue
        asked = question(tab.go(PAGE), kind)
        if how:
            click_answer(asked, kind, how)
            expect(status(asked)).to_have_text(result_of(kind, how))
        tree = re.sub(r"http%3A%2F%2F127.0.0.1%3A\d+", "", asked.aria_snapshot())
        told.append(f"# {how or 'asked'}\n\n{tree}\n")
    tree, file = "\n".join(told), TREES / f"{kind}.yml"
    if accept:
        file.parent.mkdir(exist_ok=True)
        file.write_text(tree, encoding="utf-8")
    assert tree == file.read_text(encoding="utf-8")


# Hints, further tries, giving up


def test_hints_come_one_by_one_and_make_it_come_back(page: Page) -> None:
    asked = question(page, "single")
    hints = asked.get_by_role("group").filter(has=page.locator("summary", has_text="Hint"))
    expect(asked.get_by_text("Hint 2")).to_be_hidden()
    asked.get_by_text("Hint 1").click()
    expect(asked.get_by_text("Think of the kettle.")).to_be_visible()
    asked.get_by_text("Hint 2").click()
    expect(asked.get_by_text("It sings.")).to_be_visible()
    expect(hints).to_have_count(2)
    click_answer(asked, "single", "right")
    expect(status(asked)).to_have_text("Right, with 2 hints.")
    expect(asked).to_contain_text("With a hint it does not count as known yet")
    (event,) = events(page)
    assert (event["rating"], event["hints"], event["score"]) == (1, 2, 1)


def test_a_missed_question_may_be_tried_again_and_the_first_answer_counts(page: Page) -> None:
    asked = question(page, "single")
    click_answer(asked, "single", "wrong")
    expect(asked.locator(".feedback")).to_contain_text("Most stays in the leaves.")
    expect(asked.locator(".feedback")).not_to_contain_text("Black tea likes it hot.")
    asked.get_by_role("button", name="Try again").click()
    expect(asked.get_by_role("radio").first).to_be_focused()
    click_answer(asked, "single", "right")
    expect(status(asked)).to_have_text("Right this time.")
    assert [(event["rating"], event["first"]) for event in events(page)] == [(1, True), (3, False)]


def test_the_chosen_reason_comes_first_then_the_right_one_then_the_paragraph_that_clears_it_up(page: Page) -> None:
    asked = question(page, "single")
    click_answer(asked, "single", "wrong")
    asked.get_by_role("button", name="Show the answer").click()
    expect(status(asked)).to_have_text("Here is the answer.")
    parts = asked.locator(".feedback-body > *").all_inner_texts()
    order = [
        next(n for n, part in enumerate(parts) if words in part)
        for words in ("Most stays", "takes the most", "likes it hot")
    ]
    assert order == sorted(order), parts
    expect(asked.locator(".feedback").get_by_role("link").first).to_have_attribute("href", "#steeping")
    asked.get_by_text("Answer and reasons").click()
    expect(asked.locator(".reason:visible")).to_have_count(4)


def test_who_gives_up_is_shown_the_answer(page: Page) -> None:
    asked = question(page, "numeric")
    asked.get_by_role("button", name="Show the answer").click()
    expect(status(asked)).to_have_text("Here is the answer.")
    expect(asked.locator(".feedback")).to_contain_text("0.4 l")
    expect(asked.get_by_role("textbox")).to_be_disabled()
    assert [event["rating"] for event in events(page)] == [1]


def test_an_empty_answer_is_no_try(page: Page) -> None:
    for kind, said in (
        ("single", "Choose an answer first."),
        ("text", "Type something first."),
        ("order", "Put the lines into order first."),
    ):
        asked = question(page, kind)
        asked.get_by_role("button", name="Check").click()
        expect(status(asked)).to_have_text(said)
    assert events(page) == []


@pytest.mark.parametrize(
    ("kind", "typed", "said", "reason"),
    [
        ("numeric", "0.2", "Not quite.", "That is one cup."),
        ("numeric", "0.4 kg", "Not in this unit.", "Twice 0.2."),
        ("text", "tea cozy", "Right, but for one letter.", "tea cosy"),
    ],
)
def test_near_misses_are_told_apart(kind: str, typed: str, said: str, reason: str, page: Page) -> None:
    asked = question(page, kind)
    asked.get_by_role("textbox").fill(typed)
    asked.get_by_role("button", name="Check").click()
    expect(status(asked)).to_have_text(said)
    if said.startswith("Not in"):
        asked.get_by_role("button", name="Show the answer").click()
    expect(asked.locator(".feedback")).to_contain_text(reason)


def test_what_is_no_number_is_no_try(page: Page) -> None:
    asked = question(page, "numeric")
    asked.get_by_role("textbox").fill("two cups")
    asked.get_by_role("textbox").press("Enter")
    expect(status(asked)).to_contain_text("No number can be read here.")
    assert events(page) == []


# What only the learner knows


def test_she_may_say_that_she_guessed_or_that_it_was_too_easy(page: Page) -> None:
    asked = question(page, "bool")
    click_answer(asked, "bool", "right")
    guessed, easy = (asked.get_by_role("button", name=name) for name in ("I guessed", "Too easy"))
    guessed.click()
    expect(guessed).to_have_attribute("aria-pressed", "true")
    easy.click()
    expect(guessed).to_have_attribute("aria-pressed", "false")
    expect(easy).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(300)
    log = events(page)
    undone = {event["undo"] for event in log if "undo" in event}
    assert [event["rating"] for event in log if "undo" not in event and event["uid"] not in undone] == [4]


def test_how_sure_she_is_is_asked_before_the_feedback_where_she_wants_it(page: Page) -> None:
    expect(question(page, "bool").get_by_role("group", name="How sure are you?")).to_have_count(0)
    page.evaluate(f"async () => {{ {STORE} await store.set('confidence', true); }}")
    page.reload()
    asked = question(page, "bool")
    asked.get_by_role("radio", name="Fairly sure").check()
    click_answer(asked, "bool", "right")
    assert [event["sure"] for event in events(page)] == [0.7]


def test_a_guess_before_reading_is_not_graded_and_remembered_after_it(tab: Tab) -> None:
    page = tab.go("concepts/guessing.html")
    guess = page.locator("#guess-milk-first[data-ready]")
    guess.locator("[data-id=milk] label").click()
    guess.get_by_role("button", name="Guess").click()
    expect(guess.get_by_role("status")).to_have_text("Noted. Read on: you will be asked again.")
    expect(guess).not_to_contain_text("That is said by others.")
    asked = page.locator("#q-milk-first[data-ready]")
    asked.locator("[data-id=tea] label").click()
    asked.get_by_role("button", name="Check").click()
    expect(asked).to_contain_text("Before you read it, your guess was wrong.")
    assert [(event["mode"], event["rating"]) for event in events(page)] == [("guess", 0), ("practice", 3)]


# Dragging


def test_lines_can_be_dragged_past_several_others(tab: Tab) -> None:
    tab.page.clock.install(time=MONDAY)  # on that day, two lines must go up by two places
    page = tab.go(PAGE)
    asked = question(page, "order")
    for place, name in enumerate(LINES["right"]):
        grip = asked.locator(f"[data-id='{name}'] .line-grip")
        there = asked.locator(".lines > li").nth(place)
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), there.bounding_box()
        assert start and end
        page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        page.mouse.down()
        page.mouse.move(end["x"] + 40, end["y"] + end["height"] / 2, steps=12)
        page.mouse.up()
    asked.get_by_role("button", name="Check").click()
    expect(status(asked)).to_have_text("Right.")


def test_a_line_that_does_not_belong_can_be_dragged_out_and_others_indented(page: Page) -> None:
    asked = question(page, "parsons")
    stray = asked.locator("[data-id='~1'] .line-grip")
    asked.get_by_role("button", name="Check").scroll_into_view_if_needed()
    start, end = stray.bounding_box(), asked.get_by_role("list", name="Left out").bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] / 2, steps=12)
    page.mouse.up()
    expect(asked.get_by_role("list", name="Left out").locator("> li")).to_have_count(1)
    fill = asked.locator("[data-id=fill] .line-grip")
    start = fill.bounding_box()
    assert start
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 38, start["y"] + 10, steps=6)
    page.mouse.up()
    expect(asked.locator("[data-id=fill]")).to_have_attribute("data-indent", "1")
