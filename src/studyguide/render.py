"""The second layer: finished Markdown and what a page asks of the site go through one template and become a page."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from . import cards, graph, structured
from .books import WHOLE
from .fields import with_texts
from .keys import key_of, spare_ids
from .kinds import KINDS, MAPPED, STUDY_PAGES, kind_of
from .listings import LISTINGS, MORE, Fields, by_letter
from .model import EntryId, FreePage, Lesson
from .sheets import needed
from .site import Card
from .trace import ROOT, SLOT, Missing
from .view import SiteView

WORDS_A_MINUTE = 200
_SLOT = re.compile(f"(?:<p>)?{SLOT[0]}(quiz|guess):([^{SLOT[1]}]*){SLOT[1]}(?:</p>)?")
TOC = "\ue013"
"""Stands in a page for the list of its headings until all of them are there."""
STYLES = "\ue014"
FEW = 6
"""Cards of a section on the front page, which shall be there at once; the section's own page has all."""
_HEADING = re.compile(r'<h([23])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
_TAGS = re.compile(r"<annotation.*?</annotation>|<[^>]*>", re.S)
_GAP = re.compile(r"\{\{(\d+)\}\}")


STUDY_CARDS = tuple(
    Card(id="", kind="page", title=title, summary="", url=url)
    for title, url in zip(("Practice", "Review"), STUDY_PAGES, strict=True)
)
"""The generator's pages for learners, as the navigation shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What every template knows of the page that it makes."""

    url: str
    kind: str
    title: str
    summary: str = ""
    mark: str = ""
    lists: str = ""
    section: str = ""
    updated: str = ""
    minutes: int = 0
    canonical: str = ""
    card_image: str = ""
    """Absolute address of the picture that networks show beside a link to the page."""
    edit_url: str = ""
    has_math: bool = False
    has_code: bool = False
    has_questions: bool = False
    compact: bool = False
    """Whether it shall fit one sheet of paper."""
    book: str = ""
    """Address of the page that has all of the section on it, to be printed."""
    jsonld: Markup = field(default_factory=Markup)


class Part(NamedTuple):
    """A line or a right-hand side as it is offered."""

    id: str
    text: Markup


def make_environment(folders: Iterable[str], original: str) -> Environment:
    """Templates of the project before ours; ours can be extended as `studyguide/NAME`. Templates run in a sandbox."""
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(list(folders)), PrefixLoader({"studyguide": FileSystemLoader(original)})]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    return environment


def way_to_root(url: str) -> str:
    return "../" * url.count("/")


def relative(url: str, target: str) -> str:
    """Address of a target, from the site's root, as seen from a page."""
    if target.startswith("#") or ":" in target.split("/", 1)[0]:
        return target
    page = target.partition("#")
    if page[0] == url and page[1]:
        return page[1] + page[2]
    here, there = url.split("/"), target.split("/")
    while len(here) > 1 and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * (len(here) - 1) + "/".join(there)


LINE = 24
"""Letters in a line of a box of the map."""


class Page:
    """Renders one page: gathers what its template needs, by asking the view, and runs it."""

    def __init__(self, view: SiteView, environment: Environment, url: str) -> None:
        self.view = view
        self.environment = environment
        self.address = url
        self.guide = view.guide()
        self.prefix = way_to_root(url)
        self.asks = False
        """Whether there is a question on the page."""

    # What templates call

    def url(self, target: str) -> str:
        return relative(self.address, target)

    def html(self, fragment: str) -> Markup:
        """A fragment with the way to the root and the questions filled in."""
        if ROOT in fragment:
            fragment = fragment.replace(ROOT, self.prefix)
        if SLOT[0] in fragment:
            fragment = _SLOT.sub(lambda match: self.question_html(match[2], match[1]), fragment)
        return Markup(fragment)

    def entry(self, entry_id: EntryId) -> Any:
        """An entry whose texts are HTML of this page."""
        rendered = self.view.rendered(entry_id)
        return with_texts(rendered.entry, rendered.html, self.html)

    def body(self, entry_id: EntryId, part: str = "body") -> Markup:
        html = self.view.rendered(entry_id).html
        return self.html(html.get(part, html.get("body", "")))

    def question_html(self, name: str, as_what: str = "quiz") -> str:
        """A question with its answer, or to be guessed at."""
        return self.card_html(self.question(f"quiz/{name}"), as_what)

    def card_html(self, question: Any, as_what: str = "quiz") -> str:
        """One question as it is asked."""
        partial = {"quiz": "question", "guess": "question-guess"}[as_what]
        return self.environment.get_template(f"partials/{partial}.html").render(
            question=question, url=self.url, guide=self.guide, page=None
        )

    def question(self, entry_id: EntryId) -> Fields:
        """A question with its texts as HTML, its key, and its parts in a disorder that gives nothing away."""
        self.asks = True
        entry = self.entry(entry_id)
        written = self.view.rendered(entry_id).entry
        key = key_of(written)
        spares = [Part(*spare) for spare in zip(spare_ids(written), entry.distractors, strict=True)]
        more: dict[str, Any] = {
            "see": self._see(entry.see or self._taught_on(entry.objective)), "options_see": [self._see(option.see) for option in entry.options],
        }  # fmt: skip
        more["since"], more["replaces"] = self.view.lineage(entry_id)
        if self.address != WHOLE:  # nobody answers on paper
            more["key"] = htmlsafe_json_dumps(key, separators=(",", ":"), ensure_ascii=False)
        if entry.type == "cloze":
            more["text_html"] = self._gaps(entry)
        if entry.type == "numeric":
            more["value"] = entry.answer.value if entry.answer.value is not None else f"{key['value']:.6g}"
        if entry.type == "order":
            more["lines"] = _shuffle([*(Part(item.id, item.text) for item in entry.items), *spares], entry.id)
        if entry.type == "match":
            rights = [Part(pair.id, pair.right) for pair in entry.pairs if pair.id in key["rights"]]
            more["rights"] = _shuffle([*rights, *spares], entry.id)
        return Fields(entry, more)

    def _taught_on(self, objective: EntryId) -> str:
        """The page that teaches what a question tests, unless the question is asked there (or on paper, where it stands below)."""
        link = self.view.link(objective) if objective and self.address != WHOLE else None
        return "" if link is None or isinstance(link, Missing) or link.url == self.address else objective

    def _see(self, target: str) -> Card | None:
        if not target:
            return None
        link = self.view.link(target)
        if isinstance(link, Missing):
            return None
        return Card(id="", kind=link.kind, title=link.title, summary=link.summary, url=link.url)

    def _gaps(self, question: Any) -> Markup:
        def gap(match: re.Match[str]) -> str:
            number = int(match[1])
            menu = question.gaps[number - 1].menu if number <= len(question.gaps) else ()
            choices = f" ({' / '.join(menu)})" if menu else ""
            return str(Markup('<span class="gap" data-gap="{}">{}{}</span>').format(number, number, choices))

        return Markup(_GAP.sub(gap, question.text))

    def cards(self, names: Iterable[str]) -> list[Card]:
        found = (self.view.card(name) for name in names)
        return [card for card in found if not isinstance(card, Missing)]

    def references(self, keys: Iterable[str]) -> list[Fields]:
        return [self.reference(f"references/{key.rpartition('/')[2]}") for key in keys]

    def reference(self, entry_id: EntryId) -> Fields:
        entry = self.entry(entry_id)
        link = (
            f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv
            else f"https://doi.org/{entry.doi}" if entry.doi
            else entry.url
        )  # fmt: skip
        return Fields(entry, {"link": link})

    # Pages

    def common(self, info: PageInfo, *, crumbs: Iterable[Mapping[str, str]] = ()) -> dict[str, Any]:
        view = self.view
        return {
            "guide": self.guide, "page": info, "url": self.url, "has_feed": bool(self.guide.base_url) and view.dated(), "has_map": view.mapped(),
            "nav": self._navigation(info), "more": [_item(card, info.url) for card in view.other_pages()],
            "own": [_item(card, info.url) for card in STUDY_CARDS] if view.has_questions() else [],
            "crumbs": list(crumbs), "previous": None, "next": None,
        }  # fmt: skip

    def _navigation(self, info: PageInfo) -> list[dict[str, Any]]:
        group = getattr(self, "group", "")
        sections = []
        for card in self.view.sections():
            current = card.id == info.section
            item: dict[str, Any] = {
                "id": card.id,
                "title": card.title,
                "mark": card.mark,
                "url": card.url,
                "current": current,
                "groups": [],
            }
            if current:
                opened = self.view.navigation(card.id, group)
                item["groups"] = [
                    {
                        "title": title,
                        "entries": [{"title": e.title, "url": e.url, "current": e.url == info.url} for e in entries],
                    }
                    for title, entries in opened.groups
                ]
            sections.append(item)
        return sections

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """The finished page. The list of its headings and its style sheets come last, since templates make of them what they like."""
        info = replace(context["page"], has_questions=context["page"].has_questions or self.asks)
        html = self._template(template).render({**context, "page": info, "toc": TOC, "sheets": STYLES})
        if TOC in html:
            found = _HEADING.findall(html.partition("<main")[2])
            toc = [
                {"id": Markup(i).unescape(), "text": Markup(_TAGS.sub("", text)).unescape(), "level": int(level)}
                for level, i, text in found
            ]
            html = html.replace(TOC, self._template("partials/toc.html").render({**context, "toc": toc}), 1)
        if context["page"].kind not in ("home", "print"):
            html = _with_anchors(html)
        links = (f'<link rel="stylesheet" href="{context["url"](f"static/{name}")}">\n' for name in needed(html))
        return html.replace(STYLES, "".join(links), 1)

    def render_content(self, template: str, context: Mapping[str, Any]) -> str:
        """Only the template's content, for the page that has everything on it."""
        made = self._template(template)
        running = made.new_context(dict(context))
        try:
            next(
                iter(made.root_render_func(running)), None
            )  # to its first output: by then, what it extends has lent its blocks
            if "content" in running.blocks:
                return "".join(running.blocks["content"][0](running))
        except Exception:
            self.environment.handle_exception()  # finds the template's own lines, as `Template.render` does
        raise TemplateSyntaxError('there is no block "content"', 1, made.name, made.filename)

    def _template(self, name: str) -> Template:
        return self.environment.get_template(name)

    def of_entry(self, entry_id: EntryId) -> str:
        return self.render(*self.template_and_context(entry_id))

    def template_and_context(self, entry_id: EntryId) -> tuple[str, dict[str, Any]]:
        """The template of an entry's own page, and all that goes into it."""
        view = self.view
        entry = self.entry(entry_id)
        self.group = entry.group
        rendered = view.rendered(entry_id)
        kind = kind_of(entry_id).name
        home = entry_id == "pages/index"
        listing = isinstance(entry, FreePage) and bool(entry.lists)
        section = view.section_of(entry_id)
        listed = [f"quiz/{name.rpartition('/')[2]}" for name in entry.questions]
        about = () if listing else view.questions_about(entry_id)
        questions = [self.question(i) for i in dict.fromkeys((*listed, *about))]
        before, after = view.neighbours(entry_id)
        info = PageInfo(
            url=self.address, kind="home" if home else "listing" if listing else kind, lists=getattr(entry, "lists", ""),
            title=entry.title or self.guide.title, summary=entry.summary or (self.guide.description if home else ""),
            mark=entry.mark, section=section, updated=view.date(entry_id),
            minutes=entry.minutes or (0 if home or listing else max(1, round(rendered.facts.words / WORDS_A_MINUTE))),
            canonical=self.canonical(), card_image=self._card_image(), edit_url=self._edit_url(entry_id), has_math=rendered.facts.has_math,
            has_code=rendered.facts.has_code, compact=getattr(entry, "compact", False),
            book=view.book_about(entry_id) if listing else "",
        )  # fmt: skip
        info = structured.with_jsonld(info, entry, self)
        context = self.common(info, crumbs=self._crumbs(entry_id, section, home))
        context |= {
            "entry": entry, "body": self.body(entry_id), "questions": questions, "previous": self._step(before, after, False),
            "next": self._step(after, before, True),
        }  # fmt: skip
        if isinstance(entry, Lesson):
            papers = getattr(entry, "papers", ())  # named once: what is a landmark is not listed again below
            reading = [key for key in entry.reading if key not in papers]
            context |= {
                "prerequisites": self.cards(entry.prerequisites), "reading": self.references(reading),
                "papers": self.references(papers), "used_on": view.used_on(entry_id),
                "number": view.formula_number(entry_id), "samples": self.cards(view.samples_about(entry_id)),
            }  # fmt: skip
        if kind in MORE:
            context |= MORE[kind](self, entry_id)
        if home:
            return "home.html", context | {
                "sections": [self._section(card) for card in view.sections()],
                "doors": self._doors(),
            }
        if listing:
            return f"list-{entry.lists}.html", context | LISTINGS[entry.lists](self)
        return KINDS[kind].template, context

    def canonical(self) -> str:
        base = self.guide.base_url
        return f"{base.rstrip('/')}/{self.address.removesuffix('index.html')}" if base else ""

    def _card_image(self) -> str:
        base = self.guide.base_url
        return f"{base.rstrip('/')}/{cards.address(self.address)}" if base and cards.can_draw() else ""

    def _edit_url(self, entry_id: EntryId) -> str:
        repository = self.guide.repository.rstrip("/")
        return f"{repository}/edit/HEAD/{self.view.path(entry_id)}" if repository else ""

    def _crumbs(self, entry_id: EntryId, section: str, home: bool) -> list[dict[str, str]]:
        if home:
            return []
        front = self.view.card("pages/index")
        assert isinstance(front, Card)
        crumbs = [{"title": self.guide.title, "url": front.url}]
        if section and section != entry_id:
            card = self.view.card(section)
            assert isinstance(card, Card)
            crumbs.append({"title": card.title, "url": card.url})
        return crumbs

    def _step(self, card: Card | None, other: Card | None, forward: bool) -> dict[str, str] | None:
        if card is None:
            return None
        return {"title": card.title or self.guide.title, "url": card.url, "reason": card.summary if forward else ""}

    def _doors(self) -> list[dict[str, str]]:
        """Ways into the guide: to learn, to look something up, to be asked."""
        view = self.view
        paths = [self.entry(i) for i in view.ordered("path")]
        lessons = self.cards(paths[0].steps if paths else [i for kind in MAPPED for i in view.ordered(kind)])
        terms, questions = len(view.ordered("term")), len(view.ordered("question"))
        doors = [{"title": "Learn", "text": f"Begin with {lessons[0].title}", "url": lessons[0].url}] if lessons else []
        doors.append({
            "title": "Look it up", "text": f"{terms} terms and everything else, from A to Z" if terms else "Everything from A to Z",
            "url": "search.html",
        })  # fmt: skip
        if questions:
            doors.append({
                "title": "Quiz me", "text": f"{questions} questions, with a reason for every answer", "url": KINDS["question"].listing,
            })  # fmt: skip
        return doors

    def _section(self, card: Card) -> dict[str, Any]:
        """A section as the front page shows it."""
        kind = self.view.lists(card.id)
        lessons = bool(kind) and bool(KINDS[kind].template)
        ids = self.view.ordered(kind) if kind else ()
        entries: list[Any] = []
        if kind in ("step", "application", "tradeoff"):
            entries = [self.entry(i) for i in ids]
        elif kind == "term":
            entries = [self.entry(i) for i in ids[:12]]
        return {
            "id": card.id.rpartition("/")[2], "title": card.title, "mark": card.mark, "url": card.url, "summary": card.summary,
            "body": self.body(card.id, "lead"), "lists": kind, "entries": entries, "count": len(ids),
            "cards": [self.view.card(i) for i in (ids if kind == "formula" else ids[:FEW])] if lessons else [],
        }  # fmt: skip

    # Pages of the generator's own

    def special(self, kind: str, title: str, summary: str = "", *, has_questions: bool = False) -> dict[str, Any]:
        info = PageInfo(
            url=self.address,
            kind=kind,
            title=title,
            summary=summary,
            canonical=self.canonical() if kind != "error" else "",
            has_questions=has_questions,
        )
        front = self.view.card("pages/index")
        assert isinstance(front, Card)
        return self.common(info, crumbs=[{"title": self.guide.title, "url": front.url}])

    def search(self) -> str:
        context = self.special("search", "Search", "Find a concept, a term or a question.")
        return self.render("search.html", context | {"index": self._index()})

    def map(self) -> str:
        """What needs what, as a drawing and as a list."""
        pairs = [pair for kind in MAPPED for pair in self.view.needs(kind)]
        tied = {i for one, others in pairs if others for i in (one, *others)}
        needs = {one: others for one, others in pairs if one in tied}
        drawing = graph.draw(needs)
        cards = {i: card for i in needs if isinstance(card := self.view.card(i), Card)}
        families = {i: getattr(self.view.rendered(i).entry, "family", "") for i in needs}
        arrows = {box.id: [a.start for a in drawing.arrows if a.end == box.id] for box in drawing.boxes}
        nodes = [
            {"box": box, "card": cards[box.id], "family": families[box.id], "needs": [cards[i] for i in arrows[box.id]],
             "lines": _two_lines(cards[box.id].title)}
            for box in drawing.boxes
        ]  # fmt: skip
        kinds = [(kind, KINDS[kind].title) for kind in MAPPED if any(card.kind == kind for card in cards.values())]
        context = self.special(
            "map", "Map of the guide", "What to know before what: each lesson with the lessons that it needs."
        )
        return self.render(
            "map.html",
            context | {"drawing": drawing, "nodes": nodes, "kinds": kinds, "size": (graph.BOX_WIDTH, graph.BOX_HEIGHT)},
        )

    def not_found(self) -> str:
        context = self.special("error", "Page not found")
        context["url"] = self._url_at_any_depth
        return self.render("404.html", context | {"index": self._index()})

    def _url_at_any_depth(self, target: str) -> str:
        """404.html is served in place of any address, so that relative links would miss."""
        base = re.sub(r"^https?://[^/]*", "", self.guide.base_url).rstrip("/") if self.guide.base_url else None
        return target if base is None else f"{base}/{target}"

    def _index(self) -> list[dict[str, Any]]:
        """Everything that has a name, by letter."""
        cards = [
            card
            for kind in ("page", "concept", "model", "metric", "formula", "sample", "term")
            for card in self.cards(self.view.ordered(kind))
            if card.title
        ]
        return by_letter(cards, lambda card: card.title, "items")


def _with_anchors(html: str) -> str:
    """A page whose headings offer their addresses, but for those that are links themselves."""
    before, main, after = html.partition("<main")

    def offered(match: re.Match[str]) -> str:
        if "<a " in match[3]:
            return match[0]
        link = f'<a class="anchor" href="#{match[2]}" aria-label="Link to this section"></a>'
        return f"{match[0].removesuffix(f'</h{match[1]}>')}{link}</h{match[1]}>"

    return before + main + _HEADING.sub(offered, after)


def _item(card: Card, url: str) -> dict[str, Any]:
    return {"title": card.title, "url": card.url, "current": card.url == url}


def _two_lines(title: str) -> list[str]:
    """A title for a small box: in two lines when it is long, cut where even those are too short."""
    if len(title) <= LINE:
        return [title]
    lines = textwrap.wrap(title, LINE, break_long_words=True)
    return [lines[0], lines[1] if len(lines) == 2 else f"{lines[1][: LINE - 2]} …"]


def _shuffle(items: Iterable[Any], seed: str) -> list[Any]:
    """The same disorder in every build, and never the right order."""
    original = list(items)
    shuffled = original[:]
    generator = random.Random(seed)
    for _ in range(20):
        generator.shuffle(shuffled)
        if shuffled != original or len(original) < 2:
            break
    return shuffled
