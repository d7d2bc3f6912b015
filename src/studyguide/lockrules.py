"""Changes to questions that would spoil readers' progress, found by looking at content/questions.lock.

A rule is one function and one row in `RULES`. What a rule finds is an error, but for a lock that is merely behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .identity import QuestionLock, key_digest, left_behind
from .lockfile import LOCK
from .model import EntryId, Question
from .places import at_field, in_file
from .problems import Problem, did_you_mean
from .site import Site

MOST_NAMES = 5
"""A sentence names so many questions, and counts the rest."""
RUN = "run `studyguide lock` (or `python build.py lock`), and commit content/questions.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A guide's questions beside its lock."""

    site: Site
    lock: QuestionLock
    questions: Mapping[str, Question]

    def at(self, name: str, field: str, message: str, hint: str) -> Problem:
        return at_field(self.site, _entry_id(name), field, message, hint)


def check_lock(site: Site) -> list[Problem]:
    """Everything that a guide's lock tells about its questions. One that cannot be read was complained about already."""
    if site.lock is None:
        return _without_lock(site)
    return check_against(site, site.lock) if isinstance(site.lock, QuestionLock) else []


def check_against(site: Site, lock: QuestionLock) -> list[Problem]:
    """What a lock tells; that it is behind, only when nothing worse is to be told."""
    bank = Bank(site=site, lock=lock, questions=site.questions)
    return [problem for rule in RULES for problem in rule(bank)] or list(_behind(bank))


def _without_lock(site: Site) -> list[Problem]:
    """One word, and what can be wrong all the same. A guide without questions has nothing to tell."""
    if not site.questions:
        return []
    count = len(site.questions)
    message = f"there is no lock yet, so that a changed key goes unnoticed ({count} question{'s' if count > 1 else ''})"
    split = _split_histories(Bank(site=site, lock=QuestionLock(), questions=site.questions))
    return [*split, Problem(path=LOCK, message=message, hint=RUN, level="warning")]


def _entry_id(name: str) -> EntryId:
    return f"quiz/{name}"


def _revisions(bank: Bank) -> Iterator[Problem]:
    """A key that changed under the same `rev`, and a `rev` that went back."""
    for name, question in bank.questions.items():
        locked = bank.lock.questions.get(name)
        if locked is None:
            continue
        if question.rev < locked.rev:
            message = f"rev is {question.rev}, and was {locked.rev} when the lock was written"
            yield bank.at(name, "rev", message, f"it only rises: write `rev: {locked.rev}`, or more if the key changed")
        elif question.rev == locked.rev and key_digest(question) != locked.key:
            message = f'the key of "{name}" changed, and its rev did not'
            hint = (
                f"write `rev: {locked.rev + 1}`: readers will then start afresh with this question;\n"
                "if their answers still hold (one more accepted form, say), also write `edit: minor`"
            )
            yield bank.at(name, "rev", message, hint)


def _removals(bank: Bank) -> Iterator[Problem]:
    """Questions that went away without a word."""
    given_up = {old for question in bank.questions.values() for old in question.replaces} | {*bank.lock.retired}
    for name, locked in bank.lock.questions.items():
        if name in bank.questions or name in given_up or _entry_id(name) in bank.site.broken:
            continue
        new = (n for n, q in bank.questions.items() if n not in bank.lock.questions and key_digest(q) == locked.key)
        near = next(new, "") if locked.type in ("single", "multi", "match", "order", "cloze") else ""
        renamed = f'if it is "{near}" now, write `replaces: [{name}]` there' if near else ""
        hint = (
            f"{renamed or f'if another question took its place, write `replaces: [{name}]` there'};\n"
            f"if it was taken out for good, run `lock --retire {name}`, or add it to `retired:` in this file"
        )
        yield in_file(bank.site, LOCK, f"questions.{name}!", f'the question "{name}" is gone', hint)


def _used_again(bank: Bank) -> Iterator[Problem]:
    """Ids that belonged to another question."""
    for name in bank.questions:
        if name in bank.lock.retired:
            hint = "choose an id that was never used; if this is the old question come back, take it out of `retired:` in the lock"
            yield bank.at(name, "id", f'the id "{name}" is that of a retired question', hint)
        elif name in bank.lock.replaced:
            message = f'the id "{name}" was given up for "{bank.lock.replaced[name]}"'
            yield bank.at(name, "id", message, "choose an id that was never used")


def _unknown_histories(bank: Bank) -> Iterator[Problem]:
    """`replaces` names a question that there was."""
    known = {*bank.lock.questions, *bank.lock.retired, *bank.lock.replaced}
    for name, question in bank.questions.items():
        for number, old in enumerate(question.replaces):
            if old not in known and old not in bank.questions:
                hint = did_you_mean(old, known - bank.questions.keys()) or "name the id that the question had before"
                yield bank.at(name, f"replaces.{number}", f'there never was a question "{old}"', hint)


def _split_histories(bank: Bank) -> Iterator[Problem]:
    """A history goes to one question, from one that is no longer there."""
    claims = Counter(old for question in bank.questions.values() for old in {*question.replaces})
    for name, question in bank.questions.items():
        for number, old in enumerate(question.replaces):
            place, before = f"replaces.{number}", bank.lock.replaced.get(old, name)
            if old in bank.questions:
                yield bank.at(name, place, f'the question "{old}" is still there', "take it out, or out of `replaces`")
            elif claims[old] > 1:
                yield bank.at(name, place, f'two questions replace "{old}"', "a history goes to one of them only")
            elif before != name and before in bank.questions:
                yield bank.at(
                    name, place, f'the history of "{old}" went to "{before}" already', "take it out of `replaces`"
                )


def _behind(bank: Bank) -> Iterator[Problem]:
    """One word about all that the lock does not know yet."""
    names = sorted({change.id for change in left_behind(bank.lock, bank.questions)})
    if names:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        message = f"the lock is behind the questions: {', '.join(names[:MOST_NAMES])}{more}"
        yield Problem(path=LOCK, message=message, hint=RUN, level="warning")


Rule = Callable[[Bank], Iterator[Problem]]
RULES: tuple[Rule, ...] = (_revisions, _removals, _used_again, _unknown_histories, _split_histories)
