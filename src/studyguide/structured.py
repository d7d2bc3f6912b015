"""What a page says about itself to machines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from .render import Page, PageInfo

TYPES = {"concept", "model", "metric", "formula", "sample", "page", "home", "listing"}


def with_jsonld(info: PageInfo, entry: Any, page: Page) -> PageInfo:
    """The page's facts with their description as a schema.org LearningResource."""
    guide = page.guide
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource" if info.kind != "home" else "Course",
        "name": info.title,
        "inLanguage": guide.language,
    }
    if info.kind == "home":
        described["provider"] = {"@type": "Person", "name": guide.author} if guide.author else None
    else:
        described["learningResourceType"] = "lesson" if info.kind != "listing" else "overview"
        described["isPartOf"] = {"@type": "Course", "name": guide.title}
    described |= {
        "description": info.summary,
        "timeRequired": f"PT{info.minutes}M" if info.minutes else None,
        "dateModified": info.updated,
        "url": info.canonical,
        "author": {"@type": "Person", "name": guide.author} if guide.author else None,
        "license": guide.license if guide.license.startswith("http") else None,
        "teaches": entry.title if info.kind in ("concept", "model", "metric", "formula") else None,
    }
    text = json.dumps({key: value for key, value in described.items() if value}, ensure_ascii=False)
    return replace(info, jsonld=Markup(text.replace("</", "<\\/").replace("<!", "<\\!")))
