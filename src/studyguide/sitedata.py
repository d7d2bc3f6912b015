"""Which files make up a site, and those of them that are data: search index, sitemap, feed, llms.txt, Markdown copies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from . import cards
from .kinds import KINDS, kind_of
from .listings import program_of, ran_with
from .model import EntryId, FreePage
from .notebooks import notebook
from .render import Page
from .samples import parts
from .site import Card, Site, plain_text
from .studypages import TERM_CHUNK, chunk_of, practice, question_chunk, review, term_chunk
from .trace import Missing, Ran
from .view import SiteView


class Target(NamedTuple):
    """One file of the site that is made of entries."""

    url: str
    maker: str
    entry_id: EntryId = ""


def targets(site: Site) -> list[Target]:
    """Every file of the site but pictures, fonts, styles and scripts."""
    found = [Target(site.url(i), "entry", i) for i in site.entries if kind_of(i).template]
    found += [Target(copy_of(site.url(i)), "copy", i) for i in site.entries if kind_of(i).template]
    for entry_id in site.ordered("sample"):
        program = site.origins[entry_id].path.removeprefix("content/")
        found += [Target(program, "program", entry_id)]
        found += [Target(program.removesuffix(".py") + ".ipynb", "notebook", entry_id)]
    found += [Target("search.html", "search"), Target("404.html", "not_found")]
    found += [Target(url, "print") for url in site.books]
    if site.mapped:
        found += [Target("map.html", "map")]
    found += [
        Target("static/search.js", "search_data"),
        Target("static/search-text.js", "search_text"),
        Target("robots.txt", "robots"),
        Target("llms.txt", "llms"),
    ]
    found += [Target("site.webmanifest", "webmanifest")]
    if site.questions:
        found.append(Target("static/questions.js", "question_data"))
        found += [Target("practice.html", "practice"), Target("review.html", "review")]
        found += [Target(chunk_of(i), "question_chunk", i) for i in site.questions_by_objective]
        found += [Target(TERM_CHUNK, "term_chunk")] if site.ordered("term") else []
    if site.guide.base_url:
        found += [Target("sitemap.xml", "sitemap")]
        if cards.can_draw():
            found += [Target(cards.address(site.url(i)), "card", i) for i in site.entries if kind_of(i).template]
        if site.dates:
            found += [Target("feed.xml", "feed")]
    return found


AGGREGATES = frozenset({"print", "search_data", "search_text", "question_data", "sitemap", "feed", "llms"})
"""Makers of files that are made of all pages; a preview makes them after the pages."""


def printable(site: Site) -> list[EntryId]:
    """Entries whose pages stand together with others on a page to be printed."""
    chapters = [chapter for book in site.books.values() for chapter in book.chapters]
    return [i for i in dict.fromkeys(i for c in chapters for i in (c.front, *c.pages)) if i]


def make(target: Target, page: Page) -> str | bytes:
    """The content of a target."""
    return MAKERS[target.maker](page, target.entry_id)


def copy_of(url: str) -> str:
    return url.removesuffix(".html") + ".md"


# Pages that stand on one page, to be printed together


def _print(page: Page, _: EntryId) -> str:
    view = page.view
    book = view.book(page.address)
    names = {
        view.url(i): _print_name(view.url(i)) for chapter in book.chapters for i in (chapter.front, *chapter.pages) if i
    }
    chapters = [
        {
            "title": chapter.title,
            "anchor": _print_name(view.url(chapter.front)) if chapter.front else "",
            "front": _printed(page, chapter.front) if chapter.front else None,
            "pages": [_printed(page, entry_id) for entry_id in chapter.pages],
        }
        for chapter in book.chapters
    ]
    context = page.special("print", book.title, book.summary)
    about = view.card(book.about) if book.about else None
    return _inside(page.render("print.html", context | {"book": book, "chapters": chapters, "about": about}), names)


def _printed(page: Page, entry_id: EntryId) -> dict[str, Any]:
    card = page.view.card(entry_id)
    assert isinstance(card, Card)
    return {"title": card.title, "anchor": _print_name(card.url), "html": Markup(page.view.printed(entry_id).html)}


def _print_name(url: str) -> str:
    return url.removesuffix(".html").replace("/", "-")


def make_printed(page: Page, entry_id: EntryId) -> str:
    """One page's content, with anchors that stay unique among all the others."""
    html = page.render_content(*page.template_and_context(entry_id))
    name = _print_name(page.view.url(entry_id))
    html = re.sub(
        r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls)=")([^"]*")', rf"\g<1>{name}--\g<2>", html
    )
    html = re.sub(r'(\shref="#)([^"]*")', rf"\g<1>{name}--\g<2>", html)
    return re.sub(r'(\sname=")([^"]*")', rf"\g<1>{name}--\g<2>", html)


_ADDRESS = re.compile(r'(?<=\shref=")([\w./-]+\.html)(?:#([^"]*))?(?=")')


def _inside(html: str, names: Mapping[str, str]) -> str:
    """A book whose links to pages that it holds lead to their places in it. `names` are the anchors of these pages by address."""
    before, start, content = html.partition("<main")
    content, end, after = content.rpartition("</main>")
    anchors = set(re.findall(r'\sid="([^"]*)"', content))

    def place(match: re.Match[str]) -> str:
        name = names.get(match[1])
        if name is None:
            return match[0]
        exact = f"{name}--{match[2]}"
        return f"#{exact if exact in anchors else name}"

    return before + start + _ADDRESS.sub(place, content) + end + after


# Search: names and summaries, which answer the first key, apart from the full text. Answers to questions are in neither.

SEARCHED = ("concept", "model", "metric", "formula", "sample", "page", "term", "question", "application", "step")


def _search_data(page: Page, _: EntryId) -> str:
    documents = ",\n".join(map(_json, _documents(page.view)))
    return f"studyguideSearch([\n{documents}\n]);\n"


def _search_text(page: Page, _: EntryId) -> str:
    """Address → [anchor, text] of each part of a page."""
    rows = ",\n".join(f"{_json(url)}:{_json(parts)}" for url, parts in _texts(page.view) if parts)
    return f"studyguideSearchText({{\n{rows}\n}});\n"


def _documents(view: SiteView) -> Iterator[dict[str, Any]]:
    for entry_id in (i for kind in SEARCHED for i in view.ordered(kind)):
        card = view.card(entry_id)
        if isinstance(card, Missing):
            continue
        rendered, kind = view.rendered(entry_id), kind_of(entry_id).name
        document = {
            "u": card.url,
            "t": card.title or view.guide().title,
            "k": kind,
            "s": plain_text(rendered.entry.definition) if kind == "term" else card.summary,
            "a": list(rendered.entry.aliases),
            "h": [[anchor, text] for anchor, text, level in rendered.facts.headings if level < 4],
        }
        yield {k: v for k, v in document.items() if v}


def _texts(view: SiteView) -> Iterator[tuple[str, list[list[str]]]]:
    for entry_id in (i for kind in SEARCHED if kind not in ("question", "term") for i in view.ordered(kind)):
        card = view.card(entry_id)
        if isinstance(card, Missing):
            continue
        parts: dict[str, list[str]] = {}
        for anchor, text in json.loads(view.rendered(entry_id).search):
            parts.setdefault(anchor, []).append(text)
        yield card.url, [[anchor, " ".join(texts)] for anchor, texts in parts.items()]


# Questions


def _question_data(page: Page, _: EntryId) -> str:
    """static/questions.js: what a reader's own pages need to know of the whole guide, without a key of any question.

    A script, because files cannot be fetched from file://: it calls `studyguideQuestions(data)`, which a page that needs it
    defines before it adds the script (see static/js/search-data.js for the like). `data` has four fields:

    * `questions`: `{id, type, rev, since, edit, replaces, objective, url, title, topic, level, difficulty}`, in the order of the
      list of all questions: the catalogue of static/js/core/progress.js. Answers to revisions from `since` on count;
      `replaces` holds all ids, also of long ago, whose history moves here. `url` is where the question is asked.
    * `retired`: ids of questions that were taken out; their history stays and is not shown.
    * `entries`: `{id, kind, title, url, needs, questions}` of every lesson in reading order, with the ids of its prerequisites
      and of the questions that test it, easy ones first. Ids of entries are as in `metrics/fid`.

    * `topics`: topic → what readers read.

    Addresses are from the site's root. Fields that are empty are left out.
    """
    view = page.view
    questions = _rows(card._asdict() for card in view.question_cards())
    topics = _json(
        {topic: page.guide.topic_title(topic) for topic in sorted({c.topic for c in view.question_cards()} - {""})}
    )
    entries = _rows(card._asdict() for card in view.lesson_cards())
    retired = _json(view.retired_questions())
    return (
        f'studyguideQuestions({{\n"questions":[\n{questions}\n],\n"retired":{retired},\n"topics":{topics},\n'
        f'"entries":[\n{entries}\n]\n}});\n'
    )


def _rows(rows: Iterable[Mapping[str, Any]]) -> str:
    return ",\n".join(_json({name: value for name, value in row.items() if value}) for row in rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


# For machines that visit


def _robots(page: Page, _: EntryId) -> str:
    base = page.guide.base_url.rstrip("/")
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}/sitemap.xml\n" if base else "")


def _shown_pages(view: SiteView) -> Iterator[Card]:
    """Cards of all pages, in reading order of the navigation."""
    front = view.card("pages/index")
    assert isinstance(front, Card)
    yield front
    for section in view.sections():
        yield section
        kind = view.lists(section.id)
        if kind and KINDS[kind].template:
            yield from (card for i in view.ordered(kind) if isinstance(card := view.card(i), Card))
    yield from view.other_pages()


def _sitemap(page: Page, _: EntryId) -> str:
    base = page.guide.base_url.rstrip("/")
    rows = []
    for card in _shown_pages(page.view):
        day = page.view.date(card.id)
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        place = escape(f"{base}/{card.url.removesuffix('index.html')}")
        rows.append(f"<url><loc>{place}</loc>{changed}</url>")
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n' + "\n".join(rows) + "\n</urlset>\n"


MOST_IN_FEED = 30


def _feed(page: Page, _: EntryId) -> str:
    guide, view = page.guide, page.view
    base = guide.base_url.rstrip("/")
    dated = sorted(
        ((view.date(card.id), card) for card in _shown_pages(view)),
        key=lambda pair: (pair[0], pair[1].url),
        reverse=True,
    )
    entries = [_feed_entry(f"{base}/{card.url}", card, day, guide.title) for day, card in dated[:MOST_IN_FEED] if day]
    newest = next((day for day, _ in dated if day), "1970-01-01")
    author = f"<author><name>{escape(guide.author or guide.title)}</name></author>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f'<title>{escape(guide.title)}</title><id>{escape(base)}/</id><link href="{escape(base)}/"/>'
        f'<link rel="self" href="{escape(base)}/feed.xml"/><updated>{newest}T00:00:00Z</updated>{author}\n'
        + "\n".join(entries)
        + "\n</feed>\n"
    )


def _feed_entry(address: str, card: Card, day: str, fallback: str) -> str:
    place = escape(address)
    return (
        f"<entry><title>{escape(card.title or fallback)}</title><id>{place}</id>"
        f'<link href="{place}"/><updated>{day}T00:00:00Z</updated><summary>{escape(card.summary)}</summary></entry>'
    )


def _llms(page: Page, _: EntryId) -> str:
    """llms.txt: what there is, with links to Markdown copies."""
    guide, view = page.guide, page.view
    lines = [f"# {guide.title}", "", f"> {guide.description}" if guide.description else "", ""]
    for section in view.sections():
        lines += [f"## {section.title}", ""]
        kind = view.lists(section.id)
        ids = view.ordered(kind) if kind and KINDS[kind].template else ()
        for card in (section, *(view.card(i) for i in ids)):
            if isinstance(card, Card):
                lines.append(f"- [{card.title}]({copy_of(card.url)})" + (f": {card.summary}" if card.summary else ""))
        lines.append("")
    return "\n".join(lines)


def _copy(page: Page, entry_id: EntryId) -> str:
    """A page as Markdown, for readers that are programs. Keys of questions are left out."""
    source = page.view.source(entry_id).text
    entry = page.view.rendered(entry_id).entry
    lines = [f"# {entry.title or page.guide.title}", ""]
    if entry.summary:
        lines += [entry.summary, ""]
    for name in ("story", "story_breaks", "steps", "objective", "definition", "latex", "symbols", "worked", "derivation", "trap",
                 "strengths", "weaknesses", "choose_when", "avoid_when", "pitfalls"):  # fmt: skip
        lines += _copied_field(name, getattr(entry, name, None))
    if isinstance(entry, FreePage) and entry.lists:
        cards = page.cards(page.view.ordered(entry.lists)) if KINDS[entry.lists].template else []
        source += "\n\n" + "\n".join(
            f"- [{card.title}]({page.url(copy_of(card.url))}): {card.summary}" for card in cards
        )
    body = re.sub(r"^\[\[quiz:[^]]*\]\]\s*$", "", _with_code(source, page.view), flags=re.M)
    return "\n".join([*lines, body.strip(), ""])


_INCLUDED = re.compile(r"^(`{3,})(\w+)[^\n]*? file=(\S+)(?: region=(\S+))?[^\n]*\n\s*?\1$", re.M)


def _with_code(source: str, view: SiteView) -> str:
    """Markdown with the code that its blocks take from files, and what came out of it."""

    def code(match: re.Match[str]) -> str:
        excerpt = view.excerpt(match[3], match[4] or "")
        if isinstance(excerpt, Missing):
            return match[0]
        ran = view.output(match[3], match[4] or "") if " output" in match[0] else None
        printed = f"\n\nOutput:\n\n{match[1]}text\n{ran.text}\n{match[1]}" if isinstance(ran, Ran) and ran.text else ""
        return f"{match[1]}{match[2]}\n{excerpt.text.strip(chr(10))}\n{match[1]}{printed}"

    return re.sub(r"\n{3,}", "\n\n", _INCLUDED.sub(code, source)) if "file=" in source else source


def _program(page: Page, entry_id: EntryId) -> str:
    return page.view.program(entry_id).text


def _notebook(page: Page, entry_id: EntryId) -> str:
    """A sample as a Jupyter notebook."""
    view = page.view
    sample = view.rendered(entry_id).entry
    base = page.guide.base_url.rstrip("/")
    home = f"{base}/{view.url(entry_id)}" if base else ""
    text, path = view.program(entry_id).text, program_of(view, entry_id)
    return notebook(sample, parts(text), path, ran_with(view.run_of(entry_id)), home, view)


def _copied_field(name: str, value: Any) -> list[str]:
    if not value:
        return []
    heading = f"**{name.replace('_', ' ').capitalize()}**"
    if name in ("latex", "definition"):
        return [f"$$\n{value.strip()}\n$$", ""]
    if isinstance(value, str):
        return [heading, "", value.strip(), ""]
    rows = [_copied_item(item) for item in value]
    return [heading, "", *rows, ""]


def _copied_item(item: Any) -> str:
    if isinstance(item, str):
        return f"- {item.strip()}"
    if hasattr(item, "means"):
        return f"- ${item.latex}$: {item.means}"
    name = f"{item.name}: " if item.name else ""
    return f"- {name}$${item.latex.strip()}$$"


def _webmanifest(page: Page, _: EntryId) -> str:
    """What a browser needs to put the guide beside other programs."""
    guide = page.guide
    icons = [
        {"src": f"static/img/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    icons.append({"src": "static/img/favicon.svg", "sizes": "any", "type": "image/svg+xml"})
    described = {
        "name": guide.title, "short_name": guide.title, "description": guide.description, "lang": guide.language,
        "id": guide.id, "start_url": "index.html", "scope": ".", "display": "standalone",
        "background_color": "#fdfcf9", "theme_color": "#fdfcf9", "icons": icons,
    }  # fmt: skip
    return json.dumps({k: v for k, v in described.items() if v}, ensure_ascii=False, indent=1) + "\n"


def _card(page: Page, entry_id: EntryId) -> bytes:
    """The picture beside a link to a page: its title and section, from nothing else."""
    card = page.view.card(entry_id)
    assert isinstance(card, Card)
    section = page.view.section_of(entry_id)
    over = page.view.card(section) if section and section != entry_id else None
    guide = page.guide
    return cards.draw(
        card.title or guide.title, over.title if isinstance(over, Card) else "", guide.title, guide.accent or "#5b2a78"
    )


MAKERS: Mapping[str, Callable[[Page, EntryId], str | bytes]] = {
    "entry": lambda page, entry_id: page.of_entry(entry_id),
    "copy": _copy,
    "program": _program,
    "notebook": _notebook,
    "search": lambda page, _: page.search(),
    "map": lambda page, _: page.map(),
    "not_found": lambda page, _: page.not_found(),
    "print": _print,
    "practice": practice,
    "review": review,
    "question_chunk": question_chunk,
    "term_chunk": term_chunk,
    "search_data": _search_data,
    "search_text": _search_text,
    "webmanifest": _webmanifest,
    "card": _card,
    "question_data": _question_data,
    "robots": _robots,
    "sitemap": _sitemap,
    "feed": _feed,
    "llms": _llms,
}
