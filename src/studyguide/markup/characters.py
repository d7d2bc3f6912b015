"""Characters that an author cannot use, because they mean something to us or nothing to anybody."""

from __future__ import annotations

import re
from html import unescape

from .draft import Draft

FIRST_PRIVATE = 0xE000
FORBIDDEN = re.compile("[\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
FORBIDDEN_OR_ENTITY = re.compile(rf"{FORBIDDEN.pattern}|&#(?:x[0-9a-fA-F]+|[0-9]+);?")


def without_forbidden(draft: Draft) -> str:
    """The text with U+FFFD for such characters; offsets stay as they are."""

    def refused(match: re.Match[str]) -> str:
        character = unescape(match[0])[:1] or "\x00"  # unescape drops most control characters
        if not FORBIDDEN.match(character):
            return match[0]
        code = ord(character)
        name = "a private-use character" if code >= FIRST_PRIVATE else "a control character"
        draft.mistake(match.start(), f"{name} (U+{code:04X}) cannot be shown", "delete it, or write what it stands for")
        return "\ufffd" * len(match[0])

    return FORBIDDEN_OR_ENTITY.sub(refused, draft.text)
