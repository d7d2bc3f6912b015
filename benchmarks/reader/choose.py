"""Which page of a site stands for each kind: the middle one by size, so that neither the longest nor a stub speaks for the others."""

from __future__ import annotations

from pathlib import Path

FIXED = {
    "overview": ("index.html",),
    "glossary": ("glossary.html",),
    "quiz": ("quiz/index.html", "quiz.html"),
    "search": ("search.html",),
}
FOLDERS = {"model": "models", "metric": "metrics", "concept": "concepts"}
ORDER = ("overview", "model", "metric", "concept", "glossary", "quiz", "search")


def pages_of(site: Path) -> dict[str, str]:
    """Kind → address from the root; kinds that a site does not have are left out, and a concept stands in for a model."""
    if not (site / "index.html").is_file():
        raise SystemExit(f"{site} has no index.html: build the site first")
    found = {kind: name for kind, names in FIXED.items() for name in names if (site / name).is_file()}
    for kind, folder in FOLDERS.items():
        pages = sorted((p.stat().st_size, p.name) for p in (site / folder).glob("*.html") if p.name != "index.html")
        if pages and (kind != "concept" or "model" not in found):
            found[kind] = f"{folder}/{pages[len(pages) // 2][1]}"
    return {kind: found[kind] for kind in ORDER if kind in found}
