"""Notebooks: valid, the same in every build, in words that other programs understand, and such that they run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studyguide.build import Options, build
from studyguide.execute import QUIET, prepared_folder
from studyguide.load import load_site
from studyguide.notebooks import plain_markdown
from studyguide.programs import Program, _fixture_job, _lacking, programs_of
from studyguide.trace import Memo
from studyguide.view import SiteView
from studyguide.workers import count_of_jobs

HOME = Path(__file__).resolve().parent.parent
DICE = Path(__file__).parent / "sites" / "dice"
NOTEBOOK_LIMIT_S = 600


@pytest.fixture(scope="module")
def dice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("dice")
    shutil.copytree(DICE / "content", project / "content")
    guide = project / "content/guide.yml"
    guide.write_text(guide.read_text() + "base_url: https://example.org/dice\n")
    assert build(Options(project=project, output=project / "site", jobs=1)).published
    return project


def notebook(project: Path, name: str) -> dict[str, Any]:
    book: dict[str, Any] = json.loads((project / "site/code" / name).read_text(encoding="utf-8"))
    return book


def test_a_notebook_holds_title_explanations_code_and_output(dice: Path) -> None:
    book = notebook(dice, "two_dice.ipynb")
    cells = [(cell["cell_type"], cell["id"]) for cell in book["cells"]]
    assert cells == [
        ("markdown", "about"), ("markdown", "text-1"), ("code", "code-pairs"), ("markdown", "text-2"), ("code", "code-count"),
        ("code", "code-picture"), ("code", "code-check"),
    ]  # fmt: skip
    about, text, code, *_ = book["cells"]
    assert about["source"].startswith(
        "# Two dice\n\nHow often each sum of two dice comes up.\n\n[This sample in its guide](https://example.org/dice/code/two-dice.html)\n\nRan with Python "
    )
    assert text["source"] == "All sums come from 36 pairs. What Sums are is told elsewhere."
    assert code["source"].startswith("from itertools import product\n")
    assert code["outputs"] == [{"name": "stdout", "output_type": "stream", "text": "36 pairs\n"}]
    picture = book["cells"][5]["outputs"][0]
    assert picture["data"]["image/svg+xml"].startswith("<svg ")
    assert "region" not in json.dumps(book)


def test_a_notebook_keeps_the_format(dice: Path) -> None:
    """The rules of nbformat 4.5 that a notebook of ours could break; the library itself is asked where it is installed."""
    for path in (dice / "site/code").glob("*.ipynb"):
        book = json.loads(path.read_text())
        assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
        ids = [cell["id"] for cell in book["cells"]]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in ids)
        for cell in book["cells"]:
            needed = {"cell_type", "id", "metadata", "source"}
            assert set(cell) == needed | ({"execution_count", "outputs"} if cell["cell_type"] == "code" else set())


def test_two_builds_make_the_same_notebook(dice: Path, tmp_path: Path) -> None:
    assert build(Options(project=dice, output=tmp_path / "again", jobs=1, fresh=True)).published
    assert (tmp_path / "again/code/two_dice.ipynb").read_bytes() == (dice / "site/code/two_dice.ipynb").read_bytes()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("See [[sums]], [[sums|these]] and [@key, p. 3].", "See Sums, these and."),
        ("::: note A title\nInside.\n:::", "**A title**\nInside.\n"),
        ("::: trap\nInside.\n:::", "**Trap**\nInside.\n"),
        ("$x$ and `[[sums]]`", "$x$ and `[[sums]]`"),
        ("```python\nx = a[[sums]]\n```\n[[sums]]", "```python\nx = a[[sums]]\n```\nSums"),
        ("[[nowhere]]", "nowhere"),
    ],
)
def test_markdown_of_this_house_becomes_plain(dice: Path, written: str, plain: str) -> None:
    view = SiteView(load_site(dice).site, Memo())
    assert plain_markdown(written, view) == plain


# Asked of other programs: `-m samples` runs these, where the extra `samples` is installed.

EXECUTE = """
import sys, nbclient, nbformat
book = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(book)
nbclient.NotebookClient(book, timeout=None, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(book, sys.argv[3])
"""


def executed(path: Path, folder: Path) -> str:
    """Runs a notebook in a folder and leaves it there as `done.ipynb`; returns what went wrong."""
    command = [sys.executable, "-c", EXECUTE, path, folder, folder / "done.ipynb"]
    environment = {**os.environ, **QUIET, "HOME": str(folder), "PYTHONPATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=NOTEBOOK_LIMIT_S)
    return "" if done.returncode == 0 else done.stderr[-2000:]


@pytest.mark.samples
def test_a_notebook_runs_and_prints_what_is_recorded(dice: Path, tmp_path: Path) -> None:
    pytest.importorskip("nbclient")
    recorded = notebook(dice, "two_dice.ipynb")["cells"]
    assert executed(dice / "site/code/two_dice.ipynb", tmp_path) == ""
    done = json.loads((tmp_path / "done.ipynb").read_text())["cells"]
    printed = [
        "".join(line for out in cell.get("outputs", ()) if out["output_type"] == "stream" for line in out["text"])
        for cell in done
    ]
    wanted = ["".join(out.get("text", "") for out in cell.get("outputs", ())) for cell in recorded]
    assert printed[:-1] == wanted[:-1]
    assert printed[-1] == "checked\n"
    assert (tmp_path / "bars.svg").exists()


@pytest.mark.samples
def test_every_notebook_of_the_guide_runs(tmp_path: Path) -> None:
    """Each in a folder of its own, as many at a time as there are processors."""
    pytest.importorskip("nbclient")
    site = load_site(HOME).site
    programs = [program for program in programs_of(site) if program.id.startswith("code/")]
    lacking = {name for program in programs if (name := _lacking(program))}
    shutil.copytree(HOME / "content", tmp_path / "content")
    assert build(Options(project=tmp_path, output=tmp_path / "site")).published

    def run(program: Program) -> str:
        folder = tmp_path / program.id
        name = program.job.path.removeprefix("content/").removesuffix(".py") + ".ipynb"
        if not program.fixture:
            folder.mkdir(parents=True)
            return executed(tmp_path / "site" / name, folder)
        with prepared_folder(_fixture_job(site, program.fixture)) as (prepared, failure):
            shutil.copytree(prepared, folder)
            return failure.message if failure else executed(tmp_path / "site" / name, folder)

    with ThreadPoolExecutor(count_of_jobs(None)) as pool:
        ready = [program for program in programs if not _lacking(program)]
        wrong = dict(zip([program.id for program in ready], pool.map(run, ready), strict=True))
    assert {name: told for name, told in wrong.items() if told} == {}
    if lacking:
        pytest.skip(f"some were left out, for lack of {', '.join(sorted(lacking))}")
