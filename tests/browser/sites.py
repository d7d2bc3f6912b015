"""Builds guides for the tests and serves them as a strict static host would: below a sub-path, with a content security policy."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from studyguide.build import Options, build, manifest_folder

REPOSITORY = Path(__file__).resolve().parents[2]
BREAD = REPOSITORY / "tests" / "sites" / "bread"
PREFIX = "/some/where/"
PUBLIC = f"https://bread.example{PREFIX}"
"""Where the bread guide that has a `base_url` says that it is."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
KEPT_S = 300
HEAVY_BYTES = 300_000
"""Pages that hold a whole guide, or all its questions, would take longer than all others together."""
_BODY = re.compile(r'<body class="kind-(\w+)"')
_PROGRAM = re.compile(r"<pre.*?</pre>", re.S)
_CLASSES = re.compile(r'\sclass="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built guide, at its two addresses."""

    folder: Path
    http: str
    """Address of the root, with a slash at its end."""

    @property
    def disk(self) -> str:
        return self.folder.as_uri() + "/"

    @property
    def pages(self) -> list[str]:
        """Addresses of all pages, from the root."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def text(self, page: str) -> str:
        return (self.folder / page).read_text(encoding="utf-8")

    def kind(self, page: str) -> str:
        """What the page shows; listings of different things are different kinds."""
        found = _BODY.search(self.text(page))
        assert found, f"{page}: <body> does not say of what kind it is"
        return f"listing {page}" if found[1] == "listing" else found[1]

    def samples(self) -> list[str]:
        """The richest page of each kind, and then as many more as it takes to see every component of the guide once.

        Not the heavy ones: what they are made of is on other pages, and the small guide has pages of their kinds.
        """
        parts = {page: self._parts(page) for page in self.pages if (self.folder / page).stat().st_size <= HEAVY_BYTES}
        by_kind: dict[str, list[str]] = {}
        for page in parts:
            by_kind.setdefault(self.kind(page), []).append(page)
        chosen = [max(pages, key=lambda page: (len(parts[page]), page)) for pages in by_kind.values()]
        seen = set().union(*(parts[page] for page in chosen))
        for page in sorted(parts, key=lambda page: -len(parts[page])):
            if parts[page] - seen:
                chosen.append(page)
                seen |= parts[page]
        return sorted(chosen)

    def _parts(self, page: str) -> set[str]:
        """Classes on a page, but for those that colour programs and number formulas."""
        names = {name for found in _CLASSES.findall(_PROGRAM.sub("", self.text(page))) for name in found.split()}
        return {name for name in names if not re.match(r"m-\w+\d", name)}


def build_site(project: Path, output: Path) -> None:
    """Builds a guide from nothing, and leaves no memory of it in the project."""
    options = Options(project=project, output=output)
    try:
        result = build(options)
        assert result.published, "\n".join(f"{p.path}:{p.line}: {p.message}" for p in result.problems)
    finally:
        shutil.rmtree(manifest_folder(options), ignore_errors=True)


def copy_bread(to: Path, base_url: str = "") -> Path:
    """The bread guide in a folder of its own, perhaps with an address that it is published at."""
    shutil.copytree(BREAD, to, ignore=shutil.ignore_patterns(".studyguide", "site"))
    if base_url:
        settings = to / "content" / "guide.yml"
        settings.write_text(
            f"{settings.read_text(encoding='utf-8').rstrip()}\nbase_url: {base_url}\n", encoding="utf-8"
        )
    return to


@contextmanager
def served_bread(root: Path, files: Mapping[str, str]) -> Iterator[Site]:
    """The bread guide with some more files in its content/, while a host serves it."""
    project = copy_bread(root / "source")
    for name, text in files.items():
        file = project / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build_site(project, root / "site")
    with served(root / "site") as site:
        yield site


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """A built guide while a host serves it."""
    server = _Host(("127.0.0.1", 0), partial(_Request, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Site(folder=folder, http=f"http://127.0.0.1:{server.server_address[1]}{PREFIX}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


class _Request(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: 404.html for what is not there, nothing outside of the sub-path."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        if not inside.startswith(PREFIX):
            return str(Path(self.directory) / "outside of the sub-path")
        return super().translate_path(inside.removeprefix(PREFIX.rstrip("/")))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", f"max-age={KEPT_S}")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if code == 404 else f"{code} {message}".encode()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
