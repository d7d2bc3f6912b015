"""What makes questions easy or hard for the wrong reasons.

A rule about one question is one function and one row in `QUESTION_RULES`, which the editor reads with; what many questions have in
common is a row in `HABITS`. Rules about words are for guides in English. For the reasons behind most of them see Haladyna, Downing
and Rodriguez, "A review of multiple-choice item-writing guidelines", Applied Measurement in Education 15 (2002).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from .model import EntryId, LintRule, Question
from .places import at_field
from .problems import Problem
from .site import Site, plain_text

UNLIKELY = 0.005
"""A pattern that chance would make less often than this is taken for a habit."""
MOST_OPTIONS = 5
FAR_LONGER, FAR_LONGER_SIGNS = 1.6, 40
"""The right option stands out when it is so many times as long as the next, and so many characters longer."""


class Remark(NamedTuple):
    """What is wrong with one question."""

    field: str
    message: str
    hint: str = ""


class Asked(NamedTuple):
    """A question and its whole id."""

    id: EntryId
    question: Question


def check_habits(site: Site) -> Iterator[Problem]:
    """What the questions of a topic, or all, have in common and should not."""
    for name, habit in HABITS:
        if name not in site.guide.lint.off:
            asked = [
                Asked(f"quiz/{i}", question) for i, question in site.questions.items() if name not in question.lint.off
            ]
            for first, message, hint in habit(site, asked):
                yield at_field(site, first.id, "options!", f"{message} [{name}]", hint, "warning")


# One question at a time


def _many_options(question: Question, _: str) -> Iterator[Remark]:
    if len(question.options) > MOST_OPTIONS:
        yield Remark("options!", "more than five options", "keep the ones that somebody would choose")


def _far_longer(question: Question, _: str) -> Iterator[Remark]:
    """A right option that stands out by its length."""
    lengths, number = _lengths(question), _place_of_right(question)
    if number is None or len(lengths) < 2:
        return
    next_longest = max(length for n, length in enumerate(lengths) if n != number)
    if lengths[number] > max(FAR_LONGER * next_longest, next_longest + FAR_LONGER_SIGNS):
        message = f"the right option is far longer than all others ({lengths[number]} characters to {next_longest})"
        hint = "say less in it and more in its `why`, or make a wrong one as precise"
        yield Remark(f"options.{number}.text", message, hint)


def _twins(question: Question, language: str) -> Iterator[Remark]:
    """Options that say the same, but for articles and the like."""
    gists = [_gist(option.text, _is_english(language)) for option in question.options]
    for (_, first), (number, second) in combinations(enumerate(gists), 2):
        if first == second:
            hint = "make them differ in what they claim, or leave one out"
            yield Remark(f"options.{number}.text", "two options say the same", hint)


def _is_english(language: str) -> bool:
    return language.partition("-")[0].lower() == "en"


_TOKEN = re.compile(r"\$[^$]+\$|`[^`]+`|[^\W_]+(?:[.,]\d+)*|[-−+]\d[\d.,]*", re.UNICODE)
_FILLERS = re.compile(r"an?|the|its?|this|that|these|those|is|are|was|were|be|of|to|very|just|so")


def _gist(text: str, english: bool) -> tuple[str, ...]:
    """A text's words, formulas and numbers; in English without words that carry nothing, and without endings."""
    tokens = [token if token[0] in "$`" else token.casefold() for token in _TOKEN.findall(re.sub(r"\*+", "", text))]
    if not english:
        return tuple(tokens)
    return tuple(token if token[0] in "$`" else _stem(token) for token in tokens if not _FILLERS.fullmatch(token))


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:ing|ed|es|s)$", "", word)


# What many questions have in common


def _longest_is_right(site: Site, asked: Sequence[Asked]) -> Iterator[tuple[Asked, str, str]]:
    """Readers notice when length tells."""
    for name, group in _groups(site, [item for item in asked if len(item.question.options) > 1]):
        telling = [item for item in group if _longest_option_is_right(item.question)]
        chances = [sum(o.correct for o in item.question.options) / len(item.question.options) for item in group]
        if telling and at_least(len(telling), chances) < UNLIKELY:
            message = f"the longest option is a right one in {len(telling)} of {len(group)} questions {name}"
            yield telling[0], message, f"shorten some of them, or sharpen wrong ones: {_names(telling)}"


def _same_place(site: Site, asked: Sequence[Asked]) -> Iterator[tuple[Asked, str, str]]:
    """Options are shuffled for readers with JavaScript, and stand as written for all others and in print."""
    single = [item for item in asked if _place_of_right(item.question) is not None and len(item.question.options) > 1]
    for name, group in _groups(site, single):
        places = [_place_of_right(item.question) for item in group]
        for place in sorted({p for p in places if p is not None}):
            counts = [len(item.question.options) for item in group if len(item.question.options) > place]
            hits = [item for item, where in zip(group, places, strict=True) if where == place]
            if at_least(len(hits), [1 / count for count in counts]) * max(counts) < UNLIKELY:
                message = f"the right option is number {place + 1} in {len(hits)} of {len(group)} questions {name}"
                yield hits[0], message, f"put it elsewhere in some of them: {_names(hits)}"


def at_least(number: int, chances: Sequence[float]) -> float:
    """Probability that at least so many of independent events happen, each with its own chance (Poisson binomial).

    >>> round(at_least(4, [0.25] * 4), 4), at_least(0, [0.5])
    (0.0039, 1.0)
    """
    ways = [1.0]
    for chance in chances:
        ways = [stay * (1 - chance) + rise * chance for stay, rise in zip([*ways, 0.0], [0.0, *ways], strict=True)]
    return sum(ways[number:])


def _groups(site: Site, asked: Sequence[Asked]) -> Iterator[tuple[str, list[Asked]]]:
    """Questions of one topic (of one file, where none is named); and all, when there are several groups."""
    table: dict[str, list[Asked]] = defaultdict(list)
    for item in asked:
        topic = item.question.topic
        table[f'on "{topic}"' if topic else f"of {site.origins[item.id].path}"].append(item)
    yield from table.items()
    if len(table) > 1:
        yield "of the guide", list(asked)


def _names(asked: Iterable[Asked], most: int = 6) -> str:
    names = [item.question.id for item in asked]
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _lengths(question: Question) -> list[int]:
    return [len(plain_text(option.text)) for option in question.options]


def _longest_option_is_right(question: Question) -> bool:
    """Whether one option is longer than all others, and right."""
    lengths = _lengths(question)
    longest = max(lengths)
    return lengths.count(longest) == 1 and question.options[lengths.index(longest)].correct


def _place_of_right(question: Question) -> int | None:
    """Where the only right option stands, counted from 0."""
    right = [number for number, option in enumerate(question.options) if option.correct]
    return right[0] if len(right) == 1 and question.type == "single" else None


# English

_NEGATIVE = re.compile(
    r"\b(?:not(?! only)|never|except|neither|nor|cannot|incorrect|untrue|false|\w+n['’]t)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"```.*?```|\$\$.*?\$\$|\$[^$]+\$|`[^`]+`|\bwhether or not\b", re.DOTALL | re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)[^*_]+\1")


def _negative(question: Question, language: str) -> Iterator[Remark]:
    """A small word that turns the question round must be seen."""
    if question.type not in ("single", "multi", "bool") or not _is_english(language):
        return
    found = _NEGATIVE.search(_EMPHASIS.sub("", _asking_sentence(question.stem)))
    if found and not found[0].isupper():
        message = f'"{found[0]}" turns this question round, and is easily overlooked'
        shown = "not" if found[0].endswith(("n't", "n’t", "cannot")) else found[0]
        yield Remark("stem", message, f"ask for what is true; or emphasise it, as in **{shown}**")


def _asking_sentence(stem: str) -> str:
    """The last sentence that asks; the last of all, where none does."""
    text = _ASIDE.sub(" … ", stem).strip()
    sentences = re.split(r"(?<=[.!?])[\"'”’)]*\s+|\n\s*\n", text)
    asking = [sentence for sentence in sentences if sentence.rstrip("\"'”’)").endswith("?")]
    return (asking or sentences or [""])[-1]


_WHOLESALE = re.compile(
    r"(?:all|none|both|neither|any|some) (?:of )?(?:the )?(?:above|below|(?:other )?options|(?:other )?answers|others|these|those|them)"
    r"(?: (?:is|are) (?:right|correct|true|wrong|false))?",
    re.IGNORECASE,
)


def _of_the_above(question: Question, language: str) -> Iterator[Remark]:
    """Options about options: they break when options are shuffled, and two known facts give them away."""
    for number, option in enumerate(question.options if _is_english(language) else ()):
        text = plain_text(option.text).strip(" .!")
        if _WHOLESALE.fullmatch(text) or re.search(r"\bof the (?:above|options|answers)\b", text, re.IGNORECASE):
            hint = "name what is meant; where several hold, make it a `multi` question"
            yield Remark(f"options.{number}.text", "an option about the other options", hint)


QuestionRule = Callable[[Question, str], Iterator[Remark]]
"""Of a question and the guide's language."""
QUESTION_RULES: tuple[tuple[LintRule, QuestionRule], ...] = (
    ("options", _many_options),
    ("longest", _far_longer),
    ("twins", _twins),
    ("negative", _negative),
    ("above", _of_the_above),
)
Habit = Callable[[Site, Sequence[Asked]], Iterator[tuple[Asked, str, str]]]
"""Of the guide and its questions: the first that shows the habit, what it is, and what to do."""
HABITS: tuple[tuple[LintRule, Habit], ...] = (("longest", _longest_is_right), ("place", _same_place))
