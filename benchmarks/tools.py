"""The two programs that are measured: how each is called, previewed, and asked for its news."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pages
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

HOME = Path(__file__).resolve().parent.parent
PATIENCE_S = 900.0
"""A preview of the slower program may take this long for one save."""


class News(Protocol):
    async def reload(self) -> None:
        """Returns when an open page is told to load itself anew."""


class Tool(Protocol):
    name: str
    folder: Path

    def write(self, count: int) -> None: ...
    def build(self) -> list[str]: ...
    def clear(self) -> None: ...
    def page(self, number: int) -> Path: ...
    def made(self, number: int) -> Path: ...
    def address(self, number: int) -> str: ...
    def serve(self) -> Preview: ...
    async def listen(self, preview: Preview, number: int) -> News: ...


class Preview:
    """A running preview."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._log = folder / "serve.log"
        with self._log.open("w") as output:
            self._process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        self.pid = self._process.pid
        self.url = self._told_url()

    def _told_url(self) -> str:
        """The address that it says it serves at."""
        ending = time.monotonic() + PATIENCE_S
        while time.monotonic() < ending and self._process.poll() is None:
            if found := re.search(r"http://[\w.]+:\d+/", self._log.read_text()):
                return found[0]
            time.sleep(0.05)
        raise RuntimeError(f"the preview did not start: {self._log.read_text()}")

    async def get(self, address: str, patience_s: float = PATIENCE_S) -> str:
        request = HTTPRequest(self.url + address, connect_timeout=patience_s, request_timeout=patience_s)
        return (await AsyncHTTPClient().fetch(request)).body.decode()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Ours:
    """This project, as it stands in this checkout."""

    name = "Studyguide"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, count: int) -> None:
        pages.write_ours(self.folder, count)

    def build(self) -> list[str]:
        return [sys.executable, str(HOME / "build.py")]

    def clear(self) -> None:
        for name in ("site", ".studyguide"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def page(self, number: int) -> Path:
        return self.folder / pages.our_page(number)

    def made(self, number: int) -> Path:
        return self.folder / "site" / self.address(number)

    def address(self, number: int) -> str:
        return f"concepts/page-{number:05d}.html"

    def serve(self) -> Preview:
        return Preview([*self.build(), "serve", "--port", "0"], self.folder)

    async def listen(self, preview: Preview, number: int) -> News:
        """As the page's own script does: say hello, and what the page has seen."""
        address = self.address(number)
        seen = re.search(r"seen=([\w.]+)", await preview.get(address))
        line = await websocket_connect(preview.url.replace("http", "ws", 1) + "livereload")
        protocols = ["http://livereload.com/protocols/official-7"]
        await line.write_message(json.dumps({"command": "hello", "protocols": protocols}))
        told = {"command": "info", "url": preview.url + address, "seen": seen[1] if seen else ""}
        await line.write_message(json.dumps(told))
        return _SocketNews(line, address)


class _SocketNews:
    def __init__(self, line: WebSocketClientConnection, address: str) -> None:
        self._line, self._address = line, address

    async def reload(self) -> None:
        while message := await self._line.read_message():
            told = json.loads(message)
            if told["command"] == "reload" and self._address in told["urls"]:
                return
        raise ConnectionError("the preview closed the line")


class MkDocs:
    """MkDocs with Material, at fixed versions, in an environment of its own."""

    name = "MkDocs Material"
    versions = (
        "mkdocs==1.6.1",
        "mkdocs-material==9.8.1",
        "Markdown==3.11.3",
        "Pygments==2.21.0",
        "pymdown-extensions==13.1",
        "Jinja2==3.1.6",
        "click==8.1.8",  # with 8.3 and later, mkdocs 1.6.1 does not reload
    )

    def __init__(self, folder: Path, environment: Path) -> None:
        self.folder, self._environment = folder, environment
        self._program = str(environment / "bin/mkdocs")

    def install(self) -> None:
        subprocess.run([sys.executable, "-m", "venv", self._environment], check=True)
        pip = [str(self._environment / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *self.versions], check=True, capture_output=True)

    def write(self, count: int) -> None:
        pages.write_mkdocs(self.folder, count)

    def build(self) -> list[str]:
        return [self._program, "build", "--quiet"]

    def clear(self) -> None:
        shutil.rmtree(self.folder / "site", ignore_errors=True)

    def page(self, number: int) -> Path:
        return self.folder / pages.mkdocs_page(number)

    def made(self, number: int) -> Path:
        return self.folder / "site" / self.address(number) / "index.html"

    def address(self, number: int) -> str:
        return pages.mkdocs_page(number).removeprefix("docs/").removesuffix(".md") + "/"

    def serve(self) -> Preview:
        place = f"127.0.0.1:{free_port()}"
        return Preview([self._program, "serve", "--dev-addr", place], self.folder)

    async def listen(self, preview: Preview, number: int) -> News:
        """As the page's own script does: ask for news since the page was built; the answer waits until there are some."""
        found = re.search(r"livereload\((\d+), (\d+)\)", await preview.get(self.address(number)))
        if found is None:
            raise RuntimeError("the page does not ask for news")
        return _PolledNews(preview, int(found[1]), found[2])


class _PolledNews:
    def __init__(self, preview: Preview, epoch: int, request: str) -> None:
        self._preview, self._epoch, self._request = preview, epoch, request

    async def reload(self) -> None:
        while int(await self._preview.get(f"livereload/{self._epoch}/{self._request}")) == self._epoch:
            pass


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
