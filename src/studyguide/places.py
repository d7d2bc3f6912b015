"""Problems with the place of the field that they are about. Files are read again only now that there is something to show."""

from __future__ import annotations

from .inpage import part_of
from .model import EntryId
from .problems import Level, Problem, line_of
from .site import Site
from .yamltext import locate

GUIDE = "content/guide.yml"


def at_field(
    site: Site, entry_id: EntryId, field: str, message: str, hint: str = "", level: Level = "error"
) -> Problem:
    """A problem at a field of an entry, or at the nearest thing above a field that is not written."""
    origin = site.origins[entry_id]
    text = site.read(origin.path)
    if origin.path == GUIDE:
        line, column = 1, 1
    else:
        part = part_of(text, origin)
        line, column = locate(part.yaml, part.prefix + field, first_line=part.first_line)
        column += part.shift
    return Problem(
        path=origin.path, line=line, column=column, message=message, hint=hint, level=level, excerpt=line_of(text, line)
    )


def in_file(site: Site, path: str, field: str, message: str, hint: str = "", level: Level = "error") -> Problem:
    """A problem at a field of a YAML file that holds no entries, such as guide.yml."""
    text = site.read(path)
    line, column = locate(text, field)
    return Problem(
        path=path, line=line, column=column, message=message, hint=hint, level=level, excerpt=line_of(text, line)
    )
