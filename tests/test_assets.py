"""Scripts are joined from modules: each module once on a page, in an order that works, and mistakes have a place."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from studyguide.assets import BUNDLES, Bundle, ThemeFile, join_bundles, theme_files
from studyguide.problems import Problem, StudyguideError

PAIR = (Bundle("first.js", "js/first.js"), Bundle("second.js", "js/second.js", after=("first.js",)))


def modules(folder: Path, **sources: str) -> dict[str, ThemeFile]:
    """Modules by path, `core__grade` for js/core/grade.js, as the theme's folder would hold them."""
    for name, source in sources.items():
        path = folder / "static" / "js" / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return {
        name: file for name, file in theme_files(folder, "static").items() if str(file.path).startswith(str(folder))
    }


def run(*scripts: str) -> list[object]:
    """What scripts say when a browser runs them one after the other."""
    node = shutil.which("node")
    assert node, "the tests of scripts need Node.js"
    program = "globalThis.window = globalThis; globalThis.said = [];\n" + "\n".join(scripts)
    program += "\nconsole.log(JSON.stringify(said));"
    out = subprocess.run([node, "-e", program], check=True, capture_output=True, text=True, timeout=60).stdout
    found: list[object] = json.loads(out)
    return found


def problem(folder: Path, **sources: str) -> Problem:
    with pytest.raises(StudyguideError) as caught:
        join_bundles(modules(folder, **sources), PAIR)
    return caught.value.problems[0]


def test_a_module_runs_once_and_is_shared_by_all_scripts_of_a_page(tmp_path: Path) -> None:
    files = modules(
        tmp_path,
        count='said.push("count"); let n = 0;\nexport function next() { return (n += 1); }\n',
        first='import { next } from "./count.js";\nsaid.push(next());\n',
        second='import { next as another } from "./count.js";\nsaid.push(another());\n',
    )
    scripts = join_bundles(files, PAIR)
    assert run(*scripts.values()) == ["count", 1, 2]


def test_a_module_runs_once_also_where_neither_script_counts_on_the_other(tmp_path: Path) -> None:
    files = modules(
        tmp_path,
        store='said.push("store");\nexport const events = [];\n',
        first='import { events } from "./store.js";\nevents.push("first");\n',
        second='import { events } from "./store.js";\nsaid.push(...events);\n',
    )
    alone = (Bundle("first.js", "js/first.js"), Bundle("second.js", "js/second.js"))
    assert run(*join_bundles(files, alone).values()) == ["store", "first"]


def test_a_script_works_alone_when_nothing_comes_before_it(tmp_path: Path) -> None:
    files = modules(
        tmp_path,
        core__half="export const half = (n) => n / 2;\n",
        first='said.push("first");\n',
        second='import { half } from "./core/half.js";\nsaid.push(half(3));\n',
    )
    assert run(join_bundles(files, PAIR)["second.js"]) == [1.5]


def test_names_may_be_exported_together(tmp_path: Path) -> None:
    files = modules(
        tmp_path,
        grades="export const [AGAIN, HARD] = [1, 2];\nexport const { E } = Math;\n",
        first='import { AGAIN, HARD, E } from "./grades.js";\nsaid.push(AGAIN, HARD, Math.floor(E));\n',
    )
    assert run(join_bundles(files, PAIR)["first.js"]) == [1, 2, 2]


def test_a_bundle_without_its_entry_is_left_out(tmp_path: Path) -> None:
    assert list(join_bundles(modules(tmp_path, second="said.push(2);\n"), PAIR)) == ["second.js"]


def test_what_an_absent_bundle_would_share_is_put_into_the_next(tmp_path: Path) -> None:
    files = modules(
        tmp_path, half="export const half = 0.5;\n", second='import { half } from "./half.js";\nsaid.push(half);\n'
    )
    assert run(join_bundles(files, PAIR)["second.js"]) == [0.5]


def test_a_missing_module_is_a_problem_in_its_line(tmp_path: Path) -> None:
    found = problem(tmp_path, helf="export const half = 1;\n", first='// half\nimport { half } from "./half.js";\n')
    assert (found.path, found.line, found.message) == (
        "static/js/first.js",
        2,
        "imports js/half.js, which does not exist",
    )
    assert found.hint == 'did you mean "js/helf.js"?'


def test_a_name_that_is_not_exported_is_a_problem_in_its_line(tmp_path: Path) -> None:
    """It would be undefined, without a word."""
    found = problem(
        tmp_path,
        half="export const half = 1;\nconst third = 2;\n",
        first='// both\nimport { half, third as other } from "./half.js";\n',
    )
    assert (found.path, found.line) == ("static/js/first.js", 2)
    assert found.message == "imports third from js/half.js, which does not export it"


def test_modules_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    found = problem(
        tmp_path,
        a='import { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
        first='import { a } from "./a.js";\n',
    )
    assert (found.path, found.message) == ("static/js/b.js", "imports js/a.js, which imports it in turn")


def test_other_forms_of_import_are_a_problem(tmp_path: Path) -> None:
    found = problem(tmp_path, first='import all from "./all.js";\n')
    assert (found.line, found.message) == (1, "this form of import or export is not joined")


def test_templates_inside_templates_are_a_problem(tmp_path: Path) -> None:
    """The squeezer would eat spaces of theirs without a word."""
    found = problem(tmp_path, first='const n = 2;\nsaid.push(`${n ? `${n} of` : "none of"} 3`);\n')
    assert (found.line, found.message) == (2, "a template inside a template is not joined")


def test_the_theme_has_a_bundle_of_each_entry_that_is_there() -> None:
    files = theme_files(Path(__file__).parent, "static")
    assert list(join_bundles(files)) == [bundle.name for bundle in BUNDLES if bundle.entry in files]


MOST = {("site.js", "quiz.js"): 20_000, ("site.js", "quiz.js", "review.js"): 35_000}
"""Bytes, compressed, of the scripts that a page with questions loads, and the review page."""


@pytest.mark.parametrize(("names", "most"), MOST.items())
def test_scripts_of_a_page_stay_small(names: tuple[str, ...], most: int) -> None:
    scripts = join_bundles(theme_files(Path(__file__).parent, "static"))
    sizes = {name: len(gzip.compress(scripts[name].encode(), 9)) for name in names}
    assert sum(sizes.values()) <= most, sizes
