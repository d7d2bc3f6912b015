"""The command line, as its users meet it; in a process of its own where that makes a difference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from studyguide import cli, scaffold, terminal

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build.py"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return scaffold.new_guide(tmp_path, "Try").path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in a folder, in this process, with these environment variables."""

    def run(folder: Path, *arguments: str, **environment: str) -> Done:
        for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", [str(BUILD), *arguments])
        capfd.readouterr()
        code = cli.guarded(lambda: cli.run(arguments, BUILD.parent))
        return Done(code, *capfd.readouterr())

    return run


def break_guide(guide: Path) -> None:
    page = guide / "content" / "concepts" / "second-idea.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("[concepts/first-idea]", "[concepts/frist-idea]"), encoding="utf-8"
    )


def test_without_a_command_the_guide_is_built(guide: Path, run: Run) -> None:
    done = run(guide)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Built ")
    assert done.stdout.endswith(" 0 problems → site/\n")
    assert (guide / "site" / "index.html").exists()


def test_the_first_build_says_how_to_open_it_and_the_second_does_not(guide: Path, run: Run) -> None:
    assert "Open site/index.html, or preview as you write: python " in run(guide).stderr
    assert run(guide).stderr == ""


def test_an_option_without_a_command_is_for_build(guide: Path, run: Run) -> None:
    run(guide)
    assert " 0 reused" in run(guide, "--fresh").stdout
    assert "0 rendered" in run(guide, "build").stdout


def test_the_guide_is_found_from_a_folder_inside_it(guide: Path, run: Run) -> None:
    done = run(guide / "content" / "concepts", "build")
    assert done.stdout.endswith("→ ../../site/\n")
    assert (guide / "site" / "index.html").exists()


def test_output_goes_where_it_is_told(guide: Path, tmp_path: Path, run: Run) -> None:
    assert run(tmp_path, "--project", "try", "--output", "public").returncode == 0
    assert (tmp_path / "public" / "index.html").exists()
    assert not (guide / "site").exists()


@pytest.mark.parametrize("output", [".", "..", "content", "content/site", "static"])
def test_a_site_never_goes_among_the_guides_own_files(guide: Path, output: str, run: Run) -> None:
    done = run(guide, "--output", output)
    assert done.returncode == 2
    assert f"the site cannot go to {Path(output)}: the guide's own files are there" in done.stderr


def test_no_guide_is_wrong_usage_and_says_how_to_begin_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["build"]) == 2
    assert cli.run([]) == 2
    assert cli.run(["check", "--project", "."]) == 2


def test_a_wrong_command_or_option_is_wrong_usage_with_a_suggestion(guide: Path, run: Run) -> None:
    assert "Did you mean 'build'?" in run(guide, "biuld").stderr
    done = run(guide, "--frsh")
    assert done.returncode == 2
    assert "Did you mean '--fresh'?" in done.stderr


def test_problems_are_shown_and_fail(guide: Path, run: Run) -> None:
    break_guide(guide)
    done = run(guide, "check")
    assert done.returncode == 1
    assert 'content/concepts/second-idea.md:4:17: error: there is no entry "concepts/frist-idea"' in done.stdout
    assert "    4 | prerequisites: [concepts/frist-idea]\n" in done.stdout
    assert not (guide / "site").exists()


def test_paths_of_problems_lead_from_the_working_folder(guide: Path, run: Run) -> None:
    break_guide(guide)
    assert run(guide / "content", "check").stdout.startswith("../content/concepts/second-idea.md:4:17: error:")


def test_warnings_fail_only_when_strict(guide: Path, run: Run) -> None:
    scaffold.new_entry(guide, "term", "Unused")
    assert run(guide, "check").returncode == 0
    assert run(guide, "check", "--strict").returncode == 1


def test_json_is_all_that_stdout_gets(guide: Path, run: Run) -> None:
    break_guide(guide)
    done = run(guide, "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["problems"][0]["path"] == "content/concepts/second-idea.md"
    assert told["summary"]["published"] is False


def test_json_tells_what_stops_the_work_at_once(guide: Path, run: Run) -> None:
    (guide / "content" / "guide.yml").write_text("title: [", encoding="utf-8")
    done = run(guide, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"][0]["path"] == "content/guide.yml"


def test_github_paths_count_from_the_checkout(guide: Path, tmp_path: Path, run: Run) -> None:
    break_guide(guide)
    done = run(guide, "check", "--format", "github", GITHUB_WORKSPACE=str(tmp_path))
    assert done.stdout.startswith("::error file=try/content/concepts/second-idea.md,line=4,col=17,title=Studyguide::")


def test_colours_only_when_wanted(guide: Path, run: Run) -> None:
    break_guide(guide)
    assert "\x1b[" not in run(guide, "check").stdout
    assert "\x1b[" in run(guide, "check", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run(guide, "check", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_every_command_explains_itself_with_examples(guide: Path, run: Run) -> None:
    assert "Commands:" in run(guide, "--help").stdout
    for command in ("build", "check", "lock", "serve", "new", "deploy"):
        told = run(guide, command, "--help")
        assert told.returncode == 0
        assert "Examples:" in told.stdout
        assert f"  python {BUILD} {command}" in told.stdout, "as its user would type it"


def test_help_on_new_names_every_kind(guide: Path, run: Run) -> None:
    words = run(guide, "new", "--help").stdout.replace(",", " ").replace(".", " ").split()
    assert {"guide", *scaffold.FILES} <= set(words)


def test_the_version_is_told_even_where_nothing_is_installed(guide: Path, run: Run) -> None:
    done = run(guide, "--version")
    assert done.returncode == 0
    assert done.stdout.startswith("studyguide")


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_a_reader_who_leaves_ends_it_quietly(guide: Path) -> None:
    command = f"{sys.executable} {BUILD} {{}} | true; echo ${{{{PIPESTATUS[0]}}}}"
    for arguments in ("--help", "check --format json", ""):
        script = ["bash", "-c", command.format(arguments)]
        done = subprocess.run(script, cwd=guide, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert done.stdout.strip() in {"0", "141"}


def test_a_broken_pipe_is_no_bug(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def leave() -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_close_pipe", lambda: cli.PIPE_CLOSED)
    assert cli.guarded(leave) == 141
    assert capfd.readouterr().err == ""


def test_ctrl_c_ends_with_130_and_no_words(capfd: pytest.CaptureFixture[str]) -> None:
    def stop() -> int:
        raise KeyboardInterrupt

    assert cli.guarded(stop) == 130
    assert capfd.readouterr() == ("", "")


def test_a_bug_says_that_it_is_one_and_shows_where(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise ValueError("seven")

    assert cli.guarded(fail) == 1
    told = capfd.readouterr().err
    assert told.startswith("This is a bug in Studyguide, not a mistake in your guide.")
    assert "ValueError: seven" in told


def test_a_full_disk_is_no_bug(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise OSError(28, "No space left on device", "site/index.html")

    assert cli.guarded(fail) == 1
    assert capfd.readouterr().err == "error: No space left on device: site/index.html\n"


def test_a_missing_library_says_how_to_get_it(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise ModuleNotFoundError("No module named 'yaml'", name="yaml")

    assert cli.guarded(fail) == 1
    assert "the Python package yaml is not installed" in capfd.readouterr().err


def test_an_unchanged_build_imports_nothing_that_takes_time(guide: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(BUILD.parent / 'src')!r})\n"
    program += "import studyguide.cli as c; code = c.run([]); print(*sys.modules); sys.exit(code)"
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], cwd=guide, capture_output=True, text=True, check=True)
    imported = set(done.stdout.splitlines()[-1].split())
    assert not imported & {"click", "rich", "tornado", "livereload", "watchfiles", "asyncio"}
    assert not imported & {"jinja2", "markdown", "pygments", "pydantic", "yaml"}


def test_a_bar_is_drawn_only_when_the_work_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(terminal, "_open_bar", lambda stream: drawn.append("bar") or (_Silent(), 0))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with terminal.progress() as progress:
        assert progress is not None
        progress("pages", 1, 10)
    assert drawn == []
    monkeypatch.setattr(terminal, "PATIENCE_S", 0.0)
    with terminal.progress() as progress:
        assert progress is not None
        progress("pages", 1, 10)
        progress("pages", 2, 10)
    assert drawn == ["bar"]


def test_there_is_no_bar_without_a_terminal() -> None:
    with open(os.devnull, "w", encoding="utf-8") as nowhere, terminal.progress(nowhere) as progress:
        assert progress is None


class _Silent:
    def update(self, *_: object, **__: object) -> None:
        pass

    def stop(self) -> None:
        pass
