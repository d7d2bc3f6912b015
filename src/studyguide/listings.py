"""What pages of one kind show besides their entry, and what each listing shows: a table of functions each, by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .books import WHOLE
from .kinds import KINDS
from .model import EntryId
from .records import Record
from .view import SiteView

if TYPE_CHECKING:
    from .render import Page

MOST_PLACES = 6
"""Pages of the guide that the glossary names beside a term; how many more there are, it says."""


class Fields:
    """An entry with a few more fields, for a template to read."""

    def __init__(self, entry: Any, more: Mapping[str, Any]) -> None:
        for item in fields(entry):
            setattr(self, item.name, getattr(entry, item.name))
        for name, value in more.items():
            setattr(self, name, value)


def by_letter(items: Iterable[Any], name: Callable[[Any], str], field_name: str) -> list[dict[str, Any]]:
    table: dict[str, list[Any]] = {}
    for item in sorted(items, key=lambda item: _sort_key(name(item))):
        first = _sort_key(name(item))[:1].upper()
        table.setdefault(first if first.isalpha() else "#", []).append(item)
    return [{"letter": letter, field_name: found} for letter, found in sorted(table.items())]


def _sort_key(title: str) -> str:
    return re.sub(r"[^\w]+", " ", title.casefold()).strip()


# What pages of one kind show besides.


def _of_sample(page: Page, entry_id: EntryId) -> dict[str, Any]:
    """With what a sample ran, where to take it from, and who uses it."""
    view = page.view
    entry = page.entry(entry_id)
    objectives = page.cards(entry.objective)
    shown = {card.id for card in objectives}
    return {
        "ran": ran_with(view.run_of(entry_id)), "program": program_of(view, entry_id), "notebook": notebook_of(view, entry_id),
        "colab": _colab(page, notebook_of(view, entry_id)), "asserts": view.asserts(entry_id), "objectives": objectives,
        "used_on": [card for card in view.used_on(entry_id) if card.id not in shown],
    }  # fmt: skip


def program_of(view: SiteView, entry_id: EntryId) -> str:
    """Address of a sample's program."""
    return view.path(entry_id).removeprefix("content/")


def notebook_of(view: SiteView, entry_id: EntryId) -> str:
    """Address of a sample's notebook."""
    return program_of(view, entry_id).removesuffix(".py") + ".ipynb"


def _colab(page: Page, notebook: str) -> str:
    """Where Google Colab opens a notebook that stands on the site's branch."""
    found = re.fullmatch(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?", page.guide.repository)
    branch = page.guide.site_branch
    return f"https://colab.research.google.com/github/{found[1]}/blob/{branch}/{notebook}" if found and branch else ""


def ran_with(record: Record | None) -> str:
    """`Ran with torch 2.13.0, Python 3.11 in 8.2 s of CPU.`; empty for what has no record."""
    if record is None:
        return ""
    python = f"Python {'.'.join(record.python.split('.')[:2])}"
    what = ", ".join([*(f"{name} {version}" for name, version in record.packages.items()), python])
    return f"Ran with {what} in {record.seconds:g} s of CPU."


MORE: Mapping[str, Callable[[Page, EntryId], dict[str, Any]]] = {"sample": _of_sample}


# What each listing shows, by kind.


def _cards_in_groups(kind: str) -> Callable[[Page], dict[str, Any]]:
    def gather(page: Page) -> dict[str, Any]:
        groups = [{"title": g.title, "cards": page.cards(g.ids)} for g in page.view.groups(kind)]
        return {"groups": groups}

    return gather


def _lessons(kind: str) -> Callable[[Page], dict[str, Any]]:
    def gather(page: Page) -> dict[str, Any]:
        ids = page.view.ordered(kind)
        entries = [
            Fields(page.entry(i), {"card": page.view.card(i), "number": page.view.formula_number(i)}) for i in ids
        ]
        return _cards_in_groups(kind)(page) | {"entries": entries}

    return gather


def _questions(page: Page) -> dict[str, Any]:
    """Questions by topic; the topics in the order in which the guide comes to speak of them."""
    view = page.view
    placed = set(view.facts("pages/" + _listing_id(page, "question")).questions)
    elsewhere: set[str] = set()
    if page.address == WHOLE:  # there, each question stands on the page that asks it
        own = (KINDS["question"].listing, "index.html")
        elsewhere = {card.id for card in view.question_cards() if not card.url.startswith(own)}
    lessons = [i for kind in ("concept", "model", "metric", "formula", "page") for i in view.ordered(kind)]
    order = {entry_id: place for place, entry_id in enumerate(lessons)}
    first = {card.id: order.get(card.objective, len(order)) for card in view.question_cards()}
    topics: dict[str, list[Fields]] = {}
    places: dict[str, int] = {}
    for entry_id in view.ordered("question"):
        name = entry_id.partition("/")[2]
        if name not in placed | elsewhere:
            question = page.question(entry_id)
            topic: str = question.topic  # type: ignore[attr-defined]
            topics.setdefault(topic, []).append(question)
            places[topic] = min(places.get(topic, len(order)), first[name])
    return {
        "asked_elsewhere": bool(elsewhere),
        "topics": [
            {
                "id": f"topic-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'more'}",
                "title": page.guide.topic_title(name) or "More questions",
                "questions": found,
            }
            for name, found in sorted(topics.items(), key=lambda item: places[item[0]])
        ],
    }


def _listing_id(page: Page, kind: str) -> str:
    return next(
        card.id for card in (*page.view.sections(), *page.view.other_pages()) if page.view.lists(card.id) == kind
    ).partition("/")[2]


def _terms(page: Page) -> dict[str, Any]:
    terms = []
    for entry_id in page.view.ordered("term"):
        entry = page.entry(entry_id)
        places = [card for card in page.view.used_on(entry_id) if card.id not in entry.see]
        shown = {"used_on": places[:MOST_PLACES], "more": len(places[MOST_PLACES:])}
        terms.append(Fields(entry, {"see": page.cards(entry.see), **shown}))
    return {"letters": by_letter(terms, lambda term: term.title, "terms")}


def _references(page: Page) -> dict[str, Any]:
    found = []
    for entry_id in page.view.ordered("reference"):
        reference = page.reference(entry_id)
        reference.used_on = page.view.used_on(entry_id)  # type: ignore[attr-defined]
        found.append(reference)
    return {"entries": sorted(found, key=lambda r: (_sort_key(r.authors), r.year)), "references": found}


def _applications(page: Page) -> dict[str, Any]:
    entries = (page.entry(i) for i in page.view.ordered("application"))
    return {"entries": [Fields(entry, {"models_cards": page.cards(entry.models)}) for entry in entries]}


def _steps(page: Page) -> dict[str, Any]:
    return {"entries": [page.entry(i) for i in page.view.ordered("step")]}


def _tradeoffs(page: Page) -> dict[str, Any]:
    entries = [page.entry(i) for i in page.view.ordered("tradeoff")]
    return {
        "advantages": [e for e in entries if e.side == "advantage"],
        "disadvantages": [e for e in entries if e.side == "disadvantage"],
    }


def _paths(page: Page) -> dict[str, Any]:
    found = []
    for entry_id in page.view.ordered("path"):
        entry = page.entry(entry_id)
        cards = page.cards(entry.steps)
        more = {
            "steps_cards": cards,
            "minutes": sum(card.minutes for card in cards),
            "book": page.view.book_about(entry_id),
        }
        found.append(Fields(entry, more))
    return {"entries": found}


def _choices(page: Page) -> dict[str, Any]:
    found = []
    for entry_id in page.view.ordered("choice"):
        entry = page.entry(entry_id)
        answers = [
            Fields(answer, {"favours": page.cards(answer.favours), "against": page.cards(answer.against)})
            for answer in entry.answers
        ]
        found.append(Fields(entry, {"answers": answers}))
    return {"entries": found}


LISTINGS: Mapping[str, Callable[[Page], dict[str, Any]]] = {
    "concept": _cards_in_groups("concept"),
    "model": _lessons("model"),
    "metric": _lessons("metric"),
    "formula": _lessons("formula"),
    "question": _questions,
    "term": _terms,
    "reference": _references,
    "application": _applications,
    "step": _steps,
    "tradeoff": _tradeoffs,
    "path": _paths,
    "choice": _choices,
    "sample": _cards_in_groups("sample"),
}
