"""YAML as authors mean it, and the way back from a value to its place in the file."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.yamltext import YamlMistake, front_matter, locate, place_within, read_yaml


def refused(text: str, first_line: int = 1) -> tuple[int, int, str]:
    with pytest.raises(YamlMistake) as error:
        read_yaml(text, "x.yml", first_line=first_line)
    problem = error.value.problem
    return problem.line, problem.column, problem.message


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "Off",
        "y",
        "2026-11-22",
        "12:30",
        "010",
        "0x10",
        "1_000",
        ".inf",
        ".nan",
        "1e999",
        "TRUE",
        "=",
        "<<",
    ],
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(text: str) -> None:
    assert read_yaml(f"a: {text}", "") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("False", False), ("0", 0), ("-17", -17), ("+4", 4), ("0.5", 0.5), (".5", 0.5), ("1e-3", 1e-3), ("2.", "2."), ("null", None), ("~", None), ("", None)],
)  # fmt: skip
def test_truth_numbers_and_nothing_are_what_they_look_like(text: str, value: object) -> None:
    read = read_yaml(f"a: {text}", "")["a"]
    assert read == value
    assert type(read) is type(value)


def test_what_is_quoted_is_text() -> None:
    assert read_yaml("""[ "1", '2', "true", '' ]""", "") == ["1", "2", "true", ""]


def test_a_number_too_long_for_python_stays_text() -> None:
    assert read_yaml("a: " + "9" * 5_000, "") == {"a": "9" * 5_000}


def test_names_of_fields_are_text() -> None:
    assert read_yaml("1: a\ntrue: b\nnull: c\n0.5: d", "") == {"1": "a", "true": "b", "null": "c", "0.5": "d"}


def test_an_empty_text_has_no_value() -> None:
    assert read_yaml("# nothing", "") is None


def test_a_merge_key_is_a_name_like_any_other() -> None:
    assert read_yaml("<<: {a: 1}", "") == {"<<": {"a": 1}}


def test_a_place_is_counted_from_the_first_line_given() -> None:
    assert refused("a: 1\nb: c: d", first_line=10)[:2] == (11, 5)


def test_a_name_given_twice_is_refused_at_the_second() -> None:
    assert refused("a: 1\nb: 2\na: 3") == (3, 1, 'the field "a" is given twice')


def test_a_name_given_twice_in_different_writing_is_refused() -> None:
    assert refused("a: 1\n'a': 2")[2] == 'the field "a" is given twice'


def test_the_excerpt_is_the_line_with_the_mistake() -> None:
    with pytest.raises(YamlMistake) as error:
        read_yaml("a: 1\nb: c: d\ne: 2", "x.yml", first_line=5)
    assert error.value.problem.excerpt == "b: c: d"


def test_sixty_levels_are_read_and_sixty_one_are_not() -> None:
    assert read_yaml("[" * 60 + "]" * 60, "")
    assert refused("[" * 61 + "]" * 61)[2] == "the YAML is nested too deeply"


def test_nothing_is_ever_made_of_a_tag() -> None:
    for tag in (
        "!!python/object/apply:os.system [true]",
        "!!python/name:os.system",
        "!!set {a, b}",
        "!!binary aGk=",
        "!x y",
        "!<tag:yaml.org,2002:int> 1",
    ):
        assert refused(f"a: {tag}") == (1, 4, "tags (!) are not used here")


def test_front_matter_is_what_stands_between_the_first_two_lines_of_dashes() -> None:
    assert front_matter("---\na: 1\n---\nb\n---\n") == "a: 1\n"
    assert front_matter("--- \na: |\n  ---\n  x\n---\t\n") == "a: |\n  ---\n  x\n"
    assert front_matter("a: 1\n---\n") == ""
    assert front_matter("---\na: 1\n---b\n") == ""


# Places of values

QUIZ = """\
- id: first
  options:
    - {id: a, why: "Yes."}
    - id: b
      why: |
        No.
- id: second
  "72.7": x
  a.b:
    c: d
"""


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("0.id", (1, 7)),
        ("0.options", (3, 5)),
        ("0.options!", (2, 3)),
        ("0.options.0.why", (3, 20)),
        ("0.options.0.why!", (3, 15)),
        ("0.options.1", (4, 7)),
        ("0.options.1.why", (5, 12)),
        ("1.72.7", (8, 11)),
        ("1.72.7!", (8, 3)),
        ("1.a.b.c", (10, 8)),
        ("", (1, 1)),
    ],
)
def test_a_path_leads_to_its_value_or_its_name(field: str, place: tuple[int, int]) -> None:
    assert locate(QUIZ, field) == place


@pytest.mark.parametrize(
    ("field", "place"),
    [("0.options.1.text", (4, 7)), ("0.options.7", (3, 5)), ("1.nothing.at.all!", (7, 3)), ("9", (1, 1))],
)
def test_a_path_that_ends_early_leads_to_the_nearest_thing_above(field: str, place: tuple[int, int]) -> None:
    assert locate(QUIZ, field) == place


def test_a_text_that_is_not_yaml_has_only_a_first_line() -> None:
    assert locate("a: b: c", "a", first_line=3) == (3, 1)
    assert place_within("a: b: c", "a", 2, 5, first_line=3) == (3, 1)


def test_a_place_below_an_end_of_line_that_only_yaml_sees_is_what_an_editor_shows() -> None:
    assert locate('a: "x\u2028y"\nb: 1', "b") == (2, 4)


# Places within values


def marked(text: str, field: str = "a", mark: str = "@") -> None:
    """The mark in the value must be found where it stands in the file."""
    value = read_yaml(text, "")[field]
    offset = value.index(mark)
    line, column = value.count("\n", 0, offset) + 1, offset - value.rfind("\n", 0, offset)
    at = text.index(mark)
    assert place_within(text, field, line, column) == (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


@pytest.mark.parametrize(
    "text",
    [
        "a: some @ here",
        "a:   some\n  more\n    words @ here\nb: 1",
        "a:\n  on its own line @ here",
        "a: some\n\n\n  @ after empty lines",
        "a: 'it''s @ here'",
        "a: 'it''s\n  folded ''twice''\n\n  and @'",
        'a: "say \\"so\\" @"',
        'a: "tab\\tand\\nline\\n\\n  @"',
        'a: "\\x41\\u00e4\\U0001F35E @"',
        'a: "goes \\\n    on \\\n  here @"',
        'a: "folded\n  here\n\n  and @"',
        "a: |\n  one\n\n    two @\n",
        "a: |+\n\n\n  one @\n\n",
        "a: |2-\n    further in @\n",
        "a: >\n  folded\n  here @ and\n  there",
        "a: >-\n  one\n\n  two\n    kept @\n  back\n",
        "a: > # a remark\n  @",
        "x: [1]\na: >\n  öäü 🍞 and\n  🍞🍞 @",
    ],
)
def test_a_place_in_a_text_is_found_through_folding_and_escapes(text: str) -> None:
    marked(text)


def test_a_place_at_the_end_of_a_text_is_behind_its_last_character() -> None:
    assert place_within("a: >\n  one\n  two", "a", 1, 8) == (3, 6)


def test_a_place_in_white_space_is_behind_the_word_before_it() -> None:
    assert place_within("a: one\n  two", "a", 1, 4) == (1, 7)


def test_a_place_in_an_empty_text_is_where_the_text_is() -> None:
    assert place_within('b: 1\na: ""', "a", 1, 1) == (2, 4)


def test_a_place_in_what_is_no_text_is_where_the_value_is() -> None:
    assert place_within("b: 1\na: [1, 2]", "a", 1, 3) == (2, 4)


words = st.text(st.sampled_from("aZ9 .,'\"\\#:-[]{}&*!|>%@`$é🍞\n\t"), min_size=1, max_size=60)
names = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
plain = st.recursive(
    words | st.integers(-99, 99) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
styles = st.sampled_from([None, "'", '"', "|", ">"])


def written(value: Any, style: str | None, flow: bool | None, width: int) -> str:
    text: str = yaml.safe_dump(
        value, default_style=style, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False
    )
    return text


def paths(value: Any, prefix: str = "") -> list[tuple[str, Any]]:
    below = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return [(prefix, value), *(found for key, part in below for found in paths(part, f"{prefix}.{key}".lstrip(".")))]


@settings(deadline=None)
@given(plain, st.sampled_from([True, False, None]), st.integers(4, 90))
def test_what_pyyaml_writes_is_read_as_it_was(value: Any, flow: bool | None, width: int) -> None:
    assert read_yaml(written(value, None, flow, width), "") == value


@settings(deadline=None)
@given(plain, st.sampled_from([True, False, None]), st.integers(4, 90))
def test_every_path_leads_to_a_place_where_its_value_begins(value: Any, flow: bool | None, width: int) -> None:
    text = written({"top": value}, None, flow, width)
    lines = text.split("\n")
    for path, found in paths({"top": value}):
        line, column = locate(text, path)
        assert 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
        rest = lines[line - 1][column - 1 :]
        if isinstance(found, (int, bool)) or found is None:
            assert yaml.safe_load(rest.split(",")[0].split("}")[0].split("]")[0]) == found


@settings(deadline=None)
@given(words, words, styles, st.integers(4, 40))
def test_each_character_of_a_text_is_found_where_it_is_written(
    before: str, after: str, style: str | None, width: int
) -> None:
    text = written({"a": f"{before}§{after}"}, style, False, width)
    marked(text, mark="§")


@settings(deadline=None)
@given(st.text(max_size=200), st.text(st.sampled_from("ab.01!"), max_size=8), st.integers(1, 5), st.integers(1, 50))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str, field: str, line: int, column: int) -> None:
    lines = text.count("\n") + 1
    try:
        read_yaml(text, "x.yml")
    except YamlMistake as mistake:
        assert 1 <= mistake.problem.line <= lines
        assert mistake.problem.column >= 1
    assert 1 <= locate(text, field)[0] <= lines
    assert 1 <= place_within(text, field, line, column)[0] <= lines
