"""The words of the house: what a guide is made of, as frozen values.

Every kind of entry is one dataclass. Its fields are the fields that an author may write; `schema` checks YAML against
them, `markup` renders the fields typed `Md` and `Inline`, and templates read them. Nothing else lists fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

Md = Annotated[str, "markdown"]
"""Markdown with blocks: paragraphs, lists, code, formulas."""
Inline = Annotated[str, "inline"]
"""Markdown of one paragraph: emphasis, links, `$…$`, no blocks."""
Tex = Annotated[str, "tex"]
"""A displayed formula in LaTeX, without dollar signs."""

InlineTex = Annotated[str, "inline-tex"]
"""A symbol or short formula in LaTeX, without dollar signs."""
Code = Annotated[str, "code"]
"""A Python program."""

EntryId = Annotated[str, "entry"]
"""Kind's folder and id, as in `concepts/entropy`; authors may leave out the folder where that is unambiguous."""
ReferenceKey = Annotated[str, "reference"]
QuestionId = Annotated[str, "question"]

Rating = Literal["very-low", "low", "medium", "high", "very-high"]
Strict: Mapping[str, object] = {"strict": True, "extra": "forbid", "use_attribute_docstrings": True}


LintRule = Literal[
    "sentence", "heading", "term", "question", "example", "source", "identifier", "citation", "spelling", "number", "key",
    "options", "longest", "place", "twins", "negative", "above",
]  # fmt: skip
"""What `check` says of a guide as an editor would; see `editorial`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """How strict an editor is with a guide, or with one entry."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    sentence_words: int = 0
    """The longest sentence; an entry's 0 takes the guide's, and the guide's 0 the usual 40."""
    off: tuple[LintRule, ...] = ()
    """Rules that do not apply here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all kinds share."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    id: str
    """Kebab-case; from the file's name, or the `id` field where one file holds many entries."""
    title: str
    summary: str = ""
    """One plain sentence, for lists, previews and search; no Markdown."""
    aliases: tuple[str, ...] = ()
    """Other names, for search and links."""
    lint: Lint = Lint()
    """Rules of `check` that do not apply to this entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Entry):
    """An entry with a page of its own that teaches something."""

    mark: str = ""
    """An emoji shown quietly beside the title."""
    group: str = ""
    """Heading under which a long section lists the entry."""
    minutes: int = 0
    """Time to read and do; counted from the words when 0."""
    prerequisites: tuple[EntryId, ...] = ()
    reading: tuple[ReferenceKey, ...] = ()
    """Keys of references for further reading."""
    questions: tuple[QuestionId, ...] = ()
    """Questions asked at the end of the page, by id; those placed in the text need not be repeated."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Each computed number as it is printed on the page → the expression that gives it."""
    given: tuple[float, ...] = ()
    """Numbers that a worked example begins with, and that no expression mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Lesson):
    story: Md = ""
    """The idea as a small scene."""
    story_breaks: Inline = ""
    """Where the story stops being true."""
    trap: Inline = ""
    """The mistake that most learners make here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value for the comparison table, and the reason for it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    value: str
    note: Inline = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood(Fact):
    value: Literal["exact", "bound", "unnormalised", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Fact):
    value: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A formula that a model minimises, explained."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    latex: Tex
    name: str = ""
    terms: tuple[Symbol, ...] = ()
    note: Md = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One symbol or term of a formula, in words."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    latex: InlineTex
    means: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    myth: Inline
    fix: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelType(Lesson):
    family: str = ""
    """One of the guide's families (see `families` in guide.yml); gives the entry its hue and sign."""
    story: Md = ""
    story_breaks: Inline = ""
    steps: tuple[Inline, ...] = ()
    """How it works, in order."""
    objective: tuple[Objective, ...] = ()
    likelihood: Likelihood
    latent: Fact
    sampling: Fact
    stability: Rated
    quality: Rated
    coverage: Rated
    strengths: tuple[Inline, ...] = ()
    weaknesses: tuple[Inline, ...] = ()
    choose_when: tuple[Inline, ...] = ()
    avoid_when: tuple[Inline, ...] = ()
    published: tuple[Inline, ...] = ()
    """Measured values from the literature, each with its citation."""
    applications: tuple[Inline, ...] = ()
    misconceptions: tuple[Myth, ...] = ()
    papers: tuple[ReferenceKey, ...] = ()
    """Keys of the landmark papers in references.yml, oldest first."""
    verdict: str = ""
    """A few words for the last column of the comparison table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Lesson):
    family: str = ""
    """What is measured: likelihood, distribution, alignment, reconstruction, text, preference …"""
    direction: Literal["lower", "higher", "depends"]
    """Which way is better."""
    range: Inline = ""
    needs: Inline = ""
    story: Md = ""
    story_breaks: Inline = ""
    definition: Tex = ""
    symbols: tuple[Symbol, ...] = ()
    worked: Md = ""
    """A toy example with numbers."""
    published: tuple[Inline, ...] = ()
    pitfalls: tuple[Inline, ...] = ()
    libraries: tuple[Inline, ...] = ()
    setup: Inline = ""
    """The standard protocol, so that numbers can be compared."""
    papers: tuple[ReferenceKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula(Lesson):
    latex: Tex
    symbols: tuple[Symbol, ...] = ()
    worked: Md = ""
    derivation: tuple[Inline, ...] = ()
    trap: Inline = ""
    used_on: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Lesson):
    """Any other page; one that `lists` a kind is a section's front page."""

    lists: str = ""
    """Kind of entry that this page lists, such as `concept`."""
    order: tuple[str, ...] = ()
    """Ids of the listed entries, in order; those left out follow by title."""
    compact: bool = False
    """Whether it is printed small and in columns, so as to fit one sheet of paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSample(Lesson):
    """A program that the guide shows, runs and lets readers take along. `group` is made from the framework."""

    framework: str
    needs: tuple[str, ...] = ()
    """Distributions that must be installed to run it, as pip knows them."""
    objective: tuple[EntryId, ...] = ()
    """Entries that it belongs to."""
    output: Literal["exact", "close", "free"] = "close"
    """How what it prints is compared with the record; see `records.differs`."""
    tolerance: float = 0.05
    """How far a printed number may be from the recorded one, as a share of it."""
    seconds: float = 20.0
    """About how long it takes, of a slow processor's time."""
    fixture: str = ""
    """A program in code/fixtures/ that prepares the working folder."""
    shows_output: bool = True
    """False where a stand-in printed it, so that readers must not take it for the real thing."""
    note: Inline = ""
    """What a reader should know about the run."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """Each picture that it saves → what can be seen on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Entry):
    mark: str = ""
    models: tuple[EntryId, ...] = ()
    why: Inline = ""
    """Why generative models fit the field; goes on where the summary ends."""
    example: Inline
    """One documented case, with its citation."""
    watch: Inline = ""
    """The risk to keep an eye on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Entry):
    """A step of a workflow."""

    text: Md
    story: Inline = ""
    do: tuple[Inline, ...] = ()
    goes_wrong: tuple[Inline, ...] = ()
    done_when: Inline = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tradeoff(Entry):
    side: Literal["advantage", "disadvantage"]
    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """A glossary term; `title` is the term itself."""

    definition: Inline
    see: tuple[EntryId, ...] = ()
    link: bool = True
    """False keeps the term out of automatic linking (for everyday words)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Entry):
    authors: str
    year: int
    venue: str
    arxiv: str = ""
    doi: str = ""
    url: str = ""
    isbn: str = ""
    note: Inline = ""
    """Why it matters, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPath(Entry):
    audience: Inline = ""
    steps: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One answer to a question of the chooser."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    text: str
    """The answer, in a few words."""
    favours: tuple[EntryId, ...] = ()
    against: tuple[EntryId, ...] = ()
    why: Inline = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Entry):
    """A question that helps to choose between entries; `title` is the question."""

    help: Inline = ""
    """What is meant, for those who hesitate."""
    answers: tuple[Need, ...]


# Questions. One class with the fields of all types; `schema` says which type needs which.

QuestionType = Literal[
    "single", "multi", "bool", "numeric", "text", "cloze", "match", "order", "output", "recall", "explain"
]
BloomLevel = Literal["remember", "understand", "apply", "analyse", "evaluate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    id: str
    text: Inline
    correct: bool = False
    why: Inline
    """Why this option is right or wrong; shown after the answer."""
    misconception: str = ""
    see: str = ""
    """Address of the paragraph that clears up this very error."""
    pin: bool = False
    """Keeps its place when the options are shuffled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongValue:
    """A known wrong number and the mistake that leads to it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    value: float
    abs: float = 0.0
    rel: float = 0.01
    why: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Key of a numeric, text or output question."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    value: float | None = None
    expr: str = ""
    """Expression that gives the value; the tests evaluate it."""
    abs: float = 0.0
    rel: float = 0.0
    sig: int = 0
    """Significant digits that must agree."""
    unit: str = ""
    accept: tuple[str, ...] = ()
    """Accepted texts, first the one to show."""
    typo: bool = False
    """Lets one wrong letter pass in words of six letters and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What belongs into one `{{n}}` of a cloze text: accepted texts, or a menu."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    accept: tuple[str, ...]
    menu: tuple[str, ...] = ()
    value: float | None = None
    expr: str = ""
    """Expression that gives the value; the tests evaluate it."""
    abs: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    id: str
    left: Inline
    right: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One line to be put in order; the file has them in the right order."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    id: str
    text: Inline
    group: int = 0
    """Items that share a group (other than 0) may swap places."""
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """`title` is made from the stem; authors write `stem`."""

    type: QuestionType
    stem: Md
    objective: EntryId
    """The entry that the question tests."""
    level: BloomLevel = "understand"
    difficulty: Literal["beginner", "intermediate", "advanced"] = "beginner"
    topic: str = ""
    rev: int = 1
    edit: Literal["", "minor"] = ""
    options: tuple[Option, ...] = ()
    answer: Answer | None = None
    truth: bool | None = None
    """Key of a `bool` question."""
    wrong: tuple[WrongValue, ...] = ()
    text: Inline = ""
    """Cloze text with gaps `{{1}}`, `{{2}}` …"""
    gaps: tuple[Gap, ...] = ()
    pairs: tuple[Pair, ...] = ()
    items: tuple[OrderItem, ...] = ()
    distractors: tuple[Inline, ...] = ()
    """Spare right-hand sides of a `match`, or lines that do not belong, of an `order`."""
    code: Code = ""
    """Program of an `output` question; the tests run it."""
    back: Md = ""
    """Back of a `recall` card, or model answer of an `explain` question."""
    must: tuple[Inline, ...] = ()
    """What a good answer contains, to tick off."""
    hints: tuple[Inline, ...] = ()
    solution: Md = ""
    """Steps to the answer."""
    explain: Md
    """Shown after the last try: why the answer is what it is."""
    see: str = ""
    """Address of the paragraph that teaches it."""
    replaces: tuple[str, ...] = ()


# The guide as a whole.


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A group of model types that share a hue and a sign."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    title: str
    hue: float
    """Degrees in OKLCH."""
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedSet:
    """Entries that learners confuse, to be practised side by side."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    title: str
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """guide.yml."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = Strict

    id: str
    """Never changes: readers' progress is kept under it."""
    title: str
    mark: str = ""
    description: str = ""
    language: str = "en"
    author: str = ""
    base_url: str = ""
    """Where the site will stand; sitemap, feed and canonical links appear when it is set."""
    repository: str = ""
    site_branch: str = ""
    """Branch of the repository that holds the built site; with it, notebooks can be opened in Colab."""
    license: str = ""
    accent: str = ""
    sections: tuple[str, ...] = ()
    """Ids of the pages that make the navigation and the front page, in order."""
    families: Mapping[str, Family] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    """Topics of questions → what readers read, where that is more than the topic with a capital letter."""
    lint: Lint = Lint()
    """How strict `check` is."""
    mixed: tuple[MixedSet, ...] = ()
    """Sets of things that are easily confused, for mixed practice."""
    print: tuple[Literal["guide", "sections", "paths"], ...] = ("guide", "sections")
    """What readers find on one page, to print or to keep: all of it, each section, each learning path."""

    def topic_title(self, topic: str) -> str:
        """
        >>> Guide(id="bread", title="Bread", topics={"ph": "Acidity"}).topic_title("ph")
        'Acidity'
        >>> Guide(id="bread", title="Bread").topic_title("rye-bread")
        'Rye bread'
        """
        words = topic.replace("-", " ").strip()
        return self.topics.get(topic) or words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an entry stands."""

    path: str
    """File, relative to the project, with forward slashes."""
    index: int = -1
    """Position in a file of many entries; -1 where the file is the entry."""
    yaml_line: int = 0
    """First line of the YAML that holds it, 1-based, where that is a fence in a page; else 0."""
    body_line: int = 0
    """First line of the Markdown body, 1-based; 0 without one."""
    asks: tuple[str, ...] = ()
    """Ids of the questions in each fence of questions in the body, as in `one, two`."""
    digest: str = ""
    """Of all that the author wrote for this entry."""

    @property
    def place(self) -> tuple[str, int, int]:
        """Sorts entries as they stand in their files."""
        return self.path, self.yaml_line, self.index
