"""The bars that a page must pass, and the table that says whether it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One thing that is measured; figures by page stand beside it. Without `least` and `most` it is only told."""

    name: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    only: frozenset[str] = field(default_factory=frozenset)
    """Kinds of page that the bar is about; all, where it is empty."""
    digits: int = 0

    def met(self, figures: Mapping[str, float | None]) -> bool | None:
        """Whether each page that the bar is about passes; None where there is no bar, or nothing was measured."""
        held = [value for kind, value in figures.items() if value is not None and (not self.only or kind in self.only)]
        if not held or (self.least is None and self.most is None):
            return None
        return all(
            (self.least is None or value >= self.least) and (self.most is None or value <= self.most) for value in held
        )

    @property
    def text(self) -> str:
        """
        >>> Bar(name="letters a line", least=62, most=72).text
        '62 to 72'
        """
        among = f" ({', '.join(sorted(self.only))})" if self.only else ""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}{self.unit}{among}"
        if self.most is not None:
            return f"{'≤ ' if self.most else ''}{self.most:g}{self.unit}{among}"
        return f"≥ {self.least:g}{self.unit}{among}" if self.least is not None else ""

    def cell(self, value: float | None) -> str:
        return "" if value is None else f"{value:,.{self.digits}f}"


OVERVIEW = frozenset({"overview"})
BARS: Mapping[str, Bar] = {
    "html": Bar(name="HTML, gzip", unit=" KB", digits=1),
    "css": Bar(name="CSS, gzip", unit=" KB", most=8, only=OVERVIEW, digits=1),
    "script": Bar(name="script before the first interaction, gzip", unit=" KB", most=10, only=OVERVIEW, digits=1),
    "font": Bar(name="fonts", unit=" KB", most=80, only=OVERVIEW, digits=1),
    "image": Bar(name="pictures", unit=" KB", digits=1),
    "cold": Bar(name="all, cold", unit=" KB", most=100, only=OVERVIEW, digits=1),
    "requests": Bar(name="requests, cold, the icon apart", most=8, only=OVERVIEW),
    "warm": Bar(name="as second page, warm", unit=" KB", most=10, digits=1),
    "nodes": Bar(name="DOM nodes", most=1000, only=OVERVIEW),
    "inline": Bar(name="inline script, style, `style=`, `on…`", most=0),
    "foreign": Bar(name="third-party requests", most=0),
    "policy": Bar(name="CSP violations, search, theme and answers at work", most=0),
    "said": Bar(name="other complaints of the browser", most=0),
    "without": Bar(name="lost or dead without JavaScript", most=0),
    "disk": Bar(name="faults from file://", most=0),
    "offline": Bar(name="lost offline, second visit", most=0),
    "axe": Bar(name="axe nodes, answers open, 390 and 1440, both schemes", most=0),
    "nu": Bar(name="Nu errors and warnings", most=0),
    "wide": Bar(name="sideways at 320 px and 400 %, pixels", most=0),
    "stuck": Bar(name="sticky at 400 %", unit=" %", most=10, digits=1),
    "focus": Bar(name="stops without a visible focus", most=0),
    "search": Bar(name="results after a key", unit=" ms", most=100, digits=1),
    "paper": Bar(name="printed pages, A4"),
    "letters": Bar(name="letters a line, 1440", least=62, most=72),
    "narrow": Bar(name="letters a line, 390", least=36, most=45),
    "text": Bar(name="contrast of text", least=12, digits=1),
    "links": Bar(name="contrast of links", least=6, digits=1),
    "code": Bar(name="contrast of code", least=6, digits=1),
    "muted": Bar(name="contrast of muted text", least=5.5, digits=1),
    "motion": Bar(name="transitions under reduced motion", most=0),
    "physical": Bar(name="physical properties in the style sheets", most=0),
}  # fmt: skip
Figures = Mapping[str, Mapping[str, float | None]]
"""Name of a bar → kind of page → figure."""


def markdown(figures: Figures, kinds: Sequence[str]) -> str:
    """One line a bar, one column a kind of page."""
    heads = ["", *kinds, "bar", ""]
    rule = ["---", *["---:"] * len(kinds), "---", "---"]
    lines = [[bar.name, *(bar.cell(figures[name].get(kind)) for kind in kinds), bar.text, verdict(bar, figures[name])]
             for name, bar in BARS.items() if name in figures]  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *lines))


def verdict(bar: Bar, figures: Mapping[str, float | None]) -> str:
    return {True: "met", False: "**missed**", None: ""}[bar.met(figures)]


def missed(figures: Figures) -> Iterable[str]:
    return (name for name, found in figures.items() if BARS[name].met(found) is False)
