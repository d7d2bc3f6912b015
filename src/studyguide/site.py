"""Everything known before rendering, and the plain look-ups in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from . import samples
from .books import WHOLE, Book, books
from .identity import QuestionLock, counts_from
from .inpage import with_slots
from .kinds import KINDS, MAPPED, OWN_PAGES, STUDY_PAGES, kind_of, url_of
from .model import CodeSample, Entry, EntryId, FreePage, Guide, Lesson, Origin, Question
from .problems import did_you_mean
from .records import Damaged, Record, record_path
from .records import read as read_record
from .trace import Missing


class File(NamedTuple):
    """A file of the project that is not read as entries: a picture, a sample, a style sheet."""

    path: str
    digest: str
    size: int


class Card(NamedTuple):
    """What other pages show of an entry."""

    id: EntryId
    kind: str
    title: str
    summary: str
    url: str
    mark: str = ""
    minutes: int = 0
    group: str = ""
    family: str = ""


class Group(NamedTuple):
    title: str
    ids: tuple[EntryId, ...]


DIFFICULTIES = ("beginner", "intermediate", "advanced")


def digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class Site:
    """The guide as read: immutable by agreement, so that every look-up may be remembered."""

    def __init__(
        self,
        *,
        guide: Guide,
        entries: Mapping[EntryId, Entry],
        origins: Mapping[EntryId, Origin],
        files: Mapping[str, File],
        dates: Mapping[str, str],
        read: Callable[[str], str],
        runs: Mapping[str, File] | None = None,
        broken: frozenset[EntryId] = frozenset(),
        lock: QuestionLock | Missing | None = None,
    ) -> None:
        self.guide = guide
        self.entries = entries
        self.origins = origins
        self.files = files
        """By path from the content folder, such as `img/duel.svg`."""
        self.dates = dates
        """Day of the last change, by path from the project; empty without git."""
        self.read = read
        """Text of a file, by path from the project."""
        self.runs = runs or {}
        """Records of what ran, by path from the project."""
        self.broken = broken
        """Entries that stand in files which could not be read; naming them is no further mistake."""
        self.lock = lock
        """What is remembered of the questions; `Missing` where the file cannot be read, None where there is none."""

    def bodies_changed_since(self, old: Site) -> frozenset[EntryId] | None:
        """The entries of files that were read anew, when at most their texts differ from an older site's; None when more may."""
        same = (
            self.guide == old.guide and self.files == old.files and self.dates == old.dates and self.broken == old.broken
            and self.runs == old.runs and self.lock == old.lock and list(self.entries) == list(old.entries)
        )  # fmt: skip
        if not same:
            return None
        changed = frozenset(i for i, origin in self.origins.items() if origin is not old.origins[i])
        alike = all(
            self.entries[i] == old.entries[i] and self.origins[i].place == old.origins[i].place for i in changed
        )
        return changed if alike else None

    def inherit(self, old: Site) -> None:
        """Takes over what an older site has worked out from entries that are the same here."""
        for name, value in old.__dict__.items():
            self.__dict__.setdefault(name, value)

    def text(self, entry_id: EntryId) -> str:
        """The Markdown below an entry's front matter."""
        origin = self.origins[entry_id]
        if not origin.body_line:
            return ""
        if origin.path.endswith(".py"):
            return samples.markdown(self.read(origin.path), origin.path.removeprefix("content/"))
        lines = self.read(origin.path).split("\n")
        body = "\n".join(lines[origin.body_line - 1 :])
        return with_slots(body, origin.asks) if origin.asks else body

    def record(self, path: str) -> Record | Damaged | None:
        """What came out when the program or page at a path last ran."""
        file = self.runs.get(record_path(path))
        if file is None:
            return None
        if file not in self._records:
            self._records[file] = read_record(self.read(file.path), file.path)
        return self._records[file]

    @cached_property
    def _records(self) -> dict[File, Record | Damaged]:
        return {}

    def cells(self, entry_id: EntryId) -> list[samples.Cell]:
        """What runs of a sample. What prepares its folder shapes the run, too."""
        sample = self.entries[entry_id]
        assert isinstance(sample, CodeSample)
        fixture = self.files.get(f"code/fixtures/{sample.fixture}")
        return samples.cells(self.read(self.origins[entry_id].path), fixture.digest if fixture else "")

    @cached_property
    def samples_by_path(self) -> dict[str, EntryId]:
        return {self.origins[entry_id].path: entry_id for entry_id in self.ordered("sample")}

    @cached_property
    def samples_by_objective(self) -> dict[EntryId, tuple[EntryId, ...]]:
        """Entry → the samples that belong to it."""
        table: dict[EntryId, list[EntryId]] = defaultdict(list)
        for sample_id in self.ordered("sample"):
            sample = self.entries[sample_id]
            assert isinstance(sample, CodeSample)
            for name in sample.objective:
                objective = self.resolve(name)
                if not isinstance(objective, Missing):
                    table[objective].append(sample_id)
        return {entry_id: tuple(dict.fromkeys(found)) for entry_id, found in table.items()}

    # Addresses and names

    def url(self, entry_id: EntryId) -> str:
        entry = self.entries[entry_id]
        return url_of(entry_id, entry.lists if isinstance(entry, FreePage) else "")

    @cached_property
    def page_urls(self) -> frozenset[str]:
        """Addresses of all pages, of the guide's entries and of our own."""
        return frozenset({self.url(entry_id).partition("#")[0] for entry_id in self.entries} | set(self.own_pages))

    @cached_property
    def broken_urls(self) -> frozenset[str]:
        """Addresses that entries would have if they could be read."""
        return frozenset(url_of(entry_id).partition("#")[0] for entry_id in self.broken)

    @cached_property
    def by_url(self) -> dict[str, EntryId]:
        return {self.url(entry_id): entry_id for entry_id in self.entries}

    @cached_property
    def _by_name(self) -> dict[str, list[EntryId]]:
        """Bare ids → entries that readers can visit by that name. Questions and references have syntax of their own."""
        names: dict[str, list[EntryId]] = defaultdict(list)
        for entry_id in self.entries:
            if kind_of(entry_id).name not in ("question", "reference"):
                names[entry_id.partition("/")[2]].append(entry_id)
        return names

    def resolve(self, name: str) -> EntryId | Missing:
        """The entry that an author means by `metrics/fid` or `fid`."""
        if name in self.entries:
            return name
        if "/" in name:
            return Missing(f'there is no entry "{name}"', did_you_mean(name, self.entries))
        found = self._by_name.get(name, [])
        for has_page in (True, False):  # a concept or model goes before a term of the same name
            some = [
                i for i in found if bool(kind_of(i).template) is has_page and kind_of(i).name not in ("formula", "page")
            ]
            if len(some) == 1:
                return some[0]
            if some:
                break
        else:
            some = found
            if len(some) == 1:
                return some[0]
        if some:
            return Missing(f'"{name}" may be {" or ".join(some)}', "write the folder too")
        return Missing(f'there is no entry "{name}"', did_you_mean(name, self._by_name))

    def is_broken(self, name: str) -> bool:
        bare = name.rpartition("/")[2]
        return any(entry_id.rpartition("/")[2] == bare for entry_id in self.broken)

    def card(self, entry_id: EntryId) -> Card:
        entry = self.entries[entry_id]
        return Card(
            id=entry_id, kind=kind_of(entry_id).name, title=entry.title, summary=entry.summary, url=self.url(entry_id),
            mark=getattr(entry, "mark", ""), minutes=entry.minutes if isinstance(entry, Lesson) else 0,
            group=getattr(entry, "group", ""), family=getattr(entry, "family", ""),
        )  # fmt: skip

    @property
    def own_pages(self) -> tuple[str, ...]:
        """Addresses of the pages that the generator makes by itself."""
        own = tuple(url for url in OWN_PAGES if url != WHOLE) + tuple(self.books)
        return own + (STUDY_PAGES if self.questions else ())

    @cached_property
    def books(self) -> dict[str, Book]:
        """Address → what stands on one page there, to be printed together."""
        return books(self)

    @cached_property
    def book_about(self) -> dict[EntryId, str]:
        """Section or learning path → address of its book; the whole guide's has an empty name."""
        return {book.about: url for url, book in self.books.items()}

    # Order

    @cached_property
    def listings(self) -> dict[str, EntryId]:
        """Kind → the page that lists it."""
        found: dict[str, EntryId] = {}
        for entry_id, entry in self.entries.items():
            if isinstance(entry, FreePage) and entry.lists:
                found.setdefault(entry.lists, entry_id)
        return found

    @cached_property
    def _ordered(self) -> dict[str, tuple[EntryId, ...]]:
        by_kind: dict[str, list[EntryId]] = {name: [] for name in KINDS}
        for entry_id in self.entries:
            by_kind[kind_of(entry_id).name].append(entry_id)
        return {name: tuple(sorted(ids, key=self._place(name))) for name, ids in by_kind.items()}

    def _place(self, kind: str) -> Callable[[EntryId], tuple[int, tuple[str, int, int], str]]:
        """Sort key: place in the listing's order, then title; entries of YAML files keep the order of the file."""
        listing = self.entries.get(self.listings.get(kind, ""))
        names = listing.order if isinstance(listing, FreePage) else ()
        place = {name.rpartition("/")[2]: number for number, name in enumerate(names)}
        in_file_order = not KINDS[kind].template

        def key(entry_id: EntryId) -> tuple[int, tuple[str, int, int], str]:
            origin = self.origins[entry_id]
            second = origin.place if in_file_order else (self.entries[entry_id].title.casefold(), 0, 0)
            return place.get(entry_id.partition("/")[2], len(place)), second, entry_id

        return key

    def ordered(self, kind: str) -> tuple[EntryId, ...]:
        return self._ordered[kind]

    def groups(self, kind: str) -> tuple[Group, ...]:
        """Entries of a kind under their group headings, in the order in which the groups first occur."""
        table: dict[str, list[EntryId]] = {}
        for entry_id in self.ordered(kind):
            table.setdefault(getattr(self.entries[entry_id], "group", ""), []).append(entry_id)
        return tuple(Group(title, tuple(ids)) for title, ids in table.items())

    @cached_property
    def sections(self) -> tuple[EntryId, ...]:
        """The pages that make the navigation."""
        if self.guide.sections:
            wanted = [f"pages/{name.rpartition('/')[2]}" for name in self.guide.sections]
            return tuple(i for i in wanted if i in self.entries)
        return tuple(self.listings[kind] for kind in KINDS if kind in self.listings)

    @cached_property
    def other_pages(self) -> tuple[EntryId, ...]:
        return tuple(i for i in self.ordered("page") if i not in self.sections and i != "pages/index")

    @cached_property
    def mapped(self) -> bool:
        return any(
            isinstance(e, Lesson) and e.prerequisites and kind_of(i).name in MAPPED for i, e in self.entries.items()
        )

    def needs(self, kind: str) -> tuple[tuple[EntryId, tuple[EntryId, ...]], ...]:
        """Each lesson of a kind, in order, with the lessons that it needs; names that lead nowhere are left out."""
        found = []
        for entry_id in self.ordered(kind):
            entry = self.entries[entry_id]
            known = (self.resolve(name) for name in (entry.prerequisites if isinstance(entry, Lesson) else ()))
            found.append((entry_id, tuple(other for other in known if not isinstance(other, Missing))))
        return tuple(found)

    def section_of(self, entry_id: EntryId) -> EntryId | None:
        """The section that an entry belongs to, if any."""
        kind = kind_of(entry_id).name
        page = entry_id if kind == "page" else self.listings.get(kind, "")
        return page if page in self.sections else None

    @cached_property
    def reading_order(self) -> tuple[EntryId, ...]:
        """Pages in the order in which a reader turns them: each section, then its entries, then the other pages."""
        order: list[EntryId] = ["pages/index"] if "pages/index" in self.entries else []
        for section in self.sections:
            order.append(section)
            page = self.entries[section]
            kind = page.lists if isinstance(page, FreePage) else ""
            if kind and KINDS[kind].template:
                order.extend(self.ordered(kind))
        listed = set(order)
        order.extend(i for kind in KINDS if KINDS[kind].template for i in self.ordered(kind) if i not in listed)
        return tuple(order)

    @cached_property
    def place_in_reading(self) -> dict[EntryId, int]:
        return {entry_id: number for number, entry_id in enumerate(self.reading_order)}

    @cached_property
    def neighbours(self) -> dict[EntryId, tuple[EntryId | None, EntryId | None]]:
        order = self.reading_order
        before: tuple[EntryId | None, ...] = (None, *order[:-1])
        after: tuple[EntryId | None, ...] = (*order[1:], None)
        return dict(zip(order, zip(before, after, strict=True), strict=True))

    @cached_property
    def formula_numbers(self) -> dict[EntryId, int]:
        return {entry_id: number for number, entry_id in enumerate(self.ordered("formula"), 1)}

    @cached_property
    def questions_by_objective(self) -> dict[EntryId, tuple[EntryId, ...]]:
        """Entry → the questions that test it, easy ones first."""
        table: dict[EntryId, list[tuple[int, EntryId]]] = defaultdict(list)
        for question_id in self.ordered("question"):
            question = self.entries[question_id]
            assert isinstance(question, Question)
            objective = self.resolve(question.objective)
            if not isinstance(objective, Missing):
                table[objective].append((DIFFICULTIES.index(question.difficulty), question_id))
        return {
            entry_id: tuple(i for _, i in sorted(found, key=lambda pair: pair[0])) for entry_id, found in table.items()
        }

    # Questions and what is remembered of them

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By the id that their author gave them."""
        return {entry.id: entry for entry in self.entries.values() if isinstance(entry, Question)}

    def ends_with_questions(self, entry_id: EntryId) -> bool:
        """Whether an entry has a page at whose end its questions are asked; front pages of sections and the guide's have none."""
        entry = self.entries[entry_id]
        return (
            bool(kind_of(entry_id).template)
            and entry_id != "pages/index"
            and not (isinstance(entry, FreePage) and entry.lists)
        )

    @property
    def known_lock(self) -> QuestionLock:
        return self.lock if isinstance(self.lock, QuestionLock) else QuestionLock()

    @cached_property
    def heirlooms(self) -> dict[str, tuple[str, ...]]:
        """Question → the ids whose histories moved there, in one step or in several."""
        written = {old: question.id for question in self.questions.values() for old in question.replaces}
        moves = {**self.known_lock.replaced, **written}
        found: dict[str, list[str]] = defaultdict(list)
        for old in sorted(moves):
            heir = moves[old]
            for _ in moves:  # a lock that was written by hand may lead in a circle
                heir = heir if heir in self.questions else moves.get(heir, heir)
            found[heir].append(old)
        return {heir: tuple(ids) for heir, ids in found.items()}

    def counts_from(self, question: Question) -> int:
        """First revision of a question whose answers still count."""
        return counts_from(question, self.known_lock.questions.get(question.id))

    @cached_property
    def glossary_digest(self) -> str:
        """Changes when any form of any term does."""
        terms = [self.entries[i] for i in self.ordered("term")]
        return digest(json.dumps([repr(term) for term in terms]))


def title_of_question(stem: str) -> str:
    """A question's stem as a plain line, for lists and links."""
    words = plain_text(stem).split()
    line = " ".join(words)
    return line if len(line) <= 90 else line[:89].rsplit(" ", 1)[0] + " …"


def plain_text(markdown: str) -> str:
    """Markdown of a line or two without its signs; good enough for titles and previews."""
    import re

    text = re.sub(r"\[\[(?:[^]|]*\|)?([^]]*)\]\]", r"\1", markdown)
    text = re.sub(r"\s*\[@[^]]*\]", "", text)
    text = re.sub(r"!?\[([^]]*)\]\([^)]*\)", r"\1", text)
    formula = r"\$\$(.+?)\$\$|(?<!\\)\$(?=\S)((?:[^\\$]|\\.)+?)(?<!\s)\$(?!\d)"
    text = re.sub(formula, lambda match: _plain_tex(match[1] or match[2]), text, flags=re.S)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<![\s\\])\1", r"\2", text)
    return re.sub(r"\\([^\w\s])", r"\1", text).strip()


_GREEK = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon "
    "varphi chi psi omega"
)
_SIGNS = {
    **{name: chr(ord("α") + n) for n, name in enumerate(_GREEK.split())},
    "epsilon": "ε", "phi": "φ", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "sum": "Σ", "prod": "Π", "int": "∫", "infty": "∞", "nabla": "∇", "partial": "∂",
    "times": "×", "cdot": "·", "pm": "±", "to": "→", "sim": "~", "approx": "≈", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "in": "∈", "mid": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖", "sqrt": "√",
    "ldots": "…", "dots": "…", "cdots": "…",
}  # fmt: skip
"""TeX commands that are one sign on paper."""
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _plain_tex(tex: str) -> str:
    import re

    def sign(command: re.Match[str]) -> str:
        found = _SIGNS.get(command[1], "")
        clings = found.isalpha() or found in "√∂∇"  # a letter stands close to what it is multiplied with
        return found + ("" if clings else command[2] or "") if found else command[0]

    text = re.sub(r"\\[tdc]?frac\s*(?:\{([^{}]*)\}|(\w))\s*(?:\{([^{}]*)\}|(\w))", r"\1\2/\3\4", tex)
    text = re.sub(r"\\(?:[,;!:]|(?:quad|qquad|left|right|big|Big|limits|displaystyle)(?![a-zA-Z]))", " ", text)
    text = text.replace(r"\|", "‖")
    text = re.sub(r"\\(?:begin|end)\s*\{\w+\}", " ", text).replace(r"\\", ";").replace("&", ",")
    text = re.sub(r"\^(?:\{(-?\d+)\}|(\d))", lambda match: (match[1] or match[2]).translate(_RAISED), text)
    text = re.sub(r"_(?:\{(\d+)\}|(\d))", lambda match: (match[1] or match[2]).translate(_LOWERED), text)
    text = re.sub(r"\\([a-zA-Z]+)( (?=[a-zA-Z\\]))?", sign, text)
    text = re.sub(r"(?<![a-zA-Z])-", "−", text)
    text = re.sub(
        r"\\(?:mathrm|mathcal|mathbb|text|operatorname|bar|hat|tilde|mathbf|overline)\s*\{?([^{}]*)\}?", r"\1", text
    )
    return re.sub(r"\\([{}])|[{}\\]", lambda match: match[1] or "", re.sub(r"\\([a-zA-Z]+)", r"\1", text))
