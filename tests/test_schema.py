"""Plain values become entries, or mismatches that an author understands; entries become plain values and come back."""

from __future__ import annotations

import json
from typing import Any, get_type_hints

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studyguide import model
from studyguide.kinds import KINDS
from studyguide.load import SourceRecord, record_from_plain, record_to_plain
from studyguide.model import Answer, Concept, Formula, Guide, Metric, ModelType, Origin, Question, Reference, Term
from studyguide.problems import Problem
from studyguide.scan import Stamp
from studyguide.schema import ID, Mismatch, check_entry, from_plain, parse, to_plain

CLASSES = [kind.cls for kind in KINDS.values()]
RATED = {"value": "high"}
MODEL = {
    "id": "x", "title": "X", "likelihood": {"value": "exact"}, "latent": {"value": "none"}, "sampling": {"value": "fast"},
    "stability": RATED, "quality": RATED, "coverage": RATED,
}  # fmt: skip


def mismatches(cls: type, **plain: object) -> list[Mismatch]:
    made = parse(cls, plain)
    assert isinstance(made, list)
    return made


def question(type: str = "bool", **more: Any) -> Question:
    made = parse(
        Question, {"id": "q", "title": "Q", "type": type, "stem": "?", "objective": "x", "explain": "!"} | more
    )
    assert isinstance(made, Question), made
    return made


def said(entry: model.Entry) -> list[tuple[str, str]]:
    return [(mismatch.field, mismatch.message) for mismatch in check_entry(entry)]


def test_plain_values_become_an_entry_with_tuples_for_lists() -> None:
    made = parse(Concept, {"id": "x", "title": "X", "aliases": ["a", "b"], "numbers": {"2": "1+1"}})
    assert made == Concept(id="x", title="X", aliases=("a", "b"), numbers={"2": "1+1"})


def test_nested_fields_become_values_of_their_own() -> None:
    made = parse(ModelType, MODEL | {"objective": [{"latex": "L", "terms": [{"latex": "x", "means": "y"}]}]})
    assert isinstance(made, ModelType)
    assert made.objective[0].terms[0].means == "y"
    assert made.stability.value == "high"


def test_a_whole_number_stands_for_a_number_and_not_the_other_way_round() -> None:
    assert parse(Answer, {"value": 3}) == Answer(value=3.0)
    assert mismatches(Answer, sig=1.5) == [Mismatch("sig", 'sig must be a whole number, and is a number ("1.5")')]


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = mismatches(Concept, title=1, aliases="x", sumary="y")
    assert {(m.field, m.message.partition(" and ")[0]) for m in found} == {
        ("", 'the field "id" is missing'), ("title", "title must be text,"), ("aliases", "aliases must be a list,"),
        ("sumary!", 'unknown field "sumary"'),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "plain", "expected"),
    [
        (Concept, {"id": "x"}, Mismatch("", 'the field "title" is missing', "add `title:`")),
        (Concept, {"id": "x", "title": "X", "traps": "y"}, Mismatch("traps!", 'unknown field "traps"', 'did you mean "trap"?')),
        (Concept, {"id": "x", "title": "X", "trap": None}, Mismatch("trap", "trap must be text, and is empty")),
        (Concept, {"id": "x", "title": "X", "aliases": [["a"]]}, Mismatch("aliases.0", "item 1 of aliases must be text, and is a list", 'a text that begins with [ or {, or contains ": ", needs quotes')),
        (Concept, {"id": "x", "title": "X", "numbers": {"2": 2}}, Mismatch("numbers.2", '"2" must be text, and is a number ("2")', "write it in quotes")),
        (Metric, {"id": "x", "title": "X", "direction": "up"}, Mismatch("direction", '"up" is not a value of direction', "one of: lower, higher, depends")),
        (Metric, {"id": "x", "title": "X", "direction": 3}, Mismatch("direction", '"3" is not a value of direction', "one of: lower, higher, depends")),
        (Term, {"id": "x", "title": "X", "definition": "y", "link": 0}, Mismatch("link", 'link must be true or false, and is a number ("0")')),
        (ModelType, MODEL | {"quality": {"value": "hgih"}}, Mismatch("quality.value", '"hgih" is not a value of quality.value', 'did you mean "high"?')),
        (ModelType, MODEL | {"quality": {}}, Mismatch("quality", 'the field "value" is missing', "add `value:`")),
        (ModelType, MODEL | {"quality": RATED | {"notes": ""}}, Mismatch("quality.notes!", 'unknown field "notes"', 'did you mean "note"?')),
        (ModelType, MODEL | {"misconceptions": [{"myth": "a", "fix": "b", "x": 1}]}, Mismatch("misconceptions.0.x!", 'unknown field "x"', "known here: fix, myth")),
        (Guide, {"id": "x", "title": "X", "families": {"gan": {"title": "GAN", "hue": 1, "sing": "▲"}}}, Mismatch("families.gan.sing!", 'unknown field "sing"', 'did you mean "sign"?')),
        (Guide, {"id": "x", "title": "X", "families": {"gan": {"title": "GAN"}}}, Mismatch("families.gan", 'the field "hue" is missing', "add `hue:`")),
        (Guide, {"id": "x", "title": "X", "families": []}, Mismatch("families", "families must be a mapping, and is a list")),
        (Formula, {"id": "x", "title": "X", "latex": "x" * 50, "symbols": "y" * 50}, Mismatch("symbols", f'symbols must be a list, and is text ("{"y" * 40}…")', "write a list: [a, b], or one `- a` a line")),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_in_an_author_s_words(cls: type, plain: dict[str, Any], expected: Mismatch) -> None:
    assert parse(cls, plain) == [expected]


def test_the_title_of_a_question_and_the_id_of_a_page_are_not_offered() -> None:
    (title,) = mismatches(Question, id="q", type="bool", stem="?", objective="x", explain="!", title="Q", zzz=1)
    assert "title" not in title.hint
    (id,) = mismatches(Concept, id="x", title="X", zzz=1)
    assert " id," not in id.hint
    (kept,) = mismatches(Term, id="x", title="X", definition="y", zzz=1)
    assert " id," in kept.hint


@pytest.mark.parametrize("name", ["a", "fid", "fid-2", "3d", "a-b-c"])
def test_an_id_is_small_letters_digits_and_single_hyphens(name: str) -> None:
    assert ID.fullmatch(name)


@pytest.mark.parametrize("name", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "ä", "a.b", "a/b", "a\n"])
def test_anything_else_is_no_id(name: str) -> None:
    assert not ID.fullmatch(name)


# What the types alone do not say


@pytest.mark.parametrize(
    ("type", "fields"),
    [
        (
            "single",
            {"options": [{"id": "a", "text": "A", "correct": True, "why": "y"}, {"id": "b", "text": "B", "why": "n"}]},
        ),
        (
            "multi",
            {
                "options": [
                    {"id": "a", "text": "A", "correct": True, "why": "y"},
                    {"id": "b", "text": "B", "correct": True, "why": "y"},
                ]
            },
        ),
        ("bool", {"truth": False}),
        ("numeric", {"answer": {"value": 0.5, "abs": 0.1}}),
        (
            "numeric",
            {"answer": {"expr": "1/3", "rel": 0.01, "unit": "m"}, "wrong": [{"value": 3, "why": "upside down"}]},
        ),
        ("text", {"answer": {"accept": ["a"], "typo": True}}),
        ("cloze", {"text": "{{1}} {{2}}", "gaps": [{"accept": ["a"]}, {"accept": ["b"], "menu": ["b", "c"]}]}),
        ("match", {"pairs": [{"id": "a", "left": "A", "right": "B"}], "distractors": ["C"]}),
        ("order", {"items": [{"id": "a", "text": "A"}, {"id": "b", "text": "B", "indent": 1}]}),
        ("output", {"code": "print(1)", "answer": {"accept": ["1"]}}),
        ("recall", {"back": "b", "must": ["m"]}),
        ("explain", {"back": "b"}),
    ],
)
def test_a_question_with_its_key_is_in_order(type: str, fields: dict[str, Any]) -> None:
    assert said(question(type, **fields)) == []


def test_every_type_of_question_needs_a_key() -> None:
    for type in get_type_hints(Question)["type"].__args__:
        assert said(question(type)), type


@pytest.mark.parametrize("type", ["single", "bool", "numeric", "text", "recall"])
def test_a_key_of_another_type_is_told(type: str) -> None:
    assert ("pairs!", f'"pairs" has no meaning for a question of type "{type}"') in said(
        question(type, pairs=[{"id": "a", "left": "A", "right": "B"}])
    )


def test_false_is_a_key() -> None:
    assert said(question("bool", truth=False)) == []
    assert said(question("single", truth=False))[-1] == (
        "truth!",
        '"truth" has no meaning for a question of type "single"',
    )


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({"value": 70, "expr": "100*280/400", "abs": 0.5}, []),
        ({"value": 70, "expr": "100*281/400", "abs": 0.5}, []),
        ({"value": 70, "expr": "100*283/400", "abs": 0.5}, [("answer.value", "the expression gives 70.75, not 70")]),
        ({"value": 70, "expr": "100*283/400", "rel": 0.02}, []),
        ({"value": 0.333, "expr": "1/3", "sig": 3}, []),
        ({"value": 0.333, "expr": "1/3", "sig": 4}, [("answer.value", "the expression gives 0.333333, not 0.333")]),
        ({"value": 1234, "expr": "1229", "sig": 2}, []),
        ({"value": 1234, "expr": "1300", "sig": 2}, [("answer.value", "the expression gives 1300, not 1234")]),
        ({"value": 0, "expr": "0", "sig": 2}, []),
        (
            {"value": 5, "expr": "inf - inf", "abs": 1},
            [("answer.expr", "the expression cannot be evaluated: the result is not a number")],
        ),
    ],
)
def test_an_expression_must_give_the_value_within_the_tolerance(
    answer: dict[str, Any], complaint: list[tuple[str, str]]
) -> None:
    assert said(question("numeric", answer=answer)) == complaint


def test_gaps_are_counted_from_one_and_each_has_its_answer() -> None:
    assert said(question("cloze", text="{{0}} {{1}}", gaps=[{"accept": ["a"]}])) == [
        ("text", "the text has gaps [0, 1], and `gaps` has 1")
    ]
    assert said(question("cloze", text="{{1}} {{1}}", gaps=[{"accept": ["a"]}])) == []


def test_an_address_of_a_reference_is_one_of_the_web() -> None:
    def reference(url: str) -> Reference:
        return Reference(id="x", title="X", authors="A", year=2000, venue="V", url=url)

    assert said(reference("https://example.org/a")) == []
    assert said(reference("javascript:alert(1)")) == [("url", "this is not an address")]


def test_an_empty_title_is_told_for_every_kind_of_entry() -> None:
    assert said(Concept(id="x", title=" ")) == [("title", "the title is empty")]


# There and back again


@pytest.mark.parametrize("cls", [*CLASSES, Guide, Origin, Problem], ids=lambda cls: cls.__name__)
def test_an_entry_survives_being_written_down(cls: type) -> None:
    @settings(deadline=None, max_examples=12)
    @given(st.from_type(cls))
    def check(value: Any) -> None:
        plain = json.dumps(to_plain(value))
        assume("NaN" not in plain)  # it is not even equal to itself
        assert from_plain(cls, json.loads(plain)) == value

    check()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_what_is_written_down_is_what_an_author_could_have_written(cls: type) -> None:
    @settings(deadline=None, max_examples=8)
    @given(st.from_type(cls))
    def check(value: Any) -> None:
        plain = to_plain(value)
        assume("NaN" not in json.dumps(plain))
        assert parse(cls, plain) == value

    check()


def test_defaults_are_not_written_down() -> None:
    assert to_plain(Term(id="x", title="X", definition="y")) == {"id": "x", "title": "X", "definition": "y"}
    assert to_plain(question("bool", truth=False))["truth"] is False


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_file_as_read_survives_the_manifest(kind: str, data: st.DataObject) -> None:
    cls = KINDS[kind].cls
    entries = data.draw(st.lists(st.tuples(st.text(), st.from_type(cls), st.from_type(Origin)), max_size=2))
    problems = data.draw(st.lists(st.from_type(Problem), max_size=2))
    record = SourceRecord(
        path="p", stamp=Stamp(1, 2, 3), digest="d", entries=tuple(entries), problems=tuple(problems), broken=("a/b",)
    )
    plain = record_to_plain(record)
    assume("NaN" not in plain)
    assert record_from_plain("p", record.stamp, "d", plain) == record
