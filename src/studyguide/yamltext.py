"""YAML as plain values, read strictly: no duplicate keys, no surprises of YAML 1.1, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .problems import Problem, line_of

Plain = Any
"""None, bool, int, float, str, list or dict of these."""
DEEPEST = 60


class _Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Knows true/false, decimal numbers and null; everything else is text (`no`, `010`, `12:30`, dates)."""


_Reader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false|True|False", "tfTF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    (
        "float",
        r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?(?:0|[1-9][0-9]*)\.?[eE][-+]?[0-9]+",
        "-+0123456789.",
    ),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _Reader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))

_LONGEST_NUMBER = 300
"""Characters; float() makes infinity of some longer ones, and int() refuses some thousands. They stay text."""
_SCALARS = {"bool": lambda text: text.lower() == "true", "int": int, "float": float, "null": lambda text: None}
_HINTS = (
    ("mapping values are not allowed", 'a text that contains ": " needs quotes around it'),
    (
        "sequence entries are not allowed",
        'a list begins on a line of its own; a text that begins with "- " needs quotes',
    ),
    ("mapping keys are not allowed", 'a text that begins with "? " needs quotes'),
    ("a tab character", "indent with spaces, not with tabs"),
    ("could not find expected ':'", "a field is written `name: value`"),
    ("found unknown escape character", "in double quotes a backslash is written twice; single quotes leave it alone"),
    ("while scanning a quoted scalar", "a quote is not closed"),
    ("found undefined alias", "a text that begins with * needs quotes"),
    ("expected alphabetic or numeric", "a text that begins with * or & needs quotes"),
    ("expected <block end>", "check the indentation, and quotes around texts that contain quotes"),
    ("did not find expected", "check the indentation, brackets and quotes"),
    ("another document", "remove the line `---`"),
)
_CANNOT_START = {"\t": "indent with spaces, not with tabs"} | {
    sign: f"a text that begins with {sign} needs quotes" for sign in "@`%"
}
_NOT_ALLOWED = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that cannot stand in YAML (1.1, 5.1)."""
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
"""At the beginning of a Markdown file; its first group is YAML that starts at line 2."""


class YamlMistake(Exception):
    """The text is not YAML as we read it; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, path: str, *, first_line: int = 1) -> Plain:
    """The plain value of a YAML text that starts at the given line of its file. Raises `YamlMistake`."""
    node = _compose(text, path, first_line)
    return None if node is None else _plain(node, path, text, first_line)


def front_matter(text: str) -> str:
    """The YAML at the beginning of a Markdown file; it starts at line 2."""
    match = FRONT_MATTER.match(text)
    return match[1] if match else ""


def locate(text: str, field: str, *, first_line: int = 1) -> tuple[int, int]:
    """Line and column of the value at a dotted path such as `options.2.why`, or of the nearest thing above it.

    A path that ends in `!` is the place of the key itself. Called only when there is a problem to show.
    """
    node = _find(text, field)
    return _place(text, node.start_mark.index if node else 0, first_line)


def place_within(text: str, field: str, line: int, column: int, *, first_line: int = 1) -> tuple[int, int]:
    """Where a place in the text of a string value stands in the file.

    Folding, indentation and quotes change nothing of a text but its white space, so that the value's other characters are
    the written ones, in the same order; escapes stand for one character each.
    """
    node = _find(text, field)
    if not isinstance(node, yaml.ScalarNode):
        return locate(text, field, first_line=first_line)
    before = "\n".join([*node.value.split("\n")[: line - 1], ""])
    offset = len(before) + column - 1
    count = sum(sign not in _BLANK for sign in node.value[:offset])
    written = [*_written(text, node)]
    if node.value[offset : offset + 1].strip(_BLANK) and count < len(written):
        return _place(text, written[count][0], first_line)
    return _place(
        text, written[min(count, len(written)) - 1][1] if written and count else node.start_mark.index, first_line
    )


_BLANK = " \t\r\n\x85\u2028\u2029"
_ESCAPED = {
    '"': re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|.", re.S),
    "'": re.compile(r"''|.", re.S),
}
_BLANK_ESCAPES = "nrtNLP \t\n"


def _written(text: str, node: yaml.ScalarNode) -> Iterator[tuple[int, int]]:
    """Begin and end, in the file, of each character of a value that is not white space."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        start = text.find("\n", start) + 1 or end
    elif node.style in ("'", '"'):
        start, end = start + 1, end - 1
    pattern = _ESCAPED.get(node.style, re.compile(".", re.S))
    for match in pattern.finditer(text, start, end):
        code = next(filter(None, match.groups()), "")
        if len(code) > 1:
            blank = chr(int(code, 16)) in _BLANK
        else:
            blank = code in _BLANK_ESCAPES if code else match[0] in _BLANK
        if not blank:
            yield match.span()


def _place(text: str, index: int, first_line: int) -> tuple[int, int]:
    """Lines as authors count them; YAML also ends them at U+0085, U+2028 and U+2029."""
    return text.count("\n", 0, index) + first_line, index - text.rfind("\n", 0, index)


def _find(text: str, field: str) -> yaml.Node | None:
    """The node at a dotted path, or the nearest one above it; None where the text cannot be read."""
    try:
        node = _compose(text, "", 1)
    except YamlMistake:
        return None
    key_wanted = field.endswith("!")
    parts = [part for part in field.removesuffix("!").split(".") if part]
    while parts and node is not None:
        found = _child(node, parts)
        if found is None:
            break
        key, child, used = found
        parts = parts[used:]
        node = key if key_wanted and not parts and key is not None else child
    return node


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
    try:
        _guard_depth(text, path, first_line)
        return yaml.compose(text, Loader=_Reader)
    except yaml.MarkedYAMLError as error:
        raise YamlMistake(_syntax_problem(error, text, path, first_line)) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        found = _NOT_ALLOWED.search(text)
        message = f"this is not YAML: {getattr(error, 'reason', error)}"
        raise YamlMistake(
            _problem_at(found.start() if found else 0, text, path, first_line, message, "delete it")
        ) from None
    except RecursionError:
        raise YamlMistake(_problem_at(0, text, path, first_line, "the YAML is nested too deeply")) from None


_MAY_BE_DEEP = re.compile(rf"(?:[-?:][ \t]+){{{DEEPEST // 2}}}|^ {{{2 * DEEPEST}}}", re.M)


def _guard_depth(text: str, path: str, first_line: int) -> None:
    """Composing recurses in C, so that a text of ten thousand brackets would end the process; parsing does not."""
    if not _MAY_BE_DEEP.search(text) and not _has_deep_brackets(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Reader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlMistake(
                _problem_at(
                    event.start_mark.index if event.start_mark else 0,
                    text,
                    path,
                    first_line,
                    "the YAML is nested too deeply",
                )
            )


def _has_deep_brackets(text: str) -> bool:
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return True
    return False


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = error.problem or str(error)
    whole = f"{error.context or ''} {said}"
    at_end = mark is not None and not text[mark.index :].strip()
    if error.context_mark and (at_end or "scanning an a" in whole):
        mark = error.context_mark  # where a quote or a bracket opened; the end of the text tells nothing
    index = mark.index if mark else 0
    hint = next((hint for sign, hint in _HINTS if sign in whole), "")
    if "mapping values" in whole and re.search(r"^[ ]+[\w-]+$", text[:index].rpartition("\n")[2]):
        hint = 'fields of one entry begin in the same column; a text that contains ": " needs quotes around it'
    if "while parsing a flow" in whole and error.context_mark:
        line, _ = _place(text, error.context_mark.index, first_line)
        hint = (
            f"close the bracket of line {line}; a text that contains brackets, braces or a comma needs quotes in there"
        )
    if "cannot start any token" in said:
        hint = _CANNOT_START.get(text[index : index + 1], "")
    if said.startswith("but "):
        said = f"{error.context}, {said}"
    return _problem_at(index, text, path, first_line, f"this is not YAML: {said}", hint)


def _problem_at(index: int, text: str, path: str, first_line: int, message: str, hint: str = "") -> Problem:
    line, column = _place(text, index, first_line)
    excerpt = line_of(text, line - first_line + 1)
    return Problem(path=path, line=line, column=column, message=message, hint=hint, excerpt=excerpt)


def _plain(node: yaml.Node, path: str, text: str, first_line: int) -> Plain:
    def problem(at: yaml.Node, message: str, hint: str = "") -> YamlMistake:
        return YamlMistake(_problem_at(at.start_mark.index, text, path, first_line, message, hint))

    def build(node: yaml.Node, depth: int) -> Plain:
        refuse_properties(node)
        if depth > DEEPEST:
            raise problem(node, "the YAML is nested too deeply")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [build(item, depth + 1) for item in node.value]
        assert isinstance(node, yaml.MappingNode)
        return dict(pairs(node, depth))

    def refuse_properties(node: yaml.Node) -> None:
        """`&name` and `!tag` begin a node; an alias leads to a node that begins with `&`."""
        sign = text[node.start_mark.index : node.start_mark.index + 1]
        if sign == "&":
            message = "anchors and aliases (& and *) are not used here"
            raise problem(node, message, "write the value out; a text that begins with & needs quotes")
        if sign == "!":
            raise problem(node, "tags (!) are not used here", "a text that begins with ! needs quotes")

    def pairs(node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Plain]]:
        names: set[str] = set()
        for key, value in node.value:
            refuse_properties(key)
            if not isinstance(key, yaml.ScalarNode):
                raise problem(key, "a field's name must be a plain word", "braces around a text need quotes")
            if key.value in names:
                raise problem(key, f'the field "{key.value}" is given twice', "keep one of the two")
            names.add(key.value)
            yield key.value, build(value, depth + 1)

    return build(node, 0)


def _scalar(node: yaml.ScalarNode) -> Plain:
    kind = node.tag.rpartition(":")[2]
    convert: Any = _SCALARS.get(kind) if len(node.value) <= _LONGEST_NUMBER else None
    value = convert(node.value) if convert else node.value
    return node.value if value in (float("inf"), float("-inf")) else value


# Writing


class _Writer(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Quotes what our reader would take for something else; texts of several lines stand as blocks."""

    yaml_implicit_resolvers = _Reader.yaml_implicit_resolvers

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_text(writer: Any, text: str) -> yaml.ScalarNode:
    node: yaml.ScalarNode = writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
    return node


_Writer.add_representer(str, _write_text)


def write_yaml(value: Plain) -> str:
    """A value as YAML that `read_yaml` reads back."""
    text: str = yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=1_000_000, line_break="\n")
    return text


__all__ = ["FRONT_MATTER", "Plain", "YamlMistake", "front_matter", "locate", "place_within", "read_yaml", "write_yaml"]
