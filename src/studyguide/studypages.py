"""Practice and review: the pages where a learner works, and the questions that they fetch.

Such a page cannot fetch other pages on file://. So the questions of each entry also stand in a script of their own, ready to be shown;
`static/js/chunks.js` asks for it when one of them is due.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from .keys import key_of
from .kinds import KINDS
from .listings import Fields
from .model import EntryId, Question
from .render import Page

CHUNKS = "static/q/"
TERM_CHUNK = f"{CHUNKS}terms.js"
PLACE = "review.html"
"""Questions in chunks are shown at the site's root; their links are as seen from there."""


def chunk_of(entry_id: EntryId) -> str:
    """Address of the questions that test an entry. Folders' names have no hyphen, so that no two are alike."""
    return f"{CHUNKS}{entry_id.replace('/', '-', 1)}.js"


def question_chunk(page: Page, entry_id: EntryId) -> str:
    """`studyguideChunk({"question id": "its HTML", …})`."""
    root = Page(page.view, page.environment, PLACE)
    names = [i.partition("/")[2] for i in page.view.questions_testing(entry_id)]
    return _chunk({name: root.question_html(name) for name in names})


def term_chunk(page: Page, _: EntryId) -> str:
    """Every glossary term as two cards, `glossary/ID` and `glossary/ID/back`, with what the review page says of them."""
    root = Page(page.view, page.environment, PLACE)
    return _chunk(dict(_term_cards(root)))


def _term_cards(root: Page) -> Iterator[tuple[str, str]]:
    for entry_id in root.view.ordered("term"):
        term = root.entry(entry_id)
        name = Markup("<p>{}</p>").format(term.title)
        meaning = Markup("<p>{}</p>").format(term.definition)
        asked = Markup("<p>What is meant by “{}”?</p>").format(term.title)
        yield entry_id, root.card_html(_card(entry_id, asked, meaning))
        yield (
            f"{entry_id}/back",
            root.card_html(_card(f"{entry_id}/back", Markup("<p>Which term is this?</p>") + meaning, name)),
        )


def _card(name: str, front: Markup, back: Markup) -> Fields:
    card = Question(
        id=name, title="", type="recall", stem=front, back=back, objective="", level="remember", explain=Markup()
    )
    return Fields(card, {"key": htmlsafe_json_dumps(key_of(card), separators=(",", ":")), "see": None, "since": 1})


def _chunk(cards: dict[str, str]) -> str:
    rows = ",\n".join(f"{_json(name)}:{_json(html)}" for name, html in cards.items())
    return f"studyguideChunk({{\n{rows}\n}});\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


# The pages


def review(page: Page, _: EntryId) -> str:
    summary = "What you have learnt here, asked again just before you would forget it."
    cards = page.cards(page.view.ordered("term"))
    terms = [{"name": card.id.partition("/")[2], "title": card.title} for card in cards]
    return page.render("review.html", _context(page, "review", "Review", summary) | {"terms": terms})


def practice(page: Page, _: EntryId) -> str:
    summary = "Questions of your choice: by topic, by level, by page, mixed, or as an exam."
    sets = [{"title": mixed.title, "cards": page.cards(mixed.entries)} for mixed in page.guide.mixed]
    return page.render("practice.html", _context(page, "practice", "Practice", summary) | {"mixed": sets})


def _context(page: Page, kind: str, title: str, summary: str) -> dict[str, Any]:
    return page.special(kind, title, summary, has_questions=True) | {
        "listing": KINDS["question"].listing,
        "count": len(page.view.ordered("question")),
    }
