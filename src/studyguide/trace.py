"""The one door to the rest of the site, and the notes taken at it.

While a page is made it learns about other entries only by asking a `SiteView`. Each question is noted with a digest of its
answer: the trace. When the same questions get the same answers again, the page is still current. (Verifying traces:
Mokhov, Mitchell, Peyton Jones, "Build systems à la carte", 2018.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

ROOT = "\ue010"
"""Stands before an address in finished fragments, where a page will put its own way to the site's root (`` or `../`)."""
SLOT = "\ue011", "\ue012"
"""Enclose `quiz:ID` where a page will put that question."""


class Link(NamedTuple):
    """Where a `[[link]]` leads, and what a preview of it would show."""

    url: str
    """From the site's root, without a leading slash; may end in `#anchor`."""
    title: str
    kind: str
    summary: str = ""


class Missing(NamedTuple):
    """A question about something that is not there."""

    message: str
    hint: str = ""


class Citation(NamedTuple):
    label: str
    """As in `Ho et al. 2020`."""
    url: str
    summary: str


class Excerpt(NamedTuple):
    """Lines of a code file."""

    text: str
    numbers: tuple[int, ...]
    """Of each line in the file, 1-based."""


class Ran(NamedTuple):
    """What came out when a piece of code last ran."""

    code: str
    """Digest of the code that ran; see `samples.next_digest`."""
    text: str
    figures: tuple[tuple[str, str], ...] = ()
    """(file below content/, what can be seen) of each picture that it drew."""


class Picture(NamedTuple):
    url: str
    width: int
    height: int
    svg: str = ""
    """Source of an SVG file, to be put into the page; empty for other formats."""


class Mention(NamedTuple):
    """A form of a glossary term that occurs in a text."""

    form: str
    """As written in the glossary (or its plural); matched by words, see `markup.terms`."""
    term: str
    """The term's id."""
    title: str
    url: str
    summary: str


# Asking and noting

Question = tuple[Any, ...]
"""Name of a `SiteView` method and its arguments."""
Trace = Mapping[Question, str]
"""Each question that was asked, with the digest of its answer."""
P = ParamSpec("P")
R = TypeVar("R")


UNFETCHED: Any = object()
"""Stands for an answer whose digest is known from an earlier build, and which nobody has needed since."""


class Memo:
    """Answers already given about one site; shared by all views of it in a process.

    A preview keeps it from one build to the next. Only digests are kept that long: an answer may hold on to the site that gave it.
    """

    __slots__ = ("_fetched", "answers")

    def __init__(self) -> None:
        self.answers: dict[Question, tuple[Any, str]] = {}
        self._fetched: list[Question] = []

    def keep(self, key: Question, answer: Any, digest: str) -> tuple[Any, str]:
        self._fetched.append(key)
        known = self.answers[key] = (answer, digest)
        return known

    def let_go(self) -> None:
        """Keeps the digests of all answers, and the answers themselves no longer."""
        for key in self._fetched:
            known = self.answers.get(key)
            if known is not None and known[1]:
                self.answers[key] = (UNFETCHED, known[1])
            else:
                self.answers.pop(key, None)
        self._fetched.clear()

    def drop(self, keys: Iterable[Question]) -> dict[Question, str]:
        """Forgets answers, and returns the digests that they had; empty where the question was asked in another process only."""
        return {key: known[1] if (known := self.answers.pop(key, None)) else "" for key in keys}


def _digest(answer: Any) -> str:
    own = getattr(answer, "digest", None)
    return own if isinstance(own, str) else blake2b(repr(answer).encode("utf-8", "replace"), digest_size=8).hexdigest()


def asked(method: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
    """Makes a method of a view a question: its answer is remembered, and every asking is noted."""
    name = method.__name__

    @wraps(method)
    def ask(view: Any, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (name, *args)
        known = view.memo.answers.get(key)
        if known is None or known[0] is UNFETCHED:
            answer = method(view, *args, **kwargs)
            known = view.memo.keep(key, answer, known[1] if known else _digest(answer))
        view.trace[key] = known[1]
        return known[0]  # type: ignore[no-any-return]

    return ask  # type: ignore[return-value]  # wraps() renames the first argument


def digest_of(key: Question, view: Any) -> str:
    """Digest of a question's answer."""
    known = view.memo.answers.get(key)
    if known is None:
        getattr(view, key[0])(*key[1:])
        known = view.memo.answers[key]
    return str(known[1])


def still_holds(trace: Trace, view: Any) -> bool:
    """Whether every question of a trace has the answer that it had."""
    answers = view.memo.answers
    for key, noted in trace.items():
        known = answers.get(key)
        if (known[1] if known is not None else digest_of(key, view)) != noted:
            return False
    return True
