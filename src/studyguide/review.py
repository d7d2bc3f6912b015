"""All that an editor says of a guide; of entries that are as they were, what was said the last time."""

from __future__ import annotations

from collections.abc import Mapping

from .build import problems_from_json, problems_to_json
from .editorial import Copy, House, edit
from .load import GUIDE
from .manifest import Manifest, MarkupRow
from .model import EntryId
from .problems import Problem
from .quizlint import check_habits
from .site import Site, digest
from .view import Facts


def review(
    site: Site,
    facts: Mapping[EntryId, Facts],
    rows: Mapping[EntryId, MarkupRow],
    files: Mapping[str, str],
    manifest: Manifest,
) -> list[Problem]:
    """What is to be said of all entries. `files` are digests of sources: a problem's line depends on the whole file."""
    house = House(site)
    known = manifest.reviews()
    said: dict[EntryId, tuple[str, str]] = {}
    for entry_id, entry in site.entries.items():
        path = site.origins[entry_id].path
        if path == GUIDE:
            continue  # a front page that nobody wrote
        asked = entry_id in site.questions_by_objective
        key = digest(f"{files[path]} {rows[entry_id].digest} {house.digest} {asked}")
        if known.get(entry_id, ("", ""))[0] != key:
            copy = Copy(id=entry_id, entry=entry, facts=facts[entry_id], house=house)
            said[entry_id] = key, problems_to_json(edit(copy))
    manifest.put_reviews(said)
    manifest.forget("review", known.keys() - site.entries.keys())
    known |= said
    said_of_entries = (problem for i in site.entries if i in known for problem in problems_from_json(known[i][1]))
    return [*said_of_entries, *check_habits(site)]
