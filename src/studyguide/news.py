"""What the open pages of a preview are told: which outputs changed since they were served, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import urlencode

from .problems import Problem, errors
from .report import as_data

Message = dict[str, Any]
"""As in LiveReload's protocol 7 (`command`, `path`), with more fields for our own client."""
CLIENT, SOCKET = "/livereload/client.js", "/livereload"
EVERYTHING = "*"


class News:
    """Keeps, for each output, the publication that changed it last, so that no page misses one that came between."""

    def __init__(self, run: str) -> None:
        """`run` names this run of the server; a page from another run is out of date."""
        self._run = run
        self._publication = 0
        self._changed_by: dict[str, int] = {}
        self._problems: list[Message] = []

    @property
    def now(self) -> str:
        """What a page served now has seen."""
        return f"{self._run}.{self._publication}"

    def publish(self, urls: Iterable[str]) -> Message:
        """Note that outputs were written or removed; returns what the pages are to be told."""
        self._publication += 1
        changed = list(urls)
        self._changed_by.update(dict.fromkeys(changed, self._publication))
        return self._reload(changed)

    def set_problems(self, problems: Iterable[Problem]) -> Message:
        """Note what is wrong now; only errors keep the pages from being current, so only they are told."""
        self._problems = [as_data(p) for p in sorted(set(errors(problems)))]
        return self._complaint()

    def since(self, seen: str) -> list[Message]:
        """What a page is to be told that was served at a time when `now` was `seen`."""
        run, _, publication = seen.rpartition(".")
        if run != self._run or not publication.isdecimal():
            return [self._reload([EVERYTHING])]
        missed = [url for url, by in self._changed_by.items() if by > int(publication)]
        return ([self._reload(missed)] if missed else []) + [self._complaint()]

    def introduce(self, html: bytes, url: str) -> bytes:
        """A page with our script in its head. The page says which output it is and what it has seen."""
        address = escape(f"{CLIENT}?{urlencode({'page': url, 'seen': self.now})}")
        script = f'<script type="module" src="{address}"></script>'.encode()
        head, end, rest = html.partition(b"</head>")
        return head + script + end + rest

    def _reload(self, urls: list[str]) -> Message:
        path = urls[0] if urls else ""
        return {"command": "reload", "path": path, "liveCSS": True, "urls": urls, "now": self.now}

    def _complaint(self) -> Message:
        return {"command": "problems", "problems": self._problems}
