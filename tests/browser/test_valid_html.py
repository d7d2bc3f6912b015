"""All pages are valid HTML.

The Nu checker is the judge: no error and no warning. But it is a Java program, and a Java cannot be assumed where these tests
run; there html-validate judges, which needs only Node.js and knows less. Some checker always runs.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from .markup import JAVA, Checker, html_validate, nu

pytestmark = pytest.mark.browser

FEW = 5
"""Places shown of each fault."""


@pytest.mark.parametrize("checker", [nu if JAVA else html_validate])
def test_all_pages_are_valid(checker: Checker, folders: dict[str, Path]) -> None:
    root = next(iter(folders.values())).parent
    faults: dict[str, list[str]] = defaultdict(list)
    for place, message in checker(folders.values()):
        faults[message].append(str(place).replace(f"{root}/", ""))
    told = [f"{len(places)} × {message}\n    " + "\n    ".join(places[:FEW]) for message, places in faults.items()]
    assert not told, "\n".join(told)
