"""YAML as plain values, read strictly: no duplicate keys, no surprises of YAML 1.1, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .problems import Problem, did_you_mean, line_of

Plain = Any
"""None, bool, int, float, str, list or dict of these."""
DEEPEST = 60


class _Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Knows true/false, decimal numbers and null; everything else is text (`no`, `010`, `12:30`, dates)."""


_Reader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false|True|False", "tfTF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?(?:0|[1-9][0-9]*)\.?[eE][-+]?[0-9]+", "-+0123456789."),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _Reader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))

_SCALARS = {"bool": lambda text: text.lower() == "true", "int": int, "float": float, "null": lambda text: None}
_HINTS = (
    ("mapping values are not allowed", 'a text that contains ": " needs quotes around it'),
    ("found character '\\t'", "indent with spaces, not with tabs"),
    ("could not find expected ':'", "a field is written `name: value`"),
    ("found unknown escape character", "in double quotes a backslash is written twice; single quotes leave it alone"),
    ("while scanning a quoted scalar", "a quote is not closed"),
    ("found character '`'", "a text that begins with ` needs quotes"),
    ("found character '@'", "a text that begins with @ needs quotes"),
    ("found character '%'", "a text that begins with % needs quotes"),
    ("found undefined alias", "a text that begins with * needs quotes"),
    ("expected alphabetic or numeric", "a text that begins with * or & needs quotes"),
    ("expected <block end>", "check the indentation, and quotes around texts that contain quotes"),
    ("did not find expected", "check the indentation, brackets and quotes"),
)


class YamlMistake(Exception):
    """The text is not YAML as we read it; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, path: str, *, first_line: int = 1) -> Plain:
    """The plain value of a YAML text that starts at the given line of its file. Raises `YamlMistake`."""
    node = _compose(text, path, first_line)
    return None if node is None else _plain(node, path, text, first_line)


def locate(text: str, field: str, *, first_line: int = 1) -> tuple[int, int]:
    """Line and column of the value at a dotted path such as `options.2.why`, or of the nearest thing above it.

    A path that ends in `!` is the place of the key itself. Called only when there is a problem to show.
    """
    try:
        node = _compose(text, "", first_line)
    except YamlMistake:
        return first_line, 1
    key_wanted = field.endswith("!")
    parts = [part for part in field.removesuffix("!").split(".") if part]
    while parts and node is not None:
        found = _child(node, parts)
        if found is None:
            break
        key, child, used = found
        parts = parts[used:]
        node = key if key_wanted and not parts and key is not None else child
    if node is None:
        return first_line, 1
    return node.start_mark.line + first_line, node.start_mark.column + 1


def block_start(text: str, field: str, *, first_line: int = 1) -> tuple[int, int, bool]:
    """Where the text of a string value begins: line, column, and whether it is a block scalar (`|` or `>`)."""
    try:
        node = _compose(text, "", first_line)
    except YamlMistake:
        return first_line, 1, False
    for part in filter(None, field.split(".")):
        found = _child(node, [part]) if node is not None else None
        if found is None:
            break
        node = found[1]
    if node is None:
        return first_line, 1, False
    line, column = node.start_mark.line, node.start_mark.column
    style = getattr(node, "style", None)
    if style in ("|", ">"):
        lines = text.splitlines()
        following = line + 1
        while following < len(lines) and not lines[following].strip():
            following += 1
        inner = lines[following] if following < len(lines) else ""
        return following + first_line, len(inner) - len(inner.lstrip()) + 1, True
    return line + first_line, column + 1 + (1 if style in ("'", '"') else 0), False


def _child(node: yaml.Node, parts: list[str]) -> tuple[yaml.Node | None, yaml.Node, int] | None:
    """The child that the first parts name, with its key and how many parts that took (keys may contain dots)."""
    if isinstance(node, yaml.SequenceNode):
        index = parts[0]
        if index.isdigit() and int(index) < len(node.value):
            return None, node.value[int(index)], 1
        return None
    if isinstance(node, yaml.MappingNode):
        for length in range(1, len(parts) + 1):
            name = ".".join(parts[:length])
            for key, value in node.value:
                if key.value == name:
                    return key, value, length
    return None


def _compose(text: str, path: str, first_line: int) -> yaml.Node | None:
    _guard_depth(text, path, first_line)
    try:
        return yaml.compose(text, Loader=_Reader)
    except yaml.MarkedYAMLError as error:
        raise YamlMistake(_syntax_problem(error, text, path, first_line)) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + first_line
        message = f"this is not YAML: {getattr(error, 'reason', error)}"
        raise YamlMistake(Problem(path=path, line=line, column=1, message=message)) from None
    except RecursionError:
        raise YamlMistake(Problem(path=path, line=first_line, message="the YAML is nested too deeply")) from None


def _guard_depth(text: str, path: str, first_line: int) -> None:
    """libyaml recurses in C; a text of ten thousand brackets would end the process."""
    for number, line in enumerate(text.splitlines(), first_line):
        if len(line) - len(line.lstrip(" ")) > 400 or re.match(r"\s*(?:[-?:] ){%d}" % DEEPEST, line):
            raise YamlMistake(Problem(path=path, line=number, column=1, message="the YAML is nested too deeply"))
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > 20 * DEEPEST:
            line = text.count("\n", 0, match.start()) + first_line
            raise YamlMistake(Problem(path=path, line=line, message="the YAML is nested too deeply"))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = error.problem or str(error)
    whole = f"{error.context or ''} {said}"
    hint = next((hint for sign, hint in _HINTS if sign in whole), "")
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    return Problem(
        path=path, line=line + first_line, column=column, message=f"this is not YAML: {said}", hint=hint,
        excerpt=line_of(text, line + 1),
    )  # fmt: skip


def _plain(node: yaml.Node, path: str, text: str, first_line: int) -> Plain:
    seen: set[int] = set()

    def problem(at: yaml.Node, message: str, hint: str = "") -> YamlMistake:
        line = at.start_mark.line
        return YamlMistake(
            Problem(
                path=path, line=line + first_line, column=at.start_mark.column + 1, message=message, hint=hint,
                excerpt=line_of(text, line + 1),
            )  # fmt: skip
        )

    def build(node: yaml.Node, depth: int) -> Plain:
        if depth > DEEPEST:
            raise problem(node, "the YAML is nested too deeply")
        if isinstance(node, yaml.ScalarNode):
            kind = node.tag.rpartition(":")[2]
            if not node.tag.startswith("tag:yaml.org,2002:"):
                raise problem(node, f"tags such as {node.tag} are not used here", "put the text in quotes")
            convert = _SCALARS.get(kind) if node.style is None or kind != "str" else None
            return convert(node.value) if convert else node.value
        if id(node) in seen:
            raise problem(node, "anchors and aliases (& and *) are not used here", "write the value out")
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [build(item, depth + 1) for item in node.value]
        assert isinstance(node, yaml.MappingNode)
        return dict(pairs(node, depth))

    def pairs(node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Plain]]:
        names: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise problem(key, "a field's name must be a plain word", "braces around a text need quotes")
            if key.value in names:
                raise problem(key, f'the field "{key.value}" is given twice', "keep one of the two")
            names.add(key.value)
            yield key.value, build(value, depth + 1)

    return build(node, 0)


__all__ = ["Plain", "YamlMistake", "block_start", "did_you_mean", "locate", "read_yaml"]
