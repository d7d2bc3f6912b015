"""The first of two layers: all Markdown of one entry becomes HTML, before any template is involved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from . import samples
from .fields import Piece, texts
from .inpage import part_of
from .kinds import kind_of, url_of
from .markup import Html, Mistake, Place, tex_to_html, to_html
from .model import EntryId
from .problems import Problem, line_of
from .schema import to_plain
from .site import Site, digest
from .trace import ROOT
from .view import Facts, SiteView
from .yamltext import place_within

MORE = re.compile(r"^<!--[ \t]*more[ \t]*-->[ \t]*$", re.M)
"""Ends the part of a section's text that the front page shows."""
_HREF = re.compile(r'href="' + ROOT + r'([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragments:
    """Everything that an entry's Markdown became."""

    id: EntryId
    html: dict[str, str]
    """Field → HTML; the body is `body`, its first part (for the front page) `lead`."""
    facts: Facts
    problems: tuple[Problem, ...]
    search: str
    """JSON list of [anchor, text]."""
    trace: dict[tuple[Any, ...], str]

    @property
    def digest(self) -> str:
        return digest(json.dumps([self.html, to_plain(self.facts), self.search], ensure_ascii=False))


_CLINGS = re.compile(r"([^\s<>]*)((?:<math\b(?:(?!</math>).)*</math>[^\s<>]*)+)", re.S)


def _cling(html: str) -> str:
    """Keeps a formula in the line together with what touches it (`$G$'s`, `($x$)`): browsers would break the line there.

    A word joiner is not enough: Chromium breaks before it where the formula fits into the line and the comma does not.
    """
    return _CLINGS.sub(_together, html)


def _together(match: re.Match[str]) -> str:
    before, formulas = match[1], match[2]
    alone = not before and formulas.endswith("</math>") and formulas.count("<math") == 1
    return match[0] if alone else f'<span class="nobr">{match[0]}</span>'


_FORMULA_HEADING = re.compile(
    r"<th([^>]*)>(<math\b(?:(?!</th>).)*?<annotation[^>]*>((?:(?!</th>).)*?)</annotation>(?:(?!</th>).)*</math>)</th>",
    re.S,
)


def _name_headings(html: str) -> str:
    """Says a table heading that is only a formula in words, too; assistive programs may call it empty."""

    def named(match: re.Match[str]) -> str:
        formula = match[2].replace("<math", '<math aria-hidden="true"', 1)
        return f'<th{match[1]}>{formula}<span class="spoken">{_spoken(match[3])}</span></th>'

    return _FORMULA_HEADING.sub(named, html)


def _spoken(tex: str) -> str:
    """A short formula as one would read it out: `\\log\\sigma^2` → `log sigma to the 2`."""
    words = tex.replace("^", " to the ").replace("_", " ").replace("\\", " ")
    return " ".join(re.sub(r"[{}]", " ", words).split())


def _finished(html: str) -> str:
    return _cling(_name_headings(html)) if "<math" in html else html


def make_fragments(entry_id: EntryId, site: Site, view: SiteView, *, untrusted: bool) -> Fragments:
    """Renders one entry's texts. Never raises for what an author wrote."""
    entry = site.entries[entry_id]
    html: dict[str, str] = {}
    results: list[tuple[str, Html]] = []
    link_terms = kind_of(entry_id).name not in ("question", "reference")
    for piece in texts(entry):
        made = _render(piece, view, terms=link_terms, untrusted=untrusted)
        html[piece.field] = _finished(made.html)
        results.append((piece.field, made))
    body = site.text(entry_id)
    if body.strip():
        split = MORE.search(body)
        place = Place(
            terms=link_terms, untrusted=untrusted, runs=kind_of(entry_id).name != "sample", page=_page(entry_id)
        )
        made = to_html(MORE.sub("", body), view, place)
        html["body"] = _finished(made.html)
        results.append(("body", made))
        if split:
            lead = to_html(body[: split.start()], view, replace(place, prefix=f"{entry.id}-lead-"))
            html["lead"] = _finished(lead.html)
    problems = tuple(_problems(entry_id, site, results))
    return Fragments(
        id=entry_id,
        html=html,
        facts=_facts(html, results),
        problems=problems,
        search=_search(results),
        trace=view.trace,
    )


def _page(entry_id: EntryId) -> str:
    return url_of(entry_id) if kind_of(entry_id).name == "sample" else ""


def _render(piece: Piece, view: SiteView, *, terms: bool, untrusted: bool) -> Html:
    if piece.mode in ("tex", "inline-tex"):
        return tex_to_html(piece.text, display=piece.mode == "tex")
    if piece.mode == "code":
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", piece.text)), default=0))
        text = f"{fence}python\n{piece.text.rstrip()}\n{fence}"
        made = to_html(text, view, Place(terms=False, untrusted=untrusted))
        return replace(made, mistakes=tuple(replace(mistake, line=mistake.line - 1) for mistake in made.mistakes))
    prefix = piece.field.replace(".", "-") + "-"
    mode = "inline" if piece.mode == "inline" else "block"
    return to_html(piece.text, view, Place(mode=mode, terms=terms, prefix=prefix, untrusted=untrusted))  # type: ignore[arg-type]


def _facts(html: dict[str, str], results: list[tuple[str, Html]]) -> Facts:
    whole = "".join(html.values())
    wrong = {(field, mistake.line, mistake.column) for field, made in results for mistake in made.mistakes}
    body = next((made for field, made in results if field == "body"), Html(html=""))
    return Facts(
        headings=tuple((heading.id, heading.text, heading.level) for heading in body.headings),
        anchors=tuple(anchor for _, made in results for anchor in made.anchors),
        links=tuple(dict.fromkeys(_HREF.findall(whole))),
        uses=tuple(
            (use.url, field, use.line, use.column)
            for field, made in results
            for use in made.uses
            if (field, use.line, use.column) not in wrong  # one complaint about an address is enough
        ),
        questions=tuple(dict.fromkeys(name for _, made in results for name in made.questions)),
        words=sum(made.words for _, made in results),
        has_math="<math" in whole,
        has_code='class="code"' in whole,
    )


def _search(results: list[tuple[str, Html]]) -> str:
    parts: list[list[str]] = []
    for field, made in results:
        for anchor, text in made.search:
            parts.append([anchor if field == "body" else "", text])
    return json.dumps(parts, ensure_ascii=False)


def _problems(entry_id: EntryId, site: Site, results: list[tuple[str, Html]]) -> Iterator[Problem]:
    for field, made in results:
        for mistake in made.mistakes:
            yield place_mistake(entry_id, site, field, mistake)


def place_mistake(entry_id: EntryId, site: Site, field: str, mistake: Mistake) -> Problem:
    """A mistake in one text, with its place in the file. The file is looked at again only now that it matters."""
    line, column = place_in_file(entry_id, site, field, mistake.line, mistake.column)
    path = site.origins[entry_id].path
    return Problem(
        path=path, line=line, column=column, message=mistake.message, hint=mistake.hint, level=mistake.level,
        excerpt=line_of(site.read(path), line),
    )  # fmt: skip


def place_in_file(entry_id: EntryId, site: Site, field: str, line: int, column: int) -> tuple[int, int]:
    """Line and column in the file of a place in one of the entry's texts."""
    origin = site.origins[entry_id]
    if field == "body":
        return origin.body_line + line - 1, column + (samples.COMMENT_SIGNS if origin.path.endswith(".py") else 0)
    part = part_of(site.read(origin.path), origin)
    line, column = place_within(part.yaml, part.prefix + field, line, column, first_line=part.first_line)
    return line, column + part.shift
