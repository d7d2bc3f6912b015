"""The invariants of a build: incremental equals clean, one process equals many, no edit is no work."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyguide.build import BuildResult, Options, build
from studyguide.workshop import Workshop

BREAD = Path(__file__).parent / "sites" / "bread"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a site, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def build_at(project: Path, output: Path | None = None, **options: object) -> BuildResult:
    return build(Options(project=project, output=output or project / "site", **options))  # type: ignore[arg-type]


def clean_build(project: Path, scratch: Path) -> dict[str, bytes]:
    """What a build from nothing makes of a project."""
    copy = scratch / "clean"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site", ".studyguide"))
    result = build_at(copy, jobs=1)
    assert result.published, result.problems
    return tree(copy / "site")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "bread"
    shutil.copytree(BREAD, folder, ignore=shutil.ignore_patterns("site", ".studyguide"))
    return folder


def write(project: Path, path: str, text: str) -> None:
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def replace(project: Path, path: str, old: str, new: str) -> None:
    file = project / path
    if file.exists():
        file.write_text(file.read_text().replace(old, new))


def toggle_file(project: Path, path: str, text: str) -> None:
    file = project / path
    if file.exists():
        file.unlink()
    else:
        write(project, path, text)


SALT = "---\ntitle: Salt\nsummary: Two percent of the flour.\n---\nSalt slows the [[starter]]. See [[hydration]].\n"
ASKED = """
```quiz
id: flour-white
type: bool
stem: Is flour white?
truth: false
explain: Some is brown.
```

::: guess wet-or-dry
:::
"""


def ask_in_page(project: Path, path: str) -> None:
    text = (project / path).read_text()
    if "flour-white" not in text:
        write(project, path, text + ASKED)


EDITS: dict[str, Callable[[Path], None]] = {
    "text": lambda p: write(p, "content/concepts/starter.md", (p / "content/concepts/starter.md").read_text() + "\nMore.\n"),
    "title": lambda p: replace(p, "content/concepts/hydration.md", "title: Hydration", "title: Water in the dough"),
    "title back": lambda p: replace(p, "content/concepts/hydration.md", "title: Water in the dough", "title: Hydration"),
    "new or deleted entry": lambda p: toggle_file(p, "content/concepts/salt.md", SALT),
    "new or deleted page": lambda p: toggle_file(p, "content/pages/tools.md", "---\ntitle: Tools\n---\nA scale.\n"),
    "new or removed term": lambda p: (
        replace(p, "content/glossary.yml", "- title: Lodger\n  definition: Who lives in a jar.\n", "")
        if "Lodger" in (p / "content/glossary.yml").read_text()
        else write(p, "content/glossary.yml", (p / "content/glossary.yml").read_text() + "- title: Lodger\n  definition: Who lives in a jar.\n")
    ),
    "term's meaning": lambda p: replace(p, "content/glossary.yml", "The inside of the loaf.", "All but the crust."),
    "reference": lambda p: replace(p, "content/references.yml", "year: 2004", "year: 2012"),
    "question": lambda p: replace(p, "content/quiz/bread.yml", "Its pace depends on the warmth.", "Warmth sets its pace."),
    "question's place": lambda p: toggle_file(p, "content/pages/quick.md", "---\ntitle: Quick\n---\n[[quiz: wet-or-dry]]\n"),
    "question placed in a text": lambda p: replace(p, "content/pages/start.md", "\n---\n", "\n---\n[[quiz: starter-peak]]\n\n"),
    "question in a page": lambda p: ask_in_page(p, "content/pages/start.md"),
    "question in a page changed": lambda p: replace(p, "content/pages/start.md", "Is flour white?", "Is all flour white?"),
    "question in a page moved": lambda p: replace(p, "content/pages/start.md", "\n---\n", "\n---\nBefore that.\n\n"),
    "question in a page gone": lambda p: replace(p, "content/pages/start.md", ASKED, ""),
    "question revised": lambda p: replace(p, "content/quiz/bread.yml", "  truth: true\n", "  truth: false\n  rev: 2\n"),
    "question retired": lambda p: replace(p, "content/questions.lock", "retired: []", "retired:\n  - older"),
    "prerequisite": lambda p: replace(p, "content/concepts/hydration.md", "prerequisites: [starter]\n", ""),
    "order": lambda p: replace(p, "content/pages/concepts.md", "order: [starter, hydration]", "order: [hydration, starter]"),
    "setting": lambda p: replace(p, "content/guide.yml", "title: Sourdough, Patiently", "title: Sourdough"),
    "what is printed": lambda p: replace(p, "content/guide.yml", "language: en\n", "language: en\nprint: [sections, paths]\n"),
    "new or deleted path": lambda p: toggle_file(p, "content/paths.yml", "- title: Short\n  steps: [hydration, pages/start]\n"),
    "accent": lambda p: replace(p, "content/guide.yml", "language: en\n", 'language: en\naccent: "#804000"\n'),
    "address": lambda p: replace(p, "content/guide.yml", "author:", "base_url: https://example.org/bread/\nauthor:"),
    "template": lambda p: write(p, "templates/partials/footer.html", "<footer>Mine.</footer>\n"),
    "template gone": lambda p: (p / "templates/partials/footer.html").unlink(missing_ok=True),
    "style": lambda p: write(p, "static/css/mine.css", "@layer components { .mine { color: red } }\n"),
    "picture": lambda p: toggle_file(p, "content/img/loaf.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'),
    "output deleted": lambda p: (p / "site/glossary.html").unlink(missing_ok=True),
    "output spoilt": lambda p: write(p, "site/start.html", "spoilt"),
    "nothing": lambda p: None,
}  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5), in_memory=st.booleans())
def test_incremental_equals_clean_after_any_edits(
    edits: list[str], in_memory: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scratch = tmp_path_factory.mktemp("edits")
    project = scratch / "bread"
    shutil.copytree(BREAD, project, ignore=shutil.ignore_patterns("site", ".studyguide"))
    options = Options(project=project, output=project / "site", jobs=1)
    workshop = Workshop(options)
    run = workshop.build if in_memory else lambda: build(options)
    run()
    for name in edits:
        EDITS[name](project)
        result = run()
        assert result.published, (name, result.problems)
    workshop.close()
    made = tree(project / "site")
    if not in_memory:
        assert made == clean_build(project, scratch)
    else:  # a preview trusts what it wrote; what others do to the site is noticed by the next build
        wanted = clean_build(project, scratch)
        spoilt = {"output deleted", "output spoilt"} & set(edits)
        assert {k: v for k, v in made.items() if not spoilt or k not in ("glossary.html", "start.html")} == {
            k: v for k, v in wanted.items() if not spoilt or k not in ("glossary.html", "start.html")
        }


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit_alone_gives_the_site_of_a_clean_build(name: str, project: Path, tmp_path: Path) -> None:
    build_at(project, jobs=1)
    EDITS[name](project)
    build_at(project, jobs=1)
    assert tree(project / "site") == clean_build(project, tmp_path)


def test_no_edit_renders_and_writes_nothing(project: Path) -> None:
    build_at(project)
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    again = build_at(project)
    assert (again.rendered, again.written, again.removed) == (0, 0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}


def test_touched_files_with_the_same_bytes_render_nothing(project: Path) -> None:
    build_at(project)
    for path in (project / "content").rglob("*.md"):
        os.utime(path)
    again = build_at(project)
    assert (again.rendered, again.written) == (0, 0)


def test_many_processes_make_the_same_site_as_one(project: Path, tmp_path: Path) -> None:
    for number in range(60):
        write(project, f"content/concepts/more-{number}.md", SALT.replace("Salt", f"Salt {number}"))
    build_at(project, tmp_path / "one", jobs=1)
    build_at(project, tmp_path / "many", jobs=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_two_places_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "some" / "where" / "else"
    shutil.copytree(project, elsewhere)
    build_at(project)
    build_at(elsewhere)
    assert tree(project / "site") == tree(elsewhere / "site")


def test_a_page_that_links_to_an_entry_depends_on_its_title_and_not_on_its_text(project: Path) -> None:
    build_at(project)
    EDITS["text"](project)
    result = build_at(project)
    assert "start.html" not in result.changed and "concepts/starter.html" in result.changed


def test_a_style_edit_renders_no_page(project: Path) -> None:
    build_at(project)
    EDITS["style"](project)
    result = build_at(project)
    assert result.rendered == 0
    assert result.changed == ("static/site.css", "sw.js")  # the worker names the sheet's digest


def test_a_template_edit_renders_pages_but_no_markdown(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_at(project)
    EDITS["template"](project)
    monkeypatch.setattr("studyguide.fragments.to_html", lambda *_: pytest.fail("Markdown was rendered"))
    result = build_at(project, jobs=1)
    assert "index.html" in result.changed


def test_warnings_are_replayed_when_nothing_changed(project: Path) -> None:
    write(project, "content/odd.md", "nobody reads this")
    first = build_at(project)
    assert [problem.message for problem in first.problems if problem.path == "content/odd.md"] == [
        "nothing reads this file"
    ]
    assert build_at(project).problems == first.problems


def test_an_error_keeps_the_last_good_site(project: Path) -> None:
    build_at(project)
    before = tree(project / "site")
    replace(project, "content/concepts/starter.md", "[[hydration]]", "[[hydratoin]]")
    broken = build_at(project)
    assert not broken.published
    assert [(p.path, p.line, p.message, p.hint) for p in broken.problems if p.level == "error"] == [
        ("content/concepts/starter.md", 18, 'there is no entry "hydratoin"', 'did you mean "hydration"?')
    ]
    assert tree(project / "site") == before
    replace(project, "content/concepts/starter.md", "[[hydratoin]]", "[[hydration]]")
    assert build_at(project).published
    assert tree(project / "site") == before


def test_errors_are_told_again_by_the_next_build(project: Path) -> None:
    build_at(project)
    replace(project, "content/concepts/starter.md", "[[hydration]]", "[[hydratoin]]")
    first, second = build_at(project), build_at(project)
    assert first.problems == second.problems and not second.published


def test_checking_leaves_the_site_alone_and_the_next_build_correct(project: Path, tmp_path: Path) -> None:
    from studyguide.build import check

    build_at(project)
    EDITS["title"](project)
    before = tree(project / "site")
    check(Options(project=project, output=project / "site"))
    assert tree(project / "site") == before
    build_at(project)
    assert tree(project / "site") == clean_build(project, tmp_path)


def test_a_full_disk_leaves_the_last_good_site(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_at(project)
    before = tree(project / "site")
    EDITS["setting"](project)
    written = 0
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        nonlocal written
        written += 1
        if written > 4:
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        build_at(project, jobs=1)
    monkeypatch.undo()
    assert tree(project / "site") == before
    build_at(project)
    assert tree(project / "site") == clean_build(project, tmp_path)


@pytest.mark.parametrize("delay_s", [0.05, 0.15, 0.25, 0.35, 0.5, 0.7])
def test_a_killed_build_leaves_whole_files_and_the_next_one_mends_all(
    project: Path, tmp_path: Path, delay_s: float
) -> None:
    import signal
    import sys
    import time

    build_at(project)
    old = tree(project / "site")
    EDITS["setting"](project)
    new = clean_build(project, tmp_path)
    code = f"from studyguide.build import *; from pathlib import Path; p = Path({str(project)!r}); build(Options(project=p, output=p / 'site'))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    time.sleep(delay_s)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for name, data in tree(project / "site").items():
        assert name.startswith(".staging/") or data in (old.get(name), new.get(name)), name
    build_at(project)
    assert tree(project / "site") == new


def test_two_builds_at_once_both_end_well(project: Path, tmp_path: Path) -> None:
    import sys

    code = f"from studyguide.build import *; from pathlib import Path; p = Path({str(project)!r}); assert build(Options(project=p, output=p / 'site')).published"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    both = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert tree(project / "site") == clean_build(project, tmp_path)


def test_a_spoilt_manifest_is_thrown_away(project: Path, tmp_path: Path) -> None:
    build_at(project)
    for path in (project / ".studyguide").rglob("manifest.sqlite"):
        path.write_bytes(b"this is not a database, however long it may be" * 100)
    EDITS["title"](project)
    assert build_at(project).published
    assert tree(project / "site") == clean_build(project, tmp_path)


def test_files_of_others_in_the_output_folder_stay(project: Path) -> None:
    write(project, "site/CNAME", "example.org")
    build_at(project)
    build_at(project, fresh=True)
    assert (project / "site/CNAME").read_text() == "example.org"


def git(project: Path, *arguments: str) -> None:
    settings = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    environment = {
        **os.environ,
        "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
        "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
    }
    subprocess.run(["git", "-C", str(project), *settings, *arguments], check=True, capture_output=True, env=environment)


def test_a_checkout_of_another_branch_gives_that_branchs_site(project: Path, tmp_path: Path) -> None:
    write(project, ".gitignore", "site/\n.studyguide/\n")
    git(project, "init")
    git(project, "add", ".")
    git(project, "commit", "-m", "one")
    build_at(project)
    first = tree(project / "site")
    assert b"2026-01-02" in first["start.html"]
    git(project, "checkout", "-b", "other")
    EDITS["title"](project)
    EDITS["new or deleted entry"](project)
    git(project, "add", ".")
    git(project, "commit", "-m", "two")
    build_at(project)
    assert tree(project / "site") != first
    git(project, "checkout", "main")
    build_at(project)
    assert tree(project / "site") == first
