"""The preview: serves the site as last built, builds after every save, and tells the open pages what changed.

It is given what builds and knows nothing else of building. Three threads: the server's loop, one that watches
(`watch`), and one that builds, so that a page is served while another is made and no two builds run at once.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tornado.httpserver import HTTPServer

from .news import News
from .problems import Problem, StudyguideError
from .watch import call_on_change
from .web import Preview

PORT, PORTS_TRIED = 8000, 20
SWITCH_S = 0.001
"""How long the thread that builds may keep the interpreter from the one that serves."""
WAKE_S = 0.5
PARTING_S = 1.0
"""How long a build may go on after the preview was ended."""

Published = Callable[[tuple[str, ...]], None]


class Result(Protocol):
    """What is needed of a build's result."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def changed(self) -> tuple[str, ...]: ...


class Workshop(Protocol):
    """What builds, in this process alone: processes that are started beside a running server are hard to end.

    `on_published` may be called early, with the addresses that are already in place.
    """

    def build(self, *, on_published: Published | None = None) -> Result: ...
    def close(self) -> None: ...


class Builder(threading.Thread):
    """Builds when asked, in a thread of its own. Asked during a build, it builds once more afterwards."""

    def __init__(self, workshop: Workshop, publish: Published, done: Callable[[Result | Exception], None]) -> None:
        super().__init__(name="build", daemon=True)
        self._workshop, self._publish, self._done = workshop, publish, done
        self._asked = threading.Event()
        self._ended = False

    def ask(self) -> None:
        self._asked.set()

    def end(self) -> None:
        """End after the build that is under way, and wait for it if that takes a moment only."""
        self._ended = True
        self._asked.set()
        self.join(PARTING_S)

    def run(self) -> None:
        while self._asked.wait() and not self._ended:
            self._asked.clear()
            result = self._build()
            if not self._ended:
                self._done(result)
        self._workshop.close()

    def _build(self) -> Result | Exception:
        early: set[str] = set()

        def publish(urls: tuple[str, ...]) -> None:
            early.update(urls)
            self._publish(urls)

        try:
            result = self._workshop.build(on_published=publish)
        except Exception as error:  # an author mends it and saves again: the preview must outlive it
            return error
        if late := tuple(url for url in result.changed if url not in early):
            self._publish(late)
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A preview: what builds, where it puts the site, what is watched, and whom to tell."""

    workshop: Workshop
    site: Path
    folders: Sequence[Path]
    """Watched for saves; need not exist yet."""
    host: str = "127.0.0.1"
    """What it listens at; see `listen`."""
    base: str = ""
    """Path below which the site will stand on its host, without slashes around it: `guide`."""
    on_ready: Callable[[str], None]
    """Gets the preview's address."""
    on_built: Callable[[Result | Exception], None]
    """Called after each build, in another thread."""

    def serve(self, listening: socket.socket) -> None:
        """Serve until interrupted, building at once and after every save."""
        sys.setswitchinterval(SWITCH_S)
        asyncio.run(self.run(listening))

    async def run(self, listening: socket.socket) -> None:
        """Serve at a socket until cancelled."""
        news = News(run=format(time.time_ns(), "x"))
        app = Preview(self.site, news, self.host, self.base)
        server = HTTPServer(app)
        server.add_socket(listening)
        self.on_ready(address(self.host, listening.getsockname()[1]))
        builder = self._builder(app, news)
        stop = call_on_change(self.folders, self.site, builder.ask)
        try:
            while True:  # on Windows, Ctrl+C is noticed only when the loop wakes
                await asyncio.sleep(WAKE_S)
        finally:
            stop.set()
            server.stop()
            builder.end()

    def _builder(self, app: Preview, news: News) -> Builder:
        """A builder at work on its first build, whose news reach the pages on the server's own thread."""
        loop = asyncio.get_running_loop()

        def soon(work: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop may have ended meanwhile
                loop.call_soon_threadsafe(work)

        def publish(urls: tuple[str, ...]) -> None:
            soon(lambda: app.tell(news.publish(urls)))

        def built(result: Result | Exception) -> None:
            soon(lambda: app.tell(news.set_problems(problems_of(result))))
            self.on_built(result)

        builder = Builder(self.workshop, publish, built)
        builder.ask()
        builder.start()
        return builder


def problems_of(result: Result | Exception) -> tuple[Problem, ...]:
    """What is wrong after a build, however it ended."""
    if isinstance(result, StudyguideError):
        return result.problems
    if isinstance(result, Exception):
        return (Problem(path="", message=f"Studyguide has a bug: {result!r}", hint="the terminal shows where"),)
    return result.problems


def listen(host: str, port: int | None) -> socket.socket:
    """Listen at a port, 0 for any free one; without a port, at the first free one from 8000 on.

    Raises StudyguideError when that cannot be.
    """
    ports = range(PORT, PORT + PORTS_TRIED) if port is None else [port]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in ports:
        try:
            listening = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise StudyguideError(_cannot_listen(host, candidate, error)) from error
        else:
            listening.setblocking(False)
            return listening
    taken = f"port {port} is in use" if port else f"ports {ports[0]} to {ports[-1]} are in use"
    hint = "choose another with --port N, or any free one with --port 0"
    raise StudyguideError(Problem(path="", message=taken, hint=hint))


def _cannot_listen(host: str, port: int, error: OSError) -> Problem:
    reason = str(error.strerror).partition(" (while")[0]  # Python adds the address, which is said already
    message = f"cannot listen at {host}, port {port}: {reason}"
    return Problem(path="", message=message, hint="choose other ones with --host and --port")


def address(host: str, port: int) -> str:
    """The preview's address for a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"
