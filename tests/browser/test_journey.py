"""One learner's way through the guide, from her first visit to a second device, as she would go it.

`JOURNEY_PICTURES=folder pytest tests/browser/test_journey.py` takes pictures of each station, narrow and wide, by day and by night.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from .conftest import OpenTab, Tab
from .learner import BLOCKED, STORE, answer, at, bring, current, events, exported, fill, sit, start_review
from .program import FLAGS, chromium_path
from .sites import Site

pytestmark = pytest.mark.browser

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LESSON = "models/gan"
WIDTHS = {390: 844, 1440: 900}
TALLEST_PX = 3000
"""Of a long page, the rest looks the same."""
USUAL = {"width": 1280, "height": 800}

Station = Callable[..., None]


@pytest.fixture
def station() -> Station:
    """Takes pictures of a page, or of a part of it, when somebody wants to see them."""
    folder = os.environ.get("JOURNEY_PICTURES")
    taken: list[str] = []

    def take(page: Page, name: str, part: Locator | None = None) -> None:
        if not folder:
            return
        taken.append(name)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                path = Path(folder) / f"{len(taken):02}-{name}-{width}-{scheme}.png"
                if part:
                    part.screenshot(path=path)
                    continue
                tall: int = page.evaluate("document.documentElement.scrollHeight")
                clip = {"x": 0, "y": 0, "width": width, "height": min(tall, TALLEST_PX)}
                page.screenshot(path=path, full_page=True, clip=clip)
        page.set_viewport_size(USUAL)
        page.emulate_media(color_scheme="light")

    return take


def test_a_learner_from_her_first_visit_to_a_second_device(
    guide: Site, open_tab: OpenTab, station: Station, tmp_path: Path
) -> None:
    tab = open_tab(guide.http)
    _reads_and_answers(tab, station)
    _comes_back_to_the_front_page(tab, station)
    _practises_a_topic(tab, station)
    _takes_an_exam(tab, station)
    _reviews_on_tuesday(tab, station)
    _reviews_on_wednesday(tab, station)
    other = open_tab(guide.http)
    _moves_to_another_device(tab, other, station, tmp_path)
    _answers_on_both(tab, other, station, tmp_path)


def _reads_and_answers(tab: Tab, station: Station) -> None:
    page = at(tab, MONDAY, "index.html")
    expect(page.locator(".again")).to_have_count(0)
    expect(page.locator(".tool-due")).to_have_count(0)
    station(page, "front-first")
    page = tab.go(f"{LESSON}.html")
    asked = page.locator(".questions .question[data-ready]")
    expect(asked.first).to_be_attached()
    station(page, "lesson-questions", page.locator(".questions"))
    answer(asked.nth(0))
    expect(asked.nth(0).locator(".feedback")).to_have_attribute("data-result", "right")
    expect(asked.nth(0).locator(".feedback")).to_be_in_viewport()
    answer(asked.nth(1), right=False)
    expect(asked.nth(1).locator(".feedback")).to_have_attribute("data-result", "wrong")
    station(page, "lesson-answered", page.locator(".questions"))
    expect(page.locator(".questions-count")).to_have_text(re.compile(r"^2 of \d+ answered$"))
    for number in range(2, asked.count()):
        answer(asked.nth(number), right=number % 2 == 0)
    expect(page.locator(".questions-count")).to_have_text(re.compile(r"^All \d+ answered$"))
    station(page, "lesson-all-answered", page.locator(".questions"))


def _comes_back_to_the_front_page(tab: Tab, station: Station) -> None:
    page = tab.go("index.html")
    expect(page.locator(".again").get_by_role("link").first).to_have_attribute("href", re.compile(LESSON))
    station(page, "front-again")
    page = tab.go("review.html")
    expect(page.locator(".study-today")).to_contain_text("can be begun")
    station(page, "review-same-day")


def _practises_a_topic(tab: Tab, station: Station) -> None:
    page = tab.go("practice.html?topic=diffusion")
    page.get_by_label("How many").select_option("5")
    station(page, "practice-choose")
    page.get_by_role("button", name="Practise", exact=True).click()
    expect(current(page)).to_be_visible()
    station(page, "practice-asked")
    first = str(current(page).get_attribute("data-question"))
    answer(current(page), right=False)
    station(page, "practice-missed")
    page.get_by_role("button", name="Next question").click()
    asked = sit(page)
    assert len({first, *asked}) == 5
    expect(page.locator("main")).to_contain_text("5 questions answered, ")
    expect(page.locator("main")).to_contain_text("The next review is tomorrow")
    station(page, "practice-end")
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator("#choose")).to_be_focused()


def _takes_an_exam(tab: Tab, station: Station) -> None:
    page = tab.page
    page.get_by_label("Topic").select_option("gan")
    page.get_by_label("Minutes").fill("20")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_be_focused()
    total = page.locator(".exam-sheet > li").count()
    assert total == 10
    for number in range(total):
        if number == 3:
            page.get_by_role("button", name="Flag", exact=True).click()
        if number != 5:
            fill(current(page), right=number % 3 != 1)
        if number == 6:
            station(page, "exam")
        if number < total - 1:
            page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("note")).to_contain_text("Not answered: 1. Flagged: 1. Hand in all the same?")
    station(page, "exam-hand-in")
    page.get_by_role("note").get_by_role("button", name="Hand in").click()
    expect(page.locator("#exam")).to_have_text("How it went")
    expect(page.locator(".study-exam")).to_contain_text(re.compile(r"\d of 10 right\."))
    station(page, "exam-review")


def _reviews_on_tuesday(tab: Tab, station: Station) -> None:
    """What was missed comes, is taken back, missed again, and learnt in the same sitting."""
    page = at(tab, MONDAY + DAY, "index.html")
    expect(page.locator(".again")).to_contain_text("Due today")
    station(page, "front-due")
    page.locator(".again").get_by_role("link", name=re.compile("question")).click()
    page.get_by_text("Which ones, and why").click()
    expect(page.locator(".study-today tbody")).to_contain_text("you missed it the last time")
    page.get_by_text("Page by page").click()
    station(page, "review-overview")
    start_review(page)
    expect(current(page)).to_be_visible()
    station(page, "review-asked")
    first = str(current(page).get_attribute("data-question"))
    answer(current(page))
    page.get_by_role("button", name="Take back the last answer").click()
    expect(page.get_by_role("status").filter(has_text="taken back")).to_be_visible()
    assert current(page).get_attribute("data-question") == first
    answer(current(page), right=False)
    expect(page.get_by_role("status").filter(has_text="It will come again in this sitting.")).to_be_visible()
    station(page, "review-missed")
    page.get_by_role("button", name="Next question").click()
    asked = sit(page)
    assert asked.count(first) == 1
    row = page.locator("tbody tr").filter(has_text="Right after 2 tries")
    expect(row).to_have_count(1)
    expect(page.locator("main")).to_contain_text("The next review is ")
    station(page, "review-end")
    page.get_by_role("button", name=re.compile("Go on|Back to the overview")).click()
    expect(page.locator("main h2").first).to_be_focused()


def _reviews_on_wednesday(tab: Tab, station: Station) -> None:
    """By keyboard alone, with the grades that only the learner can give."""
    page = at(tab, MONDAY + 2 * DAY, "glossary.html")
    page.get_by_role("button", name="Review ELBO").click()
    page = tab.go("review.html")
    expect(page.locator(".study-today")).to_contain_text("question")
    station(page, "review-third-day")
    start_review(page)
    seen: set[str] = set()
    for _ in range(80):
        expect(page.locator("#session")).not_to_be_empty()
        if page.locator("#session").inner_text() == "Done":
            break
        kind = str(current(page).get_attribute("data-type"))
        if kind == "recall" and kind not in seen:
            current(page).get_by_role("button", name="Show the answer").click()
            station(page, "review-grades")
            current(page).get_by_role("button", name="Hard").click()
        else:
            answer(current(page))
        seen.add(kind)
        page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="Finish")).click()
        expect(page.locator(".session-question .feedback[data-result]")).to_have_count(0)
    assert "recall" in seen
    expect(page.locator("#session")).to_have_text("Done")
    expect(page.locator("main")).to_contain_text("The next review is ")


def _moves_to_another_device(tab: Tab, other: Tab, station: Station, folder: Path) -> None:
    page = at(tab, MONDAY + 2 * DAY, "review.html")
    expect(page.locator(".study-answers")).to_contain_text("You have no copy of them yet.")
    page.get_by_text("The latest answers").click()
    expect(page.locator(".study-answers tbody")).to_contain_text("taken back")
    station(page, "review-answers", page.locator(".study-answers"))
    file = exported(page, folder)
    assert file["events"] == events(page)
    far = at(other, MONDAY + 2 * DAY, "review.html")
    bring(far, file)
    preview = far.locator(".bring-preview")
    expect(preview).to_contain_text("Nothing that is here will be lost.")
    station(far, "import-preview", far.locator(".study-answers"))
    preview.get_by_role("button", name="Add them").click()
    expect(far.get_by_label("Bring answers from a file")).to_be_focused()
    expect(far.locator(".study-ahead tbody")).to_have_text(
        page.locator(".study-ahead tbody").inner_text(), use_inner_text=True
    )
    bring(far, file)
    expect(far.get_by_role("status").filter(has_text="of this file are here already.")).to_be_visible()
    station(far, "import-twice", far.locator(".study-answers"))


def _answers_on_both(tab: Tab, other: Tab, station: Station, folder: Path) -> None:
    """Each device learns something that the other does not know, then they exchange files, in either order."""
    for one, topic in ((tab, "gan"), (other, "diffusion")):
        page = at(one, MONDAY + 3 * DAY, f"practice.html?topic={topic}")
        page.get_by_label("How many").select_option("5")
        page.get_by_role("button", name="Practise", exact=True).click()
        sit(page)
    pages = [at(one, MONDAY + 3 * DAY, "review.html") for one in (tab, other)]
    files = [exported(page, folder) for page in pages]
    for page, file in zip(pages, files[::-1], strict=True):
        bring(page, file)
        page.get_by_role("button", name="Add them").click()
        expect(page.get_by_role("status").filter(has_text="added.")).to_be_visible()
    assert len(_uids(pages[0])) > max(len(file["events"]) for file in files)
    assert _uids(pages[0]) == _uids(pages[1])
    for part in (".study-today strong", ".study-ahead tbody", ".study-standing > p"):
        first, second = (page.locator(part).first.inner_text() for page in pages)
        assert first == second
    station(pages[0], "review-merged")


def _uids(page: Page) -> set[str]:
    return {str(event["uid"]) for event in events(page)}


# What may go wrong on the way


def test_a_private_window_says_that_nothing_is_kept_and_offers_a_file(
    guide: Site, open_tab: OpenTab, station: Station, tmp_path: Path
) -> None:
    tab = open_tab(guide.http)
    tab.page.add_init_script(BLOCKED)
    page = tab.go("practice.html?topic=gan")
    expect(page.get_by_role("note")).to_contain_text("does not let the guide keep anything here")
    expect(page.get_by_role("note").get_by_role("button")).to_have_count(0)
    station(page, "private-practice")
    page.get_by_label("How many").select_option("5")
    page.get_by_role("button", name="Practise", exact=True).click()
    sit(page)
    station(page, "private-end")
    with page.expect_download() as download:
        page.get_by_role("note").get_by_role("button", name="Save them to a file").click()
    file = tmp_path / "answers.json"
    download.value.save_as(file)
    assert file.read_text(encoding="utf-8").count('"question"') == 5
    page = tab.go(f"{LESSON}.html")
    asked = page.locator(".questions .question[data-ready]").first
    answer(asked)
    expect(asked.locator(".feedback")).to_contain_text("This browser keeps no answers")
    station(page, "private-lesson", asked)


def test_two_tabs_may_answer_at_once(bread: Site, open_tab: OpenTab) -> None:
    """Every answer of two sittings side by side is kept once, and an open review page follows."""
    tab = open_tab(bread.http)
    first = tab.go("practice.html")
    second, looker = first.context.new_page(), first.context.new_page()
    second.goto(f"{tab.root}practice.html")
    looker.goto(f"{tab.root}review.html")
    expect(looker.locator(".study-answers")).to_contain_text("0 answers")
    for page in (first, second):
        page.get_by_role("button", name="Practise", exact=True).click()
    for _ in range(3):
        for page in (first, second):
            expect(current(page)).to_be_visible()
            answer(current(page))
        for page in (first, second):
            page.get_by_role("button", name=re.compile("Next question|Finish")).click()
            expect(page.locator(".session-question .feedback[data-result]")).to_have_count(0)
    expect(looker.locator(".study-answers")).to_contain_text("6 answers")
    log = events(looker)
    assert len({event["uid"] for event in log}) == 6
    assert sorted(event["question"] for event in log) == sorted(
        2 * ["starter-peak", "hydration-of-dough", "wet-or-dry"]
    )


WRITING = f"""async () => {{ {STORE}
  for (;;) window.kept((await store.record({{ question: "wet-or-dry", rev: 1, rating: 3, first: true, mode: "review" }})).uid); }}"""


def test_what_was_kept_outlives_a_browser_that_dies_while_it_writes(
    bread: Site, browser: Browser, tmp_path: Path
) -> None:
    kept: set[str] = set()
    for _ in range(3):
        context = _profile(browser, tmp_path)
        page = context.new_page()
        page.expose_function("kept", lambda uid: kept.add(uid))
        page.goto(f"{bread.http}review.html")
        expect(page.locator("#today")).to_be_visible()
        assert kept <= _uids(page)
        before = len(kept)
        page.evaluate(f"() => {{ ({WRITING})(); }}")
        while len(kept) < before + 25:
            page.wait_for_timeout(20)
        _kill(context, page)
    context = _profile(browser, tmp_path)
    page = context.new_page()
    page.goto(f"{bread.http}review.html")
    expect(page.locator("#today")).to_be_visible()
    log = events(page)
    assert len(kept) >= 75
    assert kept <= {event["uid"] for event in log}
    assert all(set(event) >= {"uid", "at_ms", "tz", "question", "rating"} for event in log)
    context.close()


def _profile(browser: Browser, folder: Path) -> BrowserContext:
    """A browser of its own, whose storage outlives it."""
    return browser.browser_type.launch_persistent_context(
        folder / "profile", executable_path=chromium_path(), args=FLAGS
    )


def _kill(context: BrowserContext, page: Page) -> None:
    """The whole browser dies at once."""
    devices = context.new_cdp_session(page)
    with pytest.raises(Error):
        devices.send("Browser.crash")
    context.close()


def test_a_log_of_twenty_thousand_reviews_opens(
    guide: Site, open_tab: OpenTab, record_property: Callable[[str, object], None]
) -> None:
    """How long it takes is told, and not judged: machines differ."""
    tab = open_tab(guide.http)
    page = tab.go("review.html")
    page.evaluate(
        f"""async () => {{ {STORE}
          const {{ openDesk, isGraded }} = studyguideModules["study/desk"];
          const ids = (await openDesk()).questions.filter(isGraded).map((row) => row.id);
          const from = Date.now() - 800 * 86_400_000;
          await store.add(Array.from({{ length: 20_000 }}, (_, n) => ({{ uid: `u${{n}}`, at_ms: from + n * 3_400_000, tz: 0,
            question: ids[n % ids.length], rev: 1, rating: n % 9 ? 3 : 1, first: true, hints: 0, duration_ms: 1, mode: "review", algo: "fsrs-6" }}))); }}"""
    )
    times: dict[str, Any] = {}
    for address, ready in (
        ("review.html", "#today"),
        ("practice.html", "#choose"),
        ("index.html", ".again"),
        (f"{LESSON}.html", ".question-last"),
    ):
        tab.go(address)
        expect(page.locator(ready).first).to_be_attached()
        times[address] = round(page.evaluate("performance.now()"))
    tab.go("review.html")
    expect(page.locator(".study-answers")).to_contain_text("20000 answers")
    start_review(page)
    expect(current(page)).to_be_visible()
    answer(current(page))
    record_property("usable_after_ms", times)
    print(f"usable after, in milliseconds: {times}")


@pytest.mark.parametrize("refused", [False, True], ids=["kept", "refused"])
def test_all_of_it_works_from_disk(refused: bool, guide: Site, open_tab: OpenTab) -> None:
    """Practice, an exam, answers in a lesson, and the review that knows of them; or says that nothing can be kept."""
    tab = open_tab(guide.disk)
    if refused:
        tab.page.add_init_script(BLOCKED)
    page = tab.go("practice.html?page=models/gan")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_be_focused()
    fill(current(page))
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("note").get_by_role("button", name="Hand in").click()
    expect(page.locator("#exam")).to_have_text("How it went")
    page.get_by_role("button", name="Back to practice").click()
    page.get_by_role("button", name="Practise", exact=True).click()
    answer(current(page))
    page.get_by_role("button", name="Stop here").click()
    expect(page.locator("main")).to_contain_text("1 question answered")
    page = tab.go(f"{LESSON}.html")
    asked = page.locator(".questions .question[data-ready]").last
    answer(asked, right=False)
    page = tab.go("review.html")
    if refused:
        expect(page.get_by_role("note")).to_contain_text("does not let the guide keep anything here")
        expect(page.locator(".study-answers")).to_contain_text("0 answers")
    else:
        expect(page.locator(".study-answers")).to_contain_text("3 answers")
        expect(page.locator(".study-standing")).to_contain_text("being learnt")
