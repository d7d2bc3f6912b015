"""axe finds nothing on any kind of page, with all answers open.

Only colours differ between day and night, so that at night only the rules about colours run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .asking import OPEN, PAGE, TYPES, click_answer, kinds, question
from .axe import COLOURS, WIDTHS, look_at, run, source
from .conftest import OpenTab
from .learner import BLOCKED, STORE, answer, at, bring, current, fill, record, sit
from .sites import Site
from .watch import in_page, search_for

pytestmark = pytest.mark.browser

MONDAY, DAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), timedelta(days=1)


def review_on(when: datetime, rating: int = 3, **more: object) -> dict[str, Any]:
    """An answer to a question of the bread guide."""
    at_ms = int(when.timestamp() * 1000)
    return {"question": "wet-or-dry", "rev": 1, "at_ms": at_ms, "tz": 0, "rating": rating, "first": True, **more}


@pytest.fixture(scope="module")
def axe() -> str:
    return source()


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterable[list[Page]]:
    """A page of each width, side by side: they are looked at at the same time. axe's script would break the policy."""
    contexts = [browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) for width in WIDTHS]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_axe_finds_nothing_on_any_kind_of_page(guide: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in guide.samples() for fault in look_at(tabs, guide.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_on_any_kind_of_page_of_another_guide(bread: Site, tabs: list[Page], axe: str) -> None:
    faults = [fault for page in bread.samples() for fault in look_at(tabs, bread.http, page, axe)]
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_while_searching(guide: Site, open_tab: OpenTab, axe: str) -> None:
    tab = open_tab(guide.http, bypass_csp=True)
    page = tab.go("index.html")
    search_for(page, "fid")
    page.evaluate(axe)
    faults = run(page, "search dialog, light", [])
    page.emulate_media(color_scheme="dark")
    faults += run(page, "search dialog, dark", COLOURS)
    assert not faults, "\n".join(faults)


Look = Callable[[Page, str], None]


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def look(width: int, axe: str) -> Iterable[Look]:
    """Looks at what a page shows at this moment, by day and by night; the test fails at its end if there was a fault."""
    faults: list[str] = []

    def look_now(page: Page, where: str) -> None:
        page.evaluate(axe)
        for scheme, rules in (("light", []), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            faults.extend(run(page, f"{where}, {scheme}, {width} px", rules))

    yield look_now
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("how", ["asked", "right", "wrong", "partly"])
def test_axe_finds_nothing_in_any_state_of_a_question(
    how: str, width: int, asking: Site, open_tab: OpenTab, look: Look
) -> None:
    page = open_tab(asking.http, width=width, bypass_csp=True).go(PAGE)
    page.evaluate(f"async () => {{ {STORE} await store.set('confidence', true); }}")
    page.reload()
    for kind in TYPES:
        expect(question(page, kind).get_by_role("group", name="How sure are you?")).to_be_visible()
    if how == "asked":
        for hint in ("Hint 1", "Hint 2"):
            page.get_by_text(hint).click()
        for sure in page.get_by_label("Fairly sure").all():
            sure.check()
        look(page, "questions with hints and confidence")
        for kind in OPEN:
            question(page, kind).locator("button.button").click()
    else:
        for kind in kinds(how):
            click_answer(question(page, kind), kind, how)
    look(page, f"questions: {how}")
    while (button := page.get_by_role("button", name="Show the answer").first).is_visible():
        button.click()
    in_page(page, "open-all")
    look(page, f"questions: {how}, all open")


def test_axe_finds_nothing_before_and_after_a_guess(width: int, asking: Site, open_tab: OpenTab, look: Look) -> None:
    page = open_tab(asking.http, width=width, bypass_csp=True).go("concepts/guessing.html")
    guess = page.locator("#guess-milk-first[data-ready]")
    expect(guess).to_be_visible()
    look(page, "guess")
    guess.locator("[data-id=milk] label").click()
    guess.get_by_role("button", name="Guess").click()
    look(page, "guessed")


def test_axe_finds_nothing_while_learning(width: int, bread: Site, open_tab: OpenTab, look: Look) -> None:
    tab = open_tab(bread.http, width=width, bypass_csp=True)
    page = tab.go("practice.html")
    page.get_by_label("Minutes").fill("30")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("#exam")).to_be_visible()
    fill(current(page), right=False)
    page.get_by_role("button", name="Flag", exact=True).click()
    page.get_by_role("button", name="Hand in").click()
    look(page, "exam")
    page.get_by_role("note").get_by_role("button", name="Hand in").click()
    look(page, "exam handed in")
    page.get_by_role("button", name="Back to practice").click()
    expect(page.get_by_role("button", name="Practise", exact=True)).to_be_visible()
    look(page, "choosing")
    page.get_by_role("button", name="Practise", exact=True).click()
    expect(current(page)).to_be_visible()
    look(page, "asked")
    answer(current(page), right=False)
    look(page, "missed")
    page.get_by_role("button", name="Next question").click()
    sit(page)
    look(page, "end of a sitting")
    tab.go("glossary.html").locator("#autolyse").get_by_role("button").click()
    look(page, "glossary")
    tab.go("concepts/starter.html")
    page = tab.go("index.html")
    expect(page.locator(".again")).to_be_visible()
    look(page, "front page")


def test_axe_finds_nothing_on_the_review_page(width: int, bread: Site, open_tab: OpenTab, look: Look) -> None:
    tab = open_tab(bread.http, width=width, bypass_csp=True)
    page = at(tab, MONDAY, "review.html")
    expect(page.locator("#today")).to_be_visible()
    look(page, "first visit")
    tab.go("glossary.html").locator("#autolyse").get_by_role("button").click()
    page = tab.go("review.html")
    record(page, *(review_on(MONDAY - n * DAY, rating=1 + 2 * (n % 2), sure=0.95) for n in range(1, 13)))
    page.reload()
    for section in ("today", "ahead", "standing", "judgement", "deck", "wishes", "answers"):
        expect(page.locator(f"#{section}")).to_be_visible()
    page.get_by_label("Reviews a day").fill("-4")
    page.get_by_label("Reviews a day").blur()
    in_page(page, "open-all")
    page.get_by_label("To go on, type").fill("delete")
    look(page, "all sections")
    bring(
        page,
        {
            "format": "studyguide-progress",
            "schema": 1,
            "guide": "sourdough",
            "events": [review_on(MONDAY, uid="another")],
        },
    )
    expect(page.locator(".bring-preview").get_by_role("button", name="Add them")).to_be_focused()
    look(page, "preview of a file")
    page.get_by_role("button", name="Start the review").click()
    expect(current(page)).to_be_visible()
    look(page, "review")
    for _ in range(6):
        if current(page).get_attribute("data-type") == "recall":
            break
        answer(current(page))
        page.get_by_role("button", name="Next question").click()
        expect(page.locator(".session-question .feedback[data-result]")).to_have_count(0)
    current(page).get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("group", name="How well did you know it?")).to_be_visible()
    look(page, "grades")


def test_axe_finds_nothing_where_storage_is_refused(width: int, bread: Site, open_tab: OpenTab, look: Look) -> None:
    tab = open_tab(bread.http, width=width, bypass_csp=True)
    tab.page.add_init_script(BLOCKED)
    page = tab.go("practice.html")
    expect(page.get_by_role("note")).to_be_visible()
    page.get_by_role("button", name="Practise", exact=True).click()
    sit(page)
    expect(page.get_by_role("note").get_by_role("button", name="Save them to a file")).to_be_visible()
    look(page, "end of a sitting")
