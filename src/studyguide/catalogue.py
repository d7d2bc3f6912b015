"""What a reader's own pages need to know of a whole guide: its questions, where they are asked, and the map of its lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from .model import EntryId, Lesson, Question
from .site import Site
from .trace import Missing


class Lineage(NamedTuple):
    """Which answers count as answers to a question."""

    since: int
    """First revision whose answers do."""
    replaces: tuple[str, ...]
    """Ids, also of long ago, whose history is this question's now."""


class QuestionCard(NamedTuple):
    """A question without its key."""

    id: str
    type: str
    rev: int
    since: int
    edit: str
    replaces: tuple[str, ...]
    objective: EntryId
    """The entry that it tests."""
    url: str
    """Where it is asked, with its anchor."""
    title: str
    topic: str
    level: str
    difficulty: str


class LessonCard(NamedTuple):
    """A page of the map of what can be learned."""

    id: EntryId
    kind: str
    title: str
    url: str
    needs: tuple[EntryId, ...]
    """Prerequisites."""
    questions: tuple[str, ...]
    """Ids of the questions that test it, easy ones first."""


def lineage(site: Site, question: Question) -> Lineage:
    return Lineage(site.counts_from(question), site.heirlooms.get(question.id, ()))


def question_cards(site: Site, placed: Mapping[str, EntryId]) -> tuple[QuestionCard, ...]:
    """Every question, in the order of their list. `placed` says which page's text places a question.

    One that no text places is asked at the end of its objective's page; else where a front matter names it; else in the list
    of all questions only.
    """
    listed = _pages_that_list(site)
    titles = Counter(site.entries[entry_id].title for entry_id in site.ordered("question"))
    cards = []
    for entry_id in site.ordered("question"):
        question = site.entries[entry_id]
        assert isinstance(question, Question)
        found = site.resolve(question.objective)
        objective = "" if isinstance(found, Missing) else found
        ends_there = objective and site.ends_with_questions(objective)
        page = placed.get(question.id) or (objective if ends_there else listed.get(question.id))
        since, replaces = lineage(site, question)
        cards.append(
            QuestionCard(
                id=question.id, type=question.type, rev=question.rev, since=since, edit=question.edit, replaces=replaces,
                objective=objective, url=_url(site, entry_id, page), title=_title(site, question.title, objective, titles), topic=question.topic,
                level=question.level, difficulty=question.difficulty,
            )
        )  # fmt: skip
    return tuple(cards)


def _title(site: Site, title: str, objective: EntryId, titles: Mapping[str, int]) -> str:
    """What several questions ask in the same words, such as “What does this print?”, is told apart by what it is about."""
    return f"{title} ({site.card(objective).title})" if titles[title] > 1 and objective else title


def _pages_that_list(site: Site) -> dict[str, EntryId]:
    """Question → the first page, in reading order, at whose end its front matter puts it."""
    found: dict[str, EntryId] = {}
    for page in filter(site.ends_with_questions, site.reading_order):
        entry = site.entries[page]
        for name in entry.questions if isinstance(entry, Lesson) else ():
            found.setdefault(name.rpartition("/")[2], page)
    return found


def _url(site: Site, question: EntryId, page: EntryId | None) -> str:
    url, mark, anchor = site.url(question).partition("#")
    return f"{site.url(page) if page else url}{mark}{anchor}"


def lesson_cards(site: Site) -> tuple[LessonCard, ...]:
    """Every lesson in reading order, and whatever else questions test."""
    lessons = [i for i in site.reading_order if isinstance(site.entries[i], Lesson)]
    return tuple(_lesson_card(site, i) for i in dict.fromkeys((*lessons, *sorted(site.questions_by_objective))))


def _lesson_card(site: Site, entry_id: EntryId) -> LessonCard:
    card, entry = site.card(entry_id), site.entries[entry_id]
    needs = [site.resolve(name) for name in (entry.prerequisites if isinstance(entry, Lesson) else ())]
    return LessonCard(
        id=entry_id, kind=card.kind, title=card.title or site.guide.title, url=card.url,
        needs=tuple(need for need in needs if not isinstance(need, Missing)),
        questions=tuple(i.partition("/")[2] for i in site.questions_by_objective.get(entry_id, ())),
    )  # fmt: skip
