"""Answers every type of question, with the mouse or with the keyboard alone. One of each is in tests/sites/asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page, expect

PAGE = "concepts/tea.html"
GRADED = ("single", "multi", "bool", "numeric", "text", "cloze", "match", "order", "parsons", "output")
"""Questions that the guide grades."""
OPEN = ("recall", "explain")
"""Those that the learner grades herself."""
TYPES = GRADED + OPEN

Ids = tuple[str, ...]
CHOICES: Mapping[str, Mapping[str, Ids]] = {
    "single": {"right": ("boiling",), "wrong": ("warm",)},
    "multi": {"right": ("leaves", "water", "time"), "wrong": ("fish",), "partly": ("leaves", "water")},
    "bool": {"right": ("true",), "wrong": ("false",)},
}
TYPED: Mapping[str, Mapping[str, str]] = {
    "numeric": {"right": "0,4 l", "wrong": "0.2"},
    "text": {"right": "tea cosy", "wrong": "hat"},
    "output": {"right": "6 cups", "wrong": "23 cups"},
}
GAPS: Mapping[str, tuple[str, str]] = {"right": ("3", "pot"), "wrong": ("9", "hat"), "partly": ("three", "boat")}
PAIRS: Mapping[str, Mapping[str, str]] = {
    "right": {"Darjeeling": "India", "Sencha": "Japan", "Keemun": "China"},
    "wrong": {"Darjeeling": "Iceland", "Sencha": "China", "Keemun": "Japan"},
    "partly": {"Darjeeling": "India", "Sencha": "China", "Keemun": "Japan"},
}
LINES: Mapping[str, Ids] = {
    "right": ("boil", "pour", "wait", "drink"),
    "wrong": ("drink", "wait", "pour", "boil"),
    "partly": ("boil", "wait", "pour", "drink"),
}
PROGRAMS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "right": (("loop", 0), ("fill", 1), ("serve", 0)),
    "wrong": (("serve", 1), ("fill", 0), ("loop", 1), ("~1", 0)),
    "partly": (("loop", 0), ("fill", 0), ("serve", 0)),
}
OWN: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "recall": {"right": (2, "Good"), "wrong": (0, "Again"), "partly": (1, "Hard")},
    "explain": {"right": (2, "Done"), "wrong": (0, "Done"), "partly": (1, "Done")},
}
"""How many points the learner ticks, and what she says of her answer."""
RESULTS: Mapping[tuple[str, str], str] = {
    ("multi", "wrong"): "None of 3 found; 1 choice does not belong.",
    ("multi", "partly"): "2 of 3 found.",
    ("bool", "wrong"): "No.",
    ("cloze", "wrong"): "None of 2 gaps are right.",
    ("cloze", "partly"): "1 of 2 gaps are right.",
    ("match", "wrong"): "None of 3 pairs are right.",
    ("match", "partly"): "1 of 3 pairs are right.",
    ("order", "wrong"): "1 of 4 lines stand right.",
    ("order", "partly"): "3 of 4 lines stand right.",
    ("parsons", "wrong"): "None of 4 lines stand right; 1 line does not belong; 1 line is indented wrongly.",
    ("parsons", "partly"): "2 of 3 lines stand right; 1 line is indented wrongly.",
    ("recall", "right"): "Known.",
    ("recall", "wrong"): "Not known yet: it comes back soon.",
    ("recall", "partly"): "Known with effort.",
    ("explain", "right"): "Done: 2 of 2 points are in it.",
    ("explain", "wrong"): "Done: none of 2 points are in it.",
    ("explain", "partly"): "Done: 1 of 2 points are in it.",
}
"""What is said of an answer; "Right." and "Not quite." where it is not here."""


def kinds(how: str) -> list[str]:
    """The types that can be answered so."""
    return [kind for kind in TYPES if how != "partly" or (kind, how) in RESULTS]


def result_of(kind: str, how: str) -> str:
    return RESULTS.get((kind, how), "Right." if how == "right" else "Not quite.")


def question(page: Page, kind: str) -> Locator:
    """A question, when it can be answered."""
    found = page.locator(f"#q-tea-{kind}[data-ready]")
    expect(found).to_be_visible()
    return found


def status(asked: Locator) -> Locator:
    return asked.get_by_role("group", name="Feedback").get_by_role("status")


# With the mouse


def click_answer(asked: Locator, kind: str, how: str) -> None:
    MOUSE[kind](asked, kind, how)
    if kind in GRADED:
        asked.get_by_role("button", name="Check").click()


def _click_rows(asked: Locator, kind: str, how: str) -> None:
    for name in CHOICES[kind][how]:
        row = asked.locator(f".options > li[data-id='{name}']")
        box = row.bounding_box()
        assert box
        row.click(position={"x": box["width"] - 20, "y": box["height"] / 2})  # anywhere in the row will do


def _type(asked: Locator, kind: str, how: str) -> None:
    asked.get_by_role("textbox").click()
    asked.page.keyboard.type(TYPED[kind][how])


def _fill_gaps(asked: Locator, kind: str, how: str) -> None:
    first, second = GAPS[how]
    asked.get_by_role("textbox", name="Gap 1 of 2").fill(first)
    asked.get_by_role("combobox", name="Gap 2 of 2").select_option(second)


def _choose_partners(asked: Locator, kind: str, how: str) -> None:
    for left, right in PAIRS[how].items():
        asked.get_by_role("combobox", name=left).select_option(right)


def _click_tools(asked: Locator, kind: str, how: str) -> None:
    _arrange(asked, kind, how, lambda row, move: _click_tool(row, move))


def _click_tool(row: Locator, move: str) -> None:
    row.hover()
    row.locator(f"[data-move='{move}']").click()


def _arrange(asked: Locator, kind: str, how: str, move: Callable[[Locator, str], None]) -> None:
    """Moves each line up to its place, in their order, and indents it; a stray line goes out, unless it is wanted."""
    wanted = PROGRAMS[how] if kind == "parsons" else tuple((name, 0) for name in LINES[how])
    lines = asked.get_by_role("list", name="Your order").locator("> li")
    for there_and_back in ("down", "up"):  # the order of today may be the wanted one already
        move(asked.locator(f".lines > li[data-id='{wanted[0][0]}']"), there_and_back)
    for place, (name, indent) in enumerate(wanted):
        row = asked.locator(f".lines > li[data-id='{name}']")
        for _ in range(lines.evaluate_all("(all, id) => all.findIndex((row) => row.dataset.id === id)", name) - place):
            move(row, "up")
        for _ in range(indent):
            move(row, "in")
    for name in lines.evaluate_all("all => all.map((row) => row.dataset.id)"):
        if name not in [known for known, _ in wanted]:
            move(asked.locator(f".lines > li[data-id='{name}']"), "away")


def _grade_herself(asked: Locator, kind: str, how: str) -> None:
    points, word = OWN[kind][how]
    if kind == "explain":
        asked.get_by_role("textbox").fill("It would cool the water.")
    asked.get_by_role("button", name="Compare with an answer" if kind == "explain" else "Show the answer").click()
    for box in asked.get_by_role("checkbox").all()[:points]:
        box.click()
    asked.get_by_role("button", name=word).click()


MOUSE: Mapping[str, Callable[[Locator, str, str], None]] = {
    "single": _click_rows, "multi": _click_rows, "bool": _click_rows, "numeric": _type, "text": _type, "output": _type,
    "cloze": _fill_gaps, "match": _choose_partners, "order": _click_tools, "parsons": _click_tools,
    "recall": _grade_herself, "explain": _grade_herself,
}  # fmt: skip


# With the keyboard alone


def key_answer(asked: Locator, kind: str, how: str) -> None:
    KEYS[kind](asked, kind, how)
    if kind in OPEN:
        return
    if kind in ("numeric", "text"):
        asked.page.keyboard.press("Enter")
        return
    tab_to(asked, "button.button")
    asked.page.keyboard.press("Enter")


def tab_to(asked: Locator, selector: str, limit: int = 40) -> None:
    """Presses Tab until something has the focus."""
    page = asked.page
    for _ in range(limit):
        page.keyboard.press("Tab")
        if asked.evaluate(
            "(asked, selector) => asked.contains(document.activeElement) && document.activeElement.matches(selector)",
            selector,
        ):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def start_before(asked: Locator) -> None:
    """Puts the reader right before a question, as if she had read down to it."""
    asked.evaluate(
        """asked => {
          const stop = Object.assign(document.createElement("span"), { tabIndex: -1 });
          asked.before(stop);
          stop.focus();
        }"""
    )


def _choose_by_key(asked: Locator, kind: str, how: str) -> None:
    start_before(asked)
    keyboard = asked.page.keyboard
    tab_to(asked, "input")
    if kind == "multi":
        values: list[str] = asked.locator(".options input").evaluate_all("all => all.map((box) => box.value)")
        for value in values:
            if value in CHOICES[kind][how]:
                keyboard.press("Space")
            keyboard.press("Tab")
        keyboard.press("Shift+Tab")
        return
    keyboard.press("Space")
    for _ in range(10):
        if asked.evaluate("asked => asked.querySelector(':checked').value") == CHOICES[kind][how][0]:
            return
        keyboard.press("ArrowDown")
    raise AssertionError("the arrow keys never reach the option")


def _type_by_key(asked: Locator, kind: str, how: str) -> None:
    start_before(asked)
    tab_to(asked, "input, textarea")
    asked.page.keyboard.type(TYPED[kind][how])


def _fill_by_key(asked: Locator, kind: str, how: str) -> None:
    first, second = GAPS[how]
    start_before(asked)
    tab_to(asked, "input")
    asked.page.keyboard.type(first)
    tab_to(asked, "select")
    asked.page.keyboard.type(second)


def _pair_by_key(asked: Locator, kind: str, how: str) -> None:
    start_before(asked)
    for right in PAIRS[how].values():
        tab_to(asked, "select")
        asked.page.keyboard.type(right)


ARROWS = {"up": "ArrowUp", "down": "ArrowDown", "in": "ArrowRight", "out": "ArrowLeft", "away": "Delete"}


def _move_by_key(asked: Locator, kind: str, how: str) -> None:
    def move(row: Locator, what: str) -> None:
        start_before(asked)
        name = row.get_attribute("data-id")
        tab_to(asked, f"[data-id='{name}'] .line-grip")
        asked.page.keyboard.press(ARROWS[what])
        expect(row.locator(".line-grip")).to_be_focused()

    _arrange(asked, kind, how, move)


def _grade_by_key(asked: Locator, kind: str, how: str) -> None:
    points, word = OWN[kind][how]
    keyboard = asked.page.keyboard
    start_before(asked)
    if kind == "explain":
        tab_to(asked, "textarea")
        keyboard.type("It would cool the water.")
    tab_to(asked, "button.button")
    keyboard.press("Enter")
    expect(asked.locator(".answer-body")).to_be_focused()
    for _ in range(points):
        tab_to(asked, "input")
        keyboard.press("Space")
    for _ in range(10):
        tab_to(asked, "button")
        if asked.evaluate("() => document.activeElement.firstChild.data") == word:
            keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {word}")


KEYS: Mapping[str, Callable[[Locator, str, str], None]] = {
    "single": _choose_by_key, "multi": _choose_by_key, "bool": _choose_by_key, "numeric": _type_by_key, "text": _type_by_key,
    "output": _type_by_key, "cloze": _fill_by_key, "match": _pair_by_key, "order": _move_by_key, "parsons": _move_by_key,
    "recall": _grade_by_key, "explain": _grade_by_key,
}  # fmt: skip
