"""What the last build left behind, in one SQLite file: sources as read, Markdown as rendered, pages as asked, files as written.

Every row is keyed by digests or carries a trace, and is checked before it is believed; a manifest that cannot be read is
thrown away, and the build starts from nothing.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .problems import Problem, StudyguideError

FORMAT = "4"

_TABLES = """
create table meta (name text primary key, value text not null) without rowid;
create table source (path text primary key, mtime_ns int, size int, inode int, digest text, plain text) without rowid;
create table markup (id text primary key, key text, glossary text, digest text, trace text, facts text, problems text) without rowid;
create table product (id text primary key, html text, search text);
create table review (id text primary key, key text, problems text) without rowid;
create table printed (id text primary key, digest text, trace text, html text);
create table page (url text primary key, trace text, anchors text) without rowid;
create table output (url text primary key, digest text, mtime_ns int, size int, inode int) without rowid;
"""


class OutputRow(NamedTuple):
    digest: str
    mtime_ns: int
    size: int
    inode: int


class MarkupRow(NamedTuple):
    """Markdown of one entry as rendered, without the HTML itself."""

    key: str
    glossary: str
    digest: str
    trace: str
    facts: str
    problems: str


class Manifest:
    """Opened for the length of one build, or of one preview."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self.db = self._open()
        except sqlite3.DatabaseError:
            discard(path)
            self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        db.execute("pragma synchronous = off")
        db.execute("pragma journal_mode = wal")
        tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        if "meta" in tables and self._format(db) != FORMAT:
            for name in tables:
                db.execute(f"drop table if exists {name}")
            tables = set()
        if "meta" not in tables:
            db.executescript(_TABLES)
            db.execute("insert into meta values ('format', ?)", (FORMAT,))
        return db

    @staticmethod
    def _format(db: sqlite3.Connection) -> str:
        row = db.execute("select value from meta where name = 'format'").fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        self.db.close()

    # One value by name

    def get(self, name: str) -> str:
        row = self.db.execute("select value from meta where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, values: Mapping[str, str]) -> None:
        self.db.executemany("insert or replace into meta values (?, ?)", values.items())

    # Tables

    def sources(self) -> list[tuple[str, int, int, int, str, str]]:
        return self.db.execute("select path, mtime_ns, size, inode, digest, plain from source").fetchall()

    def stamps(self) -> dict[str, tuple[int, int, int]]:
        return {path: (m, s, i) for path, m, s, i in self.db.execute("select path, mtime_ns, size, inode from source")}

    def put_sources(self, rows: Iterable[tuple[str, int, int, int, str, str]]) -> None:
        self.db.executemany("insert or replace into source values (?, ?, ?, ?, ?, ?)", rows)

    def markup(self) -> dict[str, MarkupRow]:
        rows = self.db.execute("select id, key, glossary, digest, trace, facts, problems from markup")
        return {row[0]: MarkupRow(*row[1:]) for row in rows}

    def put_markup(self, rows: Mapping[str, MarkupRow], products: Mapping[str, tuple[str, str]]) -> None:
        self.db.execute("begin")
        self.db.executemany(
            "insert or replace into markup values (?, ?, ?, ?, ?, ?, ?)", [(i, *row) for i, row in rows.items()]
        )
        self.db.executemany("insert or replace into product values (?, ?, ?)", [(i, *p) for i, p in products.items()])
        self.db.execute("commit")

    def html(self, entry_id: str) -> dict[str, str]:
        row = self.db.execute("select html from product where id = ?", (entry_id,)).fetchone()
        made: dict[str, str] = json.loads(row[0]) if row else {}
        return made

    def search_of(self, entry_id: str) -> str:
        row = self.db.execute("select search from product where id = ?", (entry_id,)).fetchone()
        return str(row[0]) if row else "[]"

    def reviews(self) -> dict[str, tuple[str, str]]:
        """Entry → (key, problems as JSON) of what was said of it."""
        return {row[0]: (row[1], row[2]) for row in self.db.execute("select id, key, problems from review")}

    def put_reviews(self, rows: Mapping[str, tuple[str, str]]) -> None:
        self.db.execute("begin")
        self.db.executemany("insert or replace into review values (?, ?, ?)", [(i, *row) for i, row in rows.items()])
        self.db.execute("commit")

    def printed(self) -> dict[str, tuple[str, str]]:
        """Entry → (digest, trace) of its content for the page that has everything on it."""
        return {row[0]: (row[1], row[2]) for row in self.db.execute("select id, digest, trace from printed")}

    def put_printed(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        self.db.execute("begin")
        self.db.executemany("insert or replace into printed values (?, ?, ?, ?)", rows)
        self.db.execute("commit")

    def printed_html(self, entry_id: str) -> str:
        row = self.db.execute("select html from printed where id = ?", (entry_id,)).fetchone()
        return str(row[0]) if row else ""

    def pages(self) -> dict[str, tuple[str, str]]:
        """Address → (trace, JSON list of anchors)."""
        return {row[0]: (row[1], row[2]) for row in self.db.execute("select url, trace, anchors from page")}

    def outputs(self) -> dict[str, OutputRow]:
        return {row[0]: OutputRow(*row[1:]) for row in self.db.execute("select * from output")}

    def finish(
        self, pages: Mapping[str, tuple[str, str]], outputs: Mapping[str, OutputRow], removed: Iterable[str]
    ) -> None:
        """Notes what was put in place, all at once."""
        self.db.execute("begin")
        self.db.executemany("insert or replace into page values (?, ?, ?)", [(url, *row) for url, row in pages.items()])
        self.db.executemany(
            "insert or replace into output values (?, ?, ?, ?, ?)", [(url, *row) for url, row in outputs.items()]
        )
        gone = list(removed)
        self.forget("output", gone)
        self.forget("page", gone)
        self.db.execute("commit")

    def forget(self, table: str, keys: Iterable[str]) -> None:
        column = {"source": "path", "markup": "id", "product": "id", "printed": "id", "review": "id"}.get(table, "url")
        self.db.executemany(f"delete from {table} where {column} = ?", [(key,) for key in keys])

    def clear(self, *tables: str) -> None:
        for table in tables:
            self.db.execute(f"delete from {table}")


class Damaged(Exception):
    """What the manifest holds is not what was put into it."""


DAMAGED = (Damaged, sqlite3.DatabaseError, json.JSONDecodeError)
"""What reading a manifest may raise that a crash or a failing disk has damaged."""


def discard(path: Path) -> None:
    """Throws a manifest away, with what SQLite keeps beside it."""
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)


class Lock:
    """Keeps two builds of one guide from working at once; the second waits for the first."""

    PATIENCE_S = 120.0

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(self.path, timeout=self.PATIENCE_S, isolation_level=None, check_same_thread=False)
        try:
            self.db.execute("begin exclusive")
        except sqlite3.OperationalError:
            self.db.close()
            hint = "wait for it, or end it; a killed build leaves no lock behind"
            raise StudyguideError(
                Problem(path=".studyguide", message="another build of this guide is at work", hint=hint)
            ) from None

    def __exit__(self, *error: object) -> None:
        self.db.execute("rollback")
        self.db.close()


def trace_to_json(trace: Mapping[tuple[Any, ...], str]) -> str:
    return json.dumps([[list(key), noted] for key, noted in trace.items()], ensure_ascii=False, separators=(",", ":"))


def trace_from_json(text: str) -> dict[tuple[Any, ...], str]:
    return {tuple(key): noted for key, noted in json.loads(text)}
