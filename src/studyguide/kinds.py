"""The kinds of entry: where each lives, where it goes, what renders it. One row a kind."""

from __future__ import annotations

from dataclasses import dataclass

from . import model


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    name: str
    cls: type[model.Entry]
    folder: str
    """Prefix of its entries' ids: the folder (or the file, without `.yml`) under content/."""
    listing: str
    """Address of the page that lists the kind."""
    title: str
    """Title of that page, when no author gave one."""
    template: str = ""
    """Template of the entry's own page; empty where entries live on their listing."""
    anchor: str = "{}"
    """Form of an entry's anchor on its listing."""

    @property
    def in_one_file(self) -> bool:
        return self.name in ONE_FILE


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="page", cls=model.FreePage, folder="pages", listing="", title="Pages", template="page.html"),
        Kind(name="concept", cls=model.Concept, folder="concepts", listing="concepts/index.html", title="Concepts", template="concept.html"),
        Kind(name="model", cls=model.ModelType, folder="models", listing="models/index.html", title="Model types", template="model.html"),
        Kind(name="metric", cls=model.Metric, folder="metrics", listing="metrics/index.html", title="Metrics", template="metric.html"),
        Kind(name="formula", cls=model.Formula, folder="math", listing="math/index.html", title="Formulas", template="formula.html"),
        Kind(name="sample", cls=model.CodeSample, folder="code", listing="code.html", title="Code", template="sample.html"),
        Kind(name="application", cls=model.Application, folder="applications", listing="applications.html", title="Applications"),
        Kind(name="step", cls=model.Step, folder="workflow", listing="workflow.html", title="Workflow"),
        Kind(name="tradeoff", cls=model.Tradeoff, folder="tradeoffs", listing="tradeoffs.html", title="Advantages and disadvantages"),
        Kind(name="choice", cls=model.Choice, folder="chooser", listing="chooser.html", title="Which one do I need?"),
        Kind(name="question", cls=model.Question, folder="quiz", listing="quiz/index.html", title="Questions", anchor="q-{}"),
        Kind(name="term", cls=model.Term, folder="glossary", listing="glossary.html", title="Glossary"),
        Kind(name="reference", cls=model.Reference, folder="references", listing="references.html", title="References"),
        Kind(name="path", cls=model.LearningPath, folder="paths", listing="paths.html", title="Learning paths"),
    )
}  # fmt: skip
BY_FOLDER = {kind.folder: kind for kind in KINDS.values()}
ONE_FILE = frozenset({"application", "step", "tradeoff", "choice", "term", "reference", "path"})
"""Kinds whose entries stand together in `FOLDER.yml`; questions stand in any file under quiz/."""

OWN_PAGES = ("search.html", "404.html", "print.html", "map.html")
"""Pages that the generator makes by itself."""
STUDY_PAGES = ("practice.html", "review.html")
"""Two more, where a guide has questions."""


MAPPED = ("concept", "model")
"""Kinds of lesson that the map of the guide shows."""


def kind_of(entry_id: str) -> Kind:
    return BY_FOLDER[entry_id.partition("/")[0]]


def url_of(entry_id: str, lists: str = "") -> str:
    """Address of an entry from the site's root; `lists` is a free page's field of that name."""
    kind = kind_of(entry_id)
    name = entry_id.partition("/")[2]
    if kind.name == "page":
        return KINDS[lists].listing if lists in KINDS else f"{name}.html"  # an unknown kind is told elsewhere
    if kind.template:
        return f"{kind.folder}/{name}.html"
    return f"{kind.listing}#{kind.anchor.format(name)}"
