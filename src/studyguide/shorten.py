"""Shortens what a script calls its own things: a sixth less to load, and the same program.

A name that a scope declares gets one or two letters, which nothing else in sight is called: neither what encloses the scope nor
anything that the script finds outside of itself, such as `document`. Properties keep their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count, product
from string import ascii_letters
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_FUNCTIONS = frozenset(
    {
        "function_declaration", "function_expression", "arrow_function", "method_definition",
        "generator_function_declaration", "generator_function",
    }
)  # fmt: skip
_SCOPES = _FUNCTIONS | {
    "program",
    "statement_block",
    "for_statement",
    "for_in_statement",
    "catch_clause",
    "class",
    "switch_body",
}
_NAMED = frozenset({"function_declaration", "generator_function_declaration", "class_declaration"})
"""These declare their name in the scope that they stand in."""
_NAMED_INSIDE = frozenset({"function_expression", "generator_function", "class"})
"""These declare it, if they have one, in their own."""
_WORDS = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})
_RESERVED = frozenset({"as", "do", "if", "in", "is", "of", "for", "get", "let", "new", "set", "try", "var"})
"""Words of the language that have at most three letters: no scope has so many names that they would need four."""


class _CannotShorten(Exception):
    """The script has what makes names depend on more than their scopes."""


@dataclass(slots=True, eq=False)
class _Scope:
    outer: _Scope | None
    names: dict[str, str] = field(default_factory=dict)
    """Declared name → its short one, once it has one."""
    uses: list[tuple[_Scope, str]] = field(default_factory=list)
    """What is named in it or further inside, and declared further outside."""


@cache
def _parser() -> Parser:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_javascript.language()))


def shorten(script: str) -> str:
    """The same program with shorter names; as it is, where that is not certain: with `var`, `eval`, or syntax that is not known."""
    source = script.encode()
    root = _parser().parse(source).root_node
    scopes: dict[int, _Scope] = {}
    try:
        _declare(root, scopes)
    except _CannotShorten:
        return script
    words = [node for node in _walk(root) if node.type in _WORDS]
    homes = [_home(_text(node), scopes[node.id]) for node in words]
    free = {_text(node) for node, home in zip(words, homes, strict=True) if home is None}
    _name(scopes.values(), free, Counter((home, _text(node)) for node, home in zip(words, homes, strict=True) if home))
    made = bytearray()
    at = 0
    for node, home in zip(words, homes, strict=True):
        if home is not None:
            name = _text(node)
            short = home.names[name]
            made += source[at : node.start_byte]
            made += (short if node.type == "identifier" else f"{name}:{short}").encode()
            at = node.end_byte
    return (made + source[at:]).decode()


def _walk(root: Node) -> Iterator[Node]:
    """All nodes, in the order of the text."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(reversed(node.children))


def _text(node: Node) -> str:
    return node.text.decode() if node.text else ""


# Who declares what


def _declare(root: Node, scopes: dict[int, _Scope]) -> None:
    """Notes the scope of every node, from outside in, and what each scope declares."""
    if root.has_error:
        raise _CannotShorten
    todo = [(root, _Scope(None))]
    while todo:
        node, outer = todo.pop()
        if node.type in ("with_statement", "variable_declaration") or (
            node.type == "identifier" and _text(node) == "eval"
        ):
            raise _CannotShorten
        here = _Scope(outer) if node.type in _SCOPES and not _is_body(node) else outer
        scopes[node.id] = here
        name = node.child_by_field_name("name")
        if name is not None and node.type in _NAMED:
            outer.names[_text(name)] = ""
        elif name is not None and node.type in _NAMED_INSIDE:
            here.names[_text(name)] = ""
        for pattern in _patterns(node):
            for word in _words_of(pattern):
                here.names[word] = ""
        for child in node.children:
            todo.append((child, outer if name is not None and child == name and node.type in _NAMED else here))


def _is_body(node: Node) -> bool:
    """Whether a block is that of a function or a catch, whose scope it shares with the parameters."""
    parent = node.parent
    return node.type == "statement_block" and parent is not None and parent.type in (*_FUNCTIONS, "catch_clause")


def _patterns(node: Node) -> Iterator[Node]:
    """What a node declares in its own scope."""
    if node.type == "variable_declarator":
        wanted = [node.child_by_field_name("name")]
    elif node.type in _FUNCTIONS:
        parameters = node.child_by_field_name("parameters")
        wanted = [node.child_by_field_name("parameter"), *(parameters.named_children if parameters else ())]
    elif node.type == "catch_clause":
        wanted = [node.child_by_field_name("parameter")]
    elif node.type == "for_in_statement" and node.child_by_field_name("kind"):
        wanted = [node.child_by_field_name("left")]
    else:
        wanted = []
    return (pattern for pattern in wanted if pattern is not None)


def _words_of(pattern: Node) -> Iterator[str]:
    """The names in a pattern such as `{ a, b: [c], ...d }`; not those in defaults."""
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield _text(pattern)
    elif pattern.type == "pair_pattern":
        value = pattern.child_by_field_name("value")
        yield from _words_of(value) if value else ()
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        left = pattern.child_by_field_name("left")
        yield from _words_of(left) if left else ()
    elif pattern.type in ("object_pattern", "array_pattern", "rest_pattern"):
        for part in pattern.named_children:
            yield from _words_of(part)


# What it is called


def _home(name: str, scope: _Scope) -> _Scope | None:
    """The scope that declares a name; None where the script does not. Notes the use in all scopes on the way."""
    passed = []
    home: _Scope | None = scope
    while home is not None and name not in home.names:
        passed.append(home)
        home = home.outer
    if home is not None:
        for each in passed:
            each.uses.append((home, name))
    return home


def _name(scopes: Iterable[_Scope], free: set[str], counts: Mapping[tuple[_Scope, str], int]) -> None:
    """From outside in; what is used most gets the shortest names."""
    for scope in dict.fromkeys(scopes):
        taken = free | {home.names[name] for home, name in scope.uses}
        letters = (word for word in _letters() if word not in taken and word not in _RESERVED)
        for name in sorted(scope.names, key=lambda name: -counts.get((scope, name), 0)):
            scope.names[name] = next(letters)


def _letters() -> Iterator[str]:
    """a, b, … Z, aa, ab …"""
    for length in count(1):
        yield from map("".join, product(ascii_letters, repeat=length))
