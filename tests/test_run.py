"""`run`: every program of a guide is executed, and whatever is not as it was recorded is found, with its place."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from kitchen import shown

from studyguide import execute
from studyguide.cli import run as command
from studyguide.execute import Job, Outcome
from studyguide.problems import StudyguideError
from studyguide.programs import RunOptions, RunResult, run
from studyguide.samples import chained

DICE = Path(__file__).parent / "sites" / "dice"


@pytest.fixture
def dice(tmp_path: Path) -> Path:
    shutil.copytree(DICE / "content", tmp_path / "content")
    return tmp_path


def ran(project: Path, *names: str, **options: bool) -> RunResult:
    return run(RunOptions(project=project, names=names, jobs=2, **options))


def told(project: Path, *names: str, **options: bool) -> str:
    return shown(ran(project, *names, **options).problems)


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def sample(project: Path, code: str, *fields: str) -> None:
    head = "".join(f"# {field}\n" for field in ("title: X", "framework: python", *fields))
    text = f"# ---\n{head}# ---\n# region main\n{code}\n# endregion\n"
    (project / "content/code/x.py").write_text(text, encoding="utf-8")


def files(project: Path) -> dict[str, bytes]:
    return {p.relative_to(project).as_posix(): p.read_bytes() for p in project.rglob("*") if p.is_file()}


# The whole of it


def test_everything_runs_and_is_as_recorded(dice: Path) -> None:
    before = files(dice)
    result = ran(dice)
    assert [(verdict.id, verdict.state) for verdict in result.verdicts] == [
        ("code/cheat", "well"), ("code/two-dice", "well"), ("concepts/sums", "well"), ("quiz/what-is-printed", "well"),
    ]  # fmt: skip
    assert result.problems == ()
    assert files(dice) == before


def test_records_are_made_and_then_agree(dice: Path) -> None:
    before = files(dice)
    for path in [*dice.rglob("*.run.yml"), *dice.rglob("*.svg")]:
        path.unlink()
    changed = [path for verdict in ran(dice, update=True).verdicts for path in verdict.changed]
    assert sorted(changed) == [
        "content/code/cheat.run.yml", "content/code/figures/two_dice-bars.svg", "content/code/two_dice.run.yml",
        "content/concepts/sums.run.yml",
    ]  # fmt: skip
    assert files(dice).keys() == before.keys()
    assert told(dice) == ""


def test_another_time_alone_is_not_recorded(dice: Path) -> None:
    """A record changes when something came out differently, not when the machine was busy."""
    ran(dice, update=True)  # whatever Python is here
    before = files(dice)
    ran(dice, update=True)
    assert files(dice) == before


def test_only_what_changed_runs_when_that_is_asked(dice: Path) -> None:
    assert [verdict.id for verdict in ran(dice, stale=True).verdicts] == []
    change(dice, "code/two_dice.py", "36 of them", "many")
    (dice / "content/concepts/sums.run.yml").write_text("spoilt")
    assert [verdict.id for verdict in ran(dice, stale=True, update=True).verdicts] == ["code/two-dice", "concepts/sums"]
    assert told(dice) == ""


def test_records_of_nothing_are_deleted(dice: Path) -> None:
    (dice / "content/concepts/gone.run.yml").write_text("old")
    change(dice, "concepts/sums.md", "```python run\n", "```python\n")
    change(dice, "concepts/sums.md", '```python run title="A session"', "```python")
    ran(dice, update=True)
    assert not list((dice / "content/concepts").glob("*.run.yml"))
    assert len(list((dice / "content/code").glob("*.run.yml"))) == 2


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("two-dice", ["code/two-dice"]),
        ("code/two-dice", ["code/two-dice"]),
        ("content/code/two_dice.py", ["code/two-dice"]),
        ("two_dice.py", ["code/two-dice"]),
        ("sums", ["concepts/sums"]),
        ("quiz/dice.yml", ["quiz/what-is-printed"]),
    ],
)
def test_a_program_is_named_by_id_or_file(dice: Path, name: str, found: list[str]) -> None:
    assert [verdict.id for verdict in ran(dice, name).verdicts] == found


def test_an_unknown_name_is_told_with_the_nearest(dice: Path) -> None:
    with pytest.raises(StudyguideError) as error:
        ran(dice, "two-dise")
    assert shown(error.value.problems) == 'two-dise: nothing that runs has this name\n    did you mean "two-dice"?\n'


def test_the_command_tells_each_program_and_the_sum(dice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["run", "--project", str(dice)]) == 0
    out = capsys.readouterr().out
    assert "ok   code/two-dice" in out and "Ran 4 programs in " in out and out.endswith("0 problems\n")
    change(dice, "quiz/dice.yml", "1 + 1", "1 + 2")
    assert command(["run", "--project", str(dice), "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["summary"]["failed"] == 1
    assert said["problems"][0]["message"] == 'this prints "3", which is no accepted answer'


# What is found


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("code/two_dice.py", "== 36", "== 35", "content/code/two_dice.py:40: this assertion does not hold\n"),
        ("code/two_dice.py", "range(1, 7)", "range(1, 7", "content/code/two_dice.py:15: this is not Python: '(' was never closed\n"),
        ("code/two_dice.py", "Counter(a", "Countr(a", "content/code/two_dice.py:26: NameError: name 'Countr' is not defined\n"),
        ("code/two_dice.py", "36 of them", "many", "content/code/two_dice.py:13: this code changed since it was recorded\n    `run two-dice --update` records it\n"),
        ("code/fixtures/loaded_die.py", "write_text", "write", "content/code/fixtures/loaded_die.py:3: AttributeError: 'PosixPath' object has no attribute 'write'\n"),
        ("concepts/sums.md", "6 + 6", "6 + six", "content/concepts/sums.md:9: NameError: name 'six' is not defined\n"),
        ("concepts/sums.md", "most - 1\n11", "most - 1\n10", 'content/concepts/sums.md:16: this shows "11", and the page says "10"\n'),
        ("concepts/sums.md", ">>> most - 1", ">>> least", "content/concepts/sums.md:16: NameError: name 'least' is not defined\n"),
        ("quiz/dice.yml", "print(1 + 1)", "print(1 / 0)", "content/quiz/dice.yml:6: ZeroDivisionError: division by zero\n"),
        ("quiz/dice.yml", '"2"', '"3"', 'content/quiz/dice.yml:6: this prints "2", which is no accepted answer\n    accepted: "3"\n'),
        ("code/two_dice.run.yml", "36 pairs", "37 pairs", "content/code/two_dice.run.yml:1: this record is not as it was written; somebody edited it\n    `run two-dice --update` records it\n"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_found_at_its_line(dice: Path, name: str, old: str, new: str, problem: str) -> None:
    change(dice, name, old, new)
    assert problem in told(dice)


def test_other_output_of_the_same_code_is_found(dice: Path) -> None:
    code = "import os\nprint('seed', os.environ.get('COVERAGE_PROCESS_START'))"
    sample(dice, code)
    ran(dice, "x", update=True)
    assert told(dice, "x") == ""
    os.environ["COVERAGE_PROCESS_START"] = "other"
    try:
        assert told(dice, "x") == (
            'content/code/x.py:6: line 1 of the output of "main": printed "seed other", and "seed None" is recorded\n'
            "    if that is right, `run x --update` records it\n"
        )
    finally:
        del os.environ["COVERAGE_PROCESS_START"]


def test_numbers_are_evaluated_by_the_same_command(dice: Path) -> None:
    change(dice, "concepts/sums.md", "title: Sums", 'title: Sums\nnumbers:\n  "12": 6 + 7')
    assert "content/concepts/sums.md:4:3: the expression gives 13, and the page prints 12\n" in told(dice)


def test_a_picture_without_a_text_is_not_recorded(dice: Path) -> None:
    sample(dice, 'open("a.svg", "w").write("<svg/>")')
    problem = 'content/code/x.py:6: the picture "a.svg" has no text for those who cannot see it\n'
    assert problem in told(dice, "x", update=True)
    assert not (dice / "content/code/x.run.yml").exists()


def test_a_picture_that_is_no_longer_drawn_is_deleted(dice: Path) -> None:
    sample(dice, 'open("a.svg", "w").write("<svg/>")', "figures: {a.svg: Nothing}")
    assert told(dice, "x", update=True) == ""
    picture = dice / "content/code/figures/x-a.svg"
    assert picture.read_text() == "<svg/>"
    sample(dice, "pass")
    assert told(dice, "x", update=True) == ""
    assert not picture.exists()
    assert (dice / "content/code/figures/two_dice-bars.svg").exists()


def test_a_described_picture_must_be_drawn(dice: Path) -> None:
    sample(dice, "pass", "figures: {a.svg: Nothing}")
    assert 'the picture "a.svg" is described and was not drawn' in told(dice, "x", update=True)


def test_what_is_not_installed_fails_or_is_passed_over_and_told(dice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample(dice, "import nonesuch", "needs: [nonesuch]")
    message = "content/code/x.py:7: this needs nonesuch, which is not installed\n    python -m pip install nonesuch; or --allow-missing passes it over\n"
    assert told(dice, "x") == message
    (verdict,) = ran(dice, "x", allow_missing=True).verdicts
    assert (verdict.state, verdict.lacks) == ("passed over", "nonesuch")
    assert command(["run", "--project", str(dice), "--allow-missing"]) == 0
    out = capsys.readouterr().out
    assert "not run: nonesuch is not installed" in out and "1 NOT RUN, for lack of nonesuch" in out


def test_a_page_finds_out_by_itself_what_it_lacks(dice: Path) -> None:
    change(dice, "concepts/sums.md", "most = 6 + 6", "import nonesuch")
    assert "this needs nonesuch, which is not installed" in told(dice, "sums")
    (verdict,) = ran(dice, "sums", allow_missing=True).verdicts
    assert (verdict.state, verdict.lacks) == ("passed over", "nonesuch")


def test_a_need_that_nobody_named_is_a_mistake(dice: Path) -> None:
    sample(dice, "import nonesuch")
    assert told(dice, "x", allow_missing=True).endswith('    add the distribution that has "nonesuch" to `needs:`\n')


def test_too_much_output_is_refused(dice: Path) -> None:
    sample(dice, 'print("x" * 30_000)')
    assert "this prints 30,000 characters, and pages show at most 20,000" in told(dice, "x", update=True)


# One program in its process


def executed(code: str, **fields: object) -> Outcome:
    job = Job(path="x.py", text=code, cells=tuple(chained([("1", 1, code)])), **fields)  # type: ignore[arg-type]
    return execute.execute(job)


def printed(code: str) -> str:
    outcome = executed(code)
    assert outcome.failure is None, outcome.failure
    return outcome.cells["1"].text


def test_cells_share_names_and_future_statements() -> None:
    pieces = [
        ("a", 1, "from __future__ import annotations\nx = 1"),
        ("b", 4, "def f(y: unknown): return x\nprint(f(0))"),
    ]
    outcome = execute.execute(Job(path="x.py", text="", cells=tuple(chained(pieces))))
    assert outcome.failure is None
    assert {name: done.text for name, done in outcome.cells.items()} == {"a": "", "b": "1"}


def test_a_program_is_main_and_can_be_pickled() -> None:
    assert (
        printed("import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A, __name__)")
        == "True __main__"
    )


def test_a_program_has_an_empty_folder_a_bare_environment_and_a_seed() -> None:
    code = "import os, random\nprint(os.listdir('.'), os.path.expanduser('~') in os.environ['TMPDIR'], 'SECRET' in os.environ)\nprint(hash('a'), random.random())"
    os.environ["SECRET"] = "x"
    try:
        first, second = printed(code), printed(code)
    finally:
        del os.environ["SECRET"]
    assert first == second
    assert first.startswith("[] True False\n")


def test_modules_of_the_generator_are_not_in_its_way() -> None:
    assert "studyguide" not in printed("import numbers, trace\nprint(numbers.__file__, trace.__file__)")


def test_there_is_no_network() -> None:
    failure = executed("import urllib.request as u\nu.urlopen('http://example.org')").failure
    assert failure is not None and failure.line == 2 and "run without a network" in failure.message


def test_a_program_that_exits_well_has_ended_well() -> None:
    assert printed("print(1)\nraise SystemExit") == "1"
    failure = executed("raise SystemExit(3)").failure
    assert failure is not None and failure.message == "ended with 3"


def test_output_of_other_processes_and_of_libraries_is_kept() -> None:
    assert printed("import os, sys\nprint('a', flush=True)\nos.write(1, b'b\\n')\nprint('c')") == "a\nb\nc"


@pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
def test_a_program_that_takes_too_long_is_ended_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "FEWEST_SECONDS", 1)
    failure = executed("x = 1\nwhile True:\n    x += 1", seconds=0.1).failure
    assert failure is not None and failure.line in (2, 3) and failure.message == "this did not end within 1 s"


@pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
def test_a_program_that_crashes_is_told_where_it_was() -> None:
    failure = executed("import os\nos.kill(os.getpid(), 11)").failure
    assert failure is not None and failure.line == 2 and "ended by the system (status -11)" in failure.message


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
def test_memory_is_limited() -> None:
    failure = executed("x = 1\ny = bytearray(40 * 2**30)").failure
    assert failure is not None and (failure.line, failure.message) == (2, "MemoryError")


def test_versions_are_those_of_what_is_imported() -> None:
    assert executed("import yaml, json", needs=None).packages.keys() == {"PyYAML"}
    assert executed("pass", needs=("jinja2",)).packages.keys() == {"jinja2"}


def test_a_sample_that_was_just_begun_runs(dice: Path) -> None:
    assert command(["new", "sample", "Three throws", "--project", str(dice)]) == 0
    assert told(dice, "three-throws", update=True) == ""
    assert "text: '2.8'" in (dice / "content/code/three_throws.run.yml").read_text(encoding="utf-8")
