"""Traces of everything that was made, and who asked which question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .manifest import trace_from_json
from .trace import Question, Trace

Name = tuple[str, str]
"""A layer (`markup`, `printed`, `page`) and what was made there."""


class Askers:
    """Keeps traces as text until somebody reads them; the index of questions is made when it is first needed."""

    def __init__(self) -> None:
        self._texts: dict[Name, str] = {}
        self._traces: dict[Name, Trace] = {}
        self._by_question: dict[Question, set[Name]] | None = None

    def put(self, layer: str, traces: Mapping[str, str]) -> None:
        """Notes traces, as JSON, in place of older ones of the same names."""
        for name, text in traces.items():
            key = (layer, name)
            if self._texts.get(key) == text:
                continue
            self._unindex(key)
            self._texts[key] = text
            self._traces.pop(key, None)
            self._index(key)

    def forget(self, layer: str, names: Iterable[str] | None = None) -> None:
        """Forgets some names of a layer, or all."""
        for key in (
            [key for key in self._texts if key[0] == layer] if names is None else [(layer, name) for name in names]
        ):
            self._unindex(key)
            self._texts.pop(key, None)
            self._traces.pop(key, None)

    def knows(self, layer: str, name: str) -> bool:
        return (layer, name) in self._texts

    def trace(self, layer: str, name: str) -> Trace | None:
        key = (layer, name)
        text = self._texts.get(key)
        if text is None:
            return None
        known = self._traces.get(key)
        if known is None:
            known = self._traces[key] = trace_from_json(text)
        return known

    def asking(self, questions: Iterable[Question]) -> set[Name]:
        """Everything whose making asked one of the questions."""
        index = self.indexed()
        return {name for question in questions for name in index.get(question, ())}

    def indexed(self) -> Mapping[Question, set[Name]]:
        if self._by_question is None:
            self._by_question = defaultdict(set)
            for key in self._texts:
                self._index(key)
        return self._by_question

    def _index(self, key: Name) -> None:
        if self._by_question is not None:
            for question in self.trace(*key) or ():
                self._by_question[question].add(key)

    def _unindex(self, key: Name) -> None:
        if self._by_question is not None and key in self._texts:
            for question in self.trace(*key) or ():
                self._by_question[question].discard(key)
