"""docs/questions.md says what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from node import call

from studyguide.model import QuestionType
from studyguide.numeral import read_number

DOC = (Path(__file__).resolve().parent.parent / "docs" / "questions.md").read_text(encoding="utf-8")
EXPORT = re.findall(r"^```json\n(.*?)^```", DOC, re.M | re.S)[0]
NUMBERS = re.findall(r"^\| (`.+`) \| (-?[0-9.]+) \|$", DOC, re.M)


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_numbers_are_read_as_described(typed: str, value: str) -> None:
    for text in re.findall(r"`([^`]+)`", typed):
        read = read_number(text)
        assert read and float(value) in [round(found, 12) for found in read.values], text


def test_there_are_examples_of_numbers() -> None:
    assert len(NUMBERS) > 5


def test_every_type_is_described() -> None:
    assert {name for row in re.findall(r"^\| (`[^|]+`) \| ", DOC, re.M) for name in re.findall(r"`(\w+)`", row)} >= set(
        get_args(QuestionType)
    )


def test_the_example_of_an_export_can_be_imported() -> None:
    [found] = call("transfer.js", [("readExport", EXPORT, "generative-models")])
    assert (found["problem"], found["unreadable"], len(found["events"])) == ("", 0, 3)
    [written] = call("transfer.js", [("exportText", {
        "guide": "generative-models", "log": found["events"], "settings": found["settings"], "now_ms": found["exported_ms"],
    })])  # fmt: skip
    assert written == EXPORT


def test_every_field_of_an_export_is_described() -> None:
    file = json.loads(EXPORT)
    names = set(file) | {name for event in file["events"] for name in event}
    assert {name for name in names if f"`{name}`" not in DOC} == set()
