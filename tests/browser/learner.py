"""What a learner does: answers questions right or wrong, goes on to the next, looks at the log."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

STORE = "const store = await studyguideModules.store.openStore(document.body.dataset.guide);"


def answer(question: Locator, *, right: bool = True) -> None:
    """Answers a question of which one can be answered right or wrong in a step or two."""
    if question.get_attribute("data-type") == "recall":
        question.get_by_role("button", name="Show the answer").click()
        question.get_by_role("button", name="Good" if right else "Again").click()
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
    else:
        value = str(key["value"]) if key["type"] == "numeric" else key["accept"][0]
        question.locator(".field-input").fill(value if right else "4321")


def _choose(question: Locator, option: str) -> None:
    question.locator(f'.options > li[data-id="{option}"] label').click()


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
