"""What a learner does: answers questions right or wrong, goes on to the next, looks at the log."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from .conftest import Tab

BLOCKED = (
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('refused', 'SecurityError'); } });"
)
"""Storage is refused, as in some private windows."""
STORE = "const store = await studyguideModules.store.openStore(document.body.dataset.guide);"


def at(tab: Tab, when: datetime, address: str) -> Page:
    """A page, opened at that moment; from then on its clock goes as clocks do."""
    tab.page.clock.install(time=when)
    return tab.go(address)


def start_review(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Start the review|Begin with new)")).click()


def answer(question: Locator, *, right: bool = True) -> None:
    """Answers a question; an explanation can only be done."""
    kind = question.get_attribute("data-type")
    if kind == "recall":
        question.get_by_role("button", name="Show the answer").click()
        question.get_by_role("button", name="Good" if right else "Again").click()
        return
    if kind == "explain":
        question.get_by_role("textbox").fill("In my own words.")
        question.get_by_role("button", name="Compare with an answer").click()
        question.get_by_role("button", name="Done").click()
        return
    fill(question, right=right)
    question.get_by_role("button", name="Check").click()


def fill(question: Locator, *, right: bool = True) -> None:
    """Puts an answer into a question, and says no more."""
    key: dict[str, Any] = json.loads(str(question.get_attribute("data-key")))
    if key["type"] in ("single", "bool"):
        wanted = str(key["right"]).lower()
        options = [str(option).lower() for option in key.get("options", (True, False))]
        _choose(question, next(option for option in options if (option == wanted) is right))
    elif key["type"] == "multi":
        for option in key["right"] if right else key["options"]:
            _choose(question, option)
    elif key["type"] == "cloze":
        for gap, field in zip(key["gaps"], question.locator(".gap-input").all(), strict=True):
            wrong = next(word for word in gap.get("menu", ["nothing"]) if word not in gap["accept"])
            word = str(gap["accept"][0]) if right else wrong
            if gap.get("menu"):
                field.select_option(word)
            else:
                field.fill(word)
    elif key["type"] == "match":
        partners = list(key["pairs"].values())
        for number, (left, partner) in enumerate(key["pairs"].items()):
            menu = question.locator(f'.match-left > li[data-id="{left}"] select')
            menu.select_option(partner if right else partners[number - 1])
    elif key["type"] == "order":
        _arrange(question, key["items"] if right else key["items"][::-1], key["spares"] if right else [])
    else:
        value = str(key["value"]) if key["type"] == "numeric" else key["accept"][0]
        question.locator(".field-input").fill(value if right else "4321")


def _choose(question: Locator, option: str) -> None:
    question.locator(f'.options > li[data-id="{option}"] label').click()


def _arrange(question: Locator, items: list[dict[str, Any]], spares: list[str]) -> None:
    """Moves lines with the keyboard, each up to its place."""

    def press(name: str, key: str) -> None:
        question.locator(f'[data-id="{name}"] .line-grip').press(key)

    for there_and_back in ("ArrowDown", "ArrowUp"):
        press(items[0]["id"], there_and_back)
    for place, item in enumerate(items):
        order: list[str] = question.locator(".lines:not(.lines-aside) > li").evaluate_all(
            "all => all.map((row) => row.dataset.id)"
        )
        for _ in range(order.index(item["id"]) - place):
            press(item["id"], "ArrowUp")
        for _ in range(item.get("indent", 0)):
            press(item["id"], "ArrowRight")
    for name in spares:
        press(name, "Delete")


def current(page: Page) -> Locator:
    """The question that a sitting or an exam shows."""
    return page.locator(".session-question .question:visible")


def sit(page: Page, right: dict[str, list[bool]] | None = None) -> list[str]:
    """Works through a sitting to its end; `right` says how to answer a question the first time, the second …; returns what was asked."""
    asked: list[str] = []
    plan = {name: list(answers) for name, answers in (right or {}).items()}
    while True:
        expect(page.locator("#session")).not_to_be_empty()
        if page.locator("#session").inner_text() in ("Done", "Stopped here"):
            return asked
        name = str(current(page).get_attribute("data-question"))
        answers = plan.get(name)
        answer(current(page), right=answers.pop(0) if answers else True)
        asked.append(name)
        page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="Finish")).click()
        expect(page.locator(".session-question .feedback[data-result]")).to_have_count(0)


def events(page: Page) -> list[dict[str, Any]]:
    """The log, as the page reads it."""
    found: list[dict[str, Any]] = page.evaluate(f"async () => {{ {STORE} return store.events(); }}")
    return found


def record(page: Page, *made: dict[str, Any]) -> None:
    """Adds events to the log, as if they were the page's own; what is not said is as usual."""
    usual = {"rev": 1, "first": True, "hints": 0, "mode": "review", "algo": "fsrs-6"}
    page.evaluate(
        f"async (all) => {{ {STORE} for (const event of all) await store.record(event); }}",
        [usual | event for event in made],
    )


def exported(page: Page, folder: Path) -> dict[str, Any]:
    """What a file of answers holds, saved on the review page."""
    button = page.locator(".study-answers").get_by_role("button", name="Save them to a file", exact=True)
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def bring(page: Page, file: object) -> None:
    """Hands a file of answers to the review page."""
    body = file if isinstance(file, str) else json.dumps(file)
    page.get_by_label("Bring answers from a file").set_input_files(
        {"name": "progress.json", "mimeType": "application/json", "buffer": body.encode()}
    )
