"""Reads a guide's folder into a `Site`; what has not changed since the last time is not read again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import samples
from .fields import texts
from .history import days_of_last_change
from .identity import QuestionLock
from .inpage import Fence, part_of, quiz_fences
from .kinds import BY_FOLDER, KINDS, ONE_FILE, Kind
from .lockfile import LOCK, read_lock
from .model import Entry, EntryId, FreePage, Guide, Lesson, Origin
from .numbers import ExpressionError, agrees, evaluate
from .printed import printed_numbers
from .problems import Problem, StudyguideError, did_you_mean, errors, line_of
from .records import ENDING as RECORD
from .scan import Stamp, digest_bytes, scan
from .schema import ID, Mismatch, check_entry, from_plain, parse, to_plain
from .site import File, Site, digest, plain_text, title_of_question
from .trace import Missing
from .yamltext import FRONT_MATTER, YamlMistake, locate, read_yaml

GUIDE = "content/guide.yml"
LARGEST_TEXT = 2_000_000
SHOWN_FOLDERS = ("img", "files", "code")
"""Folders under content/ whose files are taken as they are."""
NO_ENTRY = frozenset({"README.md", "guide.yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One file as read; goes into the manifest and comes back from it."""

    path: str
    stamp: Stamp
    digest: str
    entries: tuple[tuple[EntryId, Entry, Origin], ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: tuple[EntryId, ...] = ()
    """Entries that stand in the file and could not be read."""
    lock: QuestionLock | None = None
    """What questions.lock says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    site: Site
    records: Mapping[str, SourceRecord]
    problems: tuple[Problem, ...]
    changed: frozenset[str]
    """Files that were read anew."""


class SourceChanged(Exception):
    """A file was saved while the site was being built; the work starts over."""


def load_site(project: Path, known: Mapping[str, SourceRecord] | None = None) -> Loaded:
    """Everything known before rendering, and all that is wrong with it. Raises `StudyguideError` without a guide."""
    known = known or {}
    found, problems = scan(project)
    if GUIDE not in found:
        hint = "`new guide NAME` makes one; --project names the folder that holds content/"
        raise StudyguideError(Problem(path=GUIDE, message="there is no guide here", hint=hint), *problems)
    records: dict[str, SourceRecord] = {}
    changed: set[str] = set()
    for path, stamp in sorted(found.items()):
        old = known.get(path)
        if old is not None and old.stamp == stamp:
            records[path] = old
            continue
        record = _read_record(project, path, stamp, old)
        records[path] = record
        if old is None or record.digest != old.digest:
            changed.add(path)
    problems.extend(problem for record in records.values() for problem in record.problems)
    try:
        guide, mistakes = _read_guide(project / GUIDE)
    except StudyguideError as error:
        raise StudyguideError(*error.problems, *problems) from None
    problems.extend(mistakes)
    site = _assemble(project, guide, records, problems)
    return Loaded(
        site=site, records=records, problems=tuple(problems), changed=frozenset(changed | (known.keys() - found.keys()))
    )


# Reading files


JUST_NOW_NS = 100_000_000
"""Clocks of file systems tick every few milliseconds; two saves within a tick look alike, so a stamp this young is not believed."""


def _settled(stamp: Stamp) -> Stamp:
    """The stamp to remember: one that will not match, when the file may yet change within the same tick."""
    return stamp._replace(mtime_ns=-1) if time.time_ns() - stamp.mtime_ns < JUST_NOW_NS else stamp


def _read_record(project: Path, path: str, stamp: Stamp, old: SourceRecord | None) -> SourceRecord:
    stamp = _settled(stamp)
    try:
        data = (project / path).read_bytes()
    except OSError as error:
        unreadable = Problem(path=path, message=f"cannot be read: {error.strerror or error}")
        return SourceRecord(path=path, stamp=stamp, digest="", problems=(unreadable,))
    file_digest = digest_bytes(data)
    if old is not None and old.digest == file_digest:
        return replace(old, stamp=stamp)
    if path == LOCK:
        return _read_lock(SourceRecord(path=path, stamp=stamp, digest=file_digest), data)
    kind, problem = _kind_of_file(path, data)
    if problem is not None or kind is None:
        return SourceRecord(path=path, stamp=stamp, digest=file_digest, problems=(problem,) if problem else ())
    text, problem = decode(data, path)
    if problem is not None:
        broken = tuple(_broken_ids(kind, path, data.decode("utf-8", "replace"), set()))
        return SourceRecord(path=path, stamp=stamp, digest=file_digest, problems=(problem,), broken=broken)
    read = _read_markdown if path.endswith(".md") else _read_sample if path.endswith(".py") else _read_list
    entries, problems = read(kind, path, text)
    broken = tuple(_broken_ids(kind, path, text, {entry.id for _, entry, _ in entries})) if errors(problems) else ()
    return SourceRecord(
        path=path, stamp=stamp, digest=file_digest, entries=tuple(entries), problems=tuple(problems), broken=broken
    )


def _read_lock(record: SourceRecord, data: bytes) -> SourceRecord:
    text, problem = decode(data, LOCK)
    lock = [problem] if problem else read_lock(text)
    return replace(record, problems=tuple(lock)) if isinstance(lock, list) else replace(record, lock=lock)


def _broken_ids(kind: Kind, path: str, text: str, read: set[str]) -> Iterator[EntryId]:
    """Ids that seem to stand in a file and did not become entries."""
    if path.endswith((".md", ".py")):
        name = path.rpartition("/")[2].rpartition(".")[0]
        names = {name, _slug(name)}
        asked = {one for fence in quiz_fences(text) for one in fence.ids}
        yield from (f"quiz/{one}" for one in sorted(asked - read))
    else:
        names = {name.strip("'\"") for name in re.findall(r"\bid:\s*([^\s,}]+)", text)}
        names |= {_slug(title) for title in re.findall(r"\btitle:\s*[\"']?([^\"'\n,}]+)", text)}
    yield from (f"{kind.folder}/{name}" for name in sorted(names - read))


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain_text(title).casefold()).strip("-")


SAMPLE = re.compile(rb"(?:\xef\xbb\xbf)?# ---\s")
"""How a sample begins; other programs are only shown."""


def _kind_of_file(path: str, data: bytes) -> tuple[Kind | None, Problem | None]:
    """The kind whose entries a file holds, or why it holds none."""
    parts = path.split("/")[1:]
    name = parts[-1]
    if name.endswith(RECORD):
        return None, None
    if parts[0] == "code" and len(parts) == 2 and name.endswith(".py") and SAMPLE.match(data):
        return KINDS["sample"], None
    if parts[0] in SHOWN_FOLDERS or path == GUIDE or name in NO_ENTRY or not name.endswith((".md", ".yml", ".yaml")):
        return None, None
    if name.endswith(".yaml"):
        return None, Problem(path=path, message="files end in .yml here", hint=f"rename it to {name[:-5]}.yml")
    if len(parts) == 1:
        kind = BY_FOLDER.get(name.removesuffix(".yml"))
        if kind is not None and kind.name in ONE_FILE and name.endswith(".yml"):
            return kind, None
        known = [KINDS[kind].folder + ".yml" for kind in ONE_FILE]
        hint = did_you_mean(name, known) or f"Markdown belongs into one of {', '.join(_entry_folders())}"
        return None, Problem(path=path, message="nothing reads this file", hint=hint, level="warning")
    kind = BY_FOLDER.get(parts[0])
    if kind is None or kind.name in ONE_FILE:
        hint = did_you_mean(parts[0], _entry_folders()) or f"folders are {', '.join(_entry_folders())}"
        return None, Problem(path=path, message=f'"{parts[0]}" is not a folder of a guide', hint=hint, level="warning")
    wanted = ".yml" if kind.name == "question" else ".md"
    if not name.endswith(wanted) or len(parts) > 2:
        hint = f"{parts[0]}/ holds files that end in {wanted}" if len(parts) == 2 else f"move it up into {parts[0]}/"
        return None, Problem(path=path, message="nothing reads this file", hint=hint, level="warning")
    return kind, None


def _entry_folders() -> list[str]:
    return sorted(k.folder for k in KINDS.values() if k.name not in ONE_FILE and k.folder not in SHOWN_FOLDERS)


def decode(data: bytes, path: str) -> tuple[str, Problem | None]:
    """Text of a file with line ends made one kind, or the reason why it is not text."""
    if len(data) > LARGEST_TEXT:
        return "", Problem(path=path, message=f"this file is too large ({len(data):,} bytes)", hint="split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", "replace")) + 1
        hint = "save the file with the encoding UTF-8"
        return "", Problem(path=path, line=line, column=column, message="this is not UTF-8 text", hint=hint)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return "", Problem(path=path, line=line, message="this is not text: it holds a NUL character")
    if not text.strip():
        return "", Problem(path=path, message="this file is empty", hint="write something, or delete it")
    return text, None


# Reading entries

Entries = list[tuple[EntryId, Entry, Origin]]


def _read_markdown(kind: Kind, path: str, text: str) -> tuple[Entries, list[Problem]]:
    name = path.rpartition("/")[2].removesuffix(".md")
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as latent-variables.md"
        return [], [Problem(path=path, message=f'"{name}" cannot be an id', hint=hint)]
    match = FRONT_MATTER.match(text)
    if match is None:
        if text.startswith("---"):
            message, hint = "the front matter is not closed", "end it with a line `---`"
        else:
            message, hint = "this file has no front matter", "begin it with a line `---`, `title: …` and a line `---`"
        return [], [Problem(path=path, line=1, column=1, message=message, hint=hint, excerpt=line_of(text, 1))]
    front, body = match[1], text[match.end() :]
    body_line = text.count("\n", 0, match.end()) + 1
    try:
        plain = read_yaml(front, path, first_line=2)
    except YamlMistake as mistake:
        return [], [mistake.problem]
    if not isinstance(plain, dict):
        message = "the front matter holds no fields"
        return [], [Problem(path=path, line=1, column=1, message=message, hint="it needs at least `title: …`")]
    if "id" in plain:
        mismatch = Mismatch("id!", "the id comes from the file's name", "remove the field")
        return [], [_problem(path, text, front, 2, mismatch)]
    made = parse(kind.cls, {**plain, "id": name})
    if isinstance(made, list):
        return [], [_problem(path, text, front, 2, mismatch) for mismatch in made]
    entry: Entry = made
    mismatches = [*check_entry(entry), *_check_numbers(entry, body)]
    origin = Origin(path=path, body_line=body_line, digest=_entry_digest(entry, body))
    problems = [_problem(path, text, front, 2, mismatch) for mismatch in mismatches]
    questions: Entries = []
    asks = []
    for fence in quiz_fences(text, body_line):
        found, wrong = _read_fence(path, text, fence, f"{kind.folder}/{name}")
        questions += found
        problems += wrong
        asks.append(", ".join(question.id for _, question, _ in found))
    return [(f"{kind.folder}/{name}", entry, replace(origin, asks=tuple(asks))), *questions], problems


def _read_fence(path: str, text: str, fence: Fence, page: EntryId) -> tuple[Entries, list[Problem]]:
    """The questions of a fence: one, or a list. They test the page that they stand in, unless they say otherwise."""

    def problem(line: int, message: str, hint: str) -> Problem:
        return Problem(path=path, line=line, column=1, message=message, hint=hint, excerpt=line_of(text, line))

    if not fence.end:
        return [], [
            problem(fence.line, "these questions are never closed", "write ``` on a line of its own after them")
        ]
    first = fence.line + 1
    try:
        plain = read_yaml(fence.yaml, path, first_line=first)
    except YamlMistake as mistake:
        return [], [mistake.problem]
    if not isinstance(plain, (dict, list)) or not plain:
        hint = "write one with `id:`, `type:`, `stem:` and its key, or a list of them"
        return [], [problem(fence.line, "there is no question in here", hint)]
    many = isinstance(plain, list)
    entries: Entries = []
    problems: list[Problem] = []
    for number, item in enumerate(plain if many else [plain]):
        entry, mismatches = _read_item(
            KINDS["question"], {"objective": page, **item} if isinstance(item, dict) else item
        )
        for m in mismatches:
            at = f"{number}.{m.field}".rstrip(".") if many else m.field
            problems.append(_problem(path, text, fence.yaml, first, m._replace(field=at)))
        if entry is not None:
            index = number if many else -1
            origin = Origin(path=path, index=index, yaml_line=first, digest=_entry_digest(entry, ""))
            entries.append((f"quiz/{entry.id}", entry, origin))
    return entries, problems


def _read_sample(kind: Kind, path: str, text: str) -> tuple[Entries, list[Problem]]:
    """A program with front matter in comments; its id is the file's name with hyphens."""
    name = path.rpartition("/")[2].removesuffix(".py").replace("_", "-")
    if not ID.fullmatch(name):
        hint = "use small letters, digits and underscores, such as gan_ring.py"
        return [], [Problem(path=path, message=f'"{name}" cannot be an id', hint=hint)]
    match = samples.FRONT_MATTER.match(text)
    if match is None:
        hint = "each of its lines begins with `# `, and it ends with a line `# ---`"
        message = "the front matter is not closed"
        return [], [Problem(path=path, line=1, column=1, message=message, hint=hint, excerpt=line_of(text, 1))]
    front = samples.front_matter(text)
    try:
        plain = read_yaml(front, path, first_line=2)
    except YamlMistake as mistake:
        return [], [_indented(mistake.problem, text)]
    if not isinstance(plain, dict):
        message = "the front matter holds no fields"
        hint = "it needs at least `# title: …` and `# framework: …`"
        return [], [Problem(path=path, line=1, column=1, message=message, hint=hint)]
    for field, reason in (("id", "the id comes from the file's name"), ("group", "the group is the framework")):
        if field in plain:
            wrong = _problem(path, text, front, 2, Mismatch(f"{field}!", reason, "remove the field"))
            return [], [_indented(wrong, text)]
    made = parse(kind.cls, {**plain, "id": name, "group": samples.framework_name(str(plain.get("framework", "")))})
    if isinstance(made, list):
        return [], [_indented(_problem(path, text, front, 2, mismatch), text) for mismatch in made]
    entry: Entry = made
    mismatches = [*check_entry(entry), *_check_numbers(entry, text)]
    problems = [_indented(_problem(path, text, front, 2, mismatch), text) for mismatch in mismatches]
    problems += [
        Problem(path=path, line=line, column=1, message=message, hint=hint, excerpt=line_of(text, line))
        for line, message, hint in samples.misplaced(text)
    ]
    body = samples.markdown(text, path.removeprefix("content/"))
    origin = Origin(path=path, body_line=samples.body_line(text), digest=_entry_digest(entry, body))
    return [(f"{kind.folder}/{name}", entry, origin)], problems


def _indented(problem: Problem, text: str) -> Problem:
    """A problem in front matter, where that stands in comments."""
    excerpt = line_of(text, problem.line)
    return replace(problem, column=problem.column and problem.column + samples.COMMENT_SIGNS, excerpt=excerpt)


def _read_list(kind: Kind, path: str, text: str) -> tuple[Entries, list[Problem]]:
    try:
        plain = read_yaml(text, path)
    except YamlMistake as mistake:
        return [], [mistake.problem]
    if plain is None:
        return [], []
    if not isinstance(plain, list):
        message, hint = "this file must be a list", "begin each entry with `- `"
        return [], [Problem(path=path, line=1, column=1, message=message, hint=hint, excerpt=line_of(text, 1))]
    entries: Entries = []
    problems: list[Problem] = []
    for index, item in enumerate(plain):
        entry, mismatches = _read_item(kind, item)
        problems.extend(
            _problem(path, text, text, 1, m._replace(field=f"{index}.{m.field}".rstrip("."))) for m in mismatches
        )
        if entry is not None:
            origin = Origin(path=path, index=index, digest=_entry_digest(entry, ""))
            entries.append((f"{kind.folder}/{entry.id}", entry, origin))
    return entries, problems


def _read_item(kind: Kind, item: Any) -> tuple[Entry | None, list[Mismatch]]:
    if not isinstance(item, dict):
        return None, [Mismatch("", "an entry must have fields", "write `- title: …`")]
    plain = dict(item)
    if kind.name == "question":
        if "title" in plain:
            return None, [Mismatch("title!", 'unknown field "title"', "a question has a `stem`")]
        if "id" not in plain:
            return None, [
                Mismatch("", 'the field "id" is missing', "give the question an id of its own, never used before")
            ]
        plain["title"] = title_of_question(str(plain.get("stem", ""))) or str(plain["id"])
    elif "id" not in plain:
        plain["id"] = _slug(str(plain.get("title", "")))
    made = parse(kind.cls, plain)
    if isinstance(made, list):
        return None, made
    entry: Entry = made
    if not ID.fullmatch(entry.id):
        if "id" not in item:
            return None, [
                Mismatch(
                    "title", "no id can be made from this title", "add `id:`, in small letters, digits and hyphens"
                )
            ]
        return None, [Mismatch("id", f'"{entry.id}" cannot be an id', "use small letters, digits and hyphens")]
    return entry, list(check_entry(entry))


def _problem(path: str, text: str, yaml: str, first_line: int, mismatch: Mismatch) -> Problem:
    line, column = locate(yaml, mismatch.field, first_line=first_line)
    return Problem(
        path=path, line=line, column=column, message=mismatch.message, hint=mismatch.hint, level=mismatch.level,
        excerpt=line_of(text, line),
    )  # fmt: skip


def _check_numbers(entry: Entry, body: str) -> Iterator[Mismatch]:
    """Every computed number must agree with its expression, and stand in the text."""
    if not isinstance(entry, Lesson) or not entry.numbers:
        return
    told = {
        number.value
        for text in (body, entry.summary, *(t.text for t in texts(entry)))
        for number in printed_numbers(text)
    }
    for printed, expression in entry.numbers.items():
        field = f"numbers.{printed}"
        try:
            value = evaluate(expression)
        except ExpressionError as error:
            yield Mismatch(field, f"the expression cannot be evaluated: {error}")
            continue
        if not agrees(printed, value):
            yield Mismatch(field + "!", f"the expression gives {value:.8g}, and the page prints {printed}")
        elif told.isdisjoint(number.value for number in printed_numbers(printed)):
            message = f"the number {printed} does not occur on the page"
            yield Mismatch(field + "!", message, "remove it, or mend the text", "warning")


def _entry_digest(entry: Entry, body: str) -> str:
    return digest(json.dumps([to_plain(entry), body], ensure_ascii=False))


# The guide as a whole


def _read_guide(path: Path) -> tuple[Guide, list[Problem]]:
    """guide.yml; it is small, and read every time."""
    try:
        text, problem = decode(path.read_bytes(), GUIDE)
    except OSError as error:
        raise StudyguideError(Problem(path=GUIDE, message=f"cannot be read: {error.strerror or error}")) from None
    if problem is not None:
        raise StudyguideError(problem)
    try:
        plain = read_yaml(text, GUIDE)
    except YamlMistake as mistake:
        raise StudyguideError(mistake.problem) from None
    if not isinstance(plain, dict):
        hint = "it needs at least `id:` and `title:`"
        raise StudyguideError(Problem(path=GUIDE, line=1, column=1, message="guide.yml must hold fields", hint=hint))
    guide = parse_guide(plain)
    if isinstance(guide, list):
        raise StudyguideError(*(_problem(GUIDE, text, text, 1, mismatch) for mismatch in guide))
    return guide, [_problem(GUIDE, text, text, 1, mismatch) for mismatch in _check_guide(guide)]


def parse_guide(plain: dict[str, Any]) -> Guide | list[Mismatch]:
    return parse(Guide, plain)


def _check_guide(guide: Guide) -> Iterator[Mismatch]:
    if not ID.fullmatch(guide.id):
        yield Mismatch("id", f'"{guide.id}" cannot be an id', "use small letters, digits and hyphens")
    if guide.base_url and not re.fullmatch(r"https?://[^\s?#]+", guide.base_url):
        yield Mismatch("base_url", "this is not an address", "such as https://example.org/guide/")
    if guide.accent and not re.fullmatch(r"#[0-9a-fA-F]{6}", guide.accent):
        yield Mismatch("accent", "this is not a colour", "six hexadecimal digits, such as #7a3e9d")
    if guide.repository and not re.fullmatch(r"https?://[^\s?#]+", guide.repository):
        yield Mismatch("repository", "this is not an address", "such as https://github.com/name/guide")
    for name in guide.families:
        if not ID.fullmatch(name):
            yield Mismatch(f"families.{name}!", f'"{name}" cannot be an id', "use small letters, digits and hyphens")
    if not re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", guide.language):
        yield Mismatch("language", f'"{guide.language}" is not a language tag', "such as en, en-GB or de")


def _assemble(project: Path, guide: Guide, records: Mapping[str, SourceRecord], problems: list[Problem]) -> Site:
    entries: dict[EntryId, Entry] = {}
    origins: dict[EntryId, Origin] = {}
    for record in records.values():
        for entry_id, entry, origin in record.entries:
            if entry_id in entries:
                problems.append(_twin(project, entry, origin, origins[entry_id]))
            else:
                entries[entry_id], origins[entry_id] = entry, origin
    _add_listings(entries, origins)
    files = {
        path.removeprefix("content/"): File(path, record.digest, record.stamp.size)
        for path, record in records.items()
        if path.split("/")[1] in SHOWN_FOLDERS and not path.endswith(RECORD)
    }
    runs = {
        path: File(path, record.digest, record.stamp.size) for path, record in records.items() if path.endswith(RECORD)
    }
    return Site(
        guide=guide, entries=entries, origins=origins, files=files, runs=runs, dates=days_of_last_change(project),
        read=_Reader(project, records), broken=frozenset(name for record in records.values() for name in record.broken),
        lock=_lock_of(records),
    )  # fmt: skip


def _lock_of(records: Mapping[str, SourceRecord]) -> QuestionLock | Missing | None:
    if LOCK not in records:
        return None
    return records[LOCK].lock or Missing(f"{LOCK} cannot be read")


def _twin(project: Path, entry: Entry, origin: Origin, first: Origin) -> Problem:
    text = (project / origin.path).read_text(encoding="utf-8-sig", errors="replace")
    line, column = 1, 1
    if origin.index >= 0 or origin.yaml_line:
        part = part_of(text, origin)
        line, column = locate(part.yaml, f"{part.prefix}id", first_line=part.first_line)
    return Problem(
        path=origin.path, line=line, column=column, message=f'the id "{entry.id}" is taken by an entry in {first.path}',
        hint="ids are unique within a kind", excerpt=line_of(text, line),
    )  # fmt: skip


def _add_listings(entries: dict[EntryId, Entry], origins: dict[EntryId, Origin]) -> None:
    """A plain front page for every kind that is used and that no page lists."""
    listed = {entry.lists for entry in entries.values() if isinstance(entry, FreePage)}
    used = {entry_id.partition("/")[0] for entry_id in entries}
    for kind in KINDS.values():
        if kind.listing and kind.folder in used and kind.name not in listed:
            page = FreePage(id=kind.folder, title=kind.title, lists=kind.name)
            entries.setdefault(f"pages/{kind.folder}", page)
            origins.setdefault(f"pages/{kind.folder}", Origin(path=GUIDE, digest=_entry_digest(page, "")))
    if "pages/index" not in entries:
        page = FreePage(id="index", title="")
        entries["pages/index"] = page
        origins["pages/index"] = Origin(path=GUIDE, digest=_entry_digest(page, ""))


class _Reader:
    """Gives the text of a source, and notices when it is no longer the file that was loaded."""

    def __init__(self, project: Path, records: Mapping[str, SourceRecord]) -> None:
        self.project = project
        self.digests = {path: record.digest for path, record in records.items()}

    def __call__(self, path: str) -> str:
        try:
            data = (self.project / path).read_bytes()
        except OSError:
            raise SourceChanged(path) from None
        if digest_bytes(data) != self.digests.get(path):
            raise SourceChanged(path)
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


# Records as plain values, for the manifest


def record_to_plain(record: SourceRecord) -> str:
    """A record as text, behind a digest of it: a flipped bit would otherwise speak as an author."""
    entries = [[i, KINDS_BY_CLASS[type(e)], to_plain(e), to_plain(o)] for i, e, o in record.entries]
    plain = json.dumps(
        [entries, [to_plain(problem) for problem in record.problems], record.broken, to_plain(record.lock)],
        ensure_ascii=False,
    )
    return f"{digest(plain)} {plain}"


def record_from_plain(path: str, stamp: Stamp, file_digest: str, plain: str) -> SourceRecord:
    """The reverse of `record_to_plain`. Raises ValueError for a text that is not as it was written."""
    noted, _, plain = plain.partition(" ")
    if digest(plain) != noted:
        raise ValueError(f"the record of {path} is damaged")
    entries, problems, broken, lock = json.loads(plain)
    return SourceRecord(
        path=path,
        stamp=stamp,
        digest=file_digest,
        entries=tuple((i, from_plain(KINDS[k].cls, e), from_plain(Origin, o)) for i, k, e, o in entries),
        problems=tuple(from_plain(Problem, problem) for problem in problems),
        broken=tuple(broken),
        lock=from_plain(QuestionLock, lock) if lock is not None else None,
    )


KINDS_BY_CLASS = {kind.cls: kind.name for kind in KINDS.values()}
