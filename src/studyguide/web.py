"""The preview's requests and sockets: livereload's handlers, made stricter and told more precisely what to send.

livereload's own watcher drops a second save within three seconds, its socket lets any website listen, and its script is
inline, which a page's security policy forbids; so those parts are not used.
"""

from __future__ import annotations

import ipaddress
import mimetypes
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from tornado.escape import json_decode
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from .news import CLIENT, SOCKET, Message, News

PREVIEW = Path(__file__).with_name("preview")
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Set by hand: Windows takes them from its registry, where other programs write."""


class Preview(Application):
    """Serves a site and keeps the sockets of the open pages."""

    def __init__(self, site: Path, news: News, host: str, base: str = "") -> None:
        for ending, kind in TYPES.items():
            mimetypes.add_type(kind, ending)
        self.news = news
        self.open_pages: set[Page] = set()
        self.local = is_local(host)
        self.base = f"{base}/" if base else ""
        folder = {"path": str(site.resolve()), "default_filename": "index.html"}
        own = (CLIENT.rpartition("/")[0] + r"/(client\.js|panel\.js)", OwnFile, {"path": str(PREVIEW)})
        # Without a log function, Tornado writes a line for every missing page.
        super().__init__([(SOCKET, Page), own, (r"/(.*)", SiteFile, folder)], log_function=lambda _: None)

    def tell(self, message: Message) -> None:
        """Send a message to all open pages."""
        for page in tuple(self.open_pages):
            page.send_message(message)


class LocalOnly(RequestHandler):
    """Refuses requests for other names while listening on this machine only: a name that a stranger's website
    points here (DNS rebinding) would let it read the guide."""

    application: Preview

    def prepare(self) -> None:
        if self.application.local and not is_local(self.request.host_name):
            raise HTTPError(403, reason="This preview is for this machine; --host lets others in")


class OwnFile(LocalOnly, StaticFileHandler):  # type: ignore[misc]
    """A file, never cached, and as of now: read at once, so that a file moved into its place does not mix with it."""

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def get_modified_time(self) -> None:
        return None

    def compute_etag(self) -> None:
        return None

    def get_content_size(self) -> int:
        self.body = self.read(Path(self.absolute_path))
        return len(self.body)

    def get_content(self, _: str, start: int | None = None, end: int | None = None) -> bytes:
        return self.body[start:end]

    def read(self, path: Path) -> bytes:
        return path.read_bytes()


class SiteFile(OwnFile):
    """A file of the site; its pages get our script."""

    def prepare(self) -> None:
        super().prepare()
        if self.request.headers.get("Service-Worker") == "script":
            self.set_header("Content-Type", "text/javascript")
            self.finish((PREVIEW / "no-worker.js").read_bytes())

    def parse_url_path(self, url_path: str) -> str:
        """A site that will stand below a path is served at the root, and at that path for addresses that name it."""
        base = self.application.base
        if base and url_path.startswith(base) and not (Path(self.root) / url_path).exists():
            url_path = url_path.removeprefix(base)
        path: str = super().parse_url_path(url_path)
        return path

    def read(self, path: Path) -> bytes:
        url = path.relative_to(self.root).as_posix()
        return self.application.news.introduce(path.read_bytes(), url) if path.suffix == ".html" else path.read_bytes()

    def write_error(self, status_code: int, **details: Any) -> None:
        if status_code != 404:
            super().write_error(status_code, **details)
            return
        page = Path(self.root) / "404.html"
        html = (page if page.exists() else PREVIEW / "nothing.html").read_bytes()
        self.finish(self.application.news.introduce(html, self._wanted()))

    def _wanted(self) -> str:
        """The output that would have answered: when it comes to be, the page that says it is missing is replaced."""
        path: str = self.path_args[0]
        return f"{path}index.html" if not path or path.endswith("/") else path


class Page(LocalOnly, LiveReloadHandler):  # type: ignore[misc]
    """The socket of one open page. Speaks LiveReload's protocol 7; `info` also says what the page has seen."""

    check_origin = WebSocketHandler.check_origin  # livereload's own lets every website in

    def on_message(self, message: str) -> None:
        told = json_decode(message)
        if told.get("command") != "info":
            super().on_message(message)
            return
        self.application.open_pages.add(self)
        for news in self.application.news.since(str(told.get("seen", ""))):
            self.send_message(news)

    def on_close(self) -> None:
        self.application.open_pages.discard(self)


def is_local(host: str) -> bool:
    """Whether a name or address can only mean this machine.

    >>> is_local("127.0.0.1"), is_local("docs.localhost"), is_local("example.org")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.rstrip(".").rpartition(".")[2].lower() == "localhost"
