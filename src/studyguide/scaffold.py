"""Begins guides and entries from the examples in `starter/`. Never overwrites a file or changes an existing byte."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .kinds import OWN_PAGES, STUDY_PAGES
from .problems import Problem, StudyguideError, did_you_mean

STARTER = Path(__file__).with_name("starter")
FILES = {
    "page": "content/pages/{id}.md",
    "concept": "content/concepts/{id}.md",
    "model": "content/models/{id}.md",
    "metric": "content/metrics/{id}.md",
    "formula": "content/math/{id}.md",
    "sample": "content/code/{id}.py",
    "term": "content/glossary.yml",
    "question": "content/quiz/questions.yml",
}
"""Where an entry of each kind goes. Those without an id in the name are added to the end of a list."""
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "ng"}
"""Latin letters that are not a letter of the alphabet with a mark."""
LONGEST_ID = 60
RESERVED = re.compile(r"index|con|prn|aux|nul|(?:com|lpt)[1-9]")
"""Names of a section's front page, and of devices on Windows."""
LESSONS = ("concepts", "models", "metrics", "math", "pages")
"""Folders of entries that a question can test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What was made, and what its author does next."""

    path: Path
    next_step: str


def new_guide(parent: Path, name: str, *, id: str | None = None) -> Begun:
    """A small, complete guide in a folder of its own."""
    guide_id = _id(name, id)
    folder = parent / guide_id
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refusal(f"{folder} exists already and is not empty", "choose another name, or another one with --id")
    for example in sorted(path for path in (STARTER / "guide").rglob("*") if path.is_file()):
        names = [re.sub(r"^dot-", ".", part) for part in example.relative_to(STARTER / "guide").parts]
        _create(folder.joinpath(*names), _filled(example, name, guide_id))
    return Begun(path=folder, next_step="Change what is in its content/, and add your own.")


def new_entry(project: Path, kind: str, name: str, *, id: str | None = None, about: str | None = None) -> Begun:
    """An entry of a kind. Terms and questions are added to the end of their file, all others get a file."""
    entry_id = _id(name, id)
    if about is not None and kind != "question":
        raise _refusal("--about is for questions: it names the entry that a question tests")
    path = project / FILES[kind].format(id=entry_id)
    if "{id}" in FILES[kind]:
        if RESERVED.fullmatch(entry_id) or f"{entry_id}.html" in OWN_PAGES + STUDY_PAGES:
            raise _refusal(f'"{entry_id}" cannot be the name of a page', "choose another one with --id")
        if kind == "sample":
            path = path.with_name(path.name.replace("-", "_"))  # so that programs can import it
        _create(path, _filled(STARTER / "entries" / f"{kind}{path.suffix}", name, entry_id))
        then = f", then record what it prints: run {entry_id} --update" if kind == "sample" else ""
        return Begun(path=path, next_step=f"Next: fill it in, and delete the fields that you do not need{then}.")
    tested = _tested(project, about) if kind == "question" else ""
    _append(path, _filled(STARTER / "entries" / f"{kind}.yml", name, entry_id, tested), entry_id)
    return Begun(path=path, next_step=f"Next: fill it in, at the end of the file{_use(kind, entry_id)}.")


def kebab(name: str) -> str:
    """An id made from a name: small letters, digits and hyphens. Empty when some letter has no likeness in them.

    >>> kebab("Fréchet Inception Distance"), kebab("Энтропия")
    ('frechet-inception-distance', '')
    """
    known = "".join(LETTERS.get(letter, letter) for letter in name.casefold())
    bare = "".join(c for c in unicodedata.normalize("NFKD", known) if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in bare):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", bare)).strip("-")


def _id(name: str, given: str | None) -> str:
    if not name.strip() or any(unicodedata.category(c).startswith("C") for c in name):
        raise _refusal("a name is one line of text")
    made = _shortened(kebab(name)) if given is None else given
    if given is not None and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", given):
        raise _refusal(
            f'"{given}" is not an id', "an id has small letters, digits and single hyphens: latent-variables"
        )
    if not made:
        raise _refusal(f'no id can be made from "{name}"', "name one with --id, in small letters, digits and hyphens")
    return made


def _shortened(id: str) -> str:
    """An id cut between words: the stem of a question may be long."""
    return id if len(id) <= LONGEST_ID else id[: LONGEST_ID + 1].rpartition("-")[0] or id[:LONGEST_ID]


def _filled(example: Path, name: str, id: str, about: str = "") -> str:
    words = {"%TITLE%": _scalar(name.strip()), "%NAME%": name.strip(), "%ID%": id, "%ABOUT%": about}
    return re.sub("|".join(words), lambda match: words[match[0]], example.read_text(encoding="utf-8"))


def _scalar(text: str) -> str:
    """A text as YAML: plain where that reads back as the same text, else in quotes."""
    import yaml

    try:
        plain = bool(yaml.safe_load(f"title: {text}") == {"title": text})
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _create(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise _refusal(
            f"{path.name} exists already in {path.parent}", "choose another name, or another one with --id"
        ) from None


def _append(path: Path, block: str, id: str) -> None:
    """Add an item to the end of a list in a YAML file, in the file's own indentation and line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    text = before.decode("utf-8-sig")
    ids = _ids(text)
    if ids is None:
        raise _refusal(f"{path.name} is not a list of entries", "mend it first; `check` shows what is wrong")
    if id in ids:
        raise _refusal(f'{path.name} holds an entry "{id}" already', "choose another name, or another one with --id")
    indent = re.search(r"^( *)- ", text, re.MULTILINE)
    lines = [(indent[1] if indent else "") + line for line in block.splitlines()]
    end = "\r\n" if "\r\n" in text else "\n"
    addition = ("" if not text or text.endswith("\n") else end) + (end if text.strip() else "") + end.join(lines) + end
    if _ids(text + addition) != [*ids, id]:
        raise _refusal(f"{path.name} is not a list to which lines can be added", f"put this into it by hand:\n{block}")
    with path.open("ab") as file:
        file.write(addition.encode())


def _ids(text: str) -> list[str] | None:
    """Ids of a list's entries (made from its title where one has none, as in `load`); None if it is no list."""
    import yaml

    try:
        items = yaml.safe_load(text) or []
    except yaml.YAMLError:
        return None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    return [str(item.get("id") or kebab(str(item.get("title", "")))) for item in items]


def _tested(project: Path, about: str | None) -> str:
    """The entry that a question tests: the one that is named, or the first there is."""
    content = project / "content"
    lessons = [f"{folder}/{path.stem}" for folder in LESSONS for path in sorted((content / folder).glob("*.md"))]
    if not lessons:
        raise _refusal("there is nothing that a question could test", "write a concept first")
    named = [lesson for lesson in lessons if about in (None, lesson, lesson.partition("/")[2])]
    if not named:
        near = did_you_mean(str(about), [*lessons, *(lesson.partition("/")[2] for lesson in lessons)])
        raise _refusal(f'there is no entry "{about}"', near or f"--about names one such as {lessons[0]}")
    return named[0]


def _use(kind: str, id: str) -> str:
    return f", and ask it on a page: [[quiz: {id}]]" if kind == "question" else ""


def _refusal(message: str, hint: str = "") -> StudyguideError:
    return StudyguideError(Problem(path="", message=message, hint=hint))
