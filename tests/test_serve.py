"""The preview: a real server, a real watcher and a real socket; what builds is a fake, and at the end the real one."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from browser.program import FLAGS, chromium_path
from playwright.async_api import async_playwright
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from studyguide import build, scaffold, serve, watch
from studyguide.news import News
from studyguide.problems import Problem, StudyguideError
from studyguide.web import is_local
from studyguide.workshop import Workshop

LIMIT_S = 20.0
"""Generous: a test that waits this long has failed."""
QUIET_S = 0.5
PAGE = (
    "<!doctype html><html><head><title>t</title>"
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    '<link rel="stylesheet" href="/site.css"></head><body>{}</body></html>'
)


@dataclass(frozen=True)
class Result:
    problems: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()


class Copyist:
    """Copies styles, and builds a page from each text; one that says `wrong` is an error, and all stays as it was."""

    def __init__(self, content: Path, site: Path) -> None:
        self.content, self.site = content, site
        self.builds, self.at_once, self.most_at_once = 0, 0, 0
        self.gate = threading.Event()
        self.gate.set()
        self.early: tuple[str, ...] = ()
        self.closed = False
        self.fail: Exception | None = None

    def build(self, *, on_published: Callable[[tuple[str, ...]], None] | None = None) -> Result:
        self.builds += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return self._build(on_published)
        finally:
            self.at_once -= 1

    def close(self) -> None:
        self.closed = True

    def _build(self, on_published: Callable[[tuple[str, ...]], None] | None) -> Result:
        if self.fail:
            raise self.fail
        texts = {f"{path.stem}.html": path.read_text("utf-8") for path in sorted(self.content.rglob("*.md"))}
        self.gate.wait(LIMIT_S)
        if wrong := [name for name, text in texts.items() if "wrong" in text]:
            return Result(problems=tuple(Problem(path=name, line=1, message="it is <b>wrong</b>") for name in wrong))
        pages = {name: PAGE.format(text).encode() for name, text in texts.items()}
        pages |= {path.name: path.read_bytes() for path in self.content.glob("*.css")}
        changed = [name for name, page in pages.items() if self._differs(name, page)]
        gone = [path.name for path in self.site.glob("*.html") if path.name not in pages]
        for name in changed:
            (self.site / name).write_bytes(pages[name])
        for name in gone:
            (self.site / name).unlink()
        if on_published and self.early:
            on_published(self.early)
        return Result(changed=(*changed, *gone))

    def _differs(self, name: str, page: bytes) -> bool:
        return not (self.site / name).exists() or (self.site / name).read_bytes() != page


@dataclass
class Running:
    url: str
    workshop: Any
    content: Path
    site: Path
    built: list[Any] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    async def get(self, path: str, **options: Any) -> HTTPResponse:
        request = HTTPRequest(self.url + path, **options)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def text(self, path: str) -> str:
        return (await self.get(path)).body.decode()

    async def shows(self, path: str, words: str) -> None:
        """Wait until a page has these words. (It may have been built from a file that was half written.)"""
        async with asyncio.timeout(LIMIT_S):
            while words not in await self.text(path):
                await asyncio.sleep(0.02)

    async def open(self, path: str) -> Page:
        """Do as a browser does: load a page, then let its script call."""
        text = await self.text(path)
        seen = text.partition("seen=")[2].partition('"')[0]
        page = Page(await websocket_connect(self.url.replace("http", "ws") + "livereload"))
        await page.say(command="hello")
        assert (await page.hear())["command"] == "hello"
        await page.say(command="info", url=self.url + path, seen=seen)
        self.pages.append(page)
        return page

    async def settle(self) -> None:
        """Wait until no build happens any more."""
        count = -1
        while count != self.workshop.builds:
            count = self.workshop.builds
            await asyncio.sleep(QUIET_S)


class Page:
    def __init__(self, line: WebSocketClientConnection) -> None:
        self.line = line

    async def say(self, **message: Any) -> None:
        await self.line.write_message(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        message = await asyncio.wait_for(self.line.read_message(), LIMIT_S)
        assert isinstance(message, str), "the socket was closed"
        told: dict[str, Any] = json.loads(message)
        return told

    async def reload_of(self, url: str) -> dict[str, Any]:
        return await self.until(lambda message: message["command"] == "reload" and url in message["urls"])

    async def problems_are(self, *wanted: str) -> None:
        """Wait until these are the problems. (One save may be built twice: it can be seen half-way.)"""
        await self.until(lambda told: told["command"] == "problems" and messages(told) == list(wanted))

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while not wanted(message := await self.hear()):
            pass
        return message


def messages(told: dict[str, Any]) -> list[str]:
    return [problem["message"] for problem in told["problems"]]


@asynccontextmanager
async def serving(
    workshop: Any, content: Path, site: Path, more: Sequence[Path] = (), **options: Any
) -> AsyncIterator[Running]:
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = Running("", workshop, content, site)
    server = serve.Server(
        workshop=workshop,
        site=site,
        folders=[content, *more],
        **options,
        on_ready=ready.set_result,
        on_built=running.built.append,
    )
    task = asyncio.create_task(server.run(serve.listen(server.host, 0)))
    running.url = await asyncio.wait_for(ready, LIMIT_S)
    try:
        yield running
    finally:
        for page in running.pages:
            page.line.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def preview(tmp_path: Path, scenario: Callable[[Running], Awaitable[None]], **options: Any) -> None:
    """Run a scenario against a preview of two texts, when it has come to rest."""
    content, site = tmp_path / "content", tmp_path / "site"
    for folder in (content, site):
        folder.mkdir(exist_ok=True)
    (content / "one.md").write_text("one", encoding="utf-8")
    (content / "two.md").write_text("two", encoding="utf-8")

    async def play() -> None:
        async with serving(Copyist(content, site), content, site, **options) as running:
            while len(running.built) < 2:  # at once, and after the first silence
                await asyncio.sleep(0.01)
            await scenario(running)

    asyncio.run(play())


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


# Saves


def test_a_save_is_built_and_told_to_the_open_page(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        save(running.content / "one.md", "changed")
        message = await page.reload_of("one.html")
        assert message["urls"] == ["one.html"]
        await running.shows("one.html", "changed")

    preview(tmp_path, scenario)


def test_every_save_is_built_however_soon_after_another(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        for text in ("first", "second", "third"):
            save(running.content / "one.md", text)
            await page.reload_of("one.html")
            await running.shows("one.html", text)

    preview(tmp_path, scenario)


def test_a_save_during_a_build_is_built_afterwards_and_never_at_the_same_time(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        running.workshop.gate.clear()
        builds = running.workshop.builds
        save(running.content / "one.md", "first")
        while running.workshop.builds == builds:
            await asyncio.sleep(0.01)
        save(running.content / "one.md", "second")
        await asyncio.sleep(QUIET_S)
        assert running.workshop.builds == builds + 1
        running.workshop.gate.set()
        await page.reload_of("one.html")
        await page.reload_of("one.html")
        await running.shows("one.html", "second")
        assert running.workshop.most_at_once == 1

    preview(tmp_path, scenario)


def test_the_workshop_is_closed_when_the_preview_ends(tmp_path: Path) -> None:
    shops: list[Copyist] = []

    async def scenario(running: Running) -> None:
        shops.append(running.workshop)
        assert not running.workshop.closed

    preview(tmp_path, scenario)
    assert shops[0].closed


@pytest.mark.parametrize("way", ["vim", "rename", "emacs"])
def test_an_editors_way_of_saving_is_seen(tmp_path: Path, way: str) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        path = running.content / "one.md"
        if way == "vim":
            path.rename(running.content / "one.md~")
            save(path, "saved")
            (running.content / "one.md~").unlink()
        else:
            beside = running.content / (".one.md.tmp" if way == "rename" else "#one.md#")
            save(beside, "saved")
            beside.replace(path)
        await page.reload_of("one.html")
        await running.settle()
        await running.shows("one.html", "saved")

    preview(tmp_path, scenario)


def test_new_and_deleted_files_are_seen(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("three.html")
        save(running.content / "three.md", "three")
        await page.reload_of("three.html")
        (running.content / "three.md").unlink()
        await page.reload_of("three.html")
        assert (await running.get("three.html")).code == 404

    preview(tmp_path, scenario)


def test_a_folder_that_comes_with_files_is_seen_with_all_of_them(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        source = tmp_path / "elsewhere" / "a" / "b"
        source.mkdir(parents=True)
        for number in range(30):
            save(source / f"n{number}.md", "new")
        shutil.copytree(tmp_path / "elsewhere", running.content / "deep")
        await page.until(lambda _: all((running.site / f"n{number}.html").exists() for number in range(30)))
        save(running.content / "deep" / "a" / "b" / "n7.md", "again")
        await page.reload_of("n7.html")

    preview(tmp_path, scenario)


@pytest.mark.parametrize("at_once", [False, True])
def test_a_watched_folder_may_go_and_come_back_as_with_another_branch(tmp_path: Path, at_once: bool) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        shutil.rmtree(running.content)
        if not at_once:
            await page.reload_of("one.html")
        running.content.mkdir()
        save(running.content / "one.md", "back")
        await page.reload_of("one.html")
        await running.settle()
        save(running.content / "one.md", "and edited")
        await page.reload_of("one.html")
        await running.shows("one.html", "and edited")

    preview(tmp_path, scenario)


def test_a_folder_of_templates_that_comes_later_is_watched(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        builds = running.workshop.builds
        (tmp_path / "templates").mkdir()
        await running.settle()
        assert running.workshop.builds > builds
        builds = running.workshop.builds
        save(tmp_path / "templates" / "layout.html", "x")
        await running.settle()
        assert running.workshop.builds > builds

    preview(tmp_path, scenario, more=[tmp_path / "templates"])


def test_what_nobody_wrote_for_the_guide_starts_no_build(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        builds = running.workshop.builds
        for name in (".one.md.swp", "4913", "one.md~", ".#one.md", "#one.md#", ".DS_Store"):
            save(running.content / name, "x")
        (running.content / ".git").mkdir()
        save(running.content / ".git" / "index", "x")
        save(running.site / "own.html", "x")
        await running.settle()
        assert running.workshop.builds == builds

    preview(tmp_path, scenario, more=[tmp_path / "site"])


def test_a_burst_is_built_a_few_times_at_most(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        builds = running.workshop.builds
        for number in range(200):
            save(running.content / f"n{number}.md", "new")
        await running.settle()
        assert (running.site / "n199.html").exists()
        assert running.workshop.builds - builds < 20

    preview(tmp_path, scenario)


def test_noise_is_told_from_an_authors_files() -> None:
    folder, site = Path("/g/.git/content"), Path("/g/.git/content/site")
    for name in ("a.md", "img/.hidden.svg", "a.swing.md", "~a.md", "49130", "git/a.md"):
        assert not watch.is_noise(folder / name, [folder], site), name
    for name in ("a.md.swp", ".git/HEAD", "__pycache__/a.pyc", "site/a.html", "x/.#a.md", "a.md___jb_tmp___"):
        assert watch.is_noise(folder / name, [folder], site), name


# Problems


def test_problems_are_told_and_pages_stay_and_mending_takes_them_away(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        await page.problems_are()
        save(running.content / "one.md", "wrong")
        await page.problems_are("it is <b>wrong</b>")
        assert "<body>one</body>" in await running.text("one.html")
        later = await running.open("two.html")
        await later.problems_are("it is <b>wrong</b>")
        save(running.content / "one.md", "one")
        await page.problems_are()

    preview(tmp_path, scenario)


def test_a_crash_is_told_and_does_not_end_the_preview(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        await page.problems_are()
        running.workshop.fail = ValueError("seven")
        save(running.content / "one.md", "x")
        await page.problems_are("Studyguide has a bug: ValueError('seven')")
        running.workshop.fail = StudyguideError(Problem(path="content/guide.yml", message="it is not there"))
        save(running.content / "one.md", "y")
        await page.problems_are("it is not there")
        running.workshop.fail = None
        save(running.content / "one.md", "z")
        await page.reload_of("one.html")
        await running.settle()
        ends = [name for name, _ in groupby(type(result).__name__ for result in running.built)]
        assert ends == ["Result", "ValueError", "StudyguideError", "Result"]

    preview(tmp_path, scenario)


def test_warnings_are_not_told_to_pages() -> None:
    news = News(run="r")
    warning = Problem(path="a", message="x", level="warning")
    assert news.set_problems([warning])["problems"] == []


# News


def test_pages_that_are_there_early_are_told_early_and_only_once(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        page = await running.open("one.html")
        running.workshop.early = ("one.html",)
        save(running.content / "one.md", "changed")
        save(running.content / "two.md", "changed")
        assert (await page.reload_of("one.html"))["urls"] == ["one.html"]
        assert "one.html" not in (await page.reload_of("two.html"))["urls"]

    preview(tmp_path, scenario)


def test_a_page_is_told_what_changed_between_its_loading_and_its_call() -> None:
    news = News(run="r")
    news.publish(["a.html"])
    seen = news.now
    assert [m["command"] for m in news.since(seen)] == ["problems"]
    news.publish(["b.html"])
    assert news.since(seen)[0]["urls"] == ["b.html"]
    news.publish(["c.html", "b.html"])
    assert sorted(news.since(seen)[0]["urls"]) == ["b.html", "c.html"]


@pytest.mark.parametrize("seen", ["other.5", "", "r.", "r.x", "r"])
def test_a_page_from_another_run_is_told_to_reload_whatever_it_is(seen: str) -> None:
    assert News(run="r").since(seen)[0]["urls"] == ["*"]


def test_the_script_goes_into_the_head_with_everything_escaped() -> None:
    html = News(run="r").introduce(b"<head></head><body></head></body>", 'a"&<b>.html')
    script = b'<script type="module" src="/livereload/client.js?page=a%22%26%3Cb%3E.html&amp;seen=r.0"></script>'
    assert html == b"<head>" + script + b"</head><body></head></body>"


# Pages


def test_pages_get_the_script_and_the_files_do_not(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        text = await running.text("one.html")
        assert "/livereload/client.js?page=one.html&amp;seen=" in text
        assert "livereload" not in (running.site / "one.html").read_text("utf-8")
        assert "<script>" not in text
        for name in ("client.js", "panel.js"):
            script = await running.get(f"livereload/{name}")
            assert script.headers["Content-Type"] == "text/javascript"

    preview(tmp_path, scenario)


def test_nothing_is_cached(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        save(running.site / "site.css", "css")
        for path in ("one.html", "site.css", "missing.html", "livereload/client.js"):
            answer = await running.get(path)
            assert answer.headers["Cache-Control"] == "no-store"
            assert not {"Etag", "Last-Modified"} & set(answer.headers)
        again = await running.get(
            "site.css", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match": "*"}
        )
        assert (again.code, again.body) == (200, b"css")

    preview(tmp_path, scenario)


def test_a_folder_shows_its_index_and_gets_its_slash(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        (running.site / "deep").mkdir()
        save(running.site / "deep" / "index.html", PAGE.format("deep"))
        assert "page=deep%2Findex.html" in await running.text("deep/")
        assert (await running.get("deep")).effective_url == running.url + "deep/"

    preview(tmp_path, scenario)


def test_a_missing_page_is_answered_by_the_sites_own_at_any_depth(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        (running.site / "404.html").write_text(PAGE.format("not here"), "utf-8")
        answer = await running.get("a/b/missing.html")
        assert answer.code == 404
        text = answer.body.decode()
        assert "<body>not here</body>" in text
        assert "page=a%2Fb%2Fmissing.html" in text

    preview(tmp_path, scenario)


def test_addresses_below_the_sites_future_path_are_answered_too(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        save(running.site / "index.html", PAGE.format("front"))
        assert "page=one.html" in await running.text("guide/one.html")
        assert "page=index.html" in await running.text("guide/")
        assert (await running.get("other/one.html")).code == 404
        (running.site / "guide").mkdir()
        save(running.site / "guide" / "two.html", PAGE.format("not the front page's neighbour"))
        assert "page=guide%2Ftwo.html" in await running.text("guide/two.html")

    preview(tmp_path, scenario, base="guide")


def test_before_the_first_good_build_a_page_says_so_and_waits(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        answer = await running.get("")
        assert answer.code == 404
        assert "Nothing here yet" in answer.body.decode()
        page = await running.open("")
        save(running.content / "index.md", "front")
        await page.reload_of("index.html")
        await running.shows("", "front")

    preview(tmp_path, scenario)


def test_a_part_of_a_file_can_be_asked_for(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        (running.site / "film.mp4").write_bytes(b"0123456789")
        part = await running.get("film.mp4", headers={"Range": "bytes=2-4"})
        assert (part.code, part.body) == (206, b"234")
        assert part.headers["Content-Range"] == "bytes 2-4/10"

    preview(tmp_path, scenario)


def test_types_do_not_come_from_the_system(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        for name, kind in (("a.js", "text/javascript"), ("a.svg", "image/svg+xml"), ("a.woff2", "font/woff2")):
            save(running.site / name, "x")
            assert (await running.get(name)).headers["Content-Type"] == kind

    preview(tmp_path, scenario)


def test_a_service_worker_is_replaced_by_one_that_leaves(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        save(running.site / "worker.js", "keep everything")
        answer = await running.get("worker.js", headers={"Service-Worker": "script"})
        assert b"unregister" in answer.body
        assert (await running.get("worker.js")).body == b"keep everything"

    preview(tmp_path, scenario)


# Strangers


@pytest.mark.parametrize(
    "path", ["../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "/../secret.txt", "..%5csecret.txt"]
)
def test_nothing_outside_the_site_is_served(tmp_path: Path, path: str) -> None:
    save(tmp_path / "secret.txt", "secret")

    async def scenario(running: Running) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(running.url.rstrip("/").rpartition(":")[2]))
        writer.write(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), LIMIT_S)
        writer.close()
        assert answer.split()[1] in {b"403", b"404"}
        assert b"secret</" not in answer and not answer.endswith(b"secret")

    preview(tmp_path, scenario)


def test_another_website_cannot_listen(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        address = running.url.replace("http", "ws") + "livereload"
        with pytest.raises(HTTPClientError, match="403"):
            await websocket_connect(HTTPRequest(address, headers={"Origin": "http://example.org"}))
        page = await websocket_connect(HTTPRequest(address, headers={"Origin": running.url.rstrip("/")}))
        page.close()

    preview(tmp_path, scenario)


@pytest.mark.parametrize(
    ("host", "code"), [("example.org", 403), ("example.org:8000", 403), ("localhost:1", 200), ("[::1]:9", 200)]
)
def test_another_name_for_this_machine_is_refused(tmp_path: Path, host: str, code: int) -> None:
    async def scenario(running: Running) -> None:
        assert (await running.get("one.html", headers={"Host": host})).code == code

    preview(tmp_path, scenario)


def test_who_lets_others_in_lets_them_in_by_any_name(tmp_path: Path) -> None:
    async def scenario(running: Running) -> None:
        assert running.url.startswith("http://127.0.0.1:")
        assert (await running.get("one.html", headers={"Host": "laptop.local"})).code == 200

    preview(tmp_path, scenario, host="0.0.0.0")


def test_names_of_this_machine() -> None:
    assert all(map(is_local, ["localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"]))
    assert not any(map(is_local, ["", "example.org", "localhost.example.org", "0.0.0.0", "10.0.0.1", "notlocalhost"]))


# Ports


def test_a_busy_port_is_refused_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(StudyguideError) as error:
        serve.listen("127.0.0.1", other.getsockname()[1])
    (problem,) = error.value.problems
    assert problem.message == f"port {other_port(problem.message)} is in use"
    assert problem.hint == "choose another with --port N, or any free one with --port 0"


def other_port(message: str) -> str:
    return message.split()[1]


def test_without_a_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(serve, "PORT", busy)
        taken = serve.listen("127.0.0.1", None)
    assert busy < taken.getsockname()[1] < busy + serve.PORTS_TRIED
    taken.close()


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(StudyguideError, match=r"cannot listen at 192\.0\.2\.1, port 8000: "):
        serve.listen("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:1/"),
        ("0.0.0.0", "http://127.0.0.1:1/"),
        ("::1", "http://[::1]:1/"),
        ("::", "http://[::1]:1/"),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(host: str, url: str) -> None:
    assert serve.address(host, 1) == url


# In a browser


def browse(tmp_path: Path, scenario: Callable[[Running, Any], Awaitable[None]]) -> None:
    """Run a scenario with a browser's page beside the preview."""

    async def play(running: Running) -> None:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            page = await browser.new_page(viewport={"width": 800, "height": 400})
            complaints: list[str] = []
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            await scenario(running, page)
            assert complaints == []
            await browser.close()

    for folder, name in (("content", "site.css"), ("site", "favicon.ico")):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder / name, "")
    preview(tmp_path, play)


async def load(page: Any, address: str) -> None:
    """Load a page, mark it, and wait until its script has called."""
    async with page.expect_websocket() as line:
        await page.goto(address)
    await (await line.value).wait_for_event("framereceived")
    await page.evaluate("window.marked = true")


async def true(page: Any, expression: str) -> None:
    """Wait until an expression is true in the page. (Playwright's own way needs eval, which the page forbids.)"""
    async with asyncio.timeout(LIMIT_S):
        while not await evaluated(page, expression):
            await asyncio.sleep(0.02)


async def evaluated(page: Any, expression: str) -> bool:
    from playwright.async_api import Error

    try:
        return bool(await page.evaluate(f"Boolean({expression})"))
    except Error:  # the page is being left
        return False


PANEL = "document.body.lastElementChild?.shadowRoot?.querySelector('section')"


@pytest.mark.browser
def test_a_browser_reloads_the_edited_page_where_it_was_and_no_other(tmp_path: Path) -> None:
    long = "".join(f'<h2 id="h{n}">{n}</h2><p class="tall">{n}</p>' for n in range(20))

    async def scenario(running: Running, page: Any) -> None:
        save(running.content / "site.css", ".tall { height: 200px }")
        save(running.content / "one.md", long)
        await running.settle()
        await load(page, running.url + "one.html")
        await page.evaluate("document.getElementById('h9').scrollIntoView()")
        save(running.content / "two.md", "changed")
        await running.settle()
        assert await page.evaluate("window.marked")
        save(running.content / "one.md", "<p>More</p>" * 30 + long)
        await true(page, "document.body.innerText.includes('More')")
        await true(page, "Math.abs(document.getElementById('h9').getBoundingClientRect().top) < 2")
        assert not await page.evaluate("window.marked")

    browse(tmp_path, scenario)


@pytest.mark.browser
def test_a_browser_swaps_a_style_sheet_without_loading_the_page_again(tmp_path: Path) -> None:
    async def scenario(running: Running, page: Any) -> None:
        await load(page, running.url + "one.html")
        for number in (2, 3):
            save(running.content / "site.css", f"body {{ color: rgb({number}, 1, 1) }}")
            await true(page, f"getComputedStyle(document.body).color === 'rgb({number}, 1, 1)'")
            await true(page, "document.querySelectorAll('link').length === 1")
        assert await page.evaluate("window.marked")

    browse(tmp_path, scenario)


@pytest.mark.browser
def test_a_browser_shows_errors_as_text_and_takes_them_away_without_loading_again(tmp_path: Path) -> None:
    async def scenario(running: Running, page: Any) -> None:
        await load(page, running.url + "one.html")
        save(running.content / "two.md", "wrong")
        await page.get_by_text("it is <b>wrong</b>").wait_for()
        assert await page.evaluate(f"{PANEL}.getAttribute('role')") == "status"
        assert await page.evaluate(f"{PANEL}.querySelector('b')") is None
        save(running.content / "two.md", "two")
        await true(page, f"{PANEL}.childElementCount === 0")
        assert await page.evaluate("window.marked")

    browse(tmp_path, scenario)


@pytest.mark.browser
def test_a_browser_keeps_errors_away_that_were_dismissed_until_there_are_others(tmp_path: Path) -> None:
    async def scenario(running: Running, page: Any) -> None:
        await load(page, running.url + "one.html")
        save(running.content / "two.md", "wrong")
        await page.get_by_role("button", name="Dismiss").click()
        await load(page, running.url + "one.html")
        await true(page, f"{PANEL}?.childElementCount === 0")
        save(running.content / "three.md", "wrong")
        await page.get_by_text("2 errors").wait_for()

    browse(tmp_path, scenario)


# With the real builder


def test_a_real_guide_is_previewed_broken_and_mended(tmp_path: Path) -> None:
    guide = scaffold.new_guide(tmp_path, "Try").path
    workshop = Workshop(build.Options(project=guide, output=guide / "site", jobs=1))
    text = guide / "content" / "concepts" / "first-idea.md"
    before = text.read_text("utf-8")

    async def play() -> None:
        async with serving(workshop, guide / "content", guide / "site") as running:
            while not running.built:
                await asyncio.sleep(0.05)
            page = await running.open("concepts/first-idea.html")
            await page.problems_are()
            save(text, before.replace("Many experiments", "Very many experiments"))
            await page.reload_of("concepts/first-idea.html")
            await running.shows("concepts/first-idea.html", "Very many experiments")
            save(text, before.replace("[@cepeda2006]", "[@nobody]"))
            found = await page.until(lambda told: bool(told.get("problems")))
            assert "nobody" in messages(found)[0]
            assert "Very many experiments" in await running.text("concepts/first-idea.html")
            save(text, before)
            await page.reload_of("concepts/first-idea.html")
            await page.problems_are()

    asyncio.run(play())
